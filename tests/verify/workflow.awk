# workflow.awk: a template's workflow.yaml files, a base before what lies on it, as lines that events.awk reads:
# =act KIND ROLES, =move ACTION FROM TO ROLES REPORTED EVIDENCE, =state NAME, =initial NAME, =founder ROLE, =vouch ROLES COUNT, and
# for the guard `signed` =signed act|move NAME always|once.
function list(s) { gsub(/[][ ]/, "", s); return s }
function inner(s, key,   m) {            # the value of a key of {key: value, key: [a, b]}
	if (!match(s, "[{ ,]" key ": *(\\[[^]]*\\]|[^,}]*)")) return ""
	m = substr(s, RSTART, RLENGTH); sub("^[{ ,]" key ": *", "", m); return list(m)
}
function keep(name, key, value) { if (!(name in known)) { known[name] = 1; order[++count] = name } move[name, key] = value }
/^=founder_role: / { founder = $2; next }
/^=end$/ { part = ""; next }
{ sub(/[ \t]+#.*$/, "") }
/^[a-z]/ { part = $1; if (part == "initial:") initial = $2; next }
part == "acts:" && /^  [a-z-]+:/ {
	name = $1; sub(/:$/, "", name); delete asks["act " name]; rest = $0; sub(/^  [a-z-]+: */, "", rest); act[name] = act[name]
	if (rest ~ /^\[/ || rest == "any") act[name] = list(rest)
	else if (rest ~ /^\{/) act[name] = inner(rest, "roles")
	if (name == "vouch") { vouchers = act[name]; vouches = inner(rest, "count"); delete act[name] }
}
part == "acts:" && /^ *- signed: / { asks["act " name] = $0 ~ /once_bound: *true/ ? "once" : "always" }
part == "transitions:" && /^    guards:/ { delete asks["move " m] }
part == "transitions:" && /^ *- signed: / { asks["move " m] = $0 ~ /once_bound: *true/ ? "once" : "always" }
part == "acts:" && /^    roles: / { rest = $0; sub(/^ *roles: */, "", rest); act[name] = list(rest) }
part == "states:" && /^  [a-z-]+:/ { s = $1; sub(/:$/, "", s); states[s] = 1 }
part == "transitions:" && /^  - \{/ {
	m = inner($0, "action")
	for (i = split("from to roles reported evidence", k, " "); i; i--) if (inner($0, k[i]) != "") keep(m, k[i], inner($0, k[i]))
}
part == "transitions:" && /^  - action: / { m = $3; keep(m, "known", 1) }
part == "transitions:" && /^    (from|to|roles|reported|evidence): / { key = $1; sub(/:$/, "", key); rest = $0; sub(/^ *[a-z]+: */, "", rest); keep(m, key, list(rest)) }
END {
	print "=workflow"
	for (name in act) print "=act", name, act[name] == "" ? "-" : act[name]
	for (i = 1; i <= count; i++) {
		m = order[i]
		print "=move", m, move[m, "from"] == "" ? "-" : move[m, "from"], move[m, "to"] == "" ? "-" : move[m, "to"], move[m, "roles"] == "" ? "-" : move[m, "roles"],
			move[m, "reported"] == "true" ? 1 : 0, move[m, "evidence"] == "" ? "none" : move[m, "evidence"]
	}
	for (s in states) print "=state", s
	for (a in asks) print "=signed", a, asks[a]
	if (vouchers != "") print "=vouch", vouchers, vouches == "" ? 2 : vouches
	print "=initial", initial
	print "=founder", founder
	print "=workflow-end"
}
