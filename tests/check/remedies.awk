# remedies.awk: what each REMEDY names, a line each: FILE:LINE, the act, then its options (of literals; X for what is computed).
# usage: awk -f remedies.awk engine/**/*.c
FNR == 1 { text = "" }
/__VA_ARGS__/ { next }
{ text = text $0 "\n" }
{
	while (match(text, /REMEDY(_OF)?\(/)) {
		rest = substr(text, RSTART + RLENGTH)
		if (!split_call(rest)) { text = substr(text, RSTART); next }     # the call goes on in the next line
		first = substr(text, RSTART, RLENGTH) ~ /_OF/ ? 2 : 1
		act = word(args[first]); out = FILENAME ":" FNR "\t" (act == "" ? "-" : act)
		for (i = first + 1; i <= count; i += 2) if (word(args[i]) != "") out = out "\t" word(args[i])
		print out
		text = substr(rest, used + 1)
	}
	text = ""
}
function word(s) { gsub(/^[ \t\n]+|[ \t\n]+$/, "", s); return s ~ /^"[^"]*"$/ ? substr(s, 2, length(s) - 2) : "X" }
# The arguments of a call whose opening bracket has been read; false if it does not end here.
function split_call(s,   i, c, depth, quoted, piece) {
	count = 0; depth = 0; quoted = 0; piece = ""
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (quoted) { if (c == "\\") { piece = piece c; c = substr(s, ++i, 1) } else if (c == "\"") quoted = 0 }
		else if (c == "\"") quoted = 1
		else if (c == "(" || c == "{") depth++
		else if (c == "}" || (c == ")" && depth > 0)) depth--
		else if (c == ")" ) { args[++count] = piece; used = i; return 1 }
		else if (c == "," && depth == 0) { args[++count] = piece; piece = ""; continue }
		piece = piece c
	}
	return 0
}
