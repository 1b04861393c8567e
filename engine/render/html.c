/* html.c: one escape for each place. */
#include "base/base.h"
#include "base/utf8.h"
#include "render/html.h"
#include <ctype.h>

/* What goes as it is; where the rest begins. */
static const char *put_plain(struct buf *b, const char *s)
{
	uint32_t code;
	size_t n = 0;
	while (s[n] && s[n] != '<' && s[n] != '>' && s[n] != '&' && s[n] != '"' && !utf8_hidden(s + n, &code))
		n += utf8_length(s + n);
	buf_put(b, s, n);
	return s + n;
}

void html_text(struct buf *b, const char *s)
{
	while (*s) {
		uint32_t code;
		s = put_plain(b, s);
		if (!*s)
			break;
		switch (*s++) {
		case '<':  html(b, "&lt;");   break;
		case '>':  html(b, "&gt;");   break;
		case '&':  html(b, "&amp;");  break;
		case '"':  html(b, "&quot;"); break;
		case '\n': html(b, "\n");     break;
		case '\t': html(b, "\t");     break;
		default:
			s += utf8_hidden(s - 1, &code) - 1;
			html(b, "\xef\xbf\xbd");
		}
	}
}

void html_field(struct buf *b, const char *s)
{
	while (*s) {
		uint32_t code;
		s = put_plain(b, s);
		size_t hidden = *s ? utf8_hidden(s, &code) : 0;
		if (*s == '\r' && s[1] == '\n')
			s++;                    /* browsers send every end of a line in one way */
		else if (hidden && code >= 0x80 && code < 0xa0)         /* by their numbers these are others */
			buf_put(b, s, hidden), s += hidden;
		else if (hidden && *s != '\n' && *s != '\t')
			buf_printf(b, "&#x%X;", (unsigned)code), s += hidden;
		else if (*s)
			html_text(b, (const char[]){ *s, '\0' }), s++;
	}
}

void html_path(struct buf *b, const char *s)
{
	for (; *s; s++) {
		if (isalnum((unsigned char)*s) || strchr("-._~/", *s))
			buf_char(b, *s);
		else
			buf_printf(b, "%%%02X", (unsigned char)*s);
	}
}

void html_css(struct buf *b, const char *s)
{
	uint32_t code;
	for (size_t hidden = 0; *s; s += hidden ? hidden : 1) {
		unsigned char c = (unsigned char)*s;
		hidden = c < 0x80 || c > 0xbf ? utf8_hidden(s, &code) : 0;
		if (hidden)
			buf_text(b, "\\00fffd");
		else if (c == '"' || c == '\\' || c == '<' || c == '>' || c == '&')
			buf_printf(b, "\\%06x", c);
		else
			buf_char(b, (char)c);
	}
}

void html_running_style(struct buf *b, const char *id, const char *marking, const char *version)
{
	html(b, "@media print{@page{@top-left{content:\"");
	html_css(b, id);
	html(b, "\";font-size:8pt}@top-right{content:\"");
	html_css(b, marking);
	html(b, "\";font-size:8pt}@bottom-left{content:\"");
	html_css(b, version);
	html(b, "\";font-size:8pt}@bottom-right{content:counter(page) \" / \" counter(pages);font-size:8pt}}}");
}

void html_running_head(struct buf *b, const char *id, const char *marking, const char *version)
{
	html(b, "<style>");
	html_running_style(b, id, marking, version);
	html(b, "</style>\n");
}

void html_body(struct buf *b, bool wide)
{
	if (wide)
		html(b, "<body class=\"wide\">\n");
	else
		html(b, "<body>\n");
}

void html_marking(struct buf *b, const char *marking)
{
	if (!*marking)
		return;
	html(b, "<div class=\"marking\">");
	html_text(b, marking);
	html(b, "</div>\n");
}

void html_number(struct buf *b, int64_t n) { buf_printf(b, "%lld", (long long)n); }

static const struct { const char *open, *close; } marks[] = {
	[HTML_PLAIN] = { "", "" }, [HTML_STRONG] = { "<strong>", "</strong>" },
	[HTML_SOFT] = { "<span class=\"soft\">", "</span>" },
	[HTML_CODE] = { "<code>", "</code>" },
};

struct phrase_hole html_mark(enum html_mark mark, const char *text)
{
	struct phrase_hole out = phrase_of_text(text);
	out.mark = (int)mark;
	return out;
}

static void put_piece(void *context, const char *text, size_t len, const struct phrase_hole *hole)
{
	SCOPE(turn);
	struct buf *b = context;
	size_t mark = hole && (size_t)hole->mark < countof(marks) ? (size_t)hole->mark : HTML_PLAIN;
	buf_text(b, marks[mark].open);
	html_text(b, scope_copy_bytes(turn, text, len));
	buf_text(b, marks[mark].close);
}

void html_say_phrase(struct buf *b, const struct reader *r, const struct phrase *p) { phrase_each(r, p, put_piece, b); }

void html_word(struct buf *b, const struct reader *r, const char *english) { html_text(b, phrase_word(r, english)); }
