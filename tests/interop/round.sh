#!/bin/bash
# round.sh BUILD: each worked package goes out and comes back: its checklist filled in with LibreOffice, openpyxl, exceljs
# and SheetJS says the same to us whoever saved it; a register edited in any of them comes back; lists of other makers and
# a Word file come in.  NODE_PATH names the folder with the npm packages.
. "$(dirname "${BASH_SOURCE[0]}")/../case/case.sh"
unguarded
export XDG_RUNTIME_DIR=$SANDBOX
here=$ROOT/tests/interop
fill() { # PROGRAM IN EDITS OUT
	case $1 in
	openpyxl | office) /usr/bin/python3 "$here/fill.py" "$1" "$2" "$3" "$4" ;;
	*) node "$here/fill.mjs" "$1" "$2" "$3" "$4" ;;
	esac >fill.log 2>&1 || fail "$1 fills in $(basename "$2")" "$(tail -3 fill.log)"
}
programs='openpyxl office exceljs sheetjs'

# ---- the checklist of each package, filled in by each program: what we read is the same, and it is recorded once
said='{"lines": [["Checklist","C3","verdict","Fail"],["Checklist","C3","finding","No gauge 検査 is named."],["Checklist","C3","severity","Major"],
	["Checklist","A1","verdict","Pass"],["Checklist","C1","verdict","✓"],["Checklist","+2","requirement","Two NCAGEs"],["Checklist","+2","verdict","Fail"],
	["Checklist","+2","severity","Minor"],["Operations","20","machine","Another"]], "block": [["Office","DLA Aviation"],["Evaluator","J. Doe"],
	["Day of the evaluation","2026-11-20"]], "add_sheet": "Extra"}'
for id in F110-NOZ-001 F100-SEAL-001 F100-VANE-001; do
	worked $id
	status 0 sarflow -C $id seal; status 0 sarflow -C $id export -o $id.out
	book=$(ls $id.out/*-checklist.xlsx)
	lines=$(sed "s/\"20\"/$(sed -n 2p $id/registers/operations.csv | cut -d, -f1 | sed 's/.*/"&"/')/" <<<"$said")
	for program in $programs; do
		fill $program "$book" "$lines" "$id.$program.xlsx"
		status 1 sarflow -C $id return $id.$program.xlsx -n --json; cp "$OUT" "$id.$program.json"
		is "$id: what $program saved says the same" "$(cat "$id.openpyxl.json")" "$(cat "$id.$program.json")"
	done
	is "$id: two remarks and two lines passed" 'remark passed passed remark' \
		"$(sqlite3 :memory: "select group_concat(json_extract(value, '\$.outcome'), ' ') from json_each(readfile('$id.office.json'), '\$.items') " | tr ' ' '\n' | sort | tr '\n' ' ' | sed 's/ $//' | awk '{ print $3, $1, $2, $4 }')"
	like "\"message\": \"this cell is not for answers: it was .* and is ..?Another" "$id.office.json"
	status 1 sarflow -C $id return $id.office.xlsx; has 'recorded, with'
	status 1 sarflow -C $id return $id.exceljs.xlsx; has '2 recorded already'
done
fill office "$book" "$lines" back.ods; status 1 sarflow -C $id return back.ods -n; has '2 recorded already'
fill office "$book" "$lines" back.xls; status 1 sarflow -C $id return back.xls -n; has '2 recorded already'

# ---- a register edited in each of them: only what was changed comes back, and unchanged is no version
cd F110-NOZ-001 || exit 1; sarflow save -m base >/dev/null; cd ..
status 0 sarflow -C F110-NOZ-001 edit operations -o ops.xlsx
for program in $programs; do
	fill $program ops.xlsx '{}' same.xlsx
	status 0 sarflow -C F110-NOZ-001 take same.xlsx -n; has 'nothing would change'
	fill $program ops.xlsx '{"lines": [["operations","20","machine","Room 7, 検査室"]]}' ops.$program.xlsx
	status 0 sarflow -C F110-NOZ-001 take ops.$program.xlsx -n; has 'operations: 0 rows come, 1 change, 0 go'
done
status 0 sarflow -C F110-NOZ-001 take ops.office.xlsx; like '^20,.*"Room 7, 検査室"' F110-NOZ-001/registers/operations.csv
saved F110-NOZ-001

# ---- a list as it is kept in Japan, and a process in Word: no hand work
/usr/bin/python3 - <<'END'
import datetime
import openpyxl
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "設備一覧"
sheet["A1"] = "校正機器一覧表"
sheet.merge_cells("A1:K1")
sheet["A2"] = "2026年11月20日 現在"
for c, (top, low) in enumerate([("機器", "管理番号"), ("機器", "名称"), ("機器", "製造者"), ("機器", "型式"), ("性能", "測定範囲"), ("性能", "精度"),
                                ("性能", "不確かさ"), ("性能", "単位"), ("校正", "校正日"), ("校正", "次回期限"), ("校正", "トレーサビリティ")], 1):
    sheet.cell(4, c).value = top if c in (1, 5, 9) else None
    sheet.cell(5, c).value = low
rows = [["VIS-77", "顕微鏡", "Hama (fict.)", "M1", "10x", "1 %", "0.5", "%", datetime.date(2026, 3, 4), datetime.date(2027, 3, 4), "JCSS"],
        ["VIS-78", "実体顕微鏡", "Hama (fict.)", "M2", "10x", "1 %", 0.5, "%", "令和8年7月1日", "R9.7.1", "JCSS"],
        ["ＶＩＳ－７９", None, None, "M3", "10x", "1 %", 0.25, "%", 46204, datetime.date(2027, 7, 1), "JCSS"]]
for r, row in enumerate(rows, 6):
    for c, value in enumerate(row, 1):
        sheet.cell(r, c).value = value
for area in ("A4:D4", "E4:H4", "I4:K4", "B7:B8", "C7:C8"):
    sheet.merge_cells(area)
book.save("list.xlsx")
END
status 0 sarflow -C F110-NOZ-001 take list.xlsx
has 'equipment: 3 rows come'
like '^VIS-79,実体顕微鏡,Hama \(fict.\),M3,10x,1 %,0.25,%,2026-07-01,2027-07-01,JCSS' F110-NOZ-001/registers/equipment.csv
like '^VIS-78,.*,2026-07-01,2027-07-01,JCSS' F110-NOZ-001/registers/equipment.csv
/usr/bin/python3 "$here/word.py" docs
ANSWERS=(--set language=en --set distribution=none --set export_warning=no --set cui= --set dissemination=none --set legend=own --set origin=own --set released_by=)
document() { sarflow -C F110-NOZ-001 take docs/process.docx --element C "${ANSWERS[@]}" "$@"; }
status 0 document --dry-run; has '+ registers/'; has 'attachments/C/process-1.png'; has 'Routing'
# stopped anywhere, the same again brings all of it in one version
if strace -o /dev/null true 2>/dev/null; then
	export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0        # the leak finder needs ptrace for itself
	cp -a F110-NOZ-001 .before; before=$(git -C .before rev-list --count main) killed=0 half=0
	for k in $(seq 1 40); do
		rm -rf F110-NOZ-001; cp -a .before F110-NOZ-001
		( strace -f -o trace -e trace=rename -e inject=rename:signal=KILL:when=$k "$SARFLOW" -C F110-NOZ-001 take docs/process.docx --element C "${ANSWERS[@]}" >/dev/null 2>&1; exit $? ) 2>/dev/null && break
		killed=$((killed + 1)); rm -f F110-NOZ-001/.git/index.lock
		[ -n "$(git -C F110-NOZ-001 status --porcelain)" ] && half=$((half + 1))
		document >o 2>e || { fail "stopped before step $k, the same again" "$(cat e)"; continue; }
		sarflow -C F110-NOZ-001 doctor >o      # between the version and git's index: the index is the doctor's
		[ "$(git -C F110-NOZ-001 rev-list --count main) $(git -C F110-NOZ-001 status --porcelain)" = "$((before + 1)) " ] || fail "stopped before step $k" "$(git -C F110-NOZ-001 status --short)"
	done
	[ $killed -ge 8 ] && [ $half -ge 4 ] && pass "stopped before $killed steps, $half of them half done" || fail "it was stopped $killed times, $half of them half done"
	rm -rf F110-NOZ-001; mv .before F110-NOZ-001
fi
status 0 document
has 'saved version'; saved F110-NOZ-001
like '^## C1 2 Routing' F110-NOZ-001/evidence/C-repair-documents.md
status 0 sarflow -C F110-NOZ-001 take docs/process.docx --element C; has 'nothing would change'
finish
