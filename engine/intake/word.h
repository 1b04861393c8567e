/* word.h: a Word document made into evidence: a proposal that a person looks at before it counts.
 * For desk/ and command/.
 *
 * Nothing is written here.  What comes in is the document of a company,
 * as it was written for its own use; what goes out is Markdown as
 * packages have it (packages/README.md), its pictures as attachments,
 * and a notice for all that was decided, lost or left to the reader.
 *
 * Forms that Markdown lacks: a merged cell stands in each place it
 * covered, a cell of several paragraphs keeps them with <br> between, a
 * head of two lines becomes one, a footnote is <sup>[1]</sup> at its
 * place and a paragraph that begins so before the next heading, a list
 * with letters keeps them as words.  Insertions are taken, deletions dropped,
 * comments left out: each is a notice with who, when and which words. */
#ifndef INTAKE_WORD_H
#define INTAKE_WORD_H
#include "base/base.h"
#include "base/fault.h"
#include "base/finding.h"
#include "base/json.h"
#include "template/template.h"
#include "text/docx.h"

/* Something to be told.  FINDING_NOTE: it was done; FINDING_WARNING: look at it, words or meaning may have changed. */
struct word_notice {
	enum finding_level level;
	const struct phrase *place;     /* in the document: a heading, a table and its row; NULL: all of it */
	int line;                       /* in the proposal's text, 0: nowhere in it */
	const struct phrase *says;
};

/* bytes NULL: the document itself, as it came. */
struct word_attachment { const char *path, *bytes; size_t len; };

struct word_proposal {
	const struct template_element *element;
	const char *language;           /* of the words, by their letters: one of the template's, or "" */
	const char *path;               /* of the evidence file: the element's, or its companion in another language */
	const char *text;               /* with front matter, line ends LF */
	size_t len;
	struct { struct word_attachment *at; size_t count, cap; } attachments;
	/* As the text goes; what has no place in it is last. */
	struct { struct word_notice *at; size_t count, cap; } notices;
};

struct word_request {
	const struct template *template;
	const char *file_name;          /* of the document, without folders */
	const char *element;            /* its id; NULL: by the file's name or the first headings */
	const char *language;           /* NULL: by the letters */
	const char *category;           /* of the package: lines it does not ask for are not proposed; NULL: all are */
	/* The text that stands at a path of the package, whose front matter is kept; NULL if there is none.  May be
	 * NULL itself. */
	const char *(*existing)(void *context, const char *path);
	void *context;
};

/* From a .docx, read from the start of fd.  FAULT_NOT_FOUND: no such element, or none can be told; the sentence lists
 * them.  Else the faults of docx.h and pandoc.h, in words that go on from the file's name. */
const struct fault *word_take(struct scope *, const struct word_request *, int fd,
                              const struct word_proposal **) MUST_USE;

/* Bytes of a picture by its name in pandoc's JSON; false: there is none. */
typedef bool word_pictures(struct scope *, void *context, const char *name, const char **bytes, size_t *len);
/* The same from what was read already: pandoc's JSON and the words of the file, which may be NULL. */
struct word_source {
	const struct json *document;
	const struct docx_words *words;
	word_pictures *pictures;
	void *context;
};
const struct fault *word_make(struct scope *, const struct word_request *, const struct word_source *,
                              const struct word_proposal **) MUST_USE;
#endif
