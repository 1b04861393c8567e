#!/bin/bash
# t_workbook.sh: workbooks that are made to be answered, and to be edited: what each sheet, column and row is, is said where a
# copy keeps it, and an evaluator finds what they need.
. "$(dirname "$0")/case.sh"
unguarded
P=F110-NOZ-001
package; appoint_all $P
sheet_file() { awk -v name="$2" '{ n = split($0, s, "<sheet "); for (i = 2; i <= n; i++) if (index(s[i], "name=\"" name "\"")) print i - 1 }' "$1/xl/workbook.xml"; }
# opened BOOK: taken apart into a folder of its name
opened() { rm -rf "$1.parts"; mkdir "$1.parts"; unzip -q -d "$1.parts" "$1"; }
part() { echo "$1.parts/xl/worksheets/sheet$(sheet_file "$1.parts" "$2").xml"; }
cells() { awk -f "$ROOT/tests/case/cells.awk" -v from=cells "$1.parts/xl/sharedStrings.xml" "$1.parts/xl/styles.xml" "$(part "$1" "$2")" >cells; }
cell() { sed -n "s/^$1	//p" cells; }
row() { sed -n "s/^[A-Z]*$1	//p" cells | tr '\n' ' ' | sed 's/ $//'; }
# Is a token whole?  As token.h says: the last two letters are the SHA-256 of the others.
whole() { python3 -c '
import hashlib, sys
letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
def of(text, count):
    bits = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    return "".join(letters[bits >> (59 - 5 * i) & 31] for i in range(count))
tokens = [line.strip() for line in sys.stdin]
bad = [t for t in tokens if len(t) != 11 or t[0] != "r" or of(t[:9], 2) != t[9:]]
print("whole" if tokens and not bad else bad, "and unique" if len(set(tokens)) == len(tokens) else "twice")'; }

# ---- what is handed over
status 0 sarflow -C $P seal; status 0 sarflow -C $P export -o out; cp out/*.xlsx book.xlsx; opened book.xlsx
cells book.xlsx Checklist
is 'the sheet says what it is' "$P, submittal 1, as of 2026-11-23 [sarflow 2 $P submittal 1 $(git -C $P rev-parse --short=12 main)" "$(cell A2 | sed 's/ [0-9a-f]* [0-9A-Z]*\]$//')"
is 'a hidden row has the keys of its columns' 'line requirement verdict finding severity comment element where attached statement sarflow sheet=Checklist' "$(row 4)"
like '<row r="4"[^>]* hidden="1"' "$(part book.xlsx Checklist)"
is 'and the heads stand below' "Applicant's own numbering" "$(cell A5)"; is 'of the rows too' 'sarflow row' "$(cell K5)"
is 'the tokens are inside the filter' 'A5:K74' "$(grep -o '<autoFilter ref="[^"]*' "$(part book.xlsx Checklist)" | cut -d'"' -f2)"
is 'and their column is hidden' 1 "$(grep -o '<col min="11"[^>]*hidden="1"' "$(part book.xlsx Checklist)" | wc -l)"
is 'each is whole and no other' 'whole and unique' "$(sed -n 's/^K\([6-9]\|[1-9][0-9]\)	//p' cells | whole)"
is 'a row has the same one next time' "$(sed -n 's/^K6	//p' cells)" "$(sarflow -C $P export --no-record -o again >/dev/null; cp again/*.xlsx again.xlsx; opened again.xlsx; cells again.xlsx Checklist; sed -n 's/^K6	//p' cells)"
no 'the id of a row stands in no token' grep -q '^K[0-9]*	A1$' cells
is 'the evaluator has ten rows' '+1 +2 +3 +4 +5 +6 +7 +8 +9 +10' "$(sed -n 's/^A[0-9]*	\(+\)/\1/p' cells | tr '\n' ' ' | sed 's/ $//')"
is 'how many have a verdict' '0 of 59 lines have a verdict' "$(cell C1)"
is 'no column without a word in it' '' "$(grep -E 'Source paragraph|Earlier findings' cells)"
has "\"TitleRegion1.A5.J74.3\">'Checklist'!\$A\$5<" book.xlsx.parts/xl/workbook.xml
# 1366 pixels less the row numbers and the scroll bar; seven for a digit and five for a column
is 'the evaluator sees all that is theirs on a laptop' yes "$(grep -o '<col min="[1-6]"[^>]*width="[0-9.]*"' "$(part book.xlsx Checklist)" | sed 's/.*width="//; s/"//' | awk '{ n += int($1 * 7 + 0.5) } END { print n <= 1366 - 30 - 20 ? "yes" : "no, " n }')"
is 'their cells take text as it is typed' 4 "$(for c in C D E F; do s=$(grep -o "<c r=\"${c}6\" s=\"[0-9]*\"" "$(part book.xlsx Checklist)" | sed 's/.*s="//; s/"//'); awk -v s="$s" 'BEGIN { RS = "\001" } { xfs = substr($0, index($0, "<cellXfs")); n = split(xfs, x, "<xf "); print x[s + 2] }' book.xlsx.parts/xl/styles.xml; done | grep -c 'numFmtId="49".*<protection locked="0"/>')"
is 'their rows have a height and grow' 59 "$(grep -o '<row r="[0-9]*"[^>]* ht="[0-9]*">' "$(part book.xlsx Checklist)" | sed 's/<row r="//; s/".*//' | awk '$1 >= 6 && $1 <= 64' | wc -l)"
is 'and so do the rows of their own' 10 "$(grep -o '<row r="[0-9]*"[^>]* ht="30">' "$(part book.xlsx Checklist)" | sed 's/<row r="//; s/".*//' | awk '$1 >= 65' | wc -l)"
ok 'all of it is well formed' sh -c 'find book.xlsx.parts -name "*.xml" -o -name "*.rels" -o -name "*.vml" | xargs xmllint --noout'
for key in evaluator office day disposition; do cells book.xlsx Cover; is "the block has $key" 1 "$(grep -c "	sarflow block=$key$" cells)"; done
is 'on the first page, with a label' 'Overall disposition' "$(cell "A$(sed -n 's/^C\([0-9]*\)	sarflow block=disposition$/\1/p' cells)")"
like 'sqref="B[0-9]*"' "$(part book.xlsx Cover)"
is 'for letter paper' '1 3' "$(for s in Cover Checklist; do grep -o 'paperSize="[0-9]*"' "$(part book.xlsx $s)" | tr -dc '0-9\n'; done | tr '\n' ' ' | sed 's/ $//')"
like 'name="sarflow_form"><vt:lpwstr>2<' book.xlsx.parts/docProps/custom.xml
cells book.xlsx sarflow; is 'the same on the hidden sheet' "$P" "$(cell B1)"; is 'and its form' 2 "$(cell B9)"

# each link leads to a file that is there, and to a passage in it
links=$(part book.xlsx Checklist)
astray=$(grep -o '<hyperlink [^>]*>' "$links" | sed 's/.*r:id="\([^"]*\)".*/\1 &/' | while read -r id rest; do
	target=$(grep -o "Id=\"$id\" [^>]*Target=\"[^\"]*" "$(dirname "$links")/_rels/$(basename "$links").rels" | sed 's/.*Target="//')
	anchor=$(sed -n 's/.*location="\([^"]*\)".*/\1/p' <<<"$rest")
	file=out/$(printf '%b' "${target//%/\\x}")
	[ -f "$file" ] && { [ -z "$anchor" ] || grep -qF "id=\"$anchor\"" "$file"; } || echo "$target#$anchor"
done)
is 'each link leads to a file that is there, and a passage in it' '' "$astray"
is 'nearly each line has one' yes "$([ "$(grep -o '<hyperlink ' "$links" | wc -l)" -ge 55 ] && echo yes)"

# ---- the next round: what they found, beside the line, and what was answered by then; nothing of ours
by=(--by 'AFLCMC, propulsion' --dated 2026-11-10 --received 2026-11-12 --severity major)
theirs() { sarflow -C $P remark add "${by[@]}" "$@" | sed 's/remark //'; }
first=$(theirs --on C3 --number 4a -m 'The method of CH-03 is not shown.'); second=$(theirs --on evidence/I-quality-assurance.md --quote 'surveillance' --which 1 -m 'Which office?' 2>"$ERR") || cat "$ERR"
sarflow -C $P remark add --on C3 --severity minor -m 'INNER: we guessed here' >/dev/null
status 0 sarflow -C $P remark answer "$first" --clarified -m 'It stands in IN-04.'
status 0 sarflow -C $P note 'a round'; echo >>$P/evidence/A-cover-letter.md; status 0 sarflow -C $P save -m 'a new version'
status 0 sarflow -C $P seal; status 0 sarflow -C $P remark answer "$second" --clarified -m 'LATER: the regional one.'
status 0 sarflow -C $P export -o second; cp second/*.xlsx second.xlsx; opened second.xlsx; cells second.xlsx Checklist
is 'a column came' 'Earlier findings and our answers' "$(cell K5)"
is 'their words and our answer stand beside the line' '4a, 2026-11-10: The method of CH-03 is not shown.\nAnswer, 2026-11-23, clarified: It stands in IN-04.' "$(cell "K$(sed -n 's/^A\([0-9]*\)	C3$/\1/p' cells)")"
is 'one on a passage stands beside its line or element' 1 "$(grep -c '^K[0-9]*	.*Which office?' cells)"
lacks 'INNER' second.xlsx.parts/xl/sharedStrings.xml; lacks 'LATER' second.xlsx.parts/xl/sharedStrings.xml
status 0 sarflow -C $P export --submittal 1 --no-record -o third; ok 'the first submittal is still what it was' cmp out/*.xlsx third/*.xlsx

# ---- the matrix that goes back to them
status 0 sarflow -C $P remark export --theirs matrix.xlsx; opened matrix.xlsx; cells matrix.xlsx Deficiencies
is 'it speaks of a version' "$P, version $(git -C $P rev-parse --short=7 main), as of 2026-11-23" "$(cell A2 | sed 's/ \[.*//')"
is 'its columns' 'number theirs deficiency answer verdict comment where raised-on raised-by answered-on sarflow sheet=Deficiencies' "$(row 4)"
is 'a row each' "$first $second" "$(sed -n 's/^A[67]	//p' cells | tr '\n' ' ' | sed 's/ $//')"
is 'with what we said' 'clarified: It stands in IN-04.' "$(cell D6)"
lacks INNER matrix.xlsx.parts/xl/sharedStrings.xml; lacks mori matrix.xlsx.parts/xl/sharedStrings.xml
like 'type="list"[^>]*sqref="E6:E7"' "$(part matrix.xlsx Deficiencies)"; has 'Do not concur' matrix.xlsx.parts/xl/sharedStrings.xml
is 'its tokens are whole' 'whole and unique' "$(sed -n 's/^K[67]	//p' cells | whole)"
is 'and it has a block' 3 "$(grep -c 'sarflow block=' cells)"
status 0 sarflow -C $P remark export --theirs matrix.csv; has 'Concur or not' matrix.csv; lacks INNER matrix.csv

finish
