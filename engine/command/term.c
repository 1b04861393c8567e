/* term.c: writing for a person at a terminal. */
#include "base/base.h"
#include "command/term.h"
#include "base/buf.h"
#include "base/utf8.h"
#include <stdarg.h>

static const char *const styles[] = { "", "\033[1m", "\033[2m", "\033[31m", "\033[32m", "\033[33m", "\033[34m" };


static int put(FILE *out, const char *text, bool lines)
{
	int columns = 0;
	for (const char *s = text; *s; columns++) {
		uint32_t code;
		size_t hidden = utf8_hidden(s, &code), n = hidden ? hidden : utf8_length(s);
		if (hidden)
			fputc(*s == '\n' && lines ? '\n' : *s == '\t' || *s == '\n' ? ' ' : '?', out);
		else
			fwrite(s, 1, n, out);
		columns += !hidden && n >= 3 && (unsigned char)*s >= 0xe3;
		s += n;
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

void term_printf(const struct env *env, const char *fmt, ...)
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

struct reader term_reader(const struct env *env) { return (struct reader){ .language = env->person.language }; }

struct phrase_hole term_mark(enum term_style style, const char *text)
{
	struct phrase_hole out = phrase_of_text(text);
	out.mark = (int)style;
	return out;
}

static void put_piece(void *context, const char *text, size_t len, const struct phrase_hole *hole)
{
	const struct env *env = context;
	SCOPE(turn);
	const char *piece = scope_copy_bytes(turn, text, len);
	if (hole)
		term_put(env, (enum term_style)hole->mark, piece);
	else
		put(env->out, piece, true);
}

void term_say_phrase(const struct env *env, const struct phrase *p)
{
	struct reader r = term_reader(env);
	phrase_each(&r, p, put_piece, (void *)(uintptr_t)env);
}

const char *term_text(const struct env *env, const char *english)
{
	struct reader r = term_reader(env);
	return phrase_word(&r, english);
}

void term_fault(const struct env *env, const char *before, const struct fault *f)
{
	SCOPE(turn);
	struct reader r = term_reader(env);
	const char *says = fault_say(turn, &r, f);
	if (f->remedy)
		says = phrase_text(turn, &r, PHRASE("{fault}; try: {command}", says, remedy_line(turn, f->remedy)));
	term_put(env, TERM_PLAIN, scope_printf(turn, "%s: %s", before, says));
	term_printf(env, "\n");
}

const struct fault *term_read(struct scope *sc, const struct env *env, const char **line)
{
	struct buf *b = buf_new(sc);
	int c;
	*line = NULL;
	while ((c = getc(env->in)) != EOF && c != '\n') {
		if (b->len == TERM_LINE)
			return fault_make(FAULT_USAGE, "an answer has at most {count} bytes", TERM_LINE);
		buf_char(b, (char)c);
	}
	if (c != EOF || b->len)
		*line = b->at;
	return NULL;
}
