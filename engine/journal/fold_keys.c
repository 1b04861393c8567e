/* fold_keys.c: keys of people: bound, valid for a time, ended, revoked; and trusted by several where one is lost. */
#include "base/base.h"
#include "journal/fold_keys.h"
#include "store/certificate.h"
#include <strings.h>

#define GET(field) event_get(ev, EVENT_##field##_FIELD)

/* --- lines as in a file .pub --- */

static const char *second_word(const char *line, size_t *len)
{
	const char *blank = strchr(line, ' ');
	*len = blank ? strcspn(blank + 1, " ") : 0;
	return blank ? blank + 1 : NULL;
}

bool fold_keys_same(const char *line, const char *base64)
{
	size_t n, m = strlen(base64);
	const char *word = second_word(line, &n);
	return word && n == m && strncmp(word, base64, m) == 0;
}

static bool same_lines(const char *line, const char *other)
{
	size_t n, m;
	const char *word = second_word(line, &n), *second = second_word(other, &m);
	return word && second && n == m && strncmp(word, second, n) == 0;
}

bool fold_keys_is_line(const char *line)
{
	static const char type[] = "abcdefghijklmnopqrstuvwxyz0123456789-.@";
	static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
	size_t n, m = strspn(line, type);
	const char *word = second_word(line, &n);
	return m > 0 && line[m] == ' ' && n > 0 && word == line + m + 1 && strspn(word, base64) == n;
}

/* --- whose it is --- */

static const struct fold_key *newest(const struct fold *f, const char *email, const char *base64, bool stands)
{
	for (size_t i = f->keys.count; i-- > 0; ) {
		const struct fold_key *k = &f->keys.at[i];
		if (fold_keys_same(k->line, base64) && (!email || strcasecmp(k->email, email) == 0)
		    && !(stands && k->ended_on))
			return k;
	}
	return NULL;
}

const struct fold_key *fold_keys_bound(const struct fold *f, const char *email, const char *base64)
{
	return newest(f, email, base64, false);
}

static enum fold_key_state say_days(const struct fold_key *k, const char *day)
{
	if (k->from && strcmp(day, k->from) < 0)
		return FOLD_KEY_EARLY;
	return k->until && strcmp(day, k->until) > 0 ? FOLD_KEY_EXPIRED : FOLD_KEY_COUNTS;
}

enum fold_key_state fold_keys_say(const struct fold *f, const char *email, const char *base64, const char *day,
                                  const struct fold_key **key)
{
	const struct fold_person *p = fold_person(f, email);
	const char *own = p ? p->email : email;
	const struct fold_key *k = newest(f, own, base64, true), *none, *other = NULL;
	key = key ? key : &none;
	*key = k;
	if (k)
		return say_days(k, day);
	*key = other = newest(f, NULL, base64, true);
	if (other)
		return FOLD_KEY_OTHER;
	*key = newest(f, own, base64, false);
	return !*key ? FOLD_KEY_UNBOUND : (*key)->revoked_from ? FOLD_KEY_REVOKED : FOLD_KEY_ENDED;
}

/* --- what may be --- */

static const struct fold_person *appointee(struct scope *sc, const struct fold *f, const struct event *ev)
{
	const char *name = "", *email = "";
	event_person(sc, GET(APPOINTEE), &name, &email);
	return fold_person(f, email);
}

static const struct fold_person *actor(struct scope *sc, const struct fold *f, const struct event *ev)
{
	const char *name = "", *email = "";
	event_person(sc, GET(PERSON), &name, &email);
	return fold_person(f, email);
}

static const struct fold_key *revoked(const struct fold *f, const char *line)
{
	for (size_t i = 0; i < f->keys.count; i++)
		if (f->keys.at[i].revoked_from && same_lines(f->keys.at[i].line, line))
			return &f->keys.at[i];
	return NULL;
}

const struct phrase *fold_keys_refuse_revoked(struct scope *sc, const struct fold *f, const struct event *ev)
{
	size_t at = 0;
	for (const char *line; (line = event_next(ev, EVENT_KEY_FIELD, &at)) != NULL; )
		if (revoked(f, line))
			return phrase_new(sc, "this key was revoked on {day}, for ever; make a new one",
				revoked(f, line)->ended_on);
	return NULL;
}

bool fold_keys_trusts_alone(const struct fold *f, const char *role)
{
	const struct workflow_act *act = &f->workflow->acts[EVENT_TRUST];
	return act->anyone || list_has(&act->roles, role);
}

/* Others than the last who may appoint, in the roles that the template names, in place of the one whose key is lost. */
static const struct phrase *judge_voucher(struct scope *sc, const struct fold *f, const struct event *ev,
                                          const struct fold_person *of)
{
	const struct workflow *w = f->workflow;
	const struct fold_person *by = actor(sc, f, ev);
	if (!w->vouch.count || !list_has(&w->vouch.roles, GET(ROLE)))
		return phrase_new(sc, "the role \"{role}\" may not do it", GET(ROLE));
	if (!fold_may_appoint(w, &of->roles) || fold_others_appoint(f, w, of))
		return phrase_new(sc, "the role \"{role}\" may trust a key only of the last who may appoint",
			GET(ROLE));
	if (by == of)
		return phrase_new(sc, "nobody vouches for a key of their own");
	for (size_t i = 0; i < f->vouchers.count; i++)
		if (strcmp(f->vouchers.at[i].by, by->email) == 0 && strcmp(f->vouchers.at[i].of, of->email) == 0
		    && same_lines(f->vouchers.at[i].line, GET(KEY)))
			return phrase_new(sc, "{person} has said so before; another person must say it as well",
				by->name);
	return NULL;
}

static const struct phrase *judge_line(struct scope *sc, const struct fold *f, const struct event *ev,
                                       const struct fold_person *of)
{
	size_t at = 0, n, count = 0;
	while (event_next(ev, EVENT_KEY_FIELD, &at))
		count++;
	if (count != 1 || !fold_keys_is_line(GET(KEY)))
		return phrase_new(sc, "it names no key, or several");
	const char *word = second_word(GET(KEY), &n);
	const struct fold_key *k = newest(f, NULL, scope_copy_bytes(sc, word, n), true);
	return k && strcasecmp(k->email, of->email) != 0
	       ? phrase_new(sc, "it is the key of {person}; each person has a key of their own", k->name) : NULL;
}

const struct phrase *fold_keys_judge_trust(struct scope *sc, const struct fold *f, const struct event *ev)
{
	const struct fold_person *of = appointee(sc, f, ev);
	if (!of || !of->roles.count)
		return phrase_new(sc, "{person} is not appointed to this package", GET(APPOINTEE));
	const struct phrase *why = judge_line(sc, f, ev, of);
	if (!why)
		why = fold_keys_refuse_revoked(sc, f, ev);
	if (why)
		return why;
	if (GET(VALID_FROM) && GET(UNTIL) && strcmp(GET(UNTIL), GET(VALID_FROM)) < 0)
		return phrase_new(sc, "it would end before it begins");
	return fold_keys_trusts_alone(f, GET(ROLE)) ? NULL : judge_voucher(sc, f, ev, of);
}

const struct phrase *fold_keys_judge_revoke(struct scope *sc, const struct fold *f, const struct event *ev)
{
	const struct workflow_act *act = &f->workflow->acts[EVENT_REVOKE];
	const struct fold_person *of = appointee(sc, f, ev);
	bool stands = false;
	size_t at = 0, count = 0;
	while (event_next(ev, EVENT_KEY_FIELD, &at))
		count++;
	for (size_t i = 0; of && i < f->keys.count; i++)
		stands = stands || (!f->keys.at[i].ended_on && strcasecmp(f->keys.at[i].email, of->email) == 0
			&& same_lines(f->keys.at[i].line, GET(KEY)));
	if (!stands || count != 1)
		return phrase_new(sc, "it is no key of {person} that counts", GET(APPOINTEE));
	if (strcmp(GET(OCCURRED), GET(AS_OF)) > 0)
		return phrase_new(sc, "a key is revoked from a day that has come");
	return act->anyone || list_has(&act->roles, GET(ROLE)) || of == actor(sc, f, ev) ? NULL
		: phrase_new(sc, "the role \"{role}\" may not do it", GET(ROLE));
}

/* --- what events do --- */

/* A certificate counts on no day that is none of its own. */
static void set_days(struct fold *f, struct fold_key *k, const char *from, const char *until)
{
	struct certificate_days own;
	k->from = from;
	k->until = until;
	if (!certificate_days(k->line, &own))
		return;
	if (!from || strcmp(from, own.from) < 0)
		k->from = scope_copy(f->sc, own.from);
	if (!until || strcmp(until, own.until) > 0)
		k->until = scope_copy(f->sc, own.until);
}

static void bind(struct fold *f, const struct fold_person *p, const char *line, const struct event *ev)
{
	for (size_t i = 0; i < f->keys.count; i++) {
		struct fold_key *k = &f->keys.at[i];
		if (!k->ended_on && strcasecmp(k->email, p->email) == 0 && same_lines(k->line, line)) {
			if (ev->kind == EVENT_TRUST)
				set_days(f, k, GET(VALID_FROM), GET(UNTIL));
			return;
		}
	}
	struct fold_key *k = LIST_ADD(f->sc, &f->keys);
	*k = (struct fold_key){ .line = line, .name = p->name, .email = p->email, .since = GET(AS_OF),
		.event = ev->id };
	set_days(f, k, GET(VALID_FROM), ev->kind == EVENT_TRUST ? GET(UNTIL) : NULL);
}

static void end(struct fold_key *k, const struct event *ev)
{
	k->ended_on = GET(AS_OF);
	k->ended_by = ev->id;
	k->revoked_from = ev->kind == EVENT_REVOKE ? GET(OCCURRED) : NULL;
}

/* All keys of a person are those that it names. */
void fold_keys_appoint(struct fold *f, const struct fold_person *p, const struct event *ev)
{
	for (size_t i = 0; i < f->keys.count; i++) {
		struct fold_key *k = &f->keys.at[i];
		bool named = false;
		for (size_t n = 0; n < p->keys.count; n++)
			named = named || same_lines(k->line, p->keys.at[n]);
		if (!k->ended_on && !named && strcasecmp(k->email, p->email) == 0)
			end(k, ev);
	}
	for (size_t n = 0; n < p->keys.count; n++)
		bind(f, p, p->keys.at[n], ev);
}

static struct fold_person *person_to_change(struct fold *f, const struct fold_person *p)
{
	return &f->people.at[p - f->people.at];
}

int fold_keys_lacking(const struct fold *f, const struct event *ev)
{
	SCOPE(turn);
	const struct fold_person *of = appointee(turn, f, ev);
	int said = 0;
	if (fold_keys_trusts_alone(f, GET(ROLE)))
		return 0;
	for (size_t i = 0; i < f->vouchers.count; i++)
		said += strcmp(f->vouchers.at[i].of, of->email) == 0 && same_lines(f->vouchers.at[i].line, GET(KEY));
	return said >= f->workflow->vouch.count ? 0 : f->workflow->vouch.count - said;
}

void fold_keys_trust(struct fold *f, const struct event *ev)
{
	SCOPE(turn);
	struct fold_person *p = person_to_change(f, appointee(turn, f, ev));
	bool held = false;
	if (!fold_keys_trusts_alone(f, GET(ROLE)))
		*LIST_ADD(f->sc, &f->vouchers) = (struct fold_voucher){ GET(KEY), p->email,
			actor(turn, f, ev)->email };
	if (fold_keys_lacking(f, ev))
		return;
	for (size_t i = 0; i < p->keys.count; i++)
		held = held || same_lines(p->keys.at[i], GET(KEY));
	if (!held)
		*LIST_ADD(f->sc, &p->keys) = GET(KEY);
	bind(f, p, GET(KEY), ev);
}

void fold_keys_revoke(struct fold *f, const struct event *ev)
{
	SCOPE(turn);
	struct fold_person *p = person_to_change(f, appointee(turn, f, ev));
	struct names left = {0};
	for (size_t i = 0; i < p->keys.count; i++)
		if (!same_lines(p->keys.at[i], GET(KEY)))
			*LIST_ADD(f->sc, &left) = p->keys.at[i];
	p->keys = left;
	for (size_t i = 0; i < f->keys.count; i++)
		if (!f->keys.at[i].ended_on && strcasecmp(f->keys.at[i].email, p->email) == 0
		    && same_lines(f->keys.at[i].line, GET(KEY)))
			end(&f->keys.at[i], ev);
}
