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
redline() { /usr/bin/python3 "$ROOT/tests/case/redline.py" "$@"; }
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
	mkdir -p json; cp "$OUT" "json/$n"
	{ echo "=== $name"; sed '/^  "\(before\|after\)": {/d' "$OUT"; } >>json.txt
	run sarflow -C D diff "$a" "$b" --html page.html || fail "diff --html: $name"
	{ echo "=== $name"; sed -n '/^<main/,/^<\/main>/p' page.html | sed '/^<\/\?main/d; /^<h1>What changed/d; s/version [0-9a-f]\{7\}/version/g'; } >>html.txt
	xmllint --html --noout page.html 2>&1 | grep -v 'Tag \(main\|header\|nav\|article\|figure\|figcaption\|footer\|kbd\) invalid' | grep -q 'error' && fail "$name: the page is well formed"
	run sarflow -C D diff "$a" "$b" --docx there.docx || fail "diff --docx: $name"
	run sarflow -C D diff "$b" "$a" --docx back.docx || fail "diff --docx, the other way round: $name"
	{ echo "=== $name"; redline marked there.docx; } >>redline.txt
	unzip -p there.docx word/document.xml | xmllint --noout - || fail "$name: the Word document is well formed"
	redline accepted there.docx | sort >accepted; redline rejected back.docx | sort >rejected
	cmp -s accepted rejected || fail "$name: all accepted there is all rejected back" "$(diff accepted rejected | head -5)"
	# the other way round: as many changes
	there=$(sarflow -C D diff "$a" "$b" | sed -n '1s/.*, \([0-9]* change\).*/\1/p') back=$(sarflow -C D diff "$b" "$a" | sed -n '1s/.*, \([0-9]* change\).*/\1/p')
	[ "$there" = "$back" ] || fail "$name: as many changes there as back" "there: $there, back: $back"
done
compare terminal.txt; compare json.txt; compare html.txt; compare redline.txt
ok 'each holds to the schema' "$ROOT/tests/check/schema" diff json/*

# ---- versions as people name them
v=$(git -C D rev-parse main)
status 0 sarflow -C D diff; has "D: from version ${v:0:7} to work tree, 0 changes"; has 'no word, no field, no row and no attachment differs'
status 0 sarflow diff D main work; has 'to work tree, 0 changes'
printf '# Letter\n\nIt is another.\n' >D/evidence/A-letter.md
status 0 sarflow -C D diff; has '~ evidence/A-letter.md:3  Letter: It is [-the same-] {+another+}.'
status 0 sarflow -C D diff work main; has 'from work tree to version'; has '[-another-] {+the same+}'
status 0 sarflow -C D diff "${v:0:7}" --json; json; is 'one change' changed "$(value '$.changes[0].change')"
status 0 env GIT_AUTHOR_DATE='1795478400 +0000' SARFLOW_NOW=1795478400 "$SARFLOW" -C D save -m second
status 0 sarflow -C D diff 2026-11-23 main; has 'from 2026-11-23 (version'; has '{+another+}'
status 0 sarflow -C D diff 2026-11-24 main; has '0 changes'
status 0 sarflow -C D diff "$(git -C D commit-tree -m alone "$v^{tree}")" main; has '{+another+}'

# ---- what is no version, no package, no place
status 3 sarflow -C D diff nosuch main; has 'there is no version "nosuch"' "$ERR"
status 3 sarflow -C D diff main nosuch
status 3 sarflow -C D diff deadbeef
status 3 sarflow -C D diff submittal/1
status 3 sarflow -C D diff 2026-02-30
status 3 sarflow -C D diff 2020-01-01; has 'nothing was saved by 2020-01-01' "$ERR"
status 2 sarflow -C D diff one two three; has 'one is no package' "$ERR"
status 2 sarflow -C D diff one two three four
mkdir none; status 3 sarflow diff none; has 'no package' "$ERR"
cp -r D E; git -C E update-ref -d refs/heads/main
status 3 sarflow -C E diff; has 'nothing is saved yet' "$ERR"; has 'sarflow save' "$ERR"
rm -rf E
echo keep >page.html; : >file
status 3 sarflow -C D diff --html "$SANDBOX/file/x.html"
status 3 sarflow -C D diff nosuch --html "$SANDBOX/page.html"
is 'what stood there stays' keep "$(cat page.html)"
mkdir taken; status 3 sarflow -C D diff --html "$SANDBOX/taken"
is 'nothing half-written is left' '' "$(find . -maxdepth 1 -newer file -name '*.html*' ! -name page.html; ls taken)"
status 0 sarflow -C D diff --html "$SANDBOX/page.html"; has 'page.html'
like '^<!DOCTYPE html>' page.html; has '</html>' page.html; has "default-src 'none'" page.html
no 'nothing is fetched' grep -qE '(src|href)="(https?:)?//|@import|url\(' page.html

# ---- as a Word document: what it says of itself, one part of it, the same bytes again, what it does not go with
status 0 sarflow -C D diff "$v" work --docx one.docx; is 'its name' one.docx "$(cat "$OUT")"
mkdir parts; unzip -q -d parts one.docx; is 'each part is well formed' '' "$(find parts -type f -exec xmllint --noout {} + 2>&1)"
has 'What changed' parts/word/document.xml; has 'A test' parts/word/document.xml; has 'Leave the grey lines' parts/word/document.xml
has 'work tree' parts/word/header1.xml; has '>D</vt:lpwstr>' parts/docProps/custom.xml; has 'trackRevisions' parts/word/settings.xml
has 'w:author="sarflow"' parts/word/document.xml                     # nobody has saved it yet
status 0 sarflow -C D diff "$v" work --docx again.docx; ok 'the same bytes again' cmp one.docx again.docx
status 0 sarflow -C D diff "$v" main --docx back.docx; unzip -p back.docx word/document.xml >back.xml
has 'w:author="Kenji Mori (sarflow)"' back.xml; has 'w:date="2026-11-24T' back.xml
status 0 sarflow -C D diff "$v" work --docx a.docx --on A; ok 'one element' test "$(redline marked a.docx | grep -c SarFile)" = 1
status 0 sarflow -C D diff "$v" work --docx a.docx --on evidence/A-letter.md; is 'one file' '(Normal) It is [-the same-]{+another+}.' "$(redline marked a.docx | tail -1)"
status 0 sarflow -C D diff main main --docx a.docx --on evidence/A-letter.md; is 'unchanged, as a whole' '(Normal) It is another.' "$(redline marked a.docx | tail -1)"
status 0 sarflow -C D diff main main --docx a.docx; unzip -p a.docx word/document.xml >a.xml; has 'Nothing differs.' a.xml
status 0 sarflow -C D diff --lang ja --docx a.docx; unzip -p a.docx word/document.xml >a.xml; has '変更履歴' a.xml
status 3 sarflow -C D diff --docx a.docx --on Z; has 'no element and no text or register "Z"' "$ERR"
status 2 sarflow -C D diff --on A; has '--on goes with --docx' "$ERR"
status 2 sarflow -C D diff --docx a.docx --html b.html; has '--docx does not go with --html' "$ERR"
status 2 sarflow -C D diff --docx a.docx --json
status 3 sarflow -C D diff --docx "$SANDBOX/file/x.docx"

# ---- texts that are none
head -c 3000 /dev/zero | tr '\0' '\377' >D/evidence/C-work.md
status 0 sarflow -C D diff; has 'not UTF-8'; no 'no byte of it goes out' grep -q "$(printf '\377')" "$OUT"
{ printf '# Work\n\n'; head -c 1000000 /dev/zero | tr '\0' x; } >D/evidence/C-work.md
status 0 sarflow -C D diff; is 'a long word is cut' 1 "$(($(sarflow -C D diff | wc -c) < 2000))"
{ printf '# Work\n\n'; yes 'lorem ipsum' | head -c 1000000 | tr '\n' ' '; } >D/evidence/C-work.md
status 0 sarflow -C D diff; is 'a long line is cut' 1 "$(($(sarflow -C D diff | wc -c) < 2000))"
status 0 sarflow -C D diff --json; json
status 0 sarflow -C D diff --html page.html
rm D/evidence/C-work.md

# ---- what it touches: sign-offs, findings, waivers
printf '# Work\n\n## C1\n\nFrom receipt to packing.\n\n## C2\n\nAs listed.\n' >D/evidence/C-work.md
printf 'gauge,made,maker,note\nA-1,,Hama,x\n' >D/registers/gauges.csv
status 0 sarflow -C D save -m work
status 0 sarflow -C D appoint "$QUALITY" --role quality
status 0 as quality -C D sign --role quality
status 0 as quality -C D waive gauge-dated --reason 'It is on the plate.' --until 2026-12-20
mark D
sed -i 's/receipt/goods-in/' D/evidence/C-work.md
status 0 sarflow -C D diff
has '1 change in 1 element, 1 sign-off ends'; has '  C  Yui Tanaka (quality), signed on 2026-11-23'; lacks '  A  Yui Tanaka'; lacks 'waivers that end'
sed -i 's/,Hama,/,Umi,/' D/registers/gauges.csv
status 0 sarflow -C D diff
has 'waivers that end'; has 'gauge A-1 has no year'
status 0 sarflow -C D diff work main; has 'sign-offs that stand again'
status 0 sarflow -C D diff --json; json; cp "$OUT" all.json
is 'the sign-off' C "$(value '$.sign_offs_that_end[0].element' all.json)"; is 'the waiver' gauge-dated "$(value '$.waivers_that_end[0].rule' all.json)"
status 0 sarflow -C D diff --html page.html; has 'class="ended"' page.html
status 0 sarflow -C D diff --lang ja --html page.html; has '<html lang="ja">' page.html
same 'a comparison changes nothing' D

# ---- a newer template: what it asks that the older did not, and findings by the one in force
cp -r "$golden/templates" newer; export SARFLOW_TEMPLATES=$SANDBOX/newer
sed -i '/^  C2:/d; s/The routing is complete/The routing is complete and released/' newer/plain/checklist.yaml
sed -i 's/level: warning/level: note/' newer/plain/rules.yaml
sarflow -C D save -m 'before the new template' >/dev/null; v=$(git -C D rev-parse main)
status 0 env SARFLOW_NOW=1795478400 "$SARFLOW" -C D adopt plain
status 0 env SARFLOW_NOW=1795478400 "$SARFLOW" -C D diff "$v" work
has '~ template plain  checklist line C1: The routing is complete -> The routing is complete and released'; has '- template plain  checklist line C2: Each gauge is named'
has '~ template plain  rule gauge-dated, level: warning -> note'
status 0 env SARFLOW_NOW=1795478400 "$SARFLOW" -C D diff "$v" work --json; json; cp "$OUT" all.json; is 'of the template' template "$(value '$.changes[0].of' all.json)"
status 0 env SARFLOW_NOW=1795478400 "$SARFLOW" -C D diff "$v" work --html page.html; has 'template plain' page.html

# ---- the worked package and what mends it
sarflow_templates=$SARFLOW_TEMPLATES; unset SARFLOW_TEMPLATES
cp -r "$ROOT/packages/F110-NOZ-001" plain; sarflow import plain >/dev/null; cp -r "$ROOT/packages/F110-NOZ-001.mended/." F110-NOZ-001/
status 0 sarflow -C F110-NOZ-001 diff --lang ja --html ja.html
for phrase in 変更点 前へ 左右に並べる 解消した指摘; do has "$phrase" ja.html; done
no 'no phrase of ours is left in English' grep -qE '>(What changed|Changes|Findings that|Side by side|Previous|Next)' ja.html
status 0 sarflow -C F110-NOZ-001 diff
sed '1s/version [0-9a-f]\{7\}/version/; s/ [0-9a-f]\{8\}$//' "$OUT" >worked.txt; compare worked.txt

status 0 sarflow -C / diff "$SANDBOX/F110-NOZ-001" main main; has 'no word, no field'
status 3 sarflow -C F110-NOZ-001 diff --html nowhere/page.html; has 'there is no folder' "$ERR"; no 'no folder was made' ls nowhere F110-NOZ-001/nowhere

# ---- remarks that the changes touch
git -C F110-NOZ-001 stash -q -u
status 0 sarflow -C F110-NOZ-001 remark add --on evidence/B-technical-data.md --quote 'came as loan copy 7 from JASDF' --severity major -m 'Which change?'
status 0 sarflow -C F110-NOZ-001 remark add --on registers/operations.csv --row 230 --severity minor -m 'Who?'
git -C F110-NOZ-001 stash pop -q
status 0 sarflow -C F110-NOZ-001 diff
has 'remarks it touches'; has 'major 1, open: the words'; lacks 'minor 2'
status 0 sarflow -C F110-NOZ-001 diff --json; json; is 'an orphan' 1 "$(value '$.remarks[0].orphan')"
status 0 sarflow -C F110-NOZ-001 diff --html page.html; has 'Remarks it touches' page.html

# ---- a PDF that was replaced: its text, by pdftotext
status 0 sarflow -C F110-NOZ-001 save -m mended
cp "$ROOT/packages/F110-NOZ-001/attachments/E/process-qualification.pdf" F110-NOZ-001/attachments/E/certificates.pdf
status 0 sarflow -C F110-NOZ-001 diff; like '^  [~+-] attachments/E/certificates.pdf  Page 1: '
printf '%%PDF-1.4\nnothing' >F110-NOZ-001/attachments/E/certificates.pdf
status 0 sarflow -C F110-NOZ-001 diff; lacks 'Page 1:'; has 'attachments/E/certificates.pdf'
export SARFLOW_TEMPLATES=$sarflow_templates
finish
