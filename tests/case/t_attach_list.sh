#!/bin/bash
# t_attach_list.sh: attach --from: a table says which files, and what is said of each: in text and as a workbook, headed in
# English or Japanese, with several lines about one file, and with every mistake that a line can hold.
. "$(dirname "$0")/case.sh"
package G; mv G .base
again() { rm -rf G; cp -r .base G; }
SHARED=(-s language=en -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=)
attach() { sarflow -C G attach --from "$@" "${SHARED[@]}"; }
row() { like "^$1\$" "G/registers/${2:-markings}.csv"; }
untouched() { is "$1: no row" "$(cat .base/registers/{markings,evidence}.csv)" "$(cat G/registers/{markings,evidence}.csv)"; is "$1: no file" "$(cd .base && find attachments | sort)" "$(cd G && find attachments | sort)"; }
# book FILE: an .xlsx with the lines of stdin, tabs between the cells
book() {
	python3 -c 'import sys, zipfile
from xml.sax.saxutils import escape
rows = [line.rstrip("\n").split("\t") for line in sys.stdin]
cells = lambda n, row: "".join("<c r=\"%s%d\" t=\"inlineStr\"><is><t xml:space=\"preserve\">%s</t></is></c>" % (chr(65 + i), n, escape(c)) for i, c in enumerate(row) if c)
sheet = "".join("<row r=\"%d\">%s</row>" % (n + 1, cells(n + 1, row)) for n, row in enumerate(rows))
main, rel, pack = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://schemas.openxmlformats.org/package/2006/"
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("[Content_Types].xml", "<Types xmlns=\"%scontent-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>" % pack)
    z.writestr("_rels/.rels", "<Relationships xmlns=\"%srelationships\"><Relationship Id=\"r1\" Type=\"%s/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>" % (pack, rel))
    z.writestr("xl/workbook.xml", "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets><sheet name=\"Files\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>" % (main, rel))
    z.writestr("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"%srelationships\"><Relationship Id=\"r1\" Type=\"%s/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>" % (pack, rel))
    z.writestr("xl/worksheets/sheet1.xml", "<worksheet xmlns=\"%s\"><sheetData>%s</sheetData></worksheet>" % (main, sheet))' "$1"
}
mkdir -p share/lot1 share/lot2
for lot in 1 2; do for i in 1 2 3; do echo "$lot $i" >share/lot$lot/page$i.txt; done; done

# ---- title rows above the head, headed by key, English or Japanese title; a line each, several about one file; as text
# with commas or tabs, in Shift_JIS, and as a workbook: the same rows
tabs() {
	printf '%b\n' 'Files of lot HS2505\t\t\t\t\t\t\t\t\t' '' 'File\tElement\tname\tLanguage\t配布区分\texport_warning\tChecklist line\tページ\tWhat the pages show\tcui' \
		'lot1/page1.txt\tL\t\t\tnone\tyes\tL1\t\tThe traveler\t' 'lot1\\page2.txt\tL\t\tja\tA\tいいえ\t\t\t\t' \
		'lot2/page1.txt\tM\torders/first.txt\t\tnone\tyes\tM1\t1-3\tThe order, in full\t' 'lot2/page1.txt\tM\torders/first.txt\t\t\t\tM2\t4\tThe "shipment"\t'
}
apart() { python3 -c 'import csv, sys; csv.writer(sys.stdout, delimiter=sys.argv[1], lineterminator="\n").writerows(line.rstrip("\n").split("\t") for line in sys.stdin)' "$1"; }
tabs | apart , >share/list.csv; tabs | apart $'\t' >share/list.txt; tabs | book share/list.xlsx
iconv -t CP932 <share/list.csv >share/windows.csv; (printf '\357\273\277'; sed 's/$/\r/' share/list.csv) >share/excel.csv
for list in list.csv list.txt windows.csv excel.csv list.xlsx; do
	again
	status 0 attach share/$list || continue
	has 'export_warning: いいえ is read as no'; has 'attached 3 files'
	row 'attachments/L/lot1/page1.txt,,en,none,,,,yes,,none,own,own,,here'; row 'attachments/L/lot1/page2.txt,,ja,A,,,,no,,none,own,own,,here'
	row 'attachments/M/orders/first.txt,,en,none,,,,yes,,none,own,own,,here'
	row 'L1,attachments/L/lot1/page1.txt,,The traveler' evidence; row 'M1,attachments/M/orders/first.txt,1-3,"The order, in full"' evidence
	row 'M2,attachments/M/orders/first.txt,4,"The ""shipment"""' evidence
	is "$list: three rows" 3 "$(grep -c 'lot1\|first' G/registers/markings.csv)"; is "$list: what was there stays" "$(cat .base/registers/evidence.csv)" "$(head -n -3 G/registers/evidence.csv)"
	status 0 attach share/$list; has 'nothing is to do: 3 files are there already'
done
status 0 sarflow -C G save -m listed; saved G

# ---- what a line says goes before --set; a blank says nothing where --set says something, and none where it does not
again
printf 'file,language,cui,released_by\nlot1/page1.txt,ja,,\nlot1/page2.txt,,CUI//SP-EXPT,\n' >share/short.csv
status 0 sarflow -C G attach --from share/short.csv -e L -s language=en -s distribution=none -s export_warning=no -s dissemination=none -s legend=own -s origin=own
row 'attachments/L/lot1/page1.txt,,ja,none,,,,no,,none,own,own,,here'; row 'attachments/L/lot1/page2.txt,,en,none,,,,no,CUI//SP-EXPT,none,own,own,,here'
printf 'file,language\nlot1/page3.txt,\n' >share/blank.csv
status 2 sarflow -C G attach --from share/blank.csv -e L "${SHARED[@]:2}" -s distribution=none -s export_warning=no; has 'say the Language of the file' "$ERR"

# ---- a column that is none here is told, with what it may be; a row of another column of the same name by its register
again
printf 'File,Pages,markings.pages,Distributon statemnt,Remarks,distribution,export warning,requirement,shows\nlot1/page1.txt,1,1-3,none,x,none,no,L1,It\n' >share/foreign.csv
status 0 attach share/foreign.csv -e L; has 'no column is called "Remarks", and its 1 cell is not taken'
like 'no column is called "Distributon statemnt", and its 1 cell is not taken; it may be one of these: .*markings.dissemination'
row 'attachments/L/lot1/page1.txt,1-3,en,none,,,,no,,none,own,own,,here'; row 'L1,attachments/L/lot1/page1.txt,1,It' evidence

# ---- each mistake is told by its line, and nothing is stored
again
ln -s /etc/passwd share/away; echo x >share/lot1/con.txt; : >share/lot1/empty.txt
cat >share/bad.csv <<-'END'
	file,name,element,language,distribution,export_warning,requirement,shows
	lot1/page1.txt,,L,,none,no,,
	lot1/none.txt,,L,,none,no,,
	../G/package.yaml,,L,,none,no,,
	/etc/passwd,,L,,none,no,,
	away,,L,,none,no,,
	lot1,,L,,none,no,,
	lot1/con.txt,,L,,none,no,,
	lot1/page2.txt,,Z,,none,no,,
	lot1/page3.txt,,,,none,no,,
	lot2/page1.txt,,L,,X,no,,
	lot2/page2.txt,../up.txt,L,,none,no,,
	,,L,,none,no,,
	lot2/page3.txt,,L,en,none,no,,
	lot2/page3.txt,,L,ja,none,no,,
	lot1/empty.txt,,L,,none,no,,
	lot2/page1.txt,lot1/page1.txt,L,,none,no,,
END
status 3 attach share/bad.csv; cp "$ERR" said
for words in 'line 3: there is no file share/lot1/none.txt' 'line 4: "../G/package.yaml" is no path below' 'line 5: "/etc/passwd" is no path below' \
	'line 6: share/away is a link that leads out of the folder of the list' 'line 7: share/lot1 is not a file' \
	'line 8, share/lot1/con.txt: the name "lot1/con.txt" is the name of a device' 'line 9, share/lot1/page2.txt: the template has no element "Z"' \
	'line 10, share/lot1/page3.txt: say which element' 'line 11, distribution: X' 'line 12, share/lot2/page2.txt: "../up.txt" cannot be' \
	'line 13 names no file' 'lines 14 and 15 of the list are about share/lot2/page3.txt and differ in language: "en", "ja"' \
	'line 16, share/lot1/empty.txt: share/lot1/empty.txt is empty' \
	'share/lot2/page1.txt and share/lot1/page1.txt would both be attachments/L/lot1/page1.txt'; do has "$words" said; done
lacks 'root:' said; untouched 'mistakes in lines'
status 1 attach share/bad.csv -n; has 'line 3: there is no file'; untouched 'looked at only'
status 1 attach share/bad.csv -n --json; json; has '"line": 8'

# ---- what is no list
printf 'a,b\n1,2\n' >share/other.csv; status 2 attach share/other.csv -e L; has 'share/other.csv: has no table with a column "file"' "$ERR"
status 2 attach share/lot1/page1.txt -e L; status 3 attach share/none.csv -e L
head -c 3000 /dev/urandom >share/noise.xlsx; status 2 attach share/noise.xlsx -e L
head -c 900 share/list.xlsx >share/cut.xlsx; no 'a workbook that is cut off' attach share/cut.xlsx -e L
printf 'file,language\n' >share/head.csv; status 2 attach share/head.csv -e L; has 'there is nothing to attach' "$ERR"
status 2 attach share/list.csv share/lot1 -e L; has 'the list says which files' "$ERR"
status 2 sarflow -C G attach; has 'say which files' "$ERR"
untouched 'no list'
finish
