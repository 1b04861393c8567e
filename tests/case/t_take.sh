#!/bin/bash
# t_take.sh: tables from outside come into the registers: looked at first, then one version; nothing is guessed or lost.
. "$(dirname "$0")/case.sh"
package G

# ---- a list as people keep it: a title above, heads in Japanese, days in every form, columns of their own
cat >gauges.csv <<'END'
校正機器一覧表;;;;;;;;;;;
作成 2026-11-20;;;;;;;;;;;
;;;;;;;;;;;
Equipment;Description;Maker;Model;Range;Accuracy;校正日;Next due;Traceability;担当;;
VIS-99;Microscope;Hama (fict.);M-1;10x;1 %;令和8年3月4日;4-Mar-27;JCSS;Aiko;;
ＶＩＳ－９８;Borescope;Hama (fict.);B-2;5 m;2 %;2026/2/12;2/3/2027;JCSS;Ken;;
;nobody knows;;;;;;;;;;
END
mark G
status 1 sarflow -C G take gauges.csv --dry-run
like '^gauges!7: error: this row has no key'
like '^gauges!G5: note: 令和8年3月4日 is read as 2026-03-04'
like '^gauges!A6: note: ＶＩＳ－９８ is read as VIS-98'
like '^gauges!H4: warning: no column of equipment is called "Next due"; its 2 cells are not taken; it may be one of these: due'
has "    --column 'Next due=due'"
like '^gauges!J4: warning: no column of equipment is called "担当"; its 2 cells are not taken$'
like '^gauges.csv, gauges: equipment: 2 rows come, 0 change, 0 go, 0 are as they were$'
like '^  \+ registers/equipment.csv:[0-9]+  VIS-99'
has 'nothing was written'
same 'a look writes nothing' G
ok 'nor into the work tree' git -C G diff --quiet

# ---- a head that is explained is remembered; what may mean two days is said, and not guessed
status 1 sarflow -C G take gauges.csv --column 'Next due=due' -m 'two more gauges'
like '^gauges!H5: warning: 4-Mar-27 is read as 2027-03-04'
like '^gauges!H6: error: 2/3/2027 may be 2027-02-03 or 2027-03-02'
like '^saved version [0-9a-f]{7}$'
saved G
is 'one version, with its message' 'two more gauges' "$(git -C G log -1 --format=%s main)"
is 'only the rows came, and what the head is' '2	0	columns.csv 2	0	registers/equipment.csv' "$(git -C G diff --numstat main~1 main | paste -sd' ')"
like '^equipment,Next due,due$' G/columns.csv
status 0 sarflow -C G diff main~1; like '^  \+ columns.csv:2  equipment: Next due: due$'
like '^VIS-98,Borescope,Hama \(fict.\),B-2,5 m,2 %,,,2026-02-12,2/3/2027,JCSS' G/registers/equipment.csv
mark G
sed -i 's,2/3/2027,2027-03-02,' gauges.csv
status 1 sarflow -C G take gauges.csv
lacks 'no column of equipment is called "Next due"'
like '^gauges!H4: note: "Next due" is taken as due, as line 2 of columns.csv says$'
like 'equipment: 0 rows come, 1 change, 0 go, 1 are as they were'
like '^  ~ registers/equipment.csv:[0-9]+  VIS-98, 2026-02-12  due: 2/3/2027 -> 2027-03-02|2027-03-02'
status 1 sarflow -C G take gauges.csv
has 'nothing would change'
is 'the same again makes no version' 'take gauges.csv' "$(git -C G log -1 --format=%s main)"

# ---- what is remembered travels with the package, and is no evidence
sarflow -C G take gauges.csv --column 'Nxt=due' >"$OUT" 2>"$ERR"; like 'warning: no table that was taken has a column with the head "Nxt"; nothing is remembered of it'
lacks Nxt G/columns.csv
git clone -q G COPY; git -C COPY fetch -q origin 'refs/sar/*:refs/sar/*'
status 1 sarflow -C COPY take gauges.csv; lacks 'no column of equipment is called "Next due"'; has 'nothing would change'; rm -rf COPY
sarflow -C G check --json >before.json
git -C G rm -q columns.csv; git -C G commit -qm 'without'
status 1 sarflow -C G take gauges.csv -n; has 'no column of equipment is called "Next due"'
sarflow -C G check --json >after.json; is 'no finding hangs on it' "$(grep -v version before.json)" "$(grep -v version after.json)"
status 1 sarflow -C G take gauges.csv -c 'Next due=due'; like '^equipment,Next due,due$' G/columns.csv; saved G
is 'said with nothing else to take, it is a version of its own' '2	0	columns.csv' "$(git -C G diff --numstat main~1 main)"
# two people say two things, a register goes, a line is damaged: said, and not used
cat >G/columns.csv <<'END'
register,head,column
equipment,Next due,calibrated
equipment,Next due,due
equipment,"Odd, head",nowhere
gone,Name,id
END
sarflow -C G save -m 'merged' >/dev/null
sarflow -C G check >"$OUT"
like '^columns.csv:3: warning: line 2 says of the same head that it is calibrated: neither counts; remove one'
like '^columns.csv:4: warning: the register equipment has no column "nowhere"'
like '^columns.csv:5: warning: the template has no register "gone"'
status 1 sarflow -C G take gauges.csv -n; has 'no column of equipment is called "Next due"'
status 1 sarflow -C G take gauges.csv -c 'Next due=due'
is 'what was said now stands, and the rest stays' 'register,head,column equipment,Next due,due equipment,"Odd, head",nowhere gone,Name,id' "$(paste -sd' ' G/columns.csv)"
printf '<<<<<<< ours\nequipment,A,due\n=======\nequipment,A,id\n>>>>>>> theirs\n"open' >>G/columns.csv; cp G/columns.csv damaged.csv
sarflow -C G save -m 'half merged' >/dev/null; sarflow -C G check >"$OUT"; like '^columns.csv:5: error: here stands a mark of a merge'
status 1 sarflow -C G take gauges.csv -c '担当=unit'; has 'so which column is which is not remembered in it: mend it first'
ok 'a damaged file is not written over' cmp damaged.csv G/columns.csv
for i in $(seq 9000); do echo "equipment,a head of a list from somewhere $i,due"; done >G/columns.csv
status 1 sarflow -C G check; has 'KiB; one of more than 256 is not read'
git -C G checkout -q -- columns.csv; git -C G revert --no-edit HEAD HEAD~1 HEAD~2 HEAD~3 >/dev/null 2>&1; printf 'register,head,column\nequipment,Next due,due\n' >G/columns.csv
sarflow -C G save -m 'mended' >/dev/null

# ---- the other columns of a row stay, and so does the form of the file
cp G/registers/operations.csv before.csv
printf 'Op. No.,Machine\n20,Inspection room 9\n' >ops.csv
status 2 sarflow -C G take ops.csv --register nothing; has 'the template has no register "nothing"' "$ERR"
status 0 sarflow -C G take ops.csv --register operations
is 'one line of the file changed' 2 "$(diff before.csv G/registers/operations.csv | grep -c '^[<>]')"
like '^20,.*,Inspection room 9,' G/registers/operations.csv

# ---- what the file does not have stays, unless it is the whole register
printf 'supplier,ncage\nNagisa NDT Laboratory K.K.,SJZ11\n' >few.csv
status 0 sarflow -C G take few.csv --register suppliers; has 'of the register are not in the file and stay'; has 'nothing would change'
status 0 sarflow -C G take few.csv --register suppliers --whole -n; like 'warning: .* is not in the file any more: it is removed'
like 'suppliers: 0 rows come, 0 change, [0-9]+ go'; has 'and 2 more like it'

# ---- who was faster, and what is not saved
echo '<!-- x -->' >>G/evidence/A-cover-letter.md
printf 'supplier,site\nNagisa NDT Laboratory K.K.,Elsewhere\n' >one.csv
status 3 sarflow -C G take one.csv --register suppliers; has 'is not saved' "$ERR"
no 'nothing was written' grep -q Elsewhere G/registers/suppliers.csv
git -C G checkout -q -- evidence
# ---- mistakes on purpose
status 3 sarflow -C G take nothing.csv
: >empty.csv; status 2 sarflow -C G take empty.csv; has 'empty.csv: holds no row' "$ERR"
printf 'caf\351,b\n1,2\n' >western.csv; status 2 sarflow -C G take western.csv; has 'Windows-1252; save it as CSV UTF-8' "$ERR"
printf 'a,"b\n' >open.csv; status 2 sarflow -C G take open.csv; has 'never closed' "$ERR"
printf 'Dear Sirs\nplease find enclosed\n' >letter.txt; status 3 sarflow -C G take letter.txt; has 'has no table with the columns of a register' "$ERR"
status 2 sarflow -C G take one.csv --column 'x'; has 'no register has such a column' "$ERR"
status 2 sarflow -C G take
# a register that cannot be read whole is not written over
cp G/registers/suppliers.csv keep.csv; printf '"open' >>G/registers/suppliers.csv; sarflow -C G save -m broken >/dev/null
status 1 sarflow -C G take one.csv --register suppliers; has 'cannot be read whole: mend it first'; has 'nothing would change'
cp keep.csv G/registers/suppliers.csv; sarflow -C G save -m mended >/dev/null
# ---- in Shift_JIS and in UTF-16, as Excel writes them
printf 'supplier;site\nNagisa NDT Laboratory K.K.;川崎の工場\n' >u8.csv
iconv -f UTF-8 -t CP932 u8.csv >sjis.csv; sed 's/;/\t/' u8.csv | iconv -f UTF-8 -t UTF-16 >utf16.txt
for file in sjis.csv utf16.txt; do status 0 sarflow -C G take $file --register suppliers -n; has '川崎の工場'; done
# ---- a folder: its tables are taken, the rest is told
mkdir -p share/deep; cp sjis.csv share/suppliers.csv; printf 'Op. No.,Machine\n30,Room 30\n' >share/deep/operations.csv
echo x >share/photo.png; printf 'Dear Sirs\n' >share/note.csv; : >share/Thumbs.db; printf '%%PDF' >share/scan.pdf
status 0 sarflow -C G take share -n
has 'suppliers.csv, suppliers: suppliers: 0 rows come, 1 change'; has 'operations.csv, operations: operations: 0 rows come, 1 change'
like '^photo.png: note: this is neither a table nor a document'; has 'sarflow attach share/scan.pdf --element E'
like '^note.csv: warning: nothing is taken from it: .* has no table'; has 'Thumbs.db'
fresh F; sarflow -C F edit suppliers -o share/other.xlsx >/dev/null
status 3 sarflow -C G take share/other.xlsx -n; has 'belongs to the package F' "$ERR"
status 0 sarflow -C G take share -n; like '^other.xlsx: warning: nothing is taken from it: .* belongs to the package FRESH, not to'; has '川崎の工場'
rm -rf F share/other.xlsx
status 0 sarflow -C G take share/deep/operations.csv --register operations -n --html page.html; has 'Room 30' page.html
# ---- stopped anywhere: the same again saves all of it as one version, and never the work of a person with it
if strace -o /dev/null true 2>/dev/null; then
	export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0        # the leak finder needs ptrace for itself
	mkdir two; printf 'Op. No.,Machine\n10,Room 10\n' >two/operations.csv; printf 'supplier,site\nNagisa NDT Laboratory K.K.,Kobe\n' >two/suppliers.csv
	cp -a G .before; killed=0 half=0
	for k in $(seq 1 60); do
		rm -rf G; cp -a .before G
		( strace -f -o trace -e trace=rename,unlink -e inject=rename,unlink:signal=KILL:when=$k "$SARFLOW" -C G take two >/dev/null 2>&1; exit $? ) 2>/dev/null && break
		killed=$((killed + 1)); rm -f G/.git/index.lock
		[ -n "$(git -C G status --porcelain)" ] && half=$((half + 1)) && rm -rf .half && cp -a G .half
		sarflow -C G take two >o 2>e || { fail "stopped before step $k, the same again" "$(cat e)"; continue; }
		[ "$(git -C G rev-list --count main) $(git -C G status --porcelain) $(grep -c 'Room 10\|,Kobe' G/registers/operations.csv G/registers/suppliers.csv | paste -sd' ')" = \
			"$(($(git -C .before rev-list --count main) + 1))  G/registers/operations.csv:1 G/registers/suppliers.csv:1" ] || fail "stopped before step $k" "$(git -C G status --short)"
	done
	[ $killed -ge 5 ] && [ $half -ge 2 ] && pass "stopped before $killed steps, $half of them half done" || fail "it was stopped $killed times, $half of them half done"
	rm -rf G; cp -a .half G; echo '<!-- mine -->' >>G/evidence/A-cover-letter.md
	status 3 sarflow -C G take two; has 'evidence/A-cover-letter.md is not saved' "$ERR"
	rm -rf G; cp -a .half G
	status 0 sarflow -C G take two --dry-run; has 'Room 10'; has 'Kobe'; has 'nothing was written'
	sed -i 's/Room 10/Room 11/' G/registers/operations.csv; sed -i 's/,Kobe/,Kure/' G/registers/suppliers.csv
	status 3 sarflow -C G take two; has 'is not saved' "$ERR"
	rm -rf G; mv .before G
else
	skip 'stopped anywhere' 'strace cannot trace here'
fi
# ---- for programs
status 0 sarflow -C G take sjis.csv --register suppliers --json -n; cp "$OUT" took.json; json
is 'the change, for programs' 1 "$(value '$.tables[0].changed')"
ok 'it holds to its schema' "$ROOT/tests/check/schema" take took.json
finish
