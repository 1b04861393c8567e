#!/bin/bash
# t_rules.sh: each rule is fired by a change of one row of a clean package, and fires alone.
#
# tests/golden/rules/ID.cases holds lines "rule | file | change": change is "+ROW" (a row more), "-REGEX" (that row gone) or a
# sed command that changes one row; a file "profile:..." is one of the used profile; the rule "nothing" stands before a change
# that is no mistake.  A package of any template will do, a company profile too.  What check then says is held against
# tests/golden/rules/ID.txt, without ids; UPDATE=1 writes it anew.
. "$(dirname "$0")/case.sh"
GOLDEN=$ROOT/tests/golden/rules
says() { sarflow -C "$1" check --no-pager 2>"$ERR" | grep -vE '^    |^work tree' | sed -E 's/ [0-9a-f]{8}$//'; }

# A profile changed and put in force by a template without guards: what its own rules would not let pass.
strange_profile() { # ID FILE CHANGE
	local templates=$SANDBOX/.lenient
	[ -d "$templates" ] || { cp -r "$ROOT/templates" "$templates"
		awk '/^    guards:/ { skip = 1; next } /^      - / && skip { next } { skip = 0; print }' "$ROOT/templates/company-profile/workflow.yaml" >"$templates/company-profile/workflow.yaml"; }
	rm -rf "$SANDBOX/.strange"; mkdir "$SANDBOX/.strange"
	cp -r "$SANDBOX/.plain-$1" "$SANDBOX/.strange/plain"
	apply "$SANDBOX/.strange/plain/$2" "$3" || return 1
	(cd "$SANDBOX/.strange" && export SARFLOW_TEMPLATES=$templates && sarflow import plain && sarflow -C "$1" appoint "$SIGNATORY" --role signatory &&
	 sarflow -C "$1" do start-review && as signatory -C "$1" do put-in-force) >/dev/null 2>"$ERR"
}
# One row: true if just one line was added, taken away or changed.
apply() { # FILE CHANGE
	local before=$SANDBOX/.before
	[ -f "$1" ] || { : >"$1"; }
	cp "$1" "$before"
	case $2 in
	+*) [ -z "$(tail -c1 "$1")" ] || echo >>"$1"; printf '%s\n' "${2#+}" >>"$1" ;;
	-*) sed -i "/${2#-}/d" "$1" ;;
	*)  sed -i -E "$2" "$1" ;;
	esac
	[ "$(diff "$before" "$1" | grep -c '^<')" -le 1 ] && [ "$(diff "$before" "$1" | grep -c '^>')" -le 1 ] && ! cmp -s "$before" "$1"
}

one() { # ID RULE FILE CHANGE: into .said
	local file=${3#profile:} profile
	if [ "$file" != "$3" ]; then
		profile=$(sed -n 's/^  profile: //p' "$1/package.yaml")
		strange_profile "$profile" "$file" "$4" || { fail "$2: a change of one row" "$3: $4"; return 1; }
		sarflow -C "$1" use profile "$SANDBOX/.strange/$profile" --update --yes >"$OUT" 2>"$ERR" || { fail "$2: the changed profile is pinned"; return 1; }
		says "$1" >"$SANDBOX/.said"
		sarflow -C "$1" use profile "$SANDBOX/.profiles/$profile" --update --yes >/dev/null 2>&1
	else
		apply "$1/$file" "$4" || { fail "$2: a change of one row" "$3: $4"; git -C "$1" checkout -q -- . ; return 1; }
		says "$1" >"$SANDBOX/.said"
		if git -C "$1" cat-file -e "main:$file" 2>/dev/null; then git -C "$1" show "main:$file" >"$1/$file"; else rm -f "$1/$file"; fi
	fi
}

for cases in "$GOLDEN"/*.cases; do
	id=$(basename "$cases" .cases)
	worked "$id"
	status 0 sarflow -C "$id" check
	has '0 errors, 0 warnings, 0 notes'
	: >"$SANDBOX/.now"
	template=$(sed -n 's/^template: //p' "$id/package.yaml")
	while IFS='|' read -r rule file change; do
		rule=$(echo $rule) file=$(echo $file) change=${change# }
		case $rule in ''|'#'*) continue ;; esac
		one "$id" "$rule" "$file" "$change" || continue
		{ echo "## $rule"; cat "$SANDBOX/.said"; } >>"$SANDBOX/.now"
		echo "$template $rule" >>"$SANDBOX/.tested"
		cp "$SANDBOX/.said" "$OUT"
		if [ "$rule" = nothing ]; then
			[ ! -s "$OUT" ] && pass "$id: nothing is wrong" || fail "$id: nothing is wrong" "$file: $change"
		elif [ -s "$OUT" ] && ! grep -qvE "\[$rule(, [PSBD])?\]$" "$OUT"; then pass "$id: $rule fires alone"
		else fail "$id: $rule fires alone" "$file: $change"; fi
	done <"$cases"
	[ -z "${UPDATE:-}" ] || cp "$SANDBOX/.now" "$GOLDEN/$id.txt"
	diff "$GOLDEN/$id.txt" "$SANDBOX/.now" >"$OUT" 2>&1 && pass "$id: what is said" || fail "$id: what is said"
done

# Each rule has its case: one of a template's own in a package of that template, one that is shared in any that lies on it.
: >"$ERR"
for rules in "$ROOT"/templates/*/rules.yaml "$ROOT"/templates/shared/*/rules.yaml; do
	layer=$(basename "$(dirname "$rules")")
	case $layer in common) of='.*' ;; sar) of='manufacture|repair' ;; *) of=$layer ;; esac
	sed -n 's/^  \([a-z0-9-]*\):.*/\1/p' "$rules" | sort >"$SANDBOX/.rules"
	sed -nE "s/^($of) //p" "$SANDBOX/.tested" | sort -u | comm -23 "$SANDBOX/.rules" - >"$OUT"
	[ -s "$SANDBOX/.rules" ] && [ ! -s "$OUT" ] && pass "$layer: each rule has a case" || fail "$layer: each rule has a case"
done
finish
