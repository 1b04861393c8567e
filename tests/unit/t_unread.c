/* t_unread.c: what rules find, and what they were not asked, where something could not be read.
 *
 * Each damage is done to a package of the richer template with rules that read it in every way; all that check_run()
 * gives is held against tests/golden/facts/rules.txt.  UPDATE=1 writes it anew. */
#include "unit.h"
#include "richer.h"
#include "base/buf.h"
#include "check/check.h"

#define RULE(id, sql) "  " id ":\n    title: X\n    level: warning\n    basis: D\n    sql: |\n      " sql "\n"

static const char more_rules[] =
	RULE("dear", "SELECT file, line, 'made ' || made AS message FROM gauges WHERE made > 2000")
	RULE("many", "SELECT 'package.yaml', 1, 'many' AS message FROM gauges WHERE made <> 1 "
	     "GROUP BY 1 HAVING count(*) > 1")
	RULE("good", "SELECT file, line, 'not good' AS message FROM gauges WHERE good <> 'yes'")
	RULE("kept", "SELECT file, line, 'not kept' AS message FROM gauges g WHERE NOT EXISTS "
	     "(SELECT 1 FROM steps s WHERE s.gauge = g.gauge)")
	RULE("sizes", "SELECT file, line, 'size ' || item AS message FROM steps_sizes WHERE item > 1.6")
	RULE("seen", "SELECT file, line, 'page ' || page AS message FROM steps_seen WHERE page > 2")
	RULE("open", "SELECT 'package.yaml', 1, 'open ' || id AS message FROM requirements WHERE answered = 'no'")
	RULE("shown", "SELECT s.file, s.line, 'shown ' || s.requirement AS message FROM sections s JOIN answers a "
	     "ON a.requirement = s.requirement AND a.kind = 'attachment'")
	RULE("needs", "SELECT 'package.yaml', 1, 'needs ' || id AS message FROM requirements WHERE need = 'C'")
	RULE("theirs", "SELECT file, line, 'due ' || due AS message FROM uses_profile_gauges WHERE due > '2026-06-01'")
	RULE("other", "SELECT file, line, gauge AS message FROM uses_other_gauges")
	RULE("nothing", "SELECT file, line, 'id' AS message FROM identity WHERE field = 'id'");

static const struct { const char *name, *path, *text; bool elsewhere; } damages[] = {
	{ "nothing", "registers/screening.csv", "question,answer\nnumber,2840-01-999-9902\n", false },
	{ "a day", "registers/gauges.csv", "gauge,made,due,parts\nG-1,2001,someday,SJZ02\nG-2,1999,2024-05-06,SJZ04\n",
	  false },
	{ "a year", "registers/gauges.csv", "gauge,made,due\nG-1,many,2026-01-01\nG-2,2002,2024-05-06\nG-9,1,\n",
	  false },
	{ "yes or no", "registers/gauges.csv", "gauge,good\nG-1,perhaps\nG-2,no\n", false },
	{ "pages", "registers/steps.csv", "step,gauge,seen\n1,G-1,x-y\n2,G-2,3\n", false },
	{ "a size", "registers/steps.csv", "step,gauge,sizes\n1,G-1,1;two;3\n2,G-2,8\n", false },
	{ "a key", "registers/steps.csv", "step,gauge,sizes\none,G-1,1;2\n2,G-2,8\n", false },
	{ "a column", "registers/steps.csv", "step,gauge,sized\n1,G-1,1\n2,G-2,8\n", false },
	{ "a table", "registers/steps.csv", "step;gauge;sizes\n1;G-1;1\n2;G-2;8\n", false },
	{ "what answers", "registers/evidence.csv", "requirement,attachment,pages\nZ9,attachments/C/list.txt,1\n"
	  "C12,attachments/C/list.txt,1\n", false },
	{ "its page", "registers/evidence.csv", "requirement,attachment,pages\nC12,attachments/C/list.txt,x\n", false },
	{ "its place", "registers/evidence.csv", "requirement;attachment;pages\nC12;attachments/C/list.txt;x\n",
	  false },
	{ "a day of theirs", "registers/gauges.csv", "gauge,made,due\nG-1,1,someday\nG-2,1,2026-07-01\n", true },
	{ "a table of theirs", "registers/gauges.csv", "gauge;made;due\nG-1;1;someday\n", true },
};

static const struct template *read_template(struct scope *sc)
{
	const struct template *t = NULL;
	struct template_files *files = richer_template_files(sc);
	for (size_t i = 0; i < files->count; i++)
		if (strcmp(files->at[i].path, "rules.yaml") == 0) {
			files->at[i].bytes = scope_printf(sc, "%s%s", files->at[i].bytes, more_rules);
			files->at[i].len = strlen(files->at[i].bytes);
		}
	OK(template_read_fit(sc, files, &t));
	return t;
}

static void put_findings(struct buf *out, const struct template *t, const struct findings *fs)
{
	for (size_t i = 0; i < fs->count; i++)
		if (template_rule(t, fs->at[i].rule))
			buf_printf(out, "%s:%d: %s: %s (%s)\n", fs->at[i].place.file, fs->at[i].place.line,
			           fs->at[i].rule, fs->at[i].message, fs->at[i].element);
	for (size_t i = 0; i < fs->unasked.count; i++) {
		const struct finding_unasked *u = &fs->unasked.at[i];
		buf_printf(out, "not asked: %s of %s, for %s:%d:%d\n", u->rule, u->file, u->cause.file, u->cause.line,
		           u->cause.column);
	}
}

static void every_damage(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template *t = read_template(sc);
	struct buf *out = buf_new(sc);
	for (size_t i = 0; i < countof(damages); i++) {
		SCOPE(turn);
		struct store *own = richer_store(turn), *theirs = richer_store(turn);
		struct findings *fs = NULL;
		richer_put(turn, damages[i].elsewhere ? theirs : own, damages[i].path, damages[i].text);
		struct package *p = richer_load(turn, own, t);
		package_add_use(p, &(struct package_use){ .of = &t->uses.at[0], .id = "P-9", .version = "",
			.pinned_on = "", .package = richer_load(turn, theirs, t) });
		OK(check_run(turn, p, 20600, &fs));
		buf_printf(out, "== %s\n", damages[i].name);
		put_findings(out, t, fs);
	}
	const char *path = path_join(sc, unit_root(sc, "tests/golden/facts"), "rules.txt"), *then = "";
	size_t len = 0;
	if (getenv("UPDATE"))
		OK(file_write(path, out->at, out->len));
	OK(file_read(sc, path, 1 << 22, &then, &len));
	for (size_t i = 0, line = 1; out->at[i] || then[i]; line += out->at[i++] == '\n')
		EXPECT(out->at[i] == then[i], "%s:%zu: now %.200s", path, line, out->at + i);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_damage) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
