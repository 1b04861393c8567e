/* session.c: the words that let somebody in. */
#include "base/base.h"
#include "web/session.h"
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

enum { BROWSERS = 16, IDLE = 12 * 3600, RANDOM = 32 };

struct one { char id[SESSION_TEXT]; int64_t seen; };
struct sessions { pthread_mutex_t lock; char token[SESSION_TEXT]; struct one at[BROWSERS]; };

const struct fault *session_draw(char out[SESSION_TEXT])
{
	unsigned char bytes[RANDOM];
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, bytes, sizeof bytes);
	if (fd >= 0)
		close(fd);
	if (n != (ssize_t)sizeof bytes)
		return fault_errno("the system gives no random bytes");
	digest_bytes(bytes, sizeof bytes, out);
	return NULL;
}

static void drop(void *p) { pthread_mutex_destroy(&((struct sessions *)p)->lock); }

const struct fault *session_begin(struct scope *sc, struct sessions **out)
{
	*out = NEW(sc, struct sessions);
	pthread_mutex_init(&(*out)->lock, NULL);
	scope_defer(sc, drop, *out);
	return NULL;
}

const struct fault *session_invite(struct sessions *s, char token[SESSION_TEXT])
{
	TRY(session_draw(token));
	pthread_mutex_lock(&s->lock);
	memcpy(s->token, token, SESSION_TEXT);
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

bool session_same(const char *a, const char *b)
{
	size_t n = strlen(a);
	unsigned differ = 0;
	if (strlen(b) != n)             /* how long it is, is no secret */
		return false;
	for (size_t i = 0; i < n; i++)
		differ |= (unsigned)(unsigned char)a[i] ^ (unsigned)(unsigned char)b[i];
	return !differ;
}

/* A free place, else the one that was idle for longest. */
static struct one *place(struct sessions *s)
{
	struct one *out = &s->at[0];
	for (size_t i = 0; i < BROWSERS; i++)
		if (!s->at[i].id[0])
			return &s->at[i];
		else if (s->at[i].seen < out->seen)
			out = &s->at[i];
	return out;
}

bool session_enter(struct sessions *s, const char *token, int64_t now, char id[SESSION_TEXT])
{
	char drawn[SESSION_TEXT];
	if (FAILED(session_draw(drawn)))        /* nobody enters by a name that could be guessed */
		return false;
	pthread_mutex_lock(&s->lock);
	bool right = s->token[0] && session_same(s->token, token);
	if (right) {
		struct one *one = place(s);
		memcpy(one->id, drawn, SESSION_TEXT);
		memcpy(id, drawn, SESSION_TEXT);
		one->seen = now;
		s->token[0] = 0;
	}
	pthread_mutex_unlock(&s->lock);
	return right;
}

static struct one *find(struct sessions *s, const char *id, int64_t now)
{
	for (size_t i = 0; i < BROWSERS; i++)
		if (s->at[i].id[0] && session_same(s->at[i].id, id) && now - s->at[i].seen <= IDLE)
			return &s->at[i];
	return NULL;
}

bool session_is(struct sessions *s, const char *id, int64_t now, char csrf[SESSION_TEXT])
{
	SCOPE(turn);
	pthread_mutex_lock(&s->lock);
	struct one *one = find(s, id, now);
	if (one)
		one->seen = now;
	pthread_mutex_unlock(&s->lock);
	const char *words = scope_printf(turn, "form of %s", id);
	digest_bytes(words, strlen(words), csrf);
	return one != NULL;
}

void session_leave(struct sessions *s, const char *id)
{
	pthread_mutex_lock(&s->lock);
	struct one *one = find(s, id, 0);
	if (one)
		one->id[0] = 0;
	pthread_mutex_unlock(&s->lock);
}
