/* edit_translated.c: a translation's front matter: which original it stands for. */
#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"
#include "base/path.h"
#include "desk/desk_private.h"
#include "desk/edit.h"

static const char *const own_keys[] = { "translation_of", "original_digest", "extent", "translator", "translated_on",
                                        "translated_sections" };

static bool is_own_key(const char *line)
{
	for (size_t i = 0; i < countof(own_keys); i++) {
		size_t n = strlen(own_keys[i]);
		if (strncmp(line, own_keys[i], n) == 0 && line[n] == ':')
			return true;
	}
	return false;
}

static size_t line_length(const char *s)
{
	size_t n = strcspn(s, "\n");
	return n + (s[n] == '\n');
}

/* The front matter without our keys, then our keys, then the rest; all other bytes stay as they are. */
static const char *with_keys(struct scope *sc, const char *text, const char *keys)
{
	struct buf *out = buf_new(sc);
	const char *s = text;
	if (strncmp(s, "---\n", 4) != 0 || !strstr(s + 3, "\n---\n")) {
		buf_printf(out, "---\n%s---\n%s", keys, text);
		return out->at;
	}
	buf_put(out, s, 4);
	bool ours = false;
	for (s += 4; strncmp(s, "---\n", 4) != 0; s += line_length(s)) {
		ours = is_own_key(s) || (ours && (*s == ' ' || *s == '-'));
		if (!ours)
			buf_put(out, s, line_length(s));
	}
	buf_text(out, keys);
	buf_text(out, s);
	return out->at;
}

/* The companion of the same element, if there is just one and nobody named another. */
static const struct package_document *find_original(const struct package *p, const struct package_document *d,
                                                    const char *named)
{
	const struct package_document *found = NULL;
	if (named)
		return package_text(p, named);
	for (size_t i = 0; i < p->companions.count; i++)
		if (p->companions.at[i].element == d->element && &p->companions.at[i] != d) {
			if (found)
				return NULL;
			found = &p->companions.at[i];
		}
	return found;
}

const struct fault *edit_translated(struct desk *d, const char *path, const char *named, const char *translator,
                                    const char *day,
                                    const char *extent)
{
	SCOPE(lock);
	struct package *p = NULL;
	struct source *source = NULL;
	struct store_id id;
	struct buf *keys = buf_new(d->sc);
	char digest[DIGEST_TEXT], today[DATE_TEXT];
	const char *bytes = NULL;
	size_t len = 0;
	int number;
	date_print(d->today, today);
	if (day && !date_parse(day, &number))
		return fault_make(FAULT_USAGE, "\"{day}\" is no day; write YYYY-MM-DD", day);
	TRY(store_lock(lock, d->store));
	TRY(desk_package(d, NULL, &p, &id));
	const struct package_document *t = package_text(p, path), *o = t ? find_original(p, t, named) : NULL;
	if (!t)
		return fault_make(FAULT_NOT_FOUND, "{file} is no text of an element", path);
	if (!o || o == t)
		return fault_advise(fault_make(FAULT_NOT_FOUND,
			"there is no original beside {file}; it is called as the element's file with the language "
			"before .md, or is named", path), REMEDY("", "of", "FILE"));
	package_text_digest(o, digest);
	buf_printf(keys, "translation_of: %s\noriginal_digest: %s\nextent: %s\ntranslator: ", o->path, digest, extent);
	json_quote(keys, translator);
	buf_printf(keys, "\ntranslated_on: %s\ntranslated_sections:\n", day ? day : today);
	for (size_t i = 0; i < o->parts.count; i++) {
		buf_text(keys, "  - ");
		json_quote(keys, scope_printf(d->sc, "%s %s", o->parts.at[i].name, o->parts.at[i].digest));
		buf_char(keys, '\n');
	}
	TRY(store_source_work(d->sc, d->store, &source));
	TRY(source_read(d->sc, source, path, &bytes, &len));
	if (memchr(bytes, '\r', len))
		return fault_make(FAULT_REFUSED, "{file} has line ends of Windows (CRLF); save it with LF first",
			path);
	const char *text = with_keys(d->sc, bytes, keys->at);
	return store_write(d->sc, d->store, path, text, strlen(text));
}
