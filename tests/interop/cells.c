/* cells.c: a workbook as lines of text, as engine/text/workbook.h reads it: for tests, and for whoever wants to look.
 *
 *     program <TAB> Microsoft Excel 16.0300
 *     property <TAB> name <TAB> value
 *     sheet <TAB> name [<TAB> hidden] [<TAB> protected]
 *     merged <TAB> A1:B2
 *     column <TAB> C <TAB> hidden
 *     B7 <TAB> kind <TAB> text [<TAB> raw=...] [<TAB> note=...] [<TAB> formula ...]
 *
 * Line ends and tabs in a text are shown as \n and \t.  Status 1, and why on stderr, where it cannot be read. */
#include "text/workbook.h"
#include <fcntl.h>

static void show(const char *s)
{
	for (; *s; s++)
		if (*s == '\n' || *s == '\t' || *s == '\\')
			printf("\\%c", *s == '\n' ? 'n' : *s == '\t' ? 't' : '\\');
		else
			putchar(*s);
}

static void show_cell(const struct workbook_cell *c, const char *place, bool hidden)
{
	static const char *const kinds[] = { "nothing", "text", "number", "day", "time", "truth", "failure" };
	const struct { bool is; const char *word; } flags[] = {
		{ c->formula, "formula" }, { c->unsaved, "unsaved" }, { c->struck, "struck" },
		{ c->partly_struck, "partly-struck" }, { !c->locked && c->kind, "open" }, { c->covered, "covered" },
		{ hidden, "hidden" },
	};
	printf("%s\t%s\t", place, kinds[c->kind]);
	show(c->text);
	if (strcmp(c->text, c->raw) != 0) {
		printf("\traw=");
		show(c->raw);
	}
	if (c->note) {
		printf("\tnote=");
		show(c->note);
	}
	for (size_t i = 0; i < countof(flags); i++)
		if (flags[i].is)
			printf("\t%s", flags[i].word);
	putchar('\n');
}

static void show_sheet(struct scope *sc, const struct workbook_sheet *s)
{
	printf("sheet\t%s%s%s\n", s->name, s->hidden ? "\thidden" : "", s->protected ? "\tprotected" : "");
	for (size_t i = 0; i < s->merged_count; i++) {
		const struct workbook_area *a = &s->merged[i];
		printf("merged\t%s:%s\n", workbook_place(sc, a->top, a->left), workbook_place(sc, a->bottom, a->right));
	}
	for (size_t i = 0; i < s->column_count; i++)
		if (s->column_hidden[i]) {
			const char *place = workbook_place(sc, 1, (int)i + 1);
			printf("column\t%.*s\thidden\n", (int)strlen(place) - 1, place);
		}
	for (size_t i = 0; i < s->row_count; i++)
		for (size_t c = 0; c < s->rows[i].count; c++) {
			const struct workbook_cell *cell = &s->rows[i].cells[c];
			if (cell->kind || cell->note || cell->covered || cell->formula)
				show_cell(cell, workbook_place(sc, s->rows[i].number, (int)c + 1), s->rows[i].hidden);
		}
}

int main(int argc, char **argv)
{
	SCOPE(sc);
	struct workbook *book = NULL;
	int fd = argc > 1 ? open(argv[1], O_RDONLY) : -1;
	if (fd < 0) {
		fprintf(stderr, "cells: no file\n");
		return 1;
	}
	const struct fault *f = workbook_read(sc, fd, &book);
	if (f) {
		fprintf(stderr, "%s %s\n", argv[1], fault_say(sc, NULL, f));
		return 1;
	}
	printf("program\t%s\n", book->program);
	for (size_t i = 0; i < book->property_count; i++)
		printf("property\t%s\t%s\n", book->properties[i].name, book->properties[i].value);
	for (size_t i = 0; i < book->sheet_count; i++)
		show_sheet(sc, &book->sheets[i]);
	return 0;
}
