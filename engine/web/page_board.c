/* page_board.c: all packages and where they stand. */
#include "base/base.h"
#include "render/board.h"
#include "view/board.h"
#include "web/address.h"
#include "web/route.h"

static const struct fault *make_row(struct page_ask *a, const char *folder, struct desk_templates *templates,
                                    struct shelf_of *of, struct scope *own, struct board *one)
{
	SCOPE(turn);
	struct desk *d = NULL;
	struct world w = *a->world;
	w.directory = folder;
	fault_forget();                 /* of the package before this one */
	shelf_of_package(a->sc, of, folder);
	TRY(page_desk(turn, &w, &a->person, templates, &d));
	shelf_of_uses(a->sc, of, folder, &desk_fold(d)->uses);
	TRY(board_add(own, d, one));
	return fault_missed();          /* it would be kept */
}

static const struct fault *add(struct page_ask *a, const char *folder, struct desk_templates *templates,
                               struct board *board)
{
	const char *name = route_shelf_name(a, "board", folder);
	const struct board_row *row = route_shelf_find(a, name);
	if (!row) {
		struct scope *own = scope_open();
		struct board one = {0};
		struct shelf_of *of = shelf_of(a->sc);
		const struct fault *f = make_row(a, folder, templates, of, own, &one);
		if (f) {
			route_shelf_leave(a, name);
			scope_close(own);
			return f;
		}
		row = one.at;
		route_shelf_put(a, name, of, own, row, 4096);
	}
	struct board_row *out = LIST_ADD(a->sc, board);
	*out = *row;
	out->address = scope_printf(a->sc, "/p/%s/", address_write(a->sc, page_name(a->sc, folder)));
	return NULL;
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	struct board board = {0};
	struct desk_templates *templates = desk_templates_new(a->sc);
	const char *sort = page_value(a, "sort"), *state = page_value(a, "state"), *turn_of = page_value(a, "turn"),
		*words = page_value(a, "words");
	for (size_t i = 0; i < a->folders->count; i++) {
		const struct fault *f = add(a, a->folders->at[i], templates, &board);
		if (f)
			*LIST_ADD(a->sc, &board.unread) = (struct board_unread){ page_name(a->sc, a->folders->at[i]),
				fault_say(a->sc, &a->reader, f) };
	}
	const struct board_page page = { .reader = &a->reader, .served = route_served(a), .board = &board,
		.sort = sort ? sort : "due", .state = state ? state : "", .turn = turn_of ? turn_of : "",
		.words = words ? words : "" };
	board_put(&page, out->body);
	return NULL;
}

const struct page page_board = { .paths = (const char *const[]){ "/board", NULL }, .needs = PAGE_HOME, .get = get };
