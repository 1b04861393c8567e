# floors.awk: does every file keep to engine/FLOORS: what it includes, and all that it sees through others' headers?
# usage: awk -f floors.awk engine/FLOORS engine/**/*.[ch] seen
# seen: a line a header that a .c file sees, by whatever way: "engine/view/why.c engine/base/buf.h" (tests/check/walls).
FNR == 1 { sort_ = NR == 1 ? "floors" : FILENAME ~ /\.[ch]$/ ? "source" : "seen" }

sort_ == "floors" {
	sub(/#.*/, "")
	if ($1 == "door") for (i = 3; i <= NF; i++) door[$2] = door[$2] spread($i)
	else if ($1 == "never") for (i = 4; i <= NF; i++) never[$2] = never[$2] spread($i)
	else if ($2 == ":") {
		for (i = 3; i <= NF; i++) allow[$1] = allow[$1] spread($i)
		floor[$1] = 1
	}
	next
}

sort_ == "seen" {
	path = short($1); mine = floor_of(path); name = short($2)
	looked[path] = 1
	if (among(never[mine], name)) tell($1 ": floor " mine " must not see \"" name "\"" way(path, name))
	else if (name in door) {
		if (!among(door[name], path) && !includes(path, name))
			tell($1 ": \"" name "\" is for" door[name] " only" way(path, name))
	} else if (name ~ /_private\.h$/ && folder(name) != folder(path))
		tell($1 ": \"" name "\" is for " folder(name) " only" way(path, name))
	next
}

FNR == 1 {
	path = short(FILENAME); mine = floor_of(path); open = 0
	if (path ~ /\.c$/) sources[path] = FILENAME
	if (!(mine in floor)) tell(FILENAME ": on no floor of engine/FLOORS")
}
# A function of another file is known by its header, or not at all.
FILENAME ~ /\.c$/ && /^[ \t]*extern[ \t]/ { own_word(FNR) }
FILENAME ~ /\.c$/ && /^[a-z].*\(/ && !/^(static|typedef|extern)[ \t]/ && !/[{}=]/ { open = FNR }
/^[{}#]/ { open = 0 }
open && /;[ \t]*$/ { own_word(open); open = 0 }

/^[ \t]*#[ \t]*include/ {
	system_header = ($0 ~ /</)
	name = $0; gsub(/^[^"<]*["<]|[">].*$/, "", name)
	if (name ~ /\.(def|inc)$/) next
	if (system_header) {
		if (index(allow["std"] " ", " " name " ")) next
		key = name
		if (!(key in door)) { key = name; sub(/\/.*/, "/", key) }
		if (!(key in door)) { tell(FILENAME ":" FNR ": <" name "> has no door in engine/FLOORS"); next }
		if (!among(door[key], path)) tell(FILENAME ":" FNR ": <" name "> goes through" door[key] " only")
		next
	}
	included[path] = included[path] " " name
	if ((name in door) && !among(door[name], path))
		tell(FILENAME ":" FNR ": \"" name "\" is for" door[name] " only")
	if (floor_of(name) != mine && !among(allow[mine], name))
		tell(FILENAME ":" FNR ": floor " mine " may not include \"" name "\"")
}

END {
	for (path in sources) if (!(path in looked)) tell(sources[path] ": nobody looked what it sees")
	exit bad
}

function tell(text) { print text; bad = 1 }
function own_word(line) { tell(FILENAME ":" line ": what another file defines is declared in its header") }
function short(name) { sub(/^.*engine\//, "", name); return name }
function folder(name) { sub(/[^\/]*$/, "", name); return name }
function floor_of(name,   part) { split(name, part, "/"); return part[1] }
function includes(path, name) { return index(included[path] " ", " " name " ") > 0 }
# "journal/{event,fold}.h" as " journal/event.h journal/fold.h"
function spread(word,   from, to, part, n, i, out) {
	if (!(from = index(word, "{"))) return " " word
	to = index(word, "}")
	n = split(substr(word, from + 1, to - from - 1), part, ",")
	for (i = 1; i <= n; i++) out = out " " substr(word, 1, from - 1) part[i] substr(word, to + 1)
	return out
}
# Is the file in a list of files and folders?
function among(words, name,   list, n, i, entry) {
	n = split(words, list, " ")
	for (i = 1; i <= n; i++) {
		entry = list[i]
		if (entry == name) return 1
		if (entry !~ /\.[ch]$/ && index(name, entry (entry ~ /\/$/ ? "" : "/")) == 1) return 1
	}
	return 0
}
# The shortest chain of includes from a file to a header: ", through view/leak.h"
function way(path, name,   queue, head, tail, from, list, n, i, at, out) {
	queue[1] = path; from[path] = ""; tail = 1
	for (head = 1; head <= tail && !(name in from); head++) {
		n = split(included[queue[head]], list, " ")
		for (i = 1; i <= n; i++) {
			if (list[i] in from) continue
			from[list[i]] = queue[head]
			queue[++tail] = list[i]
		}
	}
	for (at = from[name]; at != "" && at != path; at = from[at]) out = ", through " at out
	return out
}
