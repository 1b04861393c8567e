/* remark_text.c: passages of texts, followed by the comparison of the documents. */
#include "base/base.h"
#include "compare/remark_private.h"
#include "text/markdown/trail.h"

static struct markdown_quote quote_of(const struct fold_remark *r)
{
	return (struct markdown_quote){ .exact = r->exact, .prefix = r->prefix ? r->prefix : "", .suffix = r->suffix
	                                ? r->suffix : "" };
}

static const char *heading_of(const struct package_document *d, int heading)
{
	const struct markdown_heading *headings = NULL;
	size_t count = d ? markdown_headings(d->markdown, &headings) : 0;
	return heading >= 0 && (size_t)heading < count ? headings[heading].text : "";
}

static void set_place(struct remark_search *s, const struct package_document *d, const struct markdown_quote *q)
{
	s->out->file = d->path;
	s->out->line = q->line;
	s->out->heading = heading_of(d, q->heading);
}

/* The way of a file from where the remark was made to this version; both sides may lack it. */
static struct markdown_trail *trail_of(const struct package *home, struct package_then *then,
                                       const struct package_document *now)
{
	if (!then->followed)
		then->followed = markdown_trail_new(home->sc, then->text ? then->text->markdown : NULL,
		                                    now ? now->markdown : NULL);
	return then->followed;
}

typedef bool visit_text(struct remark_search *, const struct package_document *, struct package_then *);

/* Each text of this version and what stood at its path then, until one says true. */
static bool any_text(struct remark_search *s, visit_text *visit)
{
	const struct package *p = s->now;
	for (size_t i = 0; i < p->documents.count + p->companions.count; i++) {
		const struct package_document *d = i < p->documents.count ? &p->documents.at[i]
			: &p->companions.at[i - p->documents.count];
		struct package_then *then = remark_then(s, d->path);
		if (then && visit(s, d, then))
			return true;
	}
	return false;
}

/* --- a passage --- */

static void tell_words(struct remark_search *s, const struct markdown_quote *q)
{
	if (strcmp(q->exact, s->of->exact) == 0)
		return;
	s->out->now = q->exact;
	remark_change(s, PHRASE("the words were changed to \"{words}\"", q->exact));
}

static bool arrives_in(struct remark_search *s, const struct package_document *d, struct package_then *then)
{
	struct markdown_quote q = quote_of(s->of);
	struct markdown_followed f;
	struct markdown_trail *from = trail_of(s->now, remark_then(s, s->of->path), package_text(s->now, s->of->path));
	if (!markdown_trail_find_arrived(s->sc, from, &q, trail_of(s->now, then, d), &f))
		return false;
	set_place(s, d, &f.now);
	markdown_trail_begins(from, &q);
	remark_change(s, strcmp(d->path, s->of->path) != 0 ? PHRASE("it was moved here from {file}", s->of->path)
	              : PHRASE("it was moved here from line {line}", q.line));
	tell_words(s, &f.now);
	return true;
}

/* Nothing is known of how it came here: where its words stand as they were. */
static void find_same_words(struct remark_search *s, const struct package_document *d)
{
	struct markdown_quote q = quote_of(s->of);
	if (markdown_quote_find(s->sc, d->markdown, &q))
		set_place(s, d, &q);
	else
		remark_lose(s, PHRASE("the words \"{words}\" are not in {file} any more", s->of->exact, d->path));
}

static void follow_words(struct remark_search *s, const struct package_document *d, struct markdown_trail *t)
{
	struct markdown_quote q = quote_of(s->of);
	struct markdown_followed f;
	if (d && markdown_trail_follow(s->sc, t, &q, &f)) {
		set_place(s, d, &f.now);
		markdown_trail_begins(t, &q);
		if (f.moved)
			remark_change(s, PHRASE("it was moved here from line {line}", q.line));
		tell_words(s, &f.now);
	} else if (!any_text(s, arrives_in)) {
		remark_lose(s, d ? PHRASE("the words \"{words}\" are not in {file} any more", s->of->exact, d->path)
		            : PHRASE("{file} is not in the package any more, or cannot be read", s->of->path));
	}
}

void remark_find_passage(struct remark_search *s, const struct package_document *d)
{
	struct markdown_quote q = quote_of(s->of);
	struct package_then *then = remark_then(s, s->of->path);
	struct markdown_trail *t = then && then->text ? trail_of(s->now, then, d) : NULL;
	if (t && markdown_trail_begins(t, &q))
		follow_words(s, d, t);
	else if (d)
		find_same_words(s, d);
	else
		remark_lose(s, PHRASE("{file} is not in the package any more, or cannot be read", s->of->path));
}

/* --- a text as a whole --- */

/* It stands here under another name since then. */
static bool is_renamed_to(struct remark_search *s, const struct package_document *d, struct package_then *then)
{
	struct package_then *old = remark_then(s, s->of->path);
	if (then->text || !old || !old->text
	    || strcmp(markdown_canon(old->text->markdown), markdown_canon(d->markdown)) != 0)
		return false;
	s->out->file = d->path;
	remark_change(s, PHRASE("the file was called {file}", s->of->path));
	return true;
}

void remark_find_text(struct remark_search *s)
{
	if (!any_text(s, is_renamed_to))
		remark_lose(s, PHRASE("{file} is not in the package any more, or cannot be read", s->of->path));
}
