/* search.c: a scan over one package. */
#include "base/base.h"
#include "base/buf.h"
#include "base/path.h"
#include "desk/desk_private.h"
#include "text/unicode.h"
#include "view/search.h"

enum { BEFORE = 60, AROUND = 220 };     /* bytes of an excerpt */

struct looking { struct scope *sc, *turn; const struct package *p; struct search *out; size_t found; };

static const char *key(struct scope *sc, const char *text) { return unicode_folded(sc, unicode_plain(sc, text)); }

const struct names *search_words(struct scope *sc, const char *question)
{
	struct names *out = NEW(sc, struct names);
	const char *s = key(sc, question);
	for (size_t n; *s; s += n) {
		s += strspn(s, " \t\n");
		n = strcspn(s, " \t\n");
		if (n)
			*LIST_ADD(sc, out) = scope_copy_bytes(sc, s, n);
	}
	return out;
}

static bool holds(const struct looking *l, const char *text)
{
	SCOPE(turn);
	const char *k = key(turn, text);
	for (size_t i = 0; i < l->out->words->count; i++)
		if (!strstr(k, l->out->words->at[i]))
			return false;
	return true;
}

/* Not within a letter of several bytes. */
static size_t at_letter(const char *s, size_t at)
{
	while (at > 0 && ((unsigned char)s[at] & 0xc0) == 0x80)
		at--;
	return at;
}

static const char *excerpt(const struct looking *l, const char *text)
{
	const char *plain = unicode_plain(l->turn, text), *at = strcasestr(plain, l->out->words->at[0]);
	size_t len = strlen(plain), from = at && at - plain > BEFORE ? (size_t)(at - plain) - BEFORE : 0;
	struct buf *b = buf_new(l->turn);
	from = at_letter(plain, from);
	size_t end = from + AROUND < len ? at_letter(plain, from + AROUND) : len;
	if (from > 0)
		buf_text(b, "\xe2\x80\xa6");
	for (size_t i = from; i < end; i++)
		buf_char(b, plain[i] == '\n' ? ' ' : plain[i]);
	if (end < len)
		buf_text(b, "\xe2\x80\xa6");
	return scope_copy(l->sc, b->at);
}

static void add(struct looking *l, enum search_kind kind, const char *where, const char *page, const char *text)
{
	if (l->found++ >= SEARCH_MOST) {
		l->out->more++;
		return;
	}
	*LIST_ADD(l->sc, &l->out->hits) = (struct search_hit){ scope_copy(l->sc, l->p->id),
		scope_copy(l->sc, l->p->title), scope_copy(l->sc, l->p->marking), kind, scope_copy(l->sc, where),
		scope_copy(l->sc, page), excerpt(l, text) };
}

/* --- what things are called, in every language of the template --- */

/* The words in the reader's language first: they are what is shown. */
static const char *in_all(const struct looking *l, const struct words *w)
{
	const struct template *t = l->p->template;
	const char *mine = w->in[l->p->language], *all = mine ? mine : "";
	for (size_t i = 0; i < t->languages.count; i++)
		if (w->in[i] && i != l->p->language && strcmp(w->in[i], all) != 0)
			all = scope_printf(l->turn, "%s / %s", all, w->in[i]);
	return all;
}

static void look_element(struct looking *l, const struct template_element *e)
{
	const char *text = scope_printf(l->turn, "%s %s", e->id, in_all(l, &e->title));
	if (package_document(l->p, e->id) && holds(l, text))
		add(l, SEARCH_ELEMENT, scope_printf(l->turn, "%s %s", e->id, e->title.in[l->p->language]),
		    package_delivered(l->turn, e->file), text);
}

static void look_line(struct looking *l, const struct template_requirement *r)
{
	const char *text = scope_printf(l->turn, "%s %s", r->id, in_all(l, &r->text));
	if (*package_need_of(l->p, r) != '-' && holds(l, text))
		add(l, SEARCH_LINE, r->id, scope_printf(l->turn, "checklist.html#line-%s", r->id), text);
}

static void look_heads(struct looking *l, const struct package_register *r)
{
	const char *text = scope_printf(l->turn, "%s %s", r->of->name, in_all(l, &r->of->title));
	for (size_t i = 0; i < r->of->column_count; i++)
		text = scope_printf(l->turn, "%s | %s", text, in_all(l, &r->of->columns[i].title));
	if (holds(l, text))
		add(l, SEARCH_REGISTER, r->of->title.in[l->p->language],
		    scope_printf(l->turn, "registers/%s.html", r->of->name), text);
}

/* --- texts: the innermost heading under which all words stand --- */

static const char *text_under(const struct looking *l, const struct package_document *d,
                              const struct markdown_heading *h, size_t which)
{
	return scope_printf(l->turn, "%s\n%s", h[which].text, markdown_words(l->turn, d->markdown, which));
}

static bool inner_holds(const struct looking *l, const struct package_document *d, const struct markdown_heading *h,
                        size_t count, size_t which)
{
	for (size_t i = which + 1; i < count && h[i].level > h[which].level; i++)
		if (holds(l, text_under(l, d, h, i)))
			return true;
	return false;
}

static void look_text(struct looking *l, const struct package_document *d)
{
	const struct markdown_heading *h = NULL;
	size_t count = markdown_headings(d->markdown, &h);
	const char *page = package_delivered(l->turn, d->path);
	for (size_t i = 0; i < count; i++) {
		const char *text = text_under(l, d, h, i);
		if (holds(l, text) && !inner_holds(l, d, h, count, i))
			add(l, SEARCH_TEXT, scope_printf(l->turn, "%s, %s", d->path, h[i].text),
			    scope_printf(l->turn, "%s#%s", page, h[i].anchor), text);
	}
	const char *whole = count ? "" : markdown_words(l->turn, d->markdown, 0);
	if (count == 0 && holds(l, whole))
		add(l, SEARCH_TEXT, d->path, page, whole);
}

/* --- tables, files, letters, remarks --- */

static const char *row_text(struct scope *sc, const struct package_register *r, size_t row)
{
	struct buf *b = buf_new(sc);
	for (size_t c = 0; c < r->of->column_count; c++)
		if (*r->rows.at[row].cells[c])
			buf_printf(b, "%s%s", b->len ? " | " : "", r->rows.at[row].cells[c]);
	return b->at;
}

static void look_register(struct looking *l, const struct package_register *r)
{
	for (size_t i = 0; r->present && i < r->rows.count; i++) {
		SCOPE(turn);
		const char *text = row_text(turn, r, i);
		if (holds(l, text))
			add(l, SEARCH_ROW, scope_printf(turn, "%s, %s", r->path, package_row_name(turn, r, i)),
			    scope_printf(turn, "registers/%s.html#line-%d", r->of->name, r->rows.at[i].line), text);
	}
}

static void look_letters(struct looking *l, const struct desk *d)
{
	size_t count = 0;
	const struct event *const *events = desk_events(d, &count);
	for (size_t i = 0; i < count; i++) {
		SCOPE(turn);
		const struct event *ev = events[i];
		const char *name = event_get(ev, EVENT_LETTER_FIELD), *by = event_get(ev, EVENT_REPORTED_BY_FIELD);
		const char *reference = event_get(ev, EVENT_LETTER_REF_FIELD);
		if (!ev->happened || !name)
			continue;
		const char *text = scope_printf(turn, "%s %s %s", name, reference ? reference : "", by ? by : "");
		if (holds(l, text))
			add(l, SEARCH_LETTER, name, scope_printf(turn, "paper/%s", ev->id), text);
	}
}

static void look_remarks(struct looking *l, struct desk *d)
{
	const struct fold *f = desk_fold(d);
	for (size_t i = 0; i < f->remarks.count; i++) {
		SCOPE(turn);
		const char *text = desk_event_text(turn, d, f->remarks.at[i].event, "note.md");
		if (holds(l, text))
			add(l, SEARCH_REMARK, phrase_text(turn, template_speaks(d->template, d->language),
				PHRASE("remark {number}", f->remarks.at[i].number)),
				scope_printf(turn, "remark.html?n=%d", f->remarks.at[i].number), text);
	}
}

static void look_whole(struct looking *l)
{
	const char *text = scope_printf(l->turn, "%s %s", l->p->id, l->p->title);
	for (size_t i = 0; i < l->p->identity.count; i++)
		text = scope_printf(l->turn, "%s %s", text, l->p->identity.at[i].value);
	if (holds(l, text))
		add(l, SEARCH_PACKAGE, l->p->id, "index.html", text);
}

const struct fault *search_add(struct scope *sc, struct desk *d, struct search *out)
{
	struct package *p = NULL;
	struct store_id id, tip = {""};
	if (out->words->count == 0)
		return NULL;
	TRY(store_tip(d->store, STORE_MAIN, &tip));
	TRY(desk_package(d, tip.hex[0] ? "main" : NULL, &p, &id));
	struct looking l = { sc, d->sc, p, out, 0 };
	const struct template_requirements *lines = template_requirements(p->template);
	look_whole(&l);
	for (size_t i = 0; i < p->template->elements.count; i++)
		look_element(&l, &p->template->elements.at[i]);
	for (size_t i = 0; i < lines->count; i++)
		look_line(&l, &lines->at[i]);
	for (size_t i = 0; i < p->documents.count; i++)
		look_text(&l, &p->documents.at[i]);
	for (size_t i = 0; i < p->companions.count; i++)
		look_text(&l, &p->companions.at[i]);
	for (size_t i = 0; i < p->template->registers.count; i++) {
		if (p->registers[i].present)
			look_heads(&l, &p->registers[i]);
		look_register(&l, &p->registers[i]);
	}
	for (size_t i = 0; i < p->attachments.count; i++) {
		const char *path = p->attachments.at[i].entry->path;
		if (holds(&l, path))
			add(&l, SEARCH_FILE, path_base(path), path, path);
	}
	look_letters(&l, d);
	look_remarks(&l, d);
	return fault_missed();
}
