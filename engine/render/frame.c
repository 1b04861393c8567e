/* frame.c: the frame around every page. */
#include "base/base.h"
#include "base/date.h"
#include "render/frame.h"
#include "render/history.h"
#include "render/shell.h"
#include "view/seals.h"
#include "view/served.h"

enum { LISTED = 60 };           /* with more elements, the side shows the neighbours only */

static void put_link(struct buf *b, const struct frame *f, const char *path, const char *letter, const char *title)
{
	html(b, "<li><a href=\"");
	html_path(b, f->root);
	html_path(b, path);
	html(b, "\"");
	if (strcmp(f->current, path) == 0)
		html(b, " aria-current=\"page\"");
	html(b, "><span class=\"letter\">");
	html_text(b, letter);
	html(b, "</span><span class=\"title\">");
	html_text(b, title);
	html(b, "</span></a></li>\n");
}

bool frame_shows(const struct view *v, const struct package_register *r)
{
	const struct template_element *e = r->of->element ? template_element(v->template, r->of->element) : NULL;
	return r->present && !(e && *package_need(v->package, e) == '-') && (v->inner || !r->of->internal);
}

const char *frame_role(const struct view *v, const char *role)
{
	const struct template_role *r = template_role(v->template, role);
	return r ? r->title.in[v->language] : role;
}

const char *frame_state(const struct view *v, const char *id)
{
	const struct workflow_state *s = workflow_state(v->fold->workflow, id);
	return s ? s->title.in[v->language] : id;
}

const char *frame_severity(const struct template *t, size_t language, const char *severity)
{
	int at = template_severity(t, severity);
	return at < 0 ? severity : t->severities.at[at].title.in[language];
}

const char *frame_register_page(struct scope *sc, const struct package_register *r)
{
	return scope_printf(sc, "registers/%s.html", r->of->name);
}

static void put_elements(struct buf *b, const struct frame *f)
{
	SCOPE(turn);
	const struct template *t = f->view->template;
	size_t here = f->element ? (size_t)(f->element - t->elements.at) : 0;
	html(b, "<h2>");
	frame_say(b, f->view, "Elements");
	html(b, "</h2><ul class=\"elements\">\n");
	size_t first = t->elements.count > LISTED && here > 5 ? here - 5 : 0;
	for (size_t i = first; i < t->elements.count && (t->elements.count <= LISTED || i < first + 12); i++) {
		const struct template_element *e = &t->elements.at[i];
		if (package_document(f->view->package, e->id))
			put_link(b, f, package_delivered(turn, e->file), e->id, e->title.in[f->view->language]);
	}
	html(b, "</ul>\n");
}

/* --- the head: where it stands, in six cells --- */

static void open_fact(struct buf *b, const struct view *v, const char *name, const char *class)
{
	html(b, "<div><dt>");
	html_word(b, v->reader, name);
	html(b, "</dt><dd><b");
	if (class) {
		html(b, " class=\"");
		html_text(b, class);
		html(b, "\"");
	}
	html(b, ">");
}

#define CLOSE_FACT "</span></dd></div>\n"
#define SECOND "</b><br><span>"

static void put_state(struct buf *b, const struct view *v)
{
	bool stops = v->screening && v->screening->verdict == SCREENING_STOP;
	const char *state = v->state->title.in[v->language], *since = v->fold->entered_on;
	open_fact(b, v, WORD("State"), stops ? "stop" : NULL);
	if (stops)
		html(b, "\xc3\x97 "), frame_say(b, v, "STOP");
	else
		html_text(b, state);
	html(b, SECOND);
	if (stops)
		frame_say(b, v, "{state}, since {day}", state, since);
	else
		frame_say(b, v, "since {day}", since);
	html(b, CLOSE_FACT);
}

static void put_due(struct buf *b, const struct view *v)
{
	int day;
	open_fact(b, v, WORD("Due"), NULL);
	if (v->due && date_parse(v->due, &day)) {
		html_text(b, v->due);
		html(b, SECOND);
		shell_distance(b, v->reader, day, v->as_of);
	} else {
		frame_say(b, v, "no day");
		html(b, SECOND);
		frame_say(b, v, "no clock runs");
	}
	html(b, CLOSE_FACT);
}

static void put_turn(struct buf *b, const struct view *v)
{
	SCOPE(turn);
	const char *owner = template_owner(turn, v->template, v->state, v->language);
	size_t waits = v->served && v->served->items ? inbox_waits(v->served->items) : 0;
	if (v->served) {
		open_fact(b, v, WORD("Waits for you"), waits ? "act" : NULL);
		if (waits)
			frame_say(b, v, "{count} {count:thing|things}", waits);
		else
			frame_say(b, v, "nothing");
		html(b, SECOND);
		frame_say(b, v, "turn: {owner}", owner);
	} else {
		open_fact(b, v, WORD("Whose turn"), NULL);
		html_text(b, owner);
		html(b, SECOND);
		if (v->state->authority && v->fold->last_heard)
			frame_say(b, v, "last heard {day}", v->fold->last_heard);
	}
	html(b, CLOSE_FACT);
}

static void put_check(struct buf *b, const struct view *v)
{
	const struct findings *fs = v->findings;
	open_fact(b, v, WORD("Check"), fs->errors ? "stop" : NULL);
	if (fs->errors)
		frame_say(b, v, "{sign} {count} {count:error|errors}", "\xc3\x97", fs->errors);
	else
		frame_say(b, v, "{sign} no error", "\xe2\x97\x8b");
	html(b, SECOND);
	if (fs->count == 0)
		frame_say(b, v, "No findings.");
	else if (fs->waived)
		frame_say(b, v, "{warnings} {warnings:warning|warnings}, {count} accepted", fs->warnings, fs->waived);
	else
		frame_say(b, v, "{count} {count:warning|warnings}", fs->warnings);
	html(b, CLOSE_FACT);
}

static void put_remarks(struct buf *b, const struct view *v)
{
	const struct view_remark_counts n = view_count_remarks(v);
	open_fact(b, v, WORD("Remarks"), NULL);
	frame_say(b, v, "{count} open", n.open);
	html(b, SECOND);
	frame_say(b, v, "{answered} answered, {closed} closed", n.answered, n.closed);
	html(b, CLOSE_FACT);
}

static void put_signed(struct buf *b, const struct view *v)
{
	const struct seals *s = v->seals;
	open_fact(b, v, WORD("Signed"), NULL);
	frame_say(b, v, "{done} of {all}", s->stand, s->asked);
	html(b, SECOND);
	if (s->fell) {
		html(b, "<span class=\"warn\">\xe2\x96\xb3 ");
		frame_say(b, v, "{count} fell", s->fell);
		html(b, "</span>");
	} else {
		frame_say(b, v, "{count} {count:role|roles}", s->roles.count);
	}
	html(b, CLOSE_FACT);
}

static void put_facts(struct buf *b, const struct view *v)
{
	html(b, "<dl class=\"facts six\">\n");
	put_state(b, v);
	put_due(b, v);
	put_turn(b, v);
	put_check(b, v);
	put_remarks(b, v);
	put_signed(b, v);
	html(b, "</dl>\n");
}

/* --- the package's pages --- */

static void put_tab(struct buf *b, const struct frame *f, const char *path, const char *word, size_t count, bool stop)
{
	html(b, "<a href=\"");
	html_path(b, f->root);
	html_path(b, path);
	html(b, "\"");
	if (strcmp(f->current, path) == 0)
		html(b, " aria-current=\"page\"");
	html(b, ">");
	html_text(b, word);
	if (count && stop)
		buf_printf(b, " <span class=\"n stop\">%zu</span>", count);
	else if (count)
		buf_printf(b, " <span class=\"n\">%zu</span>", count);
	html(b, "</a>\n");
}

static void put_inner_tabs(struct buf *b, const struct frame *f)
{
	const struct view *v = f->view;
	const struct view_remark_counts n = view_count_remarks(v);
	if (v->screening)
		put_tab(b, f, "screening.html", v->template->screening.into->title.in[v->language], 0, false);
	put_tab(b, f, "checklist.html", phrase_word(v->reader, WORD("Checklist")), 0, false);
	if (v->served)
		put_tab(b, f, "compare.html", phrase_word(v->reader, WORD("Compare")), 0, false);
	if (v->remarks.count || v->served)
		put_tab(b, f, "remarks.html", phrase_word(v->reader, WORD("Remarks")), n.open + n.answered, false);
	put_tab(b, f, "findings.html", phrase_word(v->reader, WORD("Findings")),
	        v->findings->errors ? v->findings->errors : v->findings->warnings, v->findings->errors > 0);
	if (v->served && v->served->me)
		put_tab(b, f, "sign.html", phrase_word(v->reader, WORD("Sign")), 0, false);
}

static void put_tabs(struct buf *b, const struct frame *f)
{
	const struct view *v = f->view;
	html(b, "<nav class=\"tabs\" aria-label=\"");
	frame_say(b, v, "Pages");
	html(b, "\">\n");
	put_tab(b, f, "index.html", phrase_word(v->reader, WORD("Overview")), 0, false);
	if (v->inner)
		put_inner_tabs(b, f);
	put_tab(b, f, "attachments.html", phrase_word(v->reader, v->served ? WORD("Files, workbooks")
	                                                                   : WORD("Attachments")), 0, false);
	if (v->inner)
		put_tab(b, f, "history.html", phrase_word(v->reader, WORD("History")), 0, false);
	html(b, "</nav>\n");
}

static void put_package(struct buf *b, const struct frame *f)
{
	const struct view *v = f->view;
	html(b, "<div class=\"pkg\"><p class=\"name\"><a class=\"id\" href=\"");
	html_path(b, f->root);
	html(b, "index.html\">");
	html_text(b, v->package->id);
	html(b, "</a> <span lang=\"");
	html_text(b, v->template->languages.at[0]);
	html(b, "\">");
	html_text(b, v->package->title);
	html(b, "</span> <span class=\"soft small\">");
	frame_say(b, v, "{template}, category {category}", v->template->title.in[v->language], v->package->category);
	html(b, "</span></p>\n");
	if (v->inner)
		put_facts(b, v);
	put_tabs(b, f);
	html(b, "</div>\n");
}

/* After the text in the file, so that a small screen shows the text first. */
static void put_side(struct buf *b, const struct frame *f)
{
	SCOPE(turn);
	html(b, "<nav class=\"side\" aria-label=\"");
	frame_say(b, f->view, "Elements and registers");
	html(b, "\">\n");
	put_elements(b, f);
	html(b, "<h2>");
	frame_say(b, f->view, "Registers");
	html(b, "</h2><ul>\n");
	for (size_t i = 0; i < f->view->template->registers.count; i++) {
		const struct package_register *r = &f->view->package->registers[i];
		if (frame_shows(f->view, r))
			put_link(b, f, frame_register_page(turn, r), "", r->of->title.in[f->view->language]);
	}
	html(b, "</ul></nav>\n");
}

void frame_open(struct buf *b, const struct frame *f, const char *title)
{
	SCOPE(turn);
	const struct view *v = f->view;
	const struct shell s = { .reader = v->reader, .language = v->template->languages.at[v->language],
		.title = scope_printf(turn, "%s - %s", title, v->package->id), .marking = v->package->marking,
		.root = f->root, .view = v, .served = v->served, .wide = f->wide };
	shell_open(b, &s);
	put_package(b, f);
	shell_end_header(b);
	html(b, "<div class=\"frame with-side\">\n");
	html(b, "<main id=\"main\">\n");
	history_put_done(v, f->root, b);
}

void frame_close(struct buf *b, const struct frame *f)
{
	SCOPE(turn);
	const struct view *v = f->view;
	html(b, "</main>\n");
	put_side(b, f);
	html(b, "</div>\n<footer>\n<p>");
	html_text(b, v->version_name);
	if (v->version[0] && !strstr(v->version_name, scope_copy_bytes(turn, v->version, 7)))
		buf_printf(b, " (%.7s)", v->version);
	html(b, " \xc2\xb7 ");
	frame_say(b, v, "Made by {program}.", v->program);
	if (v->submittal) {
		html(b, " ");
		frame_say(b, v, "Seal {id}, commit {commit.12}", v->seal, v->seal_commit);
	}
	if (v->inner) {
		html(b, " ");
		frame_say(b, v, "Basis of a rule or requirement: P primary text read, S secondary text, B trade "
		          "knowledge, D our own design.");
	}
	html(b, "</p>\n");
	shell_close(b, v->package->marking);
}

/* A region that scrolls can be reached by the keyboard, and says what it is. */
void frame_open_table(struct buf *b, const char *labelled_by, const char *class)
{
	html(b, "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-labelledby=\"");
	html_text(b, labelled_by);
	html(b, "\"><table");
	if (class) {
		html(b, " class=\"");
		html_text(b, class);
		html(b, "\"");
	}
	html(b, ">");
}

void frame_badge(struct buf *b, const char *text, bool good)
{
	if (good)
		html(b, "<span class=\"badge good\">");
	else
		html(b, "<span class=\"badge bad\">");
	html_text(b, text);
	html(b, "</span>");
}

/* Where a finding's file is shown: its page, or the file itself. */
static void put_place(struct buf *b, const struct view *v, const struct finding *f, const char *root)
{
	SCOPE(turn);
	const char *page = NULL;
	if (package_text(v->package, f->place.file))
		page = package_delivered(turn, f->place.file);
	const struct package_register *g = package_register_at(v->package, f->place.file);
	if (g && frame_shows(v, g))
		page = frame_register_page(turn, g);
	if (page) {
		html(b, "<a href=\"");
		html_path(b, root);
		html_path(b, page);
		if (f->place.line && strncmp(page, "registers/", 10) == 0)
			buf_printf(b, "#line-%d", f->place.line);
		html(b, "\">");
	}
	html_text(b, *f->place.file ? f->place.file : phrase_word(v->reader, WORD("package")));
	if (f->place.line)
		buf_printf(b, ":%d", f->place.line);
	if (page)
		html(b, "</a>");
}

/* What is to know, then what is to do. */
static void put_remedy(struct buf *b, const struct view *v, const struct finding *f)
{
	if (f->waived || f->note) {
		html(b, "<span class=\"fix\">");
		if (f->waived)
			frame_say(b, v, "Accepted {how}", f->waived);
		else
			html_say_phrase(b, v->reader, f->note);
		html(b, "</span>");
	}
	if (f->waived)
		return;
	html(b, "<span class=\"fix\">");
	html_word(b, v->reader, f->fix);
	html(b, "</span>");
}

/* Where the person who reads it may accept it, or end that. */
static void put_waive(struct buf *b, const struct view *v, const struct finding *f, const char *root)
{
	const struct fold_person *me = v->served ? v->served->me : NULL;
	const struct workflow_act *act = &v->fold->workflow->acts[f->waived ? EVENT_UNWAIVE : EVENT_WAIVE];
	bool may = false;
	for (size_t i = 0; me && i < me->roles.count; i++)
		may = may || act->anyone || list_has(&act->roles, me->roles.at[i]);
	if (!may || !*f->id || (!f->waived && (!v->template->waivers.days
	    || list_has(&v->template->waivers.never, f->rule))))
		return;
	html(b, "<a class=\"do\" href=\"");
	html_path(b, root);
	html_path(b, "waive.html");
	html_text(b, "?finding=");
	html_path(b, f->id);
	html(b, "\">");
	if (f->waived)
		frame_say(b, v, "Why, and end it \xe2\x80\xa6");
	else
		frame_say(b, v, "Accept \xe2\x80\xa6");
	html(b, "</a>");
}

/* Where a remark begins, for who may make one. */
void frame_remark_on(struct buf *b, const struct view *v, const char *on, const char *root)
{
	if (!v->served || !v->served->me || v->template->severities.count == 0)
		return;
	html(b, "<p><a class=\"do\" href=\"");
	html_path(b, root);
	html_path(b, "remark-new.html");
	html_text(b, "?on=");
	html_path(b, on);
	html(b, "\">");
	frame_say(b, v, "Remark on this \xe2\x80\xa6");
	html(b, "</a></p>\n");
}

void frame_counts(struct buf *b, const struct view *v, const struct findings *fs)
{
	SCOPE(turn);
	html_say_phrase(b, v->reader, finding_tally(turn, fs, false));
}

void frame_level(struct buf *b, const struct view *v, const struct finding *f)
{
	if (f->waived)
		frame_say(b, v, "{level}, waived", phrase_bare(finding_level_name(f->level)));
	else
		html_word(b, v->reader, finding_level_name(f->level));
}

void frame_findings(struct buf *b, const struct view *v, const struct findings *fs, const char *element,
                    const char *root)
{
	size_t shown = 0;
	for (size_t i = 0; i < fs->count; i++) {
		const struct finding *f = &fs->at[i];
		if (element && strcmp(f->element, element) != 0)
			continue;
		SCOPE(turn);
		if (shown++ == 0)
			html(b, "<ul class=\"findings\">\n");
		html(b, "<li class=\"");
		html_text(b, f->waived ? "waived" : finding_level_name(f->level));
		html(b, "\"><strong>");
		frame_level(b, v, f);
		html(b, "</strong> ");
		put_place(b, v, f, root);
		html(b, " ");
		html_text(b, finding_message(turn, v->reader, f));
		html(b, " <span class=\"soft\">[");
		html_text(b, f->rule);
		if (*f->basis) {
			html(b, ", ");
			html_text(b, f->basis);
		}
		html(b, "]</span>");
		put_remedy(b, v, f);
		put_waive(b, v, f, root);
		html(b, "</li>\n");
	}
	if (shown)
		html(b, "</ul>\n");
}
