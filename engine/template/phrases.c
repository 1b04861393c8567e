/* phrases.c: what a template says in place of the catalogue of phrases, in its own languages.
 *
 * The key is the English text; a template gives it in its other languages under `phrases`. */
#include "base/base.h"
#include "template/template_private.h"

static const char *find_own(const void *context, const char *english)
{
	const struct template_voice *v = context;
	for (size_t i = 0; i < v->template->phrases.count; i++)
		if (strcmp(v->template->phrases.at[i].english, english) == 0)
			return v->template->phrases.at[i].words.in[v->language];
	return NULL;
}

const struct reader *template_speaks(const struct template *t, size_t language) { return &t->voices[language].reader; }

static bool is_spoken(const char *language)
{
	bool spoken = strcmp(language, "en") == 0;
	for (size_t i = 0; phrase_languages[i]; i++)
		spoken = spoken || strcmp(language, phrase_languages[i]) == 0;
	return spoken;
}

/* In a language that the catalogue has not, words left out are told in one finding. */
static void check_missing(struct template *t, struct template_reader *r, const struct yaml *map)
{
	struct names missing = {0};
	bool foreign = false;
	for (size_t i = 0; i < t->languages.count; i++)
		foreign = foreign || !is_spoken(t->languages.at[i]);
	for (size_t i = 0; i < phrase_catalogue_count && foreign; i++)
		if (phrase_catalogue[i].page && !yaml_get(map, phrase_catalogue[i].english))
			*LIST_ADD(r->sc, &missing) = phrase_catalogue[i].english;
	if (missing.count)
		finding_add(r->findings, FINDING_template_weak, template_place(r, map), PHRASE("pages and workbook say "
			"in English: {phrases}; give them under phrases", list_join(r->sc, &missing, "; ")));
}

static void read_phrase(struct template *t, struct template_reader *r, const char *english, const struct yaml *map)
{
	struct template_phrase *p = LIST_ADD(r->sc, &t->phrases);
	p->english = english;
	for (size_t k = 0; k < WORDS_LANGUAGES; k++)
		p->words.in[k] = k < t->languages.count ? yaml_text(map, t->languages.at[k], NULL) : NULL;
	for (size_t k = 0; k < map->count; k++) {
		if (!list_has(&t->languages, map->keys[k]))
			template_complain(r, map->items[k], "\"{language}\" is none of the template's languages",
			                  map->keys[k]);
		else if (!phrase_fits(english, yaml_text(map, map->keys[k], "")))
			template_complain(r, map->items[k], "the holes in braces are not those of the English");
	}
}

void template_read_phrases(struct template *t, struct template_reader *r, const struct yaml *map)
{
	for (size_t i = 0; i < WORDS_LANGUAGES; i++) {
		struct template_voice *v = &t->voices[i];
		*v = (struct template_voice){ t, i, { i < t->languages.count ? t->languages.at[i] : NULL, find_own,
		                                      v } };
	}
	for (size_t i = 0; map && i < map->count; i++) {
		/* it may be one of an older or a newer sarflow, for which this template was made as well */
		if (!phrase_find(map->keys[i]))
			finding_add(r->findings, FINDING_template_weak, template_place(r, map->items[i]),
				PHRASE("no page or workbook of this sarflow says \"{phrase}\"", map->keys[i]));
		if (map->items[i]->kind != YAML_MAP)
			template_complain(r, map->items[i], "write {{LANGUAGE: TEXT}");
		else
			read_phrase(t, r, map->keys[i], map->items[i]);
	}
	check_missing(t, r, map);
}
