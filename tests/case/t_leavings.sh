# t_leavings.sh: what spreadsheets leave in a table and what a workbook does to a cell: told in one finding or kept as
# written, and never lost on the way to the sheet.
. "$(dirname "$0")/case.sh"
package G && cp -a G .good && rm -rf .good/.git
again() { find G -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} + ; cp -a .good/. G/; }
S=G/registers/suppliers.csv
# one PLACE RULE WORDS: the check of G says so, and nothing else of that rule
one() { run sarflow -C G check; cp "$OUT" found; is "$2 at $1, once" 1 "$(grep -E "^$1: [a-z]+: " found | grep -F "[$2]" | grep -cF "$3")"; is "$2 nowhere else" 1 "$(grep -cF "[$2]" found)"; }
clean() { status 0 sarflow -C G check; has '0 errors, 0 warnings'; }

# ---- the form of the file
again; sed -i 's/,/;/g' $S;                     one registers/suppliers.csv:1 csv-separator 'separated by ";"'
again; sed -i 's/,/\t/g' $S;                    one registers/suppliers.csv:1 csv-separator 'separated by "TAB"'
again; sed -i '1i sep=,' $S;                    one registers/suppliers.csv:1 csv-separator 'delete it'
again; sed -i '1i Suppliers 2026,,\n,,' $S;     one registers/suppliers.csv:1 csv-separator 'the header row is line 3'
again; sed -i '2s/Laborator/Laborat\xf6r/' $S;  one registers/suppliers.csv:2 encoding 'Windows-1252'
again; printf ',,,\n,\n' >>$S; sed -i 's/$/,,/' $S; clean
again; sed -i '1s/$/,/; 2s/$/,left/' $S;        run sarflow -C G check; like '^registers/suppliers.csv:1:[0-9]+: .*\[csv-column\]'

# ---- days: as people write them; none that no sheet can show
O=G/registers/orders.csv
for day in '21 April 2025' '21 APRIL 2025' '21-Apr-2025' '２０２５年４月２１日' '令和 7 年 4 月 21 日' '2025/4/21'; do
	again; sed -i "3s,2025-04-21,$day," $O; clean
done
for day in 0202-04-21 1025-04-21 '21 Aprilis 2025' 04/21/2025 21.4.25; do
	again; sed -i "3s,2025-04-21,$day," $O; one registers/orders.csv:3:7 csv-cell 'a day is wanted'
done

# ---- the workbook: every letter of a cell, or no workbook
again; status 0 sarflow -C G render -o pages
shown() { unzip -p pages/working.xlsx xl/sharedStrings.xml | grep -cF "$1"; }
again; sed -i '2s/Laboratory/Laboratory _x000D_ A/' $S; rm -rf pages; status 0 sarflow -C G render -o pages
ok 'a cell that looks like an escape is written as one' [ "$(shown '_x005F_x000D_')" -gt 0 ]
again; long=$(head -c 32760 /dev/zero | tr '\0' 'n'); sed -i "2s/Laboratory/Laboratory $long/" $S
one registers/suppliers.csv:2:1 csv-cell 'a cell of the workbook holds 32767'
rm -rf pages; status 3 sarflow -C G render -o pages; has 'does not fit into a cell' "$ERR"; no 'nothing half-written' [ -e pages/working.xlsx ]
again; wide=$(printf '検%.0s' {1..20000}); sed -i "2s/Laboratory/Laboratory $wide/" $S
run sarflow -C G check; lacks '[csv-cell]'
rm -rf pages; status 0 sarflow -C G render -o pages; ok 'all the kanji of a long cell are there' [ "$(shown "$wide")" -gt 0 ]

# ---- a template cannot name a sheet that no spreadsheet opens
mkdir own; cp -r "$ROOT/templates/." own/
for name in History "'quoted'" 'a/b' 'a sheet with a name of 32 letters'; do
	cp "$ROOT/templates/shared/common/workbook.yaml" own/shared/common/; cp "$ROOT/templates/repair/workbook.yaml" own/repair/
	sed -i "s|^  Journal:|  \"$name\":|" own/shared/common/workbook.yaml; sed -i "s|Journal, |\"$name\", |" own/repair/workbook.yaml
	SARFLOW_TEMPLATES=$SANDBOX/own run sarflow template lint repair; is "no sheet $name" 1 "$(grep -cE "workbook.yaml:[0-9]+:.*error: a sheet's name" "$OUT")"
done
finish
