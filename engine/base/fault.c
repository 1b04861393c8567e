/* fault.c: the ring in which faults live. */
#include "base/base.h"
#include "base/fault.h"
#include "base/utf8.h"
#include <errno.h>

/* A fault must not need memory: each has room of its own, and what does not fit is cut, not lost. */
enum { POOL = 4 * PHRASE_HOLES, INNER = 6 };
struct slot {
	struct fault fault;
	struct phrase_hole holes[POOL];         /* of the sentence and of the phrases in it */
	struct phrase inner[INNER];
	struct remedy remedy;
	const char *words[REMEDY_WORDS];
	size_t used, hole_count, inner_count;
	char room[2 * FAULT_TEXT], text[FAULT_TEXT];
};

static _Thread_local struct slot ring[FAULT_RING];
static _Thread_local unsigned next;

static const int status_of[FAULT_COUNT] = {
#define X(code, status) [FAULT_##code] = status,
	FAULTS(X)
#undef X
};

/* A copy in the slot's room; cut where it ends, but not inside a character. */
static const char *keep(struct slot *s, const char *text)
{
	size_t room = sizeof s->room - s->used, n = text ? strlen(text) : 0;
	if (room == 0)
		return "";
	n = utf8_cut(text, n, room - 1);
	char *at = s->room + s->used;
	if (n)
		memcpy(at, text, n);
	at[n] = '\0';
	s->used += n + 1;
	return at;
}

/* A phrase with all that stands in it; what the slot has no room for is told in English. */
static struct phrase keep_phrase(struct slot *s, const struct phrase *p)
{
	struct phrase_hole *holes = s->holes + s->hole_count;
	s->hole_count += p->count;
	for (size_t i = 0; i < p->count; i++) {
		SCOPE(turn);
		const struct phrase *inner = p->holes[i].kind == PHRASE_PHRASE ? p->holes[i].phrase : NULL;
		holes[i] = p->holes[i];
		if (inner && s->inner_count < INNER && s->hole_count + inner->count <= POOL) {
			struct phrase *kept = &s->inner[s->inner_count++];
			*kept = keep_phrase(s, inner);
			holes[i].phrase = kept;
		} else if (inner) {
			holes[i] = phrase_of_text(keep(s, phrase_text(turn, NULL, inner)));
		} else {
			holes[i].text = keep(s, holes[i].text);
		}
	}
	return (struct phrase){ phrase_is_key(p->english) ? p->english : keep(s, p->english), p->count, holes,
		NULL };
}

/* From the outermost to the innermost, then the system's words. */
static const char *say_from(struct scope *sc, const struct reader *r, const struct fault *f, size_t at)
{
	struct buf *b = buf_new(sc);
	for (size_t i = at; i < f->depth; i++) {
		buf_text(b, i > at ? ": " : "");
		phrase_put(b, r, &f->says[i]);
	}
	buf_text(b, *f->system ? ": " : "");
	buf_text(b, f->system);
	return b->at;
}

static void put_text(struct slot *s)
{
	SCOPE(turn);
	const char *text = say_from(turn, NULL, &s->fault, 0);
	size_t n = utf8_cut(text, strlen(text), sizeof s->text - 1);
	memcpy(s->text, text, n);
	s->text[n] = '\0';
	s->fault.text = s->text;
}

static struct slot *begin(enum fault_code code, const struct phrase *says)
{
	struct slot *s = &ring[next++ % FAULT_RING];
	s->used = s->hole_count = s->inner_count = 0;
	s->fault = (struct fault){ .code = code, .depth = 1, .system = "" };
	s->fault.says[0] = keep_phrase(s, says);
	return s;
}

const struct fault *fault_of(enum fault_code code, const struct phrase *says)
{
	struct slot *s = begin(code, says);
	put_text(s);
	return &s->fault;
}

const struct fault *fault_of_library(enum fault_code code, const struct phrase *says, const char *words)
{
	struct slot *s = begin(code, says);
	s->fault.system = keep(s, words);
	put_text(s);
	return &s->fault;
}

bool fault_is_of_machine(int number)
{
	return number == EIO || number == EMFILE || number == ENFILE || number == ENOMEM || number == ESTALE;
}

const struct fault *fault_of_errno(const struct phrase *says)
{
	int number = errno;
	struct slot *s = begin(FAULT_SYSTEM, says);
	s->fault.system = keep(s, strerror(number));
	s->fault.machine = fault_is_of_machine(number);
	put_text(s);
	const struct fault *f = &s->fault;
	return number == ENOSPC || number == EDQUOT
	       ? fault_of_doing(f, PHRASE("make room and try again")) : f;
}

const struct fault *fault_of_doing(const struct fault *why, const struct phrase *doing)
{
	const struct fault was = *why;          /* its slot may be the next one */
	struct slot *s = begin(was.code, doing);
	struct fault *f = &s->fault;
	size_t at = 0;
	for (; at < was.depth && f->depth < FAULT_DEPTH && s->hole_count + was.says[at].count <= POOL; at++)
		f->says[f->depth++] = keep_phrase(s, &was.says[at]);
	SCOPE(turn);
	f->system = keep(s, at == was.depth ? was.system : say_from(turn, NULL, &was, at));
	f->machine = was.machine;
	put_text(s);
	return was.remedy ? fault_advise(f, was.remedy) : f;
}

const struct fault *fault_advise(const struct fault *f, const struct remedy *r)
{
	struct slot *s = NULL;
	for (size_t i = 0; i < FAULT_RING; i++)
		if (&ring[i].fault == f)
			s = &ring[i];
	if (!s)
		return f;
	s->remedy = (struct remedy){ r->count < REMEDY_WORDS ? r->count : REMEDY_WORDS, s->words };
	for (size_t i = 0; i < s->remedy.count; i++)
		s->words[i] = keep(s, r->words[i]);
	s->fault.remedy = &s->remedy;
	return f;
}

/* --- what a judgement may not rest on --- */

static _Thread_local char missed[FAULT_TEXT];   /* what was remembered; "": nothing */

bool fault_miss(const struct fault *f)
{
	if (f && f->machine && !*missed)
		snprintf(missed, sizeof missed, "%s", f->text);
	return f != NULL;
}

const struct fault *fault_missed(void)
{
	if (!*missed)
		return NULL;
	struct slot *s = begin(FAULT_SYSTEM, PHRASE("not everything could be read just now; do the same again"));
	s->fault.system = keep(s, missed);
	s->fault.machine = true;        /* whoever makes a judgement of this one misses it anew */
	put_text(s);
	*missed = '\0';
	return fault_advise(&s->fault, REMEDY("doctor"));
}

void fault_forget(void) { *missed = '\0'; }

const char *fault_say(struct scope *sc, const struct reader *r, const struct fault *f) { return say_from(sc, r, f, 0); }

int fault_exit_status(const struct fault *f) { return status_of[f->code]; }
