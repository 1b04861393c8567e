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
is 'the sheet says what it is' "FICTITIOUS EXAMPLE   $P, submittal 1, as of 2026-11-23 [sarflow 2 $P submittal 1 $(git -C $P rev-parse --short=12 main)" "$(cell A2 | sed 's/ [0-9a-f]* [0-9A-Z]*\]$//')"
is 'a hidden row has the keys of its columns' 'line requirement verdict finding severity comment element where attached statement sarflow sheet=Checklist' "$(row 3)"
like '<row r="3"[^>]* hidden="1"' "$(part book.xlsx Checklist)"
is 'and the heads stand below' "Applicant's own numbering" "$(cell A4)"; is 'of the rows too' 'sarflow row' "$(cell K4)"
is 'the tokens are inside the filter' 'A4:K73' "$(grep -o '<autoFilter ref="[^"]*' "$(part book.xlsx Checklist)" | cut -d'"' -f2)"
is 'and their column is hidden' 1 "$(grep -o '<col min="11"[^>]*hidden="1"' "$(part book.xlsx Checklist)" | wc -l)"
is 'each is whole and no other' 'whole and unique' "$(sed -n 's/^K\([5-9]\|[1-9][0-9]\)	//p' cells | whole)"
is 'a row has the same one next time' "$(sed -n 's/^K5	//p' cells)" "$(sarflow -C $P export --no-record -o again >/dev/null; cp again/*.xlsx again.xlsx; opened again.xlsx; cells again.xlsx Checklist; sed -n 's/^K5	//p' cells)"
no 'the id of a row stands in no token' grep -q '^K[0-9]*	A1$' cells
is 'the evaluator has ten rows' '+1 +2 +3 +4 +5 +6 +7 +8 +9 +10' "$(sed -n 's/^A[0-9]*	\(+\)/\1/p' cells | tr '\n' ' ' | sed 's/ $//')"
is 'how many have a verdict' '0 of 59 lines have a verdict' "$(cell C1)"
is 'no column without a word in it' '' "$(grep -E 'Source paragraph|Earlier findings' cells)"
has "\"TitleRegion1.A4.J73.3\">'Checklist'!\$A\$4<" book.xlsx.parts/xl/workbook.xml
# 1366 pixels less the row numbers and the scroll bar; seven for a digit and five for a column
is 'the evaluator sees all that is theirs on a laptop' yes "$(grep -o '<col min="[1-6]"[^>]*width="[0-9.]*"' "$(part book.xlsx Checklist)" | sed 's/.*width="//; s/"//' | awk '{ n += int($1 * 7 + 0.5) } END { print n <= 1366 - 30 - 20 ? "yes" : "no, " n }')"
styles=book.xlsx.parts/xl/styles.xml
is 'their looks have names' '1 1 1' "$(for name in 'SAR text' 'SAR answer' 'SAR head of answers'; do grep -c "<cellStyle name=\"$name\"" $styles; done | paste -sd' ')"
# style_of CELL: the name of the style that a cell of the checklist has
style_of() {
	local s=$(grep -o "<c r=\"$1\" s=\"[0-9]*\"" "$(part book.xlsx Checklist)" | sed 's/.*s="//; s/"//')
	awk -v s="$s" 'BEGIN { RS = "\001" } { xfs = substr($0, index($0, "<cellXfs")); split(xfs, x, "<xf "); match(x[s + 2], /xfId="[0-9]+"/)
		id = substr(x[s + 2], RSTART, RLENGTH); n = split($0, c, "<cellStyle name="); for (i = 2; i <= n; i++) if (index(c[i], id)) { split(c[i], q, "\""); print q[2] } }' $styles
}
is 'a cell for answers bears its name' 'SAR answer' "$(style_of C6)"
is 'and a head of ours its own' 'SAR head and label' "$(style_of A4)"
is 'their cells take text as it is typed' 4 "$(for c in C D E F; do s=$(grep -o "<c r=\"${c}6\" s=\"[0-9]*\"" "$(part book.xlsx Checklist)" | sed 's/.*s="//; s/"//'); awk -v s="$s" 'BEGIN { RS = "\001" } { xfs = substr($0, index($0, "<cellXfs")); n = split(xfs, x, "<xf "); print x[s + 2] }' book.xlsx.parts/xl/styles.xml; done | grep -c 'numFmtId="49".*<protection locked="0"/>')"
is 'their rows have a height and grow' 59 "$(grep -o '<row r="[0-9]*"[^>]* ht="[0-9]*">' "$(part book.xlsx Checklist)" | sed 's/<row r="//; s/".*//' | awk '$1 >= 5 && $1 <= 63' | wc -l)"
is 'and so do the rows of their own' 10 "$(grep -o '<row r="[0-9]*"[^>]* ht="30">' "$(part book.xlsx Checklist)" | sed 's/<row r="//; s/".*//' | awk '$1 >= 64' | wc -l)"
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
is 'a column came' 'Earlier findings and our answers' "$(cell K4)"
is 'their words and our answer stand beside the line' '4a, 2026-11-10: The method of CH-03 is not shown.\nAnswer, 2026-11-23, clarified: It stands in IN-04.' "$(cell "K$(sed -n 's/^A\([0-9]*\)	C3$/\1/p' cells)")"
is 'one on a passage stands beside its line or element' 1 "$(grep -c '^K[0-9]*	.*Which office?' cells)"
lacks 'INNER' second.xlsx.parts/xl/sharedStrings.xml; lacks 'LATER' second.xlsx.parts/xl/sharedStrings.xml
status 0 sarflow -C $P export --submittal 1 --no-record -o third; ok 'the first submittal is still what it was' cmp out/*.xlsx third/*.xlsx

# ---- the matrix that goes back to them
status 0 sarflow -C $P remark export --theirs matrix.xlsx; opened matrix.xlsx; cells matrix.xlsx Deficiencies
is 'it speaks of a version' "FICTITIOUS EXAMPLE   $P, version $(git -C $P rev-parse --short=7 main), as of 2026-11-23" "$(cell A2 | sed 's/ \[.*//')"
is 'its columns' 'number theirs deficiency answer verdict comment where raised-on raised-by answered-on sarflow sheet=Deficiencies' "$(row 3)"
is 'a row each' "$first $second" "$(sed -n 's/^A[56]	//p' cells | tr '\n' ' ' | sed 's/ $//')"
is 'with what we said' 'clarified: It stands in IN-04.' "$(cell D5)"
lacks INNER matrix.xlsx.parts/xl/sharedStrings.xml; lacks mori matrix.xlsx.parts/xl/sharedStrings.xml
like 'type="list"[^>]*sqref="E5:E6"' "$(part matrix.xlsx Deficiencies)"; has 'Do not concur' matrix.xlsx.parts/xl/sharedStrings.xml
is 'its tokens are whole' 'whole and unique' "$(sed -n 's/^K[67]	//p' cells | whole)"
is 'and it has a block' 3 "$(grep -c 'sarflow block=' cells)"
status 0 sarflow -C $P remark export --theirs matrix.csv; has 'Concur or not' matrix.csv; lacks INNER matrix.csv

# ---- a workbook to be edited
status 0 sarflow -C $P edit operations -o ops.xlsx; opened ops.xlsx; cells ops.xlsx operations
is 'it says what it is' "[sarflow 2 $P edit 0 $(git -C $P rev-parse --short=12 main)" "$(cell A2 | grep -o '\[sarflow 2 [^ ]* edit 0 [0-9a-f]*')"
is 'its columns' "$(head -1 $P/registers/operations.csv | tr -d '\r' | tr ',' '\n' | sort | tr '\n' ' ')" "$(sed -n 's/^[A-K]3	//p' cells | sort | tr '\n' ' ')"
is 'and its sheet' 'sarflow sheet=operations' "$(cell L3)"
is 'required columns are marked' 'Op. no. *' "$(cell A4)"; is 'others are not' 'Machine or station' "$(cell C4)"
grep '^L[0-9]*	r' cells | cut -f2 >tokens; is 'each row has its token' 'whole and unique' "$(whole <tokens)"
is 'all rows are there' "$(($(sqlite3 :memory: ".import --csv $P/registers/operations.csv t" 'select count(*) from t')))" "$(wc -l <tokens)"
cells ops.xlsx 'was operations'; is 'what it was stands on a hidden sheet' 'sarflow was=operations' "$(cell A1)"
like 'name="was operations"[^>]*state="hidden"' ops.xlsx.parts/xl/workbook.xml
is 'with the same tokens' "$(cat tokens)" "$(sed -n 's/^A[0-9]*	\(r[0-9A-Z]*\)$/\1/p' cells)"
sed -n 's/^[B-Z][0-9]*	//p' cells | tail -n +12 | sort >was; sqlite3 :memory: ".import --csv $P/registers/operations.csv t" '.mode list' '.separator \n \n' 'select * from t' | tr -d '\r' | grep -v '^$' | sort >is
ok 'and every cell as the register has it' cmp was is
cells ops.xlsx sarflow; is 'the profile is edit' edit "$(cell B3)"; is 'the version is the tip' "$(git -C $P rev-parse main)" "$(cell B2)"
validations() { grep -o '<dataValidation [^>]*>' "$1" | sed 's/.*sqref="\([^"]*\)".*/\1/' | tr '\n' ' '; }
is 'lists to choose from reach to rows that are still empty' yes "$(validations "$(part ops.xlsx operations)" | grep -qE '[A-Z]5:[A-Z]10[0-9][0-9]' && echo yes)"
ok 'suppliers are one of them' grep -qF "$(sed -n '2p' $P/registers/suppliers.csv | cut -d, -f1)" ops.xlsx.parts/xl/sharedStrings.xml
# findings as notes on their cells; what is unsaved has no version
sed -i '3s/in-house/inhouse/' $P/registers/operations.csv
sed -i '4s/^[^,]*/0030/' $P/registers/operations.csv
status 0 sarflow -C $P edit operations -o faulty.xlsx; opened faulty.xlsx; cells faulty.xlsx sarflow; is 'no version' '' "$(cell B2)"
has 'ref="G6"' faulty.xlsx.parts/xl/comments1.xml; has 'one of these is wanted: in-house, outside' faulty.xlsx.parts/xl/comments1.xml
cells faulty.xlsx operations; is 'zeros in front are text' 0030 "$(cell A7)"; like '<c r="A7" s="[0-9]*" t="s">' "$(part faulty.xlsx operations)"
status 0 sarflow -C $P edit operations -o ja.xlsx --lang ja; opened ja.xlsx; cells ja.xlsx operations; is 'heads in the language of who edits' '工程番号 *' "$(cell A4)"; is 'and keys in none' op_no "$(cell A3)"
git -C $P checkout -q registers
# names, files
printf 'mine' >kept.xlsx; status 3 sarflow -C $P edit operations -o kept.xlsx; has 'is there already' "$ERR"; is 'it is left alone' mine "$(cat kept.xlsx)"
status 2 sarflow -C $P edit operatons; has 'did you mean "operations"?' "$ERR"; status 2 sarflow -C $P edit nothing; has 'there are documents' "$ERR"
status 2 sarflow -C $P edit operations operations; has 'named twice' "$ERR"; status 2 sarflow -C $P edit operations -o x.ods; has 'is no .xlsx' "$ERR"
status 3 sarflow -C $P edit operations -o none/x.xlsx
(cd $P && sarflow edit suppliers >"$OUT"); ok 'beside the package where nobody says' [ -f suppliers.xlsx ]
status 0 sarflow -C $P edit -o all.xlsx; opened all.xlsx
is 'all registers of this category, each with what it was' "$(sarflow -C $P edit -o all2.xlsx >/dev/null; grep -o '<sheet name="[a-z_]*"' all.xlsx.parts/xl/workbook.xml | grep -vc sarflow)" "$(grep -c . <<<"$(grep -o '<sheet name="was [a-z_~0-9]*"' all.xlsx.parts/xl/workbook.xml)")"
ok 'the same twice' cmp all.xlsx all2.xlsx
is 'nothing in the package changed' '' "$(git -C $P status --short)"

# a long name, and one that spreadsheets keep for themselves; more choices than a literal list holds
cp -r "$ROOT/templates" own; R=a_register_with_a_name_longer_than_tabs
sed -i "s/^registers:/registers:\n  history: {internal: true, title: {en: History, ja: 履歴}, key: [no], columns: {no: {title: {en: No., ja: 番号}, type: text}}}\n  $R: {internal: true, title: {en: Long, ja: 長い}, key: [no], columns: {no: {title: {en: No., ja: 番号}, type: text}, lot: {title: {en: Lot, ja: ロット}, type: text}}}\n  ${R}_too: {internal: true, title: {en: Longer, ja: もっと長い}, key: [no], columns: {no: {title: {en: No., ja: 番号}, type: text}}}/" own/repair/template.yaml
rm -rf .fresh .first; SARFLOW_TEMPLATES=$SANDBOX/own fresh LONG
{ echo 'lot,part_number,quantity,serials,traveler,started,finished,result,attachment'; for i in $(seq 300); do echo "LOT-$i,1,1,1,T,2026-01-01,2026-01-02,good,"; done; } >LONG/registers/lots.csv
status 0 sarflow -C LONG edit history $R ${R}_too lots -o long.xlsx; opened long.xlsx
is 'no tab is longer than spreadsheets take' '' "$(grep -o '<sheet name="[^"]*"' long.xlsx.parts/xl/workbook.xml | cut -d'"' -f2 | awk 'length($0) > 31 || tolower($0) == "history"')"
is 'and no two are the same' '' "$(grep -o '<sheet name="[^"]*"' long.xlsx.parts/xl/workbook.xml | cut -d'"' -f2 | sort | uniq -d)"
for r in history $R ${R}_too lots; do ok "the sheet of $r is found" grep -qF ">sarflow sheet=$r<" long.xlsx.parts/xl/sharedStrings.xml; ok "and what it was" grep -qF ">sarflow was=$r<" long.xlsx.parts/xl/sharedStrings.xml; done
like '<formula1>sarflow!\$[A-Z]*\$1:\$[A-Z]*\$300</formula1>' long.xlsx.parts/xl/worksheets/sheet3.xml
# libxlsxwriter does not look whether its writes succeed: a part that breaks off, in a file that is whole, is found
status 0 sarflow -C LONG edit lots -o lots.xlsx; most=$((($(stat -c %s lots.xlsx) + 4095) / 1024))
full() { bash -c 'trap "" XFSZ; ulimit -f '$most'; exec "$@"' - "$SARFLOW" -C LONG edit lots -o full.xlsx; }
status 3 full; has 'was not written whole' "$ERR"; no 'nothing half-written is left' ls full.xlsx*
finish
