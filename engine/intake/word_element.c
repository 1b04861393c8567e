/* word_element.c: which element a document is for: as it is told, else by the file's name, the numbers that its
 * headings begin with, or its title. */
#include "base/path.h"
#include "intake/word_private.h"
#include "text/unicode.h"
#include <ctype.h>

bool word_begins_with_id(struct scope *sc, const char *text, const char *id)
{
	const char *s = unicode_plain(sc, text);
	s += strspn(s, " ");
	for (const char *at = id; *at; at++, s++) {
		bool digit = isdigit((unsigned char)*at) && at > id && isalpha((unsigned char)at[-1]);
		if (digit && (*s == '-' || *s == ' ' || *s == '.'))
			s++;
		if (toupper((unsigned char)*s) != toupper((unsigned char)*at))
			return false;
	}
	bool goes_on = (*s == '.' || *s == '-') && isdigit((unsigned char)s[1]);
	return !isalnum((unsigned char)*s) && !goes_on;
}

/* --- by name --- */

static const char *stem_of(struct scope *sc, const char *path)
{
	const char *base = path_base(path), *dot = strrchr(base, '.');
	return unicode_folded(sc, unicode_plain(sc, scope_copy_bytes(sc, base, dot && dot > base ? (size_t)(dot - base)
	                                                                                         : strlen(base))));
}

static const char *without_zeros(const char *s)
{
	while (*s == '0' && isdigit((unsigned char)s[1]))
		s++;
	return s;
}

/* The element's file itself, or a name that begins with its id: C_process.docx, 01 company.docx. */
static bool is_named(struct scope *sc, const char *stem, const struct template_element *e)
{
	const char *id = unicode_folded(sc, e->id);
	const char *s = without_zeros(stem), *own = without_zeros(id);
	size_t n = strlen(own);
	size_t letter = 0;
	if (strcmp(stem, stem_of(sc, e->file)) == 0)
		return true;
	if (s[n] == ' ' && isalpha((unsigned char)*own))
		return false;           /* "A process" names no element */
	return strncmp(s, own, n) == 0 && (s[n] == '\0' || !unicode_is_letter(unicode_at(s + n, &letter)));
}

/* --- by the headings' own numbers --- */

static const struct template_element *numbered(const struct template *t, const struct word_heading *headings,
                                               size_t count)
{
	const struct template_element *found = NULL;
	const struct template_requirements *lines = template_requirements(t);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < lines->count; k++) {
			SCOPE(turn);
			const struct template_requirement *r = &lines->at[k];
			if (!isalpha((unsigned char)*r->id) || !word_begins_with_id(turn, headings[i].text, r->id))
				continue;
			if (found && found != r->element)
				return NULL;
			found = r->element;
		}
	return found;
}

/* --- by title --- */

/* Of the units of an element's titles, the share that a text has; the best of its languages, in percent. */
static int likeness(struct scope *sc, const struct template *t, const struct template_element *e,
                    const struct word_units *text)
{
	size_t best = 0;
	for (size_t l = 0; l < t->languages.count; l++) {
		struct word_units title = {0};
		size_t hits = 0;
		word_add_units(sc, e->title.in[l], &title);
		for (size_t i = 0; i < title.count; i++)
			hits += word_has_unit(text, title.at[i]);
		if (title.count && 100 * hits / title.count > best)
			best = 100 * hits / title.count;
	}
	return (int)best;
}

static const struct template_element *titled(struct scope *sc, const struct template *t, const char *text)
{
	enum { ENOUGH = 60, APART = 20 };
	const struct template_element *best = NULL;
	int most = 0, next = 0;
	struct word_units units = {0};
	word_add_units(sc, text, &units);
	for (size_t i = 0; i < t->elements.count; i++) {
		int likes = likeness(sc, t, &t->elements.at[i], &units);
		if (likes > most) {
			next = most;
			most = likes;
			best = &t->elements.at[i];
		} else if (likes > next) {
			next = likes;
		}
	}
	return most >= ENOUGH && most - next >= APART ? best : NULL;
}

static const struct fault *not_told(struct scope *sc, const struct template *t, const char *wanted)
{
	struct names all = {0};
	for (size_t i = 0; i < t->elements.count; i++)
		*LIST_ADD(sc, &all) = scope_printf(sc, "%s %s", t->elements.at[i].id, t->elements.at[i].title.in[0]);
	const char *list = list_join(sc, &all, "; ");
	return wanted ? fault_make(FAULT_NOT_FOUND,
	                           "is for no element \"{id}\": the template has none; it has: {elements}", wanted,
	                           list)
	              : fault_make(FAULT_NOT_FOUND,
	                           "does not say which element it is for; say which of these: {elements}", list);
}

const struct fault *word_find_element(struct scope *sc, const struct word_request *r, const char *title,
                                      const struct word_heading *headings, size_t count,
                                      const struct template_element **out)
{
	SCOPE(turn);
	const struct template *t = r->template;
	const char *stem = stem_of(turn, r->file_name);
	*out = r->element ? template_element(t, r->element) : NULL;
	if (r->element)
		return *out ? NULL : not_told(sc, t, r->element);
	for (size_t i = 0; i < t->elements.count && !*out; i++)
		*out = is_named(turn, stem, &t->elements.at[i]) ? &t->elements.at[i] : NULL;
	*out = *out ? *out : numbered(t, headings, count);
	*out = *out ? *out : titled(turn, t, title);
	*out = *out ? *out : titled(turn, t, stem);
	*out = *out || count == 0 ? *out : titled(turn, t, headings[0].text);
	return *out ? NULL : not_told(sc, t, NULL);
}
