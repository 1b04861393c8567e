/* loading_letters.c: characters that nobody sees, and texts that only look the same. */
#include "base/base.h"
#include "base/list.h"
#include "base/lookup.h"
#include "package/loading_private.h"
#include "store/source.h"
#include "text/csv.h"
#include "text/letter.h"

static bool is_plain(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] >= 0x7f || ((unsigned char)s[i] < 0x20 && s[i] != '\n' && s[i] != '\t'))
			return false;
	return true;
}

void loading_letters_of(struct loading *l, const char *path, const char *text, size_t len)
{
	int line = 1;
	if (is_plain(text, len))
		return;
	for (const char *s = text, *end; s < text + len; s = end + 1, line++) {
		SCOPE(turn);
		struct letter odd;
		size_t from = 0;
		end = memchr(s, '\n', len - (size_t)(s - text));
		end = end ? end : text + len;
		if (is_plain(s, (size_t)(end - s)))
			continue;
		if (letter_odd(turn, scope_copy_bytes(turn, s, (size_t)(end - s)), LETTER_RUNNING, &from, &odd))
			finding_add(l->p->findings, FINDING_character_invisible, (struct place){ path, line },
				PHRASE("here stands {letter}", odd.says));
	}
}

/* What looks like another sign in a text that is compared letter by letter. */
static void look_at(struct loading *l, struct place at, const char *text, enum letter_use use)
{
	SCOPE(turn);
	struct letter odd;
	for (size_t from = 0; letter_odd(turn, text, use, &from, &odd); ) {
		size_t again = odd.at;
		struct letter hidden;
		if (letter_odd(turn, text, LETTER_RUNNING, &again, &hidden) && hidden.at == odd.at)
			continue;               /* told for its line already */
		finding_add(l->p->findings, FINDING_character_lookalike, at,
			PHRASE("\"{value}\" holds {letter}", text, odd.says));
		return;
	}
}

static enum letter_use use_of(const struct template_column *c)
{
	return c->type != TEMPLATE_TEXT ? LETTER_CODE : c->key ? LETTER_NAME : LETTER_RUNNING;
}

/* --- two that look the same --- */

struct seen { const char *text; struct place place; };
struct looks {
	struct loading *l;
	struct lookup *odd;             /* look -> place in list */
	struct { struct seen *at; size_t count, cap; } list;
};

/* A text that looks like something else than it is; each once. */
static void remember(struct looks *k, const char *text, struct place at)
{
	if (is_plain(text, strlen(text)))
		return;
	const char *look = letter_look(k->l->sc, text);
	if (strcmp(look, text) != 0 && lookup_add(k->odd, look, k->list.count))
		*LIST_ADD(k->l->sc, &k->list) = (struct seen){ text, at };
}

static void hold_against(struct looks *k, const char *text, struct place at)
{
	SCOPE(turn);
	size_t i = lookup_find(k->odd, letter_look(turn, text));
	if (i == LOOKUP_NONE || !k->list.at[i].text || strcmp(k->list.at[i].text, text) == 0)
		return;
	const struct seen *odd = &k->list.at[i];
	finding_add(k->l->p->findings, FINDING_character_lookalike, odd->place,
		PHRASE("\"{value}\" and \"{other}\" of {file} only look the same: {difference}",
		       letter_told(turn, odd->text, text), letter_told(turn, text, odd->text),
		       at.line ? scope_printf(turn, "%s:%d", at.file, at.line) : at.file,
		       letter_difference(turn, odd->text, text)));
	k->list.at[i].text = NULL;      /* said */
}

typedef void visit(struct looks *, const char *text, struct place);

static void each_cell(struct looks *k, const struct package_register *r, visit *see)
{
	for (size_t i = 0; i < r->rows.count; i++)
		for (size_t c = 0; c < r->of->column_count; c++) {
			struct place at = { r->path, r->rows.at[i].line, (int)c + 1 };
			const char *rest = r->rows.at[i].cells[c], *item;
			if (!r->of->columns[c].list)
				see(k, rest, at);
			else if (!is_plain(rest, strlen(rest)) || k->list.count)
				for (size_t n; csv_item(&rest, &item, &n); )
					see(k, scope_copy_bytes(k->l->sc, item, n), at);
		}
}

static void each_name(struct looks *k, visit *see)
{
	struct package *p = k->l->p;
	for (size_t i = 0; i < k->l->entry_count; i++)
		see(k, k->l->entries[i].path, (struct place){ k->l->entries[i].path });
	for (size_t i = 0; i < p->identity.count; i++)
		see(k, p->identity.at[i].value, (struct place){ "package.yaml", p->identity.at[i].line });
	for (size_t i = 0; i < p->template->registers.count; i++)
		each_cell(k, &p->registers[i], see);
}

static void look_for_twins(struct loading *l)
{
	struct looks k = { .l = l, .odd = lookup_new(l->sc) };
	each_name(&k, remember);
	if (k.list.count)
		each_name(&k, hold_against);
}

void loading_letters(struct loading *l)
{
	static const char *const codes[] = { "id", "template", "category", "time_zone", "language" };
	struct package *p = l->p;
	for (size_t i = 0; i < l->entry_count; i++) {
		const char *path = l->entries[i].path;
		if (is_plain(path, strlen(path)))
			continue;
		loading_letters_of(l, path, path, strlen(path));
		look_at(l, (struct place){ path }, path, LETTER_NAME);
	}
	for (size_t i = 0; i < p->identity.count; i++) {
		const struct package_value *v = &p->identity.at[i];
		const struct template_field *f = template_field(p->template, v->field);
		bool code = f && (f->format || f->choices.count);
		for (size_t k = 0; k < countof(codes); k++)
			code = code || strcmp(v->field, codes[k]) == 0;
		if (code)
			look_at(l, (struct place){ "package.yaml", v->line }, v->value, LETTER_CODE);
	}
	for (size_t i = 0; i < p->template->registers.count; i++) {
		const struct package_register *r = &p->registers[i];
		for (size_t k = 0; k < r->rows.count; k++)
			for (size_t c = 0; c < r->of->column_count; c++) {
				const char *cell = r->rows.at[k].cells[c];
				if (!is_plain(cell, strlen(cell)))
					look_at(l, (struct place){ r->path, r->rows.at[k].line, (int)c + 1 }, cell,
					        use_of(&r->of->columns[c]));
			}
	}
	look_for_twins(l);
}
