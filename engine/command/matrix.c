/* matrix.c: which profile of the template, of which version, into which file. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "command/matrix.h"
#include "command/show.h"
#include "command/term.h"
#include "render/xlsx/xlsx.h"

enum { NAMES_MOST = 1000 };             /* that are tried for a new file */

static bool is_theirs(const struct template_profile *p) { return strcmp(p->name, "matrix") == 0; }

const struct template_profile *matrix_profile(const struct template *t, bool theirs)
{
	const struct template_profile *matrix = theirs ? template_profile(t, "matrix") : NULL;
	const struct template_profile *p = matrix ? matrix : template_profile(t, "remarks");
	return p && p->sheet_count && p->sheets[0]->sql ? p : NULL;
}

/* What goes back to the authority speaks of a version, not of a folder of ours. */
const struct fault *matrix_view(struct desk *d, const struct template_profile *p, bool theirs, const char *version,
                                struct view **out)
{
	TRY(view_of_remarks(d, version || !is_theirs(p) ? version : "main", out));
	return view_take_threads(d, *out, theirs);
}

const struct fault *matrix_fill(void *context, const char *path)
{
	const struct matrix *m = context;
	return xlsx_write(m->sc, m->v, m->profile, path);
}

void matrix_show_next(struct scope *sc, const struct env *env, const struct template_profile *p, const char *path)
{
	if (is_theirs(p))
		term_say(env, "when you send it, file it, so that its answers can be held against it: {command}\n",
			remedy_line(sc, REMEDY("letter out", "letter", path, "on", "DAY")));
}

/* PACKAGE-submittal-1-matrix.xlsx, -matrix-2.xlsx ...: the first that nobody has. */
static const char *free_name(struct scope *sc, const struct desk *d, const struct view *v, int submittal)
{
	const char *path = NULL;
	for (int i = 1; i < NAMES_MOST; i++) {
		struct stat st;
		bool there;
		const char *number = i > 1 ? scope_printf(sc, "-%d", i) : "";
		path = show_beside(sc, desk_name(d), scope_printf(sc, "%s-submittal-%d-matrix%s.xlsx", v->package->id,
			submittal, number));
		/* what cannot be seen may be somebody's */
		if (!FAILED(file_see(path, &st, &there)) && !there)
			break;
	}
	return path;
}

const struct fault *matrix_write_new(struct scope *sc, struct desk *d, int submittal, const char *path,
                                     const char **out)
{
	struct view *v = NULL;
	const struct template_profile *p = matrix_profile(desk_template(d), true);
	*out = NULL;
	if (!p)
		return NULL;
	TRY(matrix_view(d, p, true, NULL, &v));
	path = path ? path : free_name(sc, d, v, submittal);
	TRY(show_fill_new(sc, path, matrix_fill, &(struct matrix){ sc, v, p->name }));
	*out = path;
	return NULL;
}
