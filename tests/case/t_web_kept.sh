#!/bin/bash
# t_web_kept.sh: pages that sarflow serve keeps: shown again without the package being opened, never older than it is, and to
# nobody else.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
mkdir served; (cd served && package F110)
P=served/F110 INDEX=/p/F110/index.html ELEMENT=/p/F110/evidence/C-repair-documents.html
sleep 3                         # what was written just now is not kept: its time may not tell it from what comes next
start served
# what is opened when the package's objects are out of reach was not read from them
away() { mv $P/.git/objects $P/.git/gone; "$@"; mv $P/.git/gone $P/.git/objects; }
for page in $INDEX $ELEMENT / /board; do
	get 200 $page; cp body first; grep -i '^etag' head >etag
	away get 200 $page; is "$page again" "$(cat body)" "$(cat first)"; is 'its ETag' "$(grep -i '^etag' head)" "$(cat etag)"
done
get 200 $INDEX; KNOWN=$(sed -n 's/^[Ee][Tt][Aa][Gg]: //p' head | tr -d '\r')
away get 304 $INDEX -H "If-None-Match: $KNOWN"
away get 404 /p/F110/history.html

# ---- whatever happens to the package is seen at once, whoever does it
get 200 /p/F110/history.html; lacks 'Said at the terminal'
status 0 sarflow -C $P note -m 'Said at the terminal'; get 200 /p/F110/history.html; has 'Said at the terminal'
get 200 $ELEMENT; lacks 'Saved at the terminal'
printf '\nSaved at the terminal.\n' >>$P/evidence/C-repair-documents.md
status 0 sarflow -C $P save -m more; get 200 $ELEMENT; has 'Saved at the terminal'
get 200 /; lacks 'Look here, please'
status 0 sarflow -C $P remark add --on evidence/C-repair-documents.md --owner manager --severity minor -m 'Look here, please'
get 200 /; has 'Look here, please'
sleep 3; get 200 $INDEX; cp body first; get 200 $INDEX; is 'kept again' "$(cat body)" "$(cat first)"
content=$(ls $P/.git/lfs/objects/*/*/* | head -1); mv "$content" aside
get 200 $INDEX; no 'content that went is missed' cmp -s body first
mv aside "$content"; get 200 $INDEX; is 'and found again' "$(cat body)" "$(cat first)"

# ---- it is kept for whom it was made
get 200 $INDEX; cp body mine
stop; start served; get 200 $INDEX; no 'another session has forms of its own' cmp -s body mine
get 200 $INDEX -H 'Accept-Language: ja'; has '<html lang="ja"'; get 200 $INDEX; has '<html lang="en"'
away curl -s -o body -w '%{http_code}\n' "$BASE$INDEX" >"$OUT"; has 403; lacks F110 body
stop; is 'it ends well' 0 $?
finish
