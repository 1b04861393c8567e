/* fault.c: the ring in which faults live. */
#include "base/base.h"
#include "base/fault.h"
#include <errno.h>
#include <stdarg.h>

static _Thread_local struct fault ring[FAULT_RING];
static _Thread_local unsigned next;

static struct fault *slot(enum fault_code code)
{
	struct fault *f = &ring[next++ % FAULT_RING];
	f->code = code;
	return f;
}

/* Put as much of s as fits at position at; a long fault is cut, not lost. */
static void append(struct fault *f, size_t at, const char *s)
{
	while (at < sizeof f->text - 1 && *s)
		f->text[at++] = *s++;
	f->text[at < sizeof f->text ? at : sizeof f->text - 1] = '\0';
}

const struct fault *fault_make(enum fault_code code, const char *fmt, ...)
{
	struct fault *f = slot(code);
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(f->text, sizeof f->text, fmt, ap);
	va_end(ap);
	return f;
}

const struct fault *fault_errno(const char *fmt, ...)
{
	int number = errno;
	struct fault *f = slot(FAULT_SYSTEM);
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(f->text, sizeof f->text, fmt, ap);
	va_end(ap);
	append(f, strlen(f->text), ": ");
	append(f, strlen(f->text), strerror(number));
	if (number == ENOSPC || number == EDQUOT)
		append(f, strlen(f->text), "; nothing was changed, make room and try again");
	return f;
}

const struct fault *fault_while(const struct fault *why, const char *fmt, ...)
{
	struct fault *f = slot(why->code);
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(f->text, sizeof f->text, fmt, ap);
	va_end(ap);
	append(f, strlen(f->text), ": ");
	append(f, strlen(f->text), why->text);
	return f;
}

int fault_exit_status(const struct fault *f) { return f->code == FAULT_USAGE ? 2 : 3; }
