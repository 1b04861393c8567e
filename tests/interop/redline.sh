#!/bin/bash
# redline.sh BUILD [SEED [COUNT]]: redlines in LibreOffice Writer: for many made pairs of versions all changes accepted is
# the new text and all rejected the old one, to the letter, in paragraphs, lists, tables and registers, in two scripts.
set -u
build=$(cd "$1" && pwd); root=$(cd "$(dirname "$0")/../.." && pwd); seed=${2:-11} count=${3:-25}
work=$(mktemp -d "${TMPDIR:-/var/tmp}/sarflow-redline.XXXXXX"); trap 'rm -rf "$work"' EXIT
passed=0 failed=0
ok() { passed=$((passed + 1)); [ -n "${QUIET:-}" ] || echo "ok    $1"; }
bad() { failed=$((failed + 1)); echo "FAIL  $1"; shift; printf '      %s\n' "$@"; }
same() { if cmp -s "$2" "$3"; then QUIET=1 ok "$1"; else bad "$1" "$(diff "$2" "$3" | head -6)"; fi; }
sarflow() { "$build/sarflow" "$@"; }
python() { /usr/bin/python3 "$root/tests/interop/$1" "${@:2}"; }

export HOME=$work/home SARFLOW_NOW=1795392000 GIT_AUTHOR_NAME='Kenji Mori' GIT_AUTHOR_EMAIL=kenji.mori@minato-turbine.example
mkdir "$HOME"; cd "$work" || exit 1
cp -r "$root/packages/F110-NOZ-001" plain && sarflow import plain >log || { cat log; exit 1; }
p=F110-NOZ-001 text=evidence/C-repair-documents.md table=registers/suppliers.csv

# ---- made versions, and a redline of each against the one before, and of each against itself
mkdir made docx; python redline_texts.py "$seed" "$count" made
awk '{ print } /^---$/ && ++n == 2 { exit }' $p/$text >front
for n in $(seq 0 $((count - 1))); do
	cat front "made/$n.md" >$p/$text; cp "made/$n.csv" $p/$table; sarflow -C $p save -m "made $n" >log || { cat log; exit 1; }
	v[n]=$(git -C $p rev-parse main)
	for k in text table; do
		sarflow -C $p diff "${v[n]}" "${v[n]}" --docx docx/$n.$k.same.docx --on "${!k}" >log || bad "diff of $n" "$(cat log)"
		[ "$n" = 0 ] || sarflow -C $p diff "${v[n - 1]}" "${v[n]}" --docx docx/$n.$k.docx --on "${!k}" >log || bad "diff to $n" "$(cat log)"
	done
done
python redline_text.py office docx/*.docx || bad 'LibreOffice reads them'
sorted() { for f; do sort "$f" >"$f.sorted"; done; }        # rows of a register have no order of their own here
sorted docx/*.table.*ed
for n in $(seq 1 $((count - 1))); do
	same "text $n, all accepted" docx/$n.text.docx.accepted docx/$n.text.same.docx.accepted
	same "text $n, all rejected" docx/$n.text.docx.rejected docx/$((n - 1)).text.same.docx.accepted
	same "table $n, all accepted" docx/$n.table.docx.accepted.sorted docx/$n.table.same.docx.accepted.sorted
	same "table $n, all rejected" docx/$n.table.docx.rejected.sorted docx/$((n - 1)).table.same.docx.accepted.sorted
done
changed=$(cat docx/*.text.docx.accepted docx/*.text.docx.rejected | sort -u | wc -l)
[ "$changed" -gt $((count * 3)) ] && ok "$changed different lines were read" || bad 'the versions differ' "$changed lines"

# ---- and what has no change in it reads as the page that a browser shows
sarflow -C $p render -o "$work/pages" >log || bad 'render' "$(cat log)"
cat >letters.py <<'END'
import html, re, sys
page = open('pages/evidence/C-repair-documents.html').read()
page = re.search(r'<article[^>]*>(.*)</article>', page, re.S).group(1)
docx = open(sys.argv[1]).read().split('\n', 1)[1]
letters = lambda s: re.sub(r'[\s|/\u2060]', '', s)
shown = letters(html.unescape(re.sub(r'<[^>]*>', '', page)))
if letters(docx) not in shown:
    a, b = letters(docx), shown
    sys.exit('not on the page:\n%s\n%s' % (a[:300], b[:300]))
END
if /usr/bin/python3 letters.py docx/$((count - 1)).text.same.docx.accepted >log 2>&1; then ok 'it reads as the page'; else bad 'it reads as the page' "$(head -c 900 log)"; fi

# ---- the worked package: opened, printed; the marking on every page
git -C $p reset -q --hard "$(git -C $p rev-list main | tail -1)"; cp -r "$root/packages/F110-NOZ-001.mended/." $p/
sarflow -C $p diff --docx whole.docx >log || bad 'diff of the worked package' "$(cat log)"
timeout 180 soffice "-env:UserInstallation=file://$work/office" --headless --convert-to pdf whole.docx >log 2>&1
pages=$(pdfinfo whole.pdf 2>/dev/null | sed -n 's/^Pages: *//p')
[ "${pages:-0}" -gt 5 ] && ok "it opens and prints, $pages pages" || bad 'it opens and prints' "${pages:-no} pages"
marked=$(for n in $(seq "${pages:-0}"); do pdftotext -f "$n" -l "$n" whole.pdf - | grep -c 'FICTITIOUS EXAMPLE' | grep -c '^[2-9]$'; done | grep -c '^1$')
[ "$marked" = "${pages:-0}" ] && ok 'every page carries the marking, above and below' || bad 'every page carries the marking' "$marked of $pages"

# ---- answered in Writer: comments on old, new and changed words and on a row; a change of the reader's; then everything
# ---- accepted, and our marks gone: what was said is found again by its words
sarflow -C $p save -m mended >log || bad 'save' "$(cat log)"
sarflow -C $p diff main~1 main --docx out.docx >log || bad 'diff' "$(cat log)"
printf 'comment\t%s\t%s\n' '400 dpi' 'Please 600 dpi.' 'Drag finishing' 'Is this supplier approved?' \
	'The hours were run' 'Whose hours?' >say
printf 'replace\tgauge with two\tinstrument with two\n' >>say
python redline_answer.py office out.docx back.docx 'Jane Doe' <say || bad 'answered in Writer'
{ cat say; printf 'accept\nunmark\n'; } | python redline_answer.py office out.docx bare.docx 'Jane Doe' || bad 'answered in Writer'
for f in back bare; do
	cp -r $p $f; sarflow -C $f remark add --from $f.docx --severity minor >$f.log 2>&1 || bad "$f.docx is read" "$(cat $f.log)"
	for said in 'Please 600 dpi.' 'Is this supplier approved?' 'Whose hours?'; do
		grep -qF "Jane Doe: $said" $f.log && ok "$f: $said" || bad "$f: $said" "$(cat $f.log)"
	done
	grep -qF 'registers/suppliers.csv: Shiosai Barrel' $f.log && ok "$f: the row" || bad "$f: the row" "$(cat $f.log)"
	grep -qF 'not in the newest saved version' $f.log && bad "$f: each is put at its words" "$(cat $f.log)" || ok "$f: each is put at its words"
done
grep -qF '[-gauge with two-] {+instrument with two+}' back.log && ok 'a change of the reader' || bad 'a change of the reader' "$(cat back.log)"
sarflow -C back remark add --from back.docx --severity minor >log 2>&1; grep -q 'recorded already' log && ok 'the same again is known' || bad 'the same again is known' "$(cat log)"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
