/* pressed.c: forms are known by all that they say. */
#include "web/pressed.h"
#include "base/base.h"
#include "base/buf.h"
#include "web/once.h"
#include "web/route.h"
#include <time.h>

enum { TURN = 50, TURNS = 600 };        /* milliseconds; half a minute of them */

void pressed_digest(const struct page_ask *a, char out[DIGEST_TEXT])
{
	struct buf *b = buf_new(a->sc);
	buf_text(b, a->target);
	for (size_t i = 0; i < a->values.count; i++)
		buf_printf(b, "\n%zu %s %zu %s", strlen(a->values.at[i].name), a->values.at[i].name,
		           strlen(a->values.at[i].value), a->values.at[i].value);
	for (size_t i = 0; i < a->files.count; i++) {
		char bytes[DIGEST_TEXT];
		digest_bytes(a->files.at[i].bytes, a->files.at[i].len, bytes);
		buf_printf(b, "\n%s %s", bytes, a->files.at[i].name);
	}
	digest_bytes(b->at, b->len, out);
}

/* The other one has its own thread: this one has nothing else to do. */
static enum once_is ask(struct page_ask *a, const char *who, const char *what, struct once_answer *known)
{
	const struct timespec turn = { 0, TURN * 1000000 };
	enum once_is is = ONCE_BUSY;
	for (int i = 0; i < TURNS && is == ONCE_BUSY; i++) {
		if (i > 0)
			nanosleep(&turn, NULL);
		is = once_ask(a->sc, route_once(a), who, what, what, route_steady(a), known);
	}
	return is;
}

const struct fault *pressed_once(struct page_ask *a, struct page_reply *out, pressed_does *does, const void *what)
{
	char digest[DIGEST_TEXT];
	struct once_answer known;
	/* beside the keys of the same person's programs */
	const char *who = scope_printf(a->sc, "form %s", a->person.email ? a->person.email : "");
	if (!route_once(a) || a->pressed)
		return does(a, out, what);
	pressed_digest(a, digest);
	enum once_is is = ask(a, who, digest, &known);
	a->busy = is == ONCE_BUSY;
	if (a->busy)
		return fault_make(FAULT_CONFLICT, "the same request is being answered at this moment; ask again");
	if (is == ONCE_AGAIN) {
		out->status = 303;
		out->location = known.body;
		return NULL;
	}
	a->pressed = true;
	const struct fault *f = does(a, out, what);
	bool led = !f && out->status == 303;
	known = (struct once_answer){ led ? out->location : "", "", led ? strlen(out->location) : 0 };
	once_end(route_once(a), who, digest, led ? &known : NULL);
	return f;
}
