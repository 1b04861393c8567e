/* counts.c: numbers that only grow, and how many connections there are. */
#include "base/base.h"
#include "base/scope.h"
#include "web/counts.h"
#include <stdatomic.h>

static const int64_t steps[] = { 5, 20, 50, 100, 500, 2000, 10000 };    /* milliseconds */

struct counts { atomic_ullong by_class[6], within[countof(steps)], bytes, milliseconds, all;
                atomic_llong connections; };

struct counts *counts_begin(struct scope *sc) { return NEW(sc, struct counts); }

void counts_answered(struct counts *c, int status, uint64_t bytes, int64_t milliseconds)
{
	atomic_fetch_add(&c->by_class[status >= 100 && status < 600 ? status / 100 : 0], 1);
	atomic_fetch_add(&c->bytes, bytes);
	atomic_fetch_add(&c->milliseconds, (unsigned long long)(milliseconds > 0 ? milliseconds : 0));
	for (size_t i = 0; i < countof(steps); i++)
		if (milliseconds <= steps[i])
			atomic_fetch_add(&c->within[i], 1);
	atomic_fetch_add(&c->all, 1);
}

void counts_connection(struct counts *c, int by) { atomic_fetch_add(&c->connections, by); }

static void put_head(struct buf *b, const char *name, const char *type, const char *says)
{
	buf_printf(b, "# HELP %s %s\n# TYPE %s %s\n", name, says, name, type);
}

static void put_times(const struct counts *c, struct buf *b)
{
	static const char name[] = "sarflow_request_duration_seconds";
	unsigned long long all = atomic_load(&c->all), sum = atomic_load(&c->milliseconds);
	put_head(b, name, "histogram", "Time from the first line of a request to its answer.");
	for (size_t i = 0; i < countof(steps); i++)
		buf_printf(b, "%s_bucket{le=\"%lld.%03lld\"} %llu\n", name, (long long)steps[i] / 1000,
		           (long long)steps[i] % 1000, atomic_load(&c->within[i]));
	buf_printf(b, "%s_bucket{le=\"+Inf\"} %llu\n%s_sum %llu.%03llu\n%s_count %llu\n", name, all, name, sum / 1000,
	           sum % 1000, name, all);
}

void counts_put(const struct counts *c, struct buf *b)
{
	put_head(b, "sarflow_build_info", "gauge", "The program that answers.");
	buf_printf(b, "sarflow_build_info{version=\"%s\"} 1\n", SARFLOW_VERSION);
	put_head(b, "sarflow_requests_total", "counter", "Requests that were answered, by the class of the status.");
	for (int i = 1; i < 6; i++)
		buf_printf(b, "sarflow_requests_total{code=\"%dxx\"} %llu\n", i, atomic_load(&c->by_class[i]));
	put_times(c, b);
	put_head(b, "sarflow_response_bytes_total", "counter", "Bytes of all bodies that were answered.");
	buf_printf(b, "sarflow_response_bytes_total %llu\n", atomic_load(&c->bytes));
	put_head(b, "sarflow_connections", "gauge", "Connections that are open.");
	buf_printf(b, "sarflow_connections %lld\n", atomic_load(&c->connections));
}
