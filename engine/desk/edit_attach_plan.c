/* edit_attach_plan.c: what attaching files would do: where each goes, which rows it gets, what stands against it. */
#include "base/base.h"
#include "base/digest.h"
#include "base/lookup.h"
#include "base/path.h"
#include "desk/edit_attach.h"
#include "text/file_name.h"
#include "text/pdf.h"
#include "text/unicode.h"
#include "text/word.h"
#include <errno.h>
#include <fcntl.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATIENCE = 5000 };               /* milliseconds that PDFs may take in vain, all together */

/* --- what stands against it --- */

void edit_plan_refuse(const struct edit_plan *p, struct attaching_problems *to, enum fault_code code,
                      const struct remedy *remedy, const struct phrase *says)
{
	*LIST_ADD(p->sc, to) = (struct attaching_problem){ code, phrase_keep(p->sc, says), remedy_keep(p->sc, remedy) };
}

/* From the outermost to the innermost, then the system's own words. */
static const struct phrase *words_of(struct scope *sc, const struct fault *f, size_t at)
{
	if (at + 1 < f->depth)
		return phrase_new(sc, "{doing}: {why}", &f->says[at], words_of(sc, f, at + 1));
	return *f->system ? phrase_new(sc, "{doing}: {why}", &f->says[at], f->system) : phrase_keep(sc, &f->says[at]);
}

static void refuse_for(const struct edit_plan *p, struct attaching_problems *to, const struct fault *f)
{
	if (f)
		edit_plan_refuse(p, to, f->code, f->remedy, words_of(p->sc, f, 0));
}

/* --- where it goes --- */

static const struct fault *find_place(const struct edit_plan *p, const struct attaching_wish *w, const char **path)
{
	const char *element = w->element && *w->element ? w->element : p->how->element;
	const char *name = p->how->name ? p->how->name : w->name;
	const struct template_element *e = element ? template_element(p->d->template, element) : NULL;
	if (!element)
		return fault_advise(fault_make(FAULT_USAGE, "say which element the file belongs to"),
		                    REMEDY("", "element", "E"));
	if (!e)
		return fault_make(FAULT_USAGE, "the template has no element \"{element}\"", element);
	if (!path_is_safe(name) || (p->how->name && strchr(name, '/')) || *path_base(name) == '.')
		return fault_make(FAULT_USAGE, "\"{name}\" cannot be a file's name here", name);
	*path = scope_printf(p->sc, "attachments/%s/%s", e->id, name);
	const struct phrase *mistake = file_name_mistake(p->sc, *path);
	return mistake ? fault_advise(fault_make(FAULT_USAGE, "the name \"{name}\" {mistake}", name, mistake),
	                              REMEDY("", "name", path_base(file_name_mended(p->sc, *path)))) : NULL;
}

/* As macOS writes names they travel nowhere; together, the letters are the same to every reader. */
static void compose_name(const struct edit_plan *p, struct attaching_wish *w)
{
	size_t bad;
	if (!unicode_is_valid(w->name, strlen(w->name), &bad))
		return;
	const char *name = unicode_composed(p->sc, w->name);
	if (strcmp(name, w->name) != 0)
		*LIST_ADD(p->sc, &w->notes) = phrase_new(p->sc, "in its name letters and accents stood apart, as macOS "
			"writes them; here they stand together");
	w->name = name;
}

static void take_wish(struct edit_plan *p, const struct attaching_wish *w)
{
	const char *path = NULL;
	const struct fault *f = find_place(p, w, &path);
	size_t at = f ? LOOKUP_NONE : lookup_find(p->new_paths, path);
	struct attaching_file *file = at == LOOKUP_NONE ? NULL : &p->out->files.at[at];
	bool same = file && strcmp(file->file, w->file) == 0;
	if (!same) {
		const char *other = file ? file->called : NULL, *called = w->called ? w->called : w->file;
		file = LIST_ADD(p->sc, &p->out->files);
		*file = (struct attaching_file){ .file = w->file, .called = called, .path = f ? NULL : path,
			.line = w->line, .title = "", .language = "" };
		refuse_for(p, &file->problems, f);
		if (other)
			edit_plan_refuse(p, &file->problems, FAULT_REFUSED, REMEDY("", "name", "NAME"),
				PHRASE("{file} and {other} "
				"would both be {path}; give one of them another name", called, other, path));
		else if (!f)
			lookup_add(p->new_paths, path, p->out->files.count - 1);
	}
	for (size_t i = 0; i < w->notes.count; i++)
		*LIST_ADD(p->sc, &file->notes) = w->notes.at[i];
	edit_plan_check_answers(p, &w->set, &file->problems);
	if (file->path)
		edit_plan_make_rows(p, file, w);
}

/* --- the file --- */

/* A part of the path on the way that is no folder, here or among the new ones; or the path is one. */
static void check_way(const struct edit_plan *p, struct attaching_file *f)
{
	for (const char *slash = strchr(f->path, '/'); slash; slash = strchr(slash + 1, '/')) {
		const char *part = scope_copy_bytes(p->sc, f->path, (size_t)(slash - f->path));
		size_t at = lookup_find(p->paths, part);
		if (at != LOOKUP_NONE && p->entries[at].kind == SOURCE_LINK)
			edit_plan_refuse(p, &f->problems, FAULT_REFUSED, NULL,
				PHRASE("{file} is a link; nothing is written through "
				"links", part));
		else if (at != LOOKUP_NONE || lookup_find(p->new_paths, part) != LOOKUP_NONE)
			edit_plan_refuse(p, &f->problems, FAULT_REFUSED, NULL,
				PHRASE("{file} is a file; nothing can lie below it",
				part));
	}
	if (lookup_find(p->folders, f->path) != LOOKUP_NONE)
		edit_plan_refuse(p, &f->problems, FAULT_REFUSED, REMEDY("", "name", "NAME"),
			PHRASE("{file} is a folder of the "
			"package", f->path));
}

/* A name that is another file's on a system where capitals do not count. */
static void check_clash(const struct edit_plan *p, struct attaching_file *f, size_t at)
{
	const char *key = file_name_key(p->sc, f->path), *other = NULL;
	size_t old = lookup_find(p->keys, key), new = lookup_find(p->new_keys, key);
	if (old != LOOKUP_NONE && strcmp(p->entries[old].path, f->path) != 0)
		other = p->entries[old].path;
	else if (new != LOOKUP_NONE && strcmp(p->out->files.at[new].path, f->path) != 0)
		other = p->out->files.at[new].path;
	if (other)
		edit_plan_refuse(p, &f->problems, FAULT_REFUSED, REMEDY("", "name", "NAME"),
			PHRASE("on Windows and macOS {path} is "
			"the same file as {other}", f->path, other));
	lookup_add(p->new_keys, key, at);
}

/* Is it there already, just so? */
static const struct fault *compare(const struct edit_plan *p, struct attaching_file *f, int fd)
{
	size_t at = lookup_find(p->paths, f->path);
	const struct source_entry *e = at == LOOKUP_NONE ? NULL : &p->entries[at];
	char digest[DIGEST_TEXT] = "";
	uint64_t size = 0;
	if (!e)
		return NULL;
	if (e->kind == SOURCE_ATTACHMENT && e->size == f->size && e->present == !(p->how->how & STORE_REFERENCE))
		TRY(digest_fd(fd, f->called, digest, &size));
	if (*digest && strcmp(digest, e->digest) == 0)
		f->what = ATTACHING_ROWS;
	else if (p->how->how & STORE_REPLACE)
		f->what = ATTACHING_REPLACED;
	else
		return fault_advise(fault_make(FAULT_REFUSED, "{file} exists already; give another name, or replace it",
			f->path), REMEDY("", "replace", ""));
	return NULL;
}

static const struct fault *judge_opened(const struct edit_plan *p, struct attaching_file *f, int fd)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return fault_errno("{file}", f->called);
	if (!S_ISREG(st.st_mode) || st.st_size <= 0)
		return fault_make(FAULT_REFUSED, "{file} is empty, or no file", f->called);
	f->size = (uint64_t)st.st_size;
	TRY(store_attachable(fd, f->path));
	TRY(desk_refuse_purged(p->d, fd, f->called));
	return compare(p, f, fd);
}

static int open_file(const struct attaching_file *f) { return open(f->file, O_RDONLY | O_CLOEXEC | O_NONBLOCK); }

static void judge_file(struct edit_plan *p, size_t at)
{
	struct attaching_file *f = &p->out->files.at[at];
	int fd = f->path ? open_file(f) : -1;
	if (!f->path)
		return;
	check_way(p, f);
	check_clash(p, f, at);
	refuse_for(p, &f->problems, fd < 0 ? fault_errno("{file}", f->called) : judge_opened(p, f, fd));
	if (fd >= 0)
		close(fd);
}

/* --- what it says of itself --- */

struct pdfs { struct attaching_file *of[PDF_AT_ONCE]; int fds[PDF_AT_ONCE]; size_t count; int64_t wasted; };

static void note(const struct edit_plan *p, struct attaching_file *f, const struct phrase *says)
{
	*LIST_ADD(p->sc, &f->notes) = phrase_keep(p->sc, says);
}

static void take_facts(const struct edit_plan *p, struct attaching_file *f, const struct pdf_facts *facts)
{
	if (facts->pages < 0) {
		note(p, f, PHRASE("this is no PDF that can be read, or it wants a password"));
		return;
	}
	f->pages = facts->pages;
	f->title = facts->title;
	f->language = facts->language;
}

/* Each alone, where one of them is to blame, as far as there is patience. */
static const struct fault *ask_alone(const struct edit_plan *p, struct pdfs *some, size_t i)
{
	struct pdf_facts facts;
	if (some->wasted >= PATIENCE) {
		note(p, some->of[i], PHRASE("this PDF was not read, for others took too long"));
		return NULL;
	}
	const struct fault *f = pdf_facts(p->sc, &some->fds[i], 1, &facts, &some->wasted);
	if (!f)
		take_facts(p, some->of[i], &facts);
	else if (f->code == FAULT_CORRUPT)
		note(p, some->of[i], PHRASE("this PDF {mistake}", &f->says[f->depth - 1]));
	return f && f->code != FAULT_CORRUPT ? f : NULL;
}

static const struct fault *ask_pdfs(const struct edit_plan *p, struct pdfs *some)
{
	struct pdf_facts facts[PDF_AT_ONCE];
	bool alone = some->wasted >= PATIENCE;
	if (some->count && !alone) {
		const struct fault *f = pdf_facts(p->sc, some->fds, some->count, facts, &some->wasted);
		alone = f && f->code == FAULT_CORRUPT;
		if (f && !alone)
			return f;
	}
	for (size_t i = 0; i < some->count; i++)
		if (alone)
			TRY(ask_alone(p, some, i));
		else
			take_facts(p, some->of[i], &facts[i]);
	return NULL;
}

static const struct fault *close_pdfs(const struct edit_plan *p, struct pdfs *some)
{
	const struct fault *f = ask_pdfs(p, some);
	while (some->count)
		close(some->fds[--some->count]);
	return f;
}

static bool is_pdf(const struct attaching_file *f)
{
	size_t n = strlen(f->file);
	return f->size && n > 4 && strcasecmp(f->file + n - 4, ".pdf") == 0;
}

/* Who cannot read PDFs can attach them all the same. */
static void read_facts(const struct edit_plan *p)
{
	struct pdfs some = {0};
	const struct fault *f = NULL;
	for (size_t i = 0; i < p->out->files.count && !f; i++) {
		struct attaching_file *file = &p->out->files.at[i];
		int fd = is_pdf(file) ? open_file(file) : -1;
		if (fd < 0)
			continue;
		some.of[some.count] = file;
		some.fds[some.count++] = fd;
		if (some.count == PDF_AT_ONCE)
			f = close_pdfs(p, &some);
	}
	f = f ? f : close_pdfs(p, &some);
	if (f)
		*LIST_ADD(p->sc, &p->out->notes) = words_of(p->sc, f, 0);
}

/* --- all of it --- */

static void index_entry(struct edit_plan *p, size_t i)
{
	const char *path = p->entries[i].path;
	lookup_add(p->paths, path, i);
	lookup_add(p->keys, file_name_key(p->sc, path), i);
	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/'))
		lookup_add(p->folders, scope_copy_bytes(p->sc, path, (size_t)(slash - path)), i);
}

static bool is_free(const struct attaching *a)
{
	bool ok = a->problems.count == 0 && a->lacks.count == 0;
	for (size_t i = 0; i < a->files.count; i++)
		ok = ok && a->files.at[i].problems.count == 0;
	return ok;
}

static const struct fault *look_around(struct edit_plan *p, struct source *source)
{
	TRY(source_list(p->sc, source, &p->entries, &p->count));
	p->paths = lookup_new(p->sc);
	p->keys = lookup_new(p->sc);
	p->folders = lookup_new(p->sc);
	p->new_paths = lookup_new(p->sc);
	p->new_keys = lookup_new(p->sc);
	for (size_t i = 0; i < p->count; i++)
		index_entry(p, i);
	return NULL;
}

static const struct fault *check_shared(const struct edit_plan *p)
{
	if (p->how->element && !template_element(p->d->template, p->how->element))
		return fault_make(FAULT_USAGE, "the template has no element \"{element}\"", p->how->element);
	if (p->targets->count == 0 && p->how->set->count)
		return fault_make(FAULT_USAGE, "this template keeps no register of attachments, "
			"so nothing can be set in it");
	edit_plan_check_answers(p, p->how->set, &p->out->problems);
	return NULL;
}

const struct fault *edit_attach_plan(struct desk *d, struct source *source, const struct attaching_wishes *wishes,
                                     const struct edit_attach *how, struct edit_targets *targets,
                                     struct attaching *out)
{
	struct edit_plan p = { .sc = d->sc, .d = d, .how = how, .targets = targets, .out = out };
	TRY(edit_targets_open(d, source, targets));
	TRY(check_shared(&p));
	TRY(look_around(&p, source));
	for (size_t i = 0; i < wishes->count; i++) {
		struct attaching_wish w = wishes->at[i];
		compose_name(&p, &w);
		take_wish(&p, &w);
	}
	for (size_t i = 0; i < out->files.count; i++)
		judge_file(&p, i);
	read_facts(&p);
	edit_plan_judge_rows(&p);
	out->refused = !is_free(out);
	return NULL;
}
