/* sql.h: a small database in memory, for rules and sheets.  For every floor from template/ up to render/.
 *
 * Filled first, then closed against every change: a query can only read,
 * cannot ask the clock or throw dice, and is bounded in steps and
 * memory.  Text in double quotes is no text here, so a misspelt column
 * is a mistake and not a rule that passes. */
#ifndef TEXT_SQL_H
#define TEXT_SQL_H
#include "base/base.h"
#include "base/fault.h"
#include "base/list.h"
#include "base/scope.h"

struct sql;
struct sql_insert;

/* Bounds of one database; others in the same process have their own.  steps: of one query, as SQLite counts them; all
 * queries together take SQL_QUERIES_MOST times as many.  memory: bytes one query takes while it runs, beside what is
 * stored.  stored: bytes of all tables and indexes.  value: bytes of one text. */
enum { SQL_QUERIES_MOST = 3 };
struct sql_limits { int64_t steps; size_t memory, stored; int value; };

/* as_of and horizon: the days rules see, YYYY-MM-DD.  One thread at a time uses a database. */
const struct fault *sql_open(struct scope *, const struct sql_limits *, const char *as_of, const char *horizon,
                             struct sql **) MUST_USE;
const struct fault *sql_run(struct sql *, const char *statements) MUST_USE;

/* Rows into a table with that many columns; bind each column from 0, then put.  Texts must live until put; one that is
 * NULL is NULL there. */
const struct fault *sql_insert_into(struct scope *, struct sql *, const char *table, int columns,
                                    struct sql_insert **) MUST_USE;
void sql_bind_text(struct sql_insert *, int column, const char *);
void sql_bind_integer(struct sql_insert *, int column, int64_t);
void sql_bind_number(struct sql_insert *, int column, double);
const struct fault *sql_put(struct sql_insert *) MUST_USE;
/* All columns at once: kinds has a letter for each, t for a const char *, i for an int, n for an int64_t. */
const struct fault *sql_put_row(struct sql_insert *, const char *kinds, ...) MUST_USE;

/* From now on reading only. */
const struct fault *sql_close_for_changes(struct sql *) MUST_USE;

/* One row of a result: texts, "" for NULL; is_number says which values are numbers; names are the columns'. */
struct sql_row { int count; const char **texts; const bool *is_number; const char *const *names; };
typedef const struct fault *sql_visit(void *context, const struct sql_row *) MUST_USE;
/* Run one SELECT.  columns: how many it must return, 0 = any. */
const struct fault *sql_select(struct sql *, const char *query, int columns, sql_visit *, void *context) MUST_USE;
/* Each column of a table that a query reads; "" where only the table's rows count. */
typedef void sql_read(void *context, const char *table, const char *column);
const struct fault *sql_reads(struct sql *, const char *query, sql_read *, void *context) MUST_USE;
/* Can it run at all? */
const struct fault *sql_try(struct sql *, const char *query, int columns) MUST_USE;
/* The line of a query, from 0, that the last fault is about; 0 where that is not known. */
int sql_fault_line(struct sql *, const char *query);
/* And what are its columns called? */
const struct fault *sql_names(struct scope *, struct sql *, const char *query, struct names *) MUST_USE;
/* The library, taken in and set up as this file needs it; before another file asks anything of it (book.c). */
const struct fault *sql_begin(void) MUST_USE;
#endif
