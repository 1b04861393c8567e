/* phrases.c: the words of pages and workbooks, in the template's languages.
 *
 * The key is the English word itself; a template gives it in its other languages under `phrases`. */
#include "base/base.h"
#include "template/template_private.h"

static const char *const phrases[] = {
	"Overview",
	"Findings",
	"History",
	"Remarks",
	"unanswered",
	"answered",
	"closed",
	"orphan",
	"number",
	"Owner",
	"no-change",
	"clarified",
	"duplicate",
	"Attachments",
	"Elements",
	"Registers",
	"Pages",
	"Element",
	"Title",
	"Identity",
	"Skip to the text",
	"category",
	"Made by",
	"Basis of a rule or requirement: P primary text read, S secondary text, B trade knowledge, D our own design.",
	"in the text",
	"page",
	"pages",
	"section",
	"not applicable",
	"not answered yet",
	"Checklist lines",
	"rows",
	"Translated from",
	"Also in",
	"File",
	"Bytes",
	"There are none.",
	"content not here",
	"submittal",
	"as of",
	"Not in the list",
	"Choose one of the list.",
	"State",
	"since",
	"The ball is with the",
	"last heard",
	"Due",
	"What can happen next",
	"open",
	"shut",
	"leads to",
	"fell",
	"Answered",
	"Signed",
	"No findings.",
	"What is missing",
	"Question",
	"Answer",
	"Source",
	"Nothing stands against going on.",
	"A question is open, or an answer is wanted before work is spent.",
	"Stop: what stands against going on is below.",
	"What changed",
	"what changed",
	"Changes",
	"added",
	"removed",
	"changed",
	"moved",
	"unchanged",
	"Nothing differs.",
	"The package as a whole",
	"This sign-off ends",
	"Sign-offs that end",
	"Waivers that end",
	"Remarks it touches",
	"Findings that come",
	"Findings that go",
	"Previous",
	"Next",
	"Side by side",
	"All the text",
};

static bool is_phrase(const char *english)
{
	for (size_t i = 0; i < countof(phrases); i++)
		if (strcmp(phrases[i], english) == 0)
			return true;
	return false;
}

const char *template_phrase(const struct template *t, size_t language, const char *english)
{
	for (size_t i = 0; i < t->phrases.count; i++)
		if (strcmp(t->phrases.at[i].english, english) == 0)
			return t->phrases.at[i].words.in[language];
	return english;
}

/* In a language other than English, words left out are told in one finding. */
static void check_missing(struct template *t, struct template_reader *r, const struct yaml *map)
{
	struct names missing = {0};
	bool foreign = false;
	for (size_t i = 0; i < t->languages.count; i++)
		foreign = foreign || strcmp(t->languages.at[i], "en") != 0;
	for (size_t i = 0; i < countof(phrases) && foreign; i++)
		if (!yaml_get(map, phrases[i]))
			*LIST_ADD(r->sc, &missing) = phrases[i];
	if (missing.count)
		finding_add(r->findings, FINDING_template_weak, template_place(r, map), "pages and workbook say in English: %s; give them under "
		            "phrases", list_join(r->sc, &missing, "; "));
}

void template_read_phrases(struct template *t, struct template_reader *r, const struct yaml *map)
{
	for (size_t i = 0; map && i < map->count; i++) {
		if (!is_phrase(map->keys[i]))
			template_complain(r, map->items[i], "\"%s\" is no phrase of pages or workbook", map->keys[i]);
		if (map->items[i]->kind != YAML_MAP) {
			template_complain(r, map->items[i], "write {LANGUAGE: TEXT}");
			continue;
		}
		struct template_phrase *p = LIST_ADD(r->sc, &t->phrases);
		p->english = map->keys[i];
		for (size_t k = 0; k < WORDS_LANGUAGES; k++)
			p->words.in[k] = k < t->languages.count ? yaml_text(map->items[i], t->languages.at[k], map->keys[i]) : map->keys[i];
		for (size_t k = 0; k < map->items[i]->count; k++)
			if (!list_has(&t->languages, map->items[i]->keys[k]))
				template_complain(r, map->items[i]->items[k], "\"%s\" is none of the template's languages", map->items[i]->keys[k]);
	}
	check_missing(t, r, map);
}
