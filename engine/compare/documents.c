/* documents.c: elements and their companions in other languages: front matter, then text. */
#include "base/buf.h"
#include "compare/compare_private.h"

/* By heading of the document: the requirements that what stands under it answers; "" for none. */
static const char **map_requirements(struct scope *sc, const struct package_document *d, size_t *count)
{
	const struct markdown_heading *headings = NULL;
	*count = markdown_headings(d->markdown, &headings);
	const char **out = NEWS(sc, const char *, *count + 1), *now = "";
	int level = 0;
	for (size_t h = 0; h < *count; h++) {
		struct buf *own = buf_new(sc);
		for (size_t s = 0; s < d->sections.count; s++)
			if (d->sections.at[s].heading->line == headings[h].line)
				buf_printf(own, "%s%s", own->len ? ", " : "", d->sections.at[s].requirement->id);
		if (own->len || headings[h].level <= level) {
			now = own->at;
			level = headings[h].level;
		}
		out[h] = now;
	}
	return out;
}

struct telling {
	struct compare_state *c;
	size_t document;
	const char **in_before, **in_after;
	size_t before_count, after_count;
};

static const char *heading_text(const struct package_document *d, int heading)
{
	const struct markdown_heading *headings = NULL;
	size_t count = d ? markdown_headings(d->markdown, &headings) : 0;
	return heading >= 0 && (size_t)heading < count ? headings[heading].text : "";
}

static enum compare_kind kind_of(enum markdown_change c)
{
	return c == MARKDOWN_ADDED ? COMPARE_ADDED : c == MARKDOWN_REMOVED ? COMPARE_REMOVED : c == MARKDOWN_MOVED
		? COMPARE_MOVED : COMPARE_CHANGED;
}

static void tell_block(struct telling *t, size_t from, size_t count)
{
	const struct compare_document *d = &t->c->out->documents.at[t->document];
	const struct markdown_compared *k = &d->text->blocks.at[from];
	struct compare_change *out = compare_tell(t->c, kind_of(k->change), COMPARE_TEXT, d->path);
	bool gone = k->change == MARKDOWN_REMOVED;
	int heading = gone ? k->heading_before : k->heading_after;
	out->element = d->after ? d->after->element : d->before->element ? template_element(t->c->out->after->template,
		d->before->element->id) : NULL;
	/* a PDF has pages, and its text no lines of its own */
	bool lines = strncmp(d->path, "attachments/", strlen("attachments/")) != 0;
	out->line = !lines ? 0 : gone ? k->before : k->after;
	out->what = heading_text(gone ? d->before : d->after, heading);
	if (heading >= 0 && (size_t)heading < (gone ? t->before_count : t->after_count))
		out->requirements = (gone ? t->in_before : t->in_after)[heading];
	if (k->change == MARKDOWN_MOVED && lines) {
		out->before = compare_say(t->c, "line {line}", k->before);
		out->after = compare_say(t->c, "line {line}", k->after);
	}
	out->document = t->document;
	out->block = from;
	out->count = count;
}

/* What came, went or moved together is one change; each changed block is one of its own. */
static bool goes_on(const struct markdown_compared *a, const struct markdown_compared *b)
{
	if (a->change != b->change || a->change == MARKDOWN_CHANGED || b->block == MARKDOWN_HEADING)
		return false;
	return a->change != MARKDOWN_MOVED || b->counterpart == a->counterpart + 1;
}

static void tell_text(struct telling *t)
{
	const struct markdown_comparison *text = t->c->out->documents.at[t->document].text;
	for (size_t i = 0, n; i < text->blocks.count; i += n) {
		n = 1;
		if (text->blocks.at[i].change == MARKDOWN_SAME || text->blocks.at[i].change == MARKDOWN_LEFT)
			continue;
		while (i + n < text->blocks.count && goes_on(&text->blocks.at[i + n - 1], &text->blocks.at[i + n]))
			n++;
		tell_block(t, i, n);
	}
}

void compare_text(struct compare_state *c, const struct package_document *before, const struct package_document *after)
{
	const struct package_document *one = after ? after : before;
	struct telling t = { .c = c, .document = c->out->documents.count };
	if (before && after && strcmp(markdown_canon(before->markdown), markdown_canon(after->markdown)) == 0)
		return;
	struct markdown_comparison *text = markdown_compare(c->sc, before ? before->markdown : NULL,
	                                                    after ? after->markdown : NULL);
	*LIST_ADD(c->sc, &c->out->documents) = (struct compare_document){ one->path, before, after, text };
	if (before)
		t.in_before = map_requirements(c->sc, before, &t.before_count);
	if (after)
		t.in_after = map_requirements(c->sc, after, &t.after_count);
	tell_text(&t);
}

static void compare_document(struct compare_state *c, const struct package_document *before,
                             const struct package_document *after)
{
	const struct package_document *one = after ? after : before;
	compare_values(c, COMPARE_FRONT, one->path, template_element(c->out->after->template, one->element->id),
	               before ? &before->front : NULL,
	               after ? &after->front : NULL);
	compare_text(c, before, after);
}

static const struct package_document *before_text(const struct package *before, const char *path)
{
	return before ? package_text(before, path) : NULL;
}

void compare_documents(struct compare_state *c)
{
	const struct package *before = c->out->before, *after = c->out->after;
	for (size_t i = 0; i < after->documents.count; i++)
		compare_document(c, before_text(before, after->documents.at[i].path), &after->documents.at[i]);
	for (size_t i = 0; i < after->companions.count; i++)
		compare_document(c, before_text(before, after->companions.at[i].path), &after->companions.at[i]);
	for (size_t i = 0; before && i < before->documents.count; i++)
		if (!package_text(after, before->documents.at[i].path))
			compare_document(c, &before->documents.at[i], NULL);
	for (size_t i = 0; before && i < before->companions.count; i++)
		if (!package_text(after, before->companions.at[i].path))
			compare_document(c, &before->companions.at[i], NULL);
}
