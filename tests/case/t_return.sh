#!/bin/bash
# t_return.sh: the checklist that was handed over comes back: what the authority says becomes its remarks; nothing else
# is applied, and nothing is lost.
. "$(dirname "$0")/case.sh"
unguarded
package G
sarflow -C G appoint "$QUALITY" --role quality >/dev/null
status 0 sarflow -C G seal; status 0 sarflow -C G export -o out
book=$(ls out/*-checklist.xlsx)
answer() { python3 "$ROOT/tests/case/evaluate.py" "$book" "$1" "$2" || fail "a workbook filled in: $2"; }
said='"lines": [["Checklist","C3","verdict","Fail"],["Checklist","C3","finding","CH-01: no gauge is named, 検査"],["Checklist","C3","severity","Major"],
	["Checklist","C3","comment","See page 3."],["Checklist","A1","verdict","Pass"],["Checklist","A2","verdict","✓ OK"],["Checklist","M1","verdict","Pass"],
	["Checklist","M1","comment","Good."],["Checklist","+1","requirement","Two NCAGEs on the letter"],["Checklist","+1","verdict","Fail"],["Checklist","+1","severity","Minor"]]'
block='"block": [["Evaluator","J. Doe"],["Office","DLA Aviation"],["Day of the evaluation","2026-11-20"],["Overall disposition","Returned"]]'

# ---- unchanged: nothing to record
mark G
status 0 sarflow -C G return "$book"; has '0 new remarks, 0 recorded already'; lacks error; has 'nothing was said in it; nothing was written'
same 'unchanged changes nothing' G
# ---- filled in
answer "{$said, $block}" back.xlsx
mark G
status 0 sarflow -C G return back.xlsx --dry-run
like '^submittal 1: [0-9]+ lines, 2 passed without a word, 3 new remarks, 0 recorded already$'
has 'Checklist!C'; has 'note: ✓ OK is read as Pass'; has '  C3: major: a new remark'; has '      Fail: CH-01: no gauge is named, 検査'
has '  +1: minor: a new remark'; has 'nothing was written'
same 'a look writes nothing' G; no 'nor a matrix' [ -e G-submittal-1-matrix.xlsx ]
for bad in m.csv back.xlsx none/m.xlsx; do status $([ $bad = m.csv ] && echo 2 || echo 3) sarflow -C G return back.xlsx --matrix $bad; done; has 'none' "$ERR"
same 'a matrix that cannot be there is told before anything is recorded' G
status 0 sarflow -C G return back.xlsx; has 'recorded, with back.xlsx as the letter'
# the matrix of what they said is there, without being asked for: beside the package, and what the command makes
like 'their words and your answers so far are in .*/?G-submittal-1-matrix.xlsx$'; has 'sarflow remark export --theirs'; saved G
status 0 sarflow -C G remark export --theirs asked.xlsx; ok 'it is what remark export makes' cmp asked.xlsx G-submittal-1-matrix.xlsx
status 0 sarflow -C G remark show 1
has 'deficiency C3 by DLA Aviation, J. Doe, 2026-11-20, letter back.xlsx'; has 'CH-01: no gauge is named, 検査'; has 'See page 3.'
status 0 sarflow -C G remark list; has 'Pass'; has 'Two NCAGEs on the letter'
status 0 sarflow -C G letter show back.xlsx; cmp -s "$OUT" back.xlsx && pass 'the file itself is kept' || fail 'the file itself is kept'
status 0 sarflow -C G log; has 'disposition: Returned'
# ---- the same again, and a second file that says the same and one thing more
mark G
status 0 sarflow -C G return back.xlsx; has 'all of it is recorded already; nothing was written'; has 'your answers so far: sarflow remark export --theirs FILE.xlsx'
same 'the same twice changes nothing' G; no 'and writes no second matrix' [ -e G-submittal-1-matrix-2.xlsx ]
answer "{$(sed 's/\]\]$/],["Checklist","C4","verdict","Fail"],["Checklist","C4","severity","Minor"]]/' <<<"$said"), $block}" more.xlsx
cp G-submittal-1-matrix.xlsx first.xlsx; ln -s nowhere G-submittal-1-matrix-2.xlsx
status 0 sarflow -C G return more.xlsx; has '1 new remark, 3 recorded already'; has '  C4: minor: remark 4'; has 'G-submittal-1-matrix-3.xlsx'
ok 'a matrix that is there is left as it is' cmp first.xlsx G-submittal-1-matrix.xlsx
ok 'the next has the new one' sh -c "unzip -p G-submittal-1-matrix-3.xlsx xl/sharedStrings.xml | grep -q C4"; no 'nothing through a link' [ -e nowhere ]
# ---- what is missing is asked for, and nothing is half done
answer '{"lines": [["Checklist","C5","verdict","Fail"],["Checklist","C5","finding","x"]]}' bare.xlsx
mark G
status 2 sarflow -C G return bare.xlsx; has 'does not say who evaluated it and when' "$ERR"; has '  C5: ?: a new remark'
status 2 sarflow -C G return bare.xlsx --by 'DLA, X' --dated 2026-11-21; has '1 deficiency bears no severity' "$ERR"
status 2 sarflow -C G return bare.xlsx --by 'DLA, X' --dated 2026-11-21 --severity awful
same 'nothing was recorded' G
status 0 sarflow -C G return bare.xlsx --by 'DLA, X' --dated 2026-11-21 --severity major --owner quality --due 2026-12-24 --matrix "$SANDBOX/named.xlsx"
has "so far are in $SANDBOX/named.xlsx"; ok 'where it was named' [ -s named.xlsx ]
status 0 sarflow -C G remark show 5; has 'for Quality'; has '2026-12-24'

# ---- cells that are not theirs, sheets that are gone or new, rows that are gone
answer '{"lines": [["Operations","20","machine","Another"],["Checklist","C6","finding","only this"]], "drop_rows": [["Checklist","A1"]],
	"rename": ["Checklist","Our review"], "drop_sheet": "Orders", "add_sheet": "Notes"}' odd.xlsx
status 1 sarflow -C G return odd.xlsx -n
like '^Notes: error: this sheet is none of ours'; like '^Orders: error: this sheet is not in the file any more'
like '^Operations!C[0-9]+: error: this cell is not for answers: it was ".*" and is "Another"; the change is not applied'
like '^Our review: warning: 1 row is not in the file any more'; has '  C6: minor: a new remark'
# ---- known by its line alone, where properties and the hidden sheet are gone
answer '{"lines": [["Checklist","C7","verdict","Fail"]], "strip": true}' stripped.xlsx
status 0 sarflow -C G return stripped.xlsx -n; has '  C7: ?: a new remark'
# ---- somebody's own workbook, with our line and our numbers copied into it
line=$(unzip -p "$book" xl/sharedStrings.xml | grep -o '\[sarflow [^]]*\]' | head -1)
printf "Our review %s\n\nFinding,Applicant's own numbering,Verdict,Severity\nNot clear,C7,Fail,Minor\n,A1,Pass,\n" "$line" >review.csv
status 1 sarflow -C G return review.csv -n; has '  C7: minor: a new remark'; has 'Fail: Not clear'; has '1 passed without a word'
lacks 'review: error: this sheet is none of ours'
# ---- whose it is not
answer '{"lines": [["Checklist","C7","verdict","Fail"]], "newer": true}' newer.xlsx
status 3 sarflow -C G return newer.xlsx; has 'was made by a newer sarflow' "$ERR"; status 3 sarflow -C G take newer.xlsx; has 'newer sarflow' "$ERR"
fresh F
status 3 sarflow -C F return back.xlsx; has 'belongs to the package G, not to' "$ERR"
printf 'a,b\n1,2\n' >strange.csv; status 3 sarflow -C G return strange.csv; has 'does not say which workbook it is' "$ERR"
status 3 sarflow -C G take back.xlsx; has 'is the workbook of submittal 1' "$ERR"; has 'sarflow return back.xlsx' "$ERR"
status 3 sarflow -C G return nothing.xlsx; : >empty.xlsx; status 2 sarflow -C G return empty.xlsx
head -c 5000 back.xlsx >cut.xlsx; status 3 sarflow -C G return cut.xlsx
# ---- a copy without the content of exports: say it, or give the file, if it is that one
git clone -q G clone 2>/dev/null && git -C clone fetch -q origin 'refs/sar/*:refs/sar/*'
status 3 sarflow -C clone return back.xlsx; has 'the workbook of submittal 1 cannot be had' "$ERR"; has '--exported FILE' "$ERR"
status 0 sarflow -C clone return back.xlsx --exported "$book" -n; has '3 recorded already'
status 3 sarflow -C clone return back.xlsx --exported back.xlsx -n; has 'is not the workbook that was recorded for submittal 1' "$ERR"

# ---- stopped between two remarks: the same again records the rest, and nothing twice
if strace -o /dev/null true 2>/dev/null; then
	export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0        # the leak finder needs ptrace for itself
	answer '{"lines": [["Checklist","C8","verdict","Fail"],["Checklist","C8","severity","Minor"],["Checklist","C9","verdict","Fail"],["Checklist","C9","severity","Minor"]],
		'"$block}" two.xlsx
	cp -a G .before; killed=0 between=0
	for k in $(seq 1 60); do
		rm -rf G; cp -a .before G
		( strace -f -o trace -e trace=rename -e inject=rename:signal=KILL:when=$k "$SARFLOW" -C G return two.xlsx >/dev/null 2>&1; exit $? ) 2>/dev/null && break
		killed=$((killed + 1)); events=$(($(git -C G rev-list --count refs/sar/journal) - $(git -C .before rev-list --count refs/sar/journal)))
		[ $events = 1 ] || [ $events = 2 ] && between=$((between + 1))
		sarflow -C G return two.xlsx >o 2>e || { fail "stopped before step $k, the same again" "$(cat e)"; continue; }
		is "stopped before step $k with $events events, then three" 3 $(($(git -C G rev-list --count refs/sar/journal) - $(git -C .before rev-list --count refs/sar/journal)))
	done
	[ $killed -ge 4 ] && [ $between -ge 2 ] && pass "stopped before $killed steps" || fail "it was stopped $killed times, $between of them between"
	rm -rf G; mv .before G
else
	skip 'stopped between two remarks' 'strace cannot trace here'
fi
# ---- a cell pulled down to the end of the sheet is no review
{ printf "Our review %s\n\nFinding,Applicant's own numbering,Verdict,Severity\n" "$line"; for i in $(seq 1001); do echo "Not clear,C7,Fail,Minor"; done; } >pulled.csv
status 3 sarflow -C G return pulled.csv -n; has 'says something on 1001 lines; at most 1000' "$ERR"

# ---- the second round: our answers go out with it, they agree or not
status 0 as quality -C G remark answer 1 --clarified -m 'It is AFM-05.'
status 0 as quality -C G remark answer 4 --clarified -m 'It is on page 2.'
status 0 sarflow -C G remark export --theirs matrix.xlsx
python3 "$ROOT/tests/case/evaluate.py" matrix.xlsx '{"lines": [["Deficiencies","1","verdict","Concur"],["Deficiencies","4","verdict","Do not concur"],
	["Deficiencies","4","comment","It is not."],["Deficiencies","2","comment","Any news?"]], "block": [["Office","DLA"],["Day","2026-11-22"]]}' concur.xlsx
status 0 sarflow -C G return concur.xlsx -n; has 'note: this workbook was not filed as a letter when it was sent'; lacks merged
has 'remark 1: they agree; it is closed'; has 'remark 4: they do not agree; it is open again'; has 'remark 2: they say'
status 0 sarflow -C G remark export --theirs matrix.xlsx; has 'sarflow letter out --letter matrix.xlsx --on DAY'
status 3 sarflow -C G return concur.xlsx -n --exported matrix.xlsx; has 'matrix.xlsx is no letter sent that was filed' "$ERR"
status 0 sarflow -C G letter out --letter matrix.xlsx --on 2026-11-21
status 0 sarflow -C G return concur.xlsx -n; lacks 'was not filed'; has 'remark 1: they agree'
status 0 sarflow -C G return concur.xlsx -n --exported matrix.xlsx; lacks 'was not filed'
python3 "$ROOT/tests/case/evaluate.py" matrix.xlsx '{"lines": [["Deficiencies","1","verdict","Concur"],["Deficiencies","1","answer","We never said this."]]}' changed.xlsx
status 1 sarflow -C G return changed.xlsx -n; like 'error: this cell is not for answers: it was .* and is "We never said this."'
rm -f G-submittal-1-matrix*; status 0 sarflow -C G return concur.xlsx; has G-submittal-1-matrix.xlsx
ok 'after the second round with what they say of the answers' sh -c "unzip -p G-submittal-1-matrix.xlsx xl/sharedStrings.xml | grep -q 'It is AFM-05.'"
status 0 sarflow -C G return concur.xlsx; like 'what they say of remark 1 is not recorded yet: .* in one of these roles'
sarflow -C G appoint "$ENGINEER" --role engineering >/dev/null
status 0 as engineer -C G return concur.xlsx; lacks 'not recorded yet'
status 0 sarflow -C G remark list --all; like '^ +1 +closed'; like '^ +4 +open'
mark G; status 0 sarflow -C G return concur.xlsx; has 'all of it is recorded already'; same 'the matrix twice changes nothing' G
for file in more.xlsx; do status 0 sarflow -C G return $file -n; has '4 recorded already'; done
# ---- as a page
status 0 sarflow -C G return bare.xlsx -n --severity major --html page.html; has page.html
has 'What came back of submittal 1' page.html; has '<td>C5</td><td>recorded already</td>' page.html; lacks '<script' page.html
status 1 sarflow -C G return odd.xlsx -n --html odd.html; has 'this cell is not for answers' odd.html
# ---- for programs
status 0 sarflow -C G return bare.xlsx -n --severity major --json; cp "$OUT" bare.json; json bare.json
is 'known, for programs' known "$(value '$.items[0].outcome' bare.json)"
ok 'it holds to its schema' "$ROOT/tests/check/schema" return bare.json
finish
