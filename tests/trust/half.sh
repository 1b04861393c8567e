#!/bin/bash
# half.sh BUILD: every writing command, killed before each call that changes anything, and failed at each call that
# touches a file.  HALF=kill or fault: only this; SHARE=N: every N-th place.
. "$(dirname "${BASH_SOURCE[0]}")/../case/case.sh"
SHARE=${SHARE:-1}
strace -o /dev/null true 2>/dev/null || { skip 'commands that are killed, and failed, at each system call' 'strace cannot trace here'; finish; exit; }
export ONLY=${ONLY:-}
export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0
unguarded

# ---- the packages that are worked on
mkdir small full; S="sarflow -C small/G"
said='-s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by='
fresh small/G; appoint_all small/G || fail 'people are appointed'
echo old >small/old.txt; echo 'gone is this' >small/gone.txt; echo new >small/new.txt; mkdir small/two; echo one >small/two/one.txt; echo two >small/two/two.txt
echo 'the letter' >small/letter.txt; echo 'another letter' >small/other.txt
for step in 'do start-screen' 'do ask-requirements' "attach small/old.txt -e L $said" "attach small/gone.txt -e L $said" 'save -m files' \
	'letter in --letter small/other.txt --on 2026-11-20' "remark add --severity minor --owner engineering -m Why?"; do
	$S $step >/dev/null 2>e || { cp e "$ERR"; fail "$step"; }
done
# one that is sealed and handed over
cp -a small sealed; for step in seal 'export -o sealed/out'; do sarflow -C sealed/G $step >/dev/null 2>e || { cp e "$ERR"; fail "sealed: $step"; }; done
cp -a small ready; sarflow -C ready/G seal >/dev/null || fail 'a seal'
cp -a small dirty; echo 'a line' >>dirty/G/evidence/C-repair-documents.md; echo changed >dirty/G/attachments/L/new.txt; rm dirty/G/attachments/L/gone.txt
cp -a small lost; rm lost/G/attachments/L/gone.txt lost/G/evidence/C*; echo 'a line' >>lost/G/registers/markings.csv
cp -a small answered; sarflow -C answered/G remark answer 1 --clarified -m 'It is so.' --as "$ENGINEER" >/dev/null || fail 'an answer'
mkdir plain; cp -r "$ROOT/packages/MINATO-YOKOSUKA" plain/P; mkdir nothing; echo >nothing/.keep
mkdir uses; profile MINATO-YOKOSUKA; cp -a .profiles/MINATO-YOKOSUKA uses/; (cd uses && cp -r "$ROOT/packages/F110-NOZ-001" P && sarflow import P >/dev/null && rm -rf P) || fail 'a package that uses'
cp -a small lists; sarflow -C lists/G edit registers/suppliers -o lists/book.xlsx >/dev/null 2>&1 || sarflow -C lists/G edit suppliers -o lists/book.xlsx >/dev/null || fail 'a workbook'
printf 'Equipment,Description,Maker,Model,Range,Accuracy,Calibrated,Due\nVIS-99,Microscope,Hama,M-1,10x,1 %%,2026-03-04,2027-03-04\n' >lists/gauges.csv
cp -a small rendered; sarflow -C rendered/G render -o rendered/pages >/dev/null || fail 'pages'; echo 'a line' >>rendered/G/evidence/C-repair-documents.md
cp -r "$ROOT/templates" adopted.templates; mkdir adopt; cp -a small/G adopt/

one() { # NAME BASE [again=WORDS] [status=N] [steps] -- ARGV...
	python3 - "$PWD" "$@" <<'PY'
import json, sys
here, name, base, *rest = sys.argv[1:]
k = rest.index("--")
out = {"name": name, "base": here + "/" + base, "argv": rest[k + 1:]}
for o in rest[:k]:
    a, _, b = o.partition("=")
    out[a] = int(b) if a == "status" else b or True
print(json.dumps(out))
PY
}
{
	one note small -- -C G note 'a note'
	one do small -- -C G do report-requirements --by SASPO --on 2026-11-20 --received 2026-11-20 --letter letter.txt
	one sign small -- -C G sign --role engineering --as "$ENGINEER"
	one appoint small -- -C G appoint 'Naoki Abe <naoki.abe@minato-turbine.example>' --role engineering
	one letter small -- -C G letter in --letter letter.txt --on 2026-11-20
	one remark small -- -C G remark add --severity major --owner engineering -m 'And this?'
	one answer small -- -C G remark answer 1 --clarified -m 'So.' --as "$ENGINEER"
	one close answered -- -C G remark close 1
	one seal small -- -C G seal
	one export ready -- -C G export -o out
	one export-again sealed -- -C G export -o out2
	one draft small 'again=exists already' -- -C G export --draft -o draft
	one deliver sealed -- -C G deliver --means mail --on 2026-11-23 --letter letter.txt
	one save dirty -- -C G save --remove -m 'a change'
	one attach small -- -C G attach new.txt -e L $said
	one attach-two small -- -C G attach two -e L $said
	one replace small -- -C G attach new.txt --replace --name old.txt -e L
	one restore lost -- -C G restore .
	one purge small -- -C G purge attachments/L/gone.txt --reason spill --as "$EXPORT"
	one purge-letter small -- -C G purge letters/other.txt --reason spill --as "$EXPORT"
	one new nothing 'again=exists already' -- new N --template repair --category IV --title x
	one import plain 'again=exists already' -- import P
	one use uses -- -C F110-NOZ-001 use profile
	one render small -- -C G render -o pages
	one render-again rendered -- -C G render -o pages
	one diff rendered -- -C G diff --html changes.html
	one edit small 'again=is there already' -- -C G edit suppliers -o book.xlsx
	one take lists status=0 'again=nothing would change' steps -- -C G take gauges.csv
	one remarks small -- -C G remark export all.csv
	one letter-show small 'again=exists already' -- -C G letter show other.txt -o shown.txt
} >scenarios
: >"$OUT"; : >"$ERR"
for mode in ${HALF:-kill fault}; do
	python3 "$ROOT/tests/trust/sweep.py" "$SARFLOW" "$SANDBOX/sweep" $mode --share $SHARE <scenarios >table-$mode 2>&1
	grep -v '^tried' table-$mode | sed 's/^/# /'
	sed -n "s/^tried.*/& ($mode)/p" table-$mode
	is "$mode: nothing is half done, and nothing is said that is not so" 0 "$(sed -n 's/^tried .* failed \([0-9]*\).*/\1/p' table-$mode)"
done
finish
