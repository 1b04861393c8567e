# workbooks.sh: workbooks that other programs write are read the same by ours (cells.c, which run's BUILD has beside it).
# Sourced by run, with its ok, bad, check and is; in the folder $work.
#
# To add a program: a writes_X that makes the workbook of workbook.json, and a line below.
here=$root/tests/interop cells=$build/interop/cells
mkdir -p books npm && cp "$here"/package*.json npm/
export NODE_PATH=$work/npm/node_modules
check 'npm brings exceljs and SheetJS, at the versions of package-lock.json' npm --prefix npm ci --no-audit --no-fund --ignore-scripts

# reads_same NAME FILE [SED]: all that is seen in it is what workbook.cells says, after SED
reads_same() {
	"$cells" "$2" > got 2> why || { bad "$1" "$(cat why)"; return; }
	is "$1" "$(sed "/^#/d; ${3:-}" "$here/workbook.cells")" "$(grep -v '^program\|^property' got)"
}
check 'openpyxl writes' /usr/bin/python3 "$here/writes_openpyxl.py" "$here/workbook.json" books/openpyxl.xlsx
check 'exceljs writes' node "$here/writes_exceljs.js" "$here/workbook.json" books/exceljs.xlsx
check 'SheetJS writes' node "$here/writes_sheetjs.js" "$here/workbook.json" books/sheetjs.xlsx
reads_same 'what openpyxl wrote is read, its formula without a value' books/openpyxl.xlsx \
	's/^A7.*/A7	nothing		formula	unsaved/'
reads_same 'what exceljs wrote is read' books/exceljs.xlsx
reads_same 'what SheetJS wrote is read' books/sheetjs.xlsx
is 'and its property' 'property	sarflow_package	F110-NOZ-001' "$(grep ^property got)"

# LibreOffice computes the formula, makes one of a truth, and saves in each of its forms; .ods and .xls it reads for us
# again.
for form in xlsx ods xls; do
	office --convert-to $form --outdir "books/$form" books/openpyxl.xlsx
	reads_same "what LibreOffice saved as .$form is read" "books/$form/openpyxl.$form" \
		's/^A5.*/&	formula/'
done
check 'what SheetJS writes as .ods is read' sh -c "node '$here/writes_sheetjs.js' '$here/workbook.json' books/sheetjs.ods &&
	'$cells' books/sheetjs.ods | grep -q '最終検査'"

# ---- refused, and nothing stays behind
refuses() { # NAME FILE WORDS
	"$cells" "$2" > got 2>&1 && { bad "$1" 'it was read'; return; }
	grep -qF "$3" got && ok "$1" || bad "$1" "$(cat got)"
}
rooms() { ls -d /tmp/.sarflow-tmp-* 2> /dev/null; }
office_runs() { ps -eo args | grep '[/].sarflow-tmp-[0-9-]*/profile'; }
before=$(rooms)
{ head -c 100 books/ods/openpyxl.ods; head -c 900 /dev/zero; } > books/broken.ods
refuses 'an .ods that LibreOffice cannot read is refused' books/broken.ods 'is one that LibreOffice cannot read'
is 'no folder of LibreOffice stays' "$before" "$(rooms)"
is 'and no process of it' '' "$(office_runs)"
for signal in TERM KILL; do
	"$cells" books/ods/openpyxl.ods > /dev/null 2>&1 &
	reading=$!
	for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.1; office_runs > /dev/null && break; done
	env kill -s "$signal" $reading; wait $reading 2> /dev/null
	for i in 1 2 3 4 5 6 7 8 9 10; do office_runs > /dev/null && sleep 0.2; done
	is "nothing of it stays when the reading is ended by SIG$signal" "$before" "$(rooms; office_runs)"
done
bin=$(dirname "$(readlink -f "$(command -v soffice)")")/soffice.bin
if unshare -m mount --bind /dev/null "$bin" 2> /dev/null; then
	unshare -m sh -c "mount --bind /dev/null '$bin'; '$cells' books/ods/openpyxl.ods" > got 2>&1
	check 'without LibreOffice the refusal says what to do' grep -q 'LibreOffice is not installed; .* save it as .xlsx' got
else
	echo 'skip  without LibreOffice: no mount namespace here'
fi
