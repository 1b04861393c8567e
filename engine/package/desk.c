/* desk.c: opening a package. */
#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/path.h"
#include "package/desk.h"

/* The template an open or adopt event carries, checked against the digest it names. */
static const struct fault *read_carried(struct desk *d, const struct event *ev, const struct template **out)
{
	const char *const *names = NULL, *snapshot = event_get(ev, EVENT_SNAPSHOT_FIELD);
	struct store_id id = {""};
	size_t count = 0;
	struct template_files *files = NEW(d->sc, struct template_files);
	char digest[DIGEST_TEXT];
	snprintf(id.hex, sizeof id.hex, "%s", ev->id);
	TRY(store_names(d->sc, d->store, &id, "template", &names, &count));
	for (size_t i = 0; i < count; i++) {
		struct template_file f = { .path = names[i] };
		TRY(store_file(d->sc, d->store, &id, scope_printf(d->sc, "template/%s", names[i]), &f.bytes, &f.len));
		*LIST_ADD(d->sc, files) = f;
	}
	template_files_digest(files, digest);
	if (strcmp(digest, snapshot) != 0)
		return fault_make(FAULT_CORRUPT, "the journal's copy of the template is not the one that was recorded");
	return template_read_fit(d->sc, files, out);
}

static const struct template *find_template(struct desk *d, const struct event *ev)
{
	const char *snapshot = event_get(ev, EVENT_SNAPSHOT_FIELD);
	const struct template *t = NULL;
	for (size_t i = 0; snapshot && i < d->templates.count; i++)
		if (strcmp(d->templates.at[i].snapshot, snapshot) == 0)
			return d->templates.at[i].template;
	if (!snapshot || read_carried(d, ev, &t))
		return NULL;
	*LIST_ADD(d->sc, &d->templates) = (struct desk_template){ scope_copy(d->sc, snapshot), t };
	return t;
}

static const struct workflow *find_workflow(void *context, const struct event *ev)
{
	const struct template *t = find_template(context, ev);
	return t ? &t->workflow : NULL;
}

const struct fault *desk_refresh(struct desk *d, bool may_be_empty)
{
	struct fold_resolver resolver = { find_workflow, d };
	TRY(journal_read(d->sc, d->store, &resolver, may_be_empty, &d->journal));
	const struct fold *f = d->journal->fold;
	d->template = NULL;
	for (size_t i = 0; f->snapshot && i < d->templates.count; i++)
		if (strcmp(d->templates.at[i].snapshot, f->snapshot) == 0)
			d->template = d->templates.at[i].template;
	if (!d->template && !may_be_empty)
		return fault_make(FAULT_CORRUPT, "%s: the journal has no valid opening event; %s", d->store->name,
		                  d->journal->findings->count ? d->journal->findings->at[0].message : "compare it with another copy");
	return NULL;
}

static void find_zone(struct desk *d)
{
	struct package_identity identity = {0};
	struct source *source = NULL;
	struct store_id tip = {""};
	const struct fault *f = store_tip(d->store, STORE_MAIN, &tip);
	if (!f && tip.hex[0])
		f = store_source_at(d->sc, d->store, &tip, &source);
	else if (!f)
		f = store_source_work(d->sc, d->store, &source);
	if (!f && !package_identify(d->sc, source, &identity))
		d->offset = identity.offset;
	d->today = date_at(d->env->now, d->offset);
}

/* A line that rewrites itself, for somebody who waits at a terminal. */
static void show_progress(void *context, const char *name, uint64_t bytes)
{
	const struct env *env = context;
	if (bytes)
		fprintf(env->err, "\r%llu MiB  %s\033[K\r", (unsigned long long)(bytes >> 20), path_base(name));
	else
		fputs("\r\033[K", env->err);
	fflush(env->err);
}

static const struct fault *choose_language(struct desk *d)
{
	SCOPE(turn);
	int at = d->template ? template_language(d->template, d->env->language) : 0;
	struct buf *b = buf_new(turn);
	for (size_t i = 0; at < 0 && i < d->template->languages.count; i++)
		buf_printf(b, "%s%s", i ? ", " : "", d->template->languages.at[i]);
	if (at < 0)
		return fault_make(FAULT_USAGE, "the template %s has no texts in \"%s\"; it has: %s", d->template->name, d->env->language, b->at);
	d->language = (size_t)at;
	return NULL;
}

const struct fault *desk_of(struct scope *sc, const struct env *env, struct store *store, bool may_be_empty, struct desk **out)
{
	struct desk *d = NEW(sc, struct desk);
	*d = (struct desk){ .sc = sc, .env = env, .store = store };
	if (env->err_terminal) {
		store->progress = show_progress;
		store->progress_context = (void *)(uintptr_t)env;
	}
	TRY(desk_refresh(d, may_be_empty));
	TRY(choose_language(d));
	find_zone(d);
	if (env->as_of)
		date_parse(env->as_of, &d->today);
	*out = d;
	return NULL;
}

const struct fault *desk_open(struct scope *sc, const struct env *env, struct desk **out)
{
	struct store *store = NULL;
	TRY(store_open(sc, env->directory, &store));
	TRY(desk_of(sc, env, store, false, out));
	journal_name_submittals((*out)->journal);
	return NULL;
}

const struct fault *desk_package(struct desk *d, const char *version, struct package **out, struct store_id *id)
{
	struct source *source = NULL;
	struct store_id found = {""};           /* version may point into *id */
	if (version) {
		TRY(store_resolve(d->store, version, &found));
		TRY(store_source_at(d->sc, d->store, &found, &source));
	} else {
		TRY(store_source_work(d->sc, d->store, &source));
	}
	*id = found;
	return package_load(d->sc, d->template, source, out);
}

const struct fault *desk_require_clean(struct desk *d)
{
	const struct store_change *changes = NULL;
	size_t count = 0;
	TRY(store_changes(d->sc, d->store, &changes, &count));
	if (count == 0)
		return NULL;
	return fault_make(FAULT_REFUSED, "%s is not saved%s; save first: sarflow save -m \"what changed\"", changes[0].path,
	                  count > 1 ? scope_printf(d->sc, ", and %zu more", count - 1) : "");
}

const struct fault *desk_head(struct desk *d, struct package **out, struct store_id *id)
{
	TRY(desk_require_clean(d));
	TRY(store_tip(d->store, STORE_MAIN, id));
	if (!id->hex[0])
		return fault_make(FAULT_REFUSED, "nothing is saved yet; save first: sarflow save -m \"first version\"");
	return desk_package(d, id->hex, out, id);
}

const struct fault *desk_person(const struct desk *d, struct store_person *out)
{
	const struct env *env = d->env;
	if (!env->name || !env->email)
		return fault_make(FAULT_USAGE, "who are you? Tell git: git config --global user.name NAME; git config --global "
		                  "user.email ADDRESS; or use --as 'NAME <ADDRESS>'");
	if (!event_person_is_valid(env->name, env->email))
		return fault_make(FAULT_USAGE, "\"%s <%s>\" is no name and address", env->name, env->email);
	/* Git takes these off both ends of a name; the event must say the same as its commit. */
	const char *crud = " .,:;<>\"\\'", *name = env->name + strspn(env->name, crud);
	size_t n = strlen(name);
	while (n > 0 && strchr(crud, name[n - 1]))
		n--;
	if (n == 0)
		return fault_make(FAULT_USAGE, "\"%s\" is no name", env->name);
	*out = (struct store_person){ scope_copy_bytes(d->sc, name, n), env->email, env->now, d->offset };
	return NULL;
}
