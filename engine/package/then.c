/* then.c: texts and registers of other versions of a package, each read once and alone. */
#include "base/base.h"
#include "package/loading_private.h"
#include "store/source.h"

struct at_version { const char *version; struct source *source; };      /* source NULL: it cannot be read */
struct package_past {
	package_source_at *source_at;
	void *context;
	struct lookup *places, *contents;       /* of "VERSION PATH" and of "DIGEST PATH" in then */
	struct { struct package_then **at; size_t count, cap; } then;
	struct { struct at_version *at; size_t count, cap; } versions;
};

void package_set_past(struct package *p, package_source_at *source_at, void *context)
{
	p->past = NEW(p->sc, struct package_past);
	*p->past = (struct package_past){ .source_at = source_at, .context = context, .places = lookup_new(p->sc),
		.contents = lookup_new(p->sc) };
}

static struct source *open_version(const struct package *p, const char *version)
{
	struct package_past *past = p->past;
	struct source *source = NULL;
	for (size_t i = 0; i < past->versions.count; i++)
		if (strcmp(past->versions.at[i].version, version) == 0)
			return past->versions.at[i].source;
	/* what cannot be read is told by who reads that version; here nothing is known of it */
	if (MISSED(past->source_at(past->context, p->sc, version, &source)))
		source = NULL;
	*LIST_ADD(p->sc, &past->versions) = (struct at_version){ scope_copy(p->sc, version), source };
	return source;
}

static const struct template_register *register_at(const struct package *p, const char *path)
{
	for (size_t i = 0; i < p->template->registers.count; i++)
		if (strcmp(p->registers[i].path, path) == 0)
			return p->registers[i].of;
	return NULL;
}

/* What is wrong with it is told of that version, not here. */
static const struct fault *read_then(const struct package *p, struct source *source, const char *path,
                                     struct package_then *out)
{
	const struct template_register *of = register_at(p, path);
	struct package *alone = NEW(p->sc, struct package);
	struct source_entry *entry = NEW(p->sc, struct source_entry);
	*entry = (struct source_entry){ .path = path, .kind = SOURCE_FILE };
	*alone = (struct package){ .sc = p->sc, .template = p->template, .source = source,
	                           .category_index = p->category_index, .findings = finding_list(p->sc) };
	struct loading l = { .sc = p->sc, .p = alone, .entries = entry, .entry_count = 1 };
	if (of) {
		struct package_register *g = NEW(p->sc, struct package_register);
		TRY(loading_register(&l, of, g));
		out->table = g->present ? g : NULL;
		return NULL;
	}
	struct package_document *d = NEW(p->sc, struct package_document);
	*d = (struct package_document){ .path = path };
	TRY(loading_words(&l, d));
	out->text = d->markdown ? d : NULL;
	return NULL;
}

/* "DIGEST PATH" of what it holds, which many versions have in common; NULL if it cannot be read. */
static const char *content_of(struct scope *sc, struct source *source, const char *path)
{
	const char *bytes = NULL;
	size_t len = 0;
	char digest[DIGEST_TEXT];
	/* told by who reads that version; here it is as if it were not there */
	if (MISSED(source_read(sc, source, path, &bytes, &len)))
		return NULL;
	digest_bytes(bytes, len, digest);
	return scope_printf(sc, "%s %s", digest, path);
}

static struct package_then *read_version(const struct package *p, const char *version, const char *path)
{
	SCOPE(turn);
	struct package_past *past = p->past;
	struct source *source = open_version(p, version);
	const char *content = source ? content_of(turn, source, path) : NULL;
	size_t at = content ? lookup_find(past->contents, content) : LOOKUP_NONE;
	if (!source || at != LOOKUP_NONE)
		return source ? past->then.at[at] : NULL;
	struct package_then *out = NEW(p->sc, struct package_then);
	/* told by who reads that version, as well */
	if (content && MISSED(read_then(p, source, scope_copy(p->sc, path), out)))
		*out = (struct package_then){0};
	if (content)
		lookup_add(past->contents, scope_copy(p->sc, content), past->then.count);
	return out;
}

struct package_then *package_then(const struct package *p, const char *version, const char *path)
{
	SCOPE(turn);
	if (!p->past)
		return NULL;
	const char *key = scope_printf(turn, "%s %s", version, path);
	size_t at = lookup_find(p->past->places, key);
	if (at != LOOKUP_NONE)
		return p->past->then.at[at];
	struct package_then *out = read_version(p, version, path);
	lookup_add(p->past->places, scope_copy(p->sc, key), p->past->then.count);
	*LIST_ADD(p->sc, &p->past->then) = out;
	return out;
}
