/* word_numbers.c: a heading of a company's own document, and the line of the checklist it answers.
 *
 * What counts is how much of the heading's meaning stands in the words
 * of the line, in whichever language: a unit that all lines have says
 * little, so it weighs less.  The line's help says what belongs under
 * it and counts half.  Where two lines are as near, none is proposed. */
#include "intake/word_private.h"
#include "text/markdown/markdown.h"

/* In percent: what is proposed, and by how much it leads.  A number that people count by and lines bear as well is
 * doubted below DOUBT; below NEAR a line is not named at all. */
enum { ENOUGH = 75, LEAD = 12, DOUBT = 20, NEAR = 30 };

struct line { const struct template_requirement *of; struct word_units words, help; bool taken; };
struct lines { struct line *at; size_t count, cap; };
struct match { int share, score; };

/* --- the lines of the element --- */

static void add_skeleton(struct scope *sc, const struct template *t, const struct template_element *e,
                         struct lines *lines)
{
	const struct template_file *f = template_file(t, e->file);
	const struct markdown_heading *headings = NULL;
	if (!f)
		return;
	size_t count = markdown_headings(markdown_read(sc, f->bytes, f->len, 1), &headings);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < lines->count; k++)
			if (word_begins_with_id(sc, headings[i].text, lines->at[k].of->id))
				word_add_units(sc, headings[i].text, &lines->at[k].words);
}

static struct lines lines_of(struct scope *sc, const struct word_request *request, const struct template_element *e)
{
	const struct template *t = request->template;
	int category = request->category ? template_category(t, request->category) : -1;
	struct lines out = {0};
	const struct template_requirements *all = template_requirements(t);
	for (size_t i = 0; i < all->count; i++) {
		const struct template_requirement *r = &all->at[i];
		if (r->element != e || (category >= 0 && strcmp(template_need(t, r, category), "-") == 0))
			continue;
		struct line *line = LIST_ADD(sc, &out);
		*line = (struct line){ .of = r };
		for (size_t l = 0; l < t->languages.count; l++) {
			word_add_units(sc, r->text.in[l], &line->words);
			word_add_units(sc, r->help.in[l], &line->help);
			word_add_units(sc, r->example.in[l], &line->help);
		}
	}
	add_skeleton(sc, t, e, &out);
	return out;
}

/* --- how near --- */

/* What a unit weighs: the less, the more lines have it.  One that none has weighs something: it speaks against all. */
static int weight(const struct lines *lines, const char *unit)
{
	int having = 0;
	for (size_t i = 0; i < lines->count; i++)
		having += word_has_unit(&lines->at[i].words, unit);
	return having ? 100 / having : 60;
}

/* share: of the heading's weight that the line has.  score: with a little for how much of the line the heading says. */
static struct match compare(const struct lines *lines, const struct line *line, const struct word_units *heading)
{
	int all = 0, hits = 0, said = 0;
	for (size_t i = 0; i < heading->count; i++) {
		int w = weight(lines, heading->at[i]);
		bool in = word_has_unit(&line->words, heading->at[i]);
		all += 2 * w;
		hits += in ? 2 * w : word_has_unit(&line->help, heading->at[i]) ? w : 0;
		said += in;
	}
	int share = all ? 100 * hits / all : 0;
	int covered = line->words.count ? 100 * said / (int)line->words.count : 0;
	return (struct match){ share, (85 * share + 15 * covered) / 100 };
}

/* The nearest line, and by how much it leads. */
static size_t nearest(const struct lines *lines, const struct word_units *heading, struct match *best, size_t *second)
{
	size_t at = LOOKUP_NONE;
	int next = -1;
	*best = (struct match){ 0, -1 };
	*second = LOOKUP_NONE;
	for (size_t i = 0; i < lines->count; i++) {
		struct match m = compare(lines, &lines->at[i], heading);
		if (m.score > best->score) {
			next = best->score;
			*second = at;
			*best = m;
			at = i;
		} else if (m.score > next) {
			next = m.score;
			*second = i;
		}
	}
	best->score -= next > 0 ? next : 0;     /* from here on, its lead */
	return best->share >= NEAR ? at : LOOKUP_NONE;
}

/* --- each heading --- */

static void tell(struct word *w, struct word_heading *h, enum finding_level level, const struct phrase *says)
{
	h->level_of_says = level;
	h->says = phrase_keep(w->sc, says);
}

/* A heading that bears a number of the element already. */
static bool is_numbered(struct word *w, struct lines *lines, struct word_heading *h)
{
	SCOPE(turn);
	struct word_units units = {0};
	word_add_units(turn, h->text, &units);
	for (size_t i = 0; i < lines->count; i++) {
		struct line *line = &lines->at[i];
		if (!word_begins_with_id(turn, h->text, line->of->id))
			continue;
		line->taken = true;
		bool letter = strspn(line->of->id, "0123456789.-") == 0;
		int share = compare(lines, line, &units).share;
		if (!letter && share < DOUBT)
			tell(w, h, FINDING_WARNING,
			     PHRASE("this heading begins with {id}, a line of the checklist; if that is "
			            "its own number only, write another before it",
			            line->of->id));
		else
			tell(w, h, FINDING_NOTE, PHRASE("this heading answers {id}", line->of->id));
		return true;
	}
	return false;
}

struct proposal { size_t heading, line; struct match match; };
struct proposals { struct proposal *at; size_t count, cap; };

static void tell_none(struct word *w, struct word_heading *h, const struct lines *lines, size_t first, size_t second)
{
	const struct phrase *none =
		PHRASE("this heading answers no line of the checklist by its words; write the line's "
	               "number before it if it does");
	if (first == LOOKUP_NONE)
		tell(w, h, FINDING_NOTE, none);
	else if (second == LOOKUP_NONE)
		tell(w, h, FINDING_NOTE,
		     PHRASE("this heading answers no line of the checklist by its words; the nearest is {id} "
		            "\"{text}\"",
		            lines->at[first].of->id,
		            template_say(w->sc, w->request->template, &lines->at[first].of->text)));
	else
		tell(w, h, FINDING_NOTE,
		     PHRASE("this heading answers no line of the checklist for sure; the nearest are {id} "
		            "\"{text}\" and {other} \"{other_text}\"",
		            lines->at[first].of->id,
		            template_say(w->sc, w->request->template, &lines->at[first].of->text),
		            lines->at[second].of->id,
		            template_say(w->sc, w->request->template, &lines->at[second].of->text)));
}

/* All of one word is less than most of three. */
static int sure(int share, size_t units)
{
	static const int most[] = { 0, 75, 90, 99 };
	int bound = most[units < countof(most) ? units : countof(most) - 1];
	return share < bound ? share : bound;
}

static void propose(struct word *w, const struct lines *lines, size_t i, struct proposals *out)
{
	SCOPE(turn);
	struct word_units units = {0};
	struct match match;
	size_t second;
	word_add_units(turn, word_behind_number(turn, w->headings.at[i].text), &units);
	size_t line = nearest(lines, &units, &match, &second);
	match.share = sure(match.share, units.count);
	if (line != LOOKUP_NONE && match.share >= ENOUGH && match.score >= LEAD)
		*LIST_ADD(w->sc, out) = (struct proposal){ i, line, match };
	else
		tell_none(w, &w->headings.at[i], lines, line, second);
}

/* A line is answered in one place: where the heading is nearest to it, the first of equals. */
static bool is_nearest(const struct proposals *all, const struct proposal *p)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct proposal *q = &all->at[i];
		if (q != p && q->line == p->line && (q->match.share > p->match.share
		                                     || (q->match.share == p->match.share && q < p)))
			return false;
	}
	return true;
}

static void settle(struct word *w, const struct lines *lines, const struct proposals *all, const struct proposal *p)
{
	struct word_heading *h = &w->headings.at[p->heading];
	const struct template_requirement *r = lines->at[p->line].of;
	const struct phrase *text = template_say(w->sc, w->request->template, &r->text);
	if (lines->at[p->line].taken || !is_nearest(all, p)) {
		tell(w, h, FINDING_NOTE,
		     PHRASE("this heading is near to {id} \"{text}\", which another one answers; put it "
		            "below that one if it belongs to the answer",
		            r->id, text));
		return;
	}
	h->number = r;
	tell(w, h, FINDING_WARNING,
	     PHRASE("{id} is proposed for this heading, {percent} % sure by the words of \"{text}\"; "
	            "take the number away if it is another matter",
	            r->id, p->match.share, text));
}

/* The title of the document answers nothing. */
void word_number_headings(struct word *w)
{
	SCOPE(turn);
	struct lines lines = lines_of(turn, w->request, w->out->element);
	struct proposals all = {0};
	bool *done = NEWS(turn, bool, w->headings.count + 1);
	for (size_t i = 0; i < w->headings.count; i++)
		done[i] = w->headings.at[i].level + w->shift < 2 || is_numbered(w, &lines, &w->headings.at[i]);
	for (size_t i = 0; i < w->headings.count; i++)
		if (!done[i])
			propose(w, &lines, i, &all);
	for (size_t i = 0; i < all.count; i++)
		settle(w, &lines, &all, &all.at[i]);
}
