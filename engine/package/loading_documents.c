/* loading_documents.c: the Markdown files of evidence/: front matter, headings that answer. */
#include "base/base.h"
#include "package/loading_private.h"
#include "text/letter.h"
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
		finding_add(fs, FINDING_yaml_malformed, (struct place){ d->path, 1 },
			PHRASE("the front matter is not closed by a line ---"));
		return text;
	}
	if (!yaml_read(l->sc, text + 4, end >= text + 4 ? (size_t)(end + 1 - text - 4) : 0, 2, &root, &mistake))
		finding_add(fs, FINDING_yaml_malformed, (struct place){ d->path, mistake.line, mistake.column },
			mistake.says);
	else if (root && root->kind != YAML_MAP)
		finding_add(fs, FINDING_yaml_malformed, (struct place){ d->path, 2 },
			PHRASE("a front matter holds keys: name: value"));
	else if (root)
		loading_values(l, root, "", 1, &d->front);
	for (const char *c = text; c < end + tail; c++)
		*line += *c == '\n';
	*len -= (size_t)(end + tail - text);
	return end + tail;
}

/* --- headings that answer --- */

/* What a heading begins with: "C3", "C-3", "c 3", full-width, "4.2.1", "T3.1".  The stem is all but the last number. */
struct heading_id { char stem[32]; int number; };

/* The rest of the heading behind the id; NULL if it begins with none. */
static const char *read_id(const char *s, struct heading_id *out)
{
	size_t n = 0;
	while (isalpha((unsigned char)*s) && n < 7)
		out->stem[n++] = (char)toupper((unsigned char)*s++);
	if (n && (*s == '-' || *s == ' '))
		s++;
	for (;;) {
		char *end;
		if (!isdigit((unsigned char)*s))
			return NULL;
		long value = strtol(s, &end, 10);
		if (value > 999999 || isalpha((unsigned char)*end) || n + 8 > sizeof out->stem)
			return NULL;
		if (*end != '.' || !isdigit((unsigned char)end[1])) {
			out->stem[n] = '\0';
			out->number = (int)value;
			return end;
		}
		n += (size_t)snprintf(out->stem + n, sizeof out->stem - n, "%ld.", value);
		s = end + 1;
	}
}

static bool is_part_of_id(char c) { return isalnum((unsigned char)c) || c == '.' || c == '-'; }

/* Capitals do not count, nor points and hyphens, save between digits: "A-1", "A.1" and "a1" are spelled the same. */
static const char *spelled_loosely(struct scope *sc, const char *id, size_t len)
{
	char *out = scope_alloc(sc, len + 1, 1), *to = out;
	for (size_t i = 0; i < len; i++) {
		bool kept = i > 0 && i + 1 < len && isdigit((unsigned char)id[i - 1])
			&& isdigit((unsigned char)id[i + 1]);
		if (isalnum((unsigned char)id[i]))
			*to++ = (char)toupper((unsigned char)id[i]);
		else if (kept)
			*to++ = '.';
	}
	*to = '\0';
	return out;
}

/* The line whose number the heading begins with, as the office writes it, where read_id() would read another or none:
 * "1.a", "III.2", "A-1".  By loose spelling only if no number is exact, and if one line alone is spelled so. */
static const struct template_requirement *named_as_written(struct loading *l, const char *text)
{
	SCOPE(turn);
	const struct template *t = l->p->template;
	struct heading_id begin;
	size_t n = 0, end;
	while (is_part_of_id(text[n]))
		n++;
	while (n > 0 && !isalnum((unsigned char)text[n - 1]))
		n--;
	const char *token = scope_copy_bytes(turn, text, n);
	const struct template_requirement *r = template_requirement(t, token);
	const char *read = read_id(text, &begin) ? scope_printf(turn, "%s%d", begin.stem, begin.number) : "";
	if (r)
		return strcmp(r->id, read) == 0 ? NULL : r;
	if (template_requirement(t, read))
		return NULL;
	end = lookup_find(l->loose, spelled_loosely(turn, token, n));
	if (end == LOOKUP_NONE && *read)
		end = lookup_find(l->loose, read);
	return end == LOOKUP_NONE || l->spelled_twice[end] ? NULL : &template_requirements(t)->at[end];
}

static const char *after_blanks(const char *s) { return s + strspn(s, " "); }

/* A range "C1-C3" or "C1-3": its last number, or the first if it is none. */
static int range_end(const char *rest, const struct heading_id *id)
{
	struct heading_id again;
	int last, first = id->number;
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
	} else if (!read_id(s, &again) || strcmp(again.stem, id->stem) != 0) {
		return first;
	} else {
		last = again.number;
	}
	return last > first && last - first < 1000 ? last : first;
}

static bool begins_with(const char *s, const struct names *words, size_t *len)
{
	for (size_t i = 0; i < words->count; i++) {
		*len = strlen(words->at[i]);
		if (strncasecmp(s, words->at[i], *len) == 0 && !isalnum((unsigned char)s[*len]))
			return true;
	}
	return false;
}

static bool is_placeholder(const struct template *t, const char *content)
{
	const char *s = content + strspn(content, " \n-*|#\\>`[");
	size_t number = strspn(s, "0123456789"), len;   /* 1. TODO */
	if (number && strncmp(s + number, ".\n", 2) == 0)
		s += number + 1 + strspn(s + number + 1, " \n-*|#\\>`[");
	return *s == '\0' || begins_with(s, &t->says.placeholder, &len);
}

/* "Not applicable: reason": the reason, "" if none is given, NULL if it does not say so. */
static const char *not_applicable(struct scope *sc, const struct template *t, const char *content)
{
	const char *s = content + strspn(content, " \n*");
	size_t len;
	if (!begins_with(s, &t->says.not_applicable, &len))
		return NULL;
	s += len + strspn(s + len, " *:.-");
	/* full-width colon, dashes */
	static const char *const signs[] = { "\xef\xbc\x9a", "\xe2\x80\x93", "\xe2\x80\x94" };
	for (size_t i = 0; i < countof(signs); i++)
		if (strncmp(s, signs[i], 3) == 0)
			s += 3;
	s += strspn(s, " *");
	return scope_copy_bytes(sc, s, strcspn(s, "\n"));
}

/* The headings of the template's skeleton, to know an untouched section again. */
static void read_skeleton(struct loading *l, const struct template_element *e)
{
	const struct template_file *f = template_file(l->p->template, e->file);
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
		struct heading_id own;
		char again[48];
		const char *plain = unicode_plain(l->sc, headings[i].text);
		const struct template_requirement *r = named_as_written(l, plain);
		if (r && strcmp(r->id, id) == 0)
			return markdown_content(l->skeleton, i);
		if (r || !read_id(plain, &own))
			continue;
		snprintf(again, sizeof again, "%s%d", own.stem, own.number);
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
	const struct template *t = l->p->template;
	const char *reason = not_applicable(l->sc, t, s->content);
	if (reason) {
		s->state = PACKAGE_NOT_APPLICABLE;
		s->reason = reason;
		if (strcmp(package_need_of(l->p, s->requirement), "R") == 0) {
			finding_add(fs, FINDING_not_applicable, at, PHRASE("{id} is required in category {category}; "
				"\"{word}\" is no answer", s->requirement->id, l->p->category,
				t->says.not_applicable.at[0]));
			s->state = PACKAGE_UNANSWERED;
		} else if (!*reason) {
			finding_add(fs, FINDING_not_applicable, at, PHRASE("{id}: say why: \"{word}: "
				"reason\"", s->requirement->id, t->says.not_applicable.at[0]));
			s->state = PACKAGE_UNANSWERED;
		}
	} else if (is_placeholder(t, s->content)
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
				PHRASE("{id} was answered in line {line} already", r->id,
				d->sections.at[i].heading->line));
			return;
		}
	struct package_section *s = LIST_ADD(l->sc, &d->sections);
	*s = (struct package_section){ .requirement = r, .heading = h };
	const struct markdown_heading *first = NULL;
	markdown_headings(d->markdown, &first);
	s->content = markdown_content(d->markdown, (size_t)(h - first));
	judge_section(l, d, s);
}

/* "3.2 V" in a text is a number; "C3" and "4.2.1" are numbers of lines. */
static bool is_meant(const struct heading_id *id)
{
	size_t points = 0;
	for (const char *s = id->stem; *s; s++)
		points += *s == '.';
	return isalpha((unsigned char)id->stem[0]) || points >= 2;
}

/* Does the element have a line of the same stem, so that this number is a slip?  A chapter over other lines is none. */
static bool names_line_of(struct loading *l, const struct template_element *e, const struct heading_id *id)
{
	SCOPE(turn);
	return lookup_find(l->chapters, scope_printf(turn, "%s%d.", id->stem, id->number)) == LOOKUP_NONE
	       && lookup_find(l->stems, scope_printf(turn, "%s\n%s", e->id, id->stem)) != LOOKUP_NONE;
}

/* Numbers that read_id() reads have their own ways of being written. */
static void index_loosely(struct loading *l, size_t i)
{
	struct heading_id own;
	const char *id = template_requirements(l->p->template)->at[i].id, *rest = read_id(id, &own);
	if (rest && !*rest && !strchr(id, '-'))
		return;
	const char *loose = spelled_loosely(l->sc, id, strlen(id));
	if (!lookup_add(l->loose, loose, i))
		l->spelled_twice[lookup_find(l->loose, loose)] = true;
}

/* Of 4.2.1 the chapters "4." and "4.2.", and the stem "4.2.", by element. */
static void index_lines(struct loading *l)
{
	const struct template_requirements *lines = template_requirements(l->p->template);
	l->chapters = lookup_new(l->sc);
	l->stems = lookup_new(l->sc);
	l->loose = lookup_new(l->sc);
	l->spelled_twice = NEWS(l->sc, bool, lines->count + 1);
	for (size_t i = 0; i < lines->count; i++) {
		const struct template_requirement *r = &lines->at[i];
		size_t n = strlen(r->id);
		for (const char *dot = r->id; (dot = strchr(dot, '.')) != NULL; dot++)
			lookup_add(l->chapters, scope_copy_bytes(l->sc, r->id, (size_t)(dot + 1 - r->id)), i);
		index_loosely(l, i);
		while (n > 0 && isdigit((unsigned char)r->id[n - 1]))
			n--;
		lookup_add(l->stems, scope_printf(l->sc, "%s\n%.*s", r->element->id, (int)n, r->id), i);
	}
}

static void tell_elsewhere(struct loading *l, const struct package_document *d, const struct markdown_heading *h,
                           const struct template_requirement *r)
{
	finding_add(l->p->findings, FINDING_requirement_unknown, (struct place){ d->path, h->line },
		PHRASE("{id} belongs to element {element}, not to {other}", r->id, r->element->id, d->element->id));
}

static void take_heading(struct loading *l, struct package_document *d, const struct markdown_heading *h)
{
	struct heading_id begin;
	int found = 0;
	const char *plain = unicode_plain(l->sc, h->text);
	const struct template_requirement *written = named_as_written(l, plain);
	if (written) {
		written->element == d->element ? take_section(l, d, h, written) : tell_elsewhere(l, d, h, written);
		return;
	}
	const char *rest = read_id(plain, &begin);
	if (!rest)
		return;
	int last = range_end(rest, &begin);
	for (int n = begin.number; n <= last; n++) {
		const char *id = scope_printf(l->sc, "%s%d", begin.stem, n);
		const struct template_requirement *r = template_requirement(l->p->template, id);
		if (r && r->element == d->element) {
			take_section(l, d, h, r);
			found++;
		} else if (r && is_meant(&begin)) {
			tell_elsewhere(l, d, h, r);
			found++;
		}
	}
	/* A heading like "A7 ..." in element A is meant as an answer; "F110 engines" in element B is not. */
	if (!found && is_meant(&begin) && names_line_of(l, d->element, &begin))
		finding_add(l->p->findings, FINDING_requirement_unknown, (struct place){ d->path, h->line },
			PHRASE("the template has no requirement {id}",
			scope_printf(l->sc, "%s%d", begin.stem, begin.number)));
}

/* What stands under the headings of the first two levels, each with a digest: a translation can say which it has seen.
 * A title over further headings is no part of its own. */
static void take_parts(struct loading *l, struct package_document *d)
{
	const struct markdown_heading *headings = NULL;
	for (size_t i = 0, n = markdown_headings(d->markdown, &headings); i < n; i++) {
		SCOPE(turn);
		struct heading_id id;
		bool holds_parts = headings[i].level == 1 && i + 1 < n && headings[i + 1].level == 2;
		if (headings[i].level > 2 || holds_parts)
			continue;
		struct package_part *part = LIST_ADD(l->sc, &d->parts);
		part->name = read_id(unicode_plain(turn, headings[i].text), &id) ? scope_printf(l->sc, "%s%d", id.stem,
			id.number)
		             : headings[i].text;
		part->line = headings[i].line;
		const char *text = scope_printf(turn, "%s\n%s", headings[i].text, markdown_content(d->markdown, i));
		digest_bytes(text, strlen(text), part->digest);
		part->digest[16] = '\0';        /* enough to tell versions of one section apart */
	}
}

struct mentions { struct package_mention *at; size_t count, cap; };

/* Values of the formats that rules compare, wherever the text names them; comments are for the writer only. */
static void find_mentions(struct loading *l, const char *text, size_t len, int first_line, struct mentions *out)
{
	for (size_t i = 0; i < l->p->template->formats.count; i++) {
		const struct template_format *f = &l->p->template->formats.at[i];
		const char *counted = text;
		int line = first_line;
		for (size_t at = 0, n; f->mentions && pattern_find(f->pattern, text, len, &at, &n); at += n) {
			const char *open = NULL, *close = NULL;
			for (; counted < text + at; counted++) {
				line += *counted == '\n';
				if (strncmp(counted, "<!--", 4) == 0)
					open = counted;
				if (strncmp(counted, "-->", 3) == 0)
					open = NULL;
			}
			close = open ? strstr(text + at, "-->") : NULL;
			if (close) {
				at = (size_t)(close - text);
				n = 0;
				continue;
			}
			*LIST_ADD(l->sc, out) = (struct package_mention){ f,
				scope_copy_bytes(l->sc, text + at, n), line };
		}
	}
}

static bool is_mentioned(const struct mentions *known, const struct package_mention *m)
{
	for (size_t i = 0; i < known->count; i++)
		if (known->at[i].line == m->line && known->at[i].format == m->format
		    && strcmp(known->at[i].value, m->value) == 0)
			return true;
	return false;
}

/* A number written with signs that only look right is mentioned all the same, and told. */
static void take_mentions(struct loading *l, struct package_document *d, const char *text, size_t len, int first_line)
{
	struct mentions plain = {0}, meant = {0};
	const char *mended = letter_mended(l->sc, text, LETTER_CODE);
	find_mentions(l, text, len, first_line, &plain);
	if (mended)
		find_mentions(l, mended, strlen(mended), first_line, &meant);
	for (size_t i = 0, known = plain.count; i < meant.count; i++) {
		const struct package_mention *m = &meant.at[i];
		if (is_mentioned(&(struct mentions){ plain.at, known, known }, m))
			continue;
		*LIST_ADD(l->sc, &plain) = *m;
		finding_add(l->p->findings, FINDING_character_lookalike, (struct place){ d->path, m->line },
			PHRASE("\"{value}\" is written here with signs that only look right; write it anew", m->value));
	}
	d->mentions.at = plain.at;
	d->mentions.count = plain.count;
	d->mentions.cap = plain.cap;
}

/* What a reference of a character (&shy;) put into the text unseen. */
static void take_letters(struct loading *l, const struct package_document *d, const char *text)
{
	SCOPE(turn);
	struct letter odd;
	size_t from = 0;
	if (strchr(text, '&') && !letter_odd(turn, text, LETTER_RUNNING, &from, &odd)
	    && letter_odd(turn, markdown_canon(d->markdown), LETTER_RUNNING, &from, &odd))
		finding_add(l->p->findings, FINDING_character_invisible, (struct place){ d->path },
			PHRASE("by a reference (&…;) stands {letter}", odd.says));
}

/* A file's path without its suffix, and its length: what the names of its companions begin with. */
static size_t stem_of(const struct template_element *e) { return strlen(e->file) - strlen(".md"); }

/* The language in a file's name: evidence/C-x.ja.md beside evidence/C-x.md; NULL if it is no companion of the
 * element. */
static const char *companion_language(struct scope *sc, const struct template_element *e, const char *path)
{
	size_t n = stem_of(e), len = strlen(path);
	if (strncmp(path, e->file, n) != 0 || path[n] != '.' || len < n + 6 || strcmp(path + len - 3, ".md") != 0)
		return NULL;
	const char *language = scope_copy_bytes(sc, path + n + 1, len - n - 4);
	return strspn(language, "abcdefghijklmnopqrstuvwxyz") == strlen(language) && strlen(language) <= 3 ? language
		: NULL;
}

const struct fault *loading_words(struct loading *l, struct package_document *d)
{
	const char *text = NULL;
	size_t len = 0;
	int line = 1;
	TRY(loading_text(l, d->path, false, &text, &len));
	if (!text)
		return NULL;
	text = read_front(l, d, text, &len, &line);
	d->markdown = markdown_read(l->sc, text, len, line);
	return NULL;
}

/* The parts every text has, the element's own as well as a companion in another language. */
static const struct fault *read_text(struct loading *l, struct package_document *d)
{
	const char *text = NULL;
	size_t len = 0;
	int line = 1;
	const struct markdown_mistake *mistakes = NULL;
	TRY(loading_text(l, d->path, false, &text, &len));
	if (!text)
		return NULL;
	text = read_front(l, d, text, &len, &line);
	d->markdown = markdown_read(l->sc, text, len, line);
	for (size_t i = 0, n = markdown_mistakes(d->markdown, &mistakes); i < n; i++)
		finding_add(l->p->findings, mistakes[i].finding, (struct place){ d->path, mistakes[i].line },
			mistakes[i].says);
	if (*package_front(d, "language"))
		d->language = package_front(d, "language");
	take_parts(l, d);
	take_mentions(l, d, text, len, line);
	take_letters(l, d, text);
	return NULL;
}

static const struct fault *read_companions(struct loading *l, const struct template_element *e)
{
	const char *begin = scope_printf(l->sc, "%.*s.", (int)stem_of(e), e->file);
	size_t n = strlen(begin), end = loading_first(l, begin);
	while (end < l->entry_count && strncmp(l->entries[end].path, begin, n) == 0)
		end++;
	for (size_t i = loading_first(l, begin); i < end; i++) {
		const char *path = l->entries[i].path, *language = l->entries[i].kind == SOURCE_FILE
			? companion_language(l->sc, e, path) : NULL;
		struct package_document d = { .path = path, .element = e, .title = e->title.in[0],
		                              .language = language };
		if (!language)
			continue;
		TRY(read_text(l, &d));
		if (!d.markdown)
			continue;
		*LIST_ADD(l->sc, &l->p->companions) = d;
		lookup_add(l->p->index.companions, path, l->p->companions.count - 1);
	}
	return NULL;
}

static const struct fault *read_document(struct loading *l, const struct template_element *e)
{
	const struct source_entry *entry = loading_entry(l, e->file);
	struct package_document own = { .path = e->file, .element = e, .title = e->title.in[0],
	                                .language = l->p->template->languages.at[0] };
	bool used = strcmp(package_need(l->p, e), "-") != 0;
	if (!entry) {
		if (used)
			finding_add(l->p->findings, FINDING_element_missing, (struct place){ e->file },
				PHRASE("element {id}, {title}, has no file", e->id, loading_say(l, &e->title)));
		return NULL;
	}
	if (!used)
		return NULL;
	TRY(read_text(l, &own));
	if (!own.markdown)
		return NULL;
	struct package_document *d = LIST_ADD(l->sc, &l->p->documents);
	*d = own;
	lookup_add(l->p->index.documents, e->id, l->p->documents.count - 1);
	read_skeleton(l, e);
	const struct markdown_heading *headings = NULL;
	for (size_t i = 0, n = markdown_headings(d->markdown, &headings); i < n; i++)
		take_heading(l, d, &headings[i]);
	return read_companions(l, e);
}

/* The element of evidence/C-x.ja.md is that of evidence/C-x.md; NULL if there is none. */
static const struct template_element *element_of_companion(struct loading *l, const char *path)
{
	const char *end = strrchr(path, '.'), *dot = end;
	while (dot && dot > path && *--dot != '.')
		;
	if (!dot)
		return NULL;
	const char *original = scope_printf(l->sc, "%.*s.md", (int)(dot - path), path);
	const struct template_element *e = template_element_of(l->p->template, original);
	return e && companion_language(l->sc, e, path) ? e : NULL;
}

const struct fault *loading_documents(struct loading *l)
{
	const struct template *t = l->p->template;
	index_lines(l);
	for (size_t i = 0; i < t->elements.count; i++)
		TRY(read_document(l, &t->elements.at[i]));
	for (size_t i = 0; i < l->entry_count; i++) {
		const char *path = l->entries[i].path;
		if (l->entries[i].kind != SOURCE_FILE || strncmp(path, "evidence/", 9) != 0)
			continue;
		if (!template_element_of(t, path) && !element_of_companion(l, path))
			finding_add(l->p->findings, FINDING_file_stray, (struct place){ path },
				PHRASE("no element of the template has this file"));
	}
	return NULL;
}
