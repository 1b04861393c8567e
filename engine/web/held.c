/* held.c: a folder for each sending, within the server's own. */
#include "base/base.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/path.h"
#include "base/temporary.h"
#include "web/held.h"
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

enum { SENDINGS = 64, A_SESSION = 6, KEPT = 3600 };

/* session: a digest of whose it is, however they are known. */
struct sending { char id[SESSION_TEXT], session[DIGEST_TEXT]; int64_t at; };
struct held { struct scope *sc; pthread_mutex_t lock; const char *folder; struct sending all[SENDINGS]; };

static void end(void *p)
{
	struct held *h = p;
	scope_close(h->sc);
	pthread_mutex_destroy(&h->lock);
}

struct held *held_begin(struct scope *sc)
{
	struct held *h = NEW(sc, struct held);
	*h = (struct held){ .sc = scope_open() };       /* its own: it grows in the threads of requests */
	pthread_mutex_init(&h->lock, NULL);
	scope_defer(sc, end, h);
	return h;
}

static const char *folder_of(struct scope *sc, const struct held *h, const struct sending *s)
{
	return path_join(sc, h->folder, s->id);
}

static void forget(struct held *h, struct sending *s)
{
	SCOPE(turn);
	if (s->id[0])
		file_remove_tree(folder_of(turn, h, s));
	*s = (struct sending){0};
}

static void forget_old(struct held *h, int64_t now)
{
	for (size_t i = 0; i < SENDINGS; i++)
		if (h->all[i].id[0] && now - h->all[i].at > KEPT)
			forget(h, &h->all[i]);
}

/* A free place; else the oldest of the session where it has as many as it may, or the oldest of all. */
static struct sending *place(struct held *h, const char *session, int64_t now)
{
	struct sending *oldest = NULL, *own = NULL, *freed = NULL;
	size_t count = 0;
	forget_old(h, now);
	for (size_t i = 0; i < SENDINGS; i++) {
		struct sending *s = &h->all[i];
		bool mine = s->id[0] && strcmp(s->session, session) == 0;
		count += mine;
		freed = !s->id[0] && !freed ? s : freed;
		own = mine && (!own || s->at < own->at) ? s : own;
		oldest = s->id[0] && (!oldest || s->at < oldest->at) ? s : oldest;
	}
	struct sending *out = count >= A_SESSION ? own : freed ? freed : oldest;
	forget(h, out);
	return out;
}

static const struct fault *write_one(const char *folder, const struct page_file *f)
{
	SCOPE(turn);
	const char *path = path_join(turn, folder, f->name);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return fault_errno("{file}", f->name);
	const struct fault *fault = file_write_fd(fd, f->bytes, f->len, f->name);
	if (close(fd) != 0 && !fault)
		fault = fault_errno("{file}", f->name);
	return fault;
}

static const struct fault *write_all(struct held *h, struct sending *s, const struct page_files *files)
{
	SCOPE(turn);
	const char *folder = folder_of(turn, h, s);
	TRY(file_make_folder(folder));
	for (size_t i = 0; i < files->count; i++)
		TRY(write_one(folder, &files->at[i]));
	return NULL;
}

static const struct fault *put(struct held *h, const char *session, int64_t now, const struct page_files *files,
                               char id[SESSION_TEXT])
{
	char drawn[SESSION_TEXT];
	if (!h->folder)
		TRY(temporary_room(h->sc, NULL, &h->folder));
	TRY(session_draw(drawn));
	struct sending *s = place(h, session, now);
	memcpy(s->session, session, sizeof s->session);
	memcpy(s->id, drawn, SESSION_TEXT);
	s->at = now;
	const struct fault *f = write_all(h, s, files);
	if (f)
		forget(h, s);
	memcpy(id, drawn, SESSION_TEXT);
	return f;
}

const struct fault *held_put(struct held *h, const char *session, int64_t now, const struct page_files *files,
                             char id[SESSION_TEXT])
{
	char whose[DIGEST_TEXT];
	digest_bytes(session, strlen(session), whose);
	pthread_mutex_lock(&h->lock);
	const struct fault *f = put(h, whose, now, files, id);
	pthread_mutex_unlock(&h->lock);
	return f;
}

static struct sending *find(struct held *h, const char *session, int64_t now, const char *id)
{
	char whose[DIGEST_TEXT];
	digest_bytes(session, strlen(session), whose);
	for (size_t i = 0; i < SENDINGS; i++)
		if (h->all[i].id[0] && session_same(h->all[i].id, id) && session_same(h->all[i].session, whose)
		    && now - h->all[i].at <= KEPT)
			return &h->all[i];
	return NULL;
}

/* Second names, so that what is being used stays when its sending is pushed out. */
static bool link_all(struct scope *sc, struct held *h, const struct sending *s, struct names *paths)
{
	const char *folder = folder_of(sc, h, s), *own = NULL, *const *names = NULL;
	size_t count = 0;
	/* what cannot be had is as good as gone: it is sent again */
	if (FAILED(temporary_folder(sc, h->folder, &own)) || FAILED(file_names(sc, folder, &names, &count)))
		return false;
	for (size_t i = 0; i < count; i++) {
		const char *to = path_join(sc, own, names[i]);
		const char *from = path_join(sc, folder, names[i]);
		if (link(from, to) != 0 && FAILED(file_copy(from, to)))
			return false;
		*LIST_ADD(sc, paths) = to;
	}
	return count > 0;
}

bool held_find(struct scope *sc, struct held *h, const char *session, int64_t now, const char *id, struct names *paths)
{
	pthread_mutex_lock(&h->lock);
	const struct sending *s = find(h, session, now, id);
	bool found = s && link_all(sc, h, s, paths);
	pthread_mutex_unlock(&h->lock);
	return found;
}

void held_drop(struct held *h, const char *session, const char *id)
{
	pthread_mutex_lock(&h->lock);
	struct sending *s = find(h, session, 0, id);
	if (s)
		forget(h, s);
	pthread_mutex_unlock(&h->lock);
}

void held_expire(struct held *h, int64_t now)
{
	pthread_mutex_lock(&h->lock);
	forget_old(h, now);
	pthread_mutex_unlock(&h->lock);
}
