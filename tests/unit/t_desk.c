/* t_desk.c: a desk knows a world and a person, and no terminal. */
#include "unit.h"
#include "desk/act.h"
#include "desk/edit_private.h"
#include "desk/templates.h"

enum { NOON = 1795435200 };             /* 2026-11-23T12:00:00Z */

static const struct person engineer = { .name = "Aiko Sato", .email = "aiko.sato@minato-turbine.example" };

static struct world world_in(struct scope *sc, const char *folder)
{
	return (struct world){ .now = NOON, .directory = folder, .templates = unit_root(sc, "templates"),
	                       .program = "sarflow" };
}

static const char *make(struct scope *sc, const struct world *world)
{
	const char *folder = NULL;
	const struct names fields = {0};
	OK(edit_new(sc, world, &engineer, "DESK-001", "company-profile", "repairer", "A site (fictitious)", &fields,
	            &folder));
	return folder;
}

static void each_person_has_a_desk_of_their_own(void **state)
{
	SCOPE(sc);
	struct world world = world_in(sc, unit_folder(sc));
	struct desk *one = NULL, *other = NULL;
	const struct person reader = { .language = "ja", .as_of = "2027-01-01" };
	(void)state;
	world.directory = make(sc, &world);
	OK(desk_open(sc, &world, &engineer, NULL, NULL, &one));
	OK(desk_open(sc, &world, &reader, NULL, NULL, &other));
	world = (struct world){0};              /* it was copied */
	assert_int_equal(desk_language(one), 0);
	assert_int_equal(desk_language(other), 1);
	assert_int_equal(desk_today(other) - desk_today(one), 39);
	SAME(desk_fold(one)->package, "DESK-001");
	SAME(desk_template(other)->name, "company-profile");
}

static void a_template_is_read_once_for_all_who_share(void **state)
{
	SCOPE(sc);
	struct world world = world_in(sc, unit_folder(sc));
	struct desk_templates *shared = desk_templates_new(sc);
	const struct template *first = NULL;
	struct desk *d = NULL;
	(void)state;
	world.directory = make(sc, &world);
	{
		SCOPE(turn);
		OK(desk_open(turn, &world, &engineer, NULL, shared, &d));
		first = desk_template(d);
	}
	OK(desk_open(sc, &world, &engineer, NULL, shared, &d));
	assert_ptr_equal(desk_template(d), first);
	SAME(first->name, "company-profile");
	OK(desk_open(sc, &world, &engineer, NULL, NULL, &d));
	assert_ptr_not_equal(desk_template(d), first);
	SAME(desk_template(d)->snapshot, first->snapshot);
}

static void who_is_nobody_reads_and_does_not_write(void **state)
{
	SCOPE(sc);
	struct world world = world_in(sc, unit_folder(sc));
	struct desk *d = NULL;
	struct store_id id;
	const struct person nobody = {0};
	(void)state;
	world.directory = make(sc, &world);
	OK(desk_open(sc, &world, &nobody, NULL, NULL, &d));
	const struct store_change *removed = NULL;
	size_t count = 0;
	FAILS(edit_save(d, "a try", false, &removed, &count, &id), FAULT_USAGE);
}

static void a_letter_is_found_by_name_and_by_its_event(void **state)
{
	SCOPE(sc);
	struct world world = world_in(sc, unit_folder(sc));
	struct desk *d = NULL;
	size_t count;
	(void)state;
	world.directory = make(sc, &world);
	OK(desk_open(sc, &world, &engineer, NULL, NULL, &d));
	const struct event *const *events = desk_events(d, &count);
	assert_int_equal(count, 1);
	assert_null(desk_letter(d, "letter.txt"));
	assert_null(desk_letter(d, events[0]->id));     /* an event without a letter is none */
}

/* A package whose journal carries a template with something else in place of a text of one of its files. */
static const char *make_broken(struct scope *sc, const struct world *world, const char *id, const char *path,
                               const char *from, const char *to)
{
	struct making m = { .sc = sc, .world = world, .person = &engineer };
	const struct template_files *files = NULL;
	const struct template *t = NULL;
	const char *folder = NULL;
	bool done = false;
	OK(template_files_read(sc, path_join(sc, world->templates, "company-profile"), &files));
	for (size_t i = 0; i < files->count; i++) {
		struct template_file *f = &files->at[i];
		const char *at = strcmp(f->path, path) == 0 ? strstr(f->bytes, from) : NULL;
		if (!at)
			continue;
		f->bytes = scope_printf(sc, "%.*s%s%s", (int)(at - f->bytes), f->bytes, to, at + strlen(from));
		f->len = strlen(f->bytes);
		done = true;
	}
	assert_true(done);
	OK(edit_start(&m, id));
	const char *identity = scope_printf(sc, "format: 1\nid: %s\ntemplate: company-profile\ncategory: repairer\n"
	                                    "title: A site (fictitious)\n", id);
	OK(edit_put(&m, "package.yaml", identity, strlen(identity)));
	const struct fault *f = template_open(sc, files, &t);
	if (f)
		return NULL;
	OK(act_open(m.desk, t, id));
	OK(edit_first_version(m.desk, "first"));
	OK(edit_end(sc, &m, &folder));
	return folder;
}

/* What a package is judged by is whole, or nothing is judged and nothing is done; what was done can still be read. */
static void an_unfit_template_stops_what_rests_on_it(void **state)
{
	SCOPE(sc);
	struct world world = world_in(sc, unit_folder(sc));
	static const struct { const char *path, *from, *to; } broken[] = {
		{ "rules.yaml", "\nrules:\n", "\nrules:\n  broken: {title: x}\n" },
		{ "checklist.yaml", "requirements:", "requirements:\n  Z9: {element: none}" },
		{ "workbook.yaml", "profiles:", "profiles:\n  broken: {sheets: [none]}" },
	};
	(void)state;
	for (size_t i = 0; i < countof(broken); i++) {
		struct desk *d = NULL;
		struct package *p = NULL;
		struct store_id id;
		size_t count = 0;
		struct world there = world;
		there.directory = make_broken(sc, &world, scope_printf(sc, "DESK-%zu", i), broken[i].path,
		                              broken[i].from, broken[i].to);
		assert_non_null(there.directory);
		OK(desk_open(sc, &there, &engineer, NULL, NULL, &d));
		assert_non_null(desk_events(d, &count));
		assert_int_equal(count, 1);
		const struct act_options note = { .note = "a note" };
		const struct fault *f = act_note(d, &note);
		FAILS(f, FAULT_CORRUPT);
		HAS(f->text, broken[i].path);
		FAILS(desk_package(d, NULL, &p, &id), FAULT_CORRUPT);
		FAILS(desk_package(d, "main", &p, &id), FAULT_CORRUPT);
		OK(desk_open(sc, &there, &engineer, NULL, NULL, &d));
		assert_non_null(desk_events(d, &count));
		assert_int_equal(count, 1);
	}
	assert_null(make_broken(sc, &world, "DESK-9", "workflow.yaml", "initial:", "initial: nowhere\nfirst:"));
}

struct told { size_t calls, last, count; };

static void take_files(void *context, size_t number, size_t count)
{
	struct told *t = context;
	t->calls++;
	t->last = number;
	t->count = count;
}

static void an_import_tells_its_progress_and_its_strays(void **state)
{
	SCOPE(sc);
	const char *top = unit_folder(sc), *plain = path_join(sc, top, "plain"), *folder = NULL;
	const struct world world = world_in(sc, top);
	struct told told = {0};
	const struct desk_progress progress = { .files = take_files, .context = &told };
	struct names strays = {0};
	static const char identity[] = "format: 1\nid: DESK-002\ntemplate: company-profile\ncategory: repairer\n"
	                               "title: A site (fictitious)\n";
	(void)state;
	OK(file_write(path_join(sc, plain, "package.yaml"), identity, strlen(identity)));
	OK(file_write(path_join(sc, plain, "notes/todo.txt"), "later\n", 6));
	OK(edit_import(sc, &world, &engineer, &progress, plain, &folder, &strays));
	assert_int_equal(strays.count, 1);
	SAME(strays.at[0], "notes/todo.txt");
	assert_int_equal(told.calls, 3);        /* two files, and that all are in */
	assert_int_equal(told.last, 0);
	assert_int_equal(told.count, 2);
	assert_false(file_exists(path_join(sc, folder, "notes/todo.txt")));
}

/* What came after the desk was opened was not read at it: it stands as it was, and nothing is done on that. */
static void where_it_stands_is_what_was_read(void **state)
{
	SCOPE(sc);
	struct world world = world_in(sc, unit_folder(sc));
	struct desk *reads = NULL, *writes = NULL;
	const struct act_options note = { .note = "something came" };
	const char *before = NULL, *behind = NULL, *now = NULL;
	(void)state;
	world.directory = make(sc, &world);
	OK(desk_open(sc, &world, &engineer, NULL, NULL, &writes));
	OK(desk_stand(writes, &before));
	OK(desk_open(sc, &world, &engineer, NULL, NULL, &reads));
	OK(act_note(writes, &note));
	OK(desk_stand(writes, &now));
	OK(desk_stand(reads, &behind));
	SAME(behind, before);
	EXPECT(strcmp(now, before) != 0, "%s", now);
	desk_expect(reads, behind);
	FAILS(act_note(reads, &note), FAULT_CONFLICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_person_has_a_desk_of_their_own),
		cmocka_unit_test(a_template_is_read_once_for_all_who_share),
		cmocka_unit_test(who_is_nobody_reads_and_does_not_write),
		cmocka_unit_test(a_letter_is_found_by_name_and_by_its_event),
		cmocka_unit_test(an_unfit_template_stops_what_rests_on_it),
		cmocka_unit_test(where_it_stands_is_what_was_read),
		cmocka_unit_test(an_import_tells_its_progress_and_its_strays),
	};
	return cmocka_run_group_tests_name("desk", tests, NULL, NULL);
}
