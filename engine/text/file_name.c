/* file_name.c: what the systems of others take for a file's name. */
#include "base/base.h"
#include "base/path.h"
#include "text/file_name.h"
#include "text/unicode.h"
#include <strings.h>

static bool is_sign(unsigned char c) { return c < 0x20 || c == 0x7f || strchr("<>:\"\\|?*", c); }

/* The part in front of the first point counts: "con.txt" is the console as well. */
static bool is_device(const char *part)
{
	static const char *const devices[] = { "con", "prn", "aux", "nul" };
	size_t n = strcspn(part, ".");
	for (size_t i = 0; i < countof(devices); i++)
		if (n == 3 && strncasecmp(part, devices[i], 3) == 0)
			return true;
	return n == 4 && (strncasecmp(part, "com", 3) == 0 || strncasecmp(part, "lpt", 3) == 0) && part[3] >= '0'
	       && part[3] <= '9';
}

static bool has_bad_end(const char *part)
{
	size_t n = strlen(part);
	return *part == ' ' || (n && (part[n - 1] == ' ' || part[n - 1] == '.'));
}

static const struct phrase *part_mistake(struct scope *sc, const char *part)
{
	for (const char *c = part; *c; c++)
		if (is_sign((unsigned char)*c))
			return (unsigned char)*c < 0x20 || *c == 0x7f ? phrase_new(sc, "has a control character")
			       : phrase_new(sc, "has \"{sign}\", which Windows takes in no name",
			                    scope_copy_bytes(sc, c, 1));
	return has_bad_end(part) ? phrase_new(sc, "has a blank or a point at its end, which Windows drops")
	       : is_device(part) ? phrase_new(sc, "is the name of a device on Windows") : NULL;
}

const struct phrase *file_name_mistake(struct scope *sc, const char *path)
{
	size_t bad;
	if (!unicode_is_valid(path, strlen(path), &bad))
		return phrase_new(sc, "is not UTF-8");
	if (strcmp(unicode_composed(sc, path), path) != 0)
		return phrase_new(sc, "has letters and their accents apart, as macOS writes them");
	for (const char *part = path; *part; ) {
		size_t n = strcspn(part, "/");
		const struct phrase *mistake = part_mistake(sc, scope_copy_bytes(sc, part, n));
		if (mistake)
			return mistake;
		part += n + (part[n] == '/');
	}
	return unicode_units(path) > FILE_NAME_PATH_UNITS
	       ? phrase_new(sc, "has {units} characters, its folders counted; {most} travel", unicode_units(path),
	                    FILE_NAME_PATH_UNITS) : NULL;
}

/* Bytes that are no UTF-8 become hyphens, one each. */
static const char *readable(struct scope *sc, const char *path)
{
	char *out = scope_copy(sc, path);
	size_t bad;
	while (!unicode_is_valid(out, strlen(out), &bad))
		out[bad] = '-';
	return out;
}

static const char *mend_part(struct scope *sc, const char *part)
{
	char *out = scope_copy(sc, part);
	for (char *c = out; *c; c++)
		if (is_sign((unsigned char)*c))
			*c = '-';
	while (*out == ' ')
		out++;
	for (size_t n = strlen(out); n && (out[n - 1] == ' ' || out[n - 1] == '.'); )
		out[--n] = '\0';
	return is_device(out) ? scope_printf(sc, "_%s", out) : *out ? out : "_";
}

/* Letters are taken from the end of the name, in front of its suffix. */
static const char *shorten(struct scope *sc, const char *path)
{
	const char *base = path_base(path), *dot = strrchr(base, '.');
	char *out = scope_copy(sc, path);
	size_t keep = (size_t)(base - path) + 1, end = (size_t)((dot && dot > base ? dot : path + strlen(path)) - path);
	while (end > keep && unicode_units(out) > FILE_NAME_PATH_UNITS) {
		size_t from = end - 1;
		while (from > keep && ((unsigned char)out[from] & 0xc0) == 0x80)
			from--;
		memmove(out + from, out + end, strlen(out + end) + 1);
		end = from;
	}
	return out;
}

const char *file_name_mended(struct scope *sc, const char *path)
{
	const char *out = "", *from = unicode_composed(sc, readable(sc, path));
	for (const char *part = from; *part; ) {
		size_t n = strcspn(part, "/");
		out = scope_printf(sc, "%s%s%s", out, *out ? "/" : "", mend_part(sc, scope_copy_bytes(sc, part, n)));
		part += n + (part[n] == '/');
	}
	return shorten(sc, out);
}

const char *file_name_key(struct scope *sc, const char *path) { return unicode_folded(sc, readable(sc, path)); }
