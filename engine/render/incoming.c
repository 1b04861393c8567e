/* incoming.c: tables, doubts and changes of what comes in; files that would be attached. */
#include "base/base.h"
#include "base/path.h"
#include "render/changes.h"
#include "render/frame.h"
#include "render/incoming.h"
#include "render/outcomes.h"

/* --- what is taken --- */

static void put_table(struct buf *b, const struct view *v, const struct incoming_table *t)
{
	html(b, "<li>");
	if (!t->register_)
		frame_say(b, v, "{file}, {sheet}: no register of this package; passed over", t->file, t->sheet);
	else
		frame_say(b, v, "{register}: {added} {added:row comes|rows come}, {changed} change, {removed} go, "
		          "{same} are as they were", html_mark(HTML_STRONG, t->register_->title.in[v->language]),
		          t->added, t->changed, t->removed, t->same);
	if (t->conflicts) {
		html(b, " <span class=\"warn\">\xe2\x96\xb3 ");
		frame_say(b, v, "{count} {count:change|changes} on both sides: the package stays as it is there",
		          t->conflicts);
		html(b, "</span>");
	}
	html(b, "</li>\n");
}

const struct fault *incoming_put(struct scope *sc, const struct view *v, const struct incoming *in, struct buf *b)
{
	outcomes_put_doubts(b, v->reader, in->doubts);
	if (in->tables.count)
		html(b, "<ul class=\"plain\">\n");
	for (size_t i = 0; i < in->tables.count; i++)
		put_table(b, v, &in->tables.at[i]);
	if (in->tables.count)
		html(b, "</ul>\n");
	if (in->changes)
		return changes_put_all(sc, in->changes, false, b);
	html(b, "<p>");
	frame_say(b, v, "Nothing would change.");
	html(b, "</p>\n");
	return NULL;
}

/* --- what is attached --- */

static const char *word_of(const struct attaching_file *f)
{
	switch (f->what) {
	case ATTACHING_NEW: return WORD("new");
	case ATTACHING_REPLACED: return WORD("replaced");
	case ATTACHING_ROWS: return WORD("its row");
	case ATTACHING_THERE: return WORD("is there");
	}
	return "";
}

static void put_problems(struct buf *b, const struct view *v, const struct attaching_problems *all)
{
	for (size_t i = 0; i < all->count; i++) {
		html(b, "<br><span class=\"stop\">\xc3\x97 ");
		html_say_phrase(b, v->reader, all->at[i].says);
		html(b, "</span>");
	}
}

/* What the file says of itself is shown for what it is: a proposal. */
static void put_proposed(struct buf *b, const struct view *v, const struct attaching_file *f)
{
	for (size_t i = 0; i < f->rows.count; i++)
		for (size_t c = 0; c < f->rows.at[i].into->column_count; c++) {
			const struct attaching_row *row = &f->rows.at[i];
			if (!row->proposed[c])
				continue;
			html(b, "<br>");
			frame_say(b, v, "{column} \"{value}\", as the file says; look whether it is so",
			          row->into->columns[c].title.in[v->language], row->cells[c]);
		}
}

static void put_file(struct buf *b, const struct view *v, const struct attaching_file *f)
{
	html(b, "<tr><th scope=\"row\">");
	html_text(b, f->path ? f->path : path_base(f->called));
	html(b, "</th><td>");
	html_word(b, v->reader, f->problems.count ? WORD("refused") : word_of(f));
	put_problems(b, v, &f->problems);
	put_proposed(b, v, f);
	html(b, "</td><td class=\"num\">");
	html_number(b, (int64_t)f->size);
	html(b, "</td><td class=\"num\">");
	if (f->pages)
		html_number(b, f->pages);
	html(b, "</td></tr>\n");
}

static void put_choice(struct buf *b, const char *value, const char *words)
{
	html(b, "<option value=\"");
	html_text(b, value);
	html(b, "\">");
	html_text(b, words);
	html(b, "</option>\n");
}

/* What the code means, where the template says it. */
static const char *words_of(struct scope *sc, const struct view *v, const struct template_column *c, const char *code)
{
	for (size_t i = 0; c->codes && i < v->template->codes.count; i++) {
		const struct template_code *k = &v->template->codes.at[i];
		if (strcmp(k->list, c->codes) == 0 && strcmp(k->code, code) == 0
		    && strcasecmp(k->title.in[v->language], code) != 0)
			return scope_printf(sc, "%s: %s", code, k->title.in[v->language]);
	}
	return code;
}

static void put_choices(struct buf *b, const struct view *v, const struct template_column *c)
{
	SCOPE(turn);
	static const char *const truth[] = { "yes", "no" };
	put_choice(b, "", "");
	for (size_t i = 0; c->type == TEMPLATE_YES_NO && i < countof(truth); i++)
		put_choice(b, truth[i], phrase_word(v->reader, truth[i]));
	for (size_t i = 0; i < c->choices.count; i++)
		put_choice(b, c->choices.at[i], words_of(turn, v, c, c->choices.at[i]));
}

static void put_lack(struct buf *b, const struct view *v, const struct attaching_lack *l)
{
	const struct template_column *c = l->of;
	bool choice = c->choices.count > 0 || c->type == TEMPLATE_YES_NO, own = l->into == v->template->attach.into;
	html(b, "<div class=\"field\"><label>");
	html_text(b, c->title.in[v->language]);
	if (!c->required)
		html(b, " ("), frame_say(b, v, "empty where there is none"), html(b, ")");
	html(b, " ");
	if (choice)
		html(b, "<select name=\"set.");
	else
		html(b, "<input name=\"set.");
	if (!own)
		html_text(b, l->into->name), html(b, ".");
	html_text(b, c->name);
	html(b, "\">");
	if (choice) {
		put_choices(b, v, c);
		html(b, "</select>");
	}
	html(b, "</label></div>\n");
}

bool incoming_only_lacks(const struct attaching *a)
{
	bool out = a->problems.count == 0 && a->lacks.count > 0;
	for (size_t i = 0; i < a->files.count; i++)
		out = out && a->files.at[i].problems.count == 0;
	return out;
}

static void put_heads(struct buf *b, const struct view *v)
{
	const char *const heads[] = { WORD("File"), WORD("What is done"), WORD("Bytes"), WORD("Pages") };
	frame_open_table(b, "files", "full");
	html(b, "<thead><tr>");
	for (size_t i = 0; i < countof(heads); i++) {
		html(b, "<th scope=\"col\">");
		html_word(b, v->reader, heads[i]);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
}

void incoming_put_attaching(struct buf *b, const struct view *v, const struct attaching *a)
{
	html(b, "<h2 id=\"files\">");
	frame_say(b, v, "Files");
	html(b, "</h2>\n");
	for (size_t i = 0; i < a->notes.count; i++)
		html(b, "<p>"), html_say_phrase(b, v->reader, a->notes.at[i]), html(b, "</p>\n");
	put_heads(b, v);
	for (size_t i = 0; i < a->files.count; i++)
		put_file(b, v, &a->files.at[i]);
	html(b, "</tbody></table></div>\n<p>");
	put_problems(b, v, &a->problems);
	html(b, "</p>\n");
	if (a->lacks.count) {
		html(b, "<h2>");
		frame_say(b, v, "What is asked of these files before they are stored");
		html(b, "</h2>\n");
	}
	for (size_t i = 0; i < a->lacks.count; i++)
		put_lack(b, v, &a->lacks.at[i]);
}
