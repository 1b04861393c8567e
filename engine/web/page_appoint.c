/* page_appoint.c: who holds which roles. */
#include "base/base.h"
#include "desk/act.h"
#include "render/acts.h"
#include "web/page_acts.h"
#include "web/record.h"

static void put_person(struct buf *b, const struct page_ask *a, const struct fold_person *p)
{
	html(b, "<tr><th scope=\"row\">");
	html_text(b, p->name);
	html(b, "</th><td>");
	html_text(b, p->email);
	html(b, "</td><td>");
	for (size_t i = 0; i < p->roles.count; i++) {
		html_text(b, i ? ", " : "");
		html_text(b, frame_role(a->view, p->roles.at[i]));
	}
	html(b, "</td></tr>\n");
}

static void put_people(struct buf *b, const struct page_ask *a)
{
	const struct fold *f = a->view->fold;
	const char *const heads[] = { WORD("Name"), WORD("Address"), WORD("Roles") };
	frame_open_table(b, "title", "full");
	html(b, "<thead><tr>");
	for (size_t i = 0; i < countof(heads); i++) {
		html(b, "<th scope=\"col\">");
		html_word(b, a->view->reader, heads[i]);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < f->people.count; i++)
		put_person(b, a, &f->people.at[i]);
	html(b, "</tbody></table></div>\n");
}

static void put_roles(struct buf *b, const struct page_ask *a)
{
	const struct template *t = a->view->template;
	html(b, "<fieldset><legend>");
	frame_say(b, a->view, "Roles from now on, in place of those held before");
	html(b, "</legend>\n");
	for (size_t i = 0; i < t->roles.count; i++) {
		html(b, "<label><input type=\"checkbox\" name=\"role\" value=\"");
		html_text(b, t->roles.at[i].id);
		html(b, "\"");
		if (record_ticked(a, "role", t->roles.at[i].id, false))
			html(b, " checked");
		html(b, "> ");
		html_text(b, t->roles.at[i].title.in[a->view->language]);
		html(b, "</label>\n");
	}
	html(b, "</fieldset>\n");
}

static void put(struct buf *b, struct page_ask *a)
{
	put_people(b, a);
	if (!record_may(a, EVENT_APPOINT)) {
		html(b, "<p>"), frame_say(b, a->view, "None of your roles may appoint people."), html(b, "</p>\n");
		return;
	}
	record_open(b, a, "appoint.html");
	record_text(b, a, "person", WORD("Name and address: NAME <ADDRESS>"), "");
	put_roles(b, a);
	record_close(b, a, WORD("Go on to record \xe2\x80\xa6"));
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	record_page(a, out, "appoint.html", phrase_word(a->view->reader, WORD("People and roles")), put);
	return NULL;
}

const struct fault *page_act_appoint(struct page_ask *a)
{
	struct names roles = {0}, none = {0};
	size_t at = 0;
	for (const char *r; (r = page_next(a, "role", &at)) != NULL; )
		*LIST_ADD(a->sc, &roles) = r;
	if (!record_value(a, "person") || roles.count == 0)
		return fault_make(FAULT_USAGE, "say who, and tick at least one role");
	return act_appoint(a->desk, record_value(a, "person"), &roles, &none, &none);
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const struct record r = { "appoint.html", WORD("People and roles"), WORD("Record"), "appoint.html",
	                          page_act_appoint, .form = get };
	return record_answer(a, out, &r);
}

const struct page page_appoint = { .paths = (const char *const[]){ "/p/{}/appoint.html", NULL }, .needs = PAGE_VIEW,
                                   .get = get, .post = post };
