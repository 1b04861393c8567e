#!/bin/bash
# t_web_neighbours.sh: what one door of a team's server knows the next knows too: sign-in, tokens, git, files, records; and one person's load leaves room for others.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
export GIT_ALLOW_PROTOCOL=file:http
H=home_of_team; mkdir $H; (cd $H && package && fresh SECRET) >/dev/null; P=F110-NOZ-001 D=$H/F110-NOZ-001 A=/api/v1/packages/F110-NOZ-001
sarflow -C $D appoint "$QUALITY" --role quality >/dev/null
for who in "$MANAGER" "$QUALITY" "$STRANGER"; do printf 'a long password\n' | sarflow -C $H user add "$who" >/dev/null; done
address() { local a=${1##*<}; echo "${a%>}"; }
basic() { echo "Authorization: Basic $(printf '%s:%s' "$(address "$1")" "${2:-a long password}" | base64 -w0)"; }
db() { sqlite3 -cmd '.timeout 5000' $H/.sarflow/accounts.db "$@"; }
sign_in() { # sign_in PERSON PASSWORD JAR: the status
	local csrf; csrf=$(curl -s -c "$3" -b "$3" "$BASE/login" | sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' | head -1)
	curl -s -c "$3" -b "$3" -o "$3.body" -w '%{http_code}\n' --data-urlencode "csrf=$csrf" --data-urlencode "email=$(address "$1")" --data-urlencode "password=$2" "$BASE/login"
}
refs() { git -C $D for-each-ref; }
SERVE=--team; start $H; : >"$JAR"

# ---- right passwords that come at once are none of them wrong; wrong ones count once each; an address longer than any is not kept
for i in $(seq 8); do curl -s -o /dev/null -w '%{http_code}\n' -H "$(basic "$MANAGER")" "$BASE/git/$P/info/refs?service=git-upload-pack" >at.$i & pids="${pids:-} $!"; done; wait $pids
is 'eight of git' '8 200' "$(cat at.* | sort | uniq -c | awk '{ printf "%s%s %s", s, $1, $2; s = ", " }')"; rm -f at.*; pids=
for i in $(seq 8); do sign_in "$QUALITY" 'a long password' jar.$i >at.$i & pids="$pids $!"; done; wait $pids
is 'eight who sign in' '8 303' "$(cat at.* | sort | uniq -c | awk '{ printf "%s%s %s", s, $1, $2; s = ", " }')"; is 'nothing is counted' '' "$(db "select what from tries where wrong > 0")"

# ---- a package that could not be read for a moment is nobody's for as long, and no longer
sleep 3; mv $D/.git/objects $D/.git/gone; get 404 /p/$P/index.html -b jar.1; mv $D/.git/gone $D/.git/objects
get 200 /p/$P/index.html -b jar.1

# ---- wrong ones
get 401 "/git/$P/info/refs?service=git-upload-pack" -H "$(basic "$QUALITY" 'not the password')"; is 'one wrong try is one' 1 "$(db "select wrong from tries where what like 'who:%'")"
head -c 900000 /dev/zero | tr '\0' x >long; is 'not right' 403 "$(sign_in "<$(cat long | head -c 100000)@x.example>" x jar.x)"; is 'nobody keeps it' 0 "$(db "select count(*) from tries where length(what) > 300")"

# ---- a program that asks with a token that has ended goes on, and people come in all the same
for i in $(seq 45); do curl -s -o /dev/null -w '%{http_code}\n' -H 'Authorization: Bearer sarflow_none' "$BASE$A/status"; done >wrong; has '429' wrong
is 'by password' 303 "$(sign_in "$MANAGER" 'a long password' jar.m)"; get 200 "/git/$P/info/refs?service=git-upload-pack" -H "$(basic "$MANAGER")"

# ---- who tried too often is let in at once with a password that was set anew
for i in $(seq 6); do sign_in "$QUALITY" 'not the password' jar.x; done >/dev/null
is 'too often' 403 "$(sign_in "$QUALITY" 'a long password' jar.x)"
printf 'a long password\n' | sarflow -C $H user passwd "$(address "$QUALITY")" >/dev/null
is 'set anew' 303 "$(sign_in "$QUALITY" 'a long password' jar.x)"

# ---- a password that was right when it was asked for, and is another when the session would begin; fewer than are free,
# for those that come late are wrong
for i in $(seq 4); do sign_in "$QUALITY" 'a long password' old.$i >at.$i & pids="$pids $!"; done
printf 'another long password\n' | sarflow -C $H user passwd "$(address "$QUALITY")" >/dev/null; wait $pids
is 'no session of the old one stands' 0 "$(db "select count(*) from sessions where email='$(address "$QUALITY")'")"
for i in $(seq 4); do get 303 /board -b old.$i; done; is 'with the new one' 303 "$(sign_in "$QUALITY" 'another long password' jar.q)"

# ---- who holds no role in a package brings it nothing large, whatever it is called
head -c 2000000 /dev/zero >large; JAR=$SANDBOX/none
for at in $P/git-receive-pack NO-SUCH/git-receive-pack "$P/info/lfs/objects/$(sha256sum large | cut -c1-64)"; do
	[[ $at = */objects/* ]] && how=(-X PUT -T large) || how=(--data-binary @large -H 'Content-Type: application/x-git-receive-pack-request')
	get 413 "/git/$at" -H "$(basic "$STRANGER")" -H 'Expect:' "${how[@]}"
done
has 'or you are not signed in any more' body
no 'nothing of it is here' test -e "$D/.git/lfs/objects/$(sha256sum large | cut -c1-2)/$(sha256sum large | cut -c3-4)/$(sha256sum large | cut -c1-64)"

# ---- who sends all of it before reading, as browsers do, reads the answer all the same
cat >late.py <<'EOF'
import socket, sys, time
port, head, target, size, sent = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
s = socket.create_connection(('127.0.0.1', port)); s.settimeout(60); answer = b''
try:
    s.sendall(f'POST {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{head}\r\nContent-Length: {size}\r\n\r\n'.encode())
    for i in range(sent // 50000):
        s.sendall(bytes(50000)); time.sleep(0.01)
    while more := s.recv(65536): answer += more
    print(answer.decode().split()[1])
except OSError as e:
    print(type(e).__name__)
EOF
is 'read when all was sent' 413 "$(python3 late.py ${BASE##*:} "$(basic "$STRANGER")" /git/NO-SUCH/git-receive-pack 5000000 5000000)"
is 'by a page too' 413 "$(python3 late.py ${BASE##*:} 'Content-Type: text/plain' /login 5000000 5000000)"
is 'read where the rest never comes' 413 "$(timeout 30 python3 late.py ${BASE##*:} 'Content-Type: text/plain' /login 5000000000 5000000)"

# ---- large bodies lie on the disc: one person has half of the places, the others have the rest, and who finds none is told
is 'quality signs in' 303 "$(sign_in "$QUALITY" 'another long password' jar.l)"
cat >hold.py <<'P'
import socket, sys, time
port, jar, count = int(sys.argv[1]), open(sys.argv[2]).read(), int(sys.argv[3])
cookie = '; '.join('='.join(line.split('\t')[5:7]) for line in jar.splitlines() if line.count('\t') == 6)
head = f'POST /p/F110-NOZ-001/upload.html HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nContent-Type: multipart/form-data; boundary=X\r\nContent-Length: 3000000\r\n\r\n'
held = []
for i in range(count):
    s = socket.create_connection(('127.0.0.1', port)); s.sendall(head.encode() + bytes(1500000)); held.append(s)
time.sleep(60)
P
until_lie() { for i in $(seq 100); do [ "$(ls -l /proc/$SERVER/fd | grep -c '(deleted)')" = $1 ] && return; sleep 0.1; done; fail "$1 bodies lie on the disc"; }
hold() { python3 hold.py $PORT $1 $2 & HOLDER=$!; until_lie $3; }
let_go() { kill $1; wait $1 2>/dev/null; until_lie $2; }
sends() { JAR=$1; form /p/$P/upload.html; upload $2 /p/$P/upload.html step=look what=attach element=C 'files=@large;filename=large.bin'; JAR=$SANDBOX/none; }
hold jar.m 8 8; ONE=$HOLDER; sends jar.m 503; has 'several large files are coming in'; like '^Retry-After: 60' head; sends jar.l 200; has 'large.bin'
hold jar.l 8 16; TWO=$HOLDER; sends jar.l 503; let_go $ONE 8; sends jar.m 200; sends jar.l 503; let_go $TWO 0; sends jar.l 200

# ---- one client that opens many connections and says nothing leaves room for others
python3 - "$PORT" <<'P' & CROWD=$!
import socket, sys, time
held = []
for i in range(140):
    try:
        s = socket.socket(); s.bind(('127.0.0.2', 0)); s.settimeout(2); s.connect(('127.0.0.1', int(sys.argv[1]))); held.append(s)
    except OSError:
        pass
open('crowded', 'w').write('yes')
time.sleep(10)
P
for i in $(seq 100); do [ -e crowded ] && break; sleep 0.1; done; get 200 /healthz; kill $CROWD; wait $CROWD 2>/dev/null

# ---- what a comparison shows of files is on record, as opening them is
git -C $D config user.name x; first=$(git -C $D rev-parse main); PNG=attachments/C/crack-map-MN2609-07.png
cp "$D/attachments/H/export-permit-ja.png" "$D/$PNG"; sarflow -C $D save -m 'another picture' >/dev/null; db 'delete from accesses'
sarflow -C $H user token "$(address "$MANAGER")" --new t --act >token; bearer() { get "$1" "$2" -H "Authorization: Bearer $(cat token)" "${@:3}"; }
get 200 "/p/$P/compare.html?from=$first" -b jar.m; has 'data:image/png'; is 'by the page' "$PNG, compared" "$(db 'select what from accesses')"
db 'delete from accesses'; bearer 200 "$A/diff?from=$first"; is 'by the API' "$PNG, compared" "$(db 'select what from accesses')"
# what lies unsaved in the server's folder is of who works there
echo 'Nobody saved this.' >>$D/evidence/C-repair-documents.md; get 404 "/p/$P/compare.html?from=main&to=work" -b jar.m; lacks 'Nobody saved'; get 404 "/p/$P/compare.html?from=work" -b jar.m; git -C $D checkout -q -- evidence

# ---- an act that takes one file takes no two; sent again with another boundary it is the same act
printf 'one' >one.txt; printf 'two' >two.txt; bearer 200 "$A/status"; STAND=$(sed -n 's/^Sarflow-Stand: \(.*\)\r$/\1/p' head); letter=(-F "stand=$STAND" -F 'by=SASPO, J. Doe' -F on=2026-11-20 -F received=2026-11-22)
before=$(refs); bearer 400 "$A/acts/letter" "${letter[@]}" -F files=@two.txt -F files=@one.txt; has 'choose one file'; is 'nothing is recorded' "$before" "$(refs)"
bearer 200 "$A/acts/letter" "${letter[@]}" -F files=@one.txt -H 'Idempotency-Key: once'; cp body first; before=$(refs)
bearer 200 "$A/acts/letter" "${letter[@]}" -F files=@one.txt -H 'Idempotency-Key: once'; ok 'answered again' cmp first body; is 'done once' "$before" "$(refs)"
bearer 400 "$A/acts/letter" "${letter[@]}" -F files=@two.txt -H 'Idempotency-Key: once'; has 'something else'

# ---- a push that cannot be put on record is not kept
as_git() { git -c "http.extraHeader=$(basic "$MANAGER")" "$@"; }
ok 'a clone' as_git clone -q "$BASE/git/$P" mine; as_git -C mine fetch -q origin refs/sar/journal:refs/sar/journal; sarflow -C mine note 'by push' >/dev/null; before=$(refs)
python3 - $H/.sarflow/accounts.db <<'P' & LOCK=$!
import sqlite3, sys, time
c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('begin immediate'); open('locked', 'w').write('yes'); time.sleep(20)
P
for i in $(seq 100); do [ -e locked ] && break; sleep 0.1; done
no 'it is refused' as_git -C mine push -q origin refs/sar/journal; is 'and nothing moved' "$before" "$(refs)"; kill $LOCK; wait $LOCK 2>/dev/null
ok 'then it is taken' as_git -C mine push -q origin refs/sar/journal; has 'git push' <(db 'select what from accesses')
stop

# ---- a package that this one rests on, beside it, moves: who may not see it is told nothing, by no ETag either
N=$SANDBOX/beside; mkdir $N; (cd $N && package) >/dev/null; cp -r $SANDBOX/.profiles/MINATO-YOKOSUKA $N/; sarflow -C $N/$P appoint "$STRANGER" --role quality >/dev/null
for who in "$MANAGER" "$STRANGER"; do printf 'a long password\n' | sarflow -C $N user add "$who" >/dev/null; done
SERVE=--team; start $N; : >"$JAR"; is 'one who sees both' 303 "$(sign_in "$MANAGER" 'a long password' jar.b)"; is 'one who sees one' 303 "$(sign_in "$STRANGER" 'a long password' jar.s)"
etag() { get 200 "/p/$P/index.html" -b $1 >/dev/null; sed -n 's/^ETag: //p' head; }
get 404 /p/MINATO-YOKOSUKA/index.html -b jar.s; get 200 /p/MINATO-YOKOSUKA/index.html -b jar.b
both=$(etag jar.b) one=$(etag jar.s); ok 'a page has one' [ -n "$one" ]; sarflow -C $N/MINATO-YOKOSUKA note 'something happened' >/dev/null; sleep 1.2
is 'it tells nothing' "$one" "$(etag jar.s)"; no 'and who may see it sees it' [ "$both" = "$(etag jar.b)" ]
stop

# ---- where another server says who somebody is, files come in as well, and no password counts
SERVE='--team --believe X-Who'; start $H; : >"$JAR"; who=(-H "X-Who: $(address "$MANAGER")")
get 200 "/p/$P/letter.html" "${who[@]}"; CSRF=$(hidden csrf) STAND=$(hidden stand)
get 200 "/p/$P/letter.html" "${who[@]}" -F "csrf=$CSRF" -F "stand=$STAND" -F step=look -F 'by=SASPO, J. Doe' -F on=2026-11-21 -F received=2026-11-22 -F files=@two.txt; has 'two.txt'; held=$(hidden held)
get 303 "/p/$P/letter.html" "${who[@]}" -F "csrf=$CSRF" -F "stand=$STAND" -F step=record -F 'by=SASPO, J. Doe' -F on=2026-11-21 -F received=2026-11-22 -F "held=$held"; has 'two.txt' <(git -C $D log -1 --format=%B refs/sar/journal)
is 'a right password is no way in' 403 "$(sign_in "$MANAGER" 'a long password' jar.p)"; has 'the server before this one' jar.p.body; is 'and begins no session' 0 "$(db "select count(*) from sessions where email='$(address "$MANAGER")' and begun > (select max(begun) from sessions)")"
stop; status 0 sarflow -C $D verify
finish
