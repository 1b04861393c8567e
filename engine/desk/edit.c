/* edit.c: the work tree's side of a package. */
#include "base/base.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/path.h"
#include "desk/act.h"
#include "desk/desk_private.h"
#include "desk/edit.h"
#include "store/home.h"
#include "store/layout.h"
#include "text/csv.h"
#include "text/unicode.h"
#include "text/word.h"
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { IMPORT_LIMIT = SOURCE_TEXT_LIMIT };

const struct fault *edit_template(struct scope *sc, const struct world *world, const char *name,
                                  const struct template **out)
{
	const struct template_files *files = NULL;
	const char *folder = name;
	if (!strchr(name, '/')) {
		if (!world->templates)
			return fault_make(FAULT_NOT_FOUND, "no templates were found; set SARFLOW_TEMPLATES to their folder");
		if (!package_id_is_valid(name) || !file_is_folder(path_join(sc, world->templates, name)))
			return fault_make(FAULT_NOT_FOUND, "there is no template \"%s\" in %s; see: sarflow template list", name,
			                  world->templates);
		folder = path_join(sc, world->templates, name);
	}
	TRY(template_files_read(sc, folder, &files));
	return template_read_fit(sc, files, out);
}

/* --- making --- */

struct making {
	struct scope *sc;
	const struct world *world;
	const struct person *person;
	const struct desk_progress *progress;   /* or NULL */
	struct home_making *home;
	struct store *store;
	struct desk *desk;
};

static const struct fault *start(struct making *m, const char *id)
{
	struct desk nobody = { .sc = m->sc, .person = *m->person };
	struct store_person person;
	if (!package_id_is_valid(id))
		return fault_make(FAULT_USAGE, "\"%s\" cannot be an id: letters, digits, - and _, at most 60", id);
	TRY(desk_person(&nobody, &person));
	TRY(home_make(m->sc, home_at(m->sc, m->world->directory), id, m->world->program, &m->home));
	m->store = m->home->store;
	return desk_of(m->sc, m->world, m->person, m->progress, m->store, true, &m->desk);
}

/* Whole or not at all: what was made takes its place at the end, or ends with the scope. */
static const struct fault *end(struct scope *sc, struct making *m, const char **folder)
{
	TRY(home_keep(m->home));
	*folder = scope_copy(sc, m->home->place);
	return NULL;
}

static const struct fault *put(struct making *m, const char *path, const char *bytes, size_t len)
{
	return store_write(m->sc, m->store, path, bytes, len);
}

static void put_yaml(struct buf *b, const char *s)
{
	bool plain = isalnum((unsigned char)*s) && !strpbrk(s, ":#{}[],&*!|>'\"%@`\\\n") && s[strlen(s) - 1] != ' ';
	if (plain) {
		buf_text(b, s);
		return;
	}
	json_quote(b, s);
}

static const char *given(const struct names *fields, const char *name)
{
	size_t n = strlen(name);
	for (size_t i = 0; i < fields->count; i++)
		if (strncmp(fields->at[i], name, n) == 0 && fields->at[i][n] == '=')
			return fields->at[i] + n + 1;
	return "";
}

/* What the screening asks and package.yaml holds as well is given once. */
static const char *answer_of(const struct template *t, const struct names *fields, const struct template_field *f)
{
	SCOPE(turn);
	const char *value = given(fields, f->name);
	for (size_t i = 0; i < t->screening.questions.count && !*value; i++)
		if (t->screening.questions.at[i].field == f)
			value = given(fields, scope_printf(turn, "screening.%s", t->screening.questions.at[i].id));
	return *value ? value : f->usual;
}

/* The answers to the screening as rows of its register; a question without an answer has its row, too. */
static void put_answers(struct scope *sc, struct buf *b, const struct template *t, const struct names *fields)
{
	const struct template_register *r = t->screening.into;
	for (size_t i = 0; i < t->screening.questions.count; i++) {
		const struct template_question *q = &t->screening.questions.at[i];
		const char *value = given(fields, scope_printf(sc, "screening.%s", q->id));
		if (!*value && q->field)
			value = given(fields, q->field->name);
		for (size_t c = 0; c < r->column_count; c++) {
			if (c)
				buf_char(b, ',');
			csv_put(b, strcmp(r->columns[c].name, "question") == 0 ? q->id : strcmp(r->columns[c].name, "answer") == 0 ? value : "");
		}
		buf_char(b, '\n');
	}
}

/* Fields with a dot are keys of one map in a list, as part_numbers.cage; those of `uses` are keys of a map. */
static void put_fields(struct buf *b, const struct template *t, const struct names *fields)
{
	const char *open = "";
	size_t open_len = 0;
	for (size_t i = 0; i < t->fields.count; i++) {
		const struct template_field *f = &t->fields.at[i];
		size_t n = strcspn(f->name, ".");
		if (!f->name[n]) {
			buf_printf(b, "%s: ", f->name);
		} else if (n == open_len && strncmp(open, f->name, n) == 0) {
			buf_printf(b, "    %s: ", f->name + n + 1);
		} else {
			buf_printf(b, strncmp(f->name, "uses.", 5) == 0 ? "%.*s:\n    %s: " : "%.*s:\n  - %s: ", (int)n, f->name, f->name + n + 1);
			open = f->name;
			open_len = n;
		}
		put_yaml(b, answer_of(t, fields, f));
		buf_printf(b, "  # %s%s", f->title.in[0], f->required ? "" : " (if any)");
		if (f->format)
			buf_printf(b, ", such as %s", f->format->example);
		buf_char(b, '\n');
	}
}

static const struct fault *write_new(struct making *m, const struct template *t, const char *id, const char *category,
                                     const char *title, const struct names *fields)
{
	struct buf *b = buf_new(m->sc);
	buf_printf(b, "format: 1\nid: %s\ntemplate: %s\ncategory: ", id, t->name);
	put_yaml(b, category);
	buf_text(b, "\ntitle: ");
	put_yaml(b, title);
	buf_printf(b, "\ntime_zone: \"%s\"   # the days of this package are days of this zone\n", t->time_zone);
	put_fields(b, t, fields);
	TRY(put(m, "package.yaml", b->at, b->len));
	TRY(put(m, ".gitattributes", layout_gitattributes, strlen(layout_gitattributes)));
	int c = template_category(t, category);
	for (size_t i = 0; i < t->elements.count; i++) {
		const struct template_file *f = template_files_find(t->files, t->elements.at[i].file);
		if (f && *t->elements.at[i].need[c] != '-')
			TRY(put(m, t->elements.at[i].file, f->bytes, f->len));
	}
	for (size_t i = 0; i < t->registers.count; i++) {
		const struct template_register *r = &t->registers.at[i];
		const struct template_element *e = r->element ? template_element(t, r->element) : NULL;
		if (e && *e->need[c] == '-')
			continue;
		buf_clear(b);
		for (size_t k = 0; k < r->column_count; k++)
			buf_printf(b, "%s%s", k ? "," : "", r->columns[k].name);
		buf_char(b, '\n');
		if (r == t->screening.into)
			put_answers(m->sc, b, t, fields);
		TRY(put(m, scope_printf(m->sc, "registers/%s.csv", r->name), b->at, b->len));
	}
	return NULL;
}

static bool is_set(const char *given_field, const char *name)
{
	size_t n = strlen(name);
	return strncmp(given_field, name, n) == 0 && given_field[n] == '=';
}

/* Each --set names a field or a question, and an answer to a question is one of those it allows. */
static const struct fault *check_fields(struct scope *sc, const struct template *t, const struct names *fields)
{
	for (size_t i = 0; i < fields->count; i++) {
		bool known = false;
		for (size_t k = 0; k < t->fields.count && !known; k++)
			known = is_set(fields->at[i], t->fields.at[k].name);
		for (size_t k = 0; k < t->screening.questions.count && !known; k++) {
			const struct template_question *q = &t->screening.questions.at[k];
			known = is_set(fields->at[i], scope_printf(sc, "screening.%s", q->id));
			if (known)
				TRY(edit_check_answer(q, strchr(fields->at[i], '=') + 1));
		}
		if (!known)
			return fault_make(FAULT_USAGE, "the template %s has no field in \"%s\"; write --set FIELD=VALUE, or --set "
			                  "screening.QUESTION=ANSWER", t->name, fields->at[i]);
	}
	return NULL;
}

const struct fault *edit_check_answer(const struct template_question *q, const char *answer)
{
	SCOPE(turn);
	if (q->format && *answer && !pattern_matches(q->format->pattern, answer))
		return fault_make(FAULT_USAGE, "%s \"%s\" is not of the form wanted: %s", q->id, answer, q->format->says);
	if (!*answer || q->choices.count == 0 || list_has(&q->choices, answer))
		return NULL;
	return fault_make(FAULT_USAGE, "%s \"%s\" is none of the answers: %s", q->id, answer, list_join(turn, &q->choices, "; "));
}

const struct fault *edit_new(struct scope *sc, const struct world *world, const struct person *person, const char *id,
                             const char *template_name, const char *category, const char *title,
                             const struct names *fields, const char **folder)
{
	SCOPE(turn);
	struct making m = { .sc = turn, .world = world, .person = person };
	const struct template *t = NULL;
	struct store_id saved;
	TRY(edit_template(sc, world, template_name, &t));
	if (template_category(t, category) < 0) {
		struct buf *b = buf_new(sc);
		for (size_t i = 0; i < t->categories.count; i++)
			buf_printf(b, "%s%s", i ? ", " : "", t->categories.at[i].id);
		return fault_make(FAULT_USAGE, "the template %s has no category \"%s\"; it has: %s", t->name, category, b->at);
	}
	if (!t->categories.at[template_category(t, category)].offered)
		return fault_make(FAULT_REFUSED, "the template %s does not offer category %s", t->name, category);
	TRY(check_fields(sc, t, fields));
	TRY(start(&m, id));
	TRY(write_new(&m, t, id, category, title, fields));
	TRY(act_open(m.desk, t, id));
	TRY(edit_save(m.desk, "first version: the template's skeletons", &saved));
	return end(sc, &m, folder);
}

static const struct fault *import_file(struct making *m, const char *from, const char *path)
{
	SCOPE(turn);
	const char *full = path_join(turn, from, path), *bytes = NULL;
	size_t len = 0;
	switch (layout_kind_of(path)) {
	case LAYOUT_ATTACHMENT: {
		int fd = open(full, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
		if (fd < 0)
			return fault_errno("%s", full);
		const struct fault *f = store_attach(turn, m->store, fd, path, 0);
		close(fd);
		return f;
	}
	case LAYOUT_FILE:
		TRY(file_read(turn, full, IMPORT_LIMIT, &bytes, &len));
		return store_write(turn, m->store, path, bytes, len);
	case LAYOUT_STRAY:
		break;                  /* take_strays */
	}
	return NULL;
}

static void tell_files(const struct making *m, size_t number, size_t count)
{
	if (m->progress && m->progress->files)
		m->progress->files(m->progress->context, number, count);
}

static const struct fault *import_all(struct making *m, const char *from, const char *const *paths, size_t count)
{
	struct store_id saved;
	struct source *source = NULL;
	struct package_identity identity;
	const struct template *t = NULL;
	for (size_t i = 0; i < count; i++) {
		tell_files(m, i + 1, count);
		TRY(import_file(m, from, paths[i]));
	}
	tell_files(m, 0, count);
	if (!file_exists(path_join(m->sc, from, ".gitattributes")))
		TRY(put(m, ".gitattributes", layout_gitattributes, strlen(layout_gitattributes)));
	TRY(store_source_work(m->sc, m->store, &source));
	TRY(package_identify(m->sc, source, &identity));
	TRY(edit_template(m->sc, m->world, identity.template, &t));
	m->desk->offset = identity.offset;
	TRY(act_open(m->desk, t, identity.id));
	return edit_save(m->desk, scope_printf(m->sc, "import of %s", path_base(from)), &saved);
}

static const struct fault *identify_folder(struct scope *sc, const char *from, struct package_identity *out)
{
	const char *bytes = NULL;
	size_t len = 0;
	struct store *scratch = store_memory(sc);
	struct source *source = NULL;
	if (!file_is_folder(from))
		return fault_make(FAULT_NOT_FOUND, "there is no folder %s", from);
	if (!file_exists(path_join(sc, from, "package.yaml")))
		return fault_make(FAULT_NOT_FOUND, "%s holds no package.yaml; packages/README.md says what a package is", from);
	TRY(file_read(sc, path_join(sc, from, "package.yaml"), IMPORT_LIMIT, &bytes, &len));
	TRY(store_write(sc, scratch, "package.yaml", bytes, len));
	TRY(store_source_work(sc, scratch, &source));
	TRY(package_identify(sc, source, out));
	if (!out->id || !out->template)
		return fault_make(FAULT_REFUSED, "%s/package.yaml does not say its %s", from, out->id ? "template" : "id");
	return NULL;
}

static void take_strays(struct scope *sc, const char *const *paths, size_t count, struct names *out)
{
	for (size_t i = 0; i < count; i++)
		if (layout_kind_of(paths[i]) == LAYOUT_STRAY)
			*LIST_ADD(sc, out) = paths[i];
}

const struct fault *edit_import(struct scope *sc, const struct world *world, const struct person *person,
                                const struct desk_progress *progress, const char *from, const char **folder,
                                struct names *strays)
{
	SCOPE(turn);
	struct making m = { .sc = turn, .world = world, .person = person, .progress = progress };
	const char *const *paths = NULL;
	size_t count = 0;
	struct package_identity identity;
	const struct template *t = NULL;
	size_t n = strlen(from);
	while (n > 1 && from[n - 1] == '/')
		n--;
	from = scope_copy_bytes(sc, from, n);
	TRY(identify_folder(sc, from, &identity));
	TRY(edit_template(sc, world, identity.template, &t));
	TRY(start(&m, identity.id));
	TRY(file_tree(sc, from, &paths, &count));
	take_strays(sc, paths, count, strays);
	TRY(import_all(&m, from, paths, count));
	return end(sc, &m, folder);
}

/* --- saving and the rest --- */

const struct fault *edit_save(struct desk *d, const char *message, struct store_id *out)
{
	SCOPE(lock);
	struct store_person person;
	size_t bad;
	if (!unicode_is_valid(message, strlen(message), &bad))
		return fault_make(FAULT_USAGE, "the message is not UTF-8");
	TRY(desk_person(d, &person));
	TRY(store_lock(lock, d->store));
	return store_save(d->sc, d->store, &person, message, out);
}

const struct fault *edit_changes(struct desk *d, const struct store_change **changes, size_t *count)
{
	return store_changes(d->sc, d->store, changes, count);
}

static const char *set_value(const struct names *set, const char *column)
{
	size_t n = strlen(column);
	for (size_t i = 0; i < set->count; i++)
		if (strncmp(set->at[i], column, n) == 0 && set->at[i][n] == '=')
			return set->at[i] + n + 1;
	return NULL;
}

static const struct fault *check_set(const struct desk *d, const struct names *set)
{
	const struct template_register *r = d->template->attach.into;
	const struct names *asks = &d->template->attach.asks;
	if (!r)
		return set->count ? fault_make(FAULT_USAGE, "this template keeps no register of attachments; leave --set out") : NULL;
	for (size_t i = 0; i < set->count; i++) {
		char column[64];
		snprintf(column, sizeof column, "%.*s", (int)strcspn(set->at[i], "="), set->at[i]);
		if (template_column(r, column) < 0 || !strchr(set->at[i], '='))
			return fault_make(FAULT_USAGE, "\"%s\": the register %s has no such column; write --set COLUMN=VALUE", set->at[i],
			                  r->name);
		const char *value = strchr(set->at[i], '=') + 1;
		const struct template_column *of = &r->columns[template_column(r, column)];
		const char *mistake = *value ? package_cell_mistake(d->sc, d->template, of, value) : NULL;
		if (mistake)
			return fault_make(FAULT_USAGE, "%s \"%s\": %s", column, value, mistake);
	}
	for (size_t i = 0; i < asks->count; i++)
		if (!set_value(set, asks->at[i])) {
			const struct template_column *c = &r->columns[template_column(r, asks->at[i])];
			return fault_make(FAULT_USAGE, "say the %s of the file before it is stored: --set %s=VALUE", c->title.in[0], c->name);
		}
	return NULL;
}

/* The template's word at the door: what may not come in, and why. */
static const struct fault *check_refusals(const struct desk *d, const struct names *set)
{
	for (size_t i = 0; i < d->template->attach.refusals.count; i++) {
		const struct template_refusal *r = &d->template->attach.refusals.at[i];
		const char *value = set_value(set, r->column), *reason = set_value(set, r->unless);
		for (size_t k = 0; value && k < r->values.count; k++)
			if (word_is_in(value, r->values.at[k]) && (!reason || !*reason || strcmp(reason, "none") == 0))
				return fault_make(FAULT_REFUSED, "%s \"%s\": %s", r->column, value, r->says.in[d->language]);
	}
	return NULL;
}

/* Content that was removed on purpose does not come back under another name. */
static const struct fault *check_purged(const struct desk *d, int fd, const char *file)
{
	char digest[DIGEST_TEXT];
	uint64_t size;
	if (d->journal->fold->purges.count == 0)
		return NULL;
	lseek(fd, 0, SEEK_SET);
	TRY(digest_fd(fd, file, digest, &size));
	const struct fold_purge *p = fold_purge(d->journal->fold, digest);
	return p ? fault_make(FAULT_REFUSED, "this content was removed from the package on %s by %s (%s); it does not come back",
	                      p->as_of, p->name, p->path) : NULL;
}

/* The words of the column: its first choice means here, its second elsewhere. */
static const char *kept_word(const struct template *t, bool elsewhere)
{
	const struct template_column *c = &t->attach.into->columns[template_column(t->attach.into, t->attach.kept_column)];
	return elsewhere ? c->choices.at[1] : c->choices.at[0];
}

/* The register with one more row at its end; the rest of the file stays byte for byte.  Made before the file is
 * stored, so that a register that cannot take the row stops it. */
static const struct fault *make_row(struct desk *d, const char *path, int how, const struct names *set, const char **register_path,
                                    struct buf **text_out)
{
	const struct template_register *r = d->template->attach.into;
	const char *file, *bytes = NULL, *text = NULL;
	size_t len = 0, text_len = 0;
	struct source *source = NULL;
	struct buf *out = buf_new(d->sc);
	enum unicode_origin origin;
	int bad_line;
	*register_path = NULL;
	if (!r)
		return NULL;
	file = scope_printf(d->sc, "registers/%s.csv", r->name);
	TRY(store_source_work(d->sc, d->store, &source));
	const struct fault *f = source_read(d->sc, source, file, &bytes, &len);
	if (f && f->code != FAULT_NOT_FOUND)
		return f;
	if (f) {
		for (size_t c = 0; c < r->column_count; c++)
			buf_printf(out, "%s%s", c ? "," : "", r->columns[c].name);
		buf_char(out, '\n');
		bytes = out->at;
		len = out->len;
		out = buf_new(d->sc);
	}
	text = unicode_normalise(d->sc, bytes, len, true, &text_len, &origin, &bad_line);
	if (!text || origin == UNICODE_CP932)
		return fault_make(FAULT_REFUSED, "%s is not UTF-8; save it as UTF-8 first", file);
	const struct csv *csv = csv_read(d->sc, text, text_len);
	if (csv->count == 0)
		return fault_make(FAULT_REFUSED, "%s has no header row", file);
	buf_put(out, bytes, len);
	if (len && bytes[len - 1] != '\n')
		buf_char(out, '\n');
	for (size_t c = 0; c < csv->rows[0].count; c++) {
		const char *column = csv->rows[0].cells[c];
		const char *value = strcmp(column, d->template->attach.file_column) == 0 ? path : set_value(set, column);
		if (d->template->attach.kept_column && strcmp(column, d->template->attach.kept_column) == 0)
			value = kept_word(d->template, how & STORE_REFERENCE);
		if (c)
			buf_char(out, ',');
		csv_put(out, value ? value : "");
	}
	buf_text(out, len > 1 && bytes[len - 2] == '\r' ? "\r\n" : "\n");
	*register_path = file;
	*text_out = out;
	return NULL;
}

const struct fault *edit_attach(struct desk *d, const char *file, const char *element, const char *name, int how,
                                const struct names *set, const char **path)
{
	SCOPE(lock);
	bool replace = how & STORE_REPLACE;
	const struct template_element *e = template_element(d->template, element);
	size_t bad;
	if (!e)
		return fault_make(FAULT_USAGE, "the template has no element \"%s\"", element);
	if (!name)
		name = path_base(file);
	for (const char *c = name; *c; c++)
		if (!isalnum((unsigned char)*c) && !strchr("._-+", *c))
			return fault_make(FAULT_USAGE, "\"%s\" cannot be handed over under this name: letters, digits, . _ - only; give one "
			                  "with --name", name);
	if (!unicode_is_valid(name, strlen(name), &bad) || *name == '.')
		return fault_make(FAULT_USAGE, "\"%s\" cannot be a file's name here", name);
	if (!replace)
		TRY(check_set(d, set));
	TRY(check_refusals(d, set));
	*path = scope_printf(d->sc, "attachments/%s/%s", e->id, name);
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fault_errno("%s", file);
	const char *register_path = NULL;
	struct buf *row = NULL;
	const struct fault *f = lseek(fd, 0, SEEK_END) <= 0 ? fault_make(FAULT_REFUSED, "%s is empty, or no file", file) : NULL;
	if (!f) f = check_purged(d, fd, file);
	if (!f) f = store_lock(lock, d->store);
	if (!f && !replace) f = make_row(d, *path, how, set, &register_path, &row);
	if (!f) f = store_attach(d->sc, d->store, fd, *path, how);
	close(fd);
	return f || !register_path ? f : store_write(d->sc, d->store, register_path, row->at, row->len);
}

const struct fault *edit_restore(struct desk *d, const char *version, const char *path, size_t *count)
{
	SCOPE(lock);
	struct store_id id = {""};
	TRY(store_lock(lock, d->store));
	TRY(store_resolve(d->store, version, &id));
	TRY(store_restore(d->sc, d->store, &id, path, count));
	return *count ? NULL : fault_make(FAULT_NOT_FOUND, "version %.7s has nothing at %s", id.hex, path);
}

const struct fault *edit_filter(struct scope *sc, const struct world *world, bool clean, FILE *in, FILE *out)
{
	struct store *store = NULL;
	TRY(home_find(sc, world->directory, &store));
	return store_filter(store, clean, in, out);
}
