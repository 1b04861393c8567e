/* finding.c: collecting findings. */
#include "base/base.h"
#include "base/finding.h"
#include "base/list.h"
#include "base/utf8.h"

static const struct { const char *name; enum finding_level level; const char *means, *fix; } catalogue[] = {
#define X(id, level, means, fix) { #id, level, means, fix },
	FINDINGS(X)
#undef X
};
_Static_assert(countof(catalogue) == FINDING_COUNT, "catalogue and enum differ");

struct findings *finding_list(struct scope *sc)
{
	struct findings *fs = NEW(sc, struct findings);
	fs->sc = sc;
	return fs;
}

static void count(struct findings *fs, const struct finding *f)
{
	size_t *counts[] = { NULL, &fs->notes, &fs->warnings, &fs->errors };
	if (f->waived) {
		fs->waived++;
		return;
	}
	if (counts[f->level])
		++*counts[f->level];
	if (f->level > fs->worst)
		fs->worst = f->level;
}

static struct finding_share *share_of(struct findings *fs, const char *rule)
{
	for (size_t i = fs->shares.count; i-- > 0; )
		if (strcmp(fs->shares.at[i].rule, rule) == 0)
			return &fs->shares.at[i];
	struct finding_share *s = LIST_ADD(fs->sc, &fs->shares);
	*s = (struct finding_share){ scope_copy(fs->sc, rule), 0 };
	return s;
}

bool finding_is_full(struct findings *fs, const char *rule) { return share_of(fs, rule)->count > FINDING_MOST; }

static void keep(struct findings *fs, const struct finding *f)
{
	*LIST_ADD(fs->sc, fs) = *f;
	count(fs, f);
}

/* Is there room for another finding of this rule?  The first that has none is told of. */
static bool has_room(struct findings *fs, const char *rule)
{
	struct finding_share *s = share_of(fs, rule);
	if (s->count > FINDING_MOST)
		return false;
	if (s->count++ < FINDING_MOST)
		return true;
	finding_add(fs, FINDING_findings_many, (struct place){ "", 0, 0 },
		PHRASE("the rule {rule} finds more than {most} places; the others are not listed", rule, FINDING_MOST));
	return false;
}

void finding_count(struct findings *fs)
{
	fs->errors = fs->warnings = fs->notes = fs->waived = 0;
	fs->worst = FINDING_NONE;
	for (size_t i = 0; i < fs->count; i++)
		count(fs, &fs->at[i]);
}

/* As users read it: with - for _. */
static bool is_called(enum finding_id id, const char *word)
{
	const char *name = catalogue[id].name;
	while (*name && *word == (*name == '_' ? '-' : *name))
		name++, word++;
	return !*name && !*word;
}

bool finding_explain(const char *id, enum finding_level *level, const char **means, const char **fix)
{
	for (size_t i = 0; i < FINDING_COUNT; i++)
		if (is_called((enum finding_id)i, id)) {
			*level = catalogue[i].level;
			*means = catalogue[i].means;
			*fix = catalogue[i].fix;
			return true;
		}
	return false;
}

const char *finding_id_name(struct scope *sc, enum finding_id id)
{
	char *name = scope_copy(sc, catalogue[id].name);
	for (char *c = name; *c; c++)
		if (*c == '_')
			*c = '-';
	return name;
}

const char *finding_fix(enum finding_id id) { return catalogue[id].fix; }

/* What does about it what the catalogue's words say, where one act does. */
static const struct remedy *const remedies[FINDING_COUNT] = {
#define REMEDY_OF(id, ...) [FINDING_##id] = REMEDY(__VA_ARGS__)
	REMEDY_OF(element_missing, "restore", "", "FILE"),
	REMEDY_OF(attachment_missing, "attach", "", "FILE", "element", "E"),
	REMEDY_OF(attachment_reference, "export", "supply", "FOLDER"),
	REMEDY_OF(attachment_raw, "save", "message", "WHY"),
	REMEDY_OF(use_lacks, "use", "", "ALIAS", "update", ""),
	REMEDY_OF(use_unread, "use", "", "ALIAS", "update", ""),
	REMEDY_OF(use_newer, "use", "", "ALIAS", "update", ""),
	REMEDY_OF(signature_unjudged, "git log", "show-signature", ""),
};

enum { MESSAGE = 2048 };

/* Whole characters, as many as a message may hold. */
static const char *cut(struct scope *sc, const char *message)
{
	size_t len = strlen(message), n = utf8_cut(message, len, MESSAGE - 1);
	return n == len ? message : scope_copy_bytes(sc, message, n);
}

void finding_add(struct findings *fs, enum finding_id id, struct place place, const struct phrase *says)
{
	SCOPE(turn);
	if (id != FINDING_findings_many && !has_room(fs, finding_id_name(turn, id)))
		return;
	keep(fs, &(struct finding){
		.level = catalogue[id].level,
		.rule = finding_id_name(fs->sc, id),
		.place = { scope_copy(fs->sc, place.file ? place.file : ""), place.line, place.column },
		.message = cut(fs->sc, phrase_text(fs->sc, NULL, says)), .says = phrase_keep(fs->sc, says),
		.basis = "", .fix = catalogue[id].fix, .remedy = remedies[id], .element = "", .title = "", .id = "",
	});
}

void finding_add_unasked(struct findings *fs, const struct finding_unasked *u)
{
	for (size_t i = 0; i < fs->unasked.count; i++)
		if (strcmp(fs->unasked.at[i].rule, u->rule) == 0 && strcmp(fs->unasked.at[i].file, u->file) == 0)
			return;
	*LIST_ADD(fs->sc, &fs->unasked) = (struct finding_unasked){ scope_copy(fs->sc, u->rule),
		scope_copy(fs->sc, u->file), u->level,
		{ scope_copy(fs->sc, u->cause.file), u->cause.line, u->cause.column } };
}

const char *finding_message(struct scope *sc, const struct reader *r, const struct finding *f)
{
	return f->says && r ? cut(sc, phrase_text(sc, r, f->says)) : f->message;
}

void finding_add_rule(struct findings *fs, const struct finding *f)
{
	if (!has_room(fs, f->rule))
		return;
	keep(fs, &(struct finding){
		.level = f->level,
		.rule = scope_copy(fs->sc, f->rule),
		.place = { scope_copy(fs->sc, f->place.file), f->place.line, f->place.column },
		.message = scope_copy(fs->sc, f->message),
		.basis = scope_copy(fs->sc, f->basis),
		.fix = scope_copy(fs->sc, f->fix),
		.element = scope_copy(fs->sc, f->element ? f->element : ""),
		.title = scope_copy(fs->sc, f->title ? f->title : ""), .id = scope_copy(fs->sc, f->id ? f->id : ""),
		.says = f->says ? phrase_keep(fs->sc, f->says) : NULL, .remedy = remedy_keep(fs->sc, f->remedy),
		.waived = f->waived ? phrase_keep(fs->sc, f->waived) : NULL,
		.note = f->note ? phrase_keep(fs->sc, f->note) : NULL,
	});
}

const struct phrase *finding_tally(struct scope *sc, const struct findings *fs, bool always)
{
	return phrase_keep(sc, always || fs->waived
		? PHRASE("{errors} {errors:error|errors}, {warnings} {warnings:warning|warnings}, "
		         "{notes} {notes:note|notes}, {waived} waived",
		         fs->errors, fs->warnings, fs->notes, fs->waived)
		: PHRASE("{errors} {errors:error|errors}, {warnings} {warnings:warning|warnings}, "
		         "{notes} {notes:note|notes}",
		         fs->errors, fs->warnings, fs->notes));
}

static int compare(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int d = strcmp(x->place.file, y->place.file);
	if (!d) d = (x->place.line > y->place.line) - (x->place.line < y->place.line);
	if (!d) d = (x->place.column > y->place.column) - (x->place.column < y->place.column);
	if (!d) d = (int)y->level - (int)x->level;
	if (!d) d = strcmp(x->rule, y->rule);
	return d ? d : strcmp(x->message, y->message);
}

void finding_sort(struct findings *fs)
{
	if (!fs->count)
		return;
	qsort(fs->at, fs->count, sizeof *fs->at, compare);
	struct findings unique = { .sc = fs->sc, .unasked = fs->unasked, .shares = fs->shares };
	for (size_t i = 0; i < fs->count; i++)
		if (i == 0 || compare(&fs->at[i - 1], &fs->at[i]) != 0)
			keep(&unique, &fs->at[i]);
	*fs = unique;
}

static const char *const level_names[] = { "none", "note", "warning", "error" };

const char *finding_level_name(enum finding_level level) { return level_names[level]; }

bool finding_level_parse(const char *word, enum finding_level *out)
{
	for (size_t i = FINDING_NOTE; i < countof(level_names); i++)
		if (strcmp(word, level_names[i]) == 0) {
			*out = (enum finding_level)i;
			return true;
		}
	return false;
}
