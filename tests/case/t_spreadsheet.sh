# t_spreadsheet.sh: what a spreadsheet did to a value is said, with the value that may have stood there.
. "$(dirname "$0")/case.sh"
package G && cp -a G .good && rm -rf .good/.git
again() { find G -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} + ; cp -a .good/. G/; }
put() {
	sqlite3 :memory: ".import --csv G/registers/$1.csv t" "update t set \"$2\" = '$4' where rowid = $3" '.mode csv' '.headers on' 'select * from t' | tr -d '\r' >t.csv && mv t.csv "G/registers/$1.csv"
}
# said REGISTER COLUMN ROW VALUE WORDS: that cell, and what check says at its line
said() { again; put "$1" "$2" "$3" "$4"; run sarflow -C G check; like "^registers/$1.csv:$(($3 + 1)):[0-9]+: (error|warning): .*$5.*\[csv-(cell|changed)\]"; }

# ---- days
for pair in '46063:46063 looks like a day: 2026-02-10' '46063.5:46063.5 looks like a day: 2026-02-10' '1-Jul-26:1-Jul-26 looks like a day: 2026-07-01' \
	'2/10/2026:2/10/2026 is 2026-02-10 or 2026-10-02' '2/13/2026:2/13/2026 looks like a day: 2026-02-13' '13.2.2026:13.2.2026 looks like a day: 2026-02-13' \
	'2/2/26:2/2/26 looks like a day: 2026-02-02' '#####:column is too narrow' '#REF!:mistake of a formula' '="46063":="46063" looks like 46063'; do
	said equipment calibrated 3 "${pair%%:*}" "Calibrated .*: a day is wanted.*${pair#*:}"
done
for value in 4606 460630 99999 '1-Marble-26' 31/31/2026 13/13/2026 '2026' '10' '1/2'; do again; put equipment calibrated 3 "$value"; run sarflow -C G check; like 'a day is wanted'; lacks 'looks like'; lacks 'or 20'; done
said equipment calibrated 3 '2026-02-10 00:00:00' 'looks like a day: 2026-02-10'
said equipment calibrated 3 '2026-02-10T00:00:00Z' 'looks like a day: 2026-02-10'

# ---- numbers, flags, pages
said orders quantity 1 '1,250' '1,250 looks like 1250'
said orders quantity 1 '12.00' '12.00 looks like 12'
said orders quantity 1 '1.2E+05' '1.2E\+05 looks like 120000'
said inspections tolerance 1 '0,05' '0,05 looks like 0.05'
said markings export_warning 1 TRUE 'TRUE looks like yes'
said evidence pages 1 '3-Jan' '3-Jan looks like 1-3'
said evidence pages 1 '1月3日' '1月3日 looks like 1-3'

# ---- identifiers: a day, a power of ten, zeros lost
said lots lot 1 '1-Jul-26' 'Lot .* \(lot\): 1-Jul-26 looks like 7-1-26, of which a spreadsheet made a day|\(lot\): 1-Jul-26 looks like 7-1-26, of which a spreadsheet made a day'
said orders lot 1 '2/10/2026' '2/10/2026 looks like 2-10-26, of which'
said equipment equipment 1 '4-Mar' '4-Mar looks like 3-4, of which'
said equipment equipment 1 'Jul-26' 'Jul-26 looks like 7-26, of which'
said operations equipment 3 '4-Mar;VIS-07' '4-Mar looks like 3-4, of which'
said lots lot 1 '1.2E+05' '1.2E\+05 looks like 120000, shortened'
# ... whose digits are those that stood there, or nothing is said
said lots lot 1 '9.9E+22' '9.9E\+22 looks like 99000000000000000000000, shortened'
for value in 1E+4294967297 1E+18446744073709551617 1E+308 1.2345E+02 0.00E+00; do again; put lots lot 1 "$value"; run sarflow -C G check; lacks 'looks like'; lacks inf; done
again; put suppliers supplier 1 0000000000000000000000001; put suppliers supplier 2 0000000000000000000000002; put suppliers supplier 3 9876543210987654321098
run sarflow -C G check; has '9876543210987654321098 looks like 0009876543210987654321098; the others have 25 digits'
said equipment equipment 1 '="00117"' '="00117" looks like 00117'
said equipment equipment 1 "''00117" "'00117 looks like 00117"
said equipment description 1 '#N/A' 'mistake of a formula'
again; put equipment equipment 1 00117; put operations equipment 3 117; run sarflow -C G check
like '^registers/operations.csv:4:[0-9]+: warning: Calibrated equipment \(equipment\): 117 looks like 00117, which is in equipment \[csv-changed\]'
again; put equipment equipment 1 117; put operations equipment 3 'VIS-07;00117'; run sarflow -C G check
like '^registers/operations.csv:4:[0-9]+: warning: .*00117 looks like 117, which is in equipment'
again; sed -i 's/^  - {cage: SJZ91.*/  - {cage: SJZ91, part_number: "0041374"}/' G/package.yaml; put orders part_number 1 41374; run sarflow -C G check
like '^registers/orders.csv:2:[0-9]+: warning: .*41374 looks like 0041374, which is in package.yaml'
for pair in 1:00117 2:00118 3:119 4:00120; do put stamps stamp "${pair%:*}" "${pair#*:}"; done; run sarflow -C G check
like '^registers/stamps.csv:4:1: warning: .*119 looks like 00119; the others have 5 digits'

# ---- what is no spreadsheet's doing is not called one
for value in 9999-1 MAR-05 2026 12E4 1E5 0 007 A/B 4-Marble 'Apr' '1-2' 117; do again; put lots lot 1 "$value"; run sarflow -C G check; lacks '[csv-changed'; done
for value in '1-Jul-26' '2/10/2026' '1.2E+05' 117; do again; put equipment description 1 "$value"; run sarflow -C G check; lacks '[csv-changed'; done
again; status 0 sarflow -C G check; has '0 errors, 0 warnings, 0 notes'
finish
