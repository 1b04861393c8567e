/* t_push.c: what is pushed is judged event by event, as long as patience lasts. */
#include "unit.h"
#include "desk/act.h"
#include "desk/desk.h"
#include "desk/edit_private.h"
#include "desk/push.h"
#include "verify/push.h"
#include <stdlib.h>

enum { NOON = 1795435200, NOTES = 150, MOST = 1 << 20 };         /* 2026-11-23T12:00:00Z */

static const struct person engineer = { .name = "Aiko Sato", .email = "aiko.sato@minato-turbine.example" };
static const struct person stranger = { .name = "Max Muster", .email = "max@elsewhere.example" };

struct pushed { struct world world; struct desk *desk; struct desk_push *push; };

/* A package, and a push to it of so many notes that were written in a copy. */
static struct pushed begin(struct scope *sc, int notes)
{
	struct pushed p = { .world = { .now = NOON, .directory = unit_folder(sc),
		.templates = unit_root(sc, "templates"), .program = "sarflow" } };
	const struct names fields = {0};
	const char *folder = NULL, *copy = path_join(sc, unit_folder(sc), "copy");
	struct desk *d = NULL;
	size_t moves = 0;
	OK(edit_new(sc, &p.world, &engineer, "PUSH-001", "company-profile", "repairer", "A site (fictitious)", &fields,
	            &folder));
	assert_int_equal(system(scope_printf(sc, "cp -r %s %s", folder, copy)), 0);
	p.world.directory = copy;
	OK(desk_open(sc, &p.world, &engineer, NULL, NULL, &d));
	for (int i = 0; i < notes; i++)
		OK(act_note(d, &(struct act_options){ .note = "A note.\n" }));
	p.world.directory = folder;
	OK(desk_open(sc, &p.world, &engineer, NULL, NULL, &p.desk));
	OK(desk_push_begin(sc, p.desk, MOST, &p.push));
	assert_int_equal(system(scope_printf(sc, "git -C %s fetch -q %s +refs/sar/journal:refs/sar/journal",
		desk_push_folder(p.push), copy)), 0);
	OK(desk_push_end(p.push, &moves));
	assert_int_equal(moves, 1);
	return p;
}

struct patience { size_t asked, lasts; };

static bool ends(void *context)
{
	struct patience *p = context;
	return p->asked++ >= p->lasts;
}

static const struct fault *judge(struct scope *sc, const struct pushed *p, const struct person *who,
                                 struct patience *patience, struct verify_pushed *out)
{
	*out = (struct verify_pushed){ {0}, {0} };
	return verify_push(sc, &p->world, p->world.directory, p->desk, p->push, who,
	                   patience ? &(struct verify_patience){ ends, patience } : NULL, out);
}

static void it_is_asked_now_and_then_and_may_end_anywhere(void **state)
{
	(void)state;
	SCOPE(sc);
	struct verify_pushed out;
	struct patience all = { .lasts = SIZE_MAX };
	struct pushed p = begin(sc, NOTES);
	OK(judge(sc, &p, &engineer, NULL, &out));
	assert_int_equal(out.refused.count, 0);
	OK(judge(sc, &p, &engineer, &all, &out));
	assert_int_equal(out.refused.count, 0);
	EXPECT(all.asked >= 2 * NOTES / 64, "asked %zu times", all.asked);
	for (size_t lasts = 0; lasts < all.asked; lasts++) {
		struct patience some = { .lasts = lasts };
		const struct fault *f = judge(sc, &p, &engineer, &some, &out);
		EXPECT(f && f->code == FAULT_REFUSED, "of %zu", lasts);
		HAS(f->text, "it takes longer to look at than the server may give to one push");
		assert_int_equal(some.asked, lasts + 1);        /* and then nothing more is looked at */
	}
	OK(judge(sc, &p, &engineer, NULL, &out));       /* whatever was begun and ended leaves nothing behind */
	assert_int_equal(out.refused.count, 0);
}

static void each_event_is_of_who_pushes_it(void **state)
{
	(void)state;
	SCOPE(sc);
	struct verify_pushed out;
	struct pushed p = begin(sc, 3);
	OK(judge(sc, &p, &stranger, NULL, &out));
	assert_int_equal(out.refused.count, 3);
	for (size_t i = 0; i < out.refused.count; i++) {
		SAME(out.refused.at[i].ref, "refs/sar/journal");
		HAS(phrase_text(sc, NULL, out.refused.at[i].says), "you are max@elsewhere.example, and it is not "
			"signed");
	}
	HAS(phrase_text(sc, NULL, out.refused.at[2].says), "event 4 is of Aiko Sato");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_asked_now_and_then_and_may_end_anywhere),
		cmocka_unit_test(each_event_is_of_who_pushes_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
