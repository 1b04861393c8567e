/* identity.c: properties, the hidden sheet, the line. */
#include "base/base.h"
#include "intake/identity.h"
#include "intake/taken.h"
#include "intake/value.h"
#include "text/token.h"

enum { LINE_WITHIN = 6 };
static const char hidden_sheet[] = "sarflow";

/* From the properties, else from the two first columns of the hidden sheet. */
static const char *told(const struct workbook *book, const char *name)
{
	const char *value = workbook_property(book, name);
	for (size_t i = 0; !value && i < book->sheet_count; i++) {
		const struct workbook_sheet *s = &book->sheets[i];
		for (size_t r = 0; strcmp(s->name, hidden_sheet) == 0 && !value && r < s->row_count; r++)
			if (s->rows[r].count > 1 && strcmp(s->rows[r].cells[0].text, name) == 0)
				value = s->rows[r].cells[1].text;
	}
	return value;
}

static bool find_line(struct scope *sc, const struct workbook *book, struct token_line *line)
{
	for (size_t i = 0; i < book->sheet_count; i++)
		for (size_t r = 0; r < book->sheets[i].row_count && book->sheets[i].rows[r].number <= LINE_WITHIN; r++)
			for (size_t c = 0; c < book->sheets[i].rows[r].count; c++)
				if (token_line_read(sc, book->sheets[i].rows[r].cells[c].text, line))
					return true;
	return false;
}

static const char *without_dash(const char *s) { return strcmp(s, "-") == 0 ? "" : s; }

bool identity_read(struct scope *sc, const struct workbook *book, struct identity *out)
{
	struct token_line line;
	const char *package = told(book, "sarflow_package"), *form = told(book, "sarflow_form");
	if (package) {
		const char *number = told(book, "sarflow_submittal"), *profile = told(book, "sarflow_profile");
		const char *version = told(book, "sarflow_version"), *template = told(book, "sarflow_snapshot");
		*out = (struct identity){ form ? atoi(form) : 1, package, profile ? profile : "",
		                          number ? atoi(number) : 0, version ? version : "", template ? template : "" };
		return true;
	}
	if (!find_line(sc, book, &line))
		return false;
	*out = (struct identity){ line.form, line.package, line.profile, line.submittal, without_dash(line.version),
	                          without_dash(line.template) };
	return true;
}

bool identity_fits(const char *said, const char *id)
{
	size_t n = strlen(said);
	return n >= 7 && strncmp(said, id, n) == 0;
}

const struct workbook_sheet *identity_sheet(struct scope *sc, const struct workbook *book, const char *key)
{
	for (size_t i = 0; i < book->sheet_count; i++) {
		const char *own = taken_sheet_key(sc, &book->sheets[i]);
		if (own && strcmp(own, key) == 0)
			return &book->sheets[i];
	}
	for (size_t i = 0; i < book->sheet_count; i++)
		if (strcmp(value_trimmed(sc, book->sheets[i].name), key) == 0)
			return &book->sheets[i];
	return NULL;
}
