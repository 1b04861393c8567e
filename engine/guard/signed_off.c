/* signed_off.c: enough persons in a role signed each element's present content. */
#include "base/base.h"
#include "base/buf.h"
#include "guard/guard.h"
#include "store/store.h"
#include <strings.h>

struct authors { struct scope *sc; struct names emails, saved; };      /* saved: of versions, not only named in a text */

static const struct fault *take_author(void *context, const struct store_commit *c)
{
	struct authors *a = context;
	if (!list_has(&a->emails, c->author_email))
		*LIST_ADD(a->sc, &a->emails) = scope_copy(a->sc, c->author_email);
	if (!list_has(&a->saved, c->author_email))
		*LIST_ADD(a->sc, &a->saved) = scope_copy(a->sc, c->author_email);
	return NULL;
}

/* Who wrote an element: those named in prepared_by, and the authors of every version that changed its files. */
static const struct fault *find_authors(const struct guard_case *c, const struct template_element *e, struct authors *out)
{
	const struct package_document *d = package_document(c->package, e->id);
	struct store_id start = {""};
	for (size_t i = 0; d && i < d->front.count; i++) {
		const char *name, *email;
		if (strcmp(d->front.at[i].field, "prepared_by") == 0
		    && event_person(c->sc, d->front.at[i].value, &name, &email))
			*LIST_ADD(c->sc, &out->emails) = email;
	}
	if (!c->evidence->hex[0])
		return NULL;
	TRY(store_touched(c->sc, c->store, c->evidence, e->file, &start, take_author, out));
	TRY(store_touched(c->sc, c->store, c->evidence, scope_printf(c->sc, "attachments/%s", e->id), &start, take_author, out));
	for (size_t i = 0; i < c->package->template->registers.count; i++) {
		const struct package_register *r = &c->package->registers[i];
		if (r->of->element && strcmp(r->of->element, e->id) == 0)
			TRY(store_touched(c->sc, c->store, c->evidence, r->path, &start, take_author, out));
	}
	return NULL;
}

static bool is_author(const struct fold *f, const struct authors *a, const char *email)
{
	const struct fold_person *p = fold_person(f, email);
	for (size_t i = 0; i < a->emails.count; i++)
		if (strcasecmp(a->emails.at[i], email) == 0 || (p && fold_person(f, a->emails.at[i]) == p))
			return true;
	return false;
}

/* Somebody whose address no appointment binds: whether they may sign cannot be told. */
static const char *find_unknown(const struct fold *f, const struct authors *a)
{
	for (size_t i = 0; i < a->saved.count; i++)
		if (!fold_person(f, a->saved.at[i]))
			return a->saved.at[i];
	return NULL;
}

struct standing { size_t valid, fallen, own; };

static struct standing count_signed(const struct guard_case *c, const char *element, const char *role, const char *digest,
                                    const struct authors *authors)
{
	struct names counted = {0};
	struct standing out = {0};
	for (size_t i = 0; i < c->fold->sign_offs.count; i++) {
		const struct fold_sign_off *s = &c->fold->sign_offs.at[i];
		if (strcmp(s->element, element) || strcmp(s->role, role))
			continue;
		if (strcmp(s->digest, digest) != 0) {
			out.fallen++;
		} else if (authors && is_author(c->fold, authors, s->email)) {
			out.own++;
		} else {
			const struct fold_person *p = fold_person(c->fold, s->email);   /* one with two addresses is one */
			const char *who = p ? p->email : s->email;
			out.valid += !list_has(&counted, who);
			*LIST_ADD(c->sc, &counted) = who;
		}
	}
	return out;
}

/* Elements nobody signed yet are told in one line; one that fell, or was signed by its author, in a line of its own. */
struct missing { struct buf *names; size_t count; };

static const struct fault *judge_element(const struct guard_case *c, const struct workflow_guard *g,
                                         const struct template_element *e, struct missing *missing, struct guard_reasons *out)
{
	const char *role = guard_text(g, "role", "");
	size_t wanted = (size_t)atoi(guard_text(g, "count", "1"));
	bool not_author = strcmp(guard_text(g, "not_author", "false"), "true") == 0;
	struct authors authors = { .sc = c->sc };
	char digest[DIGEST_TEXT];
	package_canon(c->package, e, digest);
	if (not_author)
		TRY(find_authors(c, e, &authors));
	const char *unknown = not_author ? find_unknown(c->fold, &authors) : NULL;
	if (unknown) {
		guard_shut(c, out, (struct place){ e->file }, "element %s was written by %s, an address that no appointment binds; bind it to its "
		           "person: sarflow appoint 'NAME <ADDRESS>' --role ROLE --address %s", e->id, unknown, unknown);
		return NULL;
	}
	struct standing s = count_signed(c, e->id, role, digest, not_author ? &authors : NULL);
	if (s.valid >= wanted)
		return NULL;
	if (s.valid + s.fallen + s.own == 0) {
		buf_printf(missing->names, "%s%s", missing->count++ ? ", " : "", e->id);
		return NULL;
	}
	const struct template_role *r = template_role(c->package->template, role);
	guard_shut(c, out, (struct place){ e->file }, "element %s: %zu of %zu sign-offs by %s%s%s", e->id, s.valid, wanted,
	           r ? r->title.in[0] : role, s.fallen ? "; an earlier one fell when the content changed" : "",
	           s.own ? "; one by an author does not count" : "");
	return NULL;
}

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	const struct names *elements = workflow_argument(g, "elements");
	const struct template *t = c->package->template;
	bool all = !elements || (elements->count == 1 && strcmp(elements->at[0], "all") == 0);
	struct missing missing = { .names = buf_new(c->sc) };
	for (size_t i = 0; i < t->elements.count; i++) {
		const struct template_element *e = &t->elements.at[i];
		if (*package_need(c->package, e) == '-' || !(all || list_has(elements, e->id)))
			continue;
		TRY(judge_element(c, g, e, &missing, out));
	}
	const char *role = guard_text(g, "role", "");
	const struct template_role *r = template_role(t, role);
	if (missing.count)
		guard_shut(c, out, (struct place){ "" }, "element%s %s: no sign-off by %s yet%s", missing.count > 1 ? "s" : "",
		           missing.names->at, r ? r->title.in[0] : role,
		           atoi(guard_text(g, "count", "1")) > 1 ? scope_printf(c->sc, " (%s are wanted)", guard_text(g, "count", "1")) : "");
	return NULL;
}

/* Who signed what stands now: "Yui Tanaka: A, B, C". */
static const char *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	struct buf *b = buf_new(c->sc);
	const char *last = "";
	for (size_t i = 0; i < c->fold->sign_offs.count; i++) {
		const struct fold_sign_off *s = &c->fold->sign_offs.at[i];
		const struct template_element *e = template_element(c->package->template, s->element);
		char digest[DIGEST_TEXT] = "";
		if (strcmp(s->role, guard_text(g, "role", "")) != 0 || !e)
			continue;
		package_canon(c->package, e, digest);
		if (strcmp(digest, s->digest) != 0)
			continue;
		if (strcmp(last, s->name) == 0)
			buf_printf(b, ", %s", s->element);
		else
			buf_printf(b, "%s%s: %s", b->len ? "; " : "", s->name, s->element);
		last = s->name;
	}
	return b->at;
}

const struct guard guard_signed_off = {
	.form = { "signed_off", "role count elements not_author", "role" }, .stage = GUARD_SIGN,
	.says = "that many persons in the role signed each element's present content", .judge = judge, .tells = tells,
};
