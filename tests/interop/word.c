/* word.c: word FILE.docx TEMPLATE [ELEMENT]: what sarflow would make of a Word document, for tests/interop/run.  The
 * text, then a line for each attachment and each notice. */
#include "base/base.h"
#include "base/helper.h"
#include "base/path.h"
#include "intake/word.h"
#include <fcntl.h>

static const struct fault *show(struct scope *sc, char **argv)
{
	const struct template_files *files = NULL;
	struct word_request request = { .file_name = path_base(argv[1]), .element = argv[3] };
	const struct word_proposal *p = NULL;
	int fd = open(argv[1], O_RDONLY | O_CLOEXEC);
	TRY(template_files_read(sc, argv[2], &files));
	TRY(template_read_fit(sc, files, &request.template));
	TRY(word_take(sc, &request, fd, &p));
	fwrite(p->text, 1, p->len, stdout);
	printf("-- %s %s\n", p->path, p->language);
	for (size_t i = 0; i < p->attachments.count; i++)
		printf("-- %s %zu\n", p->attachments.at[i].path, p->attachments.at[i].len);
	for (size_t i = 0; i < p->notices.count; i++)
		printf("-- %d %s: %s: %s\n", p->notices.at[i].line, finding_level_name(p->notices.at[i].level),
		       p->notices.at[i].place ? phrase_text(sc, NULL, p->notices.at[i].place)
		           : "the whole", phrase_text(sc, NULL, p->notices.at[i].says));
	return NULL;
}

int main(int argc, char **argv)
{
	SCOPE(sc);
	const struct fault *f = argc >= 3 ? show(sc, argv) : NULL;
	if (f)
		fprintf(stderr, "%s: %s\n", argv[1], f->text);
	return f ? fault_exit_status(f) : argc >= 3 ? 0 : 2;
}
