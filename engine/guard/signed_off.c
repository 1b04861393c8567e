/* signed_off.c: enough persons in a role signed each element's present content. */
#include "base/base.h"
#include "guard/guard.h"
#include "store/store.h"
#include <strings.h>

/* saved: of versions, not only named in a text */
struct authors { struct scope *sc; struct names emails, saved; };

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
static const struct fault *find_authors(const struct guard_case *c, const struct template_element *e,
                                        struct authors *out)
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
	bool whole = e == &c->package->template->whole;
	TRY(store_touched(c->sc, c->store, c->evidence, e->file, &start, take_author, out));
	TRY(store_touched(c->sc, c->store, c->evidence, scope_printf(c->sc, "attachments/%s", e->id), &start,
	                  take_author, out));
	for (size_t i = 0; i < c->package->template->registers.count; i++) {
		const struct package_register *r = &c->package->registers[i];
		if (r->of->element ? strcmp(r->of->element, e->id) == 0 : whole)
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

static struct standing count_signed(const struct guard_case *c, const char *element, const char *role,
                                    const char *digest,
                                    const struct authors *authors)
{
	struct names counted = {0};
	struct standing out = {0};
	for (size_t i = 0; i < c->fold->sign_offs.count; i++) {
		const struct fold_sign_off *s = &c->fold->sign_offs.at[i];
		if (strcmp(s->element, element) != 0 || strcmp(s->role, role) != 0)
			continue;
		if (strcmp(s->digest, digest) != 0) {
			out.fallen++;
		} else if (authors && is_author(c->fold, authors, s->email)) {
			out.own++;
		} else {
			/* one with two addresses is one */
			const struct fold_person *p = fold_person(c->fold, s->email);
			const char *who = p ? p->email : s->email;
			out.valid += !list_has(&counted, who);
			*LIST_ADD(c->sc, &counted) = who;
		}
	}
	return out;
}

static bool is_wanted(const struct guard_case *c, const struct workflow_guard *g, const struct template_element *e)
{
	const struct names *elements = workflow_argument(g, "elements");
	bool all = !elements || (elements->count == 1 && strcmp(elements->at[0], "all") == 0);
	const struct template *t = c->package->template;
	return *package_need(c->package, e) != '-'
	       && (all ? e != &t->whole || t->whole_is_signed : list_has(elements, e->id));
}

/* What stands of an element's sign-offs; unknown: an author whose address no appointment binds, or NULL. */
static const struct fault *look(const struct guard_case *c, const struct workflow_guard *g,
                                const struct template_element *e,
                                struct standing *out, const char **unknown)
{
	bool not_author = guard_flag(g, "not_author");
	struct authors authors = { .sc = c->sc };
	char digest[DIGEST_TEXT];
	package_canon(c->package, e, digest);
	if (not_author)
		TRY(find_authors(c, e, &authors));
	*unknown = not_author ? find_unknown(c->fold, &authors) : NULL;
	*out = count_signed(c, e->id, guard_role(g), digest, not_author ? &authors : NULL);
	return NULL;
}

static const struct phrase *tell_short(const struct guard_case *c, const struct template_element *e,
                                       const struct standing *s, size_t wanted,
                                       const char *role)
{
	const struct phrase *count = PHRASE("element {element}: {valid} of {wanted} sign-offs by {role}", e->id,
	                                    s->valid, wanted, role);
	return phrase_keep(c->sc, s->fallen && s->own ? PHRASE("{count}; an earlier one fell when the content changed; "
	                                                       "one by an author does not count", count)
	                          : s->fallen ? PHRASE("{count}; an earlier one fell when the content changed", count)
	                          : s->own ? PHRASE("{count}; one by an author does not count", count) : count);
}

/* Elements nobody signed yet are told in one line; one that fell, or was signed by its author, in a line of its own. */
static const struct fault *judge_element(const struct guard_case *c, const struct workflow_guard *g,
                                         const struct template_element *e,
                                         struct names *missing, struct guard_reasons *out)
{
	size_t wanted = guard_number(g, "count", 1);
	struct standing s = {0};
	const char *unknown = NULL;
	TRY(look(c, g, e, &s, &unknown));
	if (unknown) {
		const struct phrase *says = PHRASE("element {element} was written by {address}, "
		                                   "an address that no appointment binds; bind it to its person",
		                                   e->id, unknown);
		guard_shut(c, out, (struct place){ e->file }, says)->remedy =
			remedy_keep(c->sc, REMEDY("appoint", "", "NAME <ADDRESS>", "role", "ROLE", "address", unknown));
	} else if (s.valid + s.fallen + s.own == 0 && wanted) {
		*LIST_ADD(c->sc, missing) = e->id;
	} else if (s.valid < wanted) {
		guard_shut(c, out, (struct place){ e->file }, tell_short(c, e, &s, wanted,
			guard_role_title(c, guard_role(g))));
	}
	return NULL;
}

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	const struct template *t = c->package->template;
	size_t wanted = guard_number(g, "count", 1);
	struct names missing = {0};
	for (size_t i = 0; i < template_unit_count(t); i++)
		if (is_wanted(c, g, template_unit(t, i)))
			TRY(judge_element(c, g, template_unit(t, i), &missing, out));
	const char *role = guard_role_title(c, guard_role(g)), *list = list_join(c->sc, &missing, ", ");
	if (missing.count && wanted > 1)
		guard_shut(c, out, (struct place){ "" },
		           PHRASE("{count:element|elements} {elements}: no sign-off by {role} yet ({wanted} are "
		                  "wanted)",
		           missing.count, list, role, wanted));
	else if (missing.count)
		guard_shut(c, out, (struct place){ "" },
		           PHRASE("{count:element|elements} {elements}: no sign-off by {role} yet", missing.count,
		                  list, role));
	return NULL;
}

/* Who signed what stands now: "Yui Tanaka: A, B, C". */
static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	struct names people = {0}, signed_by = {0};
	for (size_t i = 0; i < c->fold->sign_offs.count; i++) {
		const struct fold_sign_off *s = &c->fold->sign_offs.at[i];
		const struct template_element *e = template_unit_called(c->package->template, s->element);
		char digest[DIGEST_TEXT] = "";
		if (strcmp(s->role, guard_role(g)) != 0 || !e)
			continue;
		package_canon(c->package, e, digest);
		if (strcmp(digest, s->digest) != 0)
			continue;
		if (!people.count || strcmp(people.at[people.count - 1], s->name) != 0) {
			*LIST_ADD(c->sc, &people) = s->name;
			*LIST_ADD(c->sc, &signed_by) = scope_printf(c->sc, "%s: %s", s->name, s->element);
		} else {
			const char **last = &signed_by.at[signed_by.count - 1];
			*last = scope_printf(c->sc, "%s, %s", *last, s->element);
		}
	}
	return phrase_new(c->sc, "{list}", list_join(c->sc, &signed_by, "; "));
}

/* What is missing, and what falls with the steps before: an element that must be mended is signed anew. */
static void add_steps(struct guard_plan *p, const struct workflow_guard *g, const struct guard_reasons *reasons)
{
	const struct guard_case *c = p->c;
	const struct template *t = c->package->template;
	const char *role = guard_role(g);
	const struct names roles = { &role, 1, 1 };
	size_t wanted = guard_number(g, "count", 1);
	struct names elements = {0};
	(void)reasons;
	for (size_t i = 0; i < template_unit_count(t); i++) {
		const struct template_element *e = template_unit(t, i);
		struct standing s = {0};
		const char *unknown = NULL;
		/* a plan: who does it is judged anew, and told what cannot be read */
		if (is_wanted(c, g, e) && (list_has(&p->edited, e->id) || FAILED(look(c, g, e, &s, &unknown)) || unknown
		                           || s.valid < wanted))
			*LIST_ADD(c->sc, &elements) = e->id;
	}
	if (elements.count == 0)
		return;
	const char *list = list_join(c->sc, &elements, ", ");
	const struct phrase *says = wanted > 1 ? PHRASE("read and sign {elements}, {wanted} persons", list, wanted)
		: PHRASE("read and sign {elements}", list);
	guard_plan_add(p, guard_flag(g, "not_author") ? PHRASE("{what}; not those who wrote it", says) : says,
	               REMEDY("sign", "role", role, "elements", list_join(c->sc, &elements, ",")),
		guard_plan_roles(p, &roles));
}

/* A sign-off by a role that may not sign would shut a way for ever. */
static const struct phrase *lint(struct scope *sc, const struct template *t, const struct workflow_transition *move,
                                 const struct workflow_guard *g)
{
	const struct workflow_act *sign = &t->workflow.acts[EVENT_SIGN_OFF];
	const char *role = guard_role(g);
	if (guard_number(g, "count", 1) == 0)
		return phrase_new(sc, "\"{action}\" asks for the sign-offs of nobody: count is at least 1",
		                  move->action);
	if (!*role || sign->anyone || list_has(&sign->roles, role))
		return NULL;
	return phrase_new(sc, "\"{action}\" waits for a sign-off by \"{role}\", who may not sign: add it to acts, "
	                      "sign-off", move->action, role);
}

const struct guard guard_signed_off = {
	.form = { "signed_off", { { "role", GUARD_ROLE, true }, { "count", GUARD_NUMBER, false },
	                          { "elements", GUARD_ELEMENTS, false },
	                          { "not_author", GUARD_FLAG, false } }, lint, .needs = { EVENT_SIGN_OFF } },
	.stage = GUARD_SIGN, .says = "that many persons in the role signed each element's present content",
	.judge = judge, .tells = tells, .steps = add_steps,
};
