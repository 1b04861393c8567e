#!/bin/bash
# t_suggestion.sh: a remark suggests other words for its passage; the author takes them as a version, on the terminal and with a click; refused where the passage has changed.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
P=F110-NOZ-001
TEXT=evidence/C-repair-documents.md
mkdir H; cd H || exit 1; package; ok 'people are appointed' appoint_all $P; cd .. || exit 1
on() { as "$1" -C H/$P remark "${@:2}"; }
save() { sarflow -C H/$P save -m "$1" >saved.out 2>&1 || fail "saved: $1" "$(cat saved.out)"; }

# ---- made
mark H/$P
status 2 on quality add --severity minor --suggest x -m x; has 'a suggestion takes the place of words; quote them; try: --quote WORDS' "$ERR"
status 2 on quality add --severity minor --on $TEXT --quote '38 operations' --suggest ' '; has 'holds a word' "$ERR"
status 2 on quality add --severity minor --on $TEXT --quote '38 operations' --suggest 'x ``` y'; has 'no ```' "$ERR"
status 2 on quality add --severity minor --suggest x --from x.docx; has '--suggest does not go with --from' "$ERR"
same 'nothing was made' H/$P
status 0 on quality add --on $TEXT --quote '38 operations' --suggest '37 operations' --severity minor -m 'I count 37.'
status 0 on quality add --on $TEXT --quote 'named on the list of authorized persons, tested each year' --suggest 'named on list QL-7' --severity minor
status 0 on quality add --on $TEXT --quote 'Five characteristics are critical' --severity minor -m 'No other words.'
status 0 on quality add --on $TEXT --quote 'cut from each load before the load goes on' --suggest 'cut from each load' --severity minor
status 0 on quality add --on $TEXT --quote 'Strip and clean' --suggest 'Strip, clean' --severity minor
status 0 sarflow -C H/$P remark show 1; has 'I count 37.'; has '37 operations'
status 0 sarflow -C H/$P verify

# ---- taken
status 0 on engineer take 1; has "$TEXT; remark 1 is answered: changed"; saved H/$P
is 'one line of the text is another' '-38+37' "$(git -C H/$P show main --format= -U0 -- $TEXT | grep -o '^[-+]The routing has [0-9]*' | sed 's/The routing has //' | tr -d '\n')"
is 'nothing else is' "$TEXT" "$(git -C H/$P show main --format= --name-only)"
is 'by who took it' 'Aiko Sato: remark 1: its suggestion is taken' "$(git -C H/$P log -1 --format='%an: %s' main)"
sarflow -C H/$P remark show 1 --json >one; is 'it is answered by who took it' 'answered changed Aiko Sato' "$(value '$.state' one) $(value '$.disposition' one) $(value '$.answered_by' one)"
is 'with the version that has the words' "$(git -C H/$P rev-parse main)" "$(git -C H/$P log -1 --format=%B refs/sar/journal | sed -n 's/^Sar-Evidence: //p')"
status 3 on engineer answer 1 --changed; has 'is answered already' "$ERR"
# words over the end of a line are one place
status 0 on engineer take 2 -m 'as the list is called'; has 'version'; ok 'they stand there' grep -q 'means: named on list QL-7\.$' H/$P/$TEXT
is 'with the reason given' 'as the list is called' "$(git -C H/$P log -1 --format=%s main)"

# ---- refused, and nothing is written
mark H/$P
status 3 on engineer take 3; has 'remark 3 suggests no other words' "$ERR"
status 3 on engineer take 99; has 'there is no remark 99' "$ERR"
status 2 on engineer take one
status 3 on engineer take 4; has 'marks stand among the words' "$ERR"
status 3 on engineer take 1; has 'are "37 operations" now' "$ERR"
same 'nothing is saved' H/$P; saved H/$P
sed -i 's/| Strip and clean |/| Strip and wash |/' H/$P/$TEXT; save 'other words'
status 3 on engineer take 5; has 'are "Strip and wash" now' "$ERR"
sed -i '/| Strip and wash |/d' H/$P/$TEXT; save 'no words'; status 3 on engineer take 5; has 'are not in' "$ERR"
status 0 on engineer answer 5 --changed; status 0 on quality close 5; status 3 on engineer take 5; has 'remark 5 is closed' "$ERR"
status 0 on quality close 1
# a passage that was moved is taken where it stands now
status 0 on quality add --on $TEXT --quote 'Furnace recipe 2417-B' --suggest 'Furnace recipe 2417-C' --severity minor
/usr/bin/python3 - H/$P/$TEXT H/$P/evidence/D-sub-tier-suppliers.md <<'Q'
import sys
c, d = (open(p, encoding='utf-8').read() for p in sys.argv[1:])
at = c.index('Furnace recipe'); end = c.index('## C6')
open(sys.argv[2], 'w', encoding='utf-8').write(d.rstrip() + '\n\n' + c[at:end].rstrip() + '\n')
open(sys.argv[1], 'w', encoding='utf-8').write(c[:at] + 'See element D.\n\n' + c[end:])
Q
save 'moved'
status 0 on engineer take 6; has 'evidence/D-sub-tier-suppliers.md'; ok 'it stands there' grep -q 'Furnace recipe 2417-C, EDM' H/$P/evidence/D-sub-tier-suppliers.md
# what waits unsaved is not swept along
echo 'Not saved yet.' >>H/$P/evidence/D-sub-tier-suppliers.md; status 0 on quality list
status 0 sarflow -C H/$P remark list; cp -r H/$P unsaved
status 3 as engineer -C unsaved remark take 4; rm -rf unsaved; git -C H/$P checkout -q -- evidence

# ---- with a click
start H "$QUALITY"
form "/p/$P/remark-new.html?on=$TEXT"; has 'Words you suggest in their place'
post 200 /p/$P/remark-new.html step=look on=$TEXT 'quote=See element D.' 'suggest=See <element> D, line D4.' severity=minor 'note=Say where.'; has 'suggestion'; has 'See &lt;element&gt; D, line D4.'
again 303 /p/$P/remark-new.html step=record
is 'as it was shown' 1 "$(sarflow -C H/$P remark show 7 | grep -c 'See <element> D, line D4.')"
form /p/$P/remark-new.html?on=$TEXT; post 400 /p/$P/remark-new.html step=look on=$TEXT suggest=x severity=minor note=x
get 200 "/p/$P/remark.html?n=7"; has '<del>See element D.</del> <ins>See &lt;element&gt; D, line D4.</ins>'
stop
start H "$ENGINEER"
form "/p/$P/remark.html?n=7"; has 'Take the suggested words'; mark H/$P
post 200 /p/$P/suggestion.html step=look n=7; has 'What remark 7 suggests'; has 'This would change'; has 'Saving it answers remark 7'
same 'looking changes nothing' H/$P
again 303 /p/$P/suggestion.html step=record; like '^Location: .*remark.html' head
ok 'it is a version' git -C H/$P grep -q 'See <element> D, line D4.' main -- $TEXT
get 200 "/p/$P/remark.html?n=7"; lacks 'Take the suggested words'; has 'the words were changed to'
is 'it answers its remark' answered "$(sarflow -C H/$P remark show 7 --json >one; value '$.state' one)"; has 'What was said and done' body; lacks 'Answer it' body
form "/p/$P/remark.html?n=7"; mark H/$P; post 409 /p/$P/suggestion.html step=look n=7; has 'put the suggestion in by hand'
post 403 /p/$P/suggestion.html step=look n=3; post 404 /p/$P/suggestion.html step=look n=99; post 404 /p/$P/suggestion.html step=look n=x
get 200 "/p/$P/remark.html?n=3"; lacks 'Take the suggested words'; same 'nothing is written' H/$P
stop
start H "$STRANGER"; form "/p/$P/remark.html?n=6"; lacks 'Take the suggested words'; mark H/$P; form /p/$P/remark-new.html; STAND=$(git -C H/$P rev-parse main).$(git -C H/$P rev-parse refs/sar/journal).2026-11-23; post 403 /p/$P/suggestion.html step=look n=6; same 'nor by a stranger' H/$P; stop
finish
