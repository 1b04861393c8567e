#!/bin/bash
# t_json.sh: every command that prints JSON holds to its schema in tests/schema, whatever state the package is in; where
# a command stops it prints none; and the commands that have no JSON say so.
. "$(dirname "$0")/case.sh"
schema=$ROOT/tests/check/schema
mkdir made

# take NAME STATUS COMMAND...: what it prints with --json is kept to be held against tests/schema/NAME.json
takes=0
take() {
	local name=$1; shift
	takes=$((takes + 1))
	status "$1" "${@:2}" --json && cp "$OUT" "made/$name.$takes"
}
# stops STATUS COMMAND...: a fault, kept as ./said, and not a byte of JSON
stops() { status "$@" --json; cp "$ERR" said; is "nothing is printed: ${*:3}" 0 "$(stat -c %s "$OUT")"; }

# ---- who has JSON: the descriptors and the schemas agree, all others refuse
having=$(cd "$ROOT/engine/command" && grep -l '\.json = true' cmd_*.c | sed 's/^cmd_//; s/\.c$//; s/_/-/g' | sort)
is 'a schema for each command that has JSON, and for no other' "$having" \
	"$(cd "$ROOT/tests/schema" && ls ./*.json | sed 's,^./,,; s/\.json$//' | sort)"
commands=$(cd "$ROOT/engine/command" && grep -l '\.run = run' cmd_*.c | sed 's/^cmd_//; s/\.c$//; s/_/-/g' | sort)
for name in $commands; do
	! grep -qx -- "$name" <<<"$having" || continue
	typed=$(sed -n 's/^\t\.name = "\([a-z -]*\)".*/\1/p' "$ROOT/engine/command/cmd_${name//-/_}.c")
	for words in '' 'x' 'x y'; do
		run sarflow $typed $words --json && fail "$name --json is refused"
		grep -q 'use: sarflow' "$ERR" || break
	done
	has "sarflow $typed has no output for programs" "$ERR"
	is "$name --json prints nothing" 0 "$(stat -c %s "$OUT")"
done
is 'nothing was made' 'home made' "$(echo *)"
stops 2 sarflow template list; has 'template list has no output for programs' said
stops 2 sarflow template graph repair
stops 2 sarflow waive x --reason y --until 2026-12-01
stops 2 sarflow diff --html page.html; no 'no page was made' ls page.html
status 0 sarflow check --json --help; has 'sarflow check:'

# ---- nothing there
mkdir none
take list 0 sarflow list none; is 'an empty list' '[]' "$(cat made/list.$takes)"
take inbox 0 sarflow inbox none
take version 0 sarflow version
for words in check status log next screen waive diff 'why release' 'remark list' 'remark show 1'; do
	stops 3 sarflow -C none $words
done
stops 3 sarflow list nowhere
stops 3 sarflow template lint nowhere

# ---- with its mistakes; paths that are not UTF-8
status 0 sarflow import "$ROOT/packages/F110-NOZ-001"; mv F110-NOZ-001 M
take key-list 0 sarflow -C M key list
take remark-list 0 sarflow -C M remark list; is 'no remark' '[]' "$(cat made/remark-list.$takes)"
take waive 0 sarflow -C M waive; is 'no waiver' '[]' "$(cat made/waive.$takes)"
printf x >M/attachments/$'\x8c\x9f.pdf'; printf x >M/attachments/C/$'\x8c.pdf'; printf x >M/evidence/$'\xff.md'
take check 1 sarflow -C M check
has '"file": "attachments/'$'\xef\xbf\xbd\xef\xbf\xbd''.pdf", "file_hex": "6174746163686d656e74732f8c9f2e706466"'
take diff 0 sarflow -C M diff
sarflow -C M save -m 'with names of another age' >/dev/null
take next 0 sarflow -C M next
take why 0 sarflow -C M why start-review; has '"file_hex"'
take status 0 sarflow -C M status; take screen 0 sarflow -C M screen; take log 0 sarflow -C M log
take diff 0 sarflow -C M diff main~1 main
take check 1 sarflow -C M check --lang ja; take status 0 sarflow -C M status --lang ja
take check 1 sarflow -C M check --version main~1
stops 3 sarflow -C M check --version nothing
stops 2 sarflow -C M check --level grave
stops 3 sarflow -C M why nothing
stops 3 sarflow -C M remark show 9
stops 2 sarflow -C M remark show x
stops 2 env -u GIT_AUTHOR_EMAIL "$SARFLOW" inbox .

# ---- files that are attached, or would be
mkdir -p scans; echo new >scans/new.txt; echo old >scans/old.txt; : >scans/empty.txt; printf x >scans/$'\x8c.txt'; printf x >scans/.$'\x8c'; echo x >scans/Thumbs.db
take attach 1 sarflow -C M attach scans -e L --dry-run -s language=en -s colour=red; has '"file_hex": "7363616e732f8c2e747874"'; rm scans/empty.txt scans/$'\x8c.txt'
sed 's,/Pages 2 0 R,& /Lang (ja),; s,/Root 1 0 R,& /Info << /Title (A title) >>,' "$ROOT/packages/letters/F110-NOZ-001/inquiry-reply.pdf" >scans/said.pdf
answers='-s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by='
take attach 0 sarflow -C M attach scans/said.pdf -e L -n $answers
take attach 0 sarflow -C M attach scans -e L -s language=en $answers; is 'it is done' 1 "$(value '$.done')"
echo newer >scans/new.txt
take attach 0 sarflow -C M attach scans -e L -s language=ja $answers --replace; has '"what": "replaced"'; has '"what": "there"'
printf 'file,language,Remarks\nnew.txt,en,x\n' >scans/list.csv
take attach 0 sarflow -C M attach --from scans/list.csv -e L -n $answers; has 'no column is called \"Remarks\"'
stops 3 sarflow -C M attach none.txt -e L

# ---- a sign-off that fell with another pin
( mkdir pins; cd pins || exit; export SARFLOW_TEMPLATES=$ROOT/tests/case/small
  for p in SITE:site R:request; do
	sarflow new ${p%:*} --template ${p#*:} --category one --set site=Works ${p/#R:*/--set=uses.site=SITE} >/dev/null 2>&1 ||
		sarflow new ${p%:*} --template ${p#*:} --category one --set site=Works >/dev/null
	sed -i 's/<!--.*-->/It is./' ${p%:*}/evidence/A-letter.md; sarflow -C ${p%:*} save -m filled >/dev/null
  done
  sarflow -C SITE do release >/dev/null; sarflow -C R use site ../SITE >/dev/null; sarflow -C R appoint "$QUALITY" --role quality >/dev/null
  as quality -C R sign --elements package -m 'as pinned' >/dev/null
  sarflow -C SITE do reopen >/dev/null; printf 'certificate,site,expires\nC-9,Works,2028-01-01\n' >SITE/registers/certificates.csv
  sarflow -C SITE save -m renewed >/dev/null; sarflow -C SITE do release >/dev/null; sarflow -C R use --update --yes >/dev/null )
take status 0 sarflow -C pins/R status; has '"fell_through"'

# ---- through its life: the demo's package, sealed
ok 'the demo runs' bash "$ROOT/tests/case/demo.sh" "$SARFLOW" demo
P=demo/F110-NOZ-001
SACHIKO='Sachiko Endo <sachiko.endo@minato-turbine.example>'
for words in check status next screen waive 'diff submittal/1' 'why hand-over'; do
	take "${words%% *}" 0 sarflow -C $P $words
done
take remark-list 0 sarflow -C $P remark list --all
take remark-show 0 sarflow -C $P remark show 1
take list 0 sarflow list demo; is 'four packages' 4 "$(value '$' made/list.$takes | grep -o '"package"' | wc -l)"
take inbox 0 sarflow inbox demo
for id in MINATO-YOKOSUKA F100-SEAL-001 F100-VANE-001; do
	take check $([ $id = MINATO-YOKOSUKA ]; echo $?) sarflow -C demo/$id check
	for words in status next log; do take $words 0 sarflow -C demo/$id $words; done
done
stops 3 sarflow -C demo/MINATO-YOKOSUKA screen

# remarks of every sort, with and without a place; a deficiency of a letter
printf 'a letter' >letter.pdf
remark() { sarflow -C $P remark "$@" >/dev/null || fail "remark $*"; }
words='The routing stands in the register'
remark add --on evidence/C-repair-documents.md --quote "$words" --severity major --owner engineering --due 2026-12-01 \
	--requirement C1 -m $'Which "one"?\nAnd why?'
remark add --on registers/operations.csv --row 230 --severity minor -m 'Who?'
remark add --on "$(cd $P && ls attachments/*/*.pdf | head -1)" --page 1 --severity minor -m 'Read it.'
remark add --on A --severity minor -m 'An element.'
remark add --severity minor -m 'All of it.'
remark add --on evidence/C-repair-documents.md --quote 'the list of authorized persons' --severity minor -m 'Which list?'
ok 'a letter' sarflow -C $P letter in --letter letter.pdf --on 2026-11-20
remark add --letter letter.pdf --by 'SASPO, J. Doe' --dated 2026-11-18 --received 2026-11-20 --number D1 \
	--severity major -m 'A deficiency.'
remark answer 3 --no-change -m 'It is so.'; remark answer 4 --duplicate-of 3
ok 'one is closed' sarflow -C $P --as "$SACHIKO" remark close 3
remark add --on "$(cd $P && ls attachments/*/*.pdf | head -1)" --page 1 --area 0,0,500,250 --severity minor -m 'This corner.'
remark add --on A --version "$(git -C $P rev-list main | tail -1)" --severity minor -m 'As it was.'
sed -i "s/$words/See/; s/named on the list of authorized persons/named on the list of authorized people/" $P/evidence/C-repair-documents.md
take remark-list 0 sarflow -C $P remark list --all
take remark-list 0 sarflow -C $P remark list --mine --as "$SACHIKO"
take remark-list 0 sarflow -C $P remark list --version main
take remark-show 0 sarflow -C $P remark show 2
take diff 0 sarflow -C $P diff; is 'a remark it touches' 1 "$(value '$.remarks[0].orphan')"
take inbox 0 sarflow inbox demo --as "$SACHIKO"; take inbox 0 sarflow inbox $P --as-of 2027-12-01

# sign-offs that fell: by a version, by what is not saved, with a path that is not UTF-8
sarflow -C $P save -m 'a word' >/dev/null
mkdir -p $P/attachments/D; printf x >$P/attachments/D/$'\x8c.pdf'
take status 0 sarflow -C $P status; has '"file_hex"'
is 'some fell' 1 "$(grep -c '"fell_by": "Kenji Mori"' "$OUT" | sed 's/[1-9][0-9]*/1/')"
take status 0 sarflow -C $P status --version main
sarflow -C $P note 'a note' >/dev/null
take log 0 sarflow -C $P log
git -C $P bundle create -q ../verify.bundle --all 2>/dev/null
take verify 0 sarflow verify $P; ssh-keygen -q -t ed25519 -N '' -f key; cp -r $P signed
for pair in gpg.format=ssh "user.signingkey=$PWD/key" commit.gpgsign=true; do git -C signed config "${pair%%=*}" "${pair#*=}"; done
ok 'a key is bound' sarflow -C signed appoint "$MANAGER" --role manager --key "$(cat key.pub)"
ok 'and used' as manager -C signed note 'a note'; take verify 0 sarflow verify signed; take verify 4 sarflow verify demo/verify.bundle
take next 0 sarflow -C $P next --as-of 2028-01-01; take check 1 sarflow -C $P check --as-of 2028-01-01

# ---- waivers in every state; a template with mistakes; a journal with a forged entry
export SARFLOW_TEMPLATES=$ROOT/tests/case/small
sarflow new R --template request --category one --set site=Works --set screening.kind=1 >/dev/null
take screen 0 sarflow -C R screen
mkdir -p R/attachments/A; printf x >R/attachments/A/$'\x8c.pdf'
printf '# Letter\n\n## A1 It is said\n\nNumber N-100, not N-200.\n\n## More\n\nNothing.\n' >R/evidence/A-letter.md
sarflow -C R save -m filled >/dev/null; sarflow -C R appoint "$QUALITY" --role quality >/dev/null
as quality -C R waive number-in-text --reason 'The old number is quoted.' --until 2026-12-01 >/dev/null
site=$(sarflow -C R check 2>/dev/null | sed -n 's/.*site-used, P\] //p')
as quality -C R waive "$site" --reason 'Comes.' --until 2026-12-01 >/dev/null
take check 1 sarflow -C R check; take waive 0 sarflow -C R waive
as quality -C R waive "$site" --withdraw >/dev/null
take waive 0 sarflow -C R waive; has '"withdrawn"'; has '"in force"'

# ---- keys in every state, and one that waits for a second voice
for key in one two three four five six; do ssh-keygen -q -t ed25519 -N '' -C $key -f $key; done
trust() { sarflow -C R key trust "$SANDBOX/$1.pub" --for "$QUALITY" "${@:2}" >/dev/null; }
(unset SARFLOW_TEMPLATES; fresh V); sarflow -C V appoint "$QUALITY" --role quality >/dev/null
as quality -C V key trust "$SANDBOX/six.pub" --for "$MANAGER" >/dev/null
take key-list 0 sarflow -C V key list; has '"of": 2'
trust one; trust two --from 2027-01-01; trust three --until 2026-11-22; trust four --until 2027-01-01
sarflow -C R key revoke "$(ssh-keygen -lf four.pub | cut -d' ' -f2)" --from 2026-11-20 -m lost >/dev/null
take key-list 0 sarflow -C R key list; for word in counts not-yet expired revoked 'Yui Tanaka'; do has "\"$word\""; done
sarflow -C R appoint "$QUALITY" --role quality --key "$(cat five.pub)" >/dev/null
take key-list 0 sarflow -C R key list; has '"ended"'
take next 0 sarflow -C R next; has '"file_hex"'; take why 0 sarflow -C R why release
take waive 0 sarflow -C R waive --as-of 2027-01-01; has '"expired"'
sed -i 's/Number N-100/Numbers N-100/' R/evidence/A-letter.md
take waive 0 sarflow -C R waive; has '"ended: '
take diff 0 sarflow -C R diff; is 'a waiver that ends' number-in-text "$(value '$.waivers_that_end[0].rule')"
sarflow new S --template request --category one --set site=Works --set screening.kind=2 --set number=N-007 >/dev/null
take screen 0 sarflow -C S screen; is 'no' STOP "$(value '$.verdict')"
git -C R update-ref refs/sar/journal "$(git -C R commit-tree -p refs/sar/journal -m forged "main^{tree}")"
take log 1 sarflow -C R log
take template-lint 0 sarflow template lint request
cp -r "$SARFLOW_TEMPLATES" templates; printf 'nonsense: 1\n' >>templates/request/template.yaml
take template-lint 1 env SARFLOW_TEMPLATES=templates "$SARFLOW" template lint request

# ---- documents: a text, a cell, a row, what moved, what is emphasised, an item; and sign-offs both ways
export SARFLOW_TEMPLATES=$ROOT/tests/golden/diff/templates
sarflow new D --template plain --category one --title 'A test' >/dev/null
cat >D/evidence/C-work.md <<-'END'
	# Work

	## C1

	From receipt to packing.

	| a | b |
	|---|---|
	| 1 | 2 |

	It is said.

	First words of all.

	Last words of all.
END
printf 'gauge,made,maker,note\nA-1,1999,Hama,x\nA-2,,Umi,y\n' >D/registers/gauges.csv
sarflow -C D save -m one >/dev/null; sarflow -C D appoint "$QUALITY" --role quality >/dev/null
as quality -C D sign --role quality >/dev/null
sed -i 's/receipt/*goods-in*/; s/| 2 |/| 3 |/; s/^It is said/- &/; s/^First/Next/; s/^Last/First/; s/^Next/Last/' \
	D/evidence/C-work.md
printf 'gauge,made,maker,note\nA-1,1998,Hama,x\nA-3,,Umi,y\n' >D/registers/gauges.csv
sed -i 's/^title: .*/title: Another test/' D/package.yaml
mkdir -p D/attachments/C; printf x >D/attachments/C/$'\x8c.pdf'
take diff 0 sarflow -C D diff; take diff 0 sarflow -C D diff work main
unset SARFLOW_TEMPLATES

# ---- what comes in from outside, and comes back
unguarded; package T
printf 'supplier,site,Ours,Suplier\nNagisa NDT Laboratory K.K.,Elsewhere,x,y\n,2,3,4\n' >in.csv
take take 1 sarflow -C T take in.csv --register suppliers
printf 'Dear Sirs,of course\n' >>in.csv; take take 1 sarflow -C T take in.csv -n
sarflow -C T seal >/dev/null; sarflow -C T export -o T.out >/dev/null
python3 "$ROOT/tests/case/evaluate.py" T.out/*.xlsx '{"lines": [["Checklist","C3","verdict","Fail"],["Checklist","A1","verdict","Pass"],
	["Operations","20","machine","Another"]], "block": [["Office","DLA"],["Day of the evaluation","2026-11-20"]], "add_sheet": "More"}' back.xlsx
take return 1 sarflow -C T return back.xlsx --severity major
take return 1 sarflow -C T return back.xlsx -n
unset SARFLOW_TEMPLATES

# ---- every output holds to its schema, and nothing is described that never comes
for file in "$ROOT"/tests/schema/*.json; do
	name=$(basename "$file" .json) all=--all
	case $name in screen | template-lint) all= ;; esac      # their findings lie in files that a template names
	case $name in take | return) all= ;; esac               # what differs is told as diff tells it
	[ $name != remark-show ] || all=                        # the list shows all of them
	ok "$(ls made/"$name".* | wc -l) outputs hold to $name.json" "$schema" $all "$name" made/"$name".*
done
# the schemas let nothing else through
spoil() { sed "$1" "made/check.$first" >spoiled; no "refused: $2" "$schema" check spoiled; }
first=$(cd made && ls check.* | sed 's/check\.//' | sort -n | head -1)
ok 'as it is' "$schema" check "made/check.$first"
spoil '2s/"line": \([0-9]*\)/"line": "\1"/' 'a text for a number'
spoil '2s/"rule": "[^"]*", //' 'a member that is missing'
spoil '2s/"rule"/"more": 1, "rule"/' 'a member that nobody described'
spoil '2s/"rule"/"line": 1, "rule"/' 'a key that stands twice'
spoil '2s/"level": "[a-z]*"/"level": "grave"/' 'a word of another list'
spoil '$d' 'the end is missing'
finish
