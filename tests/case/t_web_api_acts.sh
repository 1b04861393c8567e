#!/bin/bash
# t_web_api_acts.sh: acts by the JSON API of sarflow serve: the door of the pages, what is refused, conflicts, retries, tokens, and attacks.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
unguarded; H=home_of_team; mkdir $H; (cd $H && package && fresh SECRET) >/dev/null; P=F110-NOZ-001 D=$H/F110-NOZ-001 A=/api/v1/packages/F110-NOZ-001
sarflow -C $D appoint "$QUALITY" --role quality >/dev/null; sarflow -C $D appoint "$ENGINEER" --role engineering >/dev/null
for who in "$MANAGER" "$QUALITY" "$ENGINEER" "$STRANGER"; do printf 'a long password of %s\n' "$who" | sarflow -C $H user add "$who" >/dev/null; done
address() { local a=${1##*<}; echo "${a%>}"; }

# ---- tokens: shown once, kept as digests, with a name, a last day and a scope
token() { "$SARFLOW" -C $H user token "$(address "$1")" "${@:2}" 2>"$ERR" >"$OUT"; }
for who in MANAGER QUALITY ENGINEER STRANGER; do ok "a token for $who" token "${!who}" --new bridge --act; cp "$OUT" token.$who; done
ok 'one that reads' token "$MANAGER" --new reader --days 5; cp "$OUT" token.reader
ok 'one for a day' token "$MANAGER" --new short --act --days 1; cp "$OUT" token.short
like '^sarflow_[0-9a-f]{64}$' token.MANAGER; is 'one line' 1 "$(wc -l <token.MANAGER)"
lacks "$(cat token.MANAGER)" $H/.sarflow/accounts.db; lacks "$(sed 's/sarflow_//' token.MANAGER)" $H/.sarflow/accounts.db
no 'a name twice' token "$MANAGER" --new bridge; has 'already' "$ERR"; no 'too long' token "$MANAGER" --new x --days 367; no 'no name' token "$MANAGER" --new ''
status 2 sarflow -C $H user token "$(address "$MANAGER")" --act; status 2 sarflow -C $H user token "$(address "$MANAGER")" --new a --revoke b; status 3 sarflow -C $H user token nobody@elsewhere.example
token "$MANAGER"; has 'reader'; has 'may read until 2026-11-28'; has 'may act until 2027-02-21'; has 'never came'; lacks "$(cut -c1-20 token.MANAGER)"

SERVE=--team; start $H; : >"$JAR"; bearer=MANAGER
call() { # call STATUS ACT JSON [CURL OPTION...]: an act with the token of $bearer
	local wanted=$1 act=$2 data=$3; shift 3
	get "$wanted" "$A/acts/$act" -H "Authorization: Bearer $(cat token.$bearer)" -H 'Content-Type: application/json' --data-binary "$data" "$@"
	[ "$wanted" = 200 ] && ok "$act answers as described" "$ROOT/tests/check/schema" act body || ok "$act is refused as described" "$ROOT/tests/check/schema" problem body
	cp body "$OUT"
}
read_() { get "$1" "$2" -H "Authorization: Bearer $(cat token.$bearer)" "${@:3}"; }
stand() { read_ 200 "$A/status"; STAND=$(sed -n 's/^Sarflow-Stand: \(.*\)\r$/\1/p' head); }
event() { git -C $D log -1 --format=%B refs/sar/journal; }
in_body() { python3 -c 'import json,sys; v = json.load(open("body")); print(eval(sys.argv[1]))' "$1"; }

# ---- who is in: by a token alone, and that at no page
get 401 "$A/status"; has 'WWW-Authenticate: Bearer' head; has 'Content-Type: application/problem+json' head; ok 'as described' "$ROOT/tests/check/schema" problem body
get 401 "$A/status" -H 'Authorization: Bearer sarflow_0000'; get 401 "$A/status" -H 'Authorization: Basic eDp5'; get 401 /api/v1/nothing; bearer=MANAGER read_ 404 /api/v1/nothing
get 401 "$A/acts/seal" -d '{}'; get 303 /p/$P/index.html -H "Authorization: Bearer $(cat token.MANAGER)"; get 303 / -H "Authorization: Bearer $(cat token.MANAGER)"; no 'no session begins' grep -qi '^Set-Cookie: sarflow-[0-9]' head
get 401 "/git/$P.git/info/refs?service=git-upload-pack" -H "Authorization: Bearer $(cat token.MANAGER)"
bearer=reader; stand; call 403 seal "{\"stand\": \"$STAND\"}"; has 'may read, and not act'; bearer=MANAGER
is 'a stand names versions, journal, day' "$(git -C $D rev-parse main).$(git -C $D rev-parse refs/sar/journal).2026-11-23" "$STAND"
read_ 405 "$A/acts/seal"; has 'Allow: POST' head; read_ 405 "$A/status" -X PUT -d x; has 'Allow: GET, HEAD' head; read_ 405 "$A/status" -X DELETE; read_ 404 $A/acts/nonsense -H 'Content-Type: application/json' -d '{}'; read_ 405 $A/acts -H 'Content-Type: application/json' -d '{}'

# ---- a remark and its life
mark $D; call 200 remark "{\"stand\": \"$STAND\", \"on\": \"C3\", \"severity\": \"minor\", \"note\": \"Which gauge?\", \"rehearse\": true}"; has 'Sar-Event: remark'; same 'a rehearsal records nothing' $D
bearer=QUALITY; call 200 remark "{\"stand\": \"$STAND\", \"on\": \"C3\", \"severity\": \"minor\", \"note\": \"Which gauge?\"}"
is 'the event is told as log tells it' "$(sarflow -C $D log --json | python3 -c 'import json,sys; print(json.load(sys.stdin)[-1:])')" "$(in_body 'v["events"]')"
has "Sar-Person: $QUALITY" <(event); next=$(in_body 'v["stand"]'); was=$STAND
# what was decided on something else is a conflict, which says what moved
mark $D; call 409 remark "{\"stand\": \"$was\", \"severity\": \"minor\", \"note\": \"late\"}"; is 'what moved' "remark False $next" "$(in_body 'v["moved"]["events"][0]["kind"] + " " + str(v["moved"]["evidence"]) + " " + v["stand"]')"; same 'and nothing is recorded' $D
bearer=ENGINEER; call 200 reply "{\"stand\": \"$next\", \"number\": 1, \"note\": \"I look.\"}"; next=$(in_body 'v["stand"]')
call 200 answer "{\"stand\": \"$next\", \"number\": 1, \"disposition\": \"clarified\", \"note\": \"Both.\"}"; next=$(in_body 'v["stand"]')
bearer=QUALITY; call 200 close "{\"stand\": \"$next\", \"number\": 1}"; next=$(in_body 'v["stand"]'); call 200 reopen "{\"stand\": \"$next\", \"number\": 1, \"note\": \"One more.\"}"; next=$(in_body 'v["stand"]')
call 400 withdraw "{\"stand\": \"$next\", \"number\": 1}"; call 200 withdraw "{\"stand\": \"$next\", \"number\": 1, \"note\": \"Settled.\"}"; next=$(in_body 'v["stand"]')
# where on a picture, or in an older version
call 200 remark "{\"stand\": \"$next\", \"on\": \"attachments/C/crack-map-MN2609-07.png\", \"area\": \"100, 250, 300, 120\", \"severity\": \"minor\", \"note\": \"Which crack?\"}"; next=$(in_body 'v["stand"]')
has 'Sar-Region: 100 250 300 120' <(event)
call 400 remark "{\"stand\": \"$next\", \"on\": \"attachments/C/crack-map-MN2609-07.png\", \"area\": \"0 0 1001 1\", \"severity\": \"minor\", \"note\": \"x\"}"; has 'is no area'
call 200 remark "{\"stand\": \"$next\", \"on\": \"package.yaml\", \"field\": \"title\", \"version\": \"main\", \"severity\": \"minor\", \"note\": \"Too short\"}"; next=$(in_body 'v["stand"]')
has 'Sar-Field: title' <(event)

# ---- what the body may be
for bad in '' '[]' 'x' '{' '"a"' '{"stand": 1}' "{\"stand\": \"$next\"" "{\"stand\": \"$next\"}" "{\"stand\": \"$next\", \"note\": \"x\", \"severity\": \"minor\", \"nonsense\": \"x\"}" "{\"stand\": \"$next\", \"note\": [\"x\"], \"severity\": \"minor\"}" \
	"{\"stand\": \"$next\", \"note\": \"a\\u0000b\", \"severity\": \"minor\"}" "{\"stand\": \"$next\", \"note\": \"a\\u001bb\", \"severity\": \"minor\"}" "{\"stand\": \"$next\", \"note\": \"x\", \"note\": \"y\", \"severity\": \"minor\"}" "{\"note\": \"x\", \"severity\": \"minor\"}" "{\"stand\": \"\", \"note\": \"\", \"severity\": \"minor\"}" \
	"{\"stand\": \"$next\", \"note\": \"x\", \"severity\": \"minor\", \"rehearse\": \"yes\"}" "{\"stand\": \"$next\", \"note\": \"x\", \"severity\": \"minor\", \"csrf\": \"x\"}" "$(printf '{"stand": "\xff"}')"; do call 400 remark "$bad"; done
for bad in '"number": 0' '"number": -1' '"number": 1.5' '"number": "1"' '"number": 99999999999999999999'; do call 400 close "{\"stand\": \"$next\", $bad}"; done
for bad in '"elements": []' '"elements": "C"' '"elements": [1]' '"elements": ["C", ["D"]]'; do call 400 sign "{\"stand\": \"$next\", \"meaning\": \"x\", $bad}"; done
call 404 close "{\"stand\": \"$next\", \"number\": 77}"; call 409 close '{"stand": "nonsense", "number": 1}'
get 415 "$A/acts/seal" -H "Authorization: Bearer $(cat token.MANAGER)" -d "stand=$next"; ok 'as described' "$ROOT/tests/check/schema" problem body; get 415 "$A/acts/seal" -H "Authorization: Bearer $(cat token.MANAGER)" -H 'Content-Type: text/plain' -d '{}'
head -c 2000000 /dev/zero | tr '\0' x >large; get 413 "$A/status" -H "Authorization: Bearer $(cat token.MANAGER)" -H 'Content-Type: application/json' --data-binary @large; ok 'as described' "$ROOT/tests/check/schema" problem body
# what JSON makes of few bytes, or of many: it costs memory before anybody looks at it
python3 -c 'print("{\"stand\": [" + "0," * 300000 + "0]}")' >many; get 400 "$A/acts/seal" -H "Authorization: Bearer $(cat token.MANAGER)" -H 'Content-Type: application/json' --data-binary @many; has 'no object of JSON' body
head -c 9000000 /dev/zero | tr '\0' x >large; get 413 "$A/acts/seal" -H "Authorization: Bearer $(cat token.MANAGER)" -H 'Content-Type: application/json' -H 'Expect:' --data-binary @large; has 'larger than the 8 megabytes' body; rm -f large many
python3 -c 'print("{\"a\":" * 5000 + "1" + "}" * 5000)' >deep; call 400 remark @deep; same_stand=$next; stand; is 'none of these moved it' "$same_stand" "$STAND"

# ---- evidence: a passage, cells, a whole file, each a version; both changed it: a conflict
bearer=ENGINEER; call 400 edit "{\"stand\": \"$STAND\", \"file\": \"registers/operations.csv\", \"row\": \"230\", \"cells\": {\"machin\": {\"was\": \"\", \"now\": \"DF-9\"}}}"; has 'has no column'
call 200 edit "{\"stand\": \"$STAND\", \"file\": \"registers/operations.csv\", \"row\": \"230\", \"cells\": {\"machine\": {\"was\": \"Drag finisher DF-2\", \"now\": \"DF-9\"}}}"
is 'it is a version' "$(git -C $D rev-parse main)" "$(in_body 'v["version"]')"; is 'of who asked' 'Aiko Sato' "$(git -C $D log -1 --format=%an main)"; next=$(in_body 'v["stand"]')
call 409 edit "{\"stand\": \"$STAND\", \"file\": \"registers/operations.csv\", \"row\": \"230\", \"cells\": {\"machine\": {\"was\": \"DF-9\", \"now\": \"DF-10\"}}}"; is 'the evidence moved' True "$(in_body 'v["moved"]["evidence"]')"
call 409 edit "{\"stand\": \"$next\", \"file\": \"registers/operations.csv\", \"row\": \"230\", \"cells\": {\"machine\": {\"was\": \"DF-1\", \"now\": \"DF-10\"}}}"
git -C $D show main:evidence/C-repair-documents.md >whole.md; echo 'One sentence more.' >>whole.md; python3 -c 'import json,sys; print(json.dumps({"stand": sys.argv[1], "file": "evidence/C-repair-documents.md", "text": open("whole.md").read(), "message": "one more"}))' "$next" >save.json
call 200 save @save.json; ok 'it is the file' cmp whole.md <(git -C $D show main:evidence/C-repair-documents.md); is 'with the words' 'one more' "$(git -C $D log -1 --format=%s main)"; next=$(in_body 'v["stand"]')
for file in ../x /etc/passwd .git/config registers/../package.yaml evidence/new.md attachments/C/x.pdf .sarflow/accounts.db; do call 404 save "{\"stand\": \"$next\", \"file\": \"$file\", \"text\": \"x\"}"; done
line=$(grep -n 'One sentence more.' whole.md | cut -d: -f1)
call 200 edit "{\"stand\": \"$next\", \"file\": \"evidence/C-repair-documents.md\", \"line\": $line, \"was\": \"One sentence more.\\n\", \"now\": \"Another sentence.\\n\"}"; has 'Another sentence.' <(git -C $D show main:evidence/C-repair-documents.md); next=$(in_body 'v["stand"]')
bearer=QUALITY; call 200 remark "{\"stand\": \"$next\", \"on\": \"evidence/C-repair-documents.md\", \"quote\": \"Another sentence.\", \"suggest\": \"A better sentence.\", \"note\": \"So?\", \"severity\": \"minor\"}"; next=$(in_body 'v["stand"]'); n=$(sarflow -C $D remark list --version main --json | python3 -c 'import json,sys; print(json.load(sys.stdin)[-1]["number"])')
bearer=ENGINEER; mark $D; call 200 suggestion "{\"stand\": \"$next\", \"number\": $n, \"rehearse\": true}"; same 'rehearsed' $D; call 200 suggestion "{\"stand\": \"$next\", \"number\": $n}"; has 'A better sentence.' <(git -C $D show main:evidence/C-repair-documents.md); next=$(in_body 'v["stand"]')

# ---- drafts, sent as one review
bearer=QUALITY; call 200 draft '{"on": "C1", "severity": "minor", "note": "one"}'; call 200 draft '{"severity": "minor", "note": "two"}'; call 200 draft '{"severity": "minor", "note": "three"}'
read_ 200 $A/drafts; ok 'as described' "$ROOT/tests/check/schema" drafts body; is 'three wait' 3 "$(in_body 'len(v)')"; id=$(in_body 'v[2]["draft"]'); bearer=ENGINEER; read_ 200 $A/drafts; is 'of nobody else' 0 "$(in_body 'len(v)')"; call 404 drop "{\"draft\": \"$id\"}"
bearer=QUALITY; call 200 drop "{\"draft\": \"$id\"}"; call 200 send "{\"stand\": \"$next\"}"; is 'two events' 2 "$(in_body 'len(v["events"])')"; next=$(in_body 'v["stand"]'); call 403 send "{\"stand\": \"$next\"}"

# ---- who opened what, where it is kept; of nobody who may not see the package
bearer=QUALITY; read_ 200 $A/access; ok 'as described' "$ROOT/tests/check/schema" access body; bearer=STRANGER; read_ 404 $A/access; read_ 404 "$A/file?path=package.yaml"; read_ 200 '/api/v1/search?words=NOZ'; is 'nothing is found for a stranger' 0 "$(in_body 'len(v["hits"])')"; bearer=QUALITY

# ---- what I have read of what changed: an element or a change at a time, up to a version where I have read all; of nobody else
first=$(git -C $D rev-list main | tail -1); tip=$(git -C $D rev-parse main)
ticks() { read_ 200 "$A/reading?from=$first"; ok 'as described' "$ROOT/tests/check/schema" reading body; is "$1" "$2" "$(in_body '[e["element"] for e in v["elements"] if e["read"]]')"; }
ticks 'nothing is read at first' '[]'; changed=$(in_body '[e["element"] for e in v["elements"]]'); has '"C"' body; lacks read_to body; lacks '"A"' body
call 200 read "{\"from\": \"$first\", \"to\": \"main\", \"elements\": [\"C\"]}"; is 'no event' '[]' "$(in_body 'v["events"]')"; ticks 'one is' "['C']"
call 200 read "{\"from\": \"$first\", \"to\": \"main\", \"elements\": $(tr "'" '"' <<<"$changed")}"; ticks 'all are' "$changed"; is 'up to this version' "$tip" "$(in_body 'v["read_to"]')"
call 200 read "{\"from\": \"$first\", \"to\": \"$tip\"}"; ticks 'none is again' '[]'; bearer=ENGINEER; ticks 'and of another none was' '[]'; bearer=QUALITY
read_ 200 "$A/reading?from=$first"; change=$(in_body '[e["changes"][-1]["id"] for e in v["elements"] if e["element"] == "C"][0]'); read_ 200 "$A/diff?from=$first"; is 'the difference calls it so as well' 1 "$(in_body "len({c['id'] for c in v['changes'] if c['id'] == '$change'})")"
call 200 read "{\"from\": \"$first\", \"to\": \"main\", \"changes\": [\"$change\"]}"; read_ 200 "$A/reading?from=$first"; is 'one change is read' "['$change']" "$(in_body '[c["id"] for e in v["elements"] for c in e["changes"] if c["read"]]')"
call 404 read "{\"from\": \"$first\", \"to\": \"main\", \"changes\": [\"none\"]}"; call 200 read "{\"from\": \"$first\", \"to\": \"main\"}"
call 404 read "{\"from\": \"$first\", \"to\": \"main\", \"elements\": [\"A\"]}"; call 400 read "{\"from\": \"$first\", \"to\": \"work\"}"; call 404 read "{\"from\": \"0000000\", \"to\": \"main\"}"; call 400 read "{\"from\": \"$first\"}"
read_ 400 "$A/reading"; read_ 400 "$A/reading?from=work"; read_ 404 "$A/reading?from=0000000"

# ---- the rest of what pages record, with files as a form
bearer=MANAGER; call 200 appoint "{\"stand\": \"$next\", \"person\": \"$EXPORT\", \"roles\": [\"export_officer\"]}"; has 'ren.abe@minato-turbine.example' <(event); next=$(in_body 'v["stand"]')
send_form() { get "$1" "$A/acts/$2" -H "Authorization: Bearer $(cat token.$bearer)" "${@:3}"; ok "$2 answers as described" "$ROOT/tests/check/schema" $([ "$1" = 200 ] && echo act || echo problem) body; }
printf 'Dear Sirs, we have your request.\n' >reply.txt
send_form 200 letter -F "stand=$next" -F 'by=SASPO, J. Doe' -F on=2026-11-20 -F received=2026-11-22 -F files=@reply.txt; has 'reply.txt' <(event); next=$(in_body 'v["stand"]')
call 400 letter "{\"stand\": \"$next\", \"by\": \"x\", \"on\": \"2026-11-20\", \"received\": \"2026-11-22\"}"; send_form 400 letter -F "stand=$next" -F by=x -F by=y -F on=2026-11-20 -F received=2026-11-22 -F files=@reply.txt; send_form 400 letter -F "stand=$next" -F by=x -F on=2026-11-20 -F received=2026-11-22 -F other=@reply.txt
get 415 "$A/acts/letter" -H "Authorization: Bearer $(cat token.MANAGER)" -d "stand=$next"
# who signs says the password once more, whatever let them in; a rehearsal asks for none
bearer=QUALITY; signs="{\"stand\": \"$next\", \"elements\": [\"C\"], \"meaning\": \"reviewed\""; mark $D; call 400 sign "$signs}"; has 'your password once more' body; call 400 sign "$signs, \"password\": \"\"}"; call 403 sign "$signs, \"password\": \"a long password of $MANAGER\"}" -H 'Idempotency-Key: s-1'; has 'not your password' body
call 200 sign "$signs, \"rehearse\": true}"; has 'Sar-Event: sign-off' body; same 'none of these signed' $D
call 200 sign "$signs, \"password\": \"a long password of $QUALITY\"}" -H 'Idempotency-Key: s-1'; next=$(in_body 'v["stand"]'); lacks 'a long password' body; no 'no trace of it in the package' grep -rqs 'a long password' $D/.git; lacks 'a long password' log; lacks 'a long password' <(event)
bearer=MANAGER; call 200 seal "{\"stand\": \"$next\"}"; has 'Sar-Event: seal' <(event); next=$(in_body 'v["stand"]'); call 200 export "{\"stand\": \"$next\", \"rehearse\": true}"; call 200 export "{\"stand\": \"$next\"}"; has 'Sar-Event: exported' <(event); stand; call 403 export "{\"stand\": \"$STAND\"}"; has 'exported already' body; sarflow -C $D export --no-record -o out >/dev/null 2>&1; stand; next=$STAND
send_form 200 deliver -F "stand=$next" -F 'means=DoD SAFE drop-off' -F on=2026-11-23 -F 'files=@reply.txt;filename=receipt.txt'; has 'receipt.txt' <(event); next=$(in_body 'v["stand"]')
printf '%s\n' '%PDF-1.4' >drawing.pdf; send_form 200 attach -F "stand=$next" -F element=C -F rehearse=true -F files=@drawing.pdf; is 'what is asked first' True "$(in_body 'len(v["attaching"]["missing"]) > 0')"
send_form 403 attach -F "stand=$next" -F element=C -F files=@drawing.pdf; has 'is not answered' body
printf 'op_no,machine\n230,DF-11\n' >operations.csv; send_form 200 take -F "stand=$next" -F files=@operations.csv -F rehearse=true; is 'a row would change' 1 "$(in_body 'v["taken"]["tables"][0]["changed"]')"; send_form 200 take -F "stand=$next" -F files=@operations.csv; has 'DF-11' <(git -C $D show main:registers/operations.csv); next=$(in_body 'v["stand"]')
send_form 400 return -F by=x -F dated=2026-11-20 -F received=2026-11-22 -F files=@operations.csv
python3 "$ROOT/tests/case/evaluate.py" "$(ls out/*-checklist.xlsx)" '{"lines": [["Checklist","C3","verdict","Fail"],["Checklist","C3","finding","CH-01: no gauge is named"],["Checklist","C3","severity","Major"]]}' back.xlsx
send_form 200 return -F 'by=DLA Aviation, J. Doe' -F dated=2026-11-20 -F received=2026-11-22 -F files=@back.xlsx; is 'a letter and a remark' 'letter remark' "$(in_body '" ".join(e["kind"] for e in v["events"])')"; mark $D; send_form 200 return -F 'by=DLA Aviation, J. Doe' -F dated=2026-11-20 -F received=2026-11-22 -F files=@back.xlsx; same 'sent again it records nothing' $D; next=$(in_body 'v["stand"]')
call 403 move "{\"stand\": \"$next\", \"action\": \"release\"}"; call 404 waive "{\"stand\": \"$next\", \"finding\": \"0123456789abcdef\", \"note\": \"x\", \"until\": \"2026-12-01\"}"

# ---- the same refusals as at the command line
bearer=ENGINEER; mark $D; call 403 seal "{\"stand\": \"$next\"}"; say=$(in_body 'v["detail"]'); sarflow -C $D seal --as "$ENGINEER" >said 2>&1; has "$say" said; call 403 appoint "{\"stand\": \"$next\", \"person\": \"$ENGINEER\", \"roles\": [\"manager\"]}"; same 'who may not, does not' $D

# ---- the same request again records nothing twice
bearer=QUALITY; stand; before=$(git -C $D rev-list --first-parent --count refs/sar/journal); body="{\"stand\": \"$STAND\", \"severity\": \"minor\", \"note\": \"once\"}"
call 200 remark "$body" -H 'Idempotency-Key: k-1'; cp body first; for i in 1 2 3; do call 200 remark "$body" -H 'Idempotency-Key: k-1'; ok 'the same answer' cmp body first; done
is 'one event' $((before + 1)) "$(git -C $D rev-list --first-parent --count refs/sar/journal)"
call 400 remark "${body/once/twice}" -H 'Idempotency-Key: k-1'; call 409 remark "$body" -H 'Idempotency-Key: k-2'; call 409 remark "$body"; bearer=ENGINEER; call 409 remark "$body" -H 'Idempotency-Key: k-1'; bearer=QUALITY
call 400 remark "$body" -H 'Idempotency-Key: a b'; call 400 remark "$body" -H "Idempotency-Key: $(head -c 201 /dev/zero | tr '\0' x)"
stand; call 403 seal "{\"stand\": \"$STAND\"}" -H 'Idempotency-Key: k-3'; bearer=MANAGER; call 200 seal "{\"stand\": \"$STAND\"}" -H 'Idempotency-Key: k-3'; bearer=QUALITY
# eight at once, half of them with one key: one event
stand; before=$(git -C $D rev-list --first-parent --count refs/sar/journal); body="{\"stand\": \"$STAND\", \"severity\": \"minor\", \"note\": \"at once\"}"; pids=
for i in 1 2 3 4 5 6 7 8; do curl -s -o at.$i -w '%{http_code}\n' -H "Authorization: Bearer $(cat token.QUALITY)" -H 'Content-Type: application/json' $([ $i -gt 4 ] && echo "-H Idempotency-Key:k-4") --data-binary "$body" "$BASE$A/acts/remark" >code.$i & pids="$pids $!"; done; wait $pids
is 'one event of eight' $((before + 1)) "$(git -C $D rev-list --first-parent --count refs/sar/journal)"; is 'and the others are told' 8 "$(cat code.* | grep -c '200\|409')"
bearer=ENGINEER; draft='{"on": "C2", "severity": "minor", "note": "kept once"}'; call 200 draft "$draft" -H 'Idempotency-Key: d-1'; call 200 draft "$draft"
stop; start $H; : >"$JAR"; call 200 draft "$draft" -H 'Idempotency-Key: d-1'; read_ 200 "$A/drafts"; is 'a draft is kept once, with its key and without, over a restart as well' 1 "$(grep -o 'kept once' body | wc -l)"
call 200 draft "${draft/kept once/another}" -H 'Idempotency-Key: d-1b'; read_ 200 "$A/drafts"; has another body
# the same words on two rows are two, whatever they are known by
row='{"on": "registers/operations.csv", "row": "230", "severity": "minor", "note": "of a row"}'; call 200 draft "$row" -H 'Idempotency-Key: d-2'; stop; start $H; : >"$JAR"; call 200 draft "${row/230/240}" -H 'Idempotency-Key: d-2'
read_ 200 "$A/drafts"; is 'both are kept' '230 240' "$(in_body '" ".join(d["row"] for d in v if d["note"] == "of a row")')"
call 200 draft '{"on": "C2", "severity": "major", "note": "kept once"}'; read_ 200 "$A/drafts"; is 'one that says another thing is another' 2 "$(grep -o 'kept once' body | wc -l)"
stand; call 200 send "{\"stand\": \"$STAND\"}"; call 200 draft "$draft" -H 'Idempotency-Key: d-1'; read_ 200 "$A/drafts"; lacks 'kept once' body
bearer=QUALITY; call 409 remark "$body" -H 'Idempotency-Key: k-4'

# ---- a session never acts here by itself: no other site's page can ask in somebody's name
sign() { curl -s -c "$JAR" -b "$JAR" -o body "$BASE/login"; curl -s -c "$JAR" -b "$JAR" -o body -D head -w '%{http_code}' --data-urlencode "csrf=$(hidden csrf)" --data-urlencode "email=$(address "$1")" --data-urlencode "password=a long password of $1" -d here=/ "$BASE/login"; }
is 'signed in' 303 "$(sign "$MANAGER")"; form /p/$P/remark-new.html; stand=$STAND csrf=$CSRF; mark $D
by_page() { get "$1" "$A/acts/remark" -H 'Content-Type: application/json' --data-binary "{\"stand\": \"$STAND\", \"severity\": \"minor\", \"note\": \"by a page\"}" "${@:2}"; }
get 200 "$A/status"; by_page 403; has 'X-CSRF-Token' body; by_page 403 -H 'X-CSRF-Token: x'; by_page 403 -H "X-CSRF-Token: $csrf" -H 'Origin: http://evil.example'; by_page 403 -H "X-CSRF-Token: $csrf" -H 'Sec-Fetch-Site: cross-site'; by_page 401 -H 'Authorization: Bearer sarflow_x' -H "X-CSRF-Token: $csrf"
get 415 "$A/acts/remark" -H "X-CSRF-Token: $csrf" -d "csrf=$csrf" -d "stand=$STAND"; get 403 "$A/acts/letter" -F "csrf=$csrf" -F "stand=$STAND" -F by=x -F on=2026-11-20 -F received=2026-11-22 -F files=@reply.txt; same 'none of these recorded anything' $D
by_page 200 -H "X-CSRF-Token: $csrf"; ok 'as described' "$ROOT/tests/check/schema" act body
bearer=QUALITY; get 200 "$A/drafts" -H "Authorization: Bearer $(cat token.QUALITY)"; stand; call 200 remark "{\"stand\": \"$STAND\", \"severity\": \"minor\", \"note\": \"the token counts\"}"; has "Sar-Person: $QUALITY" <(event); : >"$JAR"

# ---- need-to-know: a package that is not one's own is not there
bearer=STRANGER; for at in status next log check remarks screen waive drafts 'diff?from=main' 'why?action=release' acts/remark; do
	for id in $P NO-SUCH; do curl -s -D head.$id -o body.$id -H "Authorization: Bearer $(cat token.STRANGER)" $([[ $at = acts/* ]] && echo "-H Content-Type:application/json -d {}") "$BASE/api/v1/packages/$id/$at"; done
	is "nobody sees $at" "$(sed "s/NO-SUCH/ID/g" head.NO-SUCH body.NO-SUCH | grep -v ^Date)" "$(sed "s/$P/ID/g" head.$P body.$P | grep -v ^Date)"; has '"status": 404' body.$P
done
read_ 200 /api/v1/packages; is 'no package' '[]' "$(in_body v)"; read_ 200 /api/v1/inbox; is 'nothing waits' '[]' "$(in_body v)"
bearer=QUALITY; read_ 404 /api/v1/packages/SECRET/status; read_ 200 /api/v1/packages; lacks SECRET body; get 404 /api/v1/packages/SECRET/acts/seal -H "Authorization: Bearer $(cat token.QUALITY)" -H 'Content-Type: application/json' -d '{}'

# ---- an end to tokens; and who guesses has to wait
bearer=reader; read_ 200 "$A/status"; token "$MANAGER"; has 'came last on 2026-11-23'; m=$(grep -B0 reader "$OUT" | cut -c1-12); lacks "$m" token.reader
ok 'revoked' token "$MANAGER" --revoke "$m"; read_ 401 "$A/status"; no 'once' token "$MANAGER" --revoke "$m"; no 'of nobody else' token "$QUALITY" --revoke "$(token "$MANAGER"; grep bridge "$OUT" | cut -c1-12)"
bearer=QUALITY; status 0 sarflow -C $H user disable "$(address "$QUALITY")"; read_ 401 "$A/status"; status 0 sarflow -C $H user disable "$(address "$QUALITY")" --again; read_ 401 "$A/status"
bearer=ENGINEER; read_ 200 "$A/status"; printf 'another long password\n' | sarflow -C $H user passwd "$(address "$ENGINEER")" >/dev/null; read_ 401 "$A/status"
stop; SARFLOW_NOW=$((SARFLOW_NOW + 86400)) start $H; : >"$JAR"; bearer=short; read_ 401 "$A/status"; bearer=MANAGER; read_ 200 "$A/status"; stop
start $H; : >"$JAR"; for i in $(seq 50); do curl -s -o body -D head -w '%{http_code}\n' -H "Authorization: Bearer sarflow_$i" "$BASE$A/status"; done | sort | uniq -c >tries; like '429$' tries; has 'Retry-After' head; ok 'as described' "$ROOT/tests/check/schema" problem body
read_ 200 "$A/status"; lacks "$(cat token.MANAGER)" log; like '"path":"/api/v1/packages/F110-NOZ-001/status","status":429' log
# ---- nothing here reaches the pages' shelf, or the other way
read_ 200 "$A/status"; etag=$(sed -n 's/^ETag: \(.*\)\r$/\1/p' head); read_ 304 "$A/status" -H "If-None-Match: $etag"; has 'Sarflow-Stand' head; bearer=STRANGER; read_ 404 "$A/status" -H "If-None-Match: $etag"; get 401 "$A/status" -H "If-None-Match: $etag"
stop; SERVE=; status 0 sarflow -C $D verify

# ---- one person on one machine: no token counts, the session and its word do
start $H; get 200 $A/status; get 401 $A/status -H "Authorization: Bearer $(cat token.MANAGER)"; form /p/$P/remark-new.html; by_page 403; by_page 200 -H "X-CSRF-Token: $CSRF"; by_page 409 -H "X-CSRF-Token: $CSRF"; stop

# ---- where signatures are asked for, a token cannot sign: it is told how to; and guards tell their reasons
cp -r "$ROOT/templates" .signed; sed -i 's/^  remark: any/  remark:\n    roles: [any]\n    guards:\n      - signed: true/' .signed/shared/sar/workflow.yaml; grep -q 'signed: true' .signed/shared/sar/workflow.yaml || fail 'the template asks for signatures'
rm -rf $SANDBOX/.fresh $SANDBOX/.first; export SARFLOW_TEMPLATES=$SANDBOX/.signed; (cd $H && fresh G); A=/api/v1/packages/G; D=$H/G; ssh-keygen -q -t ed25519 -N '' -f key; git config --global gpg.format ssh; git config --global user.signingkey "$PWD/key.pub"
SERVE=--team; start $H; : >"$JAR"; bearer=MANAGER; stand; mark $D; call 403 remark "{\"stand\": \"$STAND\", \"severity\": \"minor\", \"note\": \"unsigned\"}"; has 'it is not signed, and here it must be'; is 'what to do' 'sarflow key new' "$(in_body 'v["remedy"]')"; same 'it is not recorded' $D
for action in start-screen ask-requirements; do stand; call 200 move "{\"stand\": \"$STAND\", \"action\": \"$action\"}"; done; is 'it is there' inquiry "$(in_body 'v["state"]')"
stand; mark $D; call 403 move "{\"stand\": \"$STAND\", \"action\": \"ask-requirements-again\"}"; cp body shut.json; read_ 200 "$A/next"; same 'a shut move moves nothing' $D
is 'the reasons are those of next' True "$(in_body '[{k: r[k] for k in ("file", "line", "message")} for r in json.load(open("shut.json"))["reasons"]] == [m["reasons"] for m in v if m["action"] == "ask-requirements-again"][0]')"
stop
# ---- a finding accepted for a time, in a template that lets that be
export SARFLOW_TEMPLATES=$ROOT/tests/case/small; (cd $H && sarflow new R --template request --category one --set site=Works --set screening.kind=1 >/dev/null && printf '# Letter\n\n## A1 It is said\n\nNumber N-100, not N-200.\n\n## More\n\nNothing.\n' >R/evidence/A-letter.md && sarflow -C R save -m filled >/dev/null && sarflow -C R appoint "$MANAGER" --role manager --role quality >/dev/null); A=/api/v1/packages/R; D=$H/R
start $H; : >"$JAR"; stand; read_ 200 "$A/check"; finding=$(in_body '[f["id"] for f in (v if isinstance(v, list) else v["findings"]) if "N-200" in f["message"]][0]')
call 403 waive "{\"stand\": \"$STAND\", \"finding\": \"$finding\", \"note\": \"because\", \"until\": \"2027-06-01\"}"; has 'at most 30 days'; call 200 waive "{\"stand\": \"$STAND\", \"finding\": \"$finding\", \"note\": \"The old number is quoted.\", \"until\": \"2026-12-01\"}"; stand; call 403 waive "{\"stand\": \"$STAND\", \"finding\": \"$finding\", \"note\": \"again\", \"until\": \"2026-12-01\"}"
stand; call 200 unwaive "{\"stand\": \"$STAND\", \"finding\": \"$finding\"}"; stand; call 403 unwaive "{\"stand\": \"$STAND\", \"finding\": \"$finding\"}"; call 200 note "{\"stand\": \"$STAND\", \"note\": \"The report is wrong.\"}"; stand; call 400 note "{\"stand\": \"$STAND\"}"
stop; finish
