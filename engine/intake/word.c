/* word.c: the proposal as a whole: where it goes, front matter, title, text, the document itself beside it. */
#include "base/path.h"
#include "base/utf8.h"
#include "intake/word_private.h"
#include "text/file_name.h"
#include "text/pandoc.h"
#include "text/unicode.h"

/* --- title --- */

static const struct json *meta_of(const struct word *w, const char *name)
{
	return json_member(json_member(w->source->document, "meta"), name);
}

static const char *title_of(struct word *w) { return word_plain(w->sc, meta_of(w, "title"), false); }

/* --- language --- */

/* By the letters: a Japanese word has two, an English one five. */
static const char *language_of(const struct template *t, const struct json *document)
{
	SCOPE(turn);
	size_t japanese = 0, kana = 0, latin = 0, n;
	for (const char *s = word_plain(turn, document, false); *s; s += n) {
		uint32_t c = unicode_at(s, &n);
		kana += c >= 0x3041 && c <= 0x30ff;
		japanese += unicode_is_cjk(c);
		latin += (c | 32) >= 'a' && (c | 32) <= 'z';
	}
	const char *language = kana && 5 * japanese > 2 * latin ? "ja" : latin && 5 * japanese <= 2 * latin ? "en" : "";
	return template_language(t, language) >= 0 ? language : "";
}

/* --- front matter --- */

/* The front matter a text begins with, without its two lines ---; NULL if it has none. */
static const char *front_of(struct scope *sc, const char *text)
{
	if (!text || strncmp(text, "---\n", 4) != 0)
		return NULL;
	const char *end = strncmp(text + 4, "---", 3) == 0 ? text + 3 : strstr(text + 3, "\n---");
	return end ? scope_copy_bytes(sc, text + 4, end + 1 > text + 4 ? (size_t)(end + 1 - (text + 4)) : 0) : NULL;
}

static const char *new_front(struct scope *sc, const struct word *w)
{
	struct buf *b = buf_new(sc);
	buf_text(b, "element: ");
	json_quote(b, w->out->element->id);
	buf_char(b, '\n');
	return b->at;
}

static bool has_key(const char *line, const char *key)
{
	return strncmp(line, key, strlen(key)) == 0 && line[strlen(key)] == ':';
}

/* All lines as they are, but the language: in its place, else behind the element. */
static const char *front_with_language(struct word *w, const char *front)
{
	struct buf *b = buf_new(w->sc);
	const char *language = w->out->language;
	const char *place = has_key(front, "language") || strstr(front, "\nlanguage:") ? "language" : "element";
	bool put = !*language;
	buf_text(b, "---\n");
	for (const char *s = front; *s; ) {
		size_t n = strcspn(s, "\n");
		bool here = !put && has_key(s, place);
		if (!here || *place == 'e')
			buf_printf(b, "%.*s\n", (int)n, s);
		if (here)
			buf_printf(b, "language: %s\n", language);
		put = put || here;
		s += n + (s[n] == '\n');
	}
	if (!put)
		buf_printf(b, "language: %s\n", language);
	buf_text(b, "---\n");
	return b->at;
}

/* The text that is there now, else the template's. */
static const char *front_matter(struct word *w)
{
	const struct word_request *r = w->request;
	const struct template_file *skeleton = template_file(r->template, w->out->element->file);
	const char *front = front_of(w->sc, r->existing ? r->existing(r->context, w->out->path) : NULL);
	if (!front && skeleton)
		front = front_of(w->sc, scope_copy_bytes(w->sc, skeleton->bytes, skeleton->len));
	return front_with_language(w, front ? front : new_front(w->sc, w));
}

/* --- the parts of the text --- */

static void put_meta_value(struct word *w, const struct json *value)
{
	const struct json *content = word_content(value);
	struct word_runs runs = {0};
	w->inside++;
	if (word_is(value, "MetaBlocks"))
		word_put_blocks(w, content, w->text);
	w->inside--;
	for (size_t i = 0; word_is(value, "MetaList") && i < json_count(content); i++)
		put_meta_value(w, json_item(content, i));
	if (word_is(value, "MetaInlines"))
		word_flatten(w, content, 0, NULL, &runs);
	else if (word_is(value, "MetaString"))
		word_add_text(w, &runs, json_text(content), 0, NULL);
	const char *text = word_write(w, &runs, WORD_PARAGRAPH);
	if (!*text)
		return;
	buf_printf(w->text, "\n%s", text);
	word_mark(w, w->text);
	buf_char(w->text, '\n');
}

/* What pandoc takes for the document's own by the styles Subtitle, Author, Date and Abstract. */
static void put_meta(struct word *w)
{
	static const char *const names[] = { "subtitle", "author", "date", "abstract" };
	for (size_t i = 0; i < countof(names); i++)
		put_meta_value(w, meta_of(w, names[i]));
}

/* The document's own title, or the element's; nothing where its first heading is one. */
static void put_title(struct word *w)
{
	struct word_runs runs = {0};
	const struct json *own = meta_of(w, "title");
	int language = template_language(w->request->template, w->out->language);
	if (*title_of(w)) {
		word_flatten(w, word_content(own), 0, NULL, &runs);
	} else if (!word_begins_with_title(w)) {
		const char *title = w->out->element->title.in[language < 0 ? 0 : language];
		word_note(w, "the document has no title; that of the element stands over the text");
		word_add_text(w, &runs, title, 0, NULL);
	}
	if (runs.count) {
		buf_printf(w->text, "# %s", word_write(w, &runs, WORD_HEADING));
		word_mark(w, w->text);
		buf_char(w->text, '\n');
	}
	put_meta(w);
}

/* evidence/C-x.md, or evidence/C-x.ja.md for the original of what is handed over in another language. */
static const char *path_of(struct word *w)
{
	const struct template *t = w->request->template;
	const char *file = w->out->element->file, *language = w->out->language;
	size_t n = strlen(file);
	if (!*language || strcmp(language, t->languages.at[0]) == 0 || !path_has_suffix(file, ".md"))
		return file;
	word_note(w, "the document is in another language than what is handed over; it is kept beside "
	          "the element's text, as its original");
	return scope_printf(w->sc, "%.*s.%s.md", (int)(n - 3), file, language);
}

/* The document itself. */
static void attach_original(struct word *w)
{
	const char *path =
		scope_printf(w->sc, "attachments/%s/%s", w->out->element->id, path_base(w->request->file_name));
	*LIST_ADD(w->sc, &w->out->attachments) = (struct word_attachment){ file_name_mended(w->sc, path), NULL, 0 };
}

static const struct fault *place(struct word *w)
{
	const struct word_request *r = w->request;
	if (r->language && template_language(r->template, r->language) < 0)
		return fault_make(FAULT_NOT_FOUND, "the template has no language \"{language}\"", r->language);
	TRY(word_find_element(w->sc, r, title_of(w), w->headings.at, w->headings.count, &w->out->element));
	w->out->language = r->language ? r->language
		: language_of(r->template, json_member(w->source->document, "blocks"));
	w->out->path = path_of(w);
	if (!*w->out->language)
		word_warn(w, "the language of the document cannot be told from its letters; say it in "
		          "the front matter");
	return NULL;
}

const struct fault *word_make(struct scope *sc, const struct word_request *request, const struct word_source *source,
                              const struct word_proposal **out)
{
	struct word_proposal *proposal = NEW(sc, struct word_proposal);
	struct word w = { .sc = sc, .request = request, .source = source, .out = proposal, .text = buf_new(sc),
	                  .pictures = lookup_new(sc) };
	const struct json *blocks = json_member(source->document, "blocks");
	TRY(template_complete(request->template));
	if (!blocks || json_kind(blocks) != JSON_KIND_ARRAY)
		return fault_make(FAULT_CORRUPT, "is not what pandoc writes of a document");
	word_collect_headings(&w, blocks);
	word_take_counted(&w, blocks);
	TRY(place(&w));
	w.shift = !*title_of(&w) && word_begins_with_title(&w) ? 1 - word_highest_level(&w)
		: w.headings.count ? 2 - word_highest_level(&w) : 0;
	attach_original(&w);
	word_number_headings(&w);
	put_title(&w);
	word_put_blocks(&w, blocks, w.text);
	word_put_footnotes(&w, w.text);
	word_end_comments(&w);
	word_mark(&w, w.text);
	word_tell_lost(&w);
	proposal->text = word_settle(&w, front_matter(&w), &proposal->len);
	*out = proposal;
	return NULL;
}

/* --- from the file --- */

/* One that cannot be read is told as a picture that is not in the file. */
static bool picture_of(struct scope *sc, void *context, const char *name, const char **bytes, size_t *len)
{
	return strncmp(name, "media/", 6) == 0
	       && !FAILED(docx_part(sc, *(const int *)context, scope_printf(sc, "word/%s", name), bytes, len));
}

const struct fault *word_take(struct scope *sc, const struct word_request *request, int fd,
                              const struct word_proposal **out)
{
	struct docx_words words;
	struct word_source source = { .words = &words, .pictures = picture_of, .context = &fd };
	TRY(pandoc_look(fd));
	TRY(docx_words(sc, fd, &words));
	TRY(pandoc_read_docx(sc, fd, &source.document));
	return word_make(sc, request, &source, out);
}
