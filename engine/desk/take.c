/* take.c: tables into registers, files into the package. */
#include "base/base.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/lookup.h"
#include "base/path.h"
#include "desk/desk_private.h"
#include "desk/take.h"
#include "intake/identity.h"
#include "store/layout.h"
#include "text/csv.h"
#include "text/token.h"
#include <sys/mman.h>
#include <unistd.h>

struct take {
	struct desk *desk;
	struct package *package;        /* as it would be so far */
	struct doubts *doubts;
	struct { struct take_table *at; size_t count, cap; } tables;
	struct { struct overlay_file *at; size_t count, cap; } files;
	struct store_id tip;            /* that main had */
	struct taken_names names;       /* kept from before, and said now */
	bool says_names;
};

/* --- heads that were explained before --- */

static const char *names_file(const struct take *k)
{
	return k->desk->store->results ? path_join(k->desk->sc, k->desk->store->results, "columns.csv") : NULL;
}

/* A file that may vanish: what cannot be read is asked again. */
static void read_names(struct take *k)
{
	const char *file = names_file(k), *bytes = NULL;
	size_t len = 0;
	if (!file || !file_exists(file) || file_read(k->desk->sc, file, 1 << 20, &bytes, &len))
		return;
	const struct csv *csv = csv_read(k->desk->sc, bytes, len);
	for (size_t i = 0; i < csv->count; i++)
		if (csv->rows[i].count == 3)
			*LIST_ADD(k->desk->sc, &k->names) = (struct taken_name){ csv->rows[i].cells[0],
				csv->rows[i].cells[1], csv->rows[i].cells[2] };
}

static void keep_names(const struct take *k)
{
	struct buf *b = buf_new(k->desk->sc);
	const char *file = names_file(k);
	for (size_t i = 0; i < k->names.count; i++) {
		csv_put(b, k->names.at[i].shape);
		buf_char(b, ',');
		csv_put(b, k->names.at[i].head);
		buf_char(b, ',');
		csv_put(b, k->names.at[i].key);
		buf_char(b, '\n');
	}
	if (file && k->says_names && file_write(file, b->at, b->len))
		doubt_add(k->doubts, FINDING_NOTE, "", 0, 0,
		          PHRASE("which column is which could not be remembered: say it again the next time"));
}

static void say_names(struct take *k, const struct taken_names *said)
{
	struct taken_names all = {0};
	for (size_t i = 0; said && i < said->count; i++)
		*LIST_ADD(k->desk->sc, &all) = said->at[i];
	for (size_t i = 0; i < k->names.count; i++)
		*LIST_ADD(k->desk->sc, &all) = k->names.at[i];
	k->says_names = k->says_names || (said && said->count > 0);
	k->names = all;
}

/* --- proposed files --- */

static const struct fault *reload(struct take *k)
{
	return desk_package_over(k->desk, k->files.at, k->files.count, &k->package);
}

const struct fault *take_start(struct desk *d, struct take **out)
{
	struct take *k = NEW(d->sc, struct take);
	*k = (struct take){ .desk = d, .doubts = doubt_list(d->sc) };
	TRY(store_tip(d->store, STORE_MAIN, &k->tip));
	TRY(reload(k));
	read_names(k);
	*out = k;
	return NULL;
}

static const struct overlay_file *find_file(const struct take *k, const char *path)
{
	for (size_t i = 0; i < k->files.count; i++)
		if (strcmp(k->files.at[i].path, path) == 0)
			return &k->files.at[i];
	return NULL;
}

const struct fault *take_file(struct take *k, const char *path, const char *bytes, size_t len)
{
	struct overlay_file *f = (struct overlay_file *)(uintptr_t)find_file(k, path);
	f = f ? f : LIST_ADD(k->desk->sc, &k->files);
	*f = (struct overlay_file){ scope_copy(k->desk->sc, path), scope_copy_bytes(k->desk->sc, bytes, len), len };
	return reload(k);
}

/* A register's bytes as they would be so far; none where it has no file. */
static const struct fault *bytes_of(struct take *k, const char *path, const char **bytes, size_t *len)
{
	const struct overlay_file *own = find_file(k, path);
	struct source *work = NULL;
	*bytes = own ? own->bytes : "";
	*len = own ? own->len : 0;
	if (own)
		return NULL;
	TRY(store_source_work(k->desk->sc, k->desk->store, &work));
	const struct fault *f = source_read(k->desk->sc, work, path, bytes, len);
	return f && f->code != FAULT_NOT_FOUND ? f : NULL;
}

static const struct fault *put_table(struct take *k, const struct merge *m)
{
	const char *bytes = NULL;
	size_t len = 0;
	struct buf *out = buf_new(k->desk->sc);
	if (m->rows.count == 0)
		return NULL;
	TRY(bytes_of(k, m->now->path, &bytes, &len));
	TRY(merge_write(k->desk->sc, m, bytes, len, out));
	return take_file(k, m->now->path, out->at, out->len);
}

/* --- a stranger's tables --- */

/* What was passed over, and what it may be. */
static void tell_head(struct take *k, const struct taken *t, const struct taken_head *h)
{
	struct scope *sc = k->desk->sc;
	const char *near = list_join(sc, &h->near, ", "), *first = h->near.count ? h->near.at[0] : "COLUMN";
	const struct remedy *remedy = REMEDY("", "column", scope_printf(sc, "%s=%s", h->text, first));
	const struct phrase *says = phrase_new(sc, "no column of {register} is called \"{head}\"; its {count} "
		"{count:cell is|cells are} not taken", t->shape->name, h->text, h->filled);
	if (h->near.count)
		says = phrase_new(sc, "no column of {register} is called \"{head}\"; its {count} {count:cell is|cells "
			"are} not "
			"taken; it may be one of these: {near}", t->shape->name, h->text, h->filled, near);
	doubt_add_remedy(k->doubts, FINDING_WARNING, t->sheet->name, t->head_row, h->column, says, remedy);
}

static void tell_heads(struct take *k, const struct taken *t)
{
	for (size_t i = 0; i < t->heads.count; i++)
		if (t->heads.at[i].of < 0)
			tell_head(k, t, &t->heads.at[i]);
}

static void tell_rows(struct take *k, const struct taken *t)
{
	size_t hidden = 0, struck = 0;
	int first_hidden = 0, first_struck = 0;
	for (size_t i = 0; i < t->rows.count; i++) {
		const struct taken_row *r = &t->rows.at[i];
		first_hidden = r->hidden && !hidden ? r->number : first_hidden;
		first_struck = r->struck && !struck ? r->number : first_struck;
		hidden += r->hidden;
		struck += r->struck;
	}
	if (t->sheet->hidden)
		doubt_add(k->doubts, FINDING_WARNING, t->sheet->name, 0, 0,
			PHRASE("this sheet is hidden; it is taken as well"));
	if (hidden)
		doubt_add(k->doubts, FINDING_WARNING, t->sheet->name, first_hidden, 0, PHRASE("{count} hidden "
			"{count:row is|rows are} taken as well, this one first", hidden));
	if (struck)
		doubt_add(k->doubts, FINDING_WARNING, t->sheet->name, first_struck, 0,
			PHRASE("{count} {count:row|rows} of "
			"words struck through {count:is|are} taken as well, this one first", struck));
}

static const struct fault *shapes_of(struct take *k, const char *only, const struct shape *const **out,
                                     size_t *count)
{
	const struct template *t = k->desk->template;
	const struct shape **shapes = NEWS(k->desk->sc, const struct shape *, t->registers.count + 1);
	*count = 0;
	for (size_t i = 0; i < t->registers.count; i++)
		if (!only || strcmp(t->registers.at[i].name, only) == 0)
			shapes[(*count)++] = shape_of_register(k->desk->sc, t, &t->registers.at[i]);
	*out = shapes;
	return *count ? NULL : fault_make(FAULT_USAGE, "the template has no register \"{register}\"", only ? only : "");
}

static struct take_table *add_table(struct take *k, const char *file, const struct workbook_sheet *sheet)
{
	struct take_table *out = LIST_ADD(k->desk->sc, &k->tables);
	out->file = scope_copy(k->desk->sc, file);
	out->sheet = scope_copy(k->desk->sc, sheet->name);
	return out;
}

static const struct fault *take_strange(struct take *k, const char *file, const struct workbook *book,
                                        const struct take_wish *wish)
{
	const struct shape *const *shapes = NULL;
	size_t count = 0, found = 0;
	TRY(shapes_of(k, wish->register_, &shapes, &count));
	for (size_t i = 0; i < book->sheet_count; i++) {
		const struct workbook_sheet *sheet = &book->sheets[i];
		struct take_table *table = sheet->row_count ? add_table(k, file, sheet) : NULL;
		const struct taken *t = table ? taken_read(k->desk->sc, sheet, shapes, count, &k->names, k->doubts)
			: NULL;
		if (!t)
			continue;
		found++;
		tell_heads(k, t);
		tell_rows(k, t);
		table->taken = t;
		table->merge = merge_table(k->desk->sc, k->package, t, NULL, wish->whole, k->doubts);
		TRY(put_table(k, table->merge));
	}
	return found ? NULL : fault_advise(fault_make(FAULT_NOT_FOUND,
		"{file} has no table with the columns of a register "
		"of this package", file), wish->register_ ? NULL : REMEDY("", "register", "NAME"));
}

/* --- a workbook of ours --- */

static const struct merge_base *base_of(struct take *k, const struct workbook *book, const struct identity *who,
                                        const struct template_sheet *of, const struct package *was)
{
	const char *name = of ? of->name : NULL;
	const struct template_register *r = of ? of->shown : NULL;
	for (size_t i = 0; i < book->sheet_count; i++) {
		const char *key = book->sheets[i].name;
		if (strncmp(key, "was ", 4) == 0 && strcmp(key + 4, name) == 0)
			return merge_base_read(k->desk->sc, r, &book->sheets[i]);
	}
	(void)who;
	return was ? merge_base_of(k->desk->sc, name, package_register(was, r->name)) : NULL;
}

/* Does it carry what its registers were? */
static bool has_base(const struct workbook *book)
{
	for (size_t i = 0; i < book->sheet_count; i++)
		if (strncmp(book->sheets[i].name, "was ", 4) == 0)
			return true;
	return false;
}

/* Sheets that show a register, by the name they have in a workbook of this profile. */
static struct template_sheet sheet_called(const struct take *k, const char *key)
{
	const struct template_sheets *sheets = template_sheets(k->desk->template);
	for (size_t i = 0; i < sheets->count; i++)
		if (sheets->at[i].shown && strcmp(sheets->at[i].name, key) == 0)
			return sheets->at[i];
	return (struct template_sheet){ .name = key, .shown = template_register(k->desk->template, key) };
}

static const struct fault *take_own_sheet(struct take *k, const char *file, const struct workbook *book,
                                          const struct workbook_sheet *sheet, const struct identity *who,
                                          const struct package *was)
{
	const char *key = taken_sheet_key(k->desk->sc, sheet);
	const struct template_sheet of = sheet_called(k, key ? key : sheet->name);
	struct take_table *table = of.shown ? add_table(k, file, sheet) : NULL;
	if (!table)
		return NULL;
	struct shape *shape = (struct shape *)(uintptr_t)shape_of_register(k->desk->sc,
		k->desk->template, of.shown);
	shape->name = of.name;
	const struct shape *const shapes[] = { shape };
	const struct merge_base *base = base_of(k, book, who, &of, was);
	table->taken = taken_read(k->desk->sc, sheet, shapes, 1, NULL, k->doubts);
	if (!table->taken)
		return NULL;
	table->based = base != NULL;
	tell_heads(k, table->taken);
	table->merge = merge_table(k->desk->sc, k->package, table->taken, base, false, k->doubts);
	return put_table(k, table->merge);
}

static const struct fault *judge_identity(const struct take *k, const char *file, const struct identity *who)
{
	if (strcmp(who->package, k->package->id) != 0)
		return fault_make(FAULT_REFUSED, "{file} belongs to the package {package}, not to {own}", file,
			who->package,
			k->package->id);
	if (who->form > TOKEN_FORM)
		return fault_make(FAULT_REFUSED, "{file} was made by a newer sarflow; use that one to read it", file);
	if (who->form < TOKEN_FORM)
		return fault_make(FAULT_REFUSED, "{file} was made by an older sarflow, which made no workbooks that "
			"can be read back",
			file);
	if (who->submittal)
		return fault_advise(fault_make(FAULT_REFUSED, "{file} is the workbook of submittal {number}, which the "
			"authority returns", file, who->submittal), REMEDY("return", "", file));
	return NULL;
}

static const struct fault *take_own(struct take *k, const char *file, const struct workbook *book,
                                    const struct identity *who)
{
	struct package *was = NULL;
	struct store_id id;
	TRY(judge_identity(k, file, who));
	if (*who->version)
		TRY(desk_package(k->desk, who->version, &was, &id));
	else if (!has_base(book))
		doubt_add(k->doubts, FINDING_WARNING, "", 0, 0, PHRASE("the workbook was made from files that were "
			"not saved, so "
			"nobody can say what was changed in it: it is held against the package as it is now"));
	for (size_t i = 0; i < book->sheet_count; i++)
		if (strncmp(book->sheets[i].name, "was ", 4) != 0 && strcmp(book->sheets[i].name, "sarflow") != 0)
			TRY(take_own_sheet(k, file, book, &book->sheets[i], who, was));
	return NULL;
}

const struct fault *take_workbook(struct take *k, const char *file, const struct workbook *book,
                                  const struct take_wish *wish)
{
	struct identity who;
	say_names(k, wish->names);
	if (!identity_read(k->desk->sc, book, &who))
		return take_strange(k, file, book, wish);
	return take_own(k, file, book, &who);
}

/* --- what it is, and into the work tree --- */

struct doubts *take_doubts(struct take *k)
{
	doubt_sort(k->doubts);
	return k->doubts;
}

const struct take_table *take_tables(const struct take *k, size_t *count)
{
	*count = k->tables.count;
	return k->tables.at;
}

size_t take_count(const struct take *k) { return k->files.count; }

const char *take_path(const struct take *k, size_t which) { return k->files.at[which].path; }

const struct package *take_package(const struct take *k) { return k->package; }

static const struct fault *put_attachment(struct take *k, const struct overlay_file *f)
{
	int fd = memfd_create("attachment", MFD_CLOEXEC);
	if (fd < 0)
		return fault_errno("{file}", f->path);
	const struct fault *why = file_write_fd(fd, f->bytes, f->len, f->path);
	if (!why && lseek(fd, 0, SEEK_SET) != 0)
		why = fault_errno("{file}", f->path);
	if (!why)
		why = store_attach(k->desk->sc, k->desk->store, fd, f->path, STORE_REPLACE);
	close(fd);
	return why;
}

static const struct fault *put_files(struct take *k)
{
	for (size_t i = 0; i < k->files.count; i++) {
		const struct overlay_file *f = &k->files.at[i];
		TRY(layout_kind_of(f->path) == LAYOUT_ATTACHMENT ? put_attachment(k, f)
		    : store_write(k->desk->sc, k->desk->store, f->path, f->bytes, f->len));
	}
	return NULL;
}

const struct fault *take_save(struct take *k, const char *message, struct store_id *out)
{
	SCOPE(lock);
	struct store_person person;
	struct store_id tip = {""};
	keep_names(k);
	TRY(desk_person(k->desk, &person));
	TRY(store_lock(lock, k->desk->store));
	TRY(desk_require_clean(k->desk));
	TRY(store_tip(k->desk->store, STORE_MAIN, &tip));
	if (strcmp(tip.hex, k->tip.hex) != 0)
		return fault_make(FAULT_CONFLICT, "somebody saved a version meanwhile; do it again");
	TRY(put_files(k));
	return store_save(k->desk->sc, k->desk->store, &person, message, out);
}
