/* fuzz_word.c: whatever pandoc says of a document, and whatever the document itself says of its words: what is
 * proposed is a text, each notice has its line in it or none, and no mark is left.  Behind the byte 1E stand lines of
 * paragraphs, with a number before a tab. */
#include "fuzz.h"
#include "tiny.h"
#include "base/buf.h"
#include "intake/word.h"
#include "text/pandoc.h"

static const struct template *template_of_all;

static const char seed_text[] =
	"{\"pandoc-api-version\":[1,22,2,1],\"meta\":{\"title\":{\"t\":\"MetaInlines\",\"c\":"
	"[{\"t\":\"Str\",\"c\":\"T\"}]}},\"blocks\":[{\"t\":\"Header\",\"c\":[1,[\"a\",[],[]],[{\"t\":\"Str"
	"\",\"c\":\"One\"}]]},"
	"{\"t\":\"OrderedList\",\"c\":[[1,{\"t\":\"Decimal\"},{\"t\":\"Period\"}],[[{\"t\":\"Para\",\"c\":["
	"{\"t\":\"Str\",\"c\":\"x\"}]}]]]},"
	"{\"t\":\"Table\",\"c\":[[\"\",[],[]],[null,[]],[[{\"t\":\"AlignDefault\"},{\"t\":\"ColWidth\",\"c"
	"\":0.25}]],[[\"\",[],[]],[]],"
	"[[[\"\",[],[]],0,[],[[[\"\",[],[]],[[[\"\",[],[]],{\"t\":\"AlignDefault\"},2,1,[{\"t\":\"Para\","
	"\"c\":[{\"t\":\"Span\",\"c\":"
	"[[\"\",[\"deletion\"],[[\"author\",\"A\"],[\"date\",\"2026\"]]],[{\"t\":\"Str\",\"c\":\"gone\"}]]}"
	"]}]]]]]]],[[\"\",[],[]],[]]]},"
	"{\"t\":\"BlockQuote\",\"c\":[{\"t\":\"BulletList\",\"c\":[[{\"t\":\"Plain\",\"c\":[{\"t\":\"Image"
	"\",\"c\":[[\"\",[],[]],[],"
	"[\"media/image1.png\",\"\"]]},{\"t\":\"Note\",\"c\":[{\"t\":\"Para\",\"c\":[{\"t\":\"Str\",\"c\":"
	"\"n\"}]}]}]}]]}]}]}"
	"\x1e\x31\tOne\n1.1\tx\nmore\n";

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct scope *sc = scope_open();        /* for the whole run */
	(void)argc; (void)argv;
	const struct fault *f = template_read_fit(sc, tiny_template(sc), &template_of_all);
	HOLDS(f == NULL);
	fuzz_seed(1, "", seed_text);
	return 0;
}

static bool picture(struct scope *sc, void *context, const char *name, const char **bytes, size_t *len)
{
	(void)sc; (void)context;
	*bytes = "pixels";
	*len = 6;
	return *name != 'x';
}

/* The words of the file; the first of them are headings. */
static void read_words(struct scope *sc, char *text, struct docx_words *out)
{
	for (char *s = text; s && *s; ) {
		char *next = strchr(s, '\n'), *tab;
		if (next)
			*next++ = '\0';
		struct docx_paragraph *p = LIST_ADD(sc, &out->paragraphs);
		*p = (struct docx_paragraph){ .heading = out->paragraphs.count % 2 };
		tab = strchr(s, '\t');
		if (tab) {
			*tab = '\0';
			p->number = s;
		}
		*LIST_ADD(sc, &p->runs) = (struct docx_run){ DOCX_WORDS, tab ? tab + 1 : s };
		s = next;
	}
}

static void proposal_holds(const struct word_proposal *p)
{
	size_t bad;
	int lines = 1;
	HOLDS(strlen(p->text) == p->len && unicode_is_valid(p->text, p->len, &bad));
	for (const char *s = p->text; *s; s++) {
		HOLDS(*s != 1 && *s != 2);
		lines += *s == '\n';
	}
	for (size_t i = 0; i < p->notices.count; i++)
		HOLDS(p->notices.at[i].says && p->notices.at[i].line >= 0 && p->notices.at[i].line <= lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	size_t len = 0, bad;
	struct docx_words words = {0};
	const struct json *document = NULL;
	const struct word_proposal *p = NULL;
	char *text = scope_copy_bytes(sc, data, size), *more = memchr(text, 0x1e, size);
	len = more ? (size_t)(more - text) : size;
	if (more && unicode_is_valid(more + 1, strlen(more + 1), &bad))
		read_words(sc, more + 1, &words);
	const struct fault *f = json_read_foreign(sc, "document", text, len, 1 << 20, PANDOC_DEPTH, &document);
	struct word_source source = { .document = document, .words = &words, .pictures = picture };
	const struct word_request request = { .template = template_of_all, .file_name = "shop.docx", .element = "C" };
	if (!f)
		f = word_make(sc, &request, &source, &p);
	if (!f)
		proposal_holds(p);
	return 0;
}
