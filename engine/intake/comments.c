/* comments.c: a walk through the document: who said what, about which words of ours. */
#include "base/base.h"
#include "base/date.h"
#include "intake/comments_private.h"
#include "text/markdown/quote.h"

/* Words of a paragraph, by who brought and who took them. */
enum side { SIDE_BOTH, SIDE_OURS_GONE, SIDE_THEIRS_NEW, SIDE_THEIRS_GONE, SIDE_NEVER };

struct open_comment { const char *id; size_t at; struct buf *passage, *removed; };

struct reading {
	struct scope *sc;
	const struct reviewed *in;
	const struct package *p;
	struct comments *out;
	struct { struct comments_context *at; size_t count, cap; } contexts;    /* by comment */
	struct { struct open_comment *at; size_t count, cap; } open;
	bool *told;                     /* by comment of the document */
	const char *file;               /* whose text it is now */
	/* The paragraph: as we wrote it; its bookmark; the reader's changes in it, and who made the first. */
	struct buf *block, *edits;
	const char *bookmark, *editor, *edited;
	bool edit_goes_on;
	size_t first;                   /* of the comments that begin in this paragraph */
	/* The table it stands in, the outermost: its row, the row of heads, the words of the cell. */
	int tables;
	struct names *cells, *heads;
	struct buf *cell;
};

static const char *day_of(struct scope *sc, const char *moment)
{
	int day;
	const char *text = scope_printf(sc, "%.10s", moment);
	return date_parse(text, &day) ? text : "";
}

static bool is_ours(const char *author)
{
	size_t n = strlen(author), m = strlen(COMMENTS_OURS);
	return strcmp(author, "sarflow") == 0 || (n > m && strcmp(author + n - m, COMMENTS_OURS) == 0);
}

/* --- words --- */

static enum side side_of(const struct reviewed_part *w)
{
	bool theirs_new = w->came && !is_ours(w->came), gone = w->went != NULL;
	if (theirs_new)
		return gone ? SIDE_NEVER : SIDE_THEIRS_NEW;     /* what the reader wrote and took again */
	return !gone ? SIDE_BOTH : is_ours(w->went) ? SIDE_OURS_GONE : SIDE_THEIRS_GONE;
}

static void put_edit(struct reading *r, enum side side, const char *text)
{
	bool new = side == SIDE_THEIRS_NEW;
	const char *close = new ? "+}" : "-]";
	if (r->edit_goes_on && r->edits->len >= 2 && strcmp(r->edits->at + r->edits->len - 2, close) == 0) {
		r->edits->len -= 2;
		r->edits->at[r->edits->len] = '\0';
	} else {
		if (r->edits->len)
			buf_text(r->edits, r->edit_goes_on ? " " : " \xe2\x80\xa6 ");
		buf_text(r->edits, new ? "{+" : "[-");
	}
	buf_text(r->edits, text);
	buf_text(r->edits, close);
	r->edit_goes_on = true;
}

static void put_words(struct reading *r, const struct reviewed_part *w)
{
	enum side side = side_of(w);
	bool ours = side == SIDE_BOTH || side == SIDE_THEIRS_GONE;
	bool theirs = side == SIDE_THEIRS_NEW || side == SIDE_THEIRS_GONE;
	if (ours)
		buf_text(r->block, w->text);
	for (size_t i = 0; i < r->open.count && (ours || side == SIDE_OURS_GONE); i++)
		buf_text(ours ? r->open.at[i].passage : r->open.at[i].removed, w->text);
	if (theirs && r->edits->len == 0) {
		r->editor = side == SIDE_THEIRS_NEW ? w->came : w->went;
		r->edited = side == SIDE_THEIRS_NEW ? w->came_on : w->went_on;
	}
	if (theirs)
		put_edit(r, side, w->text);
	else if (side == SIDE_BOTH)
		r->edit_goes_on = false;
}

/* --- comments --- */

static void add(struct reading *r, const struct comments_one *one, const char *block, const char *before)
{
	*LIST_ADD(r->sc, r->out) = *one;
	*LIST_ADD(r->sc, &r->contexts) = (struct comments_context){ .file = r->file, .block = block,
		.before = scope_copy(r->sc, before), .cells = r->cells, .heads = r->heads,
		.cell = r->cells ? r->cells->count : 0 };
}

static size_t find_comment(const struct reading *r, const char *id)
{
	size_t i = 0;
	while (i < r->in->comments.count && strcmp(r->in->comments.at[i].id, id) != 0)
		i++;
	return i;
}

/* Once, however often the document says that it begins. */
static bool begin_comment(struct reading *r, const char *id)
{
	size_t i = find_comment(r, id);
	if (i == r->in->comments.count || r->told[i])
		return false;
	const struct reviewed_comment *c = &r->in->comments.at[i];
	r->told[i] = true;
	*LIST_ADD(r->sc, &r->open) = (struct open_comment){ id, r->out->count, buf_new(r->sc), buf_new(r->sc) };
	add(r, &(struct comments_one){ .author = c->author, .day = day_of(r->sc, c->date), .words = c->text,
		.passage = "", .removed = "" }, "", r->block->at);
	return true;
}

static void close_comment(struct reading *r, size_t i)
{
	struct open_comment *o = &r->open.at[i];
	r->out->at[o->at].passage = markdown_quote_words(r->sc, o->passage->at);
	r->out->at[o->at].removed = markdown_quote_words(r->sc, o->removed->at);
	r->open.count--;
	memmove(o, o + 1, (r->open.count - i) * sizeof *o);
}

static void end_comment(struct reading *r, const char *id)
{
	for (size_t i = r->open.count; i-- > 0; )
		if (strcmp(r->open.at[i].id, id) == 0)
			close_comment(r, i);
}

/* One without a range is where its sign is. */
static void mark_comment(struct reading *r, const char *id)
{
	if (begin_comment(r, id))
		end_comment(r, id);
}

/* What the reader changed in the paragraph, as one suggestion. */
static void take_edits(struct reading *r, const char *block)
{
	if (r->edits->len == 0)
		return;
	add(r, &(struct comments_one){ .kind = COMMENTS_SUGGESTED, .author = r->editor,
		.day = day_of(r->sc, r->edited), .words = scope_copy(r->sc, r->edits->at), .passage = block,
		.removed = "" }, block, "");
}

/* --- paragraphs and cells --- */

static void begin_block(struct reading *r)
{
	buf_clear(r->block);
	buf_clear(r->edits);
	r->bookmark = NULL;
	r->edit_goes_on = false;
	r->first = r->out->count;
}

/* A comment that goes on in the next paragraph has a blank there. */
static void end_block(struct reading *r)
{
	const char *words = markdown_quote_words(r->sc, r->block->at);
	const char *file = r->tables ? NULL : comments_file(r->sc, r->p, r->bookmark, words);
	r->file = file ? file : r->file;
	take_edits(r, words);
	for (size_t i = r->first; i < r->contexts.count; i++) {
		r->contexts.at[i].block = words;
		r->contexts.at[i].file = file ? file : r->contexts.at[i].file;
	}
	for (size_t i = 0; i < r->open.count; i++)
		buf_char(r->open.at[i].passage, ' ');
	buf_printf(r->cell, "%s ", words);
}

static void begin_row(struct reading *r)
{
	r->cells = NEW(r->sc, struct names);
	r->heads = r->heads ? r->heads : r->cells;
}

/* A table in a cell is words of that cell. */
static void take_frame(struct reading *r, enum reviewed_kind kind)
{
	r->tables += kind == REVIEWED_TABLE;
	if (kind == REVIEWED_TABLE && r->tables == 1)
		r->heads = NULL;
	else if (kind == REVIEWED_ROW && r->tables == 1)
		begin_row(r);
	else if (kind == REVIEWED_CELL && r->tables == 1)
		buf_clear(r->cell);
	else if (kind == REVIEWED_CELL_END && r->tables == 1 && r->cells)
		*LIST_ADD(r->sc, r->cells) = markdown_quote_words(r->sc, r->cell->at);
	r->tables -= kind == REVIEWED_TABLE_END && r->tables > 0;
	if (kind == REVIEWED_TABLE_END && r->tables == 0)
		r->cells = r->heads = NULL;
}

static void take_part(struct reading *r, const struct reviewed_part *p)
{
	switch (p->kind) {
	case REVIEWED_PARAGRAPH: begin_block(r); break;
	case REVIEWED_PARAGRAPH_END: end_block(r); break;
	case REVIEWED_WORDS: put_words(r, p); break;
	case REVIEWED_COMMENT: begin_comment(r, p->id); break;
	case REVIEWED_COMMENT_END: end_comment(r, p->id); break;
	case REVIEWED_COMMENT_MARK: mark_comment(r, p->id); break;
	case REVIEWED_BOOKMARK: r->bookmark = strncmp(p->id, "sarflow_", 8) == 0 ? p->id : r->bookmark; break;
	default: take_frame(r, p->kind); break;
	}
}

void comments_read(struct scope *sc, const struct reviewed *in, const struct package *p, struct comments *out)
{
	struct reading r = { .sc = sc, .in = in, .p = p, .out = out, .block = buf_new(sc), .edits = buf_new(sc),
	                     .cell = buf_new(sc), .told = NEWS(sc, bool, in->comments.count + 1) };
	*out = (struct comments){0};
	for (size_t i = 0; i < in->parts.count; i++)
		take_part(&r, &in->parts.at[i]);
	while (r.open.count)            /* its end is lost */
		close_comment(&r, r.open.count - 1);
	r.file = NULL;
	r.cells = r.heads = NULL;
	buf_clear(r.block);
	for (size_t i = 0; i < in->comments.count; i++) /* of a head, a foot, a note, or of nothing */
		mark_comment(&r, in->comments.at[i].id);
	for (size_t i = 0; i < out->count; i++)
		comments_find(sc, p, &r.contexts.at[i], &out->at[i]);
}
