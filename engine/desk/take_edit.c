/* take_edit.c: small corrections: a passage of a text, the cells of a row. */
#include "base/base.h"
#include "base/buf.h"
#include "desk/take_private.h"

/* --- lines of a text --- */

static const char *skip_lines(const char *s, int count)
{
	for (; count > 0 && *s; count--)
		s += strcspn(s, "\n"), s += *s == '\n';
	return s;
}

const struct fault *take_passage_read(struct take *k, const char *path, int from, int until, const char **out)
{
	const char *bytes = NULL;
	size_t len = 0;
	if (!package_text(k->package, path))
		return fault_make(FAULT_NOT_FOUND, "there is no text {file}", path);
	TRY(take_bytes(k, path, &bytes, &len));
	const char *begin = skip_lines(bytes, from - 1), *end = until > 0 ? skip_lines(bytes, until - 1) : bytes + len;
	*out = end > begin ? scope_copy_bytes(k->desk->sc, begin, (size_t)(end - begin)) : "";
	return NULL;
}

/* A form ends each line as it likes: as the file does, counts. */
static const char *with_ends(struct scope *sc, const char *text, bool returns)
{
	struct buf *b = buf_new(sc);
	for (; *text; text++) {
		if (*text == '\r' && text[1] == '\n')
			continue;
		if (*text == '\n' && returns)
			buf_char(b, '\r');
		buf_char(b, *text);
	}
	return b->at;
}

static bool begins_line(const char *bytes, const char *at) { return at == bytes || at[-1] == '\n'; }

/* Do the words stand there, as whole lines? */
static bool stands(const char *at, const char *was)
{
	size_t n = strlen(was);
	return strncmp(at, was, n) == 0 && (was[n - 1] == '\n' || at[n + strspn(at + n, "\r")] == '\n' || !at[n]);
}

/* Where the words stand: at their line, or wherever else they stand once. */
static const char *find_once(const char *bytes, const char *was, int from)
{
	const char *at = skip_lines(bytes, from - 1), *out = NULL;
	if (!*was)
		return NULL;
	if (stands(at, was))
		return at;
	for (at = bytes; (at = strstr(at, was)) != NULL; at++) {
		if (out || !begins_line(bytes, at) || !stands(at, was))
			return NULL;
		out = at;
	}
	return out;
}

const struct fault *take_passage(struct take *k, const char *path, int from, const char *was, const char *now)
{
	struct scope *sc = k->desk->sc;
	const char *bytes = NULL;
	size_t len = 0;
	struct buf *out = buf_new(sc);
	if (!package_text(k->package, path))
		return fault_make(FAULT_NOT_FOUND, "there is no text {file}", path);
	TRY(take_bytes(k, path, &bytes, &len));
	bool returns = strstr(bytes, "\r\n") != NULL;
	was = with_ends(sc, was, returns);
	now = with_ends(sc, now, returns);
	const char *at = find_once(bytes, was, from);
	if (!at)
		return fault_make(FAULT_CONFLICT, "somebody else changed this passage of {file} since you opened it; "
			"nothing was written. Put both together", path);
	buf_put(out, bytes, (size_t)(at - bytes));
	buf_text(out, now);
	at += strlen(was);
	if (*now && now[strlen(now) - 1] != '\n' && *at)
		buf_text(out, returns ? "\r\n" : "\n");
	buf_put(out, at, len - (size_t)(at - bytes));
	return take_file(k, path, out->at, out->len);
}

/* --- where somebody else changed it --- */

struct line { const char *at; size_t len; };
struct lines { struct line *at; size_t count, cap; };
enum { NOWHERE = -1, TWICE = -2 };

static void split(struct scope *sc, const char *text, struct lines *out)
{
	for (size_t n; *text; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		*LIST_ADD(sc, out) = (struct line){ text, n };
	}
}

static bool is_blank(const struct line *l) { return strspn(l->at, " \t") >= l->len; }

/* The first line with something in it, going up (-1) or down (1); NOWHERE or the count behind the last. */
static int next_said(const struct lines *l, int at, int step)
{
	while (at >= 0 && at < (int)l->count && is_blank(&l->at[at]))
		at += step;
	return at;
}

static int find_line(const struct lines *l, const struct line *wanted)
{
	int out = NOWHERE;
	for (size_t i = 0; i < l->count; i++)
		if (l->at[i].len == wanted->len && memcmp(l->at[i].at, wanted->at, wanted->len) == 0)
			out = out == NOWHERE ? (int)i : TWICE;
	return out;
}

/* Where a line of then stands now.  The ends of a text stay its ends; else NOWHERE, TWICE. */
static int carry(const struct lines *then, const struct lines *now, int at)
{
	if (at < 0)
		return -1;
	if (at >= (int)then->count)
		return (int)now->count;
	return find_line(then, &then->at[at]) == TWICE ? TWICE : find_line(now, &then->at[at]);
}

static const struct fault *read_then(struct take *k, const char *version, const char *path, const char **out)
{
	struct scope *sc = k->desk->sc;
	struct store_id id = {""};
	struct source *source = NULL;
	const char *bytes = NULL;
	size_t len = 0;
	TRY(store_resolve(k->desk->store, version, &id));
	TRY(store_source_at(sc, k->desk->store, &id, &source));
	TRY(source_read(sc, source, path, &bytes, &len));
	*out = with_ends(sc, bytes, false);
	return NULL;
}

const struct fault *take_passage_since(struct take *k, const char *version, const char *path, int from, const char *was,
                                       int *line, const char **now)
{
	struct scope *sc = k->desk->sc;
	const char *then = NULL, *bytes = NULL;
	size_t len = 0;
	struct lines old = {0}, new = {0}, old_passage = {0};
	struct buf *out = buf_new(sc);
	*now = NULL;
	TRY(read_then(k, version, path, &then));
	TRY(take_bytes(k, path, &bytes, &len));
	was = with_ends(sc, was, false);
	const char *at = find_once(then, was, from);
	if (!at)
		return NULL;
	split(sc, then, &old);
	split(sc, with_ends(sc, bytes, false), &new);
	split(sc, was, &old_passage);
	int first = 0;
	while (first < (int)old.count && old.at[first].at < at)
		first++;
	int above = next_said(&old, first - 1, -1), below = next_said(&old, first + (int)old_passage.count, 1);
	int start = carry(&old, &new, above), end = carry(&old, &new, below);
	if ((above >= 0 && start < 0) || end < 0)
		return NULL;
	start = next_said(&new, start + 1, 1);
	end = next_said(&new, end - 1, -1);
	if (start <= end) {             /* the last line of a text may have no end */
		const char *after = new.at[end].at + new.at[end].len;
		buf_put(out, new.at[start].at, (size_t)(after - new.at[start].at) + (*after == '\n'));
	}
	*line = start + 1;
	*now = start <= end ? out->at : NULL;
	return NULL;
}

/* --- cells of a row --- */

static const struct fault *find_register(struct take *k, const char *path, const struct package_register **out)
{
	*out = package_register_at(k->package, path);
	return *out && (*out)->present ? NULL : fault_make(FAULT_NOT_FOUND, "there is no register {file}", path);
}

static const struct fault *change_cells(struct take *k, const struct package_register *r, struct merge_row *row,
                                        const struct take_cell *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int c = template_column(r->of, cells[i].column);
		if (c < 0)
			return fault_make(FAULT_USAGE, "the register {register} has no column {column}", r->of->name,
				cells[i].column);
		const char *is = row->row == PACKAGE_NO_ROW ? "" : r->rows.at[row->row].cells[c];
		if (strcmp(cells[i].was, cells[i].now) == 0 || strcmp(is, cells[i].now) == 0)
			continue;
		if (strcmp(is, cells[i].was) != 0)
			return fault_make(FAULT_CONFLICT, "somebody else changed {column} since you opened the row: "
				"it was \"{was}\" and is \"{is}\" now; nothing was written. Open the row again",
				r->of->columns[c].title.in[k->desk->language], cells[i].was, is);
		const struct phrase *mistake = *cells[i].now ? package_cell_mistake(k->desk->sc, k->desk->template,
			&r->of->columns[c], cells[i].now) : NULL;
		if (mistake)
			return fault_make(FAULT_USAGE, "{column} \"{value}\": {mistake}",
				r->of->columns[c].title.in[k->desk->language], cells[i].now, mistake);
		row->cells[c] = cells[i].now;
	}
	return NULL;
}

/* Does the row hold what was read of it? */
static bool is_as_read(const struct package_register *r, size_t row, const struct take_cell *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int c = template_column(r->of, cells[i].column);
		if (c >= 0 && strcmp(r->rows.at[row].cells[c], cells[i].was) != 0)
			return false;
	}
	return true;
}

/* Of several rows with one key, which is a mistake to be mended, the one that was read. */
static size_t find_row(struct scope *sc, const struct package_register *r, const char *name,
                       const struct take_cell *cells, size_t count)
{
	size_t first = package_row_find(r, name);
	for (size_t i = first; i != PACKAGE_NO_ROW && i < r->rows.count; i++)
		if (strcmp(package_row_name(sc, r, i), name) == 0 && is_as_read(r, i, cells, count))
			return i;
	return first;
}

const struct fault *take_cells(struct take *k, const char *path, const char *name, const struct take_cell *cells,
                               size_t count)
{
	struct scope *sc = k->desk->sc;
	const struct package_register *r = NULL;
	struct merge m = {0};
	struct buf *out = buf_new(sc);
	const char *bytes = NULL;
	size_t len = 0;
	TRY(find_register(k, path, &r));
	struct merge_row row = { MERGE_ADD, PACKAGE_NO_ROW, 0, NEWS(sc, const char *, r->of->column_count + 1) };
	if (name) {
		row.kind = MERGE_CHANGE;
		row.row = find_row(sc, r, name, cells, count);
		if (row.row == PACKAGE_NO_ROW)
			return fault_make(FAULT_CONFLICT, "the row \"{row}\" is not in {file} any more; nothing was "
				"written", name, path);
	}
	TRY(change_cells(k, r, &row, cells, count));
	m.now = r;
	*LIST_ADD(sc, &m.rows) = row;
	TRY(take_bytes(k, path, &bytes, &len));
	TRY(merge_write(sc, &m, bytes, len, out));
	return len == out->len && memcmp(bytes, out->at, len) == 0 ? NULL : take_file(k, path, out->at, out->len);
}
