# floors.awk: does every #include keep to engine/FLOORS?
# usage: awk -f floors.awk engine/FLOORS engine/**/*.[ch]
FNR == NR {
	sub(/#.*/, "")
	if ($1 == "door") {
		for (i = 3; i <= NF; i++) door[$2] = door[$2] " " $i
	} else if ($2 == ":") {
		for (i = 3; i <= NF; i++) allow[$1] = allow[$1] " " $i
		floor[$1] = 1
	}
	next
}
FNR == 1 { path = FILENAME; sub(/^.*engine\//, "", path); split(path, part, "/"); mine = part[1] }
!(mine in floor) && FNR == 1 { print FILENAME ": on no floor of engine/FLOORS"; bad = 1 }
/^[ \t]*#[ \t]*include/ {
	system_header = ($0 ~ /</)
	name = $0; gsub(/^[^"<]*["<]|[">].*$/, "", name)
	if (name ~ /\.(def|inc)$/) next
	if (system_header) {
		if (index(allow["std"] " ", " " name " ")) next
		key = name
		if (!(key in door)) { key = name; sub(/\/.*/, "/", key) }
		if (!(key in door)) { print FILENAME ":" FNR ": <" name "> has no door in engine/FLOORS"; bad = 1; next }
		if (!through(key)) { print FILENAME ":" FNR ": <" name "> goes through" door[key] " only"; bad = 1 }
		next
	}
	split(name, to, "/")
	if ((name in door) && !through(name)) { print FILENAME ":" FNR ": \"" name "\" is for" door[name] " only"; bad = 1 }
	if (to[1] == mine) next
	n = split(allow[mine], list, " "); ok = 0
	for (i = 1; i <= n; i++) if (list[i] == to[1] || list[i] == name) ok = 1
	if (!ok) { print FILENAME ":" FNR ": floor " mine " may not include \"" name "\""; bad = 1 }
}
function through(key,   n, list, i, entry) {
	n = split(door[key], list, " ")
	for (i = 1; i <= n; i++) {
		entry = list[i]
		if (entry == path || (entry ~ /\/$/ && index(path, entry) == 1)) return 1
	}
	return 0
}
END { exit bad }
