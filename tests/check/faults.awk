# faults.awk HEADERS SOURCES, each twice: no fault is let go without a word.
#
# A call that returns one is passed on (return, TRY), kept, or given to another call.  Who goes on without what it was to
# bring asks FAILED(call), and says beside it why that is right.  A fault that is kept is passed on, given or looked at
# (code, says, text) later.  What a compiler can see of this it is told: MUST_USE stands at every pointer and every
# declaration in a header.
function words(s) {     # without strings, and without comments: open is one that goes on
	gsub(/"([^"\\]|\\.)*"/, "\"\"", s)
	for (;;) {
		if (open) {
			if (!match(s, /\*\//)) return ""
			s = substr(s, RSTART + 2); open = 0
		}
		if (!match(s, /\/\*/)) return s
		at = RSTART; rest = substr(s, at + 2)
		if (match(rest, /\*\//)) s = substr(s, 1, at - 1) substr(rest, RSTART + 2)
		else { open = 1; return substr(s, 1, at - 1) }
	}
}
function told(what) { print FILENAME ":" FNR ": " what; bad = 1 }
function is_passed(before) {
	return before ~ /(^|[^A-Za-z0-9_])(return|TRY\(|[A-Za-z0-9_]+\()$/ && before !~ /(^|[^A-Za-z0-9_])(if|while|for|sizeof|switch) ?\($/ ||
		before ~ /[^=!<>]=$/ || before ~ /[?:,]$/
}
function end_function(  v) {
	for (v in kept) {
		if (!heard[v]) { print file ":" kept[v] ": the fault " v " is kept and told to nobody: FAILED(call) says that, and a comment why"; bad = 1 }
		delete kept[v]; delete heard[v]
	}
}

FNR == 1 { open = 0; before = ""; file = FILENAME; turn[FILENAME]++; header = FILENAME ~ /\.h$/; joined = ""; comment = -9; inside = headed = 0; delete own; delete other }
{ raw = $0; line = words($0); if (raw ~ /\/\*|\*\//) comment = FNR }
# a comment in front of a function speaks for all of it; else one stands within three lines above, or in the next one
!inside && raw ~ /\/\*|\*\// { headed = 1 }
raw == "" && !inside { headed = 0 }
/^{/ { inside = 1 }

# ---- first: what there is
turn[FILENAME] == 1 {
	s = line
	while (match(s, /const struct fault \*\(\*[a-z_0-9]+\)\(/)) {
		name = substr(s, RSTART + 22, RLENGTH - 24); pointer[name] = 1; s = substr(s, RSTART + RLENGTH)
	}
	s = line                # by a type of its own, as far as can be seen here
	while (match(s, /[a-z_0-9]+ \*(const )?[a-z_0-9]+;/)) {
		name = substr(s, RSTART, RLENGTH - 1); sub(/.*[* ]/, "", name); mixed[name] = 1; s = substr(s, RSTART + RLENGTH)
	}
	s = line; gsub(/const struct fault \*\(\*/, "", s)
	while (match(s, /\(\*[a-z_0-9]+\)\(/)) { mixed[substr(s, RSTART + 2, RLENGTH - 4)] = 1; s = substr(s, RSTART + RLENGTH) }
	if (match(line, /^(static )?(MUST_USE )?const struct fault \*[a-z_0-9]+\(/)) {
		name = substr(line, RSTART, RLENGTH - 1); sub(/.*\*/, "", name)
		if (line ~ /^static/) faults[FILENAME, name] = 1; else faults["", name] = 1
	} else if (match(line, /^(static )?[a-z][a-z_0-9 ]*[ *][a-z_0-9]+\(/)) {
		name = substr(line, RSTART, RLENGTH - 1); sub(/.*[ *]/, "", name); others[FILENAME, name] = 1
	}
	# a declaration may go over some lines
	if (joined != "" || line ~ /(^|[^a-z_])const struct fault \*\(\*[a-z_0-9]+\)\(/ || line ~ /^typedef const struct fault/ || (header && line ~ /^const struct fault \*[a-z_0-9]+\(/)) {
		joined = joined line
		if (line ~ /;/ || line ~ /\{/ || (joined ~ /\)/ && joined !~ /^(typedef|const|\t)/)) {
			if (joined ~ /;/ && joined !~ /MUST_USE/ && joined !~ /^[^;]*\(.*\(\*[a-z_0-9]+\)\([^;]*\).*\)[^;]*\{/)
				told("a call through this could let a fault go: MUST_USE belongs behind it")
			joined = ""
		}
	}
	next
}

# ---- then: each call, with what stands in front of it
header { next }
{
	s = line
	while (match(s, /((->|\.)[ ]?)?[A-Za-z_][A-Za-z_0-9]*\(/)) {
		pre = substr(s, 1, RSTART - 1); name = substr(s, RSTART, RLENGTH - 1); s = substr(s, RSTART + RLENGTH)
		front = before pre; gsub(/[ \t]+/, " ", front); sub(/ $/, "", front)
		member = name ~ /^(->|\.)/
		if (member) {
			sub(/^(->|\.)/, "", name)
			is = pointer[name] && !mixed[name]
			while (match(front, /([A-Za-z_0-9]+|\[[^][]*\]|\([^()]*\))$/) || match(front, /(->|\.)$/)) {
				if (substr(front, RSTART) ~ /^(return|case)$/) break
				front = substr(front, 1, RSTART - 1)
			}
			sub(/ $/, "", front)
		} else
			is = (faults[FILENAME, name] || faults["", name]) && !others[FILENAME, name]
		if (is && front !~ /const struct fault \*$/ && !is_passed(front))
			told(name "() may fail, and its fault goes nowhere: TRY, return it, or ask FAILED() and say why")
		if (name == "FAILED" && !headed && comment < FNR - 3)
			wordless[FNR] = 1
		before = substr(before pre name "(", length(before pre name) > 80 ? length(before pre name) - 80 : 1)
	}
	before = before s " "
	if (length(before) > 120) before = substr(before, length(before) - 110)
}
{
	for (at in wordless)
		if (comment >= at) delete wordless[at]
		else if (FNR > at + 1 || /^}/) { print file ":" at ": FAILED() without a word on why the fault is told to nobody"; bad = 1; delete wordless[at] }
}
/^}/ { end_function(); before = ""; inside = headed = 0 }
{
	s = line
	for (v in kept) {
		t = line; gsub("(if|while) \\(" v "\\)", "", t)
		if (t ~ "return (.*[?:] ?)?" v "( [?:]|;|$)" && t !~ "return (.*[?:] )?" v " \\? " || t ~ "return " v " \\? " v " :" ||
		    t ~ "[(,] ?&?" v "[,)]" || t ~ "[?:] " v "( :|;|$)" || t ~ " = " v "( [?:].*| *;)" && t !~ "(^|[^a-z_])bool [a-z_]+ = " || t ~ v "->(code|says|text|depth|system|remedy)" || t ~ "^[ \t]*[?:] " v "( :|;|$)" || t ~ ", " v "[;,} ]" || t ~ "[{,] ?" v " ?[,}]")
			heard[v] = 1
	}
	if (inside && match(line, /^\t+const struct fault \*[a-z_]+( =|;|,)/)) {
		t = line; sub(/^\t+const struct fault \*/, "", t)
		n = split(t, part, /, \*/)
		for (i = 1; i <= n; i++)
			if (match(part[i], /^[a-z_]+/) && (i == 1 || part[i] ~ /^[a-z_]+( =|;|$)/)) kept[substr(part[i], 1, RLENGTH)] = FNR
	}
}
END { exit bad }
