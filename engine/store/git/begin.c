/* begin.c: beginning with libgit2, once in a process. */
#include "store/git/git_private.h"
#include <malloc.h>
#include <pthread.h>

/* zlib takes 256 KiB for each object it packs; given back to the system each time, they are faulted in again. */
enum { KEPT_HEAP = 16 << 20 };

static void begin(void)
{
	mallopt(M_TRIM_THRESHOLD, KEPT_HEAP);
	git_libgit2_init();
	git_error_clear();
}

void store_git_begin(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, begin);
}
