/* redlines.c: comments as remarks. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "base/utf8.h"
#include "command/redlines.h"
#include "command/show.h"
#include "command/term.h"
#include "text/reviewed.h"
#include <strings.h>
#include <unistd.h>

enum { PASSAGE_MOST = 300, SHOWN_MOST = 100 };          /* bytes */

bool redlines_is_docx(const char *path)
{
	size_t n = strlen(path);
	return n > 5 && strcasecmp(path + n - 5, ".docx") == 0;
}

/* --- the text of a remark --- */

static const char *shortened(struct scope *sc, const char *s)
{
	size_t n = strlen(s);
	return n <= PASSAGE_MOST ? s : scope_printf(sc, "%.*s \xe2\x80\xa6", (int)utf8_cut(s, n, PASSAGE_MOST), s);
}

static const struct phrase *who_said(struct scope *sc, const struct comments_one *c)
{
	const char *author = *c->author ? c->author : "?";
	if (c->kind == COMMENTS_SUGGESTED)
		return *c->day ? phrase_new(sc, "{author} changed it so in a Word document, {day}", author, c->day)
			: phrase_new(sc, "{author} changed it so in a Word document", author);
	return *c->day ? phrase_new(sc, "{author} said it in a Word document, {day}", author, c->day)
		: phrase_new(sc, "{author} said it in a Word document", author);
}

/* In English, as all that is kept. */
static const char *note_of(struct scope *sc, const struct comments_one *c)
{
	const struct phrase *who = who_said(sc, c);
	const char *words = *c->words ? c->words : "?", *passage = shortened(sc, c->passage);
	if (*passage && c->kind == COMMENTS_SAID)
		who = phrase_new(sc, "{who}, about \"{passage}\"", who, passage);
	else if (*c->removed && c->kind == COMMENTS_SAID)
		who = phrase_new(sc, "{who}, about words that are gone: \"{passage}\"", who, shortened(sc, c->removed));
	return scope_printf(sc, "%s\n\n(%s)\n", words, phrase_text(sc, NULL, who));
}

/* --- what is recorded already --- */

static const struct fault *recorded_texts(struct scope *sc, const struct desk *d, struct names *out)
{
	const struct fold *f = desk_fold(d);
	for (size_t i = 0; i < f->remarks.count; i++) {
		const char *text = NULL;
		size_t len;
		const struct fault *none = desk_event_file(sc, d, f->remarks.at[i].event, "note.md", &text, &len);
		if (none && none->code != FAULT_NOT_FOUND)
			return none;
		if (!none)
			*LIST_ADD(sc, out) = text;
	}
	return NULL;
}

static bool is_same(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b);
	while (n && a[n - 1] == '\n')
		n--;
	while (m && b[m - 1] == '\n')
		m--;
	return n == m && memcmp(a, b, n) == 0;
}

/* Each text that is recorded stands for one comment: the same words can be said twice. */
static bool take_known(struct names *texts, const char *note)
{
	for (size_t i = 0; i < texts->count; i++)
		if (is_same(texts->at[i], note)) {
			texts->at[i] = "";
			return true;
		}
	return false;
}

/* --- recording --- */

static const char *or_null(const char *s) { return s && *s ? s : NULL; }

static struct act_remark remark_of(const struct act_remark *all, const struct redlined_one *one)
{
	struct act_remark r = *all;
	const struct comments_place *p = &one->said->place;
	r.on = one->placed == REDLINED_ON_PACKAGE ? NULL : p->file;
	if (one->placed != REDLINED_PLACED)
		return r;
	r.quote = or_null(p->quote);
	r.which = p->which;
	r.row = or_null(p->row);
	r.column = or_null(p->column);
	r.field = or_null(p->field);
	return r;
}

static const struct fault *record(struct desk *d, const struct act_remark *all, const struct act_options *o, bool trial,
                                  struct redlined_one *one)
{
	struct act_remark r = remark_of(all, one);
	struct act_options own = *o;
	own.note = one->note;
	r.trial = trial;
	int number = 0;
	TRY(act_remark(d, &r, &own, &number));
	one->number = trial ? 0 : number;
	return NULL;
}

static bool has_near_place(const struct comments_place *p)
{
	return *p->quote || *p->row || *p->field;
}

/* As near as the version that remarks are made on lets it. */
static const struct fault *try_places(struct desk *d, const struct act_remark *all, const struct act_options *o,
                                      struct redlined_one *one)
{
	const struct comments_place *p = &one->said->place;
	const struct fault *f = NULL;
	one->placed = !p->file ? REDLINED_ON_PACKAGE : has_near_place(p) ? REDLINED_PLACED : REDLINED_ON_FILE;
	for (;; one->placed++) {
		f = record(d, all, o, true, one);
		if (!f || one->placed == REDLINED_ON_PACKAGE)
			return f;
	}
}

bool redlines_is_ours(struct scope *sc, int fd)
{
	struct reviewed *document = NULL;
	bool unread = FAILED(reviewed_read(sc, fd, &document)); /* what cannot be read is judged by who takes it */
	for (size_t i = 0; !unread && i < document->parts.count; i++) {
		const struct reviewed_part *p = &document->parts.at[i];
		if (p->kind == REVIEWED_BOOKMARK && strncmp(p->id, "sarflow_", strlen("sarflow_")) == 0)
			return true;
	}
	return false;
}

static const struct fault *read_document(struct scope *sc, struct desk *d, const char *path, struct comments *out)
{
	struct reviewed *document = NULL;
	struct package *p = NULL;
	struct store_id id = {""};
	int fd = -1;
	TRY(file_open(path, &fd));
	const struct fault *f = reviewed_read(sc, fd, &document);
	close(fd);
	if (f)
		return fault_while(f, "{file}", path);
	TRY(desk_package(d, "main", &p, &id));
	comments_read(sc, document, p, out);
	return NULL;
}

const struct fault *redlines_add(struct scope *sc, struct desk *d, const char *path, const struct act_remark *all,
                                 const struct act_options *o, struct redlined *out)
{
	struct comments *said = NEW(sc, struct comments);
	struct names texts = {0};
	TRY(read_document(sc, d, path, said));
	TRY(recorded_texts(sc, d, &texts));
	for (size_t i = 0; i < said->count; i++) {
		struct redlined_one *one = LIST_ADD(sc, out);
		*one = (struct redlined_one){ .said = &said->at[i], .note = note_of(sc, &said->at[i]) };
		one->known = take_known(&texts, one->note);
		if (!one->known)
			TRY(try_places(d, all, o, one));
	}
	for (size_t i = 0; i < out->count && !all->trial; i++)
		if (!out->at[i].known)
			TRY(record(d, all, o, false, &out->at[i]));
	return NULL;
}

/* --- what is told --- */

static const struct phrase *place_of(struct scope *sc, const struct redlined_one *one)
{
	const struct comments_place *p = &one->said->place;
	if (one->placed == REDLINED_ON_PACKAGE)
		return phrase_new(sc, "The package as a whole");
	if (one->placed == REDLINED_ON_FILE)
		return phrase_new(sc, "{file}", p->file);
	return phrase_new(sc, "{file}: {place}", p->file, *p->quote ? utf8_first_line(sc, p->quote, SHOWN_MOST)
	                  : *p->row ? p->row : p->field);
}

static void show_one(const struct env *env, const struct redlined_one *one)
{
	SCOPE(turn);
	const char *words = utf8_first_line(turn, one->said->words, SHOWN_MOST);
	if (one->number)
		term_say(env, "  remark {number}, {place}\n    {author}: {words}\n", one->number, place_of(turn, one),
		         one->said->author, words);
	else
		term_say(env, "  {place}\n    {author}: {words}\n", place_of(turn, one), one->said->author, words);
}

static size_t show_those(const struct env *env, const struct redlined *all, bool placed)
{
	size_t count = 0;
	for (size_t i = 0; i < all->count; i++) {
		const struct redlined_one *one = &all->at[i];
		if (one->known || (one->placed == REDLINED_PLACED) != placed)
			continue;
		if (count++ == 0 && !placed)
			term_say(env, "the words or the row are not in the newest saved version; each is a remark on "
			         "what is named:\n");
		else if (count == 1)
			term_say(env, "at its words:\n");
		show_one(env, one);
	}
	return count;
}

void redlines_show(const struct env *env, const char *path, const struct redlined *all)
{
	size_t known = 0, made = 0;
	for (size_t i = 0; i < all->count; i++) {
		known += all->at[i].known;
		made += all->at[i].number > 0;
	}
	if (all->count == 0)
		term_say(env, "{file} holds no comment and no change of a reader\n", path_base(path));
	size_t far = show_those(env, all, false), near = show_those(env, all, true);
	if (far + near > made)
		term_say(env, "{count} {count:remark|remarks} would be recorded\n", far + near);
	else if (made)
		term_say(env, "{count} {count:remark|remarks} recorded\n", made);
	if (known)
		term_say(env, "{count} {count:comment was|comments were} recorded already\n", known);
}
