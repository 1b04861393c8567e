/* incoming.c: counting what would come in. */
#include "base/base.h"
#include "desk/desk_private.h"
#include "desk/take.h"
#include "view/incoming.h"

static void count_rows(const struct merge *m, struct incoming_table *out)
{
	for (size_t i = 0; i < m->rows.count; i++) {
		out->added += m->rows.at[i].kind == MERGE_ADD;
		out->changed += m->rows.at[i].kind == MERGE_CHANGE;
		out->removed += m->rows.at[i].kind == MERGE_REMOVE;
	}
	out->same = m->same;
	out->absent = m->absent;
	out->conflicts = m->conflicts;
}

const struct fault *incoming_of(struct desk *d, struct take *take, struct incoming **out)
{
	struct incoming *in = NEW(d->sc, struct incoming);
	struct changes *changes = NULL;
	size_t count = 0;
	const struct take_table *tables = take_tables(take, &count);
	*in = (struct incoming){ .doubts = take_doubts(take), .reader = template_speaks(d->template, d->language) };
	for (size_t i = 0; i < count; i++) {
		struct incoming_table *t = LIST_ADD(d->sc, &in->tables);
		*t = (struct incoming_table){ tables[i].file, tables[i].sheet, NULL, tables[i].based };
		if (!tables[i].taken)
			continue;
		t->register_ = tables[i].taken->shape->of;
		t->head_row = tables[i].taken->head_row;
		count_rows(tables[i].merge, t);
	}
	if (take_changes(take)) {
		TRY(changes_of_take(d, take, &changes));
		in->changes = changes;
	}
	for (size_t i = 0; i < take_count(take); i++)
		*LIST_ADD(d->sc, &in->files) = take_path(take, i);
	*out = in;
	return NULL;
}
