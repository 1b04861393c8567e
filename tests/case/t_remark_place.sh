#!/bin/bash
# t_remark_place.sh: a remark keeps its place from version to version: through changed words, moves within and between files, rows and files under other names; what only reads the same does not take it.
. "$(dirname "$0")/case.sh"
P=F110-NOZ-001
C=evidence/C-repair-documents.md D=evidence/D-sub-tier-suppliers.md
CH=registers/characteristics.csv OP=registers/operations.csv
package
ok 'four people are appointed' appoint_all $P
save() { sarflow -C $P save -m "$1" >saved.out 2>&1 || fail "saved: $1" "$(cat saved.out)"; }
remark() { sarflow -C $P remark add --severity minor -m "$1" "${@:2}" --as "$QUALITY" >made.out 2>&1 || fail "remark: $1" "$(cat made.out)"; }
# of a remark: at N FIELD
list() { sarflow -C $P remark list --all --json "$@" >list 2>"$ERR" || fail 'the list'; }
at() { sqlite3 :memory: "select ifnull(json_extract(value, '$.$2'), '') from json_each(cast(readfile('list') as text)) where json_extract(value, '$.number') = $1"; }
line() { grep -nF -m1 -- "$2" "$P/$1" | cut -d: -f1; }
edit() { # FILE PYTHON: s is the text
	/usr/bin/python3 - "$P/$1" "$2" <<'PY' || fail "edited: $1"
import sys
path, code = sys.argv[1:]
names = {'s': open(path, encoding='utf-8').read()}
was = names['s']
exec(code, names)
assert names['s'] != was
open(path, 'w', encoding='utf-8').write(names['s'])
PY
}

# Two passages with the same words, and surroundings that do not tell them apart from afar
edit $C 's = s.replace("## C3 ", "The calibration of the gauge is checked before each shift.\n\n## C3 ").replace("## C5 ", "The calibration of the gauge is checked before each shift.\n\n## C5 ")'
save 'the same sentence twice'
made=$(git -C $P rev-parse main)
remark 'one word of it'       --on $C --quote '38 operations, from receipt'                                       # 1
remark 'the first of two'     --on $C --quote 'The calibration of the gauge is checked before each shift.' --which 1   # 2
remark 'the second of two'    --on $C --quote 'The calibration of the gauge is checked before each shift.' --which 2   # 3
remark 'it will move away'    --on $C --quote 'Furnace recipe 2417-B'                                             # 4
remark 'a row of a table'     --on $C --quote 'Strip and clean'                                                   # 5
remark 'a row'                --on $CH --row CH-03                                                                # 6
remark 'a cell'               --on $CH --row CH-02 --column limit_value                                           # 7
remark 'numbered anew'        --on $OP --row 20                                                                   # 8
remark 'a page'               --on attachments/C/inspection-methods-MTR-IM-2417.pdf --page 1                      # 9
remark 'words for words'      --on $C --quote 'Penetrant finds only a crack that is open.'                        # 10
list
is 'nothing is otherwise where it was made' '' "$(for n in 1 2 3 4 5 6 7 8 9 10; do at $n change; at $n now; at $n gone; done | tr -d '\n')"
first=$(at 2 line) second=$(at 3 line)
no 'the two passages are two places' test "$first" = "$second"

# ---- a changed word
edit $C 's = s.replace("38 operations, from receipt", "37 operations, from receipt")'
list
is 'a changed word keeps its remark' "$(line $C '37 operations')" "$(at 1 line)"
is 'and says what it is now' '37 operations, from receipt' "$(at 1 now)"
is 'in words' 'the words were changed to "37 operations, from receipt"' "$(at 1 change)"
is 'it is no orphan' 0 "$(at 1 orphan)"
save 'a word'
list; is 'saved as well' '37 operations, from receipt' "$(at 1 now)"
status 0 sarflow -C $P remark list; has 'Since the remark was made: the words were changed to "37 operations, from receipt"'
status 0 sarflow -C $P remark show 1; has 'on the words "38 operations, from receipt"'; has 'changed to "37 operations'
status 0 sarflow -C $P remark list --version "$made"; lacks 'Since the remark was made'
status 0 sarflow -C $P remark list --lang ja; has '所見の後の変更'

# ---- what only reads the same does not take it
edit $C 's = s.replace("The calibration of the gauge is checked before each shift.\n\n## C3 ", "## C3 ")'
list
is 'the one that went is lost' 1 "$(at 2 orphan)"
is 'and says so' "the words \"The calibration of the gauge is checked before each shift.\" are not in $C any more" "$(at 2 gone)"
is 'the other one stays' "$(line $C 'The calibration of the gauge')" "$(at 3 line)"
status 0 sarflow -C $P status; has '1 has lost its place'
save 'one of both went'

# ---- moved within the file, and to another one, and changed on the way
edit $C '
part = s[s.index("## C5 "):s.index("## C6 ")]
s = s.replace(part, "").rstrip() + "\n\n" + part'
list
is 'a section that moved keeps its remark' "$(line $C 'Furnace recipe')" "$(at 4 line)"
save 'C5 goes to the end'
edit $C '
global part
part = s[s.index("Furnace recipe"):].rstrip()
s = s.replace(part, "See element D.")
open("part", "w").write(part)'
edit $D 's = s.rstrip() + "\n\n" + open("part").read().replace("2417-B,", "2417-C,") + "\n"'
list
is 'a passage goes to another file' "$D:$(line $D 'Furnace recipe')" "$(at 4 file):$(at 4 line)"
is 'with what changed on the way' "it was moved here from $C; the words were changed to \"Furnace recipe 2417-C\"" "$(at 4 change)"
save 'to element D'
status 0 sarflow -C $P remark list; like "^ +4 .*$D:[0-9]+, "
ok 'the pages are made' sarflow -C $P render -o pages
has 'it was moved here from' pages/remarks.html; has 'Furnace recipe 2417-C' pages/remarks.html
ok 'its page has it' grep -q 'id="remark-4"' pages/evidence/D-sub-tier-suppliers.html
no 'and the other has it not' grep -q 'id="remark-4"' pages/evidence/C-repair-documents.html

# ---- the same words that came into another file, while those it is on stand
edit $D 's = s.rstrip() + "\n\nPenetrant finds only a crack that is open.\n"'
list; is 'a copy does not take it' "$C:$(line $C 'Penetrant finds')" "$(at 10 file):$(at 10 line)"
edit $C 's = s.replace("Penetrant finds only a crack that is open. ", "")'
list; is 'once it is gone, the copy has it' "$D:$(line $D 'Penetrant finds')" "$(at 10 file):$(at 10 line)"
save 'penetrant'

# ---- a row of a table in a text
edit $C 's = s.replace("| Strip and clean | 50 to 90 | in-house |", "| Strip, clean | 50 to 95 | in-house |")'
list; is 'its row keeps it' "$(line $C '| Strip, clean')" "$(at 5 line)"; is 'changed' 'Strip, clean' "$(at 5 now)"
save 'strip'

# ---- rows of registers
edit $CH 's = s.replace("CH-03,", "CH-93,")'
list; is 'a row under another key' "$(line $CH 'CH-93,')" "$(at 6 line)"
is 'says what it was called' 'the row was called "CH-03"' "$(at 6 change)"; is 'and is called' CH-93 "$(at 6 now)"
edit $CH 's = s.replace("No linear indication over 0.4 mm", "No linear indication over 0.3 mm")'
list; is 'a cell says what it was' 'limit_value was "No linear indication over 0.4 mm"' "$(at 7 change)"
edit $CH 's = s.replace("CH-93,Soundness", "CH-93,Whole soundness")'
list; is 'both' 'the row was called "CH-03"; description was "Soundness of the braze joint"' "$(at 6 change)"
# all rows get the number of the row before: the key is another row's now
edit $OP '
import csv, io
rows = list(csv.reader(io.StringIO(s)))
keys = [r[0] for r in rows[1:]]
for r, k in zip(rows[1:], ["5"] + keys): r[0] = k
out = io.StringIO(); csv.writer(out, lineterminator="\n").writerows(rows); s = out.getvalue()'
list; is 'a row that was numbered anew' "$(line $OP ',Incoming visual inspection')" "$(at 8 line)"
is 'is told' 'the row was called "20"' "$(at 8 change)"; is 'by its new number' 10 "$(at 8 now)"
# two cells of the row it is on, and its key stays
git -C $P checkout -q -- $OP
edit $OP 's = s.replace("Incoming visual inspection and crack map,Inspection room 2", "Look at it,Room 2")'
list; is 'cells are counted' 'description was "Incoming visual inspection and crack map", and 1 more cell was otherwise' "$(at 8 change)"
edit $OP 's = "".join(l for l in s.splitlines(True) if not l.startswith("20,"))'
list; is 'a row that went is lost' "the row \"20\" is not in $OP any more" "$(at 8 gone)"
git -C $P checkout -q -- $OP

# ---- a file under another name
mv $P/attachments/C/inspection-methods-MTR-IM-2417.pdf $P/attachments/C/methods.pdf
list; is 'the same content elsewhere' attachments/C/methods.pdf "$(at 9 file)"; is 'is no orphan' 0 "$(at 9 orphan)"
is 'and tells its old name' 'the file was called attachments/C/inspection-methods-MTR-IM-2417.pdf' "$(at 9 change)"
rm $P/attachments/C/methods.pdf
list; is 'gone is gone' 'attachments/C/inspection-methods-MTR-IM-2417.pdf is not in the package any more' "$(at 9 gone)"
git -C $P checkout -q -- attachments
printf -- '---\nlanguage: ja\n---\n# 修理文書\n\n検査員は部品の壁を六箇所で測定し、結果を記録票に記入する。\n' >$P/evidence/C-repair-documents.ja.md
save 'a translation'
remark 'on the translation' --on evidence/C-repair-documents.ja.md --quote '壁を六箇所で測定'                            # 11
remark 'on all of it' --on evidence/C-repair-documents.ja.md                                                       # 12
mv $P/evidence/C-repair-documents.ja.md $P/evidence/D-sub-tier-suppliers.ja.md
list; is 'a text under another name' evidence/D-sub-tier-suppliers.ja.md:6 "$(at 11 file):$(at 11 line)"
is 'and a remark on all of it' 'the file was called evidence/C-repair-documents.ja.md' "$(at 12 change)"
sed -i 's/六箇所/八箇所/' $P/evidence/D-sub-tier-suppliers.ja.md
list; is 'its words are followed' '壁を八箇所で測定' "$(at 11 now)"
save 'renamed'

# ---- a version that cannot be read: the words are looked for as they were
rm -rf copy; cp -r $P copy
tree=$(git -C copy rev-parse "$made:$C"); git -C copy unpack-objects -q </dev/null 2>/dev/null
find copy/.git/objects -name "${tree:2}" -delete
if git -C copy cat-file -e "$tree" 2>/dev/null; then skip 'a text that is lost' 'it is packed'
else
	status 0 sarflow -C copy remark list --all --json; cp "$OUT" list
	is 'without the old text a changed passage is lost' 1 "$(at 1 orphan)"
	is 'and words that stand are found' "$(line $C 'The calibration of the gauge')" "$(at 3 line)"
fi
rm -rf copy

# ---- as JSON, in the comparison, and in the reasons of a guard
status 0 sarflow -C $P remark list --json; json
ok 'the schema has it' grep -q '"change"' "$ROOT/tests/schema/remark-list.json"
status 0 sarflow -C $P diff "$made" main; like "minor 4, open: $D:[0-9]+, "; like "minor 6, open: $CH:[0-9]+, row CH-93"
saved $P
finish
