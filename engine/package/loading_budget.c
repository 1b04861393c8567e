/* loading_budget.c: how much of a package is read: nobody writes more, and it costs hundreds of times its size.
 *
 * The bounds stand in packages/README.md.  What is past one is a
 * finding, and is treated like a file that is not there. */
#include "base/base.h"
#include "package/loading_private.h"

enum {
	KIB = 1 << 10, MIB = 1 << 20,
	TEXT_BYTES = 4 * MIB, TABLE_BYTES = 32 * MIB, ALL_BYTES = 48 * MIB,
	TEXT_MARKS = 100000, ALL_MARKS = 200000,
	BRACKETS = 400000000,           /* of paragraphs, squared: cmark tries each of them with each before it */
	TABLE_ROWS = 30000, ALL_ROWS = 60000, TABLE_CELLS = 1000000, ALL_CELLS = 2000000,
};

static bool is_small(const char *path) { return strcmp(path, "package.yaml") == 0 || strcmp(path, "columns.csv") == 0; }

static bool is_table(const char *path)
{
	return strncmp(path, "registers/", 10) == 0 || strcmp(path, "columns.csv") == 0;
}

static void refuse(struct loading *l, const char *path, const struct phrase *says)
{
	finding_add(l->p->findings, FINDING_file_too_large, (struct place){ path }, says);
}

bool loading_budget_has_bytes(struct loading *l, const char *path, uint64_t size)
{
	uint64_t most = is_small(path) ? PACKAGE_IDENTITY_LIMIT
		: is_table(path) ? TABLE_BYTES : TEXT_BYTES;
	if (size > most)
		refuse(l, path, most < MIB ? PHRASE("the file has {size} KiB; one of more than {most} is not read",
				(unsigned long long)(size >> 10), most >> 10)
			: PHRASE("the file has {size} MiB; one of more than {most} is not read",
				(unsigned long long)(size >> 20), most >> 20));
	else if ((l->spent.bytes += (size_t)size) > ALL_BYTES)
		refuse(l, path, PHRASE("the file is not read: texts and tables of the package have more than {most} "
			"MiB together", ALL_BYTES >> 20));
	else
		return true;
	return false;
}

/* What becomes a part of its own when Markdown is read: lines, those most that begin a block, and marks in them. */
static size_t count_marks(const char *text, size_t len)
{
	enum { LINE = 1, BLOCK = 3 };
	size_t marks = 0;
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\n')
			marks += i + 1 < len && strchr("#>-=", text[i + 1]) && text[i + 1] ? BLOCK : LINE;
		else if ((unsigned char)text[i] < 0x80 && text[i] && strchr("*_`[]!<&\\|~>", text[i]))
			marks++;
	}
	return marks;
}

static uint64_t count_brackets(const char *text, size_t len)
{
	uint64_t all = 0, here = 0;
	for (size_t i = 0; i < len; i++) {
		here += text[i] == '[';
		if (text[i] == '\n' && i + 1 < len && text[i + 1] == '\n') {
			all += here * here;
			here = 0;
		}
	}
	return all + here * here;
}

static bool has_marks(struct loading *l, const char *path, const char *text, size_t len)
{
	size_t marks = count_marks(text, len);
	if (marks > TEXT_MARKS)
		refuse(l, path, PHRASE("the text has {count} lines and marks; one of more than {most} is not read",
			marks, TEXT_MARKS));
	else if ((l->spent.brackets += count_brackets(text, len)) > BRACKETS)
		refuse(l, path, PHRASE("the file is not read: it has a paragraph with thousands of brackets ["));
	else if ((l->spent.marks += marks) > ALL_MARKS)
		refuse(l, path, PHRASE("the file is not read: the texts of the package have more than {most} lines and "
			"marks together", ALL_MARKS));
	else
		return true;
	return false;
}

/* Lines but that of the heads, and what commas could part: a quote that never ends hides nothing here. */
static bool has_rows(struct loading *l, const char *path, const char *text, size_t len)
{
	size_t rows = 0, cells = 0;
	for (size_t i = 0; i < len; i++) {
		rows += text[i] == '\n';
		cells += text[i] == '\n' || text[i] == ',';
	}
	rows -= rows > 0;
	l->spent.rows += rows;
	l->spent.cells += cells;
	if (rows > TABLE_ROWS)
		refuse(l, path, PHRASE("the table has {count} rows; one of more than {most} is not read", rows,
			TABLE_ROWS));
	else if (cells > TABLE_CELLS)
		refuse(l, path, PHRASE("the table has {count} cells; one of more than {most} is not read", cells,
			TABLE_CELLS));
	else if (l->spent.rows > ALL_ROWS || l->spent.cells > ALL_CELLS)
		refuse(l, path, PHRASE("the file is not read: the tables of the package have more than {rows} rows or "
			"{cells} cells together", ALL_ROWS, ALL_CELLS));
	else
		return true;
	return false;
}

bool loading_budget_has_parts(struct loading *l, const char *path, const char *text, size_t len)
{
	return is_table(path) ? has_rows(l, path, text, len) : has_marks(l, path, text, len);
}
