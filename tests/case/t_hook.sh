#!/bin/bash
# t_hook.sh: addresses that a team's server tells of events: what is told, to whom, signed, again, and who answers badly.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
H=home_of_team; mkdir $H; (cd $H && fresh ONE && fresh SECRET) >/dev/null; D=$H/ONE
sarflow -C $D appoint "$QUALITY" --role quality >/dev/null
for who in "$MANAGER" "$QUALITY" "$STRANGER"; do printf 'a long password of %s\n' "$who" | sarflow -C $H user add "$who" >/dev/null; done
MINE=kenji.mori@minato-turbine.example HERS=yui.tanaka@minato-turbine.example
python3 "$ROOT/tests/case/receiver.py" told >receiver & RECEIVER=$!
trap '[ -z "${SERVER:-}" ] || kill -KILL "$SERVER" 2>/dev/null; kill "$RECEIVER" 2>/dev/null; end' EXIT
for i in $(seq 100); do [ -s receiver ] && break; sleep 0.1; done; U=http://127.0.0.1:$(cat receiver)

# ---- addresses: of a person, listed without their secrets
for bad in ftp://x/ http:// 'http://a b/' file:///etc/passwd "http://u:p@127.0.0.1/" 'https://x/"' x gopher://x "http://x/$(head -c 600 /dev/zero | tr '\0' x)"; do status 2 sarflow -C $H hook add $MINE "$bad"; done
status 2 sarflow -C $H hook add $MINE $U/good --event nonsense; status 3 sarflow -C $H hook add nobody@elsewhere.example $U/good; has 'nobody has an account' "$ERR"; status 3 sarflow -C $H hook remove abc; status 3 sarflow -C $H hook log abc
add() { sarflow -C $H hook add "$@" 2>"$ERR"; }
add $MINE $U/good >good; like '^[0-9a-f]{12} [0-9a-f]{64}$' good; read -r GOOD KEY <good
read -r HERMARK _ <<<"$(add $HERS $U/hers)"; read -r NOBODY _ <<<"$(add max@elsewhere.example $U/stranger)"; read -r SEALS _ <<<"$(add $MINE $U/seals --event seal --event note)"; read -r OTHER _ <<<"$(add $MINE $U/other --package SECRET)"
status 0 sarflow -C $H hook; has "$U/good"; has "of $HERS, since 2026-11-23"; has 'only seal note'; has 'only of SECRET'; lacks "$KEY"
status 0 sarflow -C $H hook log "$GOOD"; has 'nothing was to be told yet'

# ---- what happens is told: by the command line and by the API, and nothing of what it says
told() { python3 -c 'import json,sys; print(*(json.loads(r["body"])["kind"] + ":" + json.loads(r["body"])["package"] for r in map(json.loads, open("told")) if r["path"] == sys.argv[1] and "body" in r))' "$1"; }
waits_for() { local i; for i in $(seq 150); do [ "$(told "$1")" = "$2" ] && break; sleep 0.1; done; is "$1 is told: $2" "$2" "$(told "$1")"; }
SERVE=--team; start $H; : >"$JAR"
sarflow -C $D note -m 'The words of the evidence.' >/dev/null; waits_for /good note:ONE; waits_for /hers note:ONE; waits_for /seals note:ONE
sarflow -C $H user token $HERS --new t --act >token; stand() { curl -s -o body -D head -H "Authorization: Bearer $(cat token)" "$BASE/api/v1/packages/ONE/status"; STAND=$(sed -n 's/^Sarflow-Stand: \(.*\)\r$/\1/p' head); }
stand; get 200 /api/v1/packages/ONE/acts/remark -H "Authorization: Bearer $(cat token)" -H 'Content-Type: application/json' -d "{\"stand\": \"$STAND\", \"severity\": \"minor\", \"note\": \"The words of a remark.\"}"
waits_for /good 'note:ONE remark:ONE'; waits_for /hers 'note:ONE remark:ONE'; is 'what is not asked for is not told' note:ONE "$(told /seals)"; is 'of others it is not told' '' "$(told /other)"; is 'who has no role is told nothing' '' "$(told /stranger)"
sarflow -C $H/SECRET note -m x >/dev/null; waits_for /other note:SECRET; waits_for /good 'note:ONE remark:ONE note:SECRET'; is 'not to who may not know' 'note:ONE remark:ONE' "$(told /hers)"
lacks 'The words' told; lacks "$KEY" told; lacks "$KEY" log
python3 - "$KEY" "$(git -C $D rev-parse refs/sar/journal)" "$GOOD" >checked <<'P'
import hashlib, hmac, json, sys
rows = [r for r in map(json.loads, open('told')) if r['path'] == '/good']
for r in rows:
    t, v = (part.split('=')[1] for part in r['heads']['Sarflow-Signature'].split(','))
    assert hmac.compare_digest(hmac.new(sys.argv[1].encode(), f"{t}.{r['body']}".encode(), hashlib.sha256).hexdigest(), v) and t == '1795392000'
    assert r['method'] == 'POST' and r['heads']['Content-Type'] == 'application/json' and 'Cookie' not in r['heads'] and 'Authorization' not in r['heads'] and len(r['body']) < 600
one = json.loads(rows[1]['body'])
assert one == {'hook': sys.argv[3], 'package': 'ONE', 'event': sys.argv[2], 'kind': 'remark', 'person': 'Yui Tanaka <yui.tanaka@minato-turbine.example>', 'role': 'quality', 'as_of': '2026-11-23'}, one
assert rows[1]['heads']['Sarflow-Event'] == 'remark' and len({r['heads']['Sarflow-Delivery'] for r in rows}) == 3
print('good')
P
is 'each is signed with the secret, small, and says what it says' good "$(cat checked)"
status 0 sarflow -C $H hook log "$GOOD"; is 'three were sent' 3 "$(grep -c 'sent, 1 try: 200' "$OUT")"

# ---- what happens while the server is away is told when it is back; what waits outlives it
stop; sarflow -C $D note -m away >/dev/null; start $H; : >"$JAR"; waits_for /hers 'note:ONE remark:ONE note:ONE'
(cd $H && fresh LATER) >/dev/null; waits_for /other note:SECRET; waits_for /good 'note:ONE remark:ONE note:SECRET note:ONE open:LATER'

# ---- who answers badly: tried again, and nobody else waits for it
for path in fails once moved hangs flood heads cut; do read -r mark _ <<<"$(add $MINE $U/$path --package ONE)"; eval "MARK_$path=$mark"; done
read -r mark _ <<<"$(add $MINE http://127.0.0.1:1/closed --package ONE)"; MARK_closed=$mark
sarflow -C $D note -m bad >/dev/null; s=$(date +%s%N); stand; get 200 /healthz; took=$((($(date +%s%N) - s) / 1000000)); ok "no request waits: $took ms" [ $took -lt 3000 ]
waits_for /once 'note:ONE note:ONE'; waits_for /flood note:ONE; waits_for /good 'note:ONE remark:ONE note:SECRET note:ONE open:LATER note:ONE'
logged() { local i; for i in $(seq 200); do sarflow -C $H hook log "$1" >"$OUT" 2>"$ERR"; grep -q -- "$2" "$OUT" && break; sleep 0.1; done; has "$2"; }
logged "$MARK_once" 'sent, 2 tries: 200'; logged "$MARK_fails" 'so far: 500'; logged "$MARK_moved" 'so far: 302'; is 'no redirect is followed' '' "$(told /elsewhere)"
logged "$MARK_flood" 'sent, 1 try: 200'; like '"/flood", "broken": true' told; logged "$MARK_closed" "so far: Couldn't connect"; logged "$MARK_cut" 'so far: '; logged "$MARK_heads" 'so far: '; logged "$MARK_hangs" 'so far: Timeout'
s=$(date +%s); stop; ok 'the end waits for nobody' [ $(($(date +%s) - s)) -lt 8 ]

# ---- given up after ten tries, and on with the next
sqlite3 $H/.sarflow/accounts.db "update hook_messages set tries=9 where mark='$MARK_fails' and state=0"; sarflow -C $D note -m more >/dev/null; start $H; : >"$JAR"; logged "$MARK_fails" 'given up after 10 tries: 500'
newest=$(git -C $D rev-parse refs/sar/journal); for i in $(seq 300); do grep -q "/hers.*$newest" told && break; sleep 0.1; done; ok 'one that fails holds up no other' grep -q "/hers.*$newest" told

# ---- no queue grows without end: fifty wait, the others stay in the journal, and none is lost
stop; status 0 sarflow -C $H hook remove "$MARK_hangs"; for m in fails once moved flood heads cut closed; do eval "sarflow -C $H hook remove \$MARK_$m" >/dev/null; done
for i in $(seq 56); do sarflow -C $D note -m "$i" >/dev/null; done; kill "$RECEIVER"; wait "$RECEIVER" 2>/dev/null; start $H; : >"$JAR"
waiting() { sqlite3 $H/.sarflow/accounts.db "select count(*) from hook_messages where mark='$HERMARK' and state=0"; }
for i in $(seq 100); do [ "$(waiting)" = 50 ] && break; sleep 0.1; done; sleep 2; is 'fifty wait' 50 "$(waiting)"
stop; rm -f told; python3 "$ROOT/tests/case/receiver.py" told "$(cat receiver)" >again & RECEIVER=$!
for i in $(seq 100); do [ -s again ] && break; sleep 0.1; done; start $H; : >"$JAR"
for i in $(seq 300); do [ "$(told /hers | wc -w)" -ge 56 ] && break; sleep 0.1; done
is 'all of them, each once, in their order' "$(git -C $D rev-list --first-parent --reverse refs/sar/journal | tail -56)" "$(python3 -c 'import json; [print(json.loads(r["body"])["event"]) for r in map(json.loads, open("told")) if r["path"] == "/hers"]')"

# ---- what comes by push is told like any other
as_git() { GIT_ALLOW_PROTOCOL=file:http git -c "http.extraHeader=Authorization: Basic $(printf '%s:a long password of %s' "$MINE" "$MANAGER" | base64 -w0)" "$@"; }
ok 'a clone' as_git clone -q "$BASE/git/ONE" pushed; as_git -C pushed fetch -q origin refs/sar/journal:refs/sar/journal; sarflow -C pushed note 'by push' >/dev/null; n=$(told /good | wc -w)
ok 'a push' as_git -C pushed push -q origin refs/sar/journal; for i in $(seq 100); do [ "$(told /good | wc -w)" -gt "$n" ] && break; sleep 0.1; done
is 'it is told, once' "$((n + 1)) $(git -C pushed rev-parse refs/sar/journal)" "$(told /good | wc -w) $(tail -1 told | python3 -c 'import json,sys; print(json.loads(json.loads(sys.stdin.readline())["body"])["event"])')"

# ---- who loses the role, or the account, is told nothing more
sarflow -C $D appoint "$QUALITY" --role none >/dev/null 2>&1; status 0 sarflow -C $H user disable $HERS; before=$(told /hers | wc -w) n=$(told /good | wc -w); sarflow -C $D note -m last >/dev/null
for i in $(seq 100); do [ "$(told /good | wc -w)" -gt "$n" ] && break; sleep 0.1; done; sleep 1; is 'not any more' "$before" "$(told /hers | wc -w)"
status 0 sarflow -C $H hook remove "$HERMARK"; status 0 sarflow -C $H hook list; lacks "$HERS"; is 'nothing of it stays' 0 "$(sqlite3 $H/.sarflow/accounts.db "pragma foreign_keys=on; select count(*) from hook_messages where mark='$HERMARK'")"
stop; status 0 sarflow -C $D verify
finish
