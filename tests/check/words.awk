# words.awk: a text that reaches a person is a phrase.  usage: awk -f words.awk engine/**/*.c
# What prints layout (term_printf, html, fputs ...) holds no words of ours; what prints a text takes no literal.  Words that
# are meant otherwise (names of commands, of files, of HTML) are taken out before one looks.
function complain(what) { print FILENAME ":" FNR ": " what " is no phrase: PHRASE, WORD or term_say"; bad = 1 }
# The literals of a line one after the other, without escapes and conversions.
function literals(s,   out, piece) {
	out = ""
	while (match(s, /"([^"\\]|\\.)*"/)) {
		piece = substr(s, RSTART + 1, RLENGTH - 2)
		s = substr(s, RSTART + RLENGTH)
		gsub(/\\x[0-9a-fA-F][0-9a-fA-F]/, "", piece); gsub(/\\033\[[0-9;]*[a-zA-Z]/, "", piece); gsub(/\\[0-7][0-7]?[0-7]?/, "", piece)
		gsub(/\\./, " ", piece); gsub(/%[-+ 0#*.0-9]*(hh|h|ll|l|z|j|t)?[a-zA-Z]/, " ", piece)
		out = out " " piece
	}
	return out
}
function has_words(s) { gsub(/sarflow( [a-z-]+)?/, "", s); gsub(/--[a-z-]+/, "", s); gsub(/MiB|[a-z-]+\.(xlsx|html|csv|md|yaml)/, "", s); return s ~ /[A-Za-z][a-z]/ }
function without_tags(s) { gsub(/<[^<>]*>/, " ", s); gsub(/^[^<>]*>/, " ", s); gsub(/<[^<>]*$/, " ", s); gsub(/&[a-z]+;/, " ", s); return s }
/^[ \t]*(\/\*|\*)/ { next }
{ sub(/\/\*.*\*\//, "") }
/term_printf\(/ {
	s = substr($0, index($0, "term_printf("))
	gsub(/WORD\("([^"\\]|\\.)*"\)/, "", s)
	if (has_words(literals(s))) complain("what term_printf shows")
}
/term_(put|pad)\(/ {
	s = substr($0, match($0, /term_(put|pad)\(/))
	gsub(/WORD\("([^"\\]|\\.)*"\)/, "", s); gsub(/PHRASE\("([^"\\]|\\.)*"/, "", s); gsub(/scope_printf\([^)]*\)/, "", s)
	if (has_words(literals(s))) complain("what term_put shows")
}
/f(printf|puts|putc)\((env->)?(out|err)|fprintf\(stderr/ && FILENAME !~ /template_graph/ && has_words(literals($0)) { complain("what is printed") }
FILENAME ~ /render\// && /(^|[^_a-z])html\(b, / {
	s = $0; sub(/^.*html\(b, /, "", s)
	if (!in_style && without_tags(literals(s)) ~ /[A-Za-z][a-z]/ && literals(s) !~ /(class|content|charset|data-do|title=|aria-|lang|href|src|type|id|style|width|@media|@page)/) complain("what html() writes")
}
FILENAME ~ /render\// && /html_text\(b, [^;]*"[A-Za-z]/ && $0 !~ /WORD\(|waived"|"warning"/ { complain("what html_text() writes") }
/fault_make\(|fault_errno\(|fault_while\(/ && /"[^"]*(sarflow [a-z]|: --[a-z]|; see:)/ { print FILENAME ":" FNR ": a command line stands in a sentence; make it a REMEDY"; bad = 1 }
END { exit bad }
