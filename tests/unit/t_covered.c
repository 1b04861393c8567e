/* t_covered.c: whatever changes in a worked package, a sign-off falls and the comparison shows it; what changes nothing
 * for a reader lets them stand.  Fields, cells, words all over the texts, attachments, checklist lines, pins. */
#include "unit.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/list.h"
#include "base/lookup.h"
#include "compare/compare.h"
#include "store/store.h"
#include "template/template_private.h"
#include "text/csv.h"
#include <ctype.h>

/* What no unit covers, because... */
static const char *const covered_by_nothing[] = {
	"",
};

struct entry { const char *path, *bytes; size_t len; };
struct world {
	struct scope *sc;
	const struct template *t;
	struct entries { struct entry *at; size_t count, cap; } files;
	struct package *was;
	char (*digests)[DIGEST_TEXT];
	struct lookup *ids;             /* of all changes that were told */
};

static const struct template *read_template(struct scope *sc)
{
	const struct template_files *files = NULL;
	const struct template *t = NULL;
	OK(template_files_read(sc, unit_root(sc, "templates/repair"), &files));
	OK(template_read_fit(sc, files, &t));
	return t;
}

static void read_folder(struct world *w, const char *folder)
{
	SCOPE(turn);
	char path[512];
	FILE *list = popen(scope_printf(turn, "cd %s && find . -type f | sort", folder), "r");
	assert_non_null(list);
	while (fgets(path, sizeof path, list)) {
		path[strcspn(path, "\n")] = '\0';
		const char *name = scope_copy(w->sc, path + 2), *bytes = NULL;
		size_t len = 0, at = 0;
		OK(file_read(w->sc, path_join(turn, folder, name), 1 << 24, &bytes, &len));
		while (at < w->files.count && strcmp(w->files.at[at].path, name) != 0)
			at++;
		if (at == w->files.count)
			LIST_ADD(w->sc, &w->files);
		w->files.at[at] = (struct entry){ name, bytes, len };
	}
	pclose(list);
}

/* The package with one file in another's place, or one file more; text NULL: as it is. */
static struct package *load(struct scope *sc, const struct world *w, const struct template *t, const char *path,
                            const char *text, size_t len)
{
	struct store *s = store_memory(sc);
	struct source *work = NULL;
	struct package *p = NULL;
	bool known = false;
	for (size_t i = 0; i < w->files.count; i++) {
		const struct entry *e = &w->files.at[i];
		bool other = text && strcmp(e->path, path) == 0;
		known = known || other;
		OK(store_write(sc, s, e->path, other ? text : e->bytes, other ? len : e->len));
	}
	if (text && !known)
		OK(store_write(sc, s, path, text, len));
	OK(store_source_work(sc, s, &work));
	OK(package_load(sc, t, work, &p));
	return p;
}

static struct world *begin(struct scope *sc)
{
	struct world *w = NEW(sc, struct world);
	w->sc = sc;
	w->ids = lookup_new(sc);
	w->t = read_template(sc);
	read_folder(w, unit_root(sc, "packages/F110-NOZ-001"));
	read_folder(w, unit_root(sc, "packages/F110-NOZ-001.mended"));
	w->was = load(sc, w, w->t, NULL, NULL, 0);
	w->digests = scope_alloc(sc, template_unit_count(w->t), sizeof *w->digests);
	for (size_t i = 0; i < template_unit_count(w->t); i++)
		package_canon(w->was, template_unit(w->t, i), w->digests[i]);
	return w;
}

static size_t count_fallen(const struct world *w, const struct package *p)
{
	size_t fallen = 0;
	for (size_t i = 0; i < template_unit_count(p->template); i++) {
		char digest[DIGEST_TEXT];
		package_canon(p, template_unit(p->template, i), digest);
		fallen += strcmp(digest, w->digests[i]) != 0;
	}
	return fallen;
}

static bool is_listed(const char *path)
{
	for (size_t i = 0; i < countof(covered_by_nothing); i++)
		if (strcmp(covered_by_nothing[i], path) == 0)
			return true;
	return false;
}

static const char *id_of(struct scope *sc, const struct compare *c, size_t change)
{
	return compare_change_ids(sc, c)[change];
}

/* One change: one sign-off at least falls, and is told; or, of content that is listed, none. */
static void changed(const struct world *w, const char *path, const char *text, size_t len, const char *what)
{
	SCOPE(turn);
	const struct package *p = load(turn, w, w->t, path, text, len);
	const struct compare *c = compare_packages(turn, w->was, p);
	size_t fallen = count_fallen(w, p), told = c->changes.count;
	if (is_listed(path))
		EXPECT(fallen == 0, "%s, %s: listed as covered by nothing, and %zu fall", path, what, fallen);
	else
		EXPECT(fallen == 1, "%s, %s: %zu units end", path, what, fallen);
	EXPECT(told > 0, "%s, %s: the comparison says nothing", path, what);
	for (size_t i = 0; i < told; i++)       /* who has read one has not read another */
		EXPECT(lookup_add(w->ids, id_of(w->sc, c, i), 0), "%s, %s: known by what another change is known by",
		       path, what);
}

/* Nothing but another order of rows, which is told and ends nothing. */
static void kept(const struct world *w, const char *path, const char *text, size_t len, const char *what)
{
	SCOPE(turn);
	const struct package *p = load(turn, w, w->t, path, text, len);
	const struct compare *c = compare_packages(turn, w->was, p);
	EXPECT(count_fallen(w, p) == 0, "%s, %s: a unit ends", path, what);
	for (size_t i = 0; i < c->changes.count; i++)
		EXPECT(c->changes.at[i].kind == COMPARE_MOVED && c->changes.at[i].place == COMPARE_ROW,
		       "%s, %s: %s is told", path, what, c->changes.at[i].what);
}

static bool has_suffix(const char *path, const char *suffix) { return path_has_suffix(path, suffix); }

/* --- registers --- */

static const char *write_csv(struct scope *sc, const struct csv *csv, size_t row, size_t cell, const char *instead)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < csv->count; i++)
		for (size_t c = 0; c < csv->rows[i].count; c++) {
			csv_put(b, i == row && c == cell ? instead : csv->rows[i].cells[c]);
			buf_char(b, c + 1 < csv->rows[i].count ? ',' : '\n');
		}
	return b->at;
}

static void every_cell(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	for (size_t f = 0; f < w->files.count; f++) {
		const struct entry *e = &w->files.at[f];
		if (strncmp(e->path, "registers/", 10) != 0)
			continue;
		const struct csv *csv = csv_read(sc, e->bytes, e->len);
		/* every column of the first row, a cell of every other */
		for (size_t i = 1; i < csv->count; i++)
			for (size_t c = 0; c < csv->rows[i].count; c++) {
				SCOPE(turn);
				if (i > 1 && c != i % csv->rows[i].count)
					continue;
				const char *old = csv->rows[i].cells[c];
				const char *text = write_csv(turn, csv, i, c, scope_printf(turn, "%s!", old));
				/* a row that answers another element's line changes two */
				if (strcmp(csv->rows[0].cells[c], "requirement") == 0)
					continue;
				changed(w, e->path, text, strlen(text),
				        scope_printf(turn, "row %zu, %s", i, csv->rows[0].cells[c]));
			}
	}
}

/* The same words in another cell are another row, though both are shown as "999: a". */
static void a_row_that_came(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	static const char path[] = "registers/operations.csv";
	static const char *const rows[] = { "999,a,", "999,,a" };
	const struct package_register *r = package_register_at(w->was, path);
	size_t f = 0;
	while (strcmp(w->files.at[f].path, path) != 0)
		f++;
	const struct csv *csv = csv_read(sc, w->files.at[f].bytes, w->files.at[f].len);
	const char *told[2];
	for (size_t i = 0; i < 2; i++) {
		struct buf *b = buf_new(sc);
		buf_put(b, w->files.at[f].bytes, w->files.at[f].len);
		buf_text(b, rows[i]);
		for (size_t c = 3; c < csv->rows[0].count; c++)
			buf_char(b, ',');
		buf_char(b, '\n');
		const struct package *p = load(sc, w, w->t, path, b->at, b->len);
		const struct compare *c = compare_packages(sc, w->was, p), *back = compare_packages(sc, p, w->was);
		assert_int_equal(c->changes.count, 1);
		assert_int_equal(c->changes.at[0].kind, COMPARE_ADDED);
		told[i] = c->changes.at[0].after;
		assert_true(lookup_add(w->ids, id_of(sc, c, 0), i));
		assert_true(lookup_add(w->ids, id_of(sc, back, 0), i));
	}
	assert_string_equal(told[0], told[1]);
	assert_true(r->rows.count > 3);
}

/* The same row twice: who has read one has not read the other. */
static void what_is_said_twice(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	static const char path[] = "registers/operations.csv";
	size_t f = 0;
	while (strcmp(w->files.at[f].path, path) != 0)
		f++;
	const char *rows = scope_printf(sc, "%.*s999,a\n999,a\n", (int)w->files.at[f].len, w->files.at[f].bytes);
	const struct compare *c = compare_packages(sc, w->was, load(sc, w, w->t, path, rows, strlen(rows)));
	assert_int_equal(c->changes.count, 2);
	assert_string_not_equal(id_of(sc, c, 0), id_of(sc, c, 1));
}

/* --- texts and fields --- */

static void words_of_every_text(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	for (size_t f = 0; f < w->files.count; f++) {
		const struct entry *e = &w->files.at[f];
		size_t word = 0, comment = 0;
		if (!has_suffix(e->path, ".md"))
			continue;
		for (size_t i = 1; i < e->len; i++) {
			comment = strncmp(e->bytes + i, "<!--", 4) == 0
				|| (comment && strncmp(e->bytes + i, "-->", 3) != 0);
			bool begins = isalpha((unsigned char)e->bytes[i]) && !isalnum((unsigned char)e->bytes[i - 1]);
			if (comment || !begins || word++ % 13)
				continue;
			SCOPE(turn);
			char *text = scope_copy_bytes(turn, e->bytes, e->len);
			text[i] = text[i] == 'q' ? 'x' : 'q';
			changed(w, e->path, text, e->len, scope_printf(turn, "byte %zu", i));
		}
	}
}

static void every_field(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	for (size_t f = 0; f < w->files.count; f++) {
		const struct entry *e = &w->files.at[f];
		if (strcmp(e->path, "package.yaml") != 0)
			continue;
		for (size_t i = 0; i < w->was->identity.count; i++) {
			SCOPE(turn);
			const struct package_value *v = &w->was->identity.at[i];
			/* what says by which template and category it is read changes everything */
			if (strcmp(v->field, "category") == 0 || !*v->value)
				continue;
			const char *line = e->bytes;
			for (int k = 1; k < v->line; k++)
				line = strchr(line, '\n') + 1;
			const char *at = strstr(line, v->value);
			EXPECT(at, "%s of package.yaml: \"%s\"", v->field, v->value);
			struct buf *b = buf_new(turn);
			buf_put(b, e->bytes, (size_t)(at - e->bytes) + strlen(v->value));
			buf_char(b, '1');
			buf_text(b, at + strlen(v->value));
			changed(w, e->path, b->at, b->len, v->field);
		}
		const char *more = scope_printf(sc, "%sremark: one line more\n", e->bytes);
		changed(w, e->path, more, strlen(more), "a field more");
	}
}

/* --- attachments, the template's lines, pins --- */

static void every_attachment(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	for (size_t f = 0; f < w->files.count; f++) {
		SCOPE(turn);
		const struct entry *e = &w->files.at[f];
		if (strncmp(e->path, "attachments/", 12) != 0)
			continue;
		char *bytes = scope_copy_bytes(turn, e->bytes, e->len);
		bytes[e->len / 2] ^= 1;
		changed(w, e->path, bytes, e->len, "a bit");
	}
	changed(w, "attachments/C/one-more.txt", "x", 1, "a file more");
	changed(w, "attachments/C/a:b.txt", "x", 1, "a name with a colon");
	changed(w, "attachments/C/a:b.txt", "y", 1, "the same name, another content");
	changed(w, "attachments/Z/loose.txt", "x", 1, "a file of no element");
}

/* What a change is known by has no language, though its words have one. */
static void in_every_language(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	const char *ids[2], *told[2];
	for (size_t k = 0; k < 2; k++) {
		struct package *p = load(sc, w, w->t, "attachments/C/one-more.txt", "x", 1);
		p->language = k;
		const struct compare *c = compare_packages(sc, w->was, p);
		assert_int_equal(c->changes.count, 1);
		ids[k] = id_of(sc, c, 0);
		told[k] = c->changes.at[0].after;
	}
	assert_string_equal(ids[0], ids[1]);
	assert_string_not_equal(told[0], told[1]);
}

static void every_checklist_line(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	const struct template_files *files = w->t->files;
	size_t lines = 0;
	const struct template_requirements *own = template_requirements(w->t);
	for (size_t i = 0; i < own->count; i++) {
		SCOPE(turn);
		const struct template_requirement *r = &own->at[i];
		if (*package_need_of(w->was, r) == '-')
			continue;
		for (size_t k = 0; k < w->t->languages.count; k++) {
			struct template other = *w->t;
			struct template_parts parts = *w->t->parts;
			struct template_requirement *all = NEWS(turn, struct template_requirement, own->count);
			memcpy(all, own->at, own->count * sizeof *all);
			all[i].text.in[k] = scope_printf(turn, "%s!", r->text.in[k]);
			parts.requirements.at = all;
			other.parts = &parts;
			other.snapshot[0] ^= 1;
			const struct package *p = load(turn, w, &other, NULL, NULL, 0);
			EXPECT(count_fallen(w, p) == 1, "line %s, %s", r->id, w->t->languages.at[k]);
			EXPECT(compare_packages(turn, w->was, p)->changes.count == 1, "line %s, %s is told", r->id,
			       w->t->languages.at[k]);
			lines++;
		}
	}
	assert_true(lines > 50);
	assert_true(files->count > 5);
}

static void a_pin(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	assert_true(w->t->uses.count > 0);
	static const char *const versions[] = { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	                                        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" };
	struct package *p[2];
	char digests[3][DIGEST_TEXT];
	for (size_t i = 0; i < 2; i++) {
		p[i] = load(sc, w, w->t, NULL, NULL, 0);
		package_add_use(p[i], &(struct package_use){ .of = &w->t->uses.at[0], .id = "PROFILE",
			.version = versions[i], .pinned_on = "2026-11-23", .package = w->was });
		package_canon(p[i], &w->t->whole, digests[i]);
	}
	package_canon(w->was, &w->t->whole, digests[2]);
	assert_string_not_equal(digests[0], digests[1]);
	assert_string_not_equal(digests[0], digests[2]);
	assert_int_equal(compare_packages(sc, p[0], p[1])->changes.count, 1);
	assert_int_equal(compare_packages(sc, w->was, p[1])->changes.count, 1);
	assert_int_equal(compare_packages(sc, p[0], p[1])->changes.at[0].place, COMPARE_PIN);
	assert_true(lookup_add(w->ids, id_of(sc, compare_packages(sc, p[0], p[1]), 0), 0));
	assert_true(lookup_add(w->ids, id_of(sc, compare_packages(sc, p[1], p[0]), 0), 0));
	assert_true(lookup_add(w->ids, id_of(sc, compare_packages(sc, w->was, p[1]), 0), 0));
}

/* --- what changes nothing --- */

static int backwards(const void *a, const void *b) { return -strcmp(*(const char *const *)a, *(const char *const *)b); }

static const char *rows_backwards(struct scope *sc, const struct csv *csv)
{
	struct buf *b = buf_new(sc);
	struct names rows = {0};
	for (size_t i = 0; i < csv->count; i++) {
		struct buf *row = buf_new(sc);
		for (size_t c = csv->rows[i].count; c-- > 0; ) {        /* columns, too */
			csv_put(row, csv->rows[i].cells[c]);
			buf_char(row, c ? ',' : '\n');
		}
		if (i == 0)
			buf_text(b, row->at);
		else
			*LIST_ADD(sc, &rows) = row->at;
	}
	if (rows.count)
		qsort(rows.at, rows.count, sizeof *rows.at, backwards);
	for (size_t i = 0; i < rows.count; i++)
		buf_text(b, rows.at[i]);
	return b->at;
}

static const char *with_returns(struct scope *sc, const char *text)
{
	struct buf *b = buf_new(sc);
	for (buf_text(b, "\xef\xbb\xbf"); *text; text++) {
		if (*text == '\n')
			buf_char(b, '\r');
		buf_char(b, *text);
	}
	return b->at;
}

static void what_changes_nothing(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	for (size_t f = 0; f < w->files.count; f++) {
		SCOPE(turn);
		const struct entry *e = &w->files.at[f];
		if (!has_suffix(e->path, ".md") && !has_suffix(e->path, ".csv") && !has_suffix(e->path, ".yaml"))
			continue;
		const char *text = with_returns(turn, e->bytes);
		kept(w, e->path, text, strlen(text), "CRLF and a BOM");
		if (has_suffix(e->path, ".csv")) {
			text = rows_backwards(turn, csv_read(turn, e->bytes, e->len));
			kept(w, e->path, text, strlen(text), "rows and columns in another order");
		}
		if (has_suffix(e->path, ".md")) {
			text = scope_printf(turn, "%s\n<!-- a comment -->\n\n[unused]: x.md\n", e->bytes);
			kept(w, e->path, text, strlen(text), "a comment, an unused definition");
		}
	}
}

/* A column that the newer template adds and nobody has filled in. */
static void an_empty_column_more(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	struct template other = *w->t;
	other.registers.at = NEWS(sc, struct template_register, other.registers.count);
	memcpy(other.registers.at, w->t->registers.at, other.registers.count * sizeof *other.registers.at);
	for (size_t i = 0; i < other.registers.count; i++) {
		struct template_register *r = &other.registers.at[i];
		struct template_column *columns = NEWS(sc, struct template_column, r->column_count + 1);
		memcpy(columns, r->columns, r->column_count * sizeof *columns);
		columns[r->column_count] = (struct template_column){ .name = "added", .title = columns[0].title };
		r->columns = columns;
		r->column_count++;
		if (w->t->screening.into == &w->t->registers.at[i])
			other.screening.into = r;
	}
	assert_int_equal(count_fallen(w, load(sc, w, &other, NULL, NULL, 0)), 0);
}

/* The digests written down: a program that computes others ends every sign-off there is.  UPDATE=1 writes them anew. */
static void digests_written_down(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	struct buf *now = buf_new(sc);
	const char *path = path_join(sc, unit_root(sc, "tests/golden"), "canon/F110-NOZ-001.txt"), *then = "";
	size_t len;
	for (size_t i = 0; i < template_unit_count(w->t); i++)
		if (*w->digests[i])
			buf_printf(now, "%s %s\n", template_unit(w->t, i)->id, w->digests[i]);
	if (getenv("UPDATE"))
		OK(file_write(path, now->at, now->len));
	OK(file_read(sc, path, 1 << 20, &then, &len));
	SAME(now->at, then);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cell), cmocka_unit_test(a_row_that_came),
		cmocka_unit_test(what_is_said_twice), cmocka_unit_test(in_every_language),
		cmocka_unit_test(words_of_every_text), cmocka_unit_test(every_field),
		cmocka_unit_test(every_attachment), cmocka_unit_test(every_checklist_line), cmocka_unit_test(a_pin),
		cmocka_unit_test(what_changes_nothing), cmocka_unit_test(an_empty_column_more),
		cmocka_unit_test(digests_written_down),
	};
	return cmocka_run_group_tests_name("covered", tests, NULL, NULL);
}
