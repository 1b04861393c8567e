/* loading_documents.c: the Markdown files of evidence/: front matter, headings that answer, links. */
#include "base/base.h"
#include "base/path.h"
#include "package/loading.h"
#include "text/unicode.h"
#include "text/yaml.h"
#include <ctype.h>
#include <strings.h>

/* --- front matter --- */

/* Cut the front matter off; *line becomes the first line of what follows. */
static const char *read_front(struct loading *l, struct package_document *d, const char *text, size_t *len, int *line)
{
	struct findings *fs = l->p->findings;
	const struct yaml *root = NULL;
	struct yaml_mistake mistake;
	*line = 1;
	if (strncmp(text, "---\n", 4) != 0)
		return text;
	const char *end = strncmp(text + 4, "---\n", 4) == 0 ? text + 3 : strstr(text + 3, "\n---\n");
	size_t tail = 5;
	if (!end && *len >= 8 && strcmp(text + *len - 4, "\n---") == 0) {
		end = text + *len - 4;
		tail = 4;
	}
	if (!end) {
		finding_add(fs, FINDING_yaml_malformed, (struct place){ d->path, 1 }, "the front matter is not closed by a line ---");
		return text;
	}
	if (!yaml_read(l->sc, text + 4, end >= text + 4 ? (size_t)(end + 1 - text - 4) : 0, 2, &root, &mistake))
		finding_add(fs, FINDING_yaml_malformed, (struct place){ d->path, mistake.line, mistake.column }, "%s", mistake.message);
	else if (root && root->kind != YAML_MAP)
		finding_add(fs, FINDING_yaml_malformed, (struct place){ d->path, 2 }, "a front matter holds keys: name: value");
	else if (root)
		loading_values(l, root, "", 1, &d->front);
	for (const char *c = text; c < end + tail; c++)
		*line += *c == '\n';
	*len -= (size_t)(end + tail - text);
	return end + tail;
}

/* --- headings that answer --- */

/* "C3", "C-3", "c 3", full-width: letters and number; the rest of the heading after it. */
static const char *read_id(const char *s, char letters[8], int *number)
{
	size_t n = 0;
	while (isalpha((unsigned char)*s) && n < 7)
		letters[n++] = (char)toupper((unsigned char)*s++);
	letters[n] = '\0';
	if (n == 0)
		return NULL;
	if (*s == '-' || *s == ' ')
		s++;
	if (!isdigit((unsigned char)*s))
		return NULL;
	char *end;
	long value = strtol(s, &end, 10);
	if (value > 999999 || isalnum((unsigned char)*end))
		return NULL;
	*number = (int)value;
	return end;
}

static const char *after_blanks(const char *s) { return s + strspn(s, " "); }

/* A range "C1-C3" or "C1-3": its last number, or the first if it is none. */
static int range_end(const char *rest, const char *letters, int first)
{
	char again[8];
	int last;
	const char *s = after_blanks(rest);
	size_t dash;
	bool is_dash = *s == '-' || unicode_at(s, &dash) == 0x2013 || unicode_at(s, &dash) == 0x301c || *s == '~';
	if (!is_dash)
		return first;
	unicode_at(s, &dash);
	s = after_blanks(s + dash);
	if (isdigit((unsigned char)*s)) {
		if (*rest == ' ')
			return first;           /* "C1 - 20 parts" is no range; "C1-3" and "C1 - C3" are */
		last = atoi(s);
		s += strspn(s, "0123456789");
		if (isalnum((unsigned char)*s))
			return first;
	} else if (!read_id(s, again, &last) || strcmp(again, letters) != 0) {
		return first;
	}
	return last > first && last - first < 1000 ? last : first;
}

static bool is_placeholder(const char *content)
{
	const char *s = content + strspn(content, " \n-*|#\\>`[");
	size_t number = strspn(s, "0123456789");        /* 1. TODO */
	if (number && strncmp(s + number, ".\n", 2) == 0)
		s += number + 1 + strspn(s + number + 1, " \n-*|#\\>`[");
	for (size_t i = 0; i < 2; i++) {
		const char *word = i ? "TBD" : "TODO";
		size_t n = strlen(word);
		if (strncasecmp(s, word, n) == 0 && !isalnum((unsigned char)s[n]))
			return true;
	}
	return *s == '\0';
}

/* "Not applicable: reason": the reason, "" if none is given, NULL if it does not say so. */
static const char *not_applicable(struct scope *sc, const char *content)
{
	static const char *const words[] = { "Not applicable", "N/A", "該当なし" };
	const char *s = content + strspn(content, " \n*");
	for (size_t i = 0; i < countof(words); i++) {
		size_t n = strlen(words[i]);
		if (strncasecmp(s, words[i], n) != 0)
			continue;
		s += n + strspn(s + n, " *:.-");
		if (strncmp(s, "\xef\xbc\x9a", 3) == 0)         /* full-width colon */
			s += 3;
		s += strspn(s, " *");
		const char *end = s + strcspn(s, "\n");
		return scope_copy_bytes(sc, s, (size_t)(end - s));
	}
	return NULL;
}

/* The headings of the template's skeleton, to know an untouched section again. */
static void read_skeleton(struct loading *l, const struct template_element *e)
{
	const struct template_file *f = template_files_find(l->p->template->files, e->file);
	l->skeleton = NULL;
	if (!f)
		return;
	struct package_document scratch = { .path = e->file };
	struct package nothing = { .findings = finding_list(l->sc) };
	struct loading quiet = { .sc = l->sc, .p = &nothing };
	size_t len = f->len;
	int line;
	const char *text = read_front(&quiet, &scratch, f->bytes, &len, &line);
	l->skeleton = markdown_read(l->sc, text, len, line);
}

static const char *skeleton_content(struct loading *l, const char *id)
{
	const struct markdown_heading *headings = NULL;
	size_t count = l->skeleton ? markdown_headings(l->skeleton, &headings) : 0;
	for (size_t i = 0; i < count; i++) {
		char letters[8], again[32];
		int number;
		if (!read_id(unicode_plain(l->sc, headings[i].text), letters, &number))
			continue;
		snprintf(again, sizeof again, "%s%d", letters, number);
		if (strcmp(again, id) == 0)
			return markdown_content(l->skeleton, i);
	}
	return "";
}

static void judge_section(struct loading *l, struct package_document *d, struct package_section *s)
{
	struct findings *fs = l->p->findings;
	struct place at = { d->path, s->heading->line };
	s->reason = "";
	s->state = PACKAGE_ANSWERED;
	const char *reason = not_applicable(l->sc, s->content);
	if (reason) {
		s->state = PACKAGE_NOT_APPLICABLE;
		s->reason = reason;
		if (strcmp(package_need_of(l->p, s->requirement), "R") == 0) {
			finding_add(fs, FINDING_not_applicable, at, "%s is required in category %s; \"not applicable\" is no answer",
			            s->requirement->id, l->p->category);
			s->state = PACKAGE_UNANSWERED;
		} else if (!*reason) {
			finding_add(fs, FINDING_not_applicable, at, "%s: say why it is not applicable: \"Not applicable: reason\"",
			            s->requirement->id);
			s->state = PACKAGE_UNANSWERED;
		}
	} else if (is_placeholder(s->content)
	           || strcmp(s->content, skeleton_content(l, s->requirement->id)) == 0) {
		s->state = PACKAGE_UNANSWERED;
	}
}

static void take_section(struct loading *l, struct package_document *d, const struct markdown_heading *h,
                         const struct template_requirement *r)
{
	struct findings *fs = l->p->findings;
	for (size_t i = 0; i < d->sections.count; i++)
		if (d->sections.at[i].requirement == r) {
			finding_add(fs, FINDING_requirement_twice, (struct place){ d->path, h->line },
			            "%s was answered in line %d already", r->id, d->sections.at[i].heading->line);
			return;
		}
	struct package_section *s = LIST_ADD(l->sc, &d->sections);
	*s = (struct package_section){ .requirement = r, .heading = h };
	const struct markdown_heading *first = NULL;
	markdown_headings(d->markdown, &first);
	s->content = markdown_content(d->markdown, (size_t)(h - first));
	judge_section(l, d, s);
}

static void take_heading(struct loading *l, struct package_document *d, const struct markdown_heading *h)
{
	char letters[8];
	int first, last, found = 0;
	const char *plain = unicode_plain(l->sc, h->text), *rest = read_id(plain, letters, &first);
	if (!rest)
		return;
	last = range_end(rest, letters, first);
	for (int n = first; n <= last; n++) {
		const char *id = scope_printf(l->sc, "%s%d", letters, n);
		const struct template_requirement *r = template_requirement(l->p->template, id);
		if (r && r->element == d->element) {
			take_section(l, d, h, r);
			found++;
		} else if (r) {
			finding_add(l->p->findings, FINDING_requirement_unknown, (struct place){ d->path, h->line },
			            "%s belongs to element %s, not to %s", id, r->element->id, d->element->id);
			found++;
		}
	}
	/* A heading like "A7 ..." in element A is meant as an answer; "F110 engines" in element B is not. */
	if (!found && strcmp(letters, d->element->id) == 0)
		finding_add(l->p->findings, FINDING_requirement_unknown, (struct place){ d->path, h->line },
		            "the template has no requirement %s%d", letters, first);
}

static const struct fault *read_document(struct loading *l, const struct template_element *e)
{
	const char *text = NULL;
	size_t len = 0;
	int line = 1;
	const struct source_entry *entry = loading_entry(l, e->file);
	bool used = strcmp(package_need(l->p, e), "-") != 0;
	if (!entry) {
		if (used)
			finding_add(l->p->findings, FINDING_element_missing, (struct place){ e->file }, "element %s, %s, has no file",
			            e->id, e->title.en);
		return NULL;
	}
	TRY(loading_text(l, e->file, false, &text, &len));
	if (!text || !used)
		return NULL;
	struct package_document *d = LIST_ADD(l->sc, &l->p->documents);
	*d = (struct package_document){ .path = e->file, .element = e, .title = e->title.en };
	read_skeleton(l, e);
	text = read_front(l, d, text, &len, &line);
	d->markdown = markdown_read(l->sc, text, len, line);
	const struct markdown_mistake *mistakes = NULL;
	for (size_t i = 0, n = markdown_mistakes(d->markdown, &mistakes); i < n; i++)
		finding_add(l->p->findings, FINDING_markdown_table, (struct place){ d->path, mistakes[i].line }, "%s",
		            mistakes[i].message);
	const struct markdown_heading *headings = NULL;
	for (size_t i = 0, n = markdown_headings(d->markdown, &headings); i < n; i++)
		take_heading(l, d, &headings[i]);
	return NULL;
}

const struct fault *loading_documents(struct loading *l)
{
	const struct template *t = l->p->template;
	for (size_t i = 0; i < t->elements.count; i++)
		TRY(read_document(l, &t->elements.at[i]));
	for (size_t i = 0; i < l->entry_count; i++) {
		const char *path = l->entries[i].path;
		bool known = false;
		if (l->entries[i].kind != SOURCE_FILE || strncmp(path, "evidence/", 9) != 0)
			continue;
		for (size_t k = 0; k < t->elements.count && !known; k++)
			known = strcmp(t->elements.at[k].file, path) == 0;
		if (!known)
			finding_add(l->p->findings, FINDING_file_stray, (struct place){ path }, "no element of the template has this file");
	}
	return NULL;
}

/* --- links --- */

static bool has_scheme(const char *target)
{
	size_t n = 0;
	while (isalnum((unsigned char)target[n]) || (n && strchr("+-.", target[n]) && target[n]))
		n++;
	return n > 1 && target[n] == ':';
}

static bool is_broken(struct loading *l, const struct package_document *d, const struct markdown_link *link)
{
	struct place at = { d->path, link->line };
	const char *target = scope_copy_bytes(l->sc, link->target, strcspn(link->target, "#?"));
	if (!*target || has_scheme(link->target))
		return false;
	const char *path = path_resolve(l->sc, d->path, target);
	if (!path)
		finding_add(l->p->findings, FINDING_link_outside, at, "the link \"%s\" leaves the package", link->target);
	else if (!loading_entry(l, path))
		finding_add(l->p->findings, FINDING_link_broken, at, "there is no file %s", path);
	return !path || !loading_entry(l, path);
}

void loading_links(struct loading *l)
{
	for (size_t i = 0; i < l->p->documents.count; i++) {
		struct package_document *d = &l->p->documents.at[i];
		const struct markdown_link *links = NULL;
		size_t n = markdown_links(d->markdown, &links);
		d->broken = NEWS(l->sc, bool, n + 1);
		for (size_t k = 0; k < n; k++)
			d->broken[k] = is_broken(l, d, &links[k]);
	}
}
