/* t_fold_keys.c: whose a key is at each place of a journal, and who may say so; by the shipped workflow. */
#include "history.h"
#include "journal/fold_keys.h"

#define KEY_A "ssh-ed25519 AAAA"
#define KEY_B "ssh-ed25519 BBBB"
#define KEY_C "sk-ssh-ed25519@openssh.com CCCC"
#define MANAGER "The manager <manager@minato.example>"
#define QUALITY "The quality <quality@minato.example>"
static const char manager[] = "manager@minato.example", quality[] = "quality@minato.example";

struct world { struct scope *sc; const struct template *t; struct fold_resolver r; struct fold *f; };

static int begin(void **state)
{
	struct scope *sc = scope_open();
	struct world *w = NEW(sc, struct world);
	*w = (struct world){ .sc = sc, .t = history_template(sc), .f = fold_new(sc) };
	w->r = history_resolver(w->t);
	struct findings *fs = finding_list(sc);
	fold_step(w->f, history_open(sc, w->t), &w->r, fs);
	for (size_t i = 0; i < w->t->roles.count; i++)
		if (strcmp(w->t->roles.at[i].id, "manager") != 0)
			fold_step(w->f, history_appoint(sc, w->t->roles.at[i].id), &w->r, fs);
	assert_int_equal(fs->count, 0);
	*state = w;
	return 0;
}

static int end(void **state)
{
	scope_close(((struct world *)*state)->sc);
	return 0;
}

static void happens(struct world *w, const struct event *ev)
{
	SCOPE(sc);
	struct findings *fs = finding_list(sc);
	const struct phrase *mistake = event_mistake(sc, ev);
	EXPECT(!mistake, "%s", mistake->english);
	bool yes = fold_step(w->f, ev, &w->r, fs);
	EXPECT(yes, "%s", fs->count ? fs->at[0].message : event_encode(sc, ev));
}

/* Refused for this reason, and every key is what it was. */
static void refused(struct world *w, const struct event *ev, const char *why)
{
	SCOPE(sc);
	struct findings *fs = finding_list(sc);
	size_t keys = w->f->keys.count, vouchers = w->f->vouchers.count;
	const char *before = history_dump(sc, w->f, false);
	EXPECT(!fold_step(w->f, ev, &w->r, fs), "allowed: %s", event_encode(sc, ev));
	HAS(fs->at[0].message, why);
	SAME(history_dump(sc, w->f, false), before);
	assert_int_equal(w->f->keys.count, keys);
	assert_int_equal(w->f->vouchers.count, vouchers);
}

static void is(struct world *w, const char *email, const char *base64, const char *day, enum fold_key_state wanted)
{
	enum fold_key_state said = fold_keys_say(w->f, email, base64, day, NULL);
	EXPECT(said == wanted, "%s of %s on %s: %d, wanted %d", base64, email, day, (int)said, (int)wanted);
}

/* With further fields, by their name in event.h. */
#define TRUST(by, of, key, ...) EVENT(w->sc, EVENT_TRUST, by, { EVENT_APPOINTEE_FIELD, of }, \
	{ EVENT_KEY_FIELD, key }, __VA_ARGS__)
#define NONE { EVENT_FIELD_COUNT, NULL }
#define REVOKE(by, of, key, day) EVENT(w->sc, EVENT_REVOKE, by, { EVENT_APPOINTEE_FIELD, of }, \
	{ EVENT_KEY_FIELD, key }, { EVENT_OCCURRED_FIELD, day }, { EVENT_NOTE_FIELD, "note.md" })
#define APPOINT(of, ...) EVENT(w->sc, EVENT_APPOINT, "manager", { EVENT_APPOINTEE_FIELD, of }, \
	{ EVENT_GRANTED_FIELD, "quality" }, __VA_ARGS__)

/* --- what a key is --- */

static void lines(void **state)
{
	(void)state;
	assert_true(fold_keys_is_line("ssh-ed25519 AAAAC3Nz+/=="));
	assert_true(fold_keys_is_line("sk-ecdsa-sha2-nistp256@openssh.com AAAA a comment"));
	const char *const none[] = { "", "ssh-ed25519", "ssh-ed25519 ", " ssh-ed25519 AAAA", "ssh-ed25519  AAAA",
		"ssh-ed25519 AA:AA", "SSH AAAA", "ssh_rsa AAAA" };
	for (size_t i = 0; i < countof(none); i++)
		EXPECT(!fold_keys_is_line(none[i]), "\"%s\" is taken for a key", none[i]);
	assert_true(fold_keys_same("ssh-ed25519 AAAA a comment", "AAAA"));
	assert_false(fold_keys_same("ssh-ed25519 AAAA", "AAA"));
	assert_false(fold_keys_same("ssh-ed25519 AAAA", "AAAAA"));
	assert_false(fold_keys_same("AAAA", "AAAA"));
}

/* What counts only on some days, each day at its edge. */
static void days(void **state)
{
	struct world *w = *state;
	is(w, manager, "AAAA", "2026-11-23", FOLD_KEY_UNBOUND);
	happens(w, TRUST("manager", QUALITY, KEY_A, { EVENT_VALID_FROM_FIELD, "2026-11-20" },
	                 { EVENT_UNTIL_FIELD, "2026-11-25" }));
	is(w, quality, "AAAA", "2026-11-19", FOLD_KEY_EARLY);
	is(w, quality, "AAAA", "2026-11-20", FOLD_KEY_COUNTS);
	is(w, "Quality@Minato.example", "AAAA", "2026-11-25", FOLD_KEY_COUNTS);
	is(w, quality, "AAAA", "2026-11-26", FOLD_KEY_EXPIRED);
	is(w, manager, "AAAA", "2026-11-23", FOLD_KEY_OTHER);
	is(w, quality, "BBBB", "2026-11-23", FOLD_KEY_UNBOUND);
	const struct fold_key *k = NULL;
	fold_keys_say(w->f, manager, "AAAA", "2026-11-23", &k);
	SAME(k->email, quality);
	happens(w, TRUST("manager", QUALITY, KEY_A, { EVENT_UNTIL_FIELD, "2026-12-31" }));
	is(w, quality, "AAAA", "2026-11-26", FOLD_KEY_COUNTS);
	is(w, quality, "AAAA", "2026-11-19", FOLD_KEY_COUNTS);
	assert_int_equal(w->f->keys.count, 1);          /* the same key, for longer */
	refused(w, TRUST("manager", QUALITY, KEY_B, { EVENT_VALID_FROM_FIELD, "2026-11-25" },
	                 { EVENT_UNTIL_FIELD, "2026-11-24" }), "it would end before it begins");
	happens(w, TRUST("manager", QUALITY, KEY_B, { EVENT_VALID_FROM_FIELD, "2026-11-25" },
	                 { EVENT_UNTIL_FIELD, "2026-11-25" }));  /* one day is enough */
	is(w, quality, "BBBB", "2026-11-25", FOLD_KEY_COUNTS);
	is(w, quality, "BBBB", "2026-11-26", FOLD_KEY_EXPIRED);
}

/* An appointment says all keys of a person: one it leaves out has ended, and one named again begins anew. */
static void appointments(void **state)
{
	struct world *w = *state;
	happens(w, APPOINT(QUALITY, { EVENT_ADDRESS_FIELD, "q@home.example" }, { EVENT_KEY_FIELD, KEY_A },
	                   { EVENT_KEY_FIELD, KEY_B }));
	is(w, "q@home.example", "AAAA", "2026-11-23", FOLD_KEY_COUNTS);
	is(w, quality, "BBBB", "2026-11-23", FOLD_KEY_COUNTS);
	happens(w, APPOINT(QUALITY, { EVENT_KEY_FIELD, KEY_B }));
	is(w, quality, "AAAA", "2026-11-23", FOLD_KEY_ENDED);
	is(w, manager, "AAAA", "2026-11-23", FOLD_KEY_UNBOUND);
	is(w, quality, "BBBB", "2026-11-23", FOLD_KEY_COUNTS);
	assert_int_equal(w->f->keys.count, 2);
	happens(w, TRUST("manager", MANAGER, KEY_A, NONE));     /* nobody's now: it may be another's */
	is(w, manager, "AAAA", "2026-11-23", FOLD_KEY_COUNTS);
	is(w, quality, "AAAA", "2026-11-23", FOLD_KEY_OTHER);
	SAME(fold_keys_bound(w->f, NULL, "AAAA")->email, manager);
	SAME(fold_keys_bound(w->f, quality, "AAAA")->ended_on, "2026-11-23");
	assert_null(fold_keys_bound(w->f, quality, "CCCC"));
}

/* --- who may say so --- */

static void who_trusts(void **state)
{
	struct world *w = *state;
	refused(w, TRUST("engineering", QUALITY, KEY_A, NONE), "the role \"engineering\" may not do it");
	refused(w, TRUST("manager", "Max <max@elsewhere.example>", KEY_A, NONE), "is not appointed");
	refused(w, TRUST("manager", QUALITY, "my-key", NONE), "it names no key, or several");
	refused(w, TRUST("manager", QUALITY, KEY_A, { EVENT_KEY_FIELD, KEY_B }), "it names no key, or several");
	happens(w, TRUST("manager", QUALITY, KEY_A, NONE));
	refused(w, TRUST("manager", MANAGER, KEY_A, NONE), "it is the key of The quality");
	happens(w, EVENT(w->sc, EVENT_APPOINT, "manager", { EVENT_APPOINTEE_FIELD, QUALITY }));
	refused(w, TRUST("manager", QUALITY, KEY_A, NONE), "is not appointed");
}

static void revoked_for_ever(void **state)
{
	struct world *w = *state;
	happens(w, TRUST("manager", QUALITY, KEY_A, NONE));
	happens(w, TRUST("manager", QUALITY, KEY_B, NONE));
	refused(w, REVOKE("manager", QUALITY, KEY_C, "2026-11-20"), "it is no key of The quality");
	refused(w, REVOKE("manager", MANAGER, KEY_A, "2026-11-20"), "it is no key of The manager");
	refused(w, REVOKE("manager", QUALITY, KEY_A, "2026-11-24"), "from a day that has come");
	refused(w, REVOKE("engineering", QUALITY, KEY_A, "2026-11-20"), "the role \"engineering\" may not do it");
	happens(w, REVOKE("quality", QUALITY, KEY_A, "2026-11-20"));    /* one's own */
	happens(w, REVOKE("manager", QUALITY, KEY_B, "2026-11-23"));
	is(w, quality, "AAAA", "2026-11-19", FOLD_KEY_REVOKED);
	SAME(fold_keys_bound(w->f, NULL, "AAAA")->revoked_from, "2026-11-20");
	assert_int_equal(fold_person(w->f, quality)->keys.count, 0);
	refused(w, REVOKE("quality", QUALITY, KEY_A, "2026-11-20"), "it is no key of The quality");
	refused(w, TRUST("manager", QUALITY, KEY_A, NONE), "this key was revoked on 2026-11-23");
	refused(w, TRUST("manager", MANAGER, KEY_B, NONE), "this key was revoked on 2026-11-23");
	refused(w, APPOINT(QUALITY, { EVENT_KEY_FIELD, KEY_C }, { EVENT_KEY_FIELD, KEY_A }), "was revoked");
}

/* The last who may appoint has lost a key: two of those whom the template names stand for the new one. */
static void vouched(void **state)
{
	struct world *w = *state;
	const struct event *first = TRUST("quality", MANAGER, KEY_A, NONE);
	assert_true(fold_keys_trusts_alone(w->f, "manager"));
	assert_false(fold_keys_trusts_alone(w->f, "quality"));
	refused(w, TRUST("quality", "The signatory <signatory@minato.example>", KEY_A, NONE),
	        "only of the last who may appoint");
	happens(w, first);
	assert_int_equal(fold_keys_lacking(w->f, first), 1);
	is(w, manager, "AAAA", "2026-11-23", FOLD_KEY_UNBOUND);
	refused(w, TRUST("quality", MANAGER, KEY_A, NONE), "The quality has said so before");
	happens(w, TRUST("signatory", MANAGER, KEY_B, NONE));   /* another key: one voice for each */
	is(w, manager, "AAAA", "2026-11-23", FOLD_KEY_UNBOUND);
	const struct event *last = TRUST("signatory", MANAGER, KEY_A, NONE);
	happens(w, last);
	assert_int_equal(fold_keys_lacking(w->f, last), 0);
	is(w, manager, "AAAA", "2026-11-23", FOLD_KEY_COUNTS);
	is(w, manager, "BBBB", "2026-11-23", FOLD_KEY_UNBOUND);
}

static void no_vouching_where_another_may(void **state)
{
	struct world *w = *state;
	happens(w, EVENT(w->sc, EVENT_APPOINT, "manager", { EVENT_APPOINTEE_FIELD, QUALITY },
	                 { EVENT_GRANTED_FIELD, "manager" }, { EVENT_GRANTED_FIELD, "quality" }));
	refused(w, TRUST("signatory", MANAGER, KEY_A, NONE), "only of the last who may appoint");
	happens(w, EVENT(w->sc, EVENT_APPOINT, "manager", { EVENT_APPOINTEE_FIELD, MANAGER },
	                 { EVENT_GRANTED_FIELD, "quality" }));
	refused(w, history_event(w->sc, EVENT_TRUST, QUALITY, "quality", (const struct event_value[]){
		{ EVENT_APPOINTEE_FIELD, QUALITY }, { EVENT_KEY_FIELD, KEY_A }, { EVENT_FIELD_COUNT, NULL } }),
		"nobody vouches for a key of their own");
	happens(w, history_event(w->sc, EVENT_TRUST, QUALITY, "manager", (const struct event_value[]){
		{ EVENT_APPOINTEE_FIELD, QUALITY }, { EVENT_KEY_FIELD, KEY_A }, { EVENT_FIELD_COUNT, NULL } }));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines), EACH(days), EACH(appointments), EACH(who_trusts), EACH(revoked_for_ever),
		EACH(vouched), EACH(no_vouching_where_another_may),
	};
	return cmocka_run_group_tests_name("fold keys", tests, NULL, NULL);
}
