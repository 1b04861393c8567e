#!/bin/bash
# t_draft.sh: remarks written as drafts, seen by who writes them alone, sent together as one review and never twice; on the terminal, in pages, for a team.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
P=F110-NOZ-001
TEXT=evidence/C-repair-documents.md
mkdir H; cd H || exit 1; package; ok 'people are appointed' appoint_all $P; cd .. || exit 1
on() { as "$1" -C H/$P remark "${@:2}"; }
remarks() { sarflow -C H/$P remark list --all --json | grep -c '"number"'; }
mark H/$P

# ---- on the terminal
status 0 on quality drafts; has 'no draft waits'; has 'sarflow remark add --draft'
status 0 on quality send; has 'no draft waits'
status 3 on quality drop 1; has 'there is no draft 1' "$ERR"
status 0 on quality add --draft --on $TEXT --quote '38 operations' --severity minor -m 'Count them.'; has 'draft 1, only you see it'; has 'sarflow remark send'
status 0 on quality add --draft --on registers/operations.csv --row 20 --column machine --severity major -m '**Which** room?'; has 'draft 2'
status 0 on quality add --draft --on attachments/C/repair-procedure-MTR-RP-2417.pdf --page 2 --severity minor --requirement C3 --due 2026-12-01 --owner engineering -m 日本語の下書き
status 0 on quality drafts; has 'on the words "38 operations"'; has 'registers/operations.csv, 20'; has 日本語の下書き; is 'in the order they were written' '1 2 3' "$(awk '/^ +[0-9]/ { printf "%s%s", sep, $1; sep = " " }' "$OUT")"
status 0 on engineer drafts; has 'no draft waits'
status 0 on manager drafts; has 'no draft waits'; lacks 'Count them'
same 'a draft is in no version and no event' H/$P
no 'nor in any object or file of git' grep -rqF 'Count them' H/$P/.git --exclude=drafts.db --exclude=drafts.db-wal
is 'the file is for its owner alone' 600 "$(stat -c %a H/$P/.git/sarflow/drafts.db)"
saved H/$P
git clone -q H/$P elsewhere; is 'a clone takes none along' '' "$(find elsewhere -name 'drafts.db*')"; rm -rf elsewhere
status 2 on quality add --draft --on $TEXT --severity minor; has 'say what is to be said' "$ERR"
status 3 on quality add --draft --on $TEXT --quote 'words that nobody wrote' --severity minor -m x
status 2 on quality add --draft --severity awful -m x
status 3 on stranger add --draft --severity minor -m x; has 'is not appointed' "$ERR"
status 2 on manager add --draft --severity minor -m x --by DLA --dated 2026-11-10 --received 2026-11-12; has 'recorded, not drafted' "$ERR"
status 2 on quality add --draft --severity minor --from x.docx; has '--draft does not go with --from' "$ERR"
status 0 on quality add --draft --severity minor -m 'to be thrown away'; status 0 on quality drop 4; has 'draft 4 is thrown away'
status 0 on quality drafts; lacks 'to be thrown away'
no 'and is gone from the file' grep -qaF 'to be thrown away' H/$P/.git/sarflow/drafts.db

# ---- one that cannot be recorded any more: none is
cp H/$P/$TEXT kept; sed -i 's/38 operations/37 operations/' H/$P/$TEXT; sarflow -C H/$P save -m 'other words' >/dev/null; mark H/$P
status 3 on quality send; has 'draft 1' "$ERR"; has 'does not hold the words' "$ERR"
same 'where one is refused none is recorded' H/$P
status 0 on quality drafts; is 'and all are still there' 3 "$(grep -c '^ *[0-9]' "$OUT")"
cp kept H/$P/$TEXT; sarflow -C H/$P save -m 'the words again' >/dev/null

# ---- sent together
cp -r H/$P before
status 0 on quality send; is 'three remarks' 'remark 1 remark 2 remark 3' "$(tr '\n' ' ' <"$OUT" | sed 's/ $//')"
status 0 on quality send; has 'no draft waits'; is 'none twice' 3 "$(remarks)"
status 0 sarflow -C H/$P remark show 2; has '**Which** room?'; has 'row 20, machine'; has 'by Yui Tanaka (quality)'
status 0 sarflow -C H/$P remark show 3; has 'page 2'; has 'C3'; has 'due 2026-12-01'; has 日本語の下書き
status 0 sarflow -C H/$P verify
# a process that died before it could forget what it sent: the drafts are there again
cp before/.git/sarflow/drafts.db* H/$P/.git/sarflow/; mark H/$P
status 0 on quality drafts; has 'no draft waits'
cp before/.git/sarflow/drafts.db* H/$P/.git/sarflow/
status 0 on quality send; has 'no draft waits'; same 'the journal holds them, so they are not sent again' H/$P
# the second cannot be signed: what is said is what was done
cp -r before stuck; ssh-keygen -q -t ed25519 -N '' -f key; printf '#!/bin/sh\n[ "$(ls "%s/signed" | wc -l)" -lt 1 ] || exit 1\ntouch "%s/signed/one"\nexec ssh-keygen "$@"\n' "$SANDBOX" "$SANDBOX" >signer; chmod +x signer; mkdir signed
for key in "gpg.format ssh" "user.signingkey $SANDBOX/key" "commit.gpgsign true" "gpg.ssh.program $SANDBOX/signer"; do git config --global $key; done
status 3 as quality -C stuck remark send; has '1 of 3 remarks are recorded, the others are still drafts' "$ERR"
status 0 as quality -C stuck remark drafts; is 'the others' 2 "$(grep -c '^ *[0-9]' "$OUT")"; status 0 sarflow -C stuck remark list; is 'the one' 1 "$(grep -c '38 operations\|Count them' "$OUT")"
rm -rf signed/*; rm "$HOME/.gitconfig"; status 0 as quality -C stuck remark send; is 'then the others' 'remark 2 remark 3' "$(tr '\n' ' ' <"$OUT" | sed 's/ $//')"
# and one that died between two of them
cp -r before half; cp half/.git/sarflow/drafts.db* .; id=$(sqlite3 half/.git/sarflow/drafts.db 'select id from drafts order by rowid limit 1')
sqlite3 half/.git/sarflow/drafts.db "delete from drafts where id <> '$id'"
ok 'the first is sent' as quality -C half remark send; cp drafts.db* half/.git/sarflow/
status 0 as quality -C half remark send; is 'only the others come' 'remark 2 remark 3' "$(tr '\n' ' ' <"$OUT" | sed 's/ $//')"
is 'three in all' 3 "$(sarflow -C half remark list --all --json | grep -c '"number"')"; status 0 sarflow -C half verify
# at the same time
cp -r before race; for i in 1 2 3 4; do as quality -C race remark send >"race.$i" 2>&1 & done; wait
is 'four at once record each once' 3 "$(sarflow -C race remark list --all --json | grep -c '"number"')"; rm -rf race half before
# the same words again are another remark
status 0 on quality add --draft --on $TEXT --quote '38 operations' --severity minor -m 'Count them.'; status 0 on quality send; has 'remark 4'

# ---- in pages, for one person
start H "$QUALITY"
form "/p/$P/remark-new.html?on=$TEXT"; has 'Keep as a draft'; mark H/$P
post 303 /p/$P/remark-new.html step=look draft=yes on=$TEXT 'quote=Strip and clean' severity=minor 'note=A <b>draft</b> by a page.'; like '^Location: .*/p/F110-NOZ-001/drafts.html' head
post 303 /p/$P/remark-new.html step=look draft=yes severity=major 'note=On all of it.'
post 404 /p/$P/remark-new.html step=look draft=yes on=$TEXT 'quote=nobody wrote this' severity=minor note=x; has 'does not hold the words'
same 'nothing is recorded' H/$P
form /p/$P/drafts.html; has 'Strip and clean'; has '&lt;b&gt;draft'; lacks '<b>draft'; has 'Send 2 remarks'
status 0 on quality drafts; has 'On all of it.'
post 200 /p/$P/drafts.html step=look; has 'Several events in the journal'; is 'both are shown word for word' 2 "$(grep -c '^Sar-Event: remark' body)"; has 'On all of it.' body
same 'looking sends nothing' H/$P
sarflow -C H/$P note -m 'in between' >/dev/null
post 409 /p/$P/drafts.html step=record; has 'moved on since you read it'; is 'nothing came' 4 "$(remarks)"
form /p/$P/drafts.html; post 303 /p/$P/drafts.html step=record; like '^Location: .*remarks.html' head; is 'both came' 6 "$(remarks)"
get 200 "$(sed -n 's/^Location: \(https*:\/\/[^/]*\)*\([^\r]*\).*/\2/p' head | tr -d '\r')"; has 'Remark 5 was made' body; has 'Remark 6 was made' body; no 'Done, and these two only' grep -q 'Remark 4 was made' <(sed -n '/class="done"/,/<\/section>/p' body)
post 303 /p/$P/drafts.html step=record; is 'the back button sends nothing twice' 6 "$(remarks)"
form /p/$P/remark-new.html; post 403 /p/$P/drafts.html step=record; has 'no draft waits'
post 303 /p/$P/remark-new.html step=look draft=yes severity=major 'note=No, not this.'; form /p/$P/drafts.html; DROP=$(hidden drop); post 303 /p/$P/drafts.html "drop=$DROP"; get 200 /p/$P/drafts.html; lacks 'No, not this.'
post 404 /p/$P/drafts.html "drop=$DROP"
# what was not shown is not sent with the others
form /p/$P/remark-new.html; post 303 /p/$P/remark-new.html step=look draft=yes severity=minor 'note=Shown.'; form /p/$P/drafts.html; post 200 /p/$P/drafts.html step=look; shown=$(hidden shown); sofar=$(remarks)
form /p/$P/remark-new.html; post 303 /p/$P/remark-new.html step=look draft=yes severity=minor 'note=Unseen.'; form /p/$P/drafts.html; post 403 /p/$P/drafts.html step=record "shown=$shown"; has 'not those that were shown' body; has 'Unseen.' body; is 'nothing is recorded' "$sofar" "$(remarks)"
post 200 /p/$P/drafts.html step=look; post 303 /p/$P/drafts.html step=record "shown=$(hidden shown)"; is 'both, once both were shown' $((sofar + 2)) "$(remarks)"
get 200 /p/$P/remarks.html; has 'href="drafts.html"'
get 200 /p/$P/drafts.html -H 'Accept-Language: ja'; has 'あなたの下書き'
stop
start H "$STRANGER"; form /p/$P/remark-new.html; post 403 /p/$P/remark-new.html step=look draft=yes severity=minor note=x; has 'is not appointed'; stop

# ---- for a team: in the home's own file, each their own
add() { printf 'a long password of %s\n' "$1" | sarflow -C H user add "$1" >/dev/null || fail "an account for $1"; }
add "$QUALITY"; add "$ENGINEER"
SERVE=--team; start H
sign() { JAR=$SANDBOX/jar.$1; rm -f "$JAR"; local address=${2##*<}; curl -s -c "$JAR" -b "$JAR" -o body "$BASE/login"; CSRF=$(hidden csrf)
	curl -s -c "$JAR" -b "$JAR" -o body -D head --data-urlencode "csrf=$CSRF" --data-urlencode "email=${address%>}" --data-urlencode "password=a long password of $2" --data-urlencode here=/ "$BASE/login"; }
sign tanaka "$QUALITY"; sign sato "$ENGINEER"
JAR=$SANDBOX/jar.tanaka; form /p/$P/remark-new.html; post 303 /p/$P/remark-new.html step=look draft=yes severity=minor 'note=Of a team.'; form /p/$P/drafts.html; has 'Of a team.'; DROP=$(hidden drop)
JAR=$SANDBOX/jar.sato; get 200 /p/$P/drafts.html; lacks 'Of a team.'; form /p/$P/remark-new.html; post 404 /p/$P/drafts.html "drop=$DROP"; post 403 /p/$P/drafts.html step=record
get 200 "/search?words=Of+a+team"; lacks 'Of a team.</'; get 200 /p/$P/remarks.html; lacks 'Of a team.'
is 'they are in the home' 1 "$(sqlite3 H/.sarflow/accounts.db "select count(*) from drafts where text = 'Of a team.'")"
status 0 on quality drafts; lacks 'Of a team.'
JAR=$SANDBOX/jar.tanaka; form /p/$P/drafts.html; post 303 /p/$P/drafts.html step=record
JAR=$SANDBOX/jar.sato; get 200 /p/$P/remarks.html; has 'Of a team.'
stop
finish
