#!/bin/bash
# t_remark.sh: remarks and deficiencies: made, found again, answered, held against the versions, closed, exported; and what is no remark.
. "$(dirname "$0")/case.sh"
P=F110-NOZ-001
TEXT=evidence/C-repair-documents.md
package
ok 'four people are appointed' appoint_all $P
remark() { sarflow -C $P remark "$@"; }
asked() { as "$1" -C $P remark "${@:2}"; }          # asked PERSON WORDS...
save() { sarflow -C $P save -m "$1" >saved.out || fail "saved: $1"; }
item() { sqlite3 :memory: "select json_extract(cast(readfile('list') as text), '$1')"; }    # value of a list
mark $P

# ---- what never existed, and what is said badly
status 0 remark; has 'no remark waits'
status 0 remark list --json; is 'no remark as JSON' '[]' "$(tr -d '\n ' <"$OUT")"
status 3 remark show 1; has 'there is no remark 1' "$ERR"
status 3 remark answer 1 --clarified -m x
status 3 asked quality close 1
status 3 remark reopen 1 -m x
status 2 remark answer one --clarified -m x; has 'by its number' "$ERR"
status 2 remark answer
status 2 remark dance; has 'is none of add' "$ERR"
status 3 remark add --on evidence/none.md --severity minor -m x; has 'evidence/none.md' "$ERR"
status 3 remark add --on Z9 --severity minor -m x
status 3 remark add --on ../../etc/passwd --severity minor -m x
status 3 remark add --on $TEXT --quote 'words that nobody wrote' --severity minor -m x; has 'does not hold the words' "$ERR"
status 2 remark add --on $TEXT --quote '  ' --severity minor -m x
status 2 remark add --on $TEXT --quote 'operations' --severity minor -m x; has 'times; quote more of them, or say which; try: --which N' "$ERR"
status 3 remark add --on $TEXT --quote 'operations' --which 999 --severity minor -m x; has 'only' "$ERR"
status 2 remark add --on $TEXT --quote 'operations' --which 0 --severity minor -m x
status 2 remark add --on $TEXT --quote "$(head -c 1200 /dev/zero | tr '\0' a)" --severity minor -m x; has 'at most 1000 bytes' "$ERR"
status 2 remark add --on $TEXT --row 1 --severity minor -m x; has 'a row does not go with a text' "$ERR"
for what in "--quote words" "--row 1" "--page 1" "--field title"; do
	for on in A A1 registers/characteristics.csv package.yaml; do
		case "$on $what" in "registers/characteristics.csv --row 1"|"package.yaml --field title") continue ;; esac
		status 2 remark add --on $on $what --severity minor -m x; has "does not go with" "$ERR"
	done
done
status 2 remark add --quote words --severity minor -m x
status 3 remark add --on registers/characteristics.csv --row CH-99 --severity minor -m x; has 'such as "CH-01"' "$ERR"
status 3 remark add --on attachments/C/repair-procedure-MTR-RP-2417.pdf --page 999 --severity minor -m x; has 'it has' "$ERR"
status 3 remark add --on attachments/C/repair-procedure-MTR-RP-2417.pdf --page -1 --severity minor -m x
for page in 0 4294967297 1x '' ' 1'; do no "page \"$page\"" sarflow remark add --on attachments/C/repair-procedure-MTR-RP-2417.pdf --page "$page" --severity minor -m x; done
status 2 remark add -m x; has "say how grave it is; try: --severity 'blocker|major|minor'" "$ERR"
status 2 remark add --severity awful -m x
status 2 remark add --severity minor; has 'say what is to be said' "$ERR"
status 2 remark add --severity minor -m x --owner nobody@x.example; has 'neither a role nor' "$ERR"
status 2 remark add --severity minor -m x --due soon
status 2 remark add --severity minor -m x --number 1; has 'names its office' "$ERR"
status 3 remark add --severity minor -m x --requirement C77
status 3 as stranger -C $P remark add --severity minor -m x; has 'is not appointed' "$ERR"
status 3 asked quality add --severity minor -m x --role manager; has 'does not hold the role' "$ERR"
same 'what is refused changes nothing' $P

# ---- a place of each sort
status 0 asked quality add --on $TEXT --quote 'Blend, drill, finish' --severity minor -m 'Which drill?'; has 'remark 1'
status 0 asked quality add --on $TEXT --quote "38 operations, from
  receipt" --severity major --owner engineering --due 2026-12-01 -m '**Count** them.'
status 2 asked quality add --on registers/characteristics.csv --row CH-05 --severity blocker --owner 'aiko.sato@' -m x
status 0 asked quality add --on registers/characteristics.csv --row CH-05 --severity blocker --owner aiko.sato@minato-turbine.example -m 'Wall: which gauge?'
status 0 asked quality add --on attachments/C/repair-procedure-MTR-RP-2417.pdf --page 2 --severity minor -m 'page'
status 0 asked quality add --on C3 --requirement C4 --severity minor -m '検査方法が不明'
status 0 asked quality add --on C --severity minor -m 'element'
status 0 asked quality add --severity minor -m 'package'
status 0 asked quality add --on package.yaml --severity minor -m 'identity'
status 0 asked quality add --on $TEXT --quote 'Oxide in a crack' --severity minor -m 'to be lost'
status 0 remark list; like '^ +3  open +blocker +registers/characteristics.csv:[0-9]+, row CH-05; for Aiko Sato'
like "^ +2  open +major +$TEXT:[0-9]+, C1 Routing; for Engineering; due 2026-12-01"; has '検査方法が不明'; like '^ +5 .* C3, C4'; like '^ +4 .*page 2'
status 0 remark list --mine --as "$ENGINEER"; has 'Wall: which gauge?'; has '**Count** them.'; lacks 'package'
status 0 remark list --json; json; cp "$OUT" list; is 'nine are listed' 9 "$(grep -c '"number"' "$OUT")"
is 'the worst is first' 3 "$(item '$[0].number')"
line=$(grep -n '38 operations' $P/$TEXT | cut -d: -f1)
is 'the line is told' "$line" "$(item '$[1].line')"
status 0 remark show 2; has 'on the words "38 operations, from receipt"'; has 'by Yui Tanaka (quality) on 2026-11-23'
status 0 remark list --lang ja; has '技術'
status 0 sarflow -C $P log; has 'remark 2: major'
git -C $P log --format=%B refs/sar/journal >"$OUT"
has 'Sar-Exact: 38 operations, from receipt'; has 'Sar-Requirement: C4'; lacks '検査方法'; lacks 'Count'
saved $P

# ---- found again after edits
sed -i '0,/^## C1/s//A new paragraph.\n\nAnd one more.\n\n## C1/' $P/$TEXT
sed -i 's/^CH-01,.*$/&/; 2{h;d}; $G' $P/registers/characteristics.csv
save 'edits elsewhere'
status 0 remark list --json; lacks '"orphan": true'; cp "$OUT" list; is 'it moves with its words' "$((line + 4))" "$(item '$[1].line')"
is 'a row moves with its key' "$(grep -n '^CH-05,' $P/registers/characteristics.csv | cut -d: -f1)" "$(item '$[0].line')"
before=$(git -C $P rev-parse main~1)
status 0 remark list --version "$before"; has "$TEXT:$line,"
# gone: first in the list, whatever its severity
sed -i 's/Oxide in a crack stops the braze from wetting./It must be clean./' $P/$TEXT; save 'words gone'
status 0 remark list; has 'are not in evidence/C-repair-documents.md any more'; has 'to be lost'
is 'what has lost its place stands first' '9 orphan' "$(head -1 "$OUT" | awk '{ print $1, $2 }')"
status 0 sarflow -C $P status; has '9 open, 0 answered, 0 closed; 1 has lost its place'
status 0 sarflow -C $P status --json; json; is 'counted as JSON' 1 "$(value '$.remarks.orphans')"

# ---- answers are held against the versions
mark $P
status 2 remark answer 1; has 'one of --changed, --no-change, --clarified, --duplicate-of N' "$ERR"
status 2 remark answer 1 --changed --clarified
status 3 remark answer 7 --changed --version deadbeef; has 'there is no version "deadbeef"' "$ERR"
status 3 remark answer 3 --changed; has 'nothing of what remark 3 is about differs' "$ERR"
status 3 remark answer 4 --changed
status 2 remark answer 1 --no-change; has 'say why' "$ERR"
status 2 remark answer 1 --clarified -m ''
status 2 remark answer 1 --duplicate-of 1
status 2 remark answer 1 --duplicate-of 99
status 2 remark answer 1 --duplicate-of x
first=$(git -C $P rev-list main | tail -1)
status 3 remark answer 9 --changed --version "$first"; has 'nothing of what' "$ERR"
status 3 remark answer 9 --changed --version "$before"; has 'nothing of what' "$ERR"
status 0 asked quality add --on C2 --severity minor -m 'made later'
status 3 remark answer 10 --changed --version "$before"; has 'does not come after' "$ERR"
status 0 asked quality close 10 -m 'made for a trial'
mark $P
# a history that has nothing to do with ours, and a branch that is not main
other=$(git -C $P commit-tree -m 'another beginning' main^{tree})
status 3 remark answer 9 --changed --version "$other"; has 'is no version of main' "$ERR"
side=$(git -C $P commit-tree -p main -m 'aside' main^{tree})
status 3 remark answer 9 --changed --version "$side"; has 'is no version of main' "$ERR"
journal=$(git -C $P rev-parse refs/sar/journal)
status 3 remark answer 9 --changed --version "$journal"
same 'no answer was taken' $P
status 0 asked engineer answer 9 --changed
status 3 asked engineer answer 9 --changed; has 'is answered already' "$ERR"
status 0 remark list; has 'answered on 2026-11-23 by Aiko Sato: changed, see version'
sed -i 's/^CH-05,[^,]*,/CH-05,Wall of the airfoil,/' $P/registers/characteristics.csv; save 'CH-05'
status 0 asked engineer answer 3 --changed
status 0 remark answer 1 --duplicate-of 2
status 3 remark answer 2 --duplicate-of 1; has 'is itself answered as a duplicate' "$ERR"
status 0 asked engineer answer 2 --no-change -m 'There are 36: see the register.'
status 0 asked engineer answer 5 --clarified -m 方法は登録表に示す。

# ---- closing and opening again
status 3 asked engineer close 3; has 'remark 3 is for you to answer; Yui Tanaka, who made it, closes it' "$ERR"
status 3 remark close 3; has 'in one of these roles' "$ERR"
status 0 asked quality close 3
status 3 asked quality close 3; has 'is closed already' "$ERR"
status 3 remark answer 3 --clarified -m x; has 'is closed already' "$ERR"
status 3 asked quality close 7; has 'has no answer; to close it all the same, say why' "$ERR"
status 0 asked quality close 7 -m 'It was a mistake.'
status 2 asked quality reopen 3
status 3 asked quality reopen 8 -m x; has 'remark 8 is open' "$ERR"
status 0 asked quality reopen 3 -m 'The gauge is still not named.'
status 3 asked engineer answer 3 --changed; has 'where it was last answered' "$ERR"
sed -i 's/^CH-05,[^,]*,/CH-05,Wall of the airfoil by gauge,/' $P/registers/characteristics.csv; save 'CH-05 again'
status 0 asked engineer answer 3 --changed
status 0 remark show 3; has 'The gauge is still not named.'; has 'reopen'; is 'both answers are told' 2 "$(grep -c 'answer, changed' "$OUT")"
status 0 remark show 3 --json; json
status 0 remark list --all; like '^ +7  closed'
status 0 remark list; lacks 'It was a mistake'; no 'closed ones are left out' grep -qE '^ +7 ' "$OUT"

# ---- who has left cannot act; what they said stands
status 0 as export -C $P remark add --severity minor -m 'by who leaves'
status 0 sarflow -C $P appoint "$EXPORT" --end
status 3 as export -C $P remark answer 8 --clarified -m x
status 0 remark show 11; has 'by Ren Abe (export_officer)'
status 3 as quality -C $P remark withdraw 11 -m 'Asked elsewhere.'; has 'remark 11 is of Ren Abe' "$ERR"
status 0 as quality -C $P remark close 11 -m 'Asked elsewhere.'

# ---- a letter and its deficiencies
letter=$ROOT/packages/letters/F110-NOZ-001/deficiency-letter.pdf
dated=(--by 'DLA Aviation, J. Doe' --dated 2026-11-10 --received 2026-11-12)
deficiencies() { sarflow -C $P remark add --letter deficiency-letter.pdf "${dated[@]}" --from "$1"; }
printf 'number,severity,text,on,row,requirements,owner,due\n1a,major,"The wall is not shown.\nGive the note.",registers/characteristics.csv,CH-05,C3;C4,engineering,2026-12-10\n1b,minor,Two operations are named alike,,,E1,,\n' >good.csv
status 3 deficiencies good.csv; has 'no letter "deficiency-letter.pdf" is filed' "$ERR"
status 0 sarflow -C $P letter in --letter "$letter" --by 'DLA Aviation, J. Doe' --on 2026-11-10 --received 2026-11-12
mark $P
status 2 sarflow -C $P remark add --from good.csv; has 'say which; try: --letter NAME' "$ERR"
bad() { status "$1" deficiencies bad.csv; has "$2" "$ERR"; }
printf 'number,severity,words\n1,minor,x\n' >bad.csv;                      bad 2 'bad.csv:1: "words" is no column'
printf 'number,severity,text,on quote\n1,minor,x,\n' >bad.csv;             bad 2 '"on quote" is no column'
printf 'number,severity,text\n' >bad.csv;                                  bad 2 'no row below its head'
: >bad.csv;                                                                bad 2 'no row below its head'
printf 'number,severity,text\n1,minor,x\n,minor,y\n' >bad.csv;             bad 2 'bad.csv:3: a deficiency needs number'
printf 'severity,text\nminor,y\n' >bad.csv;                                bad 2 'a deficiency needs number'
printf 'number,severity,text\n1,minor,x\n2,minor,y\n1,minor,z\n' >bad.csv; bad 2 'bad.csv:4: number 1 stands in line 2, too'
printf 'number,severity,text\n1,minor,x\n2,awful,y\n' >bad.csv;            bad 2 'bad.csv:3'
printf 'number,severity,text,on\n1,minor,x,\n2,minor,y,Z9\n' >bad.csv;     bad 3 'bad.csv:3'
printf 'number,severity,text\n"1\n2",minor,x\n' >bad.csv;                  bad 3 'bad.csv:2'
printf 'number,severity,text\n\0331,minor,x\n' >bad.csv;                   bad 3 'bad.csv:2'
printf 'number,severity,text\n1,minor,"x\n' >bad.csv;                      status 2 deficiencies bad.csv
head -c 5000 /dev/urandom >bad.csv;                                        status 2 deficiencies bad.csv
status 3 deficiencies missing.csv
dated=(--by 'DLA' --dated 2026-11-10 --received 2027-11-12); status 3 deficiencies good.csv; has 'lies in the future' "$ERR"
dated=(--by 'DLA' --dated 2026-11-10);                       status 2 deficiencies good.csv
dated=(--by 'DLA' --dated 2026-11-10 --received 2026-11-01); status 3 deficiencies good.csv
dated=(--by "$(printf 'DLA \351')" --dated 2026-11-10 --received 2026-11-12); status 3 deficiencies good.csv
dated=(--by "$(printf 'DLA \302\233')" --dated 2026-11-10 --received 2026-11-12); status 3 deficiencies good.csv
dated=(--by 'DLA Aviation, J. Doe' --dated 2026-11-10 --received 2026-11-12)
same 'of a letter that is refused nothing is recorded' $P
status 0 deficiencies good.csv; has '2 deficiencies recorded'
status 0 deficiencies good.csv; has '0 deficiencies recorded, 2 were there already'
printf 'number,severity,text\n2,minor,"' >sjis.csv; printf '検査方法' | iconv -t CP932 >>sjis.csv; printf '"\n1a,minor,again\n' >>sjis.csv
status 0 deficiencies sjis.csv; has '1 deficiency recorded, 1 were there already'
status 0 remark list; has '検査方法'; has 'for Engineering; due 2026-12-10'
status 0 remark show 12; has 'deficiency 1a by DLA Aviation, J. Doe, 2026-11-10, letter deficiency-letter.pdf; recorded by Kenji Mori (manager) on 2026-11-23'
has 'Give the note.'; like 'C3, C4'
status 0 sarflow -C $P log; has 'deficiency 12: major'
status 0 remark answer 12 --clarified -m 'Note 4.'
status 0 as quality -C $P remark close 12 --by 'DLA Aviation, J. Doe' --dated 2026-11-20 --received 2026-11-21

# ---- texts: as long as a cell of a workbook, and a letter more; control characters
head -c 32767 /dev/zero | tr '\0' 'x' >big; head -c 32768 /dev/zero | tr '\0' 'x' >bigger
said() { "$SARFLOW" -C $P remark add --severity minor -m - <"$1" >"$OUT" 2>"$ERR"; }
said big && pass 'a full cell of text is taken' || fail 'a full cell of text is taken'
said bigger; is 'a letter more is refused' 3 $?; said bigger; has 'at most 32767 characters' "$ERR"
printf 'a\0b' >nul; said nul; is 'a NUL is refused' 2 $?
printf '\377\376' >binary; said binary; is 'no UTF-8 is refused' 2 $?
printf 'red \033[31m bell \007 c1 \302\233 bidi \342\200\256 end\n\033]0;title\007\n' >evil
said evil && pass 'a text with escapes is kept' || fail 'a text with escapes is kept'
evil=$(sed 's/remark //' "$OUT")
raw() { no "$1 shows no control character" env LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]' "$OUT"; }
status 0 remark show "$evil"; has 'end'; raw show
status 0 remark list; raw list
status 0 remark list --json; json
status 0 sarflow inbox; raw inbox
status 3 remark add --severity minor -m x --by DLA --dated 2026-11-10 --received 2026-11-12 --number "$(printf '1\033[31m')"; raw 'the refusal'
status 3 remark add --on "$(printf 'evidence/\033[31m.md')" --severity minor -m x; cp "$ERR" "$OUT"; raw 'the refusal of a path'
status 3 remark add --on registers/characteristics.csv --row "$(printf 'CH\033[31m')" --severity minor -m x; cp "$ERR" "$OUT"; raw 'the refusal of a row'
status 2 remark add --severity minor -m x --owner "$(printf '\033[31m@x')"; cp "$ERR" "$OUT"; raw 'the refusal of an owner'
status 3 remark add --letter "$(printf '\033[31m')" --severity minor -m x --by D --dated 2026-11-10 --received 2026-11-12; cp "$ERR" "$OUT"; raw 'the refusal of a letter'
status 3 remark add --on $TEXT --quote "$(printf 'routing\033[31m')" --severity minor -m x; cp "$ERR" "$OUT"; raw 'the refusal of words'

# ---- the matrix
for form in xlsx csv html; do status 0 remark export "matrix.$form"; done
ok 'the workbook is whole' unzip -tq matrix.xlsx
ok 'the page is well formed' sh -c 'xmllint --html --noout matrix.html 2>&1 | grep -v "Tag \(header\|main\|footer\) invalid" | grep -q error; [ $? = 1 ]'
has 'Comment resolution matrix' matrix.html; has 'The wall is not shown.' matrix.html; lacks '<script' matrix.html
is 'a row a remark and the head' "$(($(sarflow -C $P remark list --all --json | grep -c '"number"') + 1))" "$(sqlite3 :memory: ".import --csv matrix.csv t" "select count(*) + 1 from t")"
has 'no-change' matrix.csv; has 'duplicate of 2' matrix.csv; like '^12,1a,major,closed,' matrix.csv
no 'the page holds no control character' env LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' matrix.html
status 0 remark export ja.html --lang ja; has '指摘対応一覧' ja.html
status 0 remark export main.csv --version main
status 2 remark export; status 2 remark export matrix.pdf
mkdir folder.csv
for form in xlsx csv html; do
	printf 'old' >"kept.$form"
	status 3 remark export "/proc/none/matrix.$form"; is 'one line of fault' 1 "$(wc -l <"$ERR")"
done
status 3 remark export folder.csv; status 3 remark export /dev/full/x.csv
is 'nothing half-written is left' '' "$(ls -A | grep '\.new\.')"

# ---- a text that is none any more
cp $P/$TEXT text; head -c 3000 /dev/urandom >$P/$TEXT; save 'binary'
status 0 remark list; has 'is not in the package any more, or cannot be read'; is 'its remarks come first' orphan "$(head -1 "$OUT" | awk '{ print $2 }')"
status 3 remark add --on $TEXT --quote x --severity minor -m x; has 'no file that can be read' "$ERR"
cp text $P/$TEXT; save 'text again'
status 0 remark list; is 'found again' 9 "$(head -1 "$OUT" | awk '{ print $1 }')"

# ---- two at once: one wins, the other is told
n=$(asked quality add --severity minor -m 'race' | sed 's/remark //')
for round in 1 2 3; do
	( as engineer -C $P remark answer "$n" --clarified -m one >a.out 2>a.err; echo $? >a.rc ) &
	( as manager -C $P remark answer "$n" --no-change -m two >b.out 2>b.err; echo $? >b.rc ) &
	wait
	is "round $round: exactly one answer" '0 3' "$(sort a.rc b.rc | tr '\n' ' ' | sed 's/ $//')"
	ok 'the other is told why' grep -hq "remark $n is answered already" a.err b.err
	status 0 asked quality reopen "$n" -m again
done
saved $P
# ---- a text that a spreadsheet would run is no formula in the CSV
sarflow new CALC --template repair --category IV --set nsn=2840-01-999-9904 >/dev/null
status 0 sarflow -C CALC remark add --on A --severity minor -m '=HYPERLINK("http://evil.example","x")'
status 0 sarflow -C CALC remark add --on A --severity minor -m '- one
- two'
status 0 sarflow -C CALC remark export calc.csv; has '"'"'"'=HYPERLINK(' calc.csv; has "\"'- one" calc.csv; no 'no cell begins a formula' grep -qE '(^|,|")[=@+]' calc.csv
status 0 sarflow -C CALC remark --mine; has 'HYPERLINK'
finish
