/* taking.c: reading files, showing what they would make of the package, saving it. */
#include "base/base.h"
#include "base/buf.h"
#include "base/path.h"
#include "command/incoming.h"
#include "command/show.h"
#include "command/taking.h"
#include "command/term.h"
#include "desk/desk.h"
#include "desk/take.h"
#include "render/json.h"

static const struct fault *take_all(struct scope *sc, const struct env *env, const struct command_line *l,
                                    struct take *k, const struct take_wish *wish)
{
	for (size_t i = 0; i < l->words.count; i++) {
		struct workbook *book = NULL;
		TRY(incoming_read(sc, env, l->words.at[i], &book));
		TRY(take_workbook(k, path_base(l->words.at[i]), book, wish));
	}
	return NULL;
}

static const char *message_of(struct scope *sc, const struct command_line *l)
{
	struct buf *b = buf_new(sc);
	if (command_value(l, "message"))
		return command_value(l, "message");
	buf_text(b, "take");
	for (size_t i = 0; i < l->words.count; i++)
		buf_printf(b, "%s %s", i ? "," : "", path_base(l->words.at[i]));
	return b->at;
}

const struct fault *taking_run(struct scope *sc, const struct env *env, struct command_line *l, struct desk *d,
                               const struct take_wish *wish)
{
	struct take *k = NULL;
	struct incoming *in = NULL;
	struct store_id id = {""};
	bool dry = command_flag(l, "dry-run");
	TRY(take_start(d, &k));
	TRY(take_all(sc, env, l, k, wish));
	TRY(incoming_of(d, k, &in));
	if (!env->json)
		incoming_show(env, in, command_flag(l, "all"));
	if (!dry && in->changes)
		TRY(take_save(k, message_of(sc, l), &id));
	if (env->json)
		show_json(env, json_of_incoming(sc, in, id.hex));
	else if (id.hex[0])
		term_say(env, "saved version {version.7}\n", id.hex);
	else if (dry && in->changes)
		term_say(env, "nothing was written; without --dry-run this is saved as one version\n");
	l->status = doubt_count(in->doubts, FINDING_ERROR) > 0;
	return NULL;
}
