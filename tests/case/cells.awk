# cells.awk: tables of three sorts as one: a row a line, cells with a TAB between, blanks at their ends left out, a line
# end in a cell as \n.  Read from scratch, so that what wrote them does not read them:
#
#   -v from=sheet  sharedStrings.xml styles.xml sheet.xml: rows of a sheet from the head on, as a spreadsheet shows them;
#                  hidden columns are left out.  The head is the row with "sarflow row" in a hidden column
#   -v from=cells  the same files: every cell that holds something, hidden or not, with its place: A6<TAB>text
#   -v from=csv    a register           -v from=page   the first table of a page; a link to a file is the file's path
function trim(s) { gsub(/^[ \t\n\r]+|[ \t\n\r]+$/, "", s); return s }
function put(s) { s = trim(s); gsub(/\n/, "\\n", s); line = line (cells++ ? "\t" : "") s }
function end_row() { if (cells) print line; line = ""; cells = 0 }

function plain(s) {
	gsub(/&lt;/, "<", s); gsub(/&gt;/, ">", s); gsub(/&quot;/, "\"", s); gsub(/&apos;|&#39;|&#x27;/, "'", s)
	gsub(/&amp;/, "\\&", s)
	return s
}
function number(hex,    i, n) { for (i = 1; i <= length(hex); i++) n = n * 16 + index("0123456789abcdef", tolower(substr(hex, i, 1))) - 1; return n }
function escapes(s,    out) {           # _x000D_ in a sheet, %20 in a link
	while (match(s, /_x[0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f]_/)) {
		out = out substr(s, 1, RSTART - 1) sprintf("%c", number(substr(s, RSTART + 2, 4)))
		s = substr(s, RSTART + 7)
	}
	return out s
}
function percents(s,    out) {
	while (match(s, /%[0-9A-Fa-f][0-9A-Fa-f]/)) { out = out substr(s, 1, RSTART - 1) sprintf("%c", number(substr(s, RSTART + 1, 2))); s = substr(s, RSTART + 3) }
	return out s
}
function attribute(tag, name) { return match(tag, "[ ]" name "=\"[^\"]*\"") ? substr(tag, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
function text_of(s,    out) {           # all <t> of one string
	while (match(s, /<t( [^>]*)?>/)) {
		s = substr(s, RSTART + RLENGTH)
		out = out substr(s, 1, index(s, "</t>") - 1)
		s = substr(s, index(s, "</t>") + 4)
	}
	return escapes(plain(out))
}
function day(n,    z, era, doe, yoe, y, doy, mp, d, m) {        # days since 1899-12-30
	z = n - 25569 + 719468; era = int(z / 146097); doe = z - era * 146097
	yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
	doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100)); mp = int((5 * doy + 2) / 153)
	d = doy - int((153 * mp + 2) / 5) + 1; m = mp + (mp < 10 ? 3 : -9); y = yoe + era * 400 + (m <= 2)
	return sprintf("%04d-%02d-%02d", y, m, d)
}
function shown(v, code,    point, minus) {
	if (code ~ /^yyyy-mm-dd/) return day(v)
	sub(/_\)$/, "", code)
	if (code == "" || code == "General") return v
	if (code !~ /^0+(\.0+)?$/) return "form " code
	minus = v < 0 ? "-" : ""; v = v < 0 ? -v : v
	point = index(code, ".")
	return minus sprintf("%0" length(code) "." (point ? length(code) - point : 0) "f", v)
}
function is_head(row,    n, i, cell, tag) {
	n = split(row, cell, "<c ")
	for (i = 2; i <= n; i++) {
		tag = " " substr(cell[i], 1, index(cell[i], ">"))
		if (hidden[column(attribute(tag, "r"))] && attribute(tag, "t") == "s" && match(cell[i], /<v>[0-9]+/) && strings[substr(cell[i], RSTART + 3, RLENGTH - 3)] == "sarflow row") return 1
	}
	return 0
}
function column(ref,    i, n) { for (i = 1; substr(ref, i, 1) ~ /[A-Z]/; i++) n = n * 26 + index("ABCDEFGHIJKLMNOPQRSTUVWXYZ", substr(ref, i, 1)); return n }

BEGIN { RS = "\001" }                   # each file whole
(from == "sheet" || from == "cells") && /<sst / { n = split($0, si, "<si>"); for (i = 2; i <= n; i++) strings[i - 2] = text_of(si[i]) }
(from == "sheet" || from == "cells") && /<styleSheet / {
	n = split($0, part, "<numFmt "); for (i = 2; i <= n; i++) codes[attribute(" " part[i], "numFmtId")] = plain(attribute(" " part[i], "formatCode"))
	xfs = substr($0, index($0, "<cellXfs")); n = split(xfs, part, "<xf "); for (i = 2; i <= n; i++) looks[i - 2] = attribute(" " part[i], "numFmtId")
}
from == "sheet" && /<worksheet / {
	n = split($0, part, "<col "); for (i = 2; i <= n; i++) if (attribute(" " part[i], "hidden") == "1") hidden[attribute(" " part[i], "min")] = 1
	rows = split($0, row, "<row ")
	for (i = 2; i <= rows; i++) {
		if (!begun && !is_head(row[i])) continue
		begun = 1
		n = split(row[i], cell, "<c "); at = 1
		for (k = 2; k <= n; k++) {
			tag = " " substr(cell[k], 1, index(cell[k], ">")); c = column(attribute(tag, "r"))
			for (; at < c; at++) if (!hidden[at]) put("")
			v = match(cell[k], /<v>[^<]*/) ? substr(cell[k], RSTART + 3, RLENGTH - 3) : ""
			if (attribute(tag, "t") == "s") v = strings[v]
			else if (attribute(tag, "t") == "inlineStr") v = text_of(cell[k])
			else if (v != "") v = shown(v, codes[looks[attribute(tag, "s") + 0]])
			if (!hidden[c]) put(v)
			at = c + 1
		}
		end_row()
	}
}
from == "cells" && /<worksheet / {
	n = split($0, cell, "<c ")
	for (k = 2; k <= n; k++) {
		tag = " " substr(cell[k], 1, index(cell[k], ">"))
		if (!match(cell[k], /<v>[^<]*/)) continue
		v = substr(cell[k], RSTART + 3, RLENGTH - 3)
		if (attribute(tag, "t") == "s") v = strings[v]
		else if (attribute(tag, "t") == "str") v = escapes(plain(v))
		else v = shown(v, codes[looks[attribute(tag, "s") + 0]])
		put(attribute(tag, "r")); put(v); end_row()
	}
}
from == "csv" {
	sub(/^\357\273\277/, ""); gsub(/\r\n/, "\n"); s = $0; value = ""; quoted = 0
	for (i = 1; i <= length(s); i++) {
		ch = substr(s, i, 1)
		if (quoted && ch == "\"" && substr(s, i + 1, 1) == "\"") { value = value ch; i++ }
		else if (ch == "\"") quoted = !quoted
		else if (!quoted && ch == ",") { put(value); value = "" }
		else if (!quoted && ch == "\n") { put(value); value = ""; end_row() }
		else value = value ch
	}
}
from == "page" {
	s = substr($0, index($0, "<table>")); s = substr(s, 1, index(s, "</table>"))
	rows = split(s, row, /<tr[^>]*>/)
	for (i = 2; i <= rows; i++) {
		n = split(row[i], cell, /<t[dh][^>]*>/)
		for (k = 2; k <= n; k++) {
			sub(/<\/t[dh]>.*/, "", cell[k])
			if (match(cell[k], /<a href="[^"]*"/)) { v = percents(plain(substr(cell[k], RSTART + 9, RLENGTH - 10))); sub(/^\.\.\//, "", v) }
			else { v = cell[k]; gsub(/<[^>]*>/, "", v); v = plain(v) }
			put(v)
		}
		end_row()
	}
}
