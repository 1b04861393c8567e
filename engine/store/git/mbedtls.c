/* mbedtls.c: what libgit2's mbedTLS is kept from as the library begins. */
#include "store/git/git_private.h"

/* libgit2 parses the machine's certificates as it begins, 54 million instructions, for connections that sarflow never
 * opens: the person's own git does.  Where libgit2 rests on mbedTLS, this stands before mbedTLS's function of the name
 * and says that the file cannot be read (MBEDTLS_ERR_X509_FILE_IO_ERROR); elsewhere nobody calls it. */
int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
	(void)chain;
	(void)path;
	return -0x2900;
}
