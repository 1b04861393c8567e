/* notes.c: the comments of a sheet: notes, and threads of comments with their answers. */
#include "base/base.h"
#include "base/list.h"
#include "text/workbook/workbook_private.h"

enum { COMMENTS = WORDS_ELEMENTS, LIST, NOTE, NOTE_TEXT };
struct noting {
	struct workbook_reading *r;
	const char *part;
	struct workbook_notes *out;
	struct workbook_words words;
	const char *place;              /* of the note that is being read */
};

static int begin_text(struct noting *g)
{
	workbook_words_new(&g->words);
	return NOTE_TEXT;
}

static int begin_note(void *context, int inside, int space, const char *name, const char *const *attributes)
{
	struct noting *g = context;
	if (space != SPACE_SHEET || g->r->end)
		return XML_SKIP;
	if (inside == 0)
		return strcmp(name, "comments") == 0 ? COMMENTS : XML_SKIP;
	if (inside == COMMENTS)
		return strcmp(name, "commentList") == 0 ? LIST : XML_SKIP;
	if (inside == LIST && strcmp(name, "comment") == 0) {
		g->place = scope_copy(g->r->sc, xml_attribute(attributes, "ref"));
		return NOTE;
	}
	if (inside == NOTE)
		return strcmp(name, "text") == 0 ? begin_text(g) : XML_SKIP;
	return inside == LIST ? XML_SKIP : workbook_words_begin(&g->words, inside, name, attributes);
}

static int begin_thread(void *context, int inside, int space, const char *name, const char *const *attributes)
{
	struct noting *g = context;
	if (space != SPACE_THREADS || g->r->end)
		return XML_SKIP;
	if (inside == 0)
		return strcmp(name, "ThreadedComments") == 0 ? LIST : XML_SKIP;
	if (inside == LIST && strcmp(name, "threadedComment") == 0) {
		g->place = scope_copy(g->r->sc, xml_attribute(attributes, "ref"));
		return NOTE;
	}
	return inside == NOTE && strcmp(name, "text") == 0 ? begin_text(g) : XML_SKIP;
}

static void add_note(struct noting *g, bool threaded)
{
	struct workbook_note n = { .text = scope_copy(g->r->sc, g->words.text->at), .threaded = threaded };
	if (g->out->count == WORKBOOK_NOTES) {
		workbook_fail(g->r, WORKBOOK_LARGE, g->part);
		return;
	}
	if (g->place && workbook_place_read(g->place, &n.row, &n.column) == strlen(g->place))
		*LIST_ADD(g->r->sc, g->out) = n;
	else
		workbook_fail(g->r, WORKBOOK_DAMAGED, g->part);
}

static void end_note(void *context, int element)
{
	struct noting *g = context;
	if (element == NOTE_TEXT)
		add_note(g, false);
	else
		workbook_words_end(&g->words, element);
}

static void end_thread(void *context, int element)
{
	struct noting *g = context;
	if (element == NOTE_TEXT)
		add_note(g, true);
}

static void text_note(void *context, int element, const char *bytes, size_t len)
{
	struct noting *g = context;
	if (element == WORDS_PIECE || element == NOTE_TEXT)
		workbook_words_text(&g->words, bytes, len);
	if (g->words.text->len > WORKBOOK_LONGEST)
		workbook_fail(g->r, WORKBOOK_LARGE, g->part);
}

/* Blanks between the runs of a note are no text of its own. */
static void text_of_runs(void *context, int element, const char *bytes, size_t len)
{
	if (element == WORDS_PIECE)
		text_note(context, element, bytes, len);
}

static int compare_notes(const void *a, const void *b)
{
	const struct workbook_note *x = a, *y = b;
	return x->row != y->row ? (x->row > y->row) - (x->row < y->row)
	                        : (x->column > y->column) - (x->column < y->column);
}

/* By place, the first of a thread before its answers. */
static void sort(struct scope *sc, struct workbook_notes *notes)
{
	struct workbook_note *at = NEWS(sc, struct workbook_note, notes->count + 1), *from = notes->at;
	for (size_t width = 1; width < notes->count; width *= 2) {      /* merged, for that keeps the order */
		for (size_t left = 0; left < notes->count; left += 2 * width) {
			size_t i = left, middle = left + width < notes->count ? left + width : notes->count;
			size_t j = middle, end = middle + width < notes->count ? middle + width : notes->count;
			for (size_t k = left; k < end; k++)
				at[k] = i < middle && (j == end || compare_notes(&from[i], &from[j]) <= 0)
				      ? from[i++] : from[j++];
		}
		struct workbook_note *swap = from;
		from = at;
		at = swap;
	}
	notes->at = from;
}

/* One note for a place: what a thread says, else the note itself, which for a thread only says that it is one. */
static void join(struct scope *sc, struct workbook_notes *notes)
{
	size_t count = 0;
	for (size_t i = 0; i < notes->count; i++) {
		struct workbook_note *n = &notes->at[i], *last = count ? &notes->at[count - 1] : NULL;
		if (!last || compare_notes(last, n) != 0)
			notes->at[count++] = *n;
		else if (n->threaded && !last->threaded)
			*last = *n;
		else if (n->threaded == last->threaded)
			last->text = scope_printf(sc, "%s\n%s", last->text, n->text);
	}
	notes->count = count;
}

bool workbook_notes_read(struct workbook_reading *r, const struct workbook_relations *related,
                         struct workbook_notes *out)
{
	struct xml_reader notes = { .begin = begin_note, .end = end_note, .text = text_of_runs },
	                  threads = { .begin = begin_thread, .end = end_thread, .text = text_note };
	struct noting g = { .r = r, .out = out, .words = { .text = buf_new(r->sc) } };
	for (size_t i = 0; i < related->count && !r->end; i++) {
		const struct workbook_relation *to = &related->at[i];
		bool note = strcmp(to->type, "comments") == 0, thread = strcmp(to->type, "threadedComment") == 0;
		g.part = to->part;
		if ((note || thread) && to->part)
			workbook_scan(r, to->part, note ? notes : threads, &g);
	}
	sort(r->sc, out);
	join(r->sc, out);
	return r->end == WORKBOOK_READ;
}
