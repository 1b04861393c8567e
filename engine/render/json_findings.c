/* json_findings.c: findings, and the screening that they decide. */
#include "base/base.h"
#include "render/json_private.h"

/* What fills the holes of its message, in the order in which they first appear. */
static void add_values(struct json *array, const struct phrase *says)
{
	SCOPE(turn);
	struct phrase_name names[PHRASE_HOLES];
	int count = says ? phrase_names(says->english, names) : 0;
	for (int i = 0; i < count && (size_t)i < says->count; i++) {
		const struct phrase_hole *h = &says->holes[i];
		const struct phrase alone = { .english = "{x}", .count = 1, .holes = h };
		struct json *o = json_add_object(array);
		json_put_text(o, "name", scope_copy_bytes(turn, names[i].at, names[i].len));
		json_put_text(o, "value", phrase_text(turn, NULL, &alone));
	}
}

void json_add_findings(struct json *array, const struct findings *fs)
{
	for (size_t i = 0; i < fs->count; i++) {
		const struct finding *f = &fs->at[i];
		struct json *o = json_add_object(array);
		json_put_path(o, "file", f->place.file);
		json_put_number(o, "line", f->place.line);
		json_put_number(o, "column", f->place.column);
		json_put_text(o, "level", finding_level_name(f->level));
		json_put_text(o, "rule", f->rule);
		json_put_text(o, "basis", f->basis);
		json_put_text(o, "element", f->element);
		json_put_text(o, "message", f->message);
		add_values(json_put_array(o, "values"), f->says);
		json_put_text(o, "id", f->id);
		json_put_phrase(o, "waived", f->waived);
		json_put_text(o, "fix", f->fix);
	}
}

struct json *json_of_findings(struct scope *sc, const struct findings *fs)
{
	struct json *array = json_make_array(sc);
	json_add_findings(array, fs);
	return array;
}

struct json *json_of_screening(struct scope *sc, const struct screening *s)
{
	struct json *o = json_make_object(sc);
	json_put_text(o, "verdict", screening_verdict_name(s->verdict));
	struct json *answers = json_put_array(o, "answers");
	for (size_t i = 0; i < s->lines.count; i++) {
		struct json *line = json_add_object(answers);
		json_put_text(line, "question", s->lines.at[i].question->id);
		json_put_text(line, "answer", s->lines.at[i].answer);
	}
	json_add_findings(json_put_array(o, "findings"), s->findings);
	return o;
}
