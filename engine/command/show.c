/* show.c: printing for people and for programs. */
#include "base/base.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "command/term.h"
#include "command/show.h"

static enum term_style style_of(enum finding_level level)
{
	return level == FINDING_ERROR ? TERM_RED : level == FINDING_WARNING ? TERM_YELLOW : TERM_BLUE;
}

static void put_place(const struct env *env, struct place p)
{
	term_put(env, TERM_BOLD, *p.file ? p.file : term_text(env, WORD("package")));
	if (p.line)
		term_printf(env, ":%d", p.line);
	if (p.line && p.column)
		term_printf(env, ":%d", p.column);
	term_printf(env, ": ");
}

void show_finding(const struct env *env, const struct finding *f)
{
	SCOPE(turn);
	struct reader r = term_reader(env);
	const char *level = term_text(env, finding_level_name(f->level));
	put_place(env, f->place);
	if (f->waived)
		term_say(env, "{level}, waived", term_mark(TERM_DIM, level));
	else
		term_put(env, style_of(f->level), level);
	term_printf(env, ": ");
	term_put(env, TERM_PLAIN, finding_message(turn, &r, f));
	term_printf(env, " [%s%s%s]", f->rule, *f->basis ? ", " : "", f->basis);
	if (*f->id)
		term_put(env, TERM_DIM, scope_printf(turn, " %.8s", f->id));
	term_printf(env, "\n");
}

static void show_line(const struct env *env, const char *text)
{
	if (!text || !*text)
		return;
	term_printf(env, "    ");
	term_put(env, TERM_DIM, text);
	term_printf(env, "\n");
}

/* What is to know or to do about it, a line each, set in. */
static void show_remedy(const struct env *env, const struct finding *f)
{
	SCOPE(turn);
	struct reader r = term_reader(env);
	if (env->person.language)
		show_line(env, f->title);
	if (f->waived)
		show_line(env, phrase_text(turn, &r, PHRASE("accepted {how}", f->waived)));
	if (f->note)
		show_line(env, phrase_text(turn, &r, f->note));
	if (f->waived || !*f->fix)
		return;
	show_line(env, f->remedy ? phrase_text(turn, &r, PHRASE("{fix} {command}", phrase_bare(f->fix),
	                                                        remedy_line(turn, f->remedy)))
	                         : term_text(env, f->fix));
}

void show_findings(const struct env *env, const struct findings *fs, enum finding_level least)
{
	for (size_t i = 0; i < fs->count; i++) {
		if (fs->at[i].level < least)
			continue;
		show_finding(env, &fs->at[i]);
		show_remedy(env, &fs->at[i]);
	}
}

struct tally { const struct finding *first; size_t count; };
struct tallies { struct tally *at; size_t count, cap; };

/* What could not be read comes before what the rules say of it; errors before warnings; many before few. */
static int by_cause(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;
	bool own = !*x->first->basis, other = !*y->first->basis;
	if (x->first->level != y->first->level)
		return x->first->level > y->first->level ? -1 : 1;
	if (own != other)
		return own ? -1 : 1;
	return x->count != y->count ? (x->count > y->count ? -1 : 1) : strcmp(x->first->rule, y->first->rule);
}

static void count_rule(struct scope *sc, struct tallies *all, const struct finding *f)
{
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->at[i].first->rule, f->rule) == 0) {
			all->at[i].count++;
			return;
		}
	*LIST_ADD(sc, all) = (struct tally){ f, 1 };
}

void show_rules(const struct env *env, const struct findings *fs, enum finding_level least)
{
	enum { MANY = 10, SHOWN = 12 };
	SCOPE(turn);
	struct tallies all = {0};
	size_t shown = 0;
	for (size_t i = 0; i < fs->count; i++)
		if (fs->at[i].level >= least && !fs->at[i].waived && ++shown)
			count_rule(turn, &all, &fs->at[i]);
	if (shown < MANY || shown < 2 * all.count)      /* each its own: the list itself says it better */
		return;
	qsort(all.at, all.count, sizeof *all.at, by_cause);
	term_say(env, "by rule, what to mend first on top:\n");
	for (size_t i = 0; i < all.count && i < SHOWN; i++)
		term_printf(env, "%6zu  %s\n", all.at[i].count, all.at[i].first->rule);
	if (all.count > SHOWN)
		term_say(env, "        and {count} more\n", all.count - SHOWN);
}

void show_lines(const struct env *env, enum term_style style, const char *margin, const char *text)
{
	for (const char *s = text; *s; ) {
		SCOPE(turn);
		size_t n = strcspn(s, "\n");
		term_printf(env, "%s", margin);
		term_put(env, style, scope_copy_bytes(turn, s, n));
		term_printf(env, "\n");
		s += n + (s[n] == '\n');
	}
}

void show_counts(const struct env *env, const struct findings *fs)
{
	SCOPE(turn);
	term_say_phrase(env, finding_tally(turn, fs, false));
}

static bool has_id(const struct findings *fs, const char *id)
{
	for (size_t i = 0; i < fs->count; i++)
		if (strcmp(fs->at[i].id, id) == 0)
			return true;
	return false;
}

void show_findings_differ(const struct env *env, const struct findings *before, const struct findings *after)
{
	size_t come = 0, go = 0;
	for (size_t i = 0; i < after->count; i++)
		if (!has_id(before, after->at[i].id)) {
			if (come++ == 0)
				term_say(env, "findings that come\n");
			term_printf(env, "  ");
			show_finding(env, &after->at[i]);
		}
	for (size_t i = 0; i < before->count; i++)
		if (!has_id(after, before->at[i].id)) {
			if (go++ == 0)
				term_say(env, "findings that go\n");
			term_printf(env, "  ");
			show_finding(env, &before->at[i]);
		}
	if (come + go == 0)
		term_say(env, "the findings stay the same\n");
}

void show_json(const struct env *env, const struct json *j)
{
	SCOPE(turn);
	struct buf *b = buf_new(turn);
	json_write(j, b);
	fwrite(b->at, 1, b->len, env->out);
}

void show_reasons(const struct env *env, const struct guard_reasons *reasons, size_t most)
{
	for (size_t i = 0; i < reasons->count && i < most; i++) {
		SCOPE(turn);
		const struct guard_reason *r = &reasons->at[i];
		term_printf(env, "    ");
		if (*r->place.file)
			put_place(env, r->place);
		term_say_phrase(env, r->says);
		if (r->remedy)
			term_say(env, "; try: {command}", remedy_line(turn, r->remedy));
		term_printf(env, "\n");
	}
	if (reasons->count > most)
		term_say(env, "    and {count} more; all of them: {option}\n", reasons->count - most, "--all");
}

void show_shut(const struct env *env, const struct guard_reasons *reasons)
{
	struct env errors = *env;
	errors.out = env->err;
	errors.color = false;
	show_reasons(&errors, reasons, SIZE_MAX);
}

const struct fault *show_need_folder(const char *path)
{
	SCOPE(turn);
	size_t n = (size_t)(path_base(path) - path);
	const char *folder = n ? scope_copy_bytes(turn, path, n) : ".";
	return file_is_folder(folder) ? NULL : fault_make(FAULT_NOT_FOUND, "there is no folder {folder} for {file}",
		folder, path_base(path));
}

const struct fault *show_read_file(struct scope *sc, const struct env *env, const char *path, const char **bytes,
                                   size_t *len)
{
	enum { LIMIT = 64 << 20 };
	if (strcmp(path, "-") != 0)
		return file_read(sc, path, LIMIT, bytes, len);
	struct buf *b = buf_new(sc);
	char block[4096];
	for (size_t n; (n = fread(block, 1, sizeof block, env->in)) > 0 && b->len < LIMIT; )
		buf_put(b, block, n);
	*bytes = b->at;
	*len = b->len;
	return NULL;
}

const char *show_beside(struct scope *sc, const char *package_folder, const char *name)
{
	size_t n = strlen(package_folder) - strlen(path_base(package_folder));
	return path_join(sc, n ? scope_copy_bytes(sc, package_folder, n) : ".", name);
}
