#!/bin/bash
# budget.sh BUILD: things made to cost whoever reads them: each against the commands that read it, all processes together
# within MEMORY and SECONDS.  tests/case/t_budget.sh tries a sample of them.
. "$(dirname "$0")/../case/case.sh"
. "$ROOT/tests/case/served.sh"
SECONDS_MOST=10 MEMORY_MOST=512000              # KiB
unguarded
[ -z "$SANITIZED" ] || { skip 'budgets' 'a sanitizer takes its own memory and time'; finish; exit; }
package P; rm -rf P/.git/sarflow
C=evidence/C-repair-documents.md B=evidence/B-technical-data.md
py() { python3 -c "import sys; w = sys.stdout.write
$1"; }
measure() { python3 "$ROOT/tests/trust/measure.py" 25 measured "$SARFLOW" "$@" >"$OUT" 2>"$ERR"; }
# cost NAME COMMAND...: within bounds, and no crash
cost() {
	local name=$1 got seconds memory; shift
	measure -C W "$@"
	read -r got seconds memory <measured
	if [ "$got" -lt 4 ] && [ "${seconds%.*}" -lt $SECONDS_MOST ] && [ "$memory" -lt $MEMORY_MOST ]; then pass "$name: $1 ($seconds s, $((memory / 1024)) MiB)"
	else fail "$name: $1" "status $got, $seconds s, $((memory / 1024)) MiB"; fi
	if { [ "$got" = 2 ] || [ "$got" = 3 ]; } && ! one_fault; then fail "$name: $1" 'the fault is not one line'; fi
}
# each NAME PLANT [COMMAND]...: planted in the work tree; then saved, and the versions compared
each() {
	local name=$1 plant=$2; shift 2
	[ -z "${ONLY:-}" ] || [[ " $ONLY " = *" ${name// /-} "* ]] || return 0
	rm -rf W; cp -a P W
	(eval "$plant") 2>/dev/null
	cost "$name" check; cp "$OUT" found 2>/dev/null; cost "$name" status
	[ -n "${SAMPLE:-}" ] && return
	cost "$name" save -m x
	cost "$name, saved" status; cost "$name, saved" diff main~1 main; cost "$name, saved" diff main~1 main --html x.html; rm -f x.html
	cost "$name, saved" render -o pages; rm -rf pages
}
# ---- Markdown
for repeat in 'a**b_c* ' '![[]() ' '[' '[a](b) ' '`a``b```c ' 'a <?' 'a <![CDATA[' '*a _b ' '> ' '- a\n' '# a\n' 'a\n\n' '> a\n- b\n' '**「a」**で' '&amp;' '<br>' '\\\n' '[a]: b\n' 'word '; do
	each "Markdown ${repeat//$'\n'/}" "for f in $B $C; do py 'w(\"\\n\" + \"$repeat\" * (140000 // len(\"$repeat\")) + \"\\n\")' >>W/\$f; done"
done
each '60 MB of Markdown' "py 'w(\"a word\\n\\n\" * 7500000)' >W/$C"
each 'a table of 3,000 columns' "py 'n = 3000; w(\"\\n|\" + \"a|\" * n + \"\\n|\" + \"-|\" * n + \"\\n\" + \"|x|\\n\" * 20000)' >>W/$C"
each 'a list 3,000 deep' "py 'w(\"\".join(\"  \" * i + \"- a\\n\" for i in range(1500)))' >>W/$C"
# ---- tables
each '60 MB of CSV' "py 'w(\"10,a,b,c\\n\" * 6600000)' >>W/registers/operations.csv"
each '29,000 rows of nonsense' "py 'w(\"10,a,b,c\\n\" * 29000)' >>W/registers/operations.csv"
each 'three tables of 19,000 rows' "for f in equipment operations suppliers; do py 'w(\"\".join(str(i) + \",a\" * 11 + \"\\n\" for i in range(19000)))' >>W/registers/\$f.csv; done"
each 'a row of a million cells' "py 'w(\",\" * 990000 + \"\\n\")' >>W/registers/operations.csv"
each 'a million quotes' "py 'w(\"\\\"\" * 1000001)' >>W/registers/operations.csv"
each 'a cell of 30 MB' "py 'w(\"10,\" + \"x\" * 30000000 + \",a\\n\")' >>W/registers/operations.csv"
# ---- YAML
each 'YAML that doubles' "py 'w(\"a: &a [x, x]\\n\" + \"\".join(\"%s: &%s [*%s, *%s]\\n\" % (chr(98 + i), chr(98 + i), chr(97 + i), chr(97 + i)) for i in range(24)))' >>W/package.yaml"
each 'YAML 100,000 deep' "py 'w(\"x: \" + \"[\" * 100000)' >>W/package.yaml"
each 'a front matter of 3 MB' "py 'w(\"---\\nx:\\n\" + \"- a\\n\" * 90000 + \"---\\n\")' >W/$B"
each '30 MB of package.yaml' "py 'w(\"x:\\n\" + \"- a\\n\" * 7500000)' >>W/package.yaml"
# ---- letters that nobody sees, links, headings
each '90,000 hidden letters' "py 'w(\"a\\u200b \\n\" * 90000)' >>W/$C"
each '10,000 broken links' "py 'w(\"[a](x%d.md) \" % i + \"\\n\" * (i % 9 == 0) for i in range(0)); w(\"\\n\\n\".join(\"[a](x%d.md)\" % i for i in range(10000)))' >>W/$C"
# ---- many files
each '250,000 strays' "mkdir W/many; py 'import os
for i in range(250):
	os.mkdir(\"W/many/%d\" % i)
	for j in range(1000): open(\"W/many/%d/%d\" % (i, j), \"w\").close()'"
each '9,000 texts' "py 'for j in range(9000): open(\"W/evidence/x%d.md\" % j, \"w\").write(\"a\\n\")'"
each '9,000 attachments' "py 'for j in range(9000): open(\"W/attachments/C/x%d.txt\" % j, \"w\").write(\"a%d\\n\" % j)'"
each 'files of 2 GB' "truncate -s 2G W/$C W/registers/operations.csv W/package.yaml W/stray; rm -f W/x"
# ---- PDFs: t_pdf.sh tries more
each 'PDFs of a terabyte' "for i in {1..60}; do { printf '%%PDF-1.5\n4 0 obj\n<< /Type /XRef /W [1 4 1] /Size 6 /Root 1 0 R /Filter [/RunLengthDecode /RunLengthDecode /RunLengthDecode /RunLengthDecode /RunLengthDecode] /Length 2000 >>\nstream\n'; head -c 2000 /dev/zero | tr '\0' '\201'; printf '\nendstream\nendobj\nstartxref\n9\n%%%%EOF\n'; } >W/attachments/C/p\$i.pdf; done"
# ---- archives that unpack to gigabytes
bomb() { # KIND ENDING
	[ -z "${ONLY:-}" ] || [[ " $ONLY " = *" $1.$2 "* ]] || return 0
	rm -rf W; cp -a P W; python3 "$ROOT/tests/trust/bomb.py" "$1" "bomb.$2"
	cost "a .$2 of $1" take "$PWD/bomb.$2" -n
	[ -n "${SAMPLE:-}" ] || cost "a .$2 of $1" return "$PWD/bomb.$2" -n
	rm -f "bomb.$2"
}
for kind in rows blanks one-cell texts-again texts cells depth; do bomb $kind xlsx; done
for kind in paragraphs spaces one-word tables changes; do bomb $kind docx; done
# ---- pages of changes, where who reads them may remark on each: at once, and in two columns
compared() { # NAME PLANT
	[ -z "${ONLY:-}" ] || [[ " $ONLY " = *" ${1// /-} "* ]] || return 0
	local N=F110-NOZ-001 old view got seconds memory
	rm -rf H; mkdir H; cp -a P H/$N; appoint_all H/$N; old=$(git -C H/$N rev-parse main)
	(cd H && ln -s $N W && eval "$2") && rm H/W && sarflow -C H/$N save -m x >/dev/null || fail "$1: planted" "$(cat "$ERR")"
	start H "$QUALITY"
	for view in '' '&view=sides'; do
		read -r got seconds < <(curl -s --max-time 60 -b "$JAR" -o body -w '%{http_code} %{time_total}\n' "$BASE/p/$N/compare.html?from=$old&to=main$view")
		memory=$(cat /proc/"$SERVER"/status $(pgrep -P "$SERVER" | sed 's|.*|/proc/&/status|') | awk '/^VmHWM/ { n += $2 } END { print n }')
		if [ "$got" = 200 ] && [ "${seconds%.*}" -lt $SECONDS_MOST ] && [ "$memory" -lt $MEMORY_MOST ] && [ "$(grep -c 'href="remark-new' body)" -gt 10000 ]; then pass "$1: compare.html$view ($seconds s, $((memory / 1024)) MiB)"
		else fail "$1: compare.html$view" "$got, $seconds s, $((memory / 1024)) MiB, $(grep -c 'href="remark-new' body) lines with remarks"; fi
	done
	stop || fail "$1: the server ends" "$(cat log)"
}
compared '2 x 46,000 paragraphs served' "for f in $B $C; do py 'w(\"\n\" + \"a\n\n\" * 46000)' >>W/\$f; done"
compared '2 x 30,000 headings served' "for f in $B $C; do py 'w(\"\n\" + \"# a\n\" * 30000)' >>W/\$f; done"
compared '3 x 19,000 rows served' "for f in equipment operations suppliers; do py 'w(\"\".join(str(i) + \",a\" * 11 + \"\n\" for i in range(19000)))' >>W/registers/\$f.csv; done"
[ -n "${SAMPLE:-}" ] || finish
