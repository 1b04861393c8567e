/* checklist.c: checklist.yaml. */
#include "base/base.h"
#include "template/template_private.h"
#include <ctype.h>

/* One part of a requirement's number: capitals and digits, or digits and one small letter, or small letters alone. */
static size_t part_of_id(const char *s)
{
	const char *begin = s;
	while (isupper((unsigned char)*s) && s - begin < 7)
		s++;
	if (s[0] == '0' && isdigit((unsigned char)s[1]))
		return 0;
	for (const char *first = s; isdigit((unsigned char)*s) && s - first < 7; )
		s++;
	size_t small = 0;
	while (islower((unsigned char)s[small]))
		small++;
	return small > (s == begin ? 4u : 1u) ? 0 : (size_t)(s - begin) + small;
}

/* As offices number their checklists: C3, P10, 4.2.1, T3.1, A.1, 1.a, III.2, A-1. */
static bool is_requirement_id(const char *id)
{
	bool several = false;
	for (const char *s = id; ; s++) {
		size_t n = part_of_id(s);
		if (n == 0)
			return false;
		s += n;
		if (!*s)
			break;
		if (*s != '.' && *s != '-')
			return false;
		several = true;
	}
	return strlen(id) <= 20 && (several || strpbrk(id, "0123456789"));
}

static void read_requirement(struct template *t, struct template_reader *r, const char *id, const struct yaml *map)
{
	if (!template_keys(r, map, "element text categories level basis source help example"))
		return;
	const struct template_element *element = template_element(t, template_plain(r, map, "element", ""));
	const char *level = template_plain(r, map, "level", "required");
	if (!element) {
		template_complain(r, template_at(map, "element"), "requirement {id} belongs to no element "
			"(\"{element}\")", id, template_plain(r, map, "element", ""));
		return;
	}
	if (!is_requirement_id(id))
		template_complain(r, map, "\"{id}\" cannot name a requirement: C3, 4.2.1, T3.1, A.1, 1.a, III.2 or A-1 "
			"could", id);
	if (strcmp(level, "required") != 0 && strcmp(level, "conditional") != 0)
		template_complain(r, template_at(map, "level"), "the level of a requirement is required or "
			"conditional");
	struct template_requirement *out = LIST_ADD(r->sc, &t->parts->requirements);
	*out = (struct template_requirement){ .id = id, .element = element, .text = template_words(r, map, "text", ""),
		.help = template_words(r, map, "help", ""), .example = template_words(r, map, "example", ""),
		.categories = template_names(r, map, "categories"),
		.conditional = strcmp(level, "conditional") == 0, .basis = template_basis(r, map),
		.source = template_plain(r, map, "source", ""), .place = template_place(r, map) };
	lookup_add(t->parts->requirement_index, id, t->parts->requirements.count - 1);
	if (!*out->text.in[0])
		template_complain(r, map, "requirement {id} has no text", id);
	if (yaml_get(map, "categories") && out->categories.count == 0)
		template_complain(r, yaml_get(map, "categories"), "no category stands here: leave \"categories\" out "
			"where all are meant");
	for (size_t i = 0; i < out->categories.count; i++)
		if (template_category(t, out->categories.at[i]) < 0)
			template_complain(r, yaml_get(map, "categories"), "there is no category \"{category}\"",
				out->categories.at[i]);
}

void template_read_checklist(struct template *t, const struct template_files *files, struct scope *sc,
                             struct findings *fs)
{
	struct template_reader r = { sc, NULL, fs, &t->languages };
	const struct yaml *root = template_root(&r, files, "checklist.yaml");
	if (!root || !template_keys(&r, root, "requirements"))
		return;
	const struct yaml *map = template_map(&r, root, "requirements");
	for (size_t i = 0; map && i < map->count; i++)
		read_requirement(t, &r, map->keys[i], map->items[i]);
	if (t->parts->requirements.count == 0)
		template_complain(&r, root, "the checklist has no line");
}
