/* backups.c: telling what was copied. */
#include "base/base.h"
#include "command/backups.h"
#include "command/term.h"

static void show_lacks(const struct env *env, const struct backup *b)
{
	if (b->unsaved)
		term_say(env, "  {count} {count:file is|files are} not saved, and not in the copy: save, and do it "
			"again\n", b->unsaved);
	if (b->absent)
		term_say(env, "  the content of {count} {count:attachment|attachments} is not here: only {count:its "
			"pointer is|their pointers are} in the copy\n", b->absent);
	for (size_t i = 0; i < b->damaged.count; i++)
		term_say(env, "  the content {digest.12} is damaged and was not copied\n", b->damaged.at[i]);
	for (size_t i = 0; i < b->mended.count; i++)
		term_say(env, "  the content {digest.12} was damaged in the copy, and is put there anew\n",
			b->mended.at[i]);
	for (size_t i = 0; i < b->objects.count; i++)
		term_say(env, "  the object {id.12} was damaged in the copy, and is put there anew\n",
			b->objects.at[i]);
	for (size_t i = 0; i < b->left.count; i++)
		term_say(env, "  {name} is not in the copy: what it leads to could not be copied, or a name stands "
			"in its way there\n", b->left.at[i]);
	for (size_t i = 0; i < b->removed.count; i++)
		term_say(env, "  the content {digest.12} was purged, and is removed from the copy\n",
			b->removed.at[i]);
}

void backups_show(const struct env *env, const struct backup *b, bool back)
{
	struct phrase_hole package = term_mark(TERM_BOLD, b->package);
	if (back)
		term_say(env, "{package}: made again in {folder}, in the state {state}, with {events} "
			"{events:event|events}\n", package, b->folder, b->state, b->events);
	else if (b->references || b->contents || b->objects.count)
		term_say(env, "{package}: copied to {folder}: {events} {events:event|events}, {count} "
			"{count:file|files} of content ({kib} KiB) that {count:was|were} not there\n", package,
			b->folder, b->events, b->contents, (size_t)((b->bytes + 1023) / 1024));
	else
		term_say(env, "{package}: the copy in {folder} is up to date\n", package, b->folder);
	show_lacks(env, b);
}
