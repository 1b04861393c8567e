/* acts.c: what an event says of the package was so: content that was signed, findings that were accepted, what was
 * sealed and removed.  Only events that the fold lets happen are looked at: others change nothing, and were told. */
#include "base/base.h"
#include "base/date.h"
#include "check/check.h"
#include "verify/verify_private.h"

#define GET(field) event_get(ev, EVENT_##field##_FIELD)

static struct store_id id_of(const char *hex)
{
	struct store_id id = {""};
	snprintf(id.hex, sizeof id.hex, "%s", hex);
	return id;
}

/* --- sign-offs --- */

static void judge_cover(struct verifying *v, const struct package *p, const char *cover)
{
	SCOPE(turn);
	char digest[DIGEST_TEXT];
	const char *blank = strchr(cover, ' '), *unit = scope_copy_bytes(turn, cover, (size_t)(blank - cover));
	const struct template_element *e = template_unit_called(p->template, unit);
	if (!e || *package_need(p, e) == '-') {
		verify_tell(v, sign_off_differs, "it signs {element}, which this package does not have", unit);
		return;
	}
	package_canon(p, e, digest);
	if (strcmp(digest, blank + 1) != 0)
		verify_tell(v, sign_off_differs, "it signs {element} with the digest {digest.12}, and the content of "
			"version {version.12} has {actual.12}", unit, blank + 1, package_version(p),
			*digest ? digest : "-");
}

static void judge_sign_off(struct verifying *v, struct desk *d, const struct event *ev)
{
	size_t at = 0;
	if (strcmp(GET(CANON), "canon-1") != 0) {
		verify_gap(v, not_judged, "journal", "it signs by the canonical form \"{form}\", which this program "
			"does not know", GET(CANON));
		return;
	}
	const struct package *p = verify_package(v, d, GET(EVIDENCE));
	for (const char *cover; p && (cover = event_next(ev, EVENT_COVERS_FIELD, &at)) != NULL; )
		judge_cover(v, p, cover);
}

/* --- waivers --- */

static void judge_waived_text(struct verifying *v, struct desk *d, const struct event *ev, const struct finding *f)
{
	SCOPE(turn);
	const char *told = NULL;
	size_t len = 0;
	/* that it is missing is told with the files that the event holds */
	if (!MISSED(journal_file(turn, d->journal, ev, "finding.txt", &told, &len)) && strcmp(told, f->message) != 0)
		verify_tell(v, waiver_unfounded, "it keeps the words of another finding than the one it accepts");
}

static void judge_waived(struct verifying *v, struct desk *d, const struct event *ev, const struct finding *f)
{
	if (strcmp(f->rule, GET(RULE)) != 0)
		verify_tell(v, waiver_unfounded, "the finding it accepts is one of the rule {rule}, not of {named}",
			f->rule, GET(RULE));
	if (GET(PATH) && strcmp(f->place.file, GET(PATH)) != 0)
		verify_tell(v, waiver_unfounded, "the finding it accepts is about {file}, not about {named}",
			*f->place.file ? f->place.file : "-", GET(PATH));
	judge_waived_text(v, d, ev, f);
}

static void judge_found(struct verifying *v, struct desk *d, const struct event *ev, const struct package *p)
{
	SCOPE(turn);
	struct desk then = *d;
	struct findings *fs = NULL;
	then.sc = turn;
	const struct fault *f = desk_check(&then, p, &fs);
	for (size_t i = 0; !f && i < fs->count; i++)
		if (strcmp(fs->at[i].id, GET(FINDING)) == 0) {
			judge_waived(v, d, ev, &fs->at[i]);
			return;
		}
	if (f)
		verify_tell(v, waiver_unfounded, "what was found then cannot be found again: {why}",
			verify_words(turn, f));
	else if (verify_lacks_content(p))
		verify_gap(v, content_absent, "journal", "whether there was the finding that it accepts cannot be "
			"judged: content of attachments is not here");
	else if (strcmp(GET(RULE), "use-newer") == 0)
		verify_gap(v, not_judged, "journal", "the finding that it accepts was about another package, which "
			"is not here");
	else
		verify_tell(v, waiver_unfounded, "version {version.12} had no finding {finding.12} to accept",
			GET(EVIDENCE), GET(FINDING));
}

static void judge_waive(struct verifying *v, struct desk *d, const struct event *ev)
{
	int until = 0, longest = d->template->waivers.days;
	date_parse(GET(UNTIL), &until);
	if (until > d->today + longest)
		verify_tell(v, waiver_unfounded, "it lasts until {day}; the template lets a waiver last "
			"{days} {days:day|days}", GET(UNTIL), longest);
	if (list_has(&d->template->waivers.never, GET(RULE)))
		verify_tell(v, waiver_unfounded, "the template lets nobody waive {rule}", GET(RULE));
	const struct package *p = verify_package(v, d, GET(EVIDENCE));
	if (p)
		judge_found(v, d, ev, p);
}

/* --- purges --- */

struct looking { struct verifying *v; const char *path, *content; bool found; };

static const struct fault *look_at(void *context, const struct store_commit *c)
{
	struct looking *l = context;
	struct source_entry e = {0};
	/* most versions have no such file */
	if (!l->found && !MISSED(store_kept(l->v->store, &c->id, l->path, &e)))
		l->found = strcmp(e.digest, l->content) == 0;
	return NULL;
}

static bool held(struct scope *turn, const struct desk *d, const char *path, const char *content)
{
	struct desk_paper paper;
	for (size_t i = 0; i < d->journal->count; i++)
		if (desk_paper_of(turn, d, d->journal->events[i], &paper) && strcmp(paper.path, path) == 0
		    && strcmp(paper.content.digest, content) == 0)
			return true;
	return false;
}

static void judge_purge(struct verifying *v, struct desk *d, const struct event *ev)
{
	SCOPE(turn);
	struct looking l = { v, GET(PATH), GET(CONTENT), false };
	struct store_id all = {""};
	if (strncmp(l.path, "attachments/", 12) == 0) {
		if (v->main.hex[0] && MISSED(store_touched(turn, v->store, &v->main, l.path, &all, look_at, &l)))
			return;         /* what cannot be read was told */
	} else {
		l.found = held(turn, d, l.path, l.content);
	}
	if (!l.found)
		verify_tell(v, event_unfounded, "it removes {content.12} as {file}, and the package never held that",
			l.content, l.path);
}

/* --- seals, exports, deliveries --- */

static void judge_seal(struct verifying *v, struct desk *d, const struct event *ev)
{
	SCOPE(turn);
	const char *named = NULL, *sealed = NULL;
	char digest[DIGEST_TEXT];
	size_t len = 0;
	const struct package *p = verify_package(v, d, GET(EVIDENCE));
	if (MISSED(journal_file(turn, d->journal, ev, "manifest", &sealed, &len)))
		return;                 /* told with the files that it holds */
	digest_bytes(sealed, len, digest);
	if (strcmp(digest, GET(MANIFEST)) != 0)
		verify_tell(v, seal_differs, "its manifest has the digest {actual.12}, and it names {digest.12}",
			digest, GET(MANIFEST));
	if (!p)
		return;
	const struct fault *f = package_manifest_named(turn, p, &named);
	if (f)
		verify_tell(v, seal_differs, "what it seals cannot be listed again: {why}", verify_words(turn, f));
	else if (strlen(named) != len || memcmp(named, sealed, len) != 0)
		verify_tell(v, seal_differs, "its manifest is not that of version {version.12}", GET(EVIDENCE));
}

static void judge_exported(struct verifying *v, struct desk *d, const struct event *ev)
{
	SCOPE(turn);
	struct desk_paper paper;
	bool known = false;
	const struct template_profiles *all = template_profiles(d->template);
	for (size_t i = 0; i < all->count; i++)
		known = known || strcmp(all->at[i].name, GET(PROFILE)) == 0;
	if (!known)
		verify_tell(v, event_unfounded, "the template has no workbook \"{profile}\"", GET(PROFILE));
	if (desk_paper_of(turn, d, ev, &paper) && strcmp(paper.content.digest, GET(WORKBOOK)) != 0)
		verify_tell(v, workbook_differs, "it records the workbook {recorded.12} and holds {held.12}",
			GET(WORKBOOK), *paper.content.digest ? paper.content.digest : "-");
}

static void judge_delivered(struct verifying *v, struct desk *d, const struct event *ev)
{
	const struct fold_seal *seal = &d->journal->fold->seals.at[atoi(GET(SUBMITTAL)) - 1];
	if (strcmp(GET(OCCURRED), seal->as_of) < 0)
		verify_tell(v, event_days, "it says that submittal {number} was delivered on {day}, before it was "
			"sealed on {sealed}", seal->number, GET(OCCURRED), seal->as_of);
}

/* --- people, packages, templates --- */

static void judge_appoint(struct verifying *v, struct desk *d, const struct event *ev)
{
	size_t at = 0;
	for (const char *role; (role = event_next(ev, EVENT_GRANTED_FIELD, &at)) != NULL; )
		if (!template_role(d->template, role))
			verify_tell(v, event_unfounded, "the template has no role \"{role}\"", role);
}

/* The fold knows a template by the digest that the event names; the copy in its tree must be that one. */
static const struct template *judge_template(struct verifying *v, struct desk *d, const struct event *ev)
{
	SCOPE(turn);
	const struct template *t = NULL;
	const struct fault *f = desk_templates_carried(d->shared, v->store, ev, &t);
	if (f)
		verify_tell(v, event_unfounded, "the template that it carries cannot be read: {why}",
			verify_words(turn, f));
	return f ? NULL : t;
}

static void judge_used_id(struct verifying *v, struct desk *d, const struct event *ev)
{
	SCOPE(turn);
	struct package_identity who = {0};
	struct source *source = NULL;
	struct store_id pinned = id_of(GET(PINNED));
	/* told in the words of this place */
	if (MISSED(store_source_at(turn, v->store, &pinned, &source)) || MISSED(package_identify(turn, source, &who)))
		verify_tell(v, event_unfounded, "the version that it pins cannot be read");
	else if (!who.id || strcmp(who.id, GET(USED)) != 0)
		verify_tell(v, event_unfounded, "it pins a version of \"{package}\", and says it is of {named}",
			who.id ? who.id : "", GET(USED));
	if (GET(SNAPSHOT))
		judge_template(v, d, ev);
}

static void judge_use(struct verifying *v, struct desk *d, const struct event *ev)
{
	const struct template_use *use = template_use(d->template, GET(ALIAS));
	if (!use)
		verify_tell(v, event_unfounded, "the template knows no use \"{alias}\"", GET(ALIAS));
	else if (GET(TEMPLATE) && strcmp(use->template, GET(TEMPLATE)) != 0)
		verify_tell(v, event_unfounded, "as \"{alias}\" a package of {wanted} is wanted, not one of {template}",
			GET(ALIAS), use->template, GET(TEMPLATE));
	judge_used_id(v, d, ev);
	if (use && use->states.count)
		verify_tell(v, event_elsewhere, "in which state {package} was then stands in its own journal; verify "
			"it as well", GET(USED));
}

/* An adoption maps the state that there is; it may also lead to another, which no transition guards. */
static void judge_adopt(struct verifying *v, struct desk *d, const struct event *ev)
{
	const struct template *after = judge_template(v, d, ev);
	const char *state = d->journal->fold->state;
	if (after && d->template)
		verify_adopted(v, d->template, after);
	if (!after || strcmp(state, GET(MAPPED)) == 0)
		return;
	if (workflow_state(&after->workflow, state))
		verify_tell(v, template_lowered, "the adoption leads from \"{state}\" to \"{mapped}\", though the "
			"template adopted has \"{state}\" as well", state, GET(MAPPED));
	else
		verify_tell(v, template_lowered, "the adoption leads from \"{state}\" to \"{mapped}\": see that the "
			"one is what the other was", state, GET(MAPPED));
}

static void judge_letter(struct verifying *v, const struct event *ev)
{
	if (strcmp(GET(DIRECTION), "in") != 0 && strcmp(GET(DIRECTION), "out") != 0)
		verify_tell(v, event_unfounded, "a letter goes \"in\" or \"out\", not \"{direction}\"",
			GET(DIRECTION));
}

void verify_act(struct verifying *v, struct desk *d, const struct event *ev)
{
	SCOPE(turn);
	if (ev->kind == EVENT_OPEN)
		judge_template(v, d, ev);
	if (ev->kind == EVENT_OPEN || !d->template
	    || fold_judge(turn, d->journal->fold, ev, &d->journal->resolver))
		return;
	switch (ev->kind) {
	case EVENT_SIGN_OFF:  judge_sign_off(v, d, ev); break;
	case EVENT_WAIVE:     judge_waive(v, d, ev); break;
	case EVENT_PURGE:     judge_purge(v, d, ev); break;
	case EVENT_SEAL:      judge_seal(v, d, ev); break;
	case EVENT_EXPORTED:  judge_exported(v, d, ev); break;
	case EVENT_DELIVERED: judge_delivered(v, d, ev); break;
	case EVENT_APPOINT:   judge_appoint(v, d, ev); break;
	case EVENT_USE:       judge_use(v, d, ev); break;
	case EVENT_ADOPT:     judge_adopt(v, d, ev); break;
	case EVENT_LETTER:    judge_letter(v, ev); break;
	case EVENT_STAMPED:   verify_stamp(v, d, ev); break;
	default: break;
	}
	verify_people(v, d, ev);
	verify_remark(v, d, ev);
	verify_guards(v, d, ev);
}
