/* remark_place.c: the place of a remark in a version: followed from where it was made. */
#include "base/base.h"
#include "compare/remark_private.h"

void remark_lose(struct remark_search *s, const struct phrase *why)
{
	s->out->gone = true;
	s->out->why = phrase_keep(s->sc, why);
}

void remark_change(struct remark_search *s, const struct phrase *what)
{
	s->out->change = s->out->change ? phrase_new(s->sc, "{one}; {other}", s->out->change, what)
		: phrase_keep(s->sc, what);
}

struct package_then *remark_then(const struct remark_search *s, const char *path)
{
	const char *version = s->of->evidence;
	if (!version || strcmp(version, package_version(s->now)) == 0)
		return NULL;
	return package_then(s->now, version, path);
}

/* --- attachments --- */

/* The same content under another name. */
static const struct package_attachment *find_content(const struct package *p, const char *digest)
{
	for (size_t i = 0; digest && i < p->attachments.count; i++)
		if (strcmp(p->attachments.at[i].entry->digest, digest) == 0)
			return &p->attachments.at[i];
	return NULL;
}

static void find_attachment(struct remark_search *s)
{
	const struct fold_remark *r = s->of;
	const struct package_attachment *a = package_attachment(s->now, r->path),
		*other = !a || (r->content && strcmp(r->content, a->entry->digest) != 0)
		? find_content(s->now, r->content) : NULL;
	if (other) {
		s->out->file = other->entry->path;
		remark_change(s, PHRASE("the file was called {file}", r->path));
		return;
	}
	if (!a)
		remark_lose(s, PHRASE("{file} is not in the package any more", r->path));
	else if (r->page && a->pages && atoi(r->page) > a->pages)
		remark_lose(s, PHRASE("{file} has no page {page} any more", r->path, r->page));
	else if (r->content && strcmp(r->content, a->entry->digest) != 0)
		remark_lose(s, PHRASE("{file} is another file now", r->path));
}

/* --- each sort of place --- */

static const struct package_register *find_register(const struct package *p, const char *path)
{
	const struct package_register *r = package_register_at(p, path);
	return r && r->present ? r : NULL;
}

static void find_in_file(struct remark_search *s)
{
	const struct fold_remark *r = s->of;
	const struct package_document *d = package_text(s->now, r->path);
	const struct package_register *g = find_register(s->now, r->path);
	if (r->exact && !g && strncmp(r->path, "evidence/", strlen("evidence/")) == 0)
		remark_find_passage(s, d);
	else if (g && r->row)
		remark_find_row(s, g);
	else if (!d && !g && strncmp(r->path, "attachments/", strlen("attachments/")) == 0)
		find_attachment(s);
	else if (r->field && !*package_value(s->now, r->field))
		remark_lose(s, PHRASE("{file} has no field {field} any more", r->path, r->field));
	else if (!d && !g && strcmp(r->path, "package.yaml") != 0)
		remark_find_text(s);
}

static void find_requirements(struct remark_search *s)
{
	const struct template *t = s->now->template;
	for (size_t i = 0; i < s->of->requirements.count && !s->out->gone; i++)
		if (!template_requirement(t, s->of->requirements.at[i]))
			remark_lose(s, PHRASE("the template has no checklist line {line} any more",
			                      s->of->requirements.at[i]));
	if (!s->out->gone && s->of->element && !template_element(t, s->of->element))
		remark_lose(s, PHRASE("the template has no element {element} any more", s->of->element));
}

static const struct phrase *put_region(struct scope *sc, const struct phrase *place, const char *region)
{
	int r[4];
	return !event_region(region, r) ? place
	       : phrase_new(sc, "{place}, area {width} by {height} \xe2\x80\xb0, {left} \xe2\x80\xb0 from the left "
	                    "and {top} \xe2\x80\xb0 from the top", place, r[2], r[3], r[0], r[1]);
}

/* "evidence/C-x.md:31, C3 Inspection method": from the file to the line of the checklist. */
static const struct phrase *describe(struct scope *sc, const struct fold_remark *r, const struct remark_place *at)
{
	const char *place = at->line ? scope_printf(sc, "%s:%d", at->file, at->line) : at->file;
	const struct phrase *out = *place ? phrase_new(sc, "{place}", place) : NULL;
	if (out && r->page)
		out = phrase_new(sc, "{place}, page {page}", out, r->page);
	if (out && r->region)
		out = put_region(sc, out, r->region);
	if (out && r->row)
		out = phrase_new(sc, "{place}, row {row}", out, at->now ? at->now : r->row);
	if (out && (r->column || r->field))
		out = phrase_new(sc, "{place}, {column}", out, r->column ? r->column : r->field);
	if (out && *at->heading)
		out = phrase_new(sc, "{place}, {heading}", out, at->heading);
	const char *lines = list_join(sc, &r->requirements, ", ");
	if (*lines)
		out = phrase_keep(sc, out ? PHRASE("{place}, {lines}", out, lines) : PHRASE("{lines}", lines));
	if (r->element)
		out = phrase_keep(sc, out ? PHRASE("{place}, element {element}", out, r->element)
		                  : PHRASE("element {element}", r->element));
	return out ? out : phrase_new(sc, "the package");
}

void remark_find(struct scope *sc, const struct package *p, const struct fold_remark *r, struct remark_place *out)
{
	struct remark_search s = { sc, p, r, out };
	*out = (struct remark_place){ .file = r->path ? r->path : "", .heading = "" };
	if (r->path)
		find_in_file(&s);
	if (!out->gone)
		find_requirements(&s);
	out->where = describe(sc, r, out);
}
