/* pdf.c: the one door to qpdf. */
#include "base/base.h"
#include "text/pdf.h"
#include <qpdf/qpdf-c.h>

int pdf_pages(int fd)
{
	char name[64];
	snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
	qpdf_data q = qpdf_init();
	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	int pages = -1;
	if (!(qpdf_read(q, name, NULL) & QPDF_ERRORS))
		pages = qpdf_get_num_pages(q);
	if (qpdf_has_error(q))
		(void)qpdf_get_error(q);        /* else it is told on the standard error stream */
	qpdf_cleanup(&q);
	return pages;
}
