/* take.c: tables into registers, files into the package. */
#include "base/base.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/lookup.h"
#include "base/path.h"
#include "desk/desk_private.h"
#include "desk/edit.h"
#include "desk/take.h"
#include "intake/identity.h"
#include "intake/word.h"
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
	struct { struct overlay_file *at; size_t count,
		cap; } pictures;        /* shown with the files; attached apart */
	struct attaching_wishes wishes; /* attachments, as edit_attach() takes them */
	struct attaching attaching;     /* what becomes of them */
	struct names set;
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
	size_t n = k->files.count, all = n + k->pictures.count;
	struct overlay_file *files = NEWS(k->desk->sc, struct overlay_file, all + 1);
	for (size_t i = 0; i < all; i++)
		files[i] = i < n ? k->files.at[i] : k->pictures.at[i - n];
	return desk_package_over(k->desk, files, all, &k->package);
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

/* What a hidden sheet remembers: the register as it was when the workbook was written; NULL: it is none of those. */
static const char *was_of(const struct workbook_sheet *sheet)
{
	static const char key[] = "sarflow was=";
	const char *first = workbook_cell(sheet, 1, 1)->text;
	return strncmp(first, key, strlen(key)) == 0 ? first + strlen(key) : NULL;
}

static const struct merge_base *base_of(struct take *k, const struct workbook *book, const struct template_sheet *of,
                                        const struct package *was)
{
	for (size_t i = 0; i < book->sheet_count; i++) {
		const char *name = was_of(&book->sheets[i]);
		if (name && strcmp(name, of->name) == 0)
			return merge_base_read(k->desk->sc, of->shown, &book->sheets[i]);
	}
	return was ? merge_base_of(k->desk->sc, of->name, package_register(was, of->shown->name)) : NULL;
}

static bool has_base(const struct workbook *book)
{
	for (size_t i = 0; i < book->sheet_count; i++)
		if (was_of(&book->sheets[i]))
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
                                          const struct workbook_sheet *sheet, const struct package *was)
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
	const struct merge_base *base = base_of(k, book, &of, was);
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
		if (!was_of(&book->sheets[i]) && strcmp(book->sheets[i].name, "sarflow") != 0)
			TRY(take_own_sheet(k, file, book, &book->sheets[i], was));
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

/* --- a document --- */

static const char *existing(void *context, const char *path)
{
	const char *bytes = NULL;
	size_t len = 0;
	const struct fault *f = bytes_of(context, path, &bytes, &len);
	return f || !len ? NULL : bytes;
}

static void tell_notices(struct take *k, const struct word_proposal *p)
{
	const struct reader *reader = template_speaks(k->desk->template, k->desk->language);
	for (size_t i = 0; i < p->notices.count; i++) {
		const struct word_notice *n = &p->notices.at[i];
		const char *place = n->place ? phrase_text(k->desk->sc, reader, n->place) : "";
		doubt_add(k->doubts, n->level, place, 0, 0, n->says);
	}
}

static void close_file(void *p) { close((int)(intptr_t)p); }

/* Bytes as a file that can be opened by a name, as long as the desk is there. */
static const struct fault *as_file(struct take *k, const char *bytes, size_t len, const char *what, const char **name)
{
	int fd = memfd_create("attachment", MFD_CLOEXEC);
	if (fd < 0)
		return fault_errno("{file}", what);
	scope_defer(k->desk->sc, close_file, (void *)(intptr_t)fd);
	*name = scope_printf(k->desk->sc, "/proc/self/fd/%d", fd);
	return file_write_fd(fd, bytes, len, what);
}

static const struct fault *add_attachment(struct take *k, const char *file, const struct word_proposal *p,
                                          const struct word_attachment *a)
{
	const char *below = scope_printf(k->desk->sc, "attachments/%s/", p->element->id), *name = file;
	if (a->bytes) {
		TRY(as_file(k, a->bytes, a->len, a->path, &name));
		*LIST_ADD(k->desk->sc, &k->pictures) = (struct overlay_file){ a->path, a->bytes, a->len };
	}
	struct attaching_wish *w = LIST_ADD(k->desk->sc, &k->wishes);
	*w = (struct attaching_wish){ .file = name, .element = p->element->id,
		.name = strncmp(a->path, below, strlen(below)) == 0 ? a->path + strlen(below) : path_base(a->path) };
	return NULL;
}

static const struct fault *attach(struct take *k, bool look)
{
	const struct edit_attach how = { .set = &k->set, .only_look = look };
	k->attaching = (struct attaching){0};
	return edit_attach(k->desk, &k->wishes, &how, &k->attaching);
}

const struct fault *take_document(struct take *k, const char *file, int fd, const struct take_wish *wish)
{
	const struct word_proposal *p = NULL;
	const struct word_request request = { .template = k->desk->template, .file_name = path_base(file),
		.element = wish->element, .category = k->package->category, .existing = existing, .context = k };
	const char *bytes = NULL;
	size_t len = 0;
	TRY(word_take(k->desk->sc, &request, fd, &p));
	tell_notices(k, p);
	TRY(bytes_of(k, p->path, &bytes, &len));
	for (size_t i = 0; i < p->attachments.count; i++)
		TRY(add_attachment(k, file, p, &p->attachments.at[i]));
	if (len != p->len || memcmp(bytes, p->text, len) != 0)
		TRY(take_file(k, p->path, p->text, p->len));
	if (wish->set)
		k->set = *wish->set;
	return attach(k, true);
}

const struct attaching *take_attaching(const struct take *k) { return &k->attaching; }

/* Is there anything to do for them? */
static bool attaches(const struct take *k)
{
	for (size_t i = 0; i < k->attaching.files.count; i++)
		if (k->attaching.files.at[i].what != ATTACHING_THERE)
			return true;
	return false;
}

bool take_changes(const struct take *k) { return k->files.count > 0 || attaches(k); }

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

static const struct fault *put_files(struct take *k)
{
	for (size_t i = 0; i < k->files.count; i++) {
		const struct overlay_file *f = &k->files.at[i];
		TRY(store_write(k->desk->sc, k->desk->store, f->path, f->bytes, f->len));
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
	TRY(desk_require_clean(k->desk));
	if (attaches(k))                        /* first, and with a lock of its own: done again, it finds them there */
		TRY(attach(k, false));
	if (k->attaching.refused)
		return fault_make(FAULT_REFUSED, "its pictures and the file itself cannot be attached");
	TRY(store_lock(lock, k->desk->store));
	if (!attaches(k))
		TRY(desk_require_clean(k->desk));
	TRY(store_tip(k->desk->store, STORE_MAIN, &tip));
	if (strcmp(tip.hex, k->tip.hex) != 0)
		return fault_make(FAULT_CONFLICT, "somebody saved a version meanwhile; do it again");
	TRY(put_files(k));
	return store_save(k->desk->sc, k->desk->store, &person, message, out);
}
