#!/bin/sh
# verify.sh [--since EVENT] FOLDER: a second verifier of a package, after packages/README.md alone: POSIX shell, awk, git and
# sha256sum; no sarflow.  It judges structure, order, roles, days, digests of files, headers; what needs a guard, a finding or
# a canonical form it does not judge, and says so.  One line a failure ("failed: "), then the verdict.  Status as that of
# sarflow verify: 0 consistent, 1 not, 4 consistent as far as content is here.
set -u
LC_ALL=C; export LC_ALL
since=; [ "${1:-}" = --since ] && { since=$2; shift 2; }
here=$(cd "$(dirname "$0")" && pwd); package=${1:?}
now=${SARFLOW_NOW:-$(date +%s)}
work=$(mktemp -d) || exit 3; trap 'rm -rf "$work"' EXIT
: >"$work/failed"; : >"$work/gaps"; : >"$work/told"; : >"$work/unjudged"
fail() { printf 'failed: %s\n' "$*" >>"$work/failed"; }
gap() { printf 'absent: %s\n' "$*" >>"$work/gaps"; }
tell() { printf 'told: %s\n' "$*" >>"$work/told"; }
unjudged() { printf 'not judged: %s\n' "$*" >>"$work/unjudged"; }
GIT_NO_REPLACE_OBJECTS=1 GIT_GRAFT_FILE=/dev/null; export GIT_NO_REPLACE_OBJECTS GIT_GRAFT_FILE
g() { git -C "$package" -c core.commitGraph=false -c safe.directory='*' "$@" 2>/dev/null; }
dir=$(g rev-parse --absolute-git-dir) || { echo "no package: $package"; exit 3; }
end() {
	cat "$work/failed" "$work/gaps" "$work/told" "$work/unjudged"
	if [ -s "$work/failed" ]; then echo "not consistent: $(wc -l <"$work/failed") failures"; exit 1; fi
	if [ -s "$work/gaps" ]; then echo "consistent as far as content is here; origin unproven"; exit 4; fi
	echo "consistent; origin unproven"; exit 0
}

# ---- references, and what makes git show something else
g for-each-ref --format='%(refname) %(objectname)' >"$work/refs" || fail "the references cannot be read"
(cd "$dir" && find refs -type f) | while read -r ref; do grep -q "^$ref " "$work/refs" || echo "$ref"; done >"$work/lost"
while read -r ref; do fail "$ref leads nowhere"; done <"$work/lost"
grep '^refs/replace/' "$work/refs" >"$work/replace" && fail "git shows other objects: $(cut -d' ' -f1 "$work/replace" | tr '\n' ' ')"
[ -s "$dir/info/grafts" ] && fail "info/grafts gives versions other parents"
[ -s "$dir/objects/info/alternates" ] && tell "objects are read from elsewhere"
[ -s "$dir/shallow" ] && tell "the history was cut off"

# ---- every object, whole
if ! g fsck --full --strict --no-dangling --no-progress >"$work/fsck" || grep -qE '^(missing|broken|error|dangling ref)' "$work/fsck"; then
	fail "git fsck --strict: $(head -1 "$work/fsck")"
fi
journal=$(g rev-parse -q --verify refs/sar/journal) || { fail "there is no journal"; end; }
main=$(g rev-parse -q --verify refs/heads/main) || main=
[ -n "$main" ] || fail "main is gone"

# ---- the journal, oldest first: NUMBER COMMIT TREE
at=$journal; : >"$work/chain"
while [ -n "$at" ]; do
	g cat-file commit "$at" >"$work/raw.$at" || { fail "event $at cannot be read"; end; }
	echo "$at" >>"$work/chain"
	grep -q '^Sar-Event: open$' "$work/raw.$at" && { at=; continue; }
	at=$(sed -n '/^$/q; s/^parent //p' "$work/raw.$at" | head -1)
done
awk '{ a[NR] = $0 } END { for (i = NR; i; i--) print NR - i + 1, a[i] }' "$work/chain" >"$work/journal"
if [ -n "$since" ]; then
	grep -q "^$since" "$work/chain" || grep -qls "^Sar-Id: $since\$" "$work"/raw.* || fail "event $since, seen earlier, is not in the journal"
fi
# events that stood behind the newest one: an act that was stopped leaves one, never two
g cat-file --batch-all-objects --batch-check='%(objecttype) %(objectname)' | sed -n 's/^commit //p' >"$work/commits"
behind=0 last=$journal
while :; do
	next=
	while read -r c; do
		[ -f "$work/raw.$c" ] && continue
		g cat-file commit "$c" >"$work/one" || continue
		if grep -q '^Sar-Event: ' "$work/one" && [ "$(sed -n '/^$/q; s/^parent //p' "$work/one" | head -1)" = "$last" ]; then next=$c; break; fi
	done <"$work/commits"
	[ -n "$next" ] || break
	behind=$((behind + 1)) last=$next
done
[ "$behind" -gt 1 ] && fail "$behind events lie here that stood behind the newest one"
[ "$behind" = 1 ] && tell "an event lies here behind the newest one"

# ---- the template in force at each place: its workflow, read from the event's tree, a base before what lies on it
workflow() { # COMMIT
	for path in template/base/base template/base template; do
		g cat-file blob "$1:$path/workflow.yaml" && printf '\n=end\n'
		g cat-file blob "$1:$path/template.yaml" | sed -n 's/^\(founder_role: .*\)/=\1/p'
	done | awk -f "$here/workflow.awk"
}

# ---- each event from itself, then in its order
while read -r number commit; do
	raw=$work/raw.$commit
	[ "$(tr -d '\000' <"$raw" | wc -c)" = "$(wc -c <"$raw")" ] || fail "$number: a NUL"
	[ "$(tail -c 1 "$raw" | od -An -c | tr -d ' ')" = '\n' ] || fail "$number: no line feed at the end"
	zone=$(sed -n '/^$/q; s/^author .* \([-+][0-9]*\)$/\1/p' "$raw" | head -1)
	seconds=$(sed -n '/^$/q; s/^author .* \([0-9]*\) [-+][0-9]*$/\1/p' "$raw" | head -1)
	printf '=%s %s %s %s\n' "$number" "$commit" "${seconds:-0}" "${zone:-+0000}"
	cat "$raw"; printf '\n=end\n'
	if grep -q '^Sar-Event: \(open\|adopt\)$' "$raw"; then workflow "$commit"; fi
done <"$work/journal" >"$work/events"
awk -v now="$now" -v out="$work/acts" -f "$here/events.awk" "$work/events" >"$work/found"
while read -r line; do fail "$line"; done <"$work/found"
[ -f "$work/acts" ] || : >"$work/acts"

# ---- what an event holds: NUMBER COMMIT KIND, and its trailers as NAME=VALUE in $work/acts
field() { sed -n "/^$number /,/^$((number + 1)) /s/^	$1: //p" "$work/acts" | head -1; }
content() { printf '%s/lfs/objects/%.2s/%s/%s' "$dir" "$1" "$(printf %s "$1" | cut -c3-4)" "$1"; }
pointer() { # FILE: its digest and size; nothing if it is none
	awk 'NR == 1 && $0 != "version https://git-lfs.github.com/spec/v1" { bad = 1 } NR == 2 && /^oid sha256:[0-9a-f]*$/ && length($0) == 75 { d = substr($0, 12) }
		NR == 3 && /^size [0-9]+$/ { s = substr($0, 6) } END { if (!bad && NR == 3 && d != "" && s != "") print d, s }' "$1"
}
: >"$work/seen"
compare() { # WHAT DIGEST SIZE: stored content
	grep -q "^$2\$" "$work/seen" && return; echo "$2" >>"$work/seen"
	file=$(content "$2")
	if [ -f "$file" ]; then
		[ "$(sha256sum <"$file" | cut -d' ' -f1)" = "$2" ] && [ "$(wc -c <"$file")" = "$3" ] || fail "$1: its content is not what its pointer names"
	else gap "$1: its content is not here"; fi
}
version() { # COMMIT: its attachments
	g ls-tree -r "$1" attachments/ | awk '{ print $3 "\t" substr($0, index($0, "\t") + 1) }' >"$work/list"
	while IFS='	' read -r blob path; do
		g cat-file blob "$blob" >"$work/pointer"
		set -- $(pointer "$work/pointer")
		[ $# = 2 ] && compare "$path" "$1" "$2"
	done <"$work/list"
}
snapshot() { # COMMIT: of the template in its tree
	g ls-tree -r -z --name-only "$1" template/ | tr '\000' '\n' | sort >"$work/names"
	while read -r name; do printf '%s\000%s\000' "${name#template/}" "$(g cat-file blob "$1:$name" | sha256sum | cut -d' ' -f1)"; done <"$work/names" | sha256sum | cut -d' ' -f1
}
ancestor() { g merge-base --is-ancestor "$1" "$2"; }
[ -n "$main" ] && version "$main"
bound= package_id=$(sed -n 's/^	Sar-Package: //p' "$work/acts" | head -1) seals=
id_of() { g cat-file blob "$1:package.yaml" | sed -n 's/^id: *\([^ #]*\).*/\1/p' | head -1; }
[ -n "$main" ] && [ "$(id_of "$main")" != "$package_id" ] && fail "main is of another package than the journal"
: >"$work/bound"
grep '^[0-9]' "$work/acts" >"$work/kinds"
while read -r number commit kind; do
	note=$(field Sar-Note) letter=$(field Sar-Letter) evidence=$(field Sar-Evidence) pinned=$(field Sar-Pinned) snap=$(field Sar-Snapshot)
	# its files are those it names, all of them plain
	{ [ -z "$note" ] || echo "$note"; [ -z "$letter" ] || echo "letters/$letter"
	  case $kind in seal) echo manifest;; exported) echo workbook.xlsx;; waive) echo finding.txt;; esac; } | sort >"$work/wanted"
	g ls-tree -r "$commit" >"$work/tree" || fail "$number: its files cannot be read"
	grep -v '^100644 blob ' "$work/tree" >"$work/odd" && fail "$number: a file in it is no plain file"
	cut -f2 "$work/tree" | { [ -n "$snap" ] && grep -v '^template/' || cat; } | sort >"$work/held"
	cmp -s "$work/wanted" "$work/held" || fail "$number: it holds $(tr '\n' ' ' <"$work/held")and names $(tr '\n' ' ' <"$work/wanted")"
	if [ -n "$note" ] && g cat-file blob "$commit:$note" >"$work/note"; then
		[ -s "$work/note" ] && iconv -f UTF-8 -t UTF-8 <"$work/note" >/dev/null 2>&1 || fail "$number: its note is empty, or no text"
	fi
	[ -z "$snap" ] || [ "$(snapshot "$commit")" = "$snap" ] || fail "$number: its template is not the one it names"
	if [ -n "$letter" ] && g cat-file blob "$commit:letters/$letter" >"$work/pointer"; then
		set -- $(pointer "$work/pointer")
		if [ $# = 2 ]; then compare "$letter" "$1" "$2"
		elif head -1 "$work/pointer" | grep -q '^version https://git-lfs'; then fail "$number: the pointer of its letter is damaged"; fi
	fi
	# the versions it rests on
	case $kind in
	sign-off) head=1; unjudged "$number: whether the content that it signs has these digests (canon-1)";;
	waive) head=1; unjudged "$number: whether there was the finding that it accepts, and how long it may last";;
	seal) head=1;;
	transition) head=$(field =head); unjudged "$number: the guards of $(field Sar-Action)";;
	*) head=; case $kind in adopt | use | purge | exported | delivered | remark | appoint) unjudged "$number: what the template asks of $kind";; esac;;
	esac
	for v in $pinned $evidence; do
		grep -q "^$v\$" "$work/bound" && [ -z "$head" ] && continue
		echo "$v" >>"$work/bound"
		[ "$(g cat-file -t "$v")" = commit ] || { fail "$number: version $v is not here"; continue; }
		version "$v"
		[ "$v" = "$pinned" ] && continue
		[ "$(id_of "$v")" = "$package_id" ] || fail "$number: version $v is of another package"
		[ -n "$main" ] && { ancestor "$v" "$main" || fail "$number: main does not lead to version $v"; }
		[ -z "$head" ] || [ -z "$bound" ] || ancestor "$bound" "$v" || fail "$number: version $v does not come behind $bound"
		[ -z "$head" ] || bound=$v
	done
	case $kind in
	seal)
		seals="$seals $evidence"
		g cat-file blob "$commit:manifest" >"$work/manifest"
		[ "$(sha256sum <"$work/manifest" | cut -d' ' -f1)" = "$(field Sar-Manifest)" ] || fail "$number: its manifest has another digest"
		while read -r digest size path; do
			if ! g cat-file blob "$evidence:$path" >"$work/file"; then fail "$number: it seals $path, which is not there"; continue; fi
			set -- $(pointer "$work/file")
			[ $# = 2 ] || set -- "$(sha256sum <"$work/file" | cut -d' ' -f1)" "$(wc -c <"$work/file" | tr -d ' ')"
			[ "$1 $2" = "$digest $size" ] || fail "$number: it seals $path as something else"
		done <"$work/manifest"
		g ls-tree -r --name-only "$evidence" attachments/ >"$work/list"
		while read -r path; do grep -qF "  $path" "$work/manifest" || fail "$number: it leaves $path out"; done <"$work/list"
		unjudged "$number: whether all registers and texts are in its manifest";;
	exported)
		g cat-file blob "$commit:workbook.xlsx" >"$work/pointer"; set -- $(pointer "$work/pointer")
		[ "${1:-}" = "$(field Sar-Workbook)" ] || fail "$number: it holds another workbook than it records"
		[ $# = 2 ] && compare workbook.xlsx "$1" "$2";;
	delivered)
		n=$(field Sar-Submittal) sealed=$(awk -v n="$n" '/^[0-9]/ { kind = $3 } kind == "seal" && /^\tSar-As-Of: / { a = $2 } kind == "seal" && $1 == "Sar-Submittal:" && $2 == n { print a }' "$work/acts" | head -1)
		[ -z "$sealed" ] || expr "$(field Sar-Occurred-On)" '>=' "$sealed" >/dev/null || fail "$number: delivered before it was sealed";;
	purge) [ -f "$(content "$(field Sar-Content)")" ] && fail "$number: what it removed is here";;
	esac
done <"$work/kinds"

# ---- tags say what seals say
sed -n 's,^refs/tags/submittal/\([^ ]*\) .*,\1,p' "$work/refs" >"$work/tags"
while read -r n; do
	sealed=$(echo "$seals" | awk -v n="$n" 'n ~ /^[1-9][0-9]*$/ && n <= NF { print $n }')
	[ -n "$sealed" ] || { fail "submittal/$n: the journal has no such submittal"; continue; }
	[ "$(g rev-parse "refs/tags/submittal/$n^{commit}")" = "$sealed" ] || fail "submittal/$n names another version than its seal"
done <"$work/tags"
end
