/* term.c: writing for a person at a terminal. */
#include "base/base.h"
#include "command/term.h"
#include "base/buf.h"
#include <stdarg.h>

static const char *const styles[] = { "", "\033[1m", "\033[2m", "\033[31m", "\033[32m", "\033[33m", "\033[34m" };

/* Bytes of the UTF-8 sequence at s that may be shown; C0, DEL and C1 (c2 80..9f) may not. */
static int shown(const unsigned char *s, int *columns)
{
	*columns = 1;
	if (s[0] < 0x20 || s[0] == 0x7f)
		return 0;
	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 0;
	int n = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
	for (int i = 1; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	if (s[0] == 0xc2 && s[1] < 0xa0)
		return 0;
	if (s[0] == 0xe2 && s[1] == 0x80 && (s[2] == 0xae || (s[2] >= 0xaa && s[2] <= 0xad)))
		return 0;       /* bidi overrides turn text round */
	*columns = n >= 3 && s[0] >= 0xe3 ? 2 : 1;
	return n;
}

static int put(FILE *out, const char *text, bool lines)
{
	int columns = 0;
	for (const unsigned char *s = (const unsigned char *)text; *s; ) {
		int wide, n = shown(s, &wide);
		if (n == 0) {
			fputc(*s == '\n' && lines ? '\n' : *s == '\t' || *s == '\n' ? ' ' : '?', out);
			s++;
		} else {
			fwrite(s, 1, (size_t)n, out);
			s += n;
		}
		columns += wide;
	}
	return columns;
}

void term_pad(const struct env *env, enum term_style style, const char *text, int columns)
{
	bool color = env->color && style != TERM_PLAIN;
	if (color)
		fputs(styles[style], env->out);
	int used = put(env->out, text, false);
	if (color)
		fputs("\033[0m", env->out);
	if (used < columns)
		fprintf(env->out, "%*s", columns - used, "");
}

void term_put(const struct env *env, enum term_style style, const char *text) { term_pad(env, style, text, 0); }

void term_say(const struct env *env, const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;
	va_start(ap, fmt);
	int n = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	put(env->out, text, true);      /* a path or a value may stand among our own words */
	free(text);
}

const struct fault *term_read(struct scope *sc, const struct env *env, const char **line)
{
	struct buf *b = buf_new(sc);
	int c;
	*line = NULL;
	while ((c = getc(env->in)) != EOF && c != '\n') {
		if (b->len == TERM_LINE)
			return fault_make(FAULT_USAGE, "an answer has at most %d bytes", TERM_LINE);
		buf_char(b, (char)c);
	}
	if (c != EOF || b->len)
		*line = b->at;
	return NULL;
}
