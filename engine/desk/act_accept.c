/* act_accept.c: accepting a finding for a time. */
#include "base/base.h"
#include "base/date.h"
#include "desk/act_private.h"
#include <assert.h>

static const struct fault *check_until(const struct desk *d, const char *until)
{
	int day, longest = d->template->waivers.days;
	char last[DATE_TEXT];
	if (!longest)
		return fault_make(FAULT_REFUSED, "the template {template} knows no waivers", d->template->name);
	if (!date_parse(until, &day))
		return fault_make(FAULT_USAGE, "\"{day}\" is no day; write YYYY-MM-DD", until);
	date_print(d->today + longest, last);
	if (day < d->today)
		return fault_make(FAULT_REFUSED, "{day} is past; a waiver lasts up to a day to come", until);
	if (day > d->today + longest)
		return fault_make(FAULT_REFUSED, "a waiver lasts at most {days} {days:day|days} here, until {day}",
			longest,
			last);
	return NULL;
}

static const struct fault *waive_once(struct desk *d, const struct finding *f, const struct store_id *version,
                                      const char *until, const struct act_options *o)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	struct store_id tip = {""};
	TRY(act_begin(a, sc, d, EVENT_WAIVE));
	TRY(act_choose_role(a, o->role));
	TRY(check_until(d, until));
	TRY(store_tip(d->store, STORE_MAIN, &tip));
	if (strcmp(tip.hex, version->hex) != 0)
		return fault_make(FAULT_CONFLICT, "the package was saved anew at the same moment; look at the "
			"finding again");
	if (list_has(&d->template->waivers.never, f->rule))
		return fault_make(FAULT_REFUSED, "the template lets nobody waive {rule}", f->rule);
	assert(digest_is_valid(f->id));         /* of check_identify() */
	ACT_SET(FINDING, f->id);
	ACT_SET(RULE, f->rule);
	ACT_SET(PATH, strchr(f->place.file, ':') ? NULL : f->place.file);
	ACT_SET(UNTIL, until);
	ACT_SET(EVIDENCE, tip.hex);
	TRY(act_add_papers(a, o));
	act_add_file(a, "finding.txt", f->message, strlen(f->message));
	return act_finish(a);
}

const struct fault *act_waive(struct desk *d, const struct finding *f, const struct store_id *version,
                              const char *until, const struct act_options *o)
{
	return ACT_AGAIN(d, waive_once(d, f, version, until, o));
}

static const struct fault *unwaive_once(struct desk *d, const char *finding, const struct act_options *o)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(act_begin(a, sc, d, EVENT_UNWAIVE));
	TRY(act_choose_role(a, o->role));
	ACT_SET(FINDING, finding);
	TRY(act_add_papers(a, o));
	return act_finish(a);
}

const struct fault *act_unwaive(struct desk *d, const char *finding, const struct act_options *o)
{
	return ACT_AGAIN(d, unwaive_once(d, finding, o));
}
