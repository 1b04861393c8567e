/* edit_attach.c: a file taken in as evidence, and its row in the template's register. */
#include "base/base.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "desk/desk_private.h"
#include "desk/edit.h"
#include "text/csv.h"
#include "text/file_name.h"
#include "text/unicode.h"
#include "text/word.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

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
		return set->count ? fault_make(FAULT_USAGE,
		                               "this template keeps no register of attachments, "
		                               "so nothing can be set in it") : NULL;
	for (size_t i = 0; i < set->count; i++) {
		char column[64];
		snprintf(column, sizeof column, "%.*s", (int)strcspn(set->at[i], "="), set->at[i]);
		if (template_column(r, column) < 0 || !strchr(set->at[i], '='))
			return fault_advise(fault_make(FAULT_USAGE,
				"\"{given}\": the register {register} has no such column", set->at[i], r->name),
			                    REMEDY("", "set", "COLUMN=VALUE"));
		const char *value = strchr(set->at[i], '=') + 1;
		const struct template_column *of = &r->columns[template_column(r, column)];
		const struct phrase *mistake = *value ? package_cell_mistake(d->sc, d->template, of, value) : NULL;
		if (mistake)
			return fault_while(fault_of(FAULT_USAGE, mistake), "{column} \"{value}\"", column, value);
	}
	for (size_t i = 0; i < asks->count; i++)
		if (!set_value(set, asks->at[i])) {
			const struct template_column *c = &r->columns[template_column(r, asks->at[i])];
			return fault_advise(fault_make(FAULT_USAGE, "say the {column} of the file before it is stored",
				c->title.in[d->language]),
			                    REMEDY("", "set", scope_printf(d->sc, "%s=VALUE", c->name)));
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
				return fault_make(FAULT_REFUSED, "{column} \"{value}\": {says}", r->column, value,
					r->says.in[d->language]);
	}
	return NULL;
}

/* A name that is another file's on a system where capitals do not count. */
static const struct fault *check_clash(const struct desk *d, const char *path)
{
	SCOPE(turn);
	struct source *work = NULL;
	const struct source_entry *entries = NULL;
	size_t count = 0;
	const char *key = file_name_key(turn, path);
	TRY(store_source_work(turn, d->store, &work));
	TRY(source_list(turn, work, &entries, &count));
	for (size_t i = 0; i < count; i++)
		if (strcmp(entries[i].path, path) != 0 && strcmp(file_name_key(turn, entries[i].path), key) == 0)
			return fault_advise(fault_make(FAULT_REFUSED, "on Windows and macOS {path} is the same file as "
				"{other}", path, entries[i].path), REMEDY("", "name", "NAME"));
	return NULL;
}

/* The words of the column: its first choice means here, its second elsewhere. */
static const char *kept_word(const struct template *t, bool elsewhere)
{
	const struct template_column *c = &t->attach.into->columns[template_column(t->attach.into,
		t->attach.kept_column)];
	return elsewhere ? c->choices.at[1] : c->choices.at[0];
}

/* The register with one more row at its end; the rest of the file stays byte for byte.  Made before the file is
 * stored, so that a register that cannot take the row stops it. */
static const struct fault *make_row(struct desk *d, const char *path, int how, const struct names *set,
                                    const char **register_path,
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
		return fault_make(FAULT_REFUSED, "{file} is not UTF-8; save it as UTF-8 first", file);
	const struct csv *csv = csv_read(d->sc, text, text_len);
	if (csv->count == 0)
		return fault_make(FAULT_REFUSED, "{file} has no header row", file);
	buf_put(out, bytes, len);
	if (len && bytes[len - 1] != '\n')
		buf_char(out, '\n');
	for (size_t c = 0; c < csv->rows[0].count; c++) {
		const char *column = csv->rows[0].cells[c];
		const char *value = strcmp(column, d->template->attach.file_column) == 0 ? path
			: set_value(set, column);
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
	if (!e)
		return fault_make(FAULT_USAGE, "the template has no element \"{element}\"", element);
	if (!name)
		name = path_base(file);
	if (!path_is_safe(name) || strchr(name, '/') || *name == '.')
		return fault_make(FAULT_USAGE, "\"{name}\" cannot be a file's name here", name);
	*path = scope_printf(d->sc, "attachments/%s/%s", e->id, name);
	const struct phrase *mistake = file_name_mistake(d->sc, *path);
	if (mistake)
		return fault_advise(fault_make(FAULT_USAGE, "the name \"{name}\" {mistake}", name, mistake),
		                    REMEDY("", "name", path_base(file_name_mended(d->sc, *path))));
	if (!replace)
		TRY(check_set(d, set));
	TRY(check_refusals(d, set));
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fault_errno("{file}", file);
	const char *register_path = NULL;
	struct buf *row = NULL;
	const struct fault *f = lseek(fd, 0, SEEK_END) <= 0 ? fault_make(FAULT_REFUSED, "{file} is empty, or no file",
		file) : NULL;
	if (!f) f = desk_refuse_purged(d, fd, file);
	if (!f) f = store_lock(lock, d->store);
	if (!f) f = check_clash(d, *path);
	if (!f && !replace) f = make_row(d, *path, how, set, &register_path, &row);
	if (!f) f = store_attach(d->sc, d->store, fd, *path, how);
	close(fd);
	return f || !register_path ? f : store_write(d->sc, d->store, register_path, row->at, row->len);
}
