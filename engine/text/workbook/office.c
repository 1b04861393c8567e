/* office.c: .ods and .xls by way of LibreOffice, where the machine has it. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "base/temporary.h"
#include "base/tool.h"
#include "text/workbook/workbook_private.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- a folder that goes, however this process ends --- */

struct folder { const char *path; int life; pid_t keeper; };

/* In the child: nothing that allocates between fork and exec.  The pipe ends with whoever waits for LibreOffice. */
static _Noreturn void keep(const char *path, int life)
{
	char byte;
	const char *const argv[] = { "rm", "-rf", "--", path, NULL };
	char *const environment[] = { NULL };
	setpgid(0, 0);
	if (dup2(life, 0) == 0)
		close_range(1, ~0U, 0);
	while (read(0, &byte, 1) < 0 && errno == EINTR)
		;
	execve("/bin/rm", (char *const *)(uintptr_t)argv, environment);
	_exit(127);
}

static void end_keeper(void *p)
{
	const struct folder *f = p;
	if (f->life >= 0)
		close(f->life);
	while (f->keeper > 0 && waitpid(f->keeper, NULL, 0) < 0 && errno == EINTR)
		;
}

static void start_keeper(struct folder *f)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return;                         /* then nobody removes it but us */
	f->keeper = fork();
	if (f->keeper == 0)
		keep(f->path, ends[0]);
	close(ends[0]);
	f->life = ends[1];
}

/* --- running it --- */

/* LibreOffice's own settings: no macro, no link that is followed, whatever the file asks for. */
static const char settings[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">\n"
	"<item oor:path=\"/org.openoffice.Office.Common/Security/Scripting\"><prop oor:name=\"MacroSecurityLevel\" "
	"oor:op=\"fuse\"><value>3</value></prop></item>\n"
	"<item oor:path=\"/org.openoffice.Office.Common/Security/Scripting\"><prop oor:name=\"DisableMacrosExecution\" "
	"oor:op=\"fuse\"><value>true</value></prop></item>\n"
	"<item oor:path=\"/org.openoffice.Office.Common/Security/Scripting\"><prop "
	"oor:name=\"BlockUntrustedRefererLinks\" oor:op=\"fuse\"><value>true</value></prop></item>\n"
	"<item oor:path=\"/org.openoffice.Office.Calc/Content/Update\"><prop oor:name=\"Link\" oor:op=\"fuse\">"
	"<value>2</value></prop></item>\n"
	"</oor:items>\n";

static const struct fault *copy_in(int fd, const char *path)
{
	char part[16384];
	int out = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	const struct fault *f = out < 0 ? fault_errno("{path}", path) : NULL;
	ssize_t n = 1;
	for (off_t at = 0; !f && n > 0; at += n) {
		n = pread(fd, part, sizeof part, at);
		f = n < 0 ? fault_errno("{path}", path) : file_write_fd(out, part, (size_t)n, path);
	}
	if (out >= 0)
		close(out);
	return f;
}

/* The program itself and not its script: what is killed when a bound is reached is then all there is. */
static const char *program(struct scope *sc)
{
	static const char *const links[] = { "/usr/local/bin/soffice", "/usr/bin/soffice", "/usr/bin/libreoffice" };
	for (size_t i = 0; i < countof(links); i++) {
		char *script = realpath(links[i], NULL);
		const char *base = script ? path_base(script) : NULL;
		const char *path = base ? scope_printf(sc, "%.*ssoffice.bin", (int)(base - script), script) : NULL;
		free(script);
		if (path && access(path, X_OK) == 0)
			return path;
	}
	return NULL;
}

static const struct fault *no_office(const char *suffix)
{
	return strcmp(suffix, "ods") == 0
	       ? fault_make(FAULT_USAGE, "is an OpenDocument spreadsheet (.ods), which is read here by way of "
			"LibreOffice, and LibreOffice is not installed; open it in a spreadsheet program, and save it "
			"as .xlsx")
	       : fault_make(FAULT_USAGE, "is a workbook of an old form (.xls), which is read here by way of "
			"LibreOffice, and LibreOffice is not installed; open it in Excel, and save it as .xlsx");
}

/* Its profile, its home and its answer lie in a folder of their own, and go with it. */
static const struct fault *make_folder(struct scope *turn, const char **out)
{
	struct folder *f = NEW(turn, struct folder);
	*f = (struct folder){ .life = -1 };
	TRY(temporary_room(turn, NULL, &f->path));
	scope_defer(turn, end_keeper, f);
	start_keeper(f);
	const char *xcu = path_join(turn, f->path, "profile/user/registrymodifications.xcu");
	*out = f->path;
	return file_write(xcu, settings, strlen(settings));
}

/* The converted file, -1: there is none. */
static int run(struct scope *turn, const char *office, const char *folder, const char *in)
{
	const struct tool_bounds bounds = { 60, (size_t)4 << 30, 512 << 20, folder };
	const char *profile = scope_printf(turn, "-env:UserInstallation=file://%s/profile", folder);
	const char *const argv[] = { office, profile, "--headless", "--norestore", "--nologo", "--convert-to",
		"xlsx:Calc MS Excel 2007 XML", "--outdir", path_join(turn, folder, "out"), in, NULL };
	size_t len;
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC), out = -1;
	/* With a new profile it may want to be started once more, which its script would do for it. */
	for (int turns = 0; turns < 2 && nothing >= 0 && out < 0; turns++) {
		tool_read(turn, argv, nothing, &bounds, &len);
		out = open(path_join(turn, folder, "out/book.xlsx"), O_RDONLY | O_CLOEXEC);
	}
	if (nothing >= 0)
		close(nothing);
	return out;
}

const struct fault *workbook_convert(int fd, const char *suffix, int *out)
{
	SCOPE(turn);
	const char *office = program(turn), *folder = NULL;
	if (!office)
		return no_office(suffix);
	TRY(make_folder(turn, &folder));
	const char *in = scope_printf(turn, "%s/book.%s", folder, suffix);
	TRY(copy_in(fd, in));
	*out = run(turn, office, folder, in);
	return *out >= 0 ? NULL
	     : fault_make(FAULT_CORRUPT, "is one that LibreOffice cannot read; open it in the program it comes from, "
			"and save it as .xlsx, without a password");
}
