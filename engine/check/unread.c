/* unread.c: which rules read what could not be read, and which of their findings hang on it. */
#include "base/base.h"
#include "base/list.h"
#include "base/lookup.h"
#include "check/check_private.h"
#include "check/facts_private.h"
#include "check/unread.h"

/* The first thing that a rule reads and that could not be read: a whole column or table before a cell.  files: of the
 * package, of which it reads something, so that it may speak of them. */
struct reading {
	struct scope *sc;
	const struct package *p;
	const struct package_unread *whole, *cell;
	const char *prefix;
	struct names files;
};

static bool is_read(const struct package_unread *u, const char *table, const char *column)
{
	const struct template_register *of = u->register_->of;
	size_t n = strlen(of->name);
	if (strncmp(table, of->name, n) != 0)
		return false;
	if (!table[n])
		return u->column == PACKAGE_ALL || strcmp(column, of->columns[u->column].name) == 0;
	int beside = table[n] == '_' ? template_column(of, table + n + 1) : -1;         /* a side table */
	return beside >= 0 && (u->column == PACKAGE_ALL || u->column == beside || of->columns[u->column].key);
}

/* Which requirements are answered is told by the registers too, and that was made out when the package was loaded: no
 * other value is tried for it. */
static bool is_answer(const struct package_unread *u, const char *table, const char *column)
{
	const struct template_register *of = u->register_->of;
	bool asked = strcmp(table, "answers") == 0
	             || (strcmp(table, "requirements") == 0 && strcmp(column, "answered") == 0);
	if (!asked || !of->requirement_column || u->column == PACKAGE_ALL)
		return asked && of->requirement_column;
	const struct template_column *c = &of->columns[u->column];
	return strcmp(c->name, of->requirement_column) == 0 || c->type == TEMPLATE_ATTACHMENT
	       || c->type == TEMPLATE_PAGES;
}

static void look(struct reading *r, const struct package *p, const char *table, const char *column,
                 const char *prefix)
{
	for (size_t i = 0; i < p->unread_firsts.count; i++) {
		const struct package_unread *u = &p->unread.at[p->unread_firsts.at[i]];
		bool answer = !*prefix && is_answer(u, table, column);
		const struct package_unread **which = answer || u->row == PACKAGE_ALL ? &r->whole : &r->cell;
		if (!*which && (answer || is_read(u, table, column))) {
			*which = u;
			r->prefix = prefix;
		}
	}
}

static void note_file(struct reading *r, const char *file)
{
	if (!list_has(&r->files, file))
		*LIST_ADD(r->sc, &r->files) = file;
}

static void note_files(struct reading *r, const char *table)
{
	static const char *const of_texts[] = { "sections", "front_matter", "links", "texts", "text_sections",
	                                        "mentions", "answers" };
	for (size_t i = 0; i < r->p->template->registers.count; i++)
		if (strcmp(table, r->p->registers[i].of->name) == 0)
			note_file(r, r->p->registers[i].path);
	if (strcmp(table, "package") == 0 || strcmp(table, "identity") == 0)
		note_file(r, "package.yaml");
	for (size_t k = 0; k < countof(of_texts); k++)
		for (size_t i = 0; strcmp(table, of_texts[k]) == 0 && i < r->p->documents.count; i++)
			note_file(r, r->p->documents.at[i].path);
}

static void note_read(void *context, const char *table, const char *column)
{
	struct reading *r = context;
	look(r, r->p, table, column, "");
	note_files(r, table);
	for (size_t i = 0; strncmp(table, "uses_", 5) == 0 && i < r->p->uses.count; i++) {
		const struct package_use *u = &r->p->uses.at[i];
		size_t n = strlen(u->of->alias);
		if (strncmp(table + 5, u->of->alias, n) == 0 && table[5 + n] == '_')
			look(r, u->package, table + 6 + n, column, u->of->alias);
	}
}

static bool is_anything_unread(const struct package *p)
{
	bool any = p->unread.count > 0;
	for (size_t i = 0; i < p->uses.count; i++)
		any = any || p->uses.at[i].package->unread.count > 0;
	return any;
}

/* One text for where a finding is and what it says. */
static const char *same(struct scope *sc, const struct finding *f)
{
	return scope_printf(sc, "%d %s\n%s", f->place.line, f->place.file, f->message);
}

static struct lookup *by_words(struct scope *sc, const struct findings *fs)
{
	struct lookup *all = lookup_new(sc);
	for (size_t i = 0; i < fs->count; i++)
		lookup_add(all, same(sc, &fs->at[i]), i);
	return all;
}

static void keep_unasked(struct findings *out, const struct template_rule *rule, const char *file, struct place cause)
{
	finding_add_unasked(out, &(struct finding_unasked){ rule->id, file, rule->level, cause });
}

/* Those of one list that the other has as well go out; of the rest is kept that they might be. */
static void part(struct scope *sc, const struct template_rule *rule, const struct findings *fs,
                 const struct findings *others, struct place cause, struct findings *out)
{
	struct lookup *has = by_words(sc, others);
	for (size_t i = 0; i < fs->count; i++)
		if (lookup_find(has, same(sc, &fs->at[i])) == LOOKUP_NONE)
			keep_unasked(out, rule, fs->at[i].place.file, cause);
		else
			finding_add_rule(out, &fs->at[i]);
}

static const struct fault *in_doubt(struct scope *sc, struct unread *u, const struct template_rule *rule,
                                    const struct reading *r, struct place cause, struct findings *out)
{
	bool whole = r->whole != NULL;
	struct findings *known = finding_list(sc), *any = finding_list(sc), *none = finding_list(sc);
	keep_unasked(out, rule, cause.file, cause);
	for (size_t i = 0; i < r->files.count; i++)
		keep_unasked(out, rule, r->files.at[i], cause);
	TRY(check_rule(u->unknown, u->package, rule, false, known));
	if (!whole && !u->tried) {
		TRY(facts_load_world(sc, u->package, u->as_of, FACTS_ANY, &u->any));
		u->tried = true;
	}
	/* A query may be too long where rows stand many times; then it says nothing, as where there are too many. */
	if (whole || !u->any || FAILED(check_rule(u->any, u->package, rule, false, any)))
		any = none;
	part(sc, rule, known, any, cause, out);
	part(sc, rule, any, known, cause, none);
	for (size_t i = 0; i < none->unasked.count; i++)
		finding_add_unasked(out, &none->unasked.at[i]);
	return NULL;
}

const struct fault *unread_judge(struct scope *sc, struct unread *u, const struct template_rule *rule,
                                 struct findings *out)
{
	struct reading r = { .sc = sc, .p = u->package, .prefix = "" };
	if (is_anything_unread(u->package))
		TRY(sql_reads(u->unknown, rule->sql, note_read, &r));
	const struct package_unread *cause = r.whole ? r.whole : r.cell;
	if (!cause)
		return check_rule(u->unknown, u->package, rule, true, out);
	struct place place = cause->place;
	if (*r.prefix)
		place.file = scope_printf(sc, "%s:%s", r.prefix, place.file);
	return in_doubt(sc, u, rule, &r, place, out);
}
