/* reader_floor.c: the floor under reading a workbook: bare libzip and expat go through its shared strings and its first
 * sheet and count what is there. */
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <zip.h>

static long elements, letters;

static void begin(void *p, const XML_Char *name, const XML_Char **attributes)
{
	(void)p; (void)name; (void)attributes;
	elements++;
}
static void end(void *p, const XML_Char *name) { (void)p; (void)name; }
static void text(void *p, const XML_Char *bytes, int len)
{
	(void)p; (void)bytes;
	letters += len;
}

static void scan(zip_t *archive, const char *name)
{
	char piece[65536];
	zip_file_t *file = zip_fopen(archive, name, 0);
	XML_Parser parser = XML_ParserCreate(NULL);
	if (!file || !parser)
		exit(1);
	XML_SetElementHandler(parser, begin, end);
	XML_SetCharacterDataHandler(parser, text);
	for (zip_int64_t n = 1; n > 0; ) {
		n = zip_fread(file, piece, sizeof piece);
		if (n < 0 || XML_Parse(parser, piece, (int)n, n == 0) != XML_STATUS_OK)
			exit(1);
	}
	XML_ParserFree(parser);
	zip_fclose(file);
}

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	double start = seconds();
	zip_t *archive = argc == 2 ? zip_open(argv[1], ZIP_RDONLY, NULL) : NULL;
	if (!archive)
		return 1;
	scan(archive, "xl/sharedStrings.xml");
	scan(archive, "xl/worksheets/sheet1.xml");
	zip_discard(archive);
	printf("%.6f\n", seconds() - start);
	return elements == 0 || letters == 0;
}
