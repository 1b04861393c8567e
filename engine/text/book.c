/* book.c: SQLite, for what is kept. */
#include "base/base.h"
#include "base/library.h"
#include "text/book.h"
#include "text/sql.h"
#include "sqlite3_library.inc"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COLUMNS = 20, PATIENCE = 5000 };         /* milliseconds that another process may write */

#define SQLITE(DO) DO(bind_text) DO(busy_timeout) DO(close_v2) DO(column_count) DO(column_text) DO(errmsg) DO(exec) \
	DO(finalize) DO(open_v2) DO(prepare_v2) DO(step)
static struct {
#define MEMBER(name) __typeof__(sqlite3_##name) *name;
#define SYMBOL(name) { "sqlite3_" #name, &sqlite.name },
	SQLITE(MEMBER)
} sqlite;
static const struct library_symbol symbols[] = { SQLITE(SYMBOL) };
static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool loaded;

static void load(void) { loaded = library_load(sqlite3_library, symbols, countof(symbols)); }

/* turn: held by who asks; a transaction holds it from its beginning to its end. */
struct book { sqlite3 *db; pthread_mutex_t turn; };

static void close_book(void *p)
{
	struct book *b = p;
	if (b->db)
		sqlite.close_v2(b->db);
	pthread_mutex_destroy(&b->turn);
}

static const struct fault *book_fault(struct book *b)
{
	return fault_of_library(FAULT_SYSTEM, PHRASE("the file of accounts and drafts"), sqlite.errmsg(b->db));
}

static const struct fault *exec(struct book *b, const char *statements)
{
	return sqlite.exec(b->db, statements, NULL, NULL, NULL) == SQLITE_OK ? NULL : book_fault(b);
}

/* Made before the library would, so that at no moment others can read it.  One that is there is not opened: closing it
 * would take away the locks that this process holds on it. */
static const struct fault *make_file(const char *path)
{
	struct stat there;
	if (lstat(path, &there) == 0)
		return S_ISREG(there.st_mode) ? NULL : fault_make(FAULT_REFUSED, "{file} is no file", path);
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return errno == EEXIST ? NULL : fault_errno("{file}", path);
	close(fd);
	return NULL;
}

/* One after the other: none is made while another thread opens it. */
static const struct fault *open_file(struct book *b, const char *path)
{
	static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;
	pthread_mutex_lock(&opening);
	const struct fault *f = make_file(path);
	if (!f && sqlite.open_v2(path, &b->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, NULL))
		f = book_fault(b);
	pthread_mutex_unlock(&opening);
	return f;
}

const struct fault *book_open(struct scope *sc, const char *path, const char *schema, struct book **out)
{
	struct book *b = NEW(sc, struct book);
	pthread_mutexattr_t again;
	TRY(sql_begin());
	pthread_once(&once, load);
	if (!loaded)
		return fault_make(FAULT_SYSTEM, "the library {library} is missing; install it", sqlite3_library);
	pthread_mutexattr_init(&again);
	pthread_mutexattr_settype(&again, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(&b->turn, &again);
	pthread_mutexattr_destroy(&again);
	scope_defer(sc, close_book, b);
	TRY(open_file(b, path));
	sqlite.busy_timeout(b->db, PATIENCE);
	TRY(exec(b, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
	         "PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF"));
	TRY(exec(b, schema));
	*out = b;
	return NULL;
}

static void tell(sqlite3_stmt *s, book_row *row, void *context)
{
	const char *columns[COLUMNS + 1] = { NULL };
	int n = sqlite.column_count(s);
	for (int i = 0; i < n && i < COLUMNS; i++) {
		const char *text = (const char *)sqlite.column_text(s, i);
		columns[i] = text ? text : "";
	}
	row(context, columns);
}

static const struct fault *ask(struct book *b, const char *statement, const char *const *values, book_row *row,
                               void *context)
{
	sqlite3_stmt *s = NULL;
	int e = sqlite.prepare_v2(b->db, statement, -1, &s, NULL);
	for (int i = 0; !e && values && values[i]; i++)
		e = sqlite.bind_text(s, i + 1, values[i], -1, SQLITE_STATIC);
	if (!e)
		while ((e = sqlite.step(s)) == SQLITE_ROW)
			if (row)
				tell(s, row, context);
	const struct fault *f = e == SQLITE_DONE ? NULL : book_fault(b);
	sqlite.finalize(s);
	return f;
}

const struct fault *book_ask(struct book *b, const char *statement, const char *const *values, book_row *row,
                             void *context)
{
	pthread_mutex_lock(&b->turn);
	const struct fault *f = ask(b, statement, values, row, context);
	pthread_mutex_unlock(&b->turn);
	return f;
}

bool book_try(struct book *b, const char *statement, const char *const *values)
{
	pthread_mutex_lock(&b->turn);
	sqlite.busy_timeout(b->db, 0);
	bool done = !FAILED(ask(b, statement, values, NULL, NULL));     /* whoever asks so can do without */
	sqlite.busy_timeout(b->db, PATIENCE);
	pthread_mutex_unlock(&b->turn);
	return done;
}

const struct fault *book_begin(struct book *b)
{
	pthread_mutex_lock(&b->turn);
	const struct fault *f = exec(b, "BEGIN IMMEDIATE");
	if (f)
		pthread_mutex_unlock(&b->turn);
	return f;
}

const struct fault *book_end(struct book *b, bool keep)
{
	const struct fault *f = exec(b, keep ? "COMMIT" : "ROLLBACK");
	if (f)                          /* what began ends in any case; if this fails, it had ended */
		sqlite.exec(b->db, "ROLLBACK", NULL, NULL, NULL);
	pthread_mutex_unlock(&b->turn);
	return f;
}
