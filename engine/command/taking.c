/* taking.c: reading files, showing what they would make of the package, saving it. */
#include "base/base.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "command/attaching.h"
#include "command/incoming.h"
#include "command/redlines.h"
#include "command/show.h"
#include "command/taking.h"
#include "command/term.h"
#include "desk/desk.h"
#include "desk/take.h"
#include "intake/gather.h"
#include "render/changes.h"
#include "render/json.h"
#include <unistd.h>

static const struct fault *take_word(struct scope *sc, const char *file, struct take *k, const struct take_wish *wish)
{
	int fd = -1;
	TRY(file_open(file, &fd));
	const struct fault *f = redlines_is_ours(sc, fd)
		? fault_advise(fault_make(FAULT_REFUSED, "this is a redline of a package, not a text for it: what its "
			"readers said becomes remarks"), REMEDY("return", "", file))
		: take_document(k, file, fd, wish);
	close(fd);
	return f ? fault_while(f, "{file}", path_base(file)) : NULL;
}

/* A document is known by its name; what its bytes are is judged by who reads them. */
static const struct fault *take_one(struct scope *sc, const struct env *env, const char *file, struct take *k,
                                    const struct take_wish *wish)
{
	struct workbook *book = NULL;
	if (redlines_is_docx(file))
		return take_word(sc, file, k, wish);
	TRY(incoming_read(sc, env, file, &book));
	return take_workbook(k, path_base(file), book, wish);
}

/* Of what lies in a folder only these are read; all else is told. */
static bool may_be_read(const char *file)
{
	static const char *const ends[] = { ".xlsx", ".csv", ".tsv", ".ods", ".xls", ".docx" };
	for (size_t i = 0; i < countof(ends); i++)
		if (path_has_suffix(file, ends[i]))
			return true;
	return false;
}

/* A file of a folder without a table of this package, or one that goes another way (a workbook that came back, a
 * redline), is one among others, and no fault. */
static const struct fault *take_of_folder(struct scope *sc, const struct env *env, const char *file, struct take *k,
                                          const struct take_wish *wish)
{
	struct doubts *doubts = take_doubts(k);
	if (!may_be_read(file)) {
		doubt_add_remedy(doubts, FINDING_NOTE, path_base(file), 0, 0,
			PHRASE("this is neither a table nor a document; "
			"attach it if it is evidence"), REMEDY("attach", "", file, "element", "E"));
		return NULL;
	}
	const struct fault *f = take_one(sc, env, file, k, wish);
	if (!f || (f->code != FAULT_NOT_FOUND && f->code != FAULT_USAGE && f->code != FAULT_REFUSED))
		return f;
	struct reader reader = term_reader(env);
	doubt_add(doubts, FINDING_WARNING, path_base(file), 0, 0, PHRASE("nothing is taken from it: {why}",
		fault_say(sc, &reader, f)));
	return NULL;
}

static const struct fault *take_folder(struct scope *sc, const struct env *env, const char *folder, struct take *k,
                                       const struct take_wish *wish)
{
	struct attaching_wishes files = {0};
	struct attaching out = {0};
	struct names words = {0};
	*LIST_ADD(sc, &words) = folder;
	TRY(gather_files(sc, &words, &files, &out));
	for (size_t i = 0; i < out.problems.count; i++)
		doubt_add(take_doubts(k), FINDING_WARNING, folder, 0, 0, out.problems.at[i].says);
	for (size_t i = 0; i < out.left.count; i++)
		doubt_add(take_doubts(k), FINDING_NOTE, out.left.at[i].file, 0, 0, out.left.at[i].why);
	for (size_t i = 0; i < files.count; i++)
		TRY(take_of_folder(sc, env, files.at[i].file, k, wish));
	return NULL;
}

static const struct fault *take_all(struct scope *sc, const struct env *env, const struct command_line *l,
                                    struct take *k, const struct take_wish *wish)
{
	for (size_t i = 0; i < l->words.count; i++)
		TRY(file_is_folder(l->words.at[i]) ? take_folder(sc, env, l->words.at[i], k, wish)
		    : take_one(sc, env, l->words.at[i], k, wish));
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
	TRY(take_settle(k));
	TRY(incoming_of(d, k, &in));
	if (!env->json)
		incoming_show(env, in, command_flag(l, "all"));
	if (!env->json && take_attaching(k)->files.count)
		attaching_show(env, take_attaching(k));
	if (command_value(l, "html") && in->changes) {
		struct buf *page = buf_new(sc);
		TRY(changes_put(sc, in->changes, page));
		TRY(show_write_page(env, command_value(l, "html"), page));
	}
	if (take_attaching(k)->refused)
		TRY(attaching_fault(sc, env, take_attaching(k), desk_template(d), desk_language(d)));
	if (!dry && take_changes(k))
		TRY(take_save(k, message_of(sc, l), &id));
	if (env->json)
		show_json(env, json_of_incoming(sc, in, id.hex));
	else if (id.hex[0])
		term_say(env, "saved version {version.7}\n", id.hex);
	else if (dry && take_changes(k))
		term_say(env, "nothing was written; without --dry-run this is saved as one version\n");
	l->status = doubt_count(in->doubts, FINDING_ERROR) > 0;
	return NULL;
}
