/* t_act.c: acts that are asked of a desk and refused, each with its reason, and nothing is recorded. */
#include "unit.h"
#include "desk/act.h"
#include "desk/edit_private.h"
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOON = 1795435200 };             /* 2026-11-23T12:00:00Z */

static const struct person engineer = { .name = "Aiko Sato", .email = "aiko.sato@minato-turbine.example" };

/* Words of a template's file, and what stands in their place; a list of them ends with none. */
struct other { const char *path, *from, *to; };

static const struct template *read_template(struct scope *sc, const char *name, const struct other *o)
{
	const struct template_files *files = NULL;
	const struct template *t = NULL;
	OK(template_files_read(sc, unit_root(sc, scope_printf(sc, "templates/%s", name)), &files));
	for (; o && o->path; o++) {
		bool found = false;
		for (size_t i = 0; i < files->count && !found; i++) {
			struct template_file *f = &files->at[i];
			const char *at = strcmp(f->path, o->path) == 0 ? strstr(f->bytes, o->from) : NULL;
			if ((found = at != NULL))
				f->bytes = scope_printf(sc, "%.*s%s%s", (int)(at - f->bytes), f->bytes, o->to,
				                        at + strlen(o->from));
			f->len = strlen(f->bytes);
		}
		EXPECT(found, "\"%s\" stands nowhere in %s", o->from, o->path);
	}
	OK(template_open(sc, files, &t));
	return t;
}

/* A package of a template, opened by the engineer; saved: with a first version. */
static const char *folder_of(struct scope *sc, const char *name, const char *category, const struct other *o,
                             bool saved)
{
	const struct world world = { .now = NOON, .directory = unit_folder(sc), .templates = unit_root(sc, "templates"),
	                             .program = "sarflow" };
	struct making m = { .sc = sc, .world = &world, .person = &engineer };
	const struct template *t = read_template(sc, name, o);
	const char *folder = NULL, *identity = scope_printf(sc, "format: 1\nid: ACT-1\ntemplate: %s\ncategory: %s\n"
		"title: x (fictitious)\n", name, category);
	OK(edit_start(&m, "ACT-1"));
	OK(edit_put(&m, "package.yaml", identity, strlen(identity)));
	OK(act_open(m.desk, t, "ACT-1"));
	if (saved)
		OK(edit_first_version(m.desk, "first"));
	OK(edit_end(sc, &m, &folder));
	return folder;
}

static struct desk *desk_in(struct scope *sc, const char *folder, const struct person *p)
{
	const struct world world = { .now = NOON, .directory = folder, .templates = unit_root(sc, "templates"),
	                             .program = "sarflow" };
	struct desk *d = NULL;
	OK(desk_open(sc, &world, p, NULL, NULL, &d));
	return d;
}

static struct desk *package(struct scope *sc, const char *name, const char *category, const struct other *o,
                            bool saved)
{
	return desk_in(sc, folder_of(sc, name, category, o, saved), &engineer);
}

static size_t events(struct desk *d)
{
	size_t count = 0;
	desk_events(d, &count);
	return count;
}

/* The engineer, who opened it as its manager, has this role too from here on. */
static void take_role(struct desk *d, const char *role)
{
	const char *both[] = { "manager", role };
	const struct names roles = { both, 2, 0 }, none = {0};
	OK(act_appoint(d, "Aiko Sato <aiko.sato@minato-turbine.example>", &roles, &none, &none));
}

/* A call that is refused so, and nothing is recorded. */
#define REFUSED(d, call, code, words) do { \
	size_t before = events(d); \
	const struct fault *told = (call); \
	FAILS(told, code); \
	HAS(told->text, words); \
	assert_int_equal(events(d), before); \
} while (0)

static void opened_twice(void **state)
{
	(void)state;
	SCOPE(sc);
	struct desk *d = package(sc, "company-profile", "repairer", NULL, true);
	REFUSED(d, act_open(d, desk_template(d), "ACT-2"), FAULT_REFUSED, "has a journal already");
}

static void days(void **state)
{
	(void)state;
	SCOPE(sc);
	struct desk *d = package(sc, "company-profile", "repairer", NULL, true);
	static const struct { struct act_options o; int code; const char *says; } table[] = {
		{ { .occurred = "2026-13-01" }, FAULT_USAGE, "\"2026-13-01\" is no day" },
		{ { .received = "yesterday" }, FAULT_USAGE, "\"yesterday\" is no day" },
		{ { .letter_date = "20.11.2026" }, FAULT_USAGE, "\"20.11.2026\" is no day" },
		{ { .occurred = "2026-11-24" }, FAULT_REFUSED, "2026-11-24 lies in the future" },
		{ { .received = "2027-01-01" }, FAULT_REFUSED, "2027-01-01 lies in the future" },
		{ { .letter_date = "2026-11-24" }, FAULT_REFUSED, "2026-11-24 lies in the future" },
		{ { .occurred = "2026-11-21", .received = "2026-11-20" }, FAULT_REFUSED, "before it happened" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		struct act_options o = table[i].o;
		o.letter = (struct act_paper){ "letter.txt", open("/dev/null", O_RDONLY | O_CLOEXEC) };
		REFUSED(d, act_letter(d, "in", &o), (enum fault_code)table[i].code, table[i].says);
		close(o.letter.fd);
	}
	/* today is no future, and a letter may come on the day it was written */
	struct act_options o = { .occurred = "2026-11-23", .received = "2026-11-23", .letter_date = "2026-11-23",
		.letter = { "letter.txt", open("/dev/null", O_RDONLY | O_CLOEXEC) } };
	OK(act_letter(d, "in", &o));
	close(o.letter.fd);
	assert_int_equal(events(d), 2);
}

static void appointed_under_two_names(void **state)
{
	(void)state;
	SCOPE(sc);
	struct desk *d = package(sc, "company-profile", "repairer", NULL, true);
	const char *quality[] = { "quality" }, *more[] = { "yui@other.example" };
	const struct names role = { quality, 1, 0 }, address = { more, 1, 0 }, none = {0};
	OK(act_appoint(d, "Yui Tanaka <yui.tanaka@minato.example>", &role, &address, &none));
	REFUSED(d, act_appoint(d, "Yui Tanaka <yui@other.example>", &role, &none, &none), FAULT_REFUSED,
	        "yui@other.example is another address of Yui Tanaka <yui.tanaka@minato.example>");
	OK(act_appoint(d, "Yui Tanaka <yui.tanaka@minato.example>", &none, &none, &none));
	assert_int_equal(events(d), 3);
}

static void signed_without_content(void **state)
{
	(void)state;
	SCOPE(sc);
	struct desk *d = package(sc, "repair", "IV", NULL, true);
	const struct template *t = desk_template(d);
	struct package *p = NULL;
	struct store_id id;
	size_t count = 9, tried[2] = { 0, 0 };
	take_role(d, "engineering");
	OK(desk_package(d, "main", &p, &id));
	for (size_t i = 0; i < template_unit_count(t); i++) {
		const struct template_element *e = template_unit(t, i);
		const char *one[] = { e->id };
		const struct names elements = { one, 1, 0 };
		char digest[DIGEST_TEXT];
		bool used = *package_need(p, e) != '-';
		package_canon(p, e, digest);
		if (used && *digest)
			continue;
		tried[used]++;
		REFUSED(d, act_sign(d, NULL, &elements, "x", NULL, &count), FAULT_REFUSED,
		        used ? "has no content to sign" : "this category does not use these elements");
		assert_int_equal(count, 0);
	}
	assert_true(tried[0] && tried[1]);
}

static void exports_of_nothing(void **state)
{
	(void)state;
	SCOPE(sc);
	struct desk *d = package(sc, "repair", "IV", NULL, true);
	const struct act_export made = { .profile = "x", .sums = "", .made = "", .workbook = { "x.xlsx", -1 } };
	REFUSED(d, act_may_export(d, 0), FAULT_REFUSED, "no submittal is sealed");
	REFUSED(d, act_may_export(d, 1), FAULT_REFUSED, "there is no submittal 1");
	REFUSED(d, act_exported(d, 0, &made), FAULT_REFUSED, "no submittal is sealed");
	REFUSED(d, act_exported(d, 2, &made), FAULT_REFUSED, "there is no submittal 2");
	REFUSED(d, act_deliver(d, 1, "mail", &(struct act_options){0}), FAULT_REFUSED, "there is no submittal 1");
}

static void what_a_template_lacks(void **state)
{
	(void)state;
	SCOPE(sc);
	static const struct other no_waivers[] = { { "template.yaml", "\nwaivers:\n  days: 365\n"
		"  never: [restricted-file-released, attachment-damaged]\n", "\n" }, {0} };
	struct desk *d = package(sc, "company-profile", "repairer", no_waivers, true);
	const struct finding f = { .rule = "x" };
	struct package *p = NULL;
	struct store_id id;
	int number = 0;
	take_role(d, "quality");
	OK(desk_package(d, "main", &p, &id));
	REFUSED(d, act_waive(d, &f, &id, "2027-01-01", &(struct act_options){ .note = "x" }), FAULT_REFUSED,
	        "knows no waivers");
	d = package(sc, "repair", "IV", NULL, false);
	take_role(d, "quality");
	const struct act_remark remark = { .severity = "major" };
	REFUSED(d, act_remark(d, &remark, &(struct act_options){ .note = "x" }, &number), FAULT_REFUSED,
	        "nothing is saved yet to remark on");
}

static void used_before_it_is_saved(void **state)
{
	(void)state;
	SCOPE(sc);
	struct desk *d = package(sc, "repair", "IV", NULL, true);
	struct desk *used = package(sc, "company-profile", "repairer", NULL, false);
	const struct template_use use = { .alias = "site", .template = "company-profile" };
	REFUSED(d, act_use(d, &use, used, &(struct store_id){""}), FAULT_REFUSED, "has no saved version");
}

/* Nobody of ours could appoint under it. */
static void adopted_by_nobody(void **state)
{
	(void)state;
	SCOPE(sc);
	static const struct other of_others[] = { { "template.yaml", "\nbase:", "\nfounder_role: quality\nbase:" },
		{ "workflow.yaml", "appoint:\n    roles: [manager]", "appoint:\n    roles: [quality]" }, {0} };
	struct desk *d = package(sc, "company-profile", "repairer", NULL, true);
	const struct template *t = read_template(sc, "company-profile", of_others);
	REFUSED(d, act_adopt(d, t, "drafting"), FAULT_REFUSED, "nobody of this package could appoint any more");
}

/* A process that records a note and dies at once. */
static void note_and_die(const char *folder, const struct act_options *o)
{
	int status = 0;
	pid_t child = fork();
	if (child == 0) {
		SCOPE(sc);
		_exit(act_note(desk_in(sc, folder, &engineer), o) ? 1 : 9);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 9);
}

/* What was recorded by who died is done; whoever does something else, or is another, does it anew. */
static void done_again(void **state)
{
	(void)state;
	SCOPE(sc);
	static const struct person other = { .name = "Kenji Mori", .email = "kenji.mori@minato-turbine.example" };
	static const struct act_options words = { .note = "x" }, others = { .note = "y" };
	const char *folder = folder_of(sc, "company-profile", "repairer", NULL, true), *roles[] = { "quality" };
	const struct names role = { roles, 1, 0 }, none = {0};
	OK(act_appoint(desk_in(sc, folder, &engineer), "Kenji Mori <kenji.mori@minato-turbine.example>", &role, &none,
		&none));
	note_and_die(folder, &words);
	assert_int_equal(events(desk_in(sc, folder, &engineer)), 3);
	OK(act_note(desk_in(sc, folder, &engineer), &words));
	assert_int_equal(events(desk_in(sc, folder, &engineer)), 3);
	OK(act_note(desk_in(sc, folder, &engineer), &words));           /* once only: this is a second note */
	assert_int_equal(events(desk_in(sc, folder, &engineer)), 4);
	note_and_die(folder, &words);
	OK(act_note(desk_in(sc, folder, &engineer), &others));
	assert_int_equal(events(desk_in(sc, folder, &engineer)), 6);
	note_and_die(folder, &words);
	OK(act_note(desk_in(sc, folder, &other), &words));
	assert_int_equal(events(desk_in(sc, folder, &engineer)), 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opened_twice), cmocka_unit_test(days), cmocka_unit_test(appointed_under_two_names),
		cmocka_unit_test(signed_without_content), cmocka_unit_test(exports_of_nothing),
		cmocka_unit_test(what_a_template_lacks), cmocka_unit_test(used_before_it_is_saved),
		cmocka_unit_test(adopted_by_nobody), cmocka_unit_test(done_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
