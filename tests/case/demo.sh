#!/bin/bash
# demo.sh PROGRAM FOLDER: the main job on the worked F110 repair package, every step a command a person can type.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
program=$(cd "$(dirname "$1")" && pwd)
rm -rf "$2"; mkdir -p "$2"; work=$(cd "$2" && pwd)
bold=; plain=; [ -t 1 ] && { bold=$(printf '\033[1m'); plain=$(printf '\033[0m'); }

say() { printf '\n%s# %s%s\n' "$bold" "$*" "$plain"; }
show() { # print the command as it is typed
	printf '%s$ ' "$bold"; local word; for word; do
		case $word in (*[!A-Za-z0-9_./:=@,+-]*) printf "'%s' " "$word";; (*) printf '%s ' "$word";; esac
	done; printf '%s\n' "$plain"
}
run() { show "$@"; "$@"; }
expect() { local wanted=$1 got=0; shift; run "$@" || got=$?; [ "$got" = "$wanted" ] || { echo "expected status $wanted, got $got" >&2; exit 1; }; }

printf 'sarflow takes a Source Approval Request from its first check to the sealed submittal.\nAll names and numbers in this example are fictitious.\n'
say "the day of the example, and where things are"
run cd "$work"
printf '%s$ export PATH=%s:$PATH%s\n' "$bold" "$program" "$plain"
export PATH="$program:$PATH"
export GIT_CONFIG_NOSYSTEM=1 NO_COLOR=${NO_COLOR:-} PAGER=cat
run export SARFLOW_NOW=1795392000
run export GIT_AUTHOR_NAME='Kenji Mori' GIT_AUTHOR_EMAIL=kenji.mori@minato-turbine.example

say "the company's own part, written once for all its requests: the profile of the works, mended, signed and put in force"
run sarflow import "$here/packages/MINATO-YOKOSUKA"
expect 1 sarflow -C MINATO-YOKOSUKA check
run cp -r "$here/packages/MINATO-YOKOSUKA.mended/." MINATO-YOKOSUKA/
run sarflow -C MINATO-YOKOSUKA check
run sarflow -C MINATO-YOKOSUKA save -m 'findings of the first check mended'
run sarflow -C MINATO-YOKOSUKA appoint 'Sachiko Endo <sachiko.endo@minato-turbine.example>' --role quality
run sarflow -C MINATO-YOKOSUKA appoint 'Hiroshi Kanda <hiroshi.kanda@minato-turbine.example>' --role signatory
run sarflow -C MINATO-YOKOSUKA do start-review
run sarflow -C MINATO-YOKOSUKA --as 'Sachiko Endo <sachiko.endo@minato-turbine.example>' sign --role quality
run sarflow -C MINATO-YOKOSUKA --as 'Hiroshi Kanda <hiroshi.kanda@minato-turbine.example>' sign --role signatory --elements 1
run sarflow -C MINATO-YOKOSUKA --as 'Hiroshi Kanda <hiroshi.kanda@minato-turbine.example>' do put-in-force

say "the repair of an F110 nozzle segment: its own git repository and journal"
run sarflow import "$here/packages/F110-NOZ-001"
run cd F110-NOZ-001

say "it rests on that profile: this version of it, until somebody updates it"
run sarflow use profile ../MINATO-YOKOSUKA

say "what is wrong with it? (status 1: there are errors)"
expect 1 sarflow check

say "mend it: the files of F110-NOZ-001.mended, laid over the package"
run cp -r "$here/packages/F110-NOZ-001.mended/." .
run sarflow check
say "what changed, read as documents: one page, inline and side by side"
run sarflow diff --html "$work/changes.html"
run sarflow save -m 'findings of the first check mended'

say "people: who may do what"
run sarflow appoint 'Naoki Abe <naoki.abe@minato-turbine.example>' --role engineering
run sarflow appoint 'Sachiko Endo <sachiko.endo@minato-turbine.example>' --role quality
run sarflow appoint 'Emi Ogawa <emi.ogawa@minato-turbine.example>' --role export_officer
run sarflow appoint 'Hiroshi Kanda <hiroshi.kanda@minato-turbine.example>' --role signatory

say "up to the review: what the Government said is reported, with its letter and the letter's own day"
run sarflow do start-screen
run sarflow do ask-requirements --note 'Asked by our letter of 2026-03-02; recorded here when the package was begun.'
run sarflow do report-requirements --by 'propulsion engineering support activity, source approval desk, J. Doe (fictitious)' \
	--on 2026-03-19 --received 2026-03-24 --letter "$here/packages/letters/F110-NOZ-001/inquiry-reply.pdf" \
	--letter-date 2026-03-19 --letter-ref 'HPT nozzle segment, NSN 2840-01-999-9902' \
	--letter-from 'propulsion engineering support activity, source approval desk'
run sarflow do use-data-at-hand --note 'T.O. and drawing are held under the license; see element H.'
run sarflow do start-review

say "a reviewer asks, and gets an answer"
run sarflow --as 'Sachiko Endo <sachiko.endo@minato-turbine.example>' remark add --on registers/operations.csv --row 230 \
	--severity major --owner engineering -m 'Who releases the drag finishing?'
run sarflow remark answer 1 --clarified -m 'Our receiving inspection does: operation 240, penetrant, on every segment.'
run sarflow --as 'Sachiko Endo <sachiko.endo@minato-turbine.example>' remark close 1
run sarflow remark list --all

say "what stands between here and the release, and who does what"
run sarflow why release

say "release is shut until the right people have signed (status 3: refused)"
expect 3 sarflow --as 'Hiroshi Kanda <hiroshi.kanda@minato-turbine.example>' do release

say "each signs for exactly this content"
run sarflow --as 'Naoki Abe <naoki.abe@minato-turbine.example>' sign --meaning 'technically complete and correct'
run sarflow --as 'Sachiko Endo <sachiko.endo@minato-turbine.example>' sign --meaning 'checked against the quality system'
run sarflow --as 'Emi Ogawa <emi.ogawa@minato-turbine.example>' sign --meaning 'may be handed over under the permits listed'
run sarflow --as 'Hiroshi Kanda <hiroshi.kanda@minato-turbine.example>' sign --elements A,G --meaning 'signed for the company'
run sarflow --as 'Hiroshi Kanda <hiroshi.kanda@minato-turbine.example>' do release

say "a look at what would be handed over, stamped DRAFT; it is not recorded"
run sarflow export --draft -o "$work/draft"

say "seal it, and make what is handed over"
run sarflow seal
run sarflow export -o "$work/handover"
run sarflow status
run sarflow log
run sarflow render -o "$work/pages"

say "stock git agrees"
run git fsck --strict
run git status --short

say "the other two: a new F100 air seal and an F100 vane, each stopped by its license before any work is spent"
run cd "$work"
run sarflow import "$here/packages/F100-SEAL-001"
run sarflow import "$here/packages/F100-VANE-001"
run sarflow -C F100-SEAL-001 screen
run sarflow -C F100-VANE-001 screen

printf '\n%sOpen these three:%s\n' "$bold" "$plain"
printf '  the checklist workbook   %s\n' "$work"/handover/*-checklist.xlsx
printf '  the package as pages     %s\n' "$work/pages/index.html"
printf '  what was mended          %s\n' "$work/changes.html"
printf "\n%sOr all of it in a browser; it prints the link to open:%s\n  %s --as 'Kenji Mori <kenji.mori@minato-turbine.example>' serve %s\n" "$bold" "$plain" "$program/sarflow" "$work"
