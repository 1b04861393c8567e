/* mbedtls.c: beginning with libgit2, once in a process, and what its mbedTLS is kept from as it does.
 *
 * They stand in one file so that who begins has both: the linker takes from libsar.a only what somebody names. */
#include "store/git/git_private.h"
#include <pthread.h>

/* libgit2 parses the machine's certificates as it begins, 54 million instructions, for connections that sarflow never
 * opens: the person's own git does.  Where libgit2 rests on mbedTLS, this stands before mbedTLS's function of the name
 * and says that the file cannot be read (MBEDTLS_ERR_X509_FILE_IO_ERROR); elsewhere nobody calls it. */
int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
	(void)chain;
	(void)path;
	return -0x2900;
}

/* What it keeps of objects read, and of packs laid into memory.  A commit is read once, and a long journal is nothing
 * but commits: none is kept; of folders so much, for all packages of a server together. */
enum { KEPT_OBJECTS = 16 << 20, PACK_WINDOW = 1 << 20, PACK_WINDOWS = 8 << 20 };

static void begin(void)
{
	scope_keep_heap();
	git_libgit2_init();
	git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_COMMIT, (size_t)0);
	git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)KEPT_OBJECTS);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, (size_t)PACK_WINDOW);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, (size_t)PACK_WINDOWS);
	git_error_clear();
}

void store_git_begin(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, begin);
}
