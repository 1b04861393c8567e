# phrases.awk: the catalogues (gettext PO files, one a language: ja.po) as the rows of phrase_catalogue, sorted by English.
# usage: awk -f phrases.awk ja.po ... | LC_ALL=C sort -t "$TAB" -k 1,1 | cut -f 2
# A PO string is a C string, so it is passed on as it is.  "#. page" above an entry: it stands on pages and in workbooks.
BEGIN { files = ARGC - 1 }
FNR == 1 { keep(); file++ }
/^#\. page$/ { keep(); page = 1; next }
/^#/ || /^[ \t]*$/ { keep(); next }
/^msgid "/ { keep(); into = 1; id = substr($0, 7); next }
/^msgstr "/ { into = 2; text = substr($0, 8); next }
/^"/ && into == 1 { id = id " " $0; next }
/^"/ && into == 2 { text = text " " $0; next }
{ print FILENAME ":" FNR ": neither msgid, msgstr, a string nor a comment" > "/dev/stderr"; bad = 1; exit 1 }
# The header of the file, whose key is empty, is for the tools of translators.
function keep() {
	if (into == 2 && id != "\"\"") {
		if ((file, id) in said) { print FILENAME ":" FNR ": twice: " id > "/dev/stderr"; bad = 1; exit 1 }
		if (!(id in number)) { number[id] = ++count; ids[count] = id }
		said[file, id] = text
		if (page) on_page[id] = 1
	}
	if (into == 2) page = 0
	into = 0
}
# The bytes that strcmp() sees, on one line.
function plain(s) { gsub(/" "/, "", s); s = substr(s, 2, length(s) - 2); gsub(/\\n/, "\001", s); gsub(/\\"/, "\"", s); gsub(/\\\\/, "\\", s); return s }
END {
	if (bad) exit 1
	keep()
	for (i = 1; i <= count; i++) {
		row = ""
		for (f = 1; f <= files; f++) row = row ", " ((f, ids[i]) in said && said[f, ids[i]] != "\"\"" ? said[f, ids[i]] : ids[i])
		print plain(ids[i]) "\tENTRY(" (ids[i] in on_page ? "true" : "false") ", " ids[i] row ")"
	}
}
