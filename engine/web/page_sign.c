/* page_sign.c: elements signed off, in one of the person's roles. */
#include "base/base.h"
#include "desk/act.h"
#include "render/acts.h"
#include "view/seals.h"
#include "view/served.h"
#include "web/passkey.h"
#include "web/page_acts.h"
#include "web/record.h"

/* --- what is signed --- */

static void put_seal(struct buf *b, const struct view *v, const struct seals_cell *c)
{
	html(b, "<td>");
	if (c->state == SEALS_STANDS)
		html(b, "\xe2\x97\x8b "), frame_say(b, v, "stands, signed on {day}", c->day);
	else if (c->state == SEALS_FELL)
		frame_say(b, v, "{sign} fell, {day}", "\xe2\x96\xb3", c->day);
	else
		html(b, "\xe2\x96\xa1 "), frame_say(b, v, "not signed yet");
	html(b, "</td>");
}

static size_t open_remarks(const struct view *v, const struct template_element *e)
{
	size_t n = 0;
	for (size_t i = 0; i < v->remarks.count; i++)
		n += v->remarks.at[i].element == e && v->remarks.at[i].of->state == FOLD_OPEN;
	return n;
}

static void put_against(struct buf *b, const struct view *v, const struct template_element *e, size_t errors)
{
	size_t remarks = open_remarks(v, e);
	html(b, "<td>");
	if (errors)
		html(b, "<span class=\"stop\">\xc3\x97 "), frame_say(b, v, "{count} {count:error|errors}", errors),
			html(b, "</span> ");
	if (remarks)
		html(b, "<span class=\"warn\">\xe2\x96\xb3 "), frame_say(b, v,
			"{count} open {count:remark|remarks}", remarks), html(b, "</span>");
	if (!errors && !remarks)
		html(b, "\xe2\x97\x8b "), frame_say(b, v, "no errors, no open remarks");
	html(b, "</td>");
}

/* An element with an error is not offered ticked. */
static void put_unit(struct buf *b, const struct page_ask *a, const struct seals_row *row, const struct seals_cell *c,
                     const char *role)
{
	const struct view *v = a->view;
	const struct template_element *e = row->unit;
	size_t errors = e == &v->template->whole ? 0 : view_progress(v, e)->errors;
	char digest[DIGEST_TEXT];
	package_canon(v->package, e, digest);
	html(b, "<tr><td><input type=\"checkbox\" name=\"element\" value=\"");
	html_text(b, e->id);
	html(b, "\" id=\"");
	html_text(b, role);
	html(b, "-");
	html_text(b, e->id);
	html(b, "\"");
	if (record_ticked(a, "element", e->id, c->state != SEALS_STANDS && !errors))
		html(b, " checked");
	html(b, "></td><th scope=\"row\"><label for=\"");
	html_text(b, role);
	html(b, "-");
	html_text(b, e->id);
	html(b, "\">");
	if (e != &v->template->whole)
		html(b, "<b>"), html_text(b, e->id), html(b, "</b> ");
	html_text(b, e->title.in[v->language]);
	html(b, "</label></th>");
	put_seal(b, v, c);
	put_against(b, v, e, errors);
	html(b, "<td class=\"id\">");
	html_text(b, scope_copy_bytes(v->package->sc, digest, 12));
	html(b, "</td></tr>\n");
}

static void put_heads(struct buf *b, const struct view *v)
{
	const char *const heads[] = { WORD("Sign"), WORD("Element"), WORD("Your sign-off"), WORD("Stands against it"),
		WORD("Digest of the content") };
	html(b, "<thead><tr>");
	for (size_t i = 0; i < countof(heads); i++) {
		html(b, "<th scope=\"col\">");
		html_word(b, v->reader, heads[i]);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
}

/* Those that some transition asks of this role; those that stand come last. */
static void put_units(struct buf *b, const struct page_ask *a, const struct seals *s, size_t role)
{
	for (int stands = 0; stands < 2; stands++)
		for (size_t i = 0; i < s->rows.count; i++) {
			const struct seals_cell *c = &s->rows.at[i].cells[role];
			if (c->state != SEALS_NOT_ASKED && (c->state == SEALS_STANDS) == (stands == 1))
				put_unit(b, a, &s->rows.at[i], c, s->roles.at[role]);
		}
}

static void put_role(struct buf *b, struct page_ask *a, const struct seals *s, size_t role)
{
	const struct view *v = a->view;
	const char *id = s->roles.at[role];
	html(b, "<h2 id=\"as-");
	html_text(b, id);
	html(b, "\">");
	frame_say(b, v, "As {role}", frame_role(v, id));
	html(b, "</h2>\n");
	html(b, "<p class=\"small\"><a href=\"compare.html\">");
	frame_say(b, v, "What changed");
	html(b, "</a></p>\n");
	record_open(b, a, "sign.html");
	acts_hidden(b, "role", id);
	frame_open_table(b, scope_printf(a->sc, "as-%s", id), "full cards");
	put_heads(b, v);
	put_units(b, a, s, role);
	html(b, "</tbody></table></div>\n<p class=\"small\">");
	frame_say(b, v, "Under each: its text, its registers row by row, its attachments byte by byte, as they are in "
	          "version {version.7}.", v->version);
	html(b, "</p>\n<div class=\"field\"><label for=\"meaning-");
	html_text(b, id);
	html(b, "\">");
	frame_say(b, v, "What it means");
	html(b, "</label><input size=\"50\" id=\"meaning-");
	html_text(b, id);
	html(b, "\" name=\"meaning\" value=\"");
	html_field(b, record_said(a, "meaning", phrase_text(a->sc, v->reader, PHRASE("reviewed and agreed"))));
	html(b, "\"></div>\n");
	record_close(b, a, WORD("Go on to sign \xe2\x80\xa6"));
}

static void put(struct buf *b, struct page_ask *a)
{
	const struct seals *s = a->view->seals;
	const struct fold_person *me = a->view->served->me;
	const char *only = record_value(a, "role");
	size_t shown = 0;
	passkey_put_note(b, a);
	for (size_t i = 0; i < s->roles.count && me && record_may(a, EVENT_SIGN_OFF); i++)
		if (list_has(&me->roles, s->roles.at[i]) && (!only || strcmp(only, s->roles.at[i]) == 0)) {
			put_role(b, a, s, i);
			shown++;
		}
	if (shown == 0)
		html(b, "<p>"), frame_say(b, a->view, "No sign-off is asked of your roles in this package."),
			html(b, "</p>\n");
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	record_page(a, out, "sign.html", phrase_word(a->view->reader, WORD("Sign")), put);
	return NULL;
}

/* --- the act --- */

const struct fault *page_act_sign(struct page_ask *a)
{
	struct names elements = {0};
	size_t at = 0, count = 0;
	for (const char *e; (e = page_next(a, "element", &at)) != NULL; )
		*LIST_ADD(a->sc, &elements) = e;
	if (elements.count == 0)
		return fault_make(FAULT_USAGE, "tick at least one element to sign");
	if (!record_value(a, "meaning"))
		return fault_make(FAULT_USAGE, "say what the sign-off means");
	return act_sign(a->desk, record_value(a, "role"), &elements, record_value(a, "meaning"),
	                scope_copy_bytes(a->sc, page_value(a, "stand"), strcspn(page_value(a, "stand"), ".")), &count);
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const struct record r = { "sign.html", WORD("Sign"), WORD("Sign"), "index.html", page_act_sign, .signs = true,
	                          .form = get };
	return record_answer(a, out, &r);
}

const struct page page_sign = { .paths = (const char *const[]){ "/p/{}/sign.html", NULL }, .needs = PAGE_VIEW,
                                .get = get, .post = post };
