/* page_git.c: fetch and push by stock git: what comes is judged before anything of the package moves. */
#include "base/base.h"
#include "verify/push.h"
#include "web/git.h"
#include "web/record.h"
#include "web/route.h"

/* --- fetching --- */

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	const char *service = record_value(a, "service");
	struct desk_push *p = NULL;
	const char *own = strrchr(a->path, '/');
	bool pushes = service && strcmp(service, "git-receive-pack") == 0;
	if (strcmp(own, "/refs") != 0)
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	if (!service || (!pushes && strcmp(service, "git-upload-pack") != 0))
		return fault_make(FAULT_REFUSED, "this server speaks git's smart protocol only; use a git of our days");
	TRY(desk_push_begin(a->sc, a->desk, ROUTE_PACK, &p));
	return git_ask(a, p, pushes ? "git-receive-pack" : "git-upload-pack", "info/refs", out);
}

static const struct fault *fetch(struct page_ask *a, struct page_reply *out)
{
	struct desk_push *p = NULL;
	if (a->body.cut)
		return fault_make(FAULT_USAGE, "the request is too large");
	TRY(desk_push_begin(a->sc, a->desk, ROUTE_PACK, &p));
	TRY(route_note(a, "git fetch"));
	return git_ask(a, p, "git-upload-pack", "git-upload-pack", out);
}

/* --- pushing --- */

static void say(struct page_ask *a, struct git_lines *to, const char *ref, const struct phrase *says)
{
	*LIST_ADD(a->sc, to) = (struct git_line){ ref, phrase_text(a->sc, template_speaks(desk_template(a->desk),
		desk_language(a->desk)), says) };
}

static void say_all(struct page_ask *a, struct git_lines *to, const struct verify_words *from)
{
	for (size_t i = 0; i < from->count; i++)
		say(a, to, from->at[i].ref, from->at[i].says);
}

static const struct phrase *cut_words(struct scope *sc, enum page_cut cut)
{
	return cut == PAGE_TOO_LARGE ? phrase_new(sc, "what comes is larger than {most} megabytes, and nothing of it "
		"is taken; send attachments with git-lfs, and push a part of the history at a time", ROUTE_PACK >> 20)
		: phrase_new(sc, "others send large files at this moment; try again in a minute");
}

/* It is what a person reads, whatever went wrong. */
static void refuse_for(struct page_ask *a, const struct git_asked *q, const struct fault *f, struct page_reply *out)
{
	struct git_lines lines = {0};
	*LIST_ADD(a->sc, &lines) = (struct git_line){ NULL, fault_say(a->sc, &a->reader, f) };
	git_refuse(q, &lines, out);
}

/* Seconds that one push may be looked at. */
enum { JUDGED_FOR = 60 };
static bool is_past(void *end) { return git_seconds() > *(const int64_t *)end; }

static const struct fault *judge(struct page_ask *a, const struct desk_push *p, struct git_lines *refused,
                                 struct git_lines *told)
{
	struct verify_pushed judged = {{0}, {0}};
	int64_t end = git_seconds() + JUDGED_FOR;
	TRY(git_take_turn(a->sc, a->world->directory));
	TRY(verify_push(a->sc, a->world, a->world->directory, a->desk, p, &a->person,
	                &(struct verify_patience){ is_past, &end }, &judged));
	say_all(a, refused, &judged.refused);
	say_all(a, told, &judged.told);
	return NULL;
}

/* What git took in becomes history, or is told why not; git's own answer stands where nothing moves or all does. */
static const struct fault *settle(struct page_ask *a, struct desk_push *p, const struct git_asked *q,
                                  struct page_reply *out)
{
	struct git_lines refused = {0}, told = {0};
	size_t moves = 0;
	TRY(desk_push_end(p, &moves));
	if (!moves)
		return NULL;
	TRY(judge(a, p, &refused, &told));
	if (refused.count) {
		git_refuse(q, &refused, out);
		return NULL;
	}
	/* before it is kept: what cannot be put on record does not happen */
	TRY(route_note(a, scope_printf(a->sc, "git push: %s", desk_push_names(a->sc, p))));
	TRY(desk_push_keep(a->desk, p));
	return git_tell(a, q, &told, out);
}

static const struct fault *receive(struct page_ask *a, const struct git_asked *q, struct page_reply *out)
{
	struct desk_push *p = NULL;
	TRY(desk_push_begin(a->sc, a->desk, ROUTE_PACK, &p));
	TRY(git_ask(a, p, "git-receive-pack", "git-receive-pack", out));
	return out->status == 200 ? settle(a, p, q, out) : NULL;
}

static const struct fault *push(struct page_ask *a, struct page_reply *out)
{
	struct git_asked q;
	struct git_lines lines = {0};
	if (!git_read(a->sc, a->body.bytes, a->body.len, &q))
		return fault_make(FAULT_USAGE, "what git asks cannot be understood");
	if (a->body.cut) {
		say(a, &lines, NULL, cut_words(a->sc, a->body.cut));
		git_refuse(&q, &lines, out);
		return NULL;
	}
	const struct fault *f = receive(a, &q, out);
	if (f)
		refuse_for(a, &q, f, out);
	return NULL;
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	size_t n = strlen(a->path);
	return n > 12 && strcmp(a->path + n - 12, "receive-pack") == 0 ? push(a, out) : fetch(a, out);
}

const struct page page_git = { .paths = (const char *const[]){ "/git/{}/info/refs", "/git/{}/git-upload-pack",
	"/git/{}/git-receive-pack", NULL }, .needs = PAGE_DESK, .asker = PAGE_GIT, .get = get, .post = post };
