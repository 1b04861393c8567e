/* loading_attachments.c: files that are evidence as they stand, and the answers they give. */
#include "base/base.h"
#include "base/digest.h"
#include "base/kept.h"
#include "base/lookup.h"
#include "base/path.h"
#include "package/loading_private.h"
#include "store/source.h"
#include "text/file_name.h"
#include "text/pdf.h"
#include "text/unicode.h"
#include <unistd.h>

enum {
	PATIENCE = 5000,                /* milliseconds a package's PDFs may take in vain, all together */
	DIGESTED = 16 << 20             /* bytes of a PDF whose count is kept: larger ones are sooner counted */
};

/* Some PDFs at once: a child for each would take most of the time of a check. */
struct pdfs {
	struct package_attachment *of[PDF_AT_ONCE];
	int fds[PDF_AT_ONCE], pages[PDF_AT_ONCE];
	char digests[PDF_AT_ONCE][DIGEST_TEXT];         /* of what is read; "" where it is not taken */
	size_t count;
	size_t at_once;
	int64_t wasted;
	struct kept *kept;
};

static void take_pages(struct loading *l, struct package_attachment *a, int pages)
{
	a->pages = pages < 0 ? 0 : pages;
	if (pages < 0)
		finding_add(l->p->findings, FINDING_attachment_damaged, (struct place){ a->entry->path },
			PHRASE("this is no PDF that can be read, or it wants a password"));
}

static void leave_unread(struct loading *l, const struct package_attachment *a)
{
	finding_add(l->p->findings, FINDING_attachment_damaged, (struct place){ a->entry->path },
		PHRASE("this PDF is not read, for others of the package take more than {seconds} seconds in vain",
		PATIENCE / 1000));
}

static const struct fault *count_alone(struct loading *l, struct package_attachment *a, int fd, int64_t *wasted)
{
	SCOPE(turn);
	int pages = 0;
	const struct fault *f = pdf_pages(turn, &fd, 1, &pages, wasted);
	if (f && f->code != FAULT_CORRUPT)
		return fault_while(f, "{file}", a->entry->path);
	if (f)
		finding_add(l->p->findings, FINDING_attachment_damaged, (struct place){ a->entry->path },
			PHRASE("this PDF {mistake}", &f->says[f->depth - 1]));
	else
		take_pages(l, a, pages);
	return NULL;
}

/* Unless the file was written while it was read. */
static const struct fault *keep_pages(struct pdfs *some, size_t i)
{
	char again[DIGEST_TEXT];
	uint64_t size;
	if (!*some->digests[i] || lseek(some->fds[i], 0, SEEK_SET) != 0)
		return NULL;
	TRY(digest_fd(some->fds[i], some->of[i]->entry->path, again, &size));
	if (strcmp(again, some->digests[i]) == 0)
		kept_add(some->kept, again, some->pages[i]);
	return NULL;
}

static const struct fault *count_opened(struct loading *l, struct pdfs *some)
{
	SCOPE(turn);
	const struct fault *f = some->wasted > PATIENCE ? NULL
	                      : pdf_pages(turn, some->fds, some->count, some->pages, &some->wasted);
	bool each_alone = f != NULL;
	if (f && f->code != FAULT_CORRUPT)
		return f;
	for (size_t i = 0; i < some->count; i++)
		if (some->wasted > PATIENCE)
			leave_unread(l, some->of[i]);
		else if (each_alone)
			TRY(count_alone(l, some->of[i], some->fds[i], &some->wasted));
		else {
			take_pages(l, some->of[i], some->pages[i]);
			TRY(keep_pages(some, i));
		}
	return NULL;
}

/* The bytes themselves are digested: what an entry says of its content may be said of a damaged copy as well. */
static const struct fault *is_known(struct pdfs *some, int fd, const struct source_entry *e, char digest[DIGEST_TEXT],
                                    int *pages, bool *known)
{
	uint64_t size;
	*digest = '\0';
	*known = false;
	if (e->size > DIGESTED)
		return NULL;
	TRY(digest_fd(fd, e->path, digest, &size));
	*known = kept_find(some->kept, digest, pages);
	return lseek(fd, 0, SEEK_SET) == 0 ? NULL : fault_errno("{file}", e->path);
}

/* Open the next for reading, unless its count is known. */
static const struct fault *open_next(struct loading *l, struct pdfs *some, struct package_attachment *a)
{
	bool known = false;
	int fd = -1;
	TRY(package_open(l->p, a->entry, &fd));
	const struct fault *f = is_known(some, fd, a->entry, some->digests[some->count], &a->pages, &known);
	if (f || known) {
		close(fd);
		return f;
	}
	some->of[some->count] = a;
	some->fds[some->count++] = fd;
	return NULL;
}

static const struct fault *count_some(struct loading *l, struct pdfs *some)
{
	const struct fault *f = some->count ? count_opened(l, some) : NULL;
	while (some->count > 0)
		close(some->fds[--some->count]);
	return f;
}

static const struct fault *count_all(struct loading *l, struct pdfs *some)
{
	for (size_t i = 0; i < l->p->attachments.count; i++) {
		struct package_attachment *a = &l->p->attachments.at[i];
		if (a->entry->present && path_has_suffix(a->entry->path, ".pdf"))
			TRY(open_next(l, some, a));
		if (some->count == some->at_once)
			TRY(count_some(l, some));
	}
	return count_some(l, some);
}

static const struct fault *count_pages(struct loading *l)
{
	SCOPE(turn);
	const char *results = l->p->source->results;
	/* One PDF can answer for all that are read in its child; what is kept must be its own answer. */
	const char *file = results ? path_join(turn, results, "pages") : NULL;
	struct pdfs some = { .at_once = results ? 1 : PDF_AT_ONCE, .kept = kept_open(turn, file, pdf_reader()) };
	const struct fault *f = count_all(l, &some);
	while (some.count > 0)
		close(some.fds[--some.count]);
	kept_save(some.kept);
	return f;
}

/* A name that the receiver's system cannot hold, or holds once where the package has two. */
static void judge_name(struct loading *l, const char *path, struct lookup *keys)
{
	SCOPE(turn);
	size_t bad, other = lookup_find(keys, file_name_key(turn, path));
	const struct phrase *mistake = file_name_mistake(turn, path);
	const char *mended = file_name_mended(turn, path);
	const char *name = path_base(unicode_is_valid(path, strlen(path), &bad) ? path : mended);
	if (mistake)
		finding_add(l->p->findings, FINDING_file_name, (struct place){ path },
			PHRASE("the name \"{name}\" {mistake}; \"{mended}\" would do", name, mistake,
			path_base(mended)));
	if (other != LOOKUP_NONE)
		finding_add(l->p->findings, FINDING_file_name, (struct place){ path },
			PHRASE("on Windows and macOS this is the same file as {other}", l->entries[other].path));
}

const struct fault *loading_attachments(struct loading *l)
{
	SCOPE(turn);
	struct lookup *keys = lookup_new(turn);
	for (size_t i = 0; i < l->entry_count; i++) {
		const struct source_entry *e = &l->entries[i];
		if (e->kind != SOURCE_ATTACHMENT)
			continue;
		const char *folder = e->path + strlen("attachments/");
		const char *id = scope_copy_bytes(l->sc, folder, strcspn(folder, "/"));
		struct package_attachment *a = LIST_ADD(l->sc, &l->p->attachments);
		*a = (struct package_attachment){ e, template_element(l->p->template, id), 0 };
		lookup_add(l->p->index.attachments, e->path, l->p->attachments.count - 1);
		judge_name(l, e->path, keys);
		lookup_add(keys, file_name_key(l->sc, e->path), i);
		if (!a->element)
			finding_add(l->p->findings, FINDING_file_stray, (struct place){ e->path },
				PHRASE("there is no element \"{id}\"; attachments lie in attachments/ELEMENT/", id));
		if (e->raw)
			finding_add(l->p->findings, FINDING_attachment_raw, (struct place){ e->path },
				PHRASE("committed as it is, not as an LFS pointer"));
	}
	return count_pages(l);
}

/* --- attachments and pages named in registers --- */

static void check_reference(struct loading *l, const struct package_register *r, const struct package_row *row,
                            size_t c)
{
	const char *path = row->cells[c];
	struct place at = { r->path, row->line, (int)c + 1 };
	if (!*path)
		return;
	if (!path_is_safe(path))
		finding_add(l->p->findings, FINDING_link_outside, at, PHRASE("\"{path}\" is no path inside the "
			"package", path));
	else if (!loading_entry(l, path))
		finding_add(l->p->findings, FINDING_attachment_missing, at, PHRASE("there is no file {path}", path));
}

/* The pages of the attachment in the same row: the nearest attachment column before them. */
static void check_pages(struct loading *l, const struct package_register *r, const struct package_row *row, size_t c)
{
	const struct package_attachment *a = NULL;
	for (size_t k = 0; k < c; k++)
		if (r->of->columns[k].type == TEMPLATE_ATTACHMENT && *row->cells[k])
			a = package_attachment(l->p, row->cells[k]);
	int last = package_last_page(row->cells[c]);
	if (a && a->pages > 0 && last > a->pages)
		finding_add(l->p->findings, FINDING_attachment_pages, (struct place){ r->path, row->line,
			(int)c + 1 }, PHRASE("{file} has {pages} {pages:page|pages}; page {last} does not exist",
			a->entry->path, a->pages, last));
}

static void take_row_answer(struct loading *l, const struct package_register *r, const struct package_row *row,
                            size_t c)
{
	const struct template_requirement *req = template_requirement(l->p->template, row->cells[c]);
	const char *path = "", *pages = "";
	if (!req)
		return;
	for (size_t k = 0; k < r->of->column_count; k++) {
		if (r->of->columns[k].type == TEMPLATE_ATTACHMENT && *row->cells[k])
			path = row->cells[k];
		if (r->of->columns[k].type == TEMPLATE_PAGES)
			pages = row->cells[k];
	}
	if (*path && loading_entry(l, path))
		*LIST_ADD(l->sc, &l->p->answers) = (struct package_answer){ .requirement = req, .attachment = path,
			.pages = pages,
		                                                            .file = r->path, .line = row->line };
}

static void read_references(struct loading *l, const struct package_register *r)
{
	for (size_t i = 0; i < r->rows.count; i++)
		for (size_t c = 0; c < r->of->column_count; c++) {
			const struct template_column *column = &r->of->columns[c];
			if (column->type == TEMPLATE_ATTACHMENT)
				check_reference(l, r, &r->rows.at[i], c);
			else if (column->type == TEMPLATE_PAGES)
				check_pages(l, r, &r->rows.at[i], c);
			else if (r->of->requirement_column && strcmp(column->name, r->of->requirement_column) == 0)
				take_row_answer(l, r, &r->rows.at[i], c);
		}
}

static void take_sections(struct loading *l)
{
	for (size_t d = 0; d < l->p->documents.count; d++) {
		const struct package_document *doc = &l->p->documents.at[d];
		for (size_t s = 0; s < doc->sections.count; s++)
			if (doc->sections.at[s].state == PACKAGE_ANSWERED)
				*LIST_ADD(l->sc, &l->p->answers) = (struct package_answer){
					.requirement = doc->sections.at[s].requirement, .document = doc,
					.section = &doc->sections.at[s], .file = doc->path,
					.line = doc->sections.at[s].heading->line };
	}
}

static void report_open(struct loading *l, const struct template_requirement *r)
{
	const struct package_document *d = package_document(l->p, r->element->id);
	struct place at = { r->element->file, 0, 0 };
	for (size_t i = 0; d && i < d->sections.count; i++)
		if (d->sections.at[i].requirement == r)
			at.line = d->sections.at[i].heading->line;
	finding_add(l->p->findings, FINDING_requirement_open, at, PHRASE("{id} is not answered: {text}", r->id,
		loading_say(l, &r->text)));
}

/* After the registers are read: one of them says what is kept by reference. */
static void find_kept_elsewhere(struct loading *l)
{
	const struct template *t = l->p->template;
	const struct package_register *r = t->attach.kept_column ? package_register(l->p, t->attach.into->name) : NULL;
	int file = r ? template_column(r->of, t->attach.file_column) : -1;
	int kept = r ? template_column(r->of, t->attach.kept_column) : -1;
	for (size_t i = 0; r && i < r->rows.count; i++)
		if (strcmp(r->rows.at[i].cells[kept], r->of->columns[kept].choices.at[1]) == 0)
			lookup_add(l->p->index.kept_elsewhere, r->rows.at[i].cells[file], i);
}

static void report_absent(struct loading *l)
{
	find_kept_elsewhere(l);
	for (size_t i = 0; i < l->p->attachments.count; i++) {
		const struct source_entry *e = l->p->attachments.at[i].entry;
		if (e->present && e->size == 0)
			finding_add(l->p->findings, FINDING_file_empty, (struct place){ e->path },
				PHRASE("the file is empty"));
		else if (e->damaged)
			finding_add(l->p->findings, FINDING_pointer_damaged, (struct place){ e->path },
				PHRASE("this is a damaged LFS pointer, or its content is not the one it names"));
		else if (!e->present && package_is_reference(l->p, e->path))
			finding_add(l->p->findings, FINDING_attachment_reference, (struct place){ e->path },
				PHRASE("the content is kept by reference"));
		else if (!e->present)
			finding_add(l->p->findings, FINDING_attachment_absent, (struct place){ e->path },
				PHRASE("the content is not here"));
	}
}

void loading_answers(struct loading *l)
{
	struct package *p = l->p;
	const struct template *t = p->template;
	const struct template_requirements *lines = template_requirements(t);
	report_absent(l);
	take_sections(l);
	for (size_t i = 0; i < t->registers.count; i++)
		read_references(l, &p->registers[i]);
	p->states = NEWS(l->sc, enum package_state, lines->count + 1);
	for (size_t d = 0; d < p->documents.count; d++)
		for (size_t s = 0; s < p->documents.at[d].sections.count; s++) {
			const struct package_section *section = &p->documents.at[d].sections.at[s];
			p->states[section->requirement - lines->at] = section->state;
		}
	for (size_t i = 0; i < p->answers.count; i++)
		p->states[p->answers.at[i].requirement - lines->at] = PACKAGE_ANSWERED;
	for (size_t i = 0; i < lines->count; i++)
		if (strcmp(package_need_of(p, &lines->at[i]), "-") != 0 && p->states[i] == PACKAGE_UNANSWERED)
			report_open(l, &lines->at[i]);
}
