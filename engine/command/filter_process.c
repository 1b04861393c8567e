/* filter_process.c: git's long running filter process: packets in, packets out. */
#include "base/buf.h"
#include "base/scope.h"
#include "base/temporary.h"
#include "command/filter_process.h"
#include <errno.h>

enum {
	HEAD = 4,                       /* of a packet: its length with the head, in hex */
	MOST = 65520,                   /* LARGE_PACKET_MAX of git */
	FLUSH = -1, CLOSED = -2, BROKEN = -3,
};

struct talk {
	const struct filter_process *p;
	char packet[MOST + 1];
	int at, len;                    /* of the content that is being handed on */
	bool in_ended;                  /* nothing comes any more of it */
	bool in_broken;                 /* and it was not git that ended it */
	bool out_begun;                 /* it was said that content comes */
};

static int hex(char c)
{
	const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c) : NULL;
	return at ? (int)(at - digits) : -1;
}

/* The length of the next packet's text, which is ended with 0; or FLUSH, CLOSED, BROKEN. */
static int read_packet(struct talk *t)
{
	char head[HEAD];
	int len = 0;
	size_t n = fread(head, 1, HEAD, t->p->in);
	if (n != HEAD)
		return n == 0 && feof(t->p->in) ? CLOSED : BROKEN;
	for (int i = 0; i < HEAD; i++) {
		if (hex(head[i]) < 0)
			return BROKEN;
		len = len * 16 + hex(head[i]);
	}
	if (len == 0)
		return FLUSH;
	len -= HEAD;
	if (len < 0 || len > MOST - HEAD || fread(t->packet, 1, (size_t)len, t->p->in) != (size_t)len)
		return BROKEN;
	t->packet[len] = '\0';
	return len;
}

/* "NAME=VALUE" without its line end, or FLUSH, CLOSED, BROKEN. */
static int read_line(struct talk *t)
{
	int len = read_packet(t);
	if (len > 0 && t->packet[len - 1] == '\n')
		t->packet[--len] = '\0';
	return len;
}

static bool write_packet(struct talk *t, const char *bytes, size_t len)
{
	return fprintf(t->p->out, "%04x", (unsigned)(len + HEAD)) == HEAD && fwrite(bytes, 1, len, t->p->out) == len;
}
static bool write_line(struct talk *t, const char *line) { return write_packet(t, line, strlen(line)); }
static bool write_flush(struct talk *t) { return fputs("0000", t->p->out) != EOF; }

static const struct fault *not_git(void)
{
	return fault_make(FAULT_USAGE, "git calls this, and what came is not what git says");
}
static const struct fault *gone(void) { return fault_errno("answering git"); }

/* Who git is and what it wants, answered by who this is and what of that it does. */
static const struct fault *greet(struct talk *t)
{
	bool named = false, second = false, clean = false, smudge = false;
	int len;
	while ((len = read_line(t)) >= 0) {
		named |= strcmp(t->packet, "git-filter-client") == 0;
		second |= strcmp(t->packet, "version=2") == 0;
	}
	if (len != FLUSH || !named || !second)
		return not_git();
	if (!write_line(t, "git-filter-server\n") || !write_line(t, "version=2\n") || !write_flush(t)
	    || fflush(t->p->out))
		return gone();
	while ((len = read_line(t)) >= 0) {
		clean |= strcmp(t->packet, "capability=clean") == 0;
		smudge |= strcmp(t->packet, "capability=smudge") == 0;
	}
	if (len != FLUSH)
		return not_git();
	return (clean && !write_line(t, "capability=clean\n")) || (smudge && !write_line(t, "capability=smudge\n"))
	       || !write_flush(t) || fflush(t->p->out) ? gone() : NULL;
}

/* The next packet of content, if there is one. */
static void next_content(struct talk *t)
{
	int len = read_packet(t);
	t->in_ended = len < 0;
	t->in_broken = len < 0 && len != FLUSH;
	t->at = 0;
	t->len = len < 0 ? 0 : len;
}

/* Content as it comes, packet by packet, for who reads a FILE. */
static ssize_t take_content(void *talk, char *to, size_t most)
{
	struct talk *t = talk;
	while (t->at == t->len && !t->in_ended)
		next_content(t);
	if (t->in_broken) {
		errno = EPROTO;
		return -1;
	}
	size_t n = (size_t)(t->len - t->at);
	n = n < most ? n : most;
	memcpy(to, t->packet + t->at, n);
	t->at += (int)n;
	return (ssize_t)n;
}

static bool begin_content(struct talk *t)
{
	bool begun = t->out_begun || (write_line(t, "status=success\n") && write_flush(t));
	t->out_begun = true;
	return begun;
}

/* All of it: stdio asks no second time. */
static ssize_t give_content(void *talk, const char *bytes, size_t len)
{
	struct talk *t = talk;
	bool given = len == 0 || begin_content(t);
	for (size_t at = 0, n; given && at < len; at += n) {
		n = len - at < MOST - HEAD ? len - at : MOST - HEAD;
		given = write_packet(t, bytes + at, n);
	}
	return given ? (ssize_t)len : 0;
}

/* git reads no answer before it has said all: what a smudge may hand on at once is kept until then. */
static FILE *keep_content(const char *tmp, FILE *in)
{
	FILE *kept = temporary_nameless(tmp);
	char block[1 << 14];
	for (size_t n; kept && (n = fread(block, 1, sizeof block, in)) > 0; )
		if (fwrite(block, 1, n, kept) != n) {
			fclose(kept);
			return NULL;
		}
	if (kept && (ferror(in) || fflush(kept) || fseek(kept, 0, SEEK_SET))) {
		fclose(kept);
		return NULL;
	}
	return kept;
}

static const struct fault *filter_by(struct talk *t, const char *path, bool clean, FILE *in, FILE *out)
{
	FILE *from = clean ? in : keep_content(t->p->tmp, in);
	if (!from)
		return fault_errno("keeping what git sent");
	const struct fault *f = t->p->filter(t->p->context, path, clean, from, out);
	if (from != in)
		fclose(from);
	return f;
}

static const struct fault *filter_content(struct talk *t, const char *path, bool clean)
{
	t->at = t->len = 0;
	t->in_ended = t->in_broken = t->out_begun = false;
	FILE *in = fopencookie(t, "r", (cookie_io_functions_t){ .read = take_content });
	FILE *out = fopencookie(t, "w", (cookie_io_functions_t){ .write = give_content });
	const struct fault *f = in && out ? filter_by(t, path, clean, in, out) : fault_errno("filtering");
	if (in)
		fclose(in);
	if (out && fclose(out) != 0 && !f)
		f = fault_errno("answering git");
	return f;
}

/* What git still sends of a file that came to nothing.  false: it did not come to an end. */
static bool skip_content(struct talk *t)
{
	while (!t->in_ended)
		next_content(t);
	return !t->in_broken;
}

/* git throws away what came before an error. */
static bool end_content(struct talk *t, bool done)
{
	bool begun = t->out_begun;
	if (!done && !begun)
		return write_line(t, "status=error\n") && write_flush(t);
	return begin_content(t) && write_flush(t) && (done || write_line(t, "status=error\n")) && write_flush(t);
}

/* *more: git may ask again. */
static const struct fault *answer(struct talk *t, bool *more)
{
	SCOPE(turn);
	bool clean = false, smudge = false;
	const char *path = "";
	int len = read_line(t);
	*more = len != CLOSED;
	if (!*more)
		return NULL;
	for (; len >= 0; len = read_line(t)) {
		clean |= strcmp(t->packet, "command=clean") == 0;
		smudge |= strcmp(t->packet, "command=smudge") == 0;
		if (strncmp(t->packet, "pathname=", 9) == 0)
			path = scope_copy(turn, t->packet + 9);
	}
	if (len != FLUSH || clean == smudge)
		return not_git();
	const struct fault *f = filter_content(t, path, clean);
	if (f)
		t->p->tell(t->p->context, f);
	if (!skip_content(t))
		return not_git();
	return end_content(t, !f) && !fflush(t->p->out) ? NULL : gone();
}

const struct fault *filter_process(const struct filter_process *p)
{
	SCOPE(sc);
	struct talk *t = NEW(sc, struct talk);
	t->p = p;
	TRY(greet(t));
	for (bool more = true; more; )
		TRY(answer(t, &more));
	return NULL;
}
