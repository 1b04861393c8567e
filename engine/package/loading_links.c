/* loading_links.c: where the links of the texts lead: to a file of the package, and to a place in it. */
#include "base/base.h"
#include "base/path.h"
#include "package/loading_private.h"
#include <ctype.h>
#include <strings.h>

static bool has_scheme(const char *target)
{
	size_t n = 0;
	while (isalnum((unsigned char)target[n]) || (n && strchr("+-.", target[n]) && target[n]))
		n++;
	return n > 1 && target[n] == ':';
}

/* The place in a text that a link names behind its "#"; the top needs no heading. */
static bool has_place(const struct package_document *d, const char *name)
{
	const struct markdown_heading *headings = NULL;
	size_t n = markdown_headings(d->markdown, &headings);
	if (!*name || strcasecmp(name, "top") == 0)
		return true;
	for (size_t i = 0; i < n; i++)
		if (strcmp(headings[i].anchor, name) == 0)
			return true;
	return false;
}

static bool is_broken_place(struct loading *l, struct place at, const struct package_document *in, const char *target)
{
	const char *fragment = strchr(target, '#');
	const char *name = fragment ? path_decoded(l->sc, fragment + 1) : "";
	const char *own = markdown_anchor(l->sc, name);
	if (!in || has_place(in, name))
		return false;
	finding_add(l->p->findings, FINDING_link_broken, at, has_place(in, own)
		? PHRASE("{file} has no heading with the anchor \"{name}\"; it is \"{own}\"", in->path, name, own)
		: PHRASE("{file} has no heading with the anchor \"{name}\"", in->path, name));
	return true;
}

static bool is_broken(struct loading *l, const struct package_document *d, const struct markdown_link *link)
{
	struct place at = { d->path, link->line };
	const char *target = scope_copy_bytes(l->sc, link->target, strcspn(link->target, "#?"));
	if (has_scheme(link->target))
		return false;
	if (!*target)
		return is_broken_place(l, at, d, link->target);
	const char *path = path_resolve(l->sc, d->path, target);
	if (!path || !loading_entry(l, path))   /* as it is written, else with its codes undone */
		path = path_resolve(l->sc, d->path, path_decoded(l->sc, target));
	if (!path)
		finding_add(l->p->findings, FINDING_link_outside, at, PHRASE("the link \"{target}\" leaves the "
			"package", link->target));
	else if (!loading_entry(l, path))
		finding_add(l->p->findings, FINDING_link_broken, at, PHRASE("there is no file {path}", path));
	else
		return is_broken_place(l, at, package_text(l->p, path), link->target);
	return true;
}

static void judge_links(struct loading *l, struct package_document *d)
{
	const struct markdown_link *links = NULL;
	size_t n = markdown_links(d->markdown, &links);
	d->broken = NEWS(l->sc, bool, n + 1);
	for (size_t k = 0; k < n; k++)
		d->broken[k] = is_broken(l, d, &links[k]);
}

void loading_links(struct loading *l)
{
	for (size_t i = 0; i < l->p->documents.count; i++)
		judge_links(l, &l->p->documents.at[i]);
	for (size_t i = 0; i < l->p->companions.count; i++)
		judge_links(l, &l->p->companions.at[i]);
}
