/* request_log.c: one line of JSON, written whole. */
#include "web/request_log.h"
#include "base/base.h"
#include "base/json.h"

static void put_time(struct buf *b, int64_t now)
{
	char text[32];
	time_t t = (time_t)now;
	struct tm tm;
	strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&t, &tm));
	buf_printf(b, "{\"at\":\"%s\"", text);
}

static void put_line(struct buf *b)
{
	buf_text(b, "}\n");
	fwrite(b->at, 1, b->len, stderr);
	fflush(stderr);
}

void request_log_trouble(int64_t now, const struct fault *f)
{
	SCOPE(turn);
	struct buf *b = buf_new(turn);
	put_time(b, now);
	buf_text(b, ",\"trouble\":");
	json_quote(b, f->text);
	put_line(b);
}

void request_log_line(const struct request_log_answer *a)
{
	SCOPE(turn);
	struct buf *b = buf_new(turn);
	put_time(b, a->now);
	buf_text(b, ",\"method\":");
	json_quote(b, a->method);
	buf_text(b, ",\"path\":");
	json_quote(b, scope_copy_bytes(turn, a->target, strcspn(a->target, "?")));
	buf_printf(b, ",\"status\":%d,\"bytes\":%llu,\"ms\":%lld", a->status, (unsigned long long)a->bytes,
	           (long long)a->ms);
	put_line(b);
}
