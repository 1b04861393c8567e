/* word_lost.c: what the file says and pandoc does not.
 *
 * pandoc passes over text boxes, words with furigana, page heads and
 * whatever it does not know, in silence.  So the words of the file are
 * held against those of its answer, paragraph by paragraph and letters
 * only, for it changes blanks and signs. */
#include "intake/word_private.h"
#include "text/unicode.h"

enum { AHEAD = 4096, NEAR = 4, SHORT = 9, MOST = 200 };

/* words: of the answer; all: their letters; at: read so far. */
struct search { const char *words, *meta, *all; size_t len, at; };

static void put_letters(struct buf *out, const char *s)
{
	for (size_t n; *s; s += n)
		if (unicode_is_letter(unicode_at(s, &n)))
			buf_put(out, s, n);
}

/* At most so many letters on from where we are, which then is behind it. */
static bool comes(struct search *s, const char *letters, size_t n, size_t ahead)
{
	size_t left = s->len - s->at;
	const char *found = memmem(s->all + s->at, left < n + ahead ? left : n + ahead, letters, n);
	if (found)
		s->at = (size_t)(found - s->all) + n;
	return found != NULL;
}

/* Right here, or further on; a few letters stand anywhere by chance, so that they are looked for close by: pandoc gives
 * a letter for some signs that are none in the file. */
static bool find(struct search *s, const char *letters)
{
	size_t n = strlen(letters);
	return comes(s, letters, n, n < 3 ? 0 : n < SHORT ? NEAR : AHEAD) || strstr(s->meta, letters) ||
	       (n >= SHORT && memmem(s->all, s->len, letters, n));
}

static const char *words_of(struct scope *sc, const struct docx_paragraph *p)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < p->runs.count; i++)
		buf_printf(b, p->runs.at[i].kind == DOCX_READING ? "(%s)" : "%s", p->runs.at[i].text);
	return b->at;
}

/* Those runs of a paragraph that are not where they should be. */
static const char *missing_of(struct scope *sc, struct search *s, const struct docx_paragraph *p)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < p->runs.count; i++) {
		SCOPE(turn);
		const struct docx_run *run = &p->runs.at[i];
		struct buf *letters = buf_new(turn);
		put_letters(letters, run->text);
		if (letters->len && !comes(s, letters->at, letters->len, NEAR))
			buf_printf(b, run->kind == DOCX_READING ? "(%s)" : "%s", run->text);
	}
	return b->at;
}

static void tell(struct word *w, enum docx_where where, const char *words)
{
	w->whole = where >= DOCX_HEAD;
	if (where == DOCX_BOX)
		word_warn(w, "the words of a text box are not in the text: \"{words}\"; write them "
		          "where they belong", words);
	else if (where == DOCX_HEAD)
		word_note(w, "the head of the pages says \"{words}\"; it is not in the text", words);
	else if (where == DOCX_FOOT)
		word_note(w, "the foot of the pages says \"{words}\"; it is not in the text", words);
	else
		word_warn(w, "these words of the document are not in the text: \"{words}\"; write them "
		          "where they belong", words);
	w->whole = false;
}

/* A sign of a font that has no letters is nothing to pandoc. */
static bool lacks_sign(const struct search *s, const struct docx_paragraph *p)
{
	bool lacks = false;
	for (size_t i = 0; i < p->runs.count && !lacks; i++)
		lacks = p->runs.at[i].kind == DOCX_SIGN && !strstr(s->words, p->runs.at[i].text);
	return lacks;
}

/* Is it the next heading?  Then what follows stands under it. */
static void follow(struct word *w, const char *letters)
{
	SCOPE(turn);
	struct buf *own = buf_new(turn);
	if (w->heading >= w->headings.count)
		return;
	put_letters(own, w->headings.at[w->heading].words);
	w->heading += own->len > 0 && strcmp(own->at, letters) == 0;
}

/* true: it had something to tell. */
static bool look_at(struct word *w, struct search *s, const struct docx_paragraph *p)
{
	SCOPE(turn);
	struct buf *letters = buf_new(turn);
	bool body = p->where == DOCX_BODY;
	const char *words = words_of(turn, p);
	put_letters(letters, words);
	if (lacks_sign(s, p))
		word_warn(
			w,
			"a sign of a font of signs stands in \"{words}\" of the document and not in the text; write "
			"what it says",
			words);
	if (letters->len == 0)
		return false;
	if (body)
		follow(w, letters->at);
	if (p->where <= DOCX_BOX && find(s, letters->at))
		return false;
	words = body ? missing_of(turn, s, p) : words;
	if (*words)
		tell(w, p->where, words);
	return *words != '\0';
}

/* The head of one section is often that of the next. */
static bool was_told(const struct docx_words *words, size_t i, struct scope *sc)
{
	const struct docx_paragraph *p = &words->paragraphs.at[i];
	for (size_t k = 0; k < i && p->where >= DOCX_HEAD; k++)
		if (words->paragraphs.at[k].where == p->where
		    && strcmp(words_of(sc, &words->paragraphs.at[k]), words_of(sc, p)) == 0)
			return true;
	return false;
}

const char *word_letters(struct scope *sc, const char *words)
{
	struct buf *out = buf_new(sc);
	put_letters(out, words);
	return out->at;
}

/* What pandoc takes for title, author and the like, in another order than it stands. */
static const char *meta_of(struct scope *sc, const struct json *document)
{
	struct buf *out = buf_new(sc);
	const struct json *meta = json_member(document, "meta");
	for (size_t i = 0; i < json_count(meta); i++) {
		put_letters(out, word_plain(sc, json_member(meta, json_key(meta, i)), false));
		buf_char(out, '\n');
	}
	return out->at;
}

/* Do headings have numbers that nobody here can tell?  Where the file says nothing of its headings, their styles do. */
static bool lacks_numbers(const struct word *w, const struct docx_words *words)
{
	bool says = false;
	for (size_t i = 0; i < words->paragraphs.count; i++)
		says = says || words->paragraphs.at[i].heading;
	return w->headings.count && (says ? w->uncounted > 0 : words->counts_headings || w->counted);
}

static void tell_numbers(struct word *w, const struct docx_words *words)
{
	size_t counted = 0;
	for (size_t i = 0; i < w->headings.count; i++)
		counted += w->headings.at[i].counted != NULL;
	if (counted)
		word_note(w, "Word counts the numbers of {count} {count:heading|headings}; they are words of the text "
		          "now, and nobody counts them any more", counted);
	if (lacks_numbers(w, words))
		word_note(w, "Word counts the numbers of headings itself, so they are not in the text; "
		          "where the text says \"see 3.2\", say which part is meant");
	if (w->uncounted_items)
		word_note(w, "Word counts the numbers of {count} {count:item|items} of lists in a way that cannot be "
		          "told for sure; compare them with the document itself", w->uncounted_items);
}

static void tell_of_kinds(struct word *w, const struct docx_words *words)
{
	if (words->objects)
		word_warn(w, "{count} {count:file is|files are} embedded in the document and not in the "
		          "text; attach what counts as evidence by itself", words->objects);
	if (words->charts)
		word_warn(w, "{count} {count:chart or diagram has|charts or diagrams have} no form in "
		          "Markdown; attach a picture of what counts", words->charts);
	tell_numbers(w, words);
}

void word_tell_lost(struct word *w)
{
	SCOPE(turn);
	const struct docx_words *words = w->source->words;
	struct search s = {0};
	size_t told = 0;
	if (!words)
		return;
	s.words = word_plain(turn, json_member(w->source->document, "blocks"), false);
	s.all = word_letters(turn, s.words);
	s.meta = meta_of(turn, w->source->document);
	s.len = strlen(s.all);
	w->heading = 0;
	for (size_t i = 0; i < words->paragraphs.count && told < MOST; i++)
		if (!was_told(words, i, turn))
			told += look_at(w, &s, &words->paragraphs.at[i]);
	w->heading = 0;
	if (told == MOST)
		word_warn(w, "more words of the document are not in the text; compare it with the "
		          "document itself");
	w->whole = true;
	tell_of_kinds(w, words);
	w->whole = false;
}
