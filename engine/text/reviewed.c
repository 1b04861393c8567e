/* reviewed.c: what the child tells, taken apart again and not trusted. */
#include "base/base.h"
#include "base/list.h"
#include "text/reviewed_private.h"
#include "text/unicode.h"
#include <unistd.h>

enum { SECONDS = 5 };           /* docx.c may read the same file after it, and both are within ten */
static const size_t memory = (size_t)448 << 20;

static const struct fault *damaged(void)
{
	return fault_make(FAULT_CORRUPT, "is damaged, or too large to be read; open it in Word and save it "
	                  "again, or take it in parts");
}

static const struct fault *no_document(void)
{
	return fault_make(FAULT_USAGE, "is not a Word document (.docx); open it in Word and save it as .docx");
}

static const struct fault *end_of(char how)
{
	switch (how) {
	case REVIEWED_READ: return NULL;
	case REVIEWED_NO_DOCUMENT: return no_document();
	case REVIEWED_LOCKED: return fault_make(FAULT_USAGE, "is encrypted; save it without a password");
	case REVIEWED_NO_LIBRARY:
		return fault_make(FAULT_SYSTEM, "wants the libraries libzip and expat, which are not on this machine");
	default: return damaged();
	}
}

/* --- the records --- */

struct taking { const char *at, *end; };

/* The next text, NULL if it does not end. */
static const char *take_text(struct taking *t)
{
	const char *s = t->at, *stop = s < t->end ? memchr(s, '\0', (size_t)(t->end - s)) : NULL;
	size_t bad;
	if (!stop || !unicode_is_valid(s, (size_t)(stop - s), &bad))
		return NULL;
	t->at = stop + 1;
	return s;
}

static bool take_texts(struct taking *t, const char **out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if ((out[i] = take_text(t)) == NULL)
			return false;
	return true;
}

static bool take_words(struct taking *t, struct reviewed_part *p)
{
	const char *texts[REVIEWED_WORD_TEXTS];
	if (!take_texts(t, texts, REVIEWED_WORD_TEXTS))
		return false;
	p->text = texts[0];
	/* an author without a name is one */
	p->came = *texts[1] ? texts[1] + 1 : NULL;
	p->came_on = texts[2];
	p->went = *texts[3] ? texts[3] + 1 : NULL;
	p->went_on = texts[4];
	return true;
}

static bool take_comment(struct scope *sc, struct taking *t, struct reviewed *out)
{
	const char *texts[REVIEWED_COMMENT_TEXTS];
	if (!take_texts(t, texts, REVIEWED_COMMENT_TEXTS))
		return false;
	*LIST_ADD(sc, &out->comments) = (struct reviewed_comment){ texts[0], texts[1], texts[2], texts[3] };
	return true;
}

static bool take_part(struct scope *sc, struct taking *t, enum reviewed_kind kind, struct reviewed *out)
{
	struct reviewed_part *p = LIST_ADD(sc, &out->parts);
	*p = (struct reviewed_part){ .kind = kind, .text = "", .id = "", .came_on = "", .went_on = "" };
	if (kind == REVIEWED_WORDS)
		return take_words(t, p);
	return kind < REVIEWED_WORDS || take_texts(t, &p->id, 1);
}

static bool take_all(struct scope *sc, struct taking *t, struct reviewed *out)
{
	while (t->at < t->end) {
		char letter = *t->at++;
		const char *kind = letter ? strchr(REVIEWED_LETTERS, letter) : NULL;
		if (letter == REVIEWED_COMMENT_LETTER ? !take_comment(sc, t, out)
		    : !kind || !take_part(sc, t, (enum reviewed_kind)(kind - REVIEWED_LETTERS), out))
			return false;
	}
	return true;
}

/* --- reading --- */

/* What people take for a .docx, by its first bytes. */
static const struct fault *look_before(int fd)
{
	char b[8];
	ssize_t n = pread(fd, b, sizeof b, 0);
	if (n < 0)
		return fault_errno("cannot be read");
	if (n == 8 && memcmp(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
		return fault_make(FAULT_USAGE, "is an older Word document, or one with a password; open it in Word and "
		                  "save it as .docx without a password");
	return n < 4 || memcmp(b, "PK\3\4", 4) != 0 ? no_document() : NULL;
}

const struct fault *reviewed_answer_read(struct scope *sc, const char *answer, size_t len, struct reviewed **out)
{
	if (len == 0)
		return damaged();
	TRY(end_of(answer[0]));
	struct taking t = { answer + 1, answer + len };
	*out = NEW(sc, struct reviewed);
	return take_all(sc, &t, *out) ? NULL : damaged();
}

const struct fault *reviewed_read(struct scope *sc, int fd, struct reviewed **out)
{
	const struct helper_limits limits = { SECONDS, memory, REVIEWED_ANSWER };
	const char *answer = NULL;
	size_t len = 0;
	TRY(look_before(fd));
	TRY(helper_run(sc, &reviewed_job, &(struct helper_input){ .files = &fd, .count = 1 }, &limits, &answer, &len));
	return reviewed_answer_read(sc, answer, len, out);
}
