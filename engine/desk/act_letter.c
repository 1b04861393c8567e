/* act_letter.c: notes, and letters that are filed. */
#include "base/base.h"
#include "desk/act_private.h"

static const struct fault *note_once(struct desk *d, const struct act_options *o)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(act_begin(a, sc, d, EVENT_NOTE));
	TRY(act_choose_role(a, o->role));
	TRY(act_add_papers(a, o));
	return act_finish(a);
}

const struct fault *act_note(struct desk *d, const struct act_options *o)
{
	return ACT_AGAIN(d, note_once(d, o));
}

static const struct fault *letter_once(struct desk *d, const char *direction, const struct act_options *o)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(act_begin(a, sc, d, EVENT_LETTER));
	TRY(act_choose_role(a, o->role));
	TRY(act_check_days(a, o));
	ACT_SET(DIRECTION, direction);
	TRY(act_add_papers(a, o));
	return act_finish(a);
}

const struct fault *act_letter(struct desk *d, const char *direction, const struct act_options *o)
{
	return ACT_AGAIN(d, letter_once(d, direction, o));
}
