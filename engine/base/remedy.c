/* remedy.c: what to do, kept, and written as a command line. */
#include "base/base.h"
#include "base/buf.h"
#include "base/remedy.h"

const struct remedy *remedy_keep(struct scope *sc, const struct remedy *r)
{
	if (!r)
		return NULL;
	struct remedy *out = NEW(sc, struct remedy);
	const char **words = NEWS(sc, const char *, r->count);
	for (size_t i = 0; i < r->count; i++)
		words[i] = scope_copy(sc, r->words[i] ? r->words[i] : "");
	*out = (struct remedy){ r->count, words };
	return out;
}

/* A word as a shell takes it. */
static void put_word(struct buf *b, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./,:=@%+";
	bool bare = *word && word[strspn(word, plain)] == '\0';
	buf_text(b, bare ? "" : "'");
	for (const char *s = word; *s; s++)
		buf_text(b, *s == '\'' ? "'\\''" : (char[]){ *s, '\0' });
	buf_text(b, bare ? "" : "'");
}

const char *remedy_line(struct scope *sc, const struct remedy *r)
{
	struct buf *b = buf_new(sc);
	if (!r)
		return "";
	if (*r->words[0])
		buf_printf(b, "%s%s", strncmp(r->words[0], "git ", 4) == 0 ? "" : "sarflow ", r->words[0]);
	for (size_t i = 1; i + 1 < r->count; i += 2) {
		buf_text(b, b->len ? " " : "");
		if (*r->words[i])
			buf_printf(b, "--%s%s", r->words[i], *r->words[i + 1] ? " " : "");
		if (*r->words[i + 1])
			put_word(b, r->words[i + 1]);
	}
	return b->at;
}
