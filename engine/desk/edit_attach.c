/* edit_attach.c: files taken in as evidence, and their rows in the template's registers. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "desk/edit_attach.h"
#include <unistd.h>

/* --- the registers --- */

const struct fault *edit_targets_open(struct desk *d, struct source *source, struct edit_targets *out)
{
	const struct template *t = d->template;
	*out = (struct edit_targets){ NEWS(d->sc, struct edit_target, t->attach.also.count + 1), 0 };
	if (!t->attach.into)
		return NULL;
	out->at[out->count++] = (struct edit_target){ .into = t->attach.into,
		.file_column = (size_t)template_column(t->attach.into, t->attach.file_column) };
	for (size_t i = 0; i < t->attach.also.count; i++) {
		const struct template_also *a = &t->attach.also.at[i];
		out->at[out->count++] = (struct edit_target){ .into = a->into, .columns = &a->columns,
			.file_column = (size_t)template_column(a->into, a->file_column) };
	}
	for (size_t i = 0; i < out->count; i++)
		TRY(edit_rows_open(d->sc, source, out->at[i].into,
			out->at[i].into->columns[out->at[i].file_column].name,
		                   &out->at[i].rows));
	return NULL;
}

static bool answer_in(const struct edit_targets *all, size_t i, const char *name, const char *value,
                      struct edit_answer *out)
{
	int c = template_column(all->at[i].into, name);
	if (c >= 0)
		*out = (struct edit_answer){ i, (size_t)c, &all->at[i].into->columns[c], value };
	return c >= 0;
}

bool edit_targets_find(const struct edit_targets *all, const char *given, struct edit_answer *out)
{
	SCOPE(turn);
	size_t n = strcspn(given, "=");
	const char *name = scope_copy_bytes(turn, given, n), *point = strchr(name, '.');
	if (given[n] != '=' || all->count == 0)
		return false;
	for (size_t i = 0; point && i < all->count; i++)
		if (strncmp(all->at[i].into->name, name, (size_t)(point - name)) == 0
		    && !all->at[i].into->name[point - name])
			return answer_in(all, i, point + 1, given + n + 1, out);
	for (size_t i = 1; i < all->count; i++)
		if (list_has(all->at[i].columns, name))
			return answer_in(all, i, name, given + n + 1, out);
	return answer_in(all, 0, name, given + n + 1, out);
}

const struct edit_target *edit_targets_of(const struct edit_targets *all, const struct template_register *r)
{
	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].into == r)
			return &all->at[i];
	return NULL;
}

/* The words of the column: its first choice means here, its second elsewhere. */
void edit_attach_keep(const struct template *t, struct attaching_row *row, int how)
{
	int c = row->into == t->attach.into && t->attach.kept_column
		? template_column(row->into, t->attach.kept_column) : -1;
	if (c >= 0)
		row->cells[c] = row->into->columns[c].choices.at[how & STORE_REFERENCE ? 1 : 0];
}

/* --- doing it --- */

static bool is_stored(const struct attaching_file *f)
{
	return f->what == ATTACHING_NEW || f->what == ATTACHING_REPLACED;
}

static const struct fault *store_one(struct desk *d, const struct attaching_file *f, int how)
{
	SCOPE(turn);
	int fd = -1;
	TRY(file_open(f->file, &fd));
	const struct fault *fault = store_attach(turn, d->store, fd, f->path,
		how | (f->what == ATTACHING_REPLACED ? STORE_REPLACE : 0));
	close(fd);
	return fault;
}

const struct fault *edit_attach_store(struct desk *d, const struct attaching *a, int how)
{
	size_t done = 0, count = 0;
	for (size_t i = 0; i < a->files.count; i++)
		count += is_stored(&a->files.at[i]);
	for (size_t i = 0; i < a->files.count; i++) {
		if (!is_stored(&a->files.at[i]))
			continue;
		const struct fault *f = store_one(d, &a->files.at[i], (how & STORE_REFERENCE)
			| (done + 1 < count ? STORE_MORE : 0));
		if (f)
			return done == 0 ? f
				: fault_while(f, "{done} of {count} files are stored, and no row is written; do "
				"the same again and it goes on from there", done, count);
		done++;
	}
	return NULL;
}

void edit_attach_add_rows(const struct attaching *a, const struct edit_targets *to)
{
	for (size_t i = 0; i < a->files.count; i++)
		for (size_t k = 0; k < a->files.at[i].rows.count; k++) {
			const struct attaching_row *row = &a->files.at[i].rows.at[k];
			if (!row->there)
				edit_rows_add(edit_targets_of(to, row->into)->rows, row->cells);
		}
}

/* The registers are read again: it may have taken long, and somebody may have saved one of them meanwhile. */
static const struct fault *write_rows(struct desk *d, const struct attaching *a)
{
	struct edit_targets now;
	struct source *work = NULL;
	struct overlay_file register_;
	TRY(store_source_work(d->sc, d->store, &work));
	TRY(edit_targets_open(d, work, &now));
	edit_attach_add_rows(a, &now);
	for (size_t i = 0; i < now.count; i++)
		if (edit_rows_added(now.at[i].rows, &register_))
			TRY(store_write(d->sc, d->store, register_.path, register_.bytes, register_.len));
	return NULL;
}

/* Files first, rows behind them: whoever is stopped between the two finds the files there with just this content, does
 * the same again, and gets the rows.  Until then a rule of the template finds files without a row. */
const struct fault *edit_attach(struct desk *d, const struct attaching_wishes *wishes, const struct edit_attach *how,
                                struct attaching *out)
{
	SCOPE(lock);
	struct edit_targets targets;
	struct source *work = NULL;
	if (how->name && wishes->count > 1)
		return fault_make(FAULT_USAGE, "one name is for one file; these are {count}", wishes->count);
	if (wishes->count == 0 && out->problems.count == 0)
		return fault_make(FAULT_USAGE, "there is nothing to attach among what was named");
	if (!how->only_look)
		TRY(store_lock(lock, d->store));
	TRY(store_source_work(d->sc, d->store, &work));
	TRY(edit_attach_plan(d, work, wishes, how, &targets, out));
	if (how->only_look || out->refused)
		return NULL;
	TRY(edit_attach_store(d, out, how->how));
	TRY(write_rows(d, out));
	out->done = true;
	return NULL;
}
