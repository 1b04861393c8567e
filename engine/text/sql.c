/* sql.c: the one door to SQLite. */
#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/library.h"
#include "base/list.h"
#include "text/sql.h"
#include "text/word.h"
#include "sqlite3_library.inc"
#include <ctype.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <strings.h>

enum { STEPS_A_TURN = 10000, PAGE = 4096 };

/* The program is not linked with it: many commands need no database, and it is a tenth of their start. */
#define SQLITE(DO) DO(bind_double) DO(bind_int64) DO(bind_text) DO(close_v2) DO(column_count) DO(column_name) \
	DO(column_text) DO(column_type) DO(config) DO(create_function_v2) DO(db_config) DO(errmsg) DO(error_offset) \
	DO(exec) DO(finalize) DO(initialize) DO(limit) DO(open_v2) DO(prepare_v2) DO(prepare_v3) \
	DO(progress_handler) DO(reset) DO(result_int) DO(result_text) DO(set_authorizer) DO(step) DO(stmt_readonly) \
	DO(user_data) DO(value_int64) DO(value_text)
static struct {
#define MEMBER(name) __typeof__(sqlite3_##name) *name;
#define SYMBOL(name) { "sqlite3_" #name, &sqlite.name },
	SQLITE(MEMBER)
} sqlite;
static const struct library_symbol symbols[] = { SQLITE(SYMBOL) };

struct sql {
	struct scope *sc;
	sqlite3 *db;
	struct sql_limits limits;
	const char *as_of, *horizon;
	int64_t turns, left;                    /* of the query; of all queries */
	sql_read *read;                         /* who is told what a query reads; NULL: nobody */
	void *reader;
};
struct sql_insert { struct sql *sql; sqlite3_stmt *statement; };

static void close_db(void *p) { sqlite.close_v2(p); }
static void close_statement(void *p) { sqlite.finalize(p); }

static const struct fault *sql_fault(struct sql *s, const struct phrase *what)
{
	return fault_of_library(FAULT_CORRUPT, what, sqlite.errmsg(s->db));
}

/* --- memory ---
 *
 * SQLite bounds the memory of all connections of a process together, or none.  So its allocator counts for each thread,
 * and a query has a bound on what its thread takes while it runs.  held is below 0 where a thread gives back what
 * others took, of a book that many ask. */

static _Thread_local int64_t held, most = INT64_MAX;
static sqlite3_mem_methods usual;               /* written once, before SQLite begins */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int begun = SQLITE_ERROR;

static void *take(int size)
{
	void *p = held + size > most ? NULL : usual.xMalloc(size);
	held += p ? usual.xSize(p) : 0;
	return p;
}

static void give(void *p)
{
	held -= usual.xSize(p);
	usual.xFree(p);
}

static void *take_more(void *old, int size)
{
	int before = usual.xSize(old);
	void *p = held + size - before > most ? NULL : usual.xRealloc(old, size);
	held += p ? usual.xSize(p) - before : 0;
	return p;
}

static void begin(void)
{
	if (!library_load(sqlite3_library, symbols, countof(symbols))) {
		sqlite.open_v2 = NULL;
		return;
	}
	begun = sqlite.config(SQLITE_CONFIG_GETMALLOC, &usual);
	sqlite3_mem_methods counting = usual;
	counting.xMalloc = take;
	counting.xFree = give;
	counting.xRealloc = take_more;
	if (!begun)
		begun = sqlite.config(SQLITE_CONFIG_MALLOC, &counting);
	if (!begun)
		begun = sqlite.config(SQLITE_CONFIG_MEMSTATUS, 0);     /* no count of the process, no lock for it */
	if (!begun)
		begun = sqlite.initialize();
}

const struct fault *sql_begin(void)
{
	pthread_once(&once, begin);
	if (!sqlite.open_v2)
		return fault_make(FAULT_SYSTEM, "the library {library} is missing; install it", sqlite3_library);
	return begun ? fault_make(FAULT_SYSTEM, "the rules' database cannot be opened") : NULL;
}

/* --- functions for rules --- */

static const char *text_of(sqlite3_value *v)
{
	return sqlite.value_text(v) ? (const char *)sqlite.value_text(v) : "";
}

static void as_of(sqlite3_context *c, int n, sqlite3_value **v)
{
	(void)n; (void)v;
	sqlite.result_text(c, ((struct sql *)sqlite.user_data(c))->as_of, -1, SQLITE_STATIC);
}

static void horizon(sqlite3_context *c, int n, sqlite3_value **v)
{
	(void)n; (void)v;
	sqlite.result_text(c, ((struct sql *)sqlite.user_data(c))->horizon, -1, SQLITE_STATIC);
}

static void day_add(sqlite3_context *c, int n, sqlite3_value **v)
{
	int day;
	char text[DATE_TEXT] = "";
	int64_t days = sqlite.value_int64(v[1]);
	(void)n;
	if (date_parse(text_of(v[0]), &day) && days > -400000 && days < 400000)
		date_print(day + (int)days, text);
	sqlite.result_text(c, text, -1, SQLITE_TRANSIENT);
}

static void days_between(sqlite3_context *c, int n, sqlite3_value **v)
{
	int from, to;
	(void)n;
	if (date_parse(text_of(v[0]), &from) && date_parse(text_of(v[1]), &to))
		sqlite.result_int(c, to - from);
	else
		sqlite.result_text(c, "", -1, SQLITE_STATIC);
}

static void text_has_word(sqlite3_context *c, int n, sqlite3_value **v)
{
	(void)n;
	sqlite.result_int(c, word_is_in(text_of(v[0]), text_of(v[1])));
}

static void parse_day(sqlite3_context *c, int n, sqlite3_value **v)
{
	int day;
	char text[DATE_TEXT] = "";
	(void)n;
	if (date_read(text_of(v[0]), &day))
		date_print(day, text);
	sqlite.result_text(c, text, -1, SQLITE_TRANSIENT);
}

/* --- bounds --- */

static int may(void *context, int action, const char *a, const char *b, const char *database, const char *trigger)
{
	static const char *const denied[] = { "date", "time", "datetime", "julianday", "strftime", "unixepoch",
	                                      "random",
		"randomblob", "load_extension", "current_date", "current_time", "current_timestamp" };
	const struct sql *s = context;
	(void)database; (void)trigger;
	if (action == SQLITE_READ && s->read && a)
		s->read(s->reader, a, b ? b : "");
	if (action == SQLITE_FUNCTION) {
		for (size_t i = 0; i < countof(denied); i++)
			if (b && strcasecmp(b, denied[i]) == 0)
				return SQLITE_DENY;
		return SQLITE_OK;
	}
	return action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE ? SQLITE_OK : SQLITE_DENY;
}

static int count_turns(void *context)
{
	struct sql *s = context;
	s->left--;
	return --s->turns < 0 || s->left < 0;
}

static const struct fault *add_functions(struct sql *s)
{
	static const struct { const char *name; int arguments; void (*call)(sqlite3_context *, int,
		sqlite3_value **); } list[] = {
		{ "as_of", 0, as_of }, { "horizon", 0, horizon }, { "day_add", 2, day_add },
			{ "days_between", 2, days_between },
		{ "text_has_word", 2, text_has_word }, { "parse_day", 1, parse_day },
	};
	for (size_t i = 0; i < countof(list); i++)
		if (sqlite.create_function_v2(s->db, list[i].name, list[i].arguments,
		                               SQLITE_UTF8 | SQLITE_DETERMINISTIC, s,
		                               list[i].call, NULL, NULL, NULL))
			return sql_fault(s, PHRASE("preparing the rules"));
	return NULL;
}

static void set_limits(struct sql *s)
{
	sqlite.db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite.db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite.db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite.limit(s->db, SQLITE_LIMIT_LENGTH, s->limits.value);
	sqlite.limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite.limit(s->db, SQLITE_LIMIT_WORKER_THREADS, 0);   /* another thread's memory would not count */
}

const struct fault *sql_open(struct scope *sc, const struct sql_limits *limits, const char *today, const char *ahead,
                             struct sql **out)
{
	SCOPE(turn);
	struct sql *s = NEW(sc, struct sql);
	const int how = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	*s = (struct sql){ sc, NULL, *limits, .as_of = scope_copy(sc, today), .horizon = scope_copy(sc, ahead) };
	TRY(sql_begin());
	if (sqlite.open_v2(":memory:", &s->db, how, NULL))
		return fault_make(FAULT_SYSTEM, "the rules' database cannot be opened");
	scope_defer(sc, close_db, s->db);
	set_limits(s);
	TRY(add_functions(s));
	*out = s;
	return sql_run(s, scope_printf(turn, "PRAGMA page_size=%d; PRAGMA max_page_count=%zu; PRAGMA journal_mode=OFF; "
	                               "PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; BEGIN",
	                               PAGE, limits->stored / PAGE));
}

const struct fault *sql_run(struct sql *s, const char *statements)
{
	return sqlite.exec(s->db, statements, NULL, NULL, NULL) ? sql_fault(s, PHRASE("preparing the rules")) : NULL;
}

const struct fault *sql_insert_into(struct scope *sc, struct sql *s, const char *table, int columns,
                                    struct sql_insert **out)
{
	SCOPE(turn);
	struct sql_insert *in = NEW(sc, struct sql_insert);
	struct buf *text = buf_new(turn);
	buf_printf(text, "INSERT INTO \"%s\" VALUES (?", table);
	for (int i = 1; i < columns; i++)
		buf_text(text, ",?");
	buf_char(text, ')');
	in->sql = s;
	if (sqlite.prepare_v3(s->db, text->at, -1, SQLITE_PREPARE_PERSISTENT, &in->statement, NULL))
		return sql_fault(s, PHRASE("preparing the rules"));
	scope_defer(sc, close_statement, in->statement);
	*out = in;
	return NULL;
}

void sql_bind_text(struct sql_insert *in, int column, const char *text)
{
	sqlite.bind_text(in->statement, column + 1, text, -1, SQLITE_STATIC);
}

void sql_bind_integer(struct sql_insert *in, int column, int64_t n)
{
	sqlite.bind_int64(in->statement, column + 1, n);
}
void sql_bind_number(struct sql_insert *in, int column, double n) { sqlite.bind_double(in->statement, column + 1, n); }

const struct fault *sql_put(struct sql_insert *in)
{
	int e = sqlite.step(in->statement);
	sqlite.reset(in->statement);
	if (e == SQLITE_FULL)
		return fault_make(FAULT_REFUSED, "the package holds more than {size} MiB for the rules",
			in->sql->limits.stored >> 20);
	return e == SQLITE_DONE ? NULL : sql_fault(in->sql, PHRASE("loading the package for the rules"));
}

const struct fault *sql_put_row(struct sql_insert *in, const char *kinds, ...)
{
	va_list ap;
	va_start(ap, kinds);
	for (int c = 0; kinds[c]; c++)
		switch (kinds[c]) {
		case 't': sql_bind_text(in, c, va_arg(ap, const char *)); break;
		case 'i': sql_bind_integer(in, c, va_arg(ap, int)); break;
		case 'n': sql_bind_integer(in, c, va_arg(ap, int64_t)); break;
		}
	va_end(ap);
	return sql_put(in);
}

const struct fault *sql_close_for_changes(struct sql *s)
{
	TRY(sql_run(s, "COMMIT; PRAGMA query_only=1"));
	s->left = SQL_QUERIES_MOST * (s->limits.steps / STEPS_A_TURN);
	sqlite.set_authorizer(s->db, may, s);
	sqlite.progress_handler(s->db, STEPS_A_TURN, count_turns, s);
	return NULL;
}

static const struct fault *prepare(struct scope *sc, struct sql *s, const char *query, int columns, sqlite3_stmt **out)
{
	const char *rest = "";
	s->turns = s->limits.steps / STEPS_A_TURN;
	if (sqlite.prepare_v2(s->db, query, -1, out, &rest))
		return fault_make(FAULT_CORRUPT, "{message}", sqlite.errmsg(s->db));
	if (!*out)
		return fault_make(FAULT_CORRUPT, "there is no query");
	scope_defer(sc, close_statement, *out);
	if (!sqlite.stmt_readonly(*out) || sqlite.column_count(*out) == 0)
		return fault_make(FAULT_CORRUPT, "a SELECT is wanted");
	while (*rest && (isspace((unsigned char)*rest) || *rest == ';'))
		rest++;
	if (*rest && strncmp(rest, "--", 2) != 0)
		return fault_make(FAULT_CORRUPT, "one query is wanted; a second begins with \"{rest.20}\"", rest);
	if (columns && sqlite.column_count(*out) != columns)
		return fault_make(FAULT_CORRUPT, "the query returns {count} {count:column|columns}; "
			"{wanted} are wanted", sqlite.column_count(*out), columns);
	return NULL;
}

const struct fault *sql_try(struct sql *s, const char *query, int columns)
{
	SCOPE(turn);
	sqlite3_stmt *statement = NULL;
	return prepare(turn, s, query, columns, &statement);
}

int sql_fault_line(struct sql *s, const char *query)
{
	static const char no_table[] = "no such table: ";
	const char *message = sqlite.errmsg(s->db);
	int at = sqlite.error_offset(s->db), line = 0;
	if (at < 0 && strncmp(message, no_table, sizeof no_table - 1) == 0) {   /* SQLite knows no place of a table */
		const char *table = strstr(query, message + sizeof no_table - 1);
		at = table ? (int)(table - query) : at;
	}
	for (const char *c = query; *c && c - query < at; c++)
		line += *c == '\n';
	return line;
}

static const char *name_of(sqlite3_stmt *statement, int column)
{
	const char *name = sqlite.column_name(statement, column);
	return name ? name : "";
}

const struct fault *sql_names(struct scope *sc, struct sql *s, const char *query, struct names *out)
{
	SCOPE(turn);
	sqlite3_stmt *statement = NULL;
	TRY(prepare(turn, s, query, 0, &statement));
	for (int i = 0; i < sqlite.column_count(statement); i++)
		*LIST_ADD(sc, out) = scope_copy(sc, name_of(statement, i));
	return NULL;
}

const struct fault *sql_reads(struct sql *s, const char *query, sql_read *read, void *context)
{
	s->read = read;
	s->reader = context;
	const struct fault *f = sql_try(s, query, 0);
	s->read = NULL;
	return f;
}

static const struct fault *run_query(struct scope *turn, struct sql *s, const char *query, int columns,
                                     sql_visit *visit, void *context)
{
	sqlite3_stmt *statement = NULL;
	TRY(prepare(turn, s, query, columns, &statement));
	int count = sqlite.column_count(statement), e;
	const char **texts = NEWS(turn, const char *, (size_t)count + 1);
	const char **names = NEWS(turn, const char *, (size_t)count + 1);
	bool *is_number = NEWS(turn, bool, (size_t)count + 1);
	for (int i = 0; i < count; i++)
		names[i] = name_of(statement, i);
	while ((e = sqlite.step(statement)) == SQLITE_ROW) {
		for (int i = 0; i < count; i++) {
			int type = sqlite.column_type(statement, i);
			const char *text = (const char *)sqlite.column_text(statement, i);
			texts[i] = text ? text : "";
			is_number[i] = type == SQLITE_INTEGER || type == SQLITE_FLOAT;
		}
		TRY(visit(context, &(struct sql_row){ count, texts, is_number, names }));
	}
	if (e == SQLITE_INTERRUPT)
		return fault_make(FAULT_CORRUPT, "the query takes too many steps; does it join every row with every "
			"row?");
	if (e == SQLITE_NOMEM)
		return fault_make(FAULT_CORRUPT, "the query takes more than {size} MiB of memory",
			s->limits.memory >> 20);
	return e == SQLITE_DONE ? NULL : fault_make(FAULT_CORRUPT, "{message}", sqlite.errmsg(s->db));
}

/* The query, with a bound on what this thread takes; a query from within a visit stays in the outer one's bound. */
const struct fault *sql_select(struct sql *s, const char *query, int columns, sql_visit *visit, void *context)
{
	int64_t outer = most, own = held + (int64_t)s->limits.memory;
	most = own < outer ? own : outer;
	SCOPE(turn);
	const struct fault *f = run_query(turn, s, query, columns, visit, context);
	most = outer;
	return f;
}
