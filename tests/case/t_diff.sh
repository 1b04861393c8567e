#!/bin/bash
# t_diff.sh: what `sarflow diff` says of each case of tests/golden/diff/cases, held against what a person once read and
# agreed to; and what it says to mistakes.  UPDATE=1 tests/case/t_diff.sh build  writes the goldens anew.
. "$(dirname "$0")/case.sh"
golden=$ROOT/tests/golden/diff
export SARFLOW_TEMPLATES=$golden/templates

compare() {
	: >"$OUT"; : >"$ERR"
	if [ -n "${UPDATE:-}" ]; then cp "$1" "$golden/$1"; fi
	if diff -u "$golden/$1" "$1" >"$OUT" 2>&1; then pass "golden $1"; else fail "golden $1"; fi
}

# ---- each case as two commits of one package
sarflow new D --template plain --category one --title 'A test' >/dev/null
rm D/evidence/C-work.md; printf '# Letter\n\nIt is the same.\n' >D/evidence/A-letter.md
printf 'format: 1\nid: D\ntemplate: plain\ncategory: one\ntitle: A test\n' >D/package.yaml
sarflow -C D save -m base >/dev/null
LC_ALL=C awk '/^# / && !name { next } /^=== / { name = substr($0, 5); n++; print name > "names"; next }
	/^--- (before|after) / { file = sprintf("cases/%03d/%s/%s", n, $2, $3); folder = file; sub("/[^/]*$", "", folder)
		if (!made[folder]++) system("mkdir -p " folder); printf "" > file; next }
	{ gsub("\342\220\233", "\033"); print > file }' "$golden/cases"
pointer() { # FILE: its content into the package's store, a pointer on stdout
	local sum size; sum=$(sha256sum <"$1" | cut -d' ' -f1) size=$(stat -c %s "$1")
	mkdir -p "D/.git/lfs/objects/${sum:0:2}/${sum:2:2}"; cp "$1" "D/.git/lfs/objects/${sum:0:2}/${sum:2:2}/$sum"
	printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %s\n' "$sum" "$size"
}
total=$(wc -l <names); n=0
for n in $(seq -f %03g "$total"); do for side in before after; do
	printf 'commit refs/heads/%s-%s\ncommitter Kenji Mori <k@x.example> 1795392000 +0000\ndata 1\n.\nfrom refs/heads/main^0\n' "$n" $side
	find "cases/$n/$side" -type f 2>/dev/null | sort | while read -r file; do
		printf 'M 100644 inline %s\ndata <<END-OF-FILE\n' "${file#cases/"$n"/$side/}"
		case $file in */attachments/*) pointer "$file" ;; *) cat "$file" ;; esac
		printf 'END-OF-FILE\n\n'
	done
done; done | git -C D fast-import --quiet || fail 'the cases are commits'

for n in $(seq -f %03g "$total"); do
	name=$(sed -n "$((10#$n))p" names) a=$(git -C D rev-parse "$n-before") b=$(git -C D rev-parse "$n-after")
	run sarflow -C D diff "$a" "$b" || fail "diff: $name"
	! LC_ALL=C grep -qP '[\x00-\x09\x0b-\x1f\x7f]' "$OUT" || fail "$name: no control character is sent to the terminal"
	{ echo "=== $name"; sed 1d "$OUT"; } >>terminal.txt
	run sarflow -C D diff "$a" "$b" --json || fail "diff --json: $name"
	[ "$(sqlite3 :memory: "select json_valid(cast(readfile('$OUT') as text))")" = 1 ] || fail "$name: valid JSON"
	{ echo "=== $name"; sed '/^ "\(before\|after\)": {/d' "$OUT"; } >>json.txt
	run sarflow -C D diff "$a" "$b" --html page.html || fail "diff --html: $name"
	{ echo "=== $name"; sed -n '/^<main/,/^<\/main>/p' page.html | sed '/^<\/\?main/d; /^<h1>What changed/d; s/version [0-9a-f]\{7\}/version/g'; } >>html.txt
	xmllint --html --noout page.html 2>&1 | grep -v 'Tag \(main\|header\|nav\|article\|figure\|figcaption\|footer\|kbd\) invalid' | grep -q 'error' && fail "$name: the page is well formed"
	# the other way round: as many changes
	there=$(sarflow -C D diff "$a" "$b" | sed -n '1s/.*, \([0-9]* change\).*/\1/p') back=$(sarflow -C D diff "$b" "$a" | sed -n '1s/.*, \([0-9]* change\).*/\1/p')
	[ "$there" = "$back" ] || fail "$name: as many changes there as back" "there: $there, back: $back"
done
compare terminal.txt; compare json.txt; compare html.txt
finish
