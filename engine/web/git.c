/* git.c: `git http-backend` as a child with bounds, and the few lines of git's protocol that we say ourselves. */
#include "base/base.h"
#include "base/path.h"
#include "base/temporary.h"
#include "base/tool.h"
#include "web/git.h"
#include "web/route.h"
#include <ctype.h>
#include <pthread.h>
#include <unistd.h>

/* Seconds of silence and of work; bytes of memory and of an answer; how many run at once, and seconds that others
 * wait. */
enum { SECONDS = 120, AT_ONCE = 4, WAITS = 30, HEAD = 8192 };
#define MEMORY ((size_t)4 << 30)
#define ANSWER ((size_t)4 << 30)

/* --- turns --- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t freed = PTHREAD_COND_INITIALIZER;
static unsigned running;

static void end_turn(void *p)
{
	(void)p;
	pthread_mutex_lock(&lock);
	running--;
	pthread_cond_broadcast(&freed);
	pthread_mutex_unlock(&lock);
}

static const struct fault *take_turn(struct scope *sc)
{
	struct timespec until;
	int e = 0;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += WAITS;
	pthread_mutex_lock(&lock);
	while (running >= AT_ONCE && e == 0)
		e = pthread_cond_timedwait(&freed, &lock, &until);
	bool mine = running < AT_ONCE;
	running += mine;
	pthread_mutex_unlock(&lock);
	if (!mine)
		return fault_make(FAULT_SYSTEM, "many ask the server with git at this moment; try again in a minute");
	scope_defer(sc, end_turn, NULL);
	return NULL;
}

/* Who judges a push: two in all, so that others have the rest of the machine; more would only wait for each other. */
enum { JUDGES = 2, JUDGE_WAITS = 120 };
struct judge { const char *package; };
static struct judge judges[JUDGES];

static void end_judging(void *p)
{
	struct judge *mine = p;
	pthread_mutex_lock(&lock);
	mine->package = NULL;
	pthread_cond_broadcast(&freed);
	pthread_mutex_unlock(&lock);
}

/* A free place, if nobody judges this package; under the lock. */
static struct judge *find_place(const char *package)
{
	struct judge *out = NULL;
	for (size_t i = 0; i < JUDGES; i++) {
		if (!judges[i].package)
			out = &judges[i];
		else if (strcmp(judges[i].package, package) == 0)
			return NULL;
	}
	return out;
}

const struct fault *git_take_turn(struct scope *sc, const char *package)
{
	struct timespec until;
	struct judge *mine = NULL;
	const char *name = scope_copy(sc, package);
	int e = 0;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += JUDGE_WAITS;
	pthread_mutex_lock(&lock);
	while (!(mine = find_place(name)) && e == 0)
		e = pthread_cond_timedwait(&freed, &lock, &until);
	if (mine)
		mine->package = name;
	pthread_mutex_unlock(&lock);
	if (!mine)
		return fault_make(FAULT_SYSTEM, "others push at this moment, and each is looked at in its turn; try "
			"again in some minutes");
	scope_defer(sc, end_judging, mine);
	return NULL;
}

int64_t git_seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* --- asking git --- */

/* What git answers: its head is read here, what follows goes to a file. */
struct answer { struct buf *head; FILE *body; uint64_t size; bool headed; };

static bool take(void *context, const char *bytes, size_t len)
{
	struct answer *a = context;
	if (!a->headed) {
		size_t before = a->head->len;
		buf_put(a->head, bytes, len);
		const char *end = memmem(a->head->at, a->head->len, "\r\n\r\n", 4);
		if (!end)
			return a->head->len < HEAD;
		size_t head = (size_t)(end - a->head->at) + 4;
		a->headed = true;
		bytes += head - before;
		len -= head - before;
	}
	a->size += len;
	return fwrite(bytes, 1, len, a->body) == len;
}

/* "Status: 403 Forbidden" and "Content-Type: ..."; nothing else that it says is passed on. */
static void read_head(struct scope *sc, const char *head, struct page_reply *out)
{
	const char *status = strstr(head, "Status: "), *type = strcasestr(head, "Content-Type: ");
	if (status && (status == head || status[-1] == '\n'))
		out->status = atoi(status + 8);
	if (out->status < 200 || out->status > 599)
		out->status = 500;
	if (type)
		out->type = scope_copy_bytes(sc, type + 14, strcspn(type + 14, "\r\n"));
}

/* A header of the request, which anybody may have written, as a variable: no more than its plain letters. */
static void put_header(struct scope *sc, struct names *out, const char *name, const char *value)
{
	size_t n = 0;
	while (value && value[n] && n < 200 && (isalnum((unsigned char)value[n]) || strchr("/-+.=:; ", value[n])))
		n++;
	if (value && n && !value[n])
		*LIST_ADD(sc, out) = scope_printf(sc, "%s=%s", name, value);
}

static const char *const *environment(struct page_ask *a, const struct desk_push *p, const char *service,
                                      const char *path)
{
	struct names out = {0};
	const char *folder = desk_push_folder(p);
	bool posts = strcmp(path, "info/refs") != 0;
	*LIST_ADD(a->sc, &out) = "GIT_CONFIG_NOSYSTEM=1";
	*LIST_ADD(a->sc, &out) = "GIT_CONFIG_GLOBAL=/dev/null";
	*LIST_ADD(a->sc, &out) = "GIT_HTTP_EXPORT_ALL=1";
	*LIST_ADD(a->sc, &out) = scope_printf(a->sc, "GIT_PROJECT_ROOT=%s", folder);
	*LIST_ADD(a->sc, &out) = scope_printf(a->sc, "PATH_INFO=/%s", path);
	*LIST_ADD(a->sc, &out) = scope_printf(a->sc, "REQUEST_METHOD=%s", posts ? "POST" : "GET");
	*LIST_ADD(a->sc, &out) = posts ? "QUERY_STRING=" : scope_printf(a->sc, "QUERY_STRING=service=%s", service);
	*LIST_ADD(a->sc, &out) = "REMOTE_USER=team";    /* no name of a person is needed, nor a place to forge one */
	if (posts)
		*LIST_ADD(a->sc, &out) = scope_printf(a->sc, "CONTENT_LENGTH=%zu", a->body.len);
	/* no GIT_PROTOCOL: by version 2 any object may be asked for, by version 0 what is advertised alone */
	put_header(a->sc, &out, "CONTENT_TYPE", a->body.type);
	put_header(a->sc, &out, "HTTP_CONTENT_ENCODING", a->body.encoding);
	*LIST_ADD(a->sc, &out) = NULL;
	return out.at;
}

static void close_file(void *p) { fclose(p); }

int git_body(struct page_ask *a)
{
	FILE *f = a->body.fd < 0 ? temporary_nameless(NULL) : NULL;
	if (f)
		scope_defer(a->sc, close_file, f);
	if (f && (fwrite(a->body.bytes, 1, a->body.len, f) != a->body.len || fflush(f) != 0))
		return -1;
	int fd = f ? fileno(f) : a->body.fd;
	return fd >= 0 && lseek(fd, 0, SEEK_SET) == 0 ? fd : -1;
}

const struct fault *git_ask(struct page_ask *a, const struct desk_push *p, const char *service, const char *path,
                            struct page_reply *out)
{
	SCOPE(turn);
	static const char *const argv[] = { "git", "http-backend", NULL };
	const struct tool_bounds bounds = { SECONDS, MEMORY, ANSWER, desk_push_folder(p) };
	struct answer answer = { .head = buf_new(a->sc), .body = temporary_nameless(desk_push_folder(p)) };
	if (!answer.body)
		return fault_errno("answering git");
	scope_defer(turn, close_file, answer.body);
	int in = git_body(a);
	if (in < 0)
		return fault_errno("reading what came");
	const struct tool_request r = { argv, environment(a, p, service, path), in, take, &answer };
	if (!tool_is_here("git"))
		return fault_make(FAULT_SYSTEM, "git is not installed on the server");
	TRY(take_turn(turn));
	/* what it ends with is in its answer as well */
	if (tool_serve(turn, &r, &bounds) < 0 || !answer.headed || fflush(answer.body) != 0)
		return fault_make(FAULT_SYSTEM, "git took more time, memory or room than it may have here");
	read_head(a->sc, answer.head->at, out);
	out->fd = dup(fileno(answer.body));
	out->size = answer.size;
	return out->fd < 0 ? fault_errno("answering git") : NULL;
}

/* --- git's lines --- */

/* "0032" and so many bytes, these four with them; 0 where it ends, -1 where it is none. */
static long line_length(const char *at, size_t left)
{
	char digits[5] = "";
	if (left < 4)
		return -1;
	memcpy(digits, at, 4);
	if (strspn(digits, "0123456789abcdefABCDEF") != 4)
		return -1;
	long n = strtol(digits, NULL, 16);
	return n == 0 || (n >= 4 && (size_t)n <= left) ? n : -1;
}

/* "OLD NEW refs/heads/main", behind a NUL of the first one what the other side can do. */
static bool read_line(struct scope *sc, const char *at, size_t len, struct git_asked *out)
{
	enum { IDS = 82 };
	const char *line = scope_copy_bytes(sc, at, len), *can = strlen(line) < len ? line + strlen(line) + 1 : "";
	if (strncmp(line, "shallow ", 8) == 0)
		return true;
	if (strlen(line) <= IDS || line[40] != ' ' || line[81] != ' ')
		return false;
	out->reports = out->reports || strstr(can, "report-status");
	out->bands = out->bands || strstr(can, "side-band-64k");
	*LIST_ADD(sc, &out->refs) = scope_copy_bytes(sc, line + IDS, strcspn(line + IDS, "\n"));
	return true;
}

bool git_read(struct scope *sc, const char *bytes, size_t len, struct git_asked *out)
{
	enum { MOST = 1000 };
	*out = (struct git_asked){0};
	for (size_t at = 0; at < len; ) {
		long n = line_length(bytes + at, len - at);
		if (n == 0)
			return true;
		if (n < 4 || out->refs.count == MOST || !read_line(sc, bytes + at + 4, (size_t)n - 4, out))
			return false;
		at += (size_t)n;
	}
	return false;
}

static void put_line(struct buf *b, char band, const char *bytes, size_t len)
{
	enum { MOST = 65000 };
	for (size_t n; len > 0; bytes += n, len -= n) {
		n = len < MOST ? len : MOST;
		buf_printf(b, "%04zx", n + 4 + (band != 0));
		if (band)
			buf_char(b, band);
		buf_put(b, bytes, n);
	}
}

static void put_words(struct buf *b, const struct git_asked *q, const struct git_lines *lines)
{
	enum { MOST = 20 };
	for (size_t i = 0; q->bands && i < lines->count && i < MOST; i++) {
		put_line(b, 2, lines->at[i].text, strlen(lines->at[i].text));
		put_line(b, 2, "\n", 1);
	}
	if (q->bands && lines->count > MOST)
		put_line(b, 2, "...\n", 4);
}

/* The first line about it, else the first. */
static const char *reason_of(const char *ref, const struct git_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		if (lines->at[i].ref && strcmp(lines->at[i].ref, ref) == 0)
			return lines->at[i].text;
	return lines->count ? lines->at[0].text : "";
}

static void put_report(struct scope *sc, struct buf *b, const struct git_asked *q, const struct git_lines *lines)
{
	put_line(b, 0, "unpack ok\n", 10);
	for (size_t i = 0; i < q->refs.count; i++) {
		const char *line = scope_printf(sc, "ng %s %s\n", q->refs.at[i], reason_of(q->refs.at[i], lines));
		put_line(b, 0, line, strlen(line));
	}
	buf_text(b, "0000");
}

void git_refuse(const struct git_asked *q, const struct git_lines *lines, struct page_reply *out)
{
	SCOPE(turn);
	struct buf *report = buf_new(turn);
	page_close(out);
	*out = (struct page_reply){ .status = 200, .body = out->body, .fd = -1,
		.type = "application/x-git-receive-pack-result" };
	buf_clear(out->body);
	put_words(out->body, q, lines);
	if (q->reports)
		put_report(turn, report, q, lines);
	put_line(out->body, q->bands ? 1 : 0, report->at, q->bands ? report->len : 0);
	if (!q->bands)
		buf_put(out->body, report->at, report->len);
	else
		buf_text(out->body, "0000");
}

const struct fault *git_tell(struct page_ask *a, const struct git_asked *q, const struct git_lines *lines,
                             struct page_reply *out)
{
	enum { MOST = 1 << 20 };
	char *report = scope_alloc(a->sc, MOST, 1);
	if (!q->bands || !lines->count || out->size >= MOST)
		return NULL;
	if (pread(out->fd, report, out->size, 0) != (ssize_t)out->size)
		return fault_errno("answering git");
	page_close(out);
	buf_clear(out->body);
	put_words(out->body, q, lines);
	buf_put(out->body, report, out->size);
	return NULL;
}
