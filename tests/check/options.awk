# options.awk FILES: each option that a command declares is read, and each one that it reads is declared.
#
# FILES: main.c and all of engine/command.  Declared: in a list of struct command_option, also through a macro of a
# header (papers.h).  Read: the name stands as a string outside the list, in the command's own file or in the .c file
# of a header whose macros it uses; of a global option in main.c or line.c.  What repeats is read with
# command_values(), and only that.
function stem(path) { sub(/^.*\//, "", path); sub(/\.[ch]$/, "", path); return path }

# The entries { "name", 'n', "VALUE", "says", true } of a line.
function declare(list, text,    entry, name) {
	while (match(text, /\{ "[A-Za-z-]+", ('.'|0), ("[^"]*"|NULL), "[^"]*"(, true)? \}/)) {
		entry = substr(text, RSTART, RLENGTH)
		text = substr(text, RSTART + RLENGTH)
		name = entry; sub(/^\{ "/, "", name); sub(/".*/, "", name)
		declared[list, name] = FILENAME ":" FNR
		if (entry ~ /, true \}$/) repeats[list, name] = 1
	}
}

function complain(place, text) { print place ": " text; bad = 1 }

FNR == 1 { file = stem(FILENAME); inside = 0; macro = "" }

/^#define [A-Z]+_[A-Z]+ +\{ "/ { macro = $2; home[macro] = file }
macro { declare(macro, $0); if (!/\\$/) macro = ""; next }

/^(static )?const struct command_option [a-z_]+\[\] = \{/ { inside = 1; has_list[file] = 1 }
inside {
	declare(file, $0)
	text = $0; gsub(/"[^"]*"/, "", text)
	while (match(text, /[A-Z]+_[A-Z]+/)) {
		uses[file, substr(text, RSTART, RLENGTH)] = 1
		text = substr(text, RSTART + RLENGTH)
	}
	if (/\};$/) inside = 0
	next
}
/^const struct command cmd_/ { nextfile }

{
	text = $0
	while (match(text, /command_(value|values|flag|number)\(([a-z]+, )*"[A-Za-z-]+"/)) {
		call = substr(text, RSTART, RLENGTH)
		text = substr(text, RSTART + RLENGTH)
		name = call; sub(/^[^"]*"/, "", name); sub(/"$/, "", name)
		asked[file, name] = FILENAME ":" FNR
		if (call ~ /^command_values/) listed[file, name] = 1
	}
	text = $0
	while (match(text, /"[A-Za-z-]+"/)) {
		said[file, substr(text, RSTART + 1, RLENGTH - 2)] = 1
		text = substr(text, RSTART + RLENGTH)
	}
}

END {
	readers["line"] = "main"
	for (u in uses) {
		split(u, a, SUBSEP)
		readers[a[1]] = readers[a[1]] " " home[a[2]]
		for (d in declared) {
			split(d, b, SUBSEP)
			if (b[1] == a[2]) also[a[1], b[2]] = declared[d]
		}
	}
	for (d in also) declared[d] = also[d]
	for (d in declared) {
		split(d, a, SUBSEP)
		if (!(a[1] in has_list)) continue
		count++
		is_read = (a[1], a[2]) in said
		is_listed = (a[1], a[2]) in listed
		n = split(readers[a[1]], by, " ")
		for (i = 1; i <= n; i++) if ((by[i], a[2]) in said) is_read = 1
		if (!is_read) complain(declared[d], a[1] " declares the option \"" a[2] "\" and never reads it")
		if (((d in repeats) ? 1 : 0) != is_listed)
			complain(declared[d], "\"" a[2] "\" repeats or is read with command_values(), but not both")
	}
	for (q in asked) {
		split(q, a, SUBSEP)
		if (a[1] ~ /^cmd_/ && !((a[1], a[2]) in declared))
			complain(asked[q], "the option \"" a[2] "\" is read and never declared")
	}
	if (!count) complain("options.awk", "no option was found")
	exit bad
}
