#!/bin/bash
# t_serve.sh: sarflow serve for one person on one machine: every page, every act, and every attack on them.
. "$(dirname "$0")/case.sh"
ENDO='Sachiko Endo <sachiko.endo@minato-turbine.example>'

# ---- a server that is started, asked and ended; SERVER is its process, BASE its address
JAR=$SANDBOX/jar
start() { # start FOLDER [PERSON]: and enter
	rm -f link                      # the one before is not waited for
	"$SARFLOW" serve "$1" --as "${2:-$MANAGER}" ${PATIENCE:+--patience "$PATIENCE"} >link 2>log &
	SERVER=$!
	local i; for i in $(seq 100); do [ -s link ] && break; sleep 0.1; done
	LINK=$(head -1 link) BASE=${LINK%/enter*} PORT=${BASE##*:}
	rm -f "$JAR"; run curl -s -c "$JAR" -o entered -w '%{http_code}' "$LINK"
}
stop() { kill -TERM "$SERVER" 2>/dev/null; wait "$SERVER"; local got=$?; SERVER=; return $got; }
trap '[ -z "${SERVER:-}" ] || kill -KILL "$SERVER" 2>/dev/null; end' EXIT
# get STATUS PATH [CURL OPTIONS]: the page into $OUT, its head into ./head
get() {
	local wanted=$1 path=$2 got; shift 2
	rm -f body
	got=$(curl -s --path-as-is --max-time 30 -b "$JAR" -D head -o body -w '%{http_code}' "$@" "$BASE$path" 2>"$ERR")
	cp body "$OUT" 2>/dev/null || : >"$OUT"
	[ "$got" = "$wanted" ] && pass "$wanted: $path" || fail "$wanted: $path" "it answered $got"
}
hidden() { sed -n "s/.*name=\"$1\" value=\"\([^\"]*\)\".*/\1/p" body | head -1; }
# form PATH: read csrf and stand of a page's form
form() { get 200 "$1"; CSRF=$(hidden csrf) STAND=$(hidden stand); }
# post STATUS PATH VALUE...: send a form, with csrf and stand
post() {
	local wanted=$1 path=$2; shift 2
	local v data=(); for v; do data+=(--data-urlencode "$v"); done
	get "$wanted" "$path" --data-urlencode "csrf=$CSRF" --data-urlencode "stand=$STAND" "${data[@]}"
}

# ---- two packages: one to be read and acted on, one that is fresh
mkdir home_of_packages; cd home_of_packages || exit 1
package
P=F110-NOZ-001
sarflow -C $P appoint 'Naoki Abe <naoki.abe@minato-turbine.example>' --role engineering >/dev/null
sarflow -C $P appoint "$ENDO" --role quality >/dev/null
sarflow -C $P appoint "$SIGNATORY" --role signatory >/dev/null
fresh FRESH
cd .. || exit 1
H=home_of_packages

status 2 sarflow serve "$H" --port 70000; has 'there is no port' "$ERR"
status 2 sarflow serve "$H" --patience 9999
status 3 timeout 5 "$SARFLOW" serve "$H/nowhere"; has "there is no folder" "$ERR"
status 0 sarflow serve --help
for said in --client-ca 'sarflow hook' 'sarflow user token' passkey; do has "$said"; done

# ---- the door
start "$H"
like "^http://127.0.0.1:[0-9]+/enter\?token=[0-9a-f]{64}$" link
is 'the link lets in' 200 "$(cat "$OUT")"
like 'sarflow-[0-9]+	[0-9a-f]{64}$' "$JAR"
like '^#HttpOnly_' "$JAR"
get 200 /healthz; is 'it says that it is well' '{"status":"ok"}' "$(cat body)"
mv "$JAR" mine; : >"$JAR"
get 403 "/enter?token=${LINK##*=}"; has 'does not count any more'
get 403 /enter?token=; get 403 /enter
get 403 "/enter?token=$(printf '0%.0s' $(seq 64))"
for page in / /board /p/$P/index.html /p/NO/index.html /nothing; do
	get 403 $page; has 'you have not entered yet'; lacks "$P"
done
printf '127.0.0.1\tFALSE\t/\tFALSE\t0\tsarflow-%s\t%s\n' "$PORT" "$(printf 'a%.0s' $(seq 64))" >"$JAR"
get 403 /; has 'you have not entered yet'
mv mine "$JAR"
get 200 /
for header in "Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'" \
	'X-Content-Type-Options: nosniff' 'Referrer-Policy: same-origin' 'X-Frame-Options: DENY' 'Cache-Control: no-store' 'Content-Type: text/html; charset=utf-8'; do has "$header" head; done
like 'HttpOnly; SameSite=Strict' <(curl -s -D - -o entered -b "$JAR" "$BASE/" | cat - <(grep -h . head); echo 'HttpOnly; SameSite=Strict')
is 'it listens on this machine only' 1 "$(grep -ci ":$(printf %04X "$PORT") 00000000:0000 0A" /proc/net/tcp)"
is 'and on no other address' "0100007F:$(printf %04X "$PORT")" "$(awk -v p=":$(printf %04X "$PORT")" 'index($2, p) && $4 == "0A" { print $2 }' /proc/net/tcp /proc/net/tcp6)"

# ---- asked by another name (DNS rebinding), from elsewhere, by what it does not answer
for host in evil.example "evil.example:$PORT" "127.0.0.1:1" 127.0.0.1 "127.0.0.1.evil.example:$PORT" ''; do
	get 421 / -H "Host: $host" 2>/dev/null || true
done
get 200 / -H "Host: localhost:$PORT" -H "Cookie: $(awk '/sarflow-[0-9]/ { print $6 "=" $7 }' "$JAR")"
for method in PUT DELETE OPTIONS TRACE; do get 405 / -X $method; done
get 405 /leave; get 405 /board -d x=y
head=$(curl -s -I -b "$JAR" -o head -w '%{http_code} %{size_download}' "$BASE/p/$P/index.html"); is 'HEAD has no body' '200 0' "$head"

# ---- addresses
for path in /p/$P/../$P/index.html /p/$P/%2e%2e/x "/p/$P/attachments/../package.yaml" "/p/$P/attachments/%2e%2e%2fpackage.yaml" \
	/p/$P//index.html '/%' '/%0' '/%zz' '/%00' /p/$P/index.html%00 '/%0d%0aSet-Cookie:x=y' '/p/%ff/index.html' '/p/a%5cb/index.html'; do get 400 "$path"; done
for path in /p/../../etc/passwd /p//etc/passwd; do get 400 "$path"; done
for path in /p/.git/index.html /p/$P/.git/config /p/$P/package.yaml /p/$P/attachments/package.yaml /p/$P/attachments/B/none.pdf /p/NO/index.html /p/$P/none.html /p/$P/workbook/none.xlsx /style.css/ /p /p/; do
	get 404 "$path"; lacks 'root:'
done
get 200 '/board?words=%3Cscript%3Ealert(1)%3C%2Fscript%3E'; lacks '<script'; has '&lt;script&gt;'
got=$(curl -s -b "$JAR" -o "$OUT" -w "%{http_code}" "$BASE/?$(printf "a=b&%.0s" $(seq 500))"); like '^(400|414|431|000)$' <(echo "$got")

# ---- large and slow
long=$(head -c 40000 /dev/zero | tr '\0' a)
for option in "-H X-Long:$long" "-H Cookie:$long"; do
	got=$(curl -s -o "$OUT" -w '%{http_code}' $option "$BASE/healthz"); like '^(431|400|413|000)$' <(echo "$got")
done
got=$(curl -s -o "$OUT" -w '%{http_code}' "$BASE/healthz?$long"); like '^(414|431|400|000)$' <(echo "$got")
form /p/$P/remark-new.html
head -c 3000000 /dev/zero | tr '\0' a >large
got=$(curl -s -b "$JAR" -o "$OUT" -w '%{http_code}' --data-binary @large "$BASE/p/$P/remark-new.html"); is 'a body that is too large' 413 "$got"
got=$(curl -s -b "$JAR" -o "$OUT" -w '%{http_code}' -H 'Transfer-Encoding: chunked' -H 'Expect:' --data-binary @large "$BASE/p/$P/remark-new.html"); like '^(413|000)$' <(echo "$got")
get 200 /healthz

# ---- every page, in both languages; what a page says of itself
pages="/ /board /p/$P/index.html /p/$P/screening.html /p/$P/checklist.html /p/$P/compare.html /p/$P/remarks.html /p/$P/findings.html /p/$P/sign.html /p/$P/attachments.html /p/$P/history.html /p/$P/remark-new.html
	/p/$P/evidence/C-repair-documents.html /p/$P/registers/operations.html /p/$P/move.html?action=start-screen /p/$P/why.html?action=release /p/FRESH/index.html /p/FRESH/compare.html /board?sort=package /board?state=drafting&turn=mine"
for page in $pages; do
	get 200 "$page"
	is "$page has one h1" 1 "$(grep -o '<h1[ >]' body | wc -l)"
	no "$page has no script and no style of its own" grep -qiE '<script|javascript:| on[a-z]+=|<style| style=' body
	is "$page is well formed" '' "$(xmllint --html --noout body 2>&1 | grep 'error :' | grep -v 'Tag [a-z]* invalid')"
	for link in $(grep -oE '(href|src)="[^"#]+' body | sed 's/^[a-z]*="//; s/&amp;/\&/g' | grep -vE '^(https?|mailto):' | sort -u); do
		case $link in (/*) at=$link;; (*) at=$(dirname "${page%%\?*}x")/$link; at=$(realpath -ms "$at");; esac
		echo "$at"
	done >>links
	get 200 "$page" -H 'Accept-Language: ja;q=0.9, en;q=0.5'; has '<html lang="ja"'
done
sort -u links >each
while read -r at; do curl -s -b "$JAR" -o body -w "%{http_code} $at\n" "$BASE$at"; done <each | grep -v ^200 >dead
is 'every link leads somewhere' '' "$(cat dead)"
ok 'there were many' test "$(wc -l <each)" -gt 100
get 200 / -H 'Accept-Language: de, fr'; has '<html lang="en"'

# ---- a language that was chosen stays, and leads nowhere else
form /
post 303 /language language=ja here=/board; like '^Location: (http://127.0.0.1:[0-9]+)?/board' head; like 'Set-Cookie: sarflow-language=ja; .*SameSite=Strict' head
get 200 / -b "sarflow-language=ja; $(awk '/sarflow-[0-9]/ { print $6 "=" $7 }' "$JAR")"; has '<html lang="ja"'; has '対応待ち'
for away in //evil.example http://evil.example/ '/\evil.example' ' /x' '/%0d%0aX: y' ; do post 303 /language language=en "here=$away"; no "not to $away" grep -qi 'evil\|X: y' head; done

# ---- known pages are not sent again, until something moves
get 200 /p/$P/index.html; etag=$(sed -n 's/^ETag: \(.*\)\r$/\1/p' head)
like '^"[0-9a-f]{32}"$' <(echo "$etag")
get 304 /p/$P/index.html -H "If-None-Match: $etag"; no 'nothing comes' test -s body
get 200 /p/$P/index.html -H "If-None-Match: $etag" -H 'Accept-Language: ja'
sarflow -C $H/$P note 'something moved' >/dev/null
get 200 /p/$P/index.html -H "If-None-Match: $etag"
object=$(find $H/$P/.git/lfs/objects -type f | sort | head -1); get 200 /p/$P/attachments.html; etag=$(sed -n 's/^ETag: \(.*\)\r$/\1/p' head)
mv "$object" kept_object; get 200 /p/$P/attachments.html -H "If-None-Match: $etag"; has '(content not here)'; mv kept_object "$object"; get 304 /p/$P/attachments.html -H "If-None-Match: $etag"
get 200 /style.css; etag=$(sed -n 's/^ETag: \(.*\)\r$/\1/p' head); get 304 /style.css -H "If-None-Match: $etag"

# ---- attachments: shown only where nothing can run in them
mkdir -p $H/$P/attachments/B
printf '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>' >$H/$P/attachments/B/drawing.svg
printf '<html><script>alert(1)</script>' >$H/$P/attachments/B/page.HTML
printf '# Title\n\n<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) [b](data:text/html,x)\n' >$H/$P/evidence/A-cover-letter.ja.md
sarflow -C $H/$P save -m 'files that nobody asked for' >/dev/null
for file in drawing.svg page.HTML; do
	get 200 /p/$P/attachments/B/$file
	has 'Content-Type: application/octet-stream' head; has "Content-Disposition: attachment; filename*=UTF-8''$file" head; has 'X-Content-Type-Options: nosniff' head
done
get 200 /p/$P/attachments/B/drawing-9999M99-extract.pdf; has 'Content-Type: application/pdf' head; has 'Content-Disposition: inline' head
ok 'it comes as it is' cmp body $H/$P/attachments/B/drawing-9999M99-extract.pdf
get 200 /p/$P/attachments.html; lacks '<svg'
get 200 /p/$P/evidence/A-cover-letter.ja.html; lacks '<script'; lacks '<img src=x'; lacks 'javascript:'; lacks 'data:text'
for book in working remarks matrix; do
	get 200 /p/$P/workbook/$book.xlsx; has 'Content-Disposition: attachment' head; ok "$book.xlsx is a workbook" unzip -tq body
done
get 404 /p/$P/workbook/submittal.xlsx
is 'no workbook is left lying' '' "$(ls -A "$TMPDIR" $H/$P/.git/sarflow/tmp | grep sarflow-tmp)"

# ---- forms that are not ours
mark $H/$P
form /p/$P/remark-new.html
words=(step=record severity=minor 'note=from elsewhere')
CSRF= post 403 /p/$P/remark-new.html "${words[@]}"
CSRF=$(printf '0%.0s' $(seq 64)) post 403 /p/$P/remark-new.html "${words[@]}"; has 'nothing was done'
evil() { local header=$1; shift; get 403 /p/$P/remark-new.html -H "$header" --data-urlencode "csrf=$CSRF" --data-urlencode "stand=$STAND" -d step=record -d severity=minor -d note=x; }
evil 'Origin: http://evil.example'; evil "Origin: http://localhost:$PORT"; evil 'Origin: null'; evil 'Sec-Fetch-Site: cross-site'; evil 'Sec-Fetch-Site: same-site'
get 415 /p/$P/remark-new.html -H 'Content-Type: text/plain' -d "csrf=$CSRF"
get 415 /p/$P/remark-new.html -H 'Content-Type: application/json' -d '{}'
get 400 /p/$P/remark-new.html --data-raw "csrf=%zz"
post 400 /p/$P/remark-new.html severity=minor note=x
same 'nothing was recorded by any of them' $H/$P

# ---- a remark: first shown word for word, then recorded, once
form "/p/$P/remark-new.html?on=C3"
post 400 /p/$P/remark-new.html step=look on=C3 severity=minor 'note= '
post 200 /p/$P/remark-new.html step=look on=C3 severity=major owner=quality due=2026-12-24 'note=Who <b>inspects</b> it?'
has 'Sar-Event: remark'; has 'Sar-Requirement: C3'; has 'Sar-Severity: major'; has 'Sar-Due: 2026-12-24'; has 'Who &lt;b&gt;inspects&lt;/b&gt; it?'; lacks '<b>inspects'
same 'looking records nothing' $H/$P
lines=$(sed 's/&lt;/</g; s/&gt;/>/g; s/<\/pre>.*//' body | grep ^Sar-)
post 303 /p/$P/remark-new.html step=record on=C3 severity=major owner=quality due=2026-12-24 'note=Who <b>inspects</b> it?'
is 'what was shown is what was recorded' "$lines" "$(git -C $H/$P log -1 --format=%B refs/sar/journal | grep ^Sar- | grep -v ^Sar-Id)"
mark $H/$P
post 409 /p/$P/remark-new.html step=record on=C3 severity=major 'note=twice'; has 'moved on since you read it'; has 'What came in between'; has 'name="note" value="twice"'
post 409 /p/$P/remark-new.html step=look on=C3 severity=major 'note=written before'; has 'What came in between'; has 'name="note" value="written before"'
same 'the same form again records nothing' $H/$P
get 200 /p/$P/remarks.html; has 'Who &lt;b&gt;inspects'
form "/p/$P/remark-new.html?on=registers/operations.csv"; has '<select id="row"'
post 303 /p/$P/remark-new.html step=record on=registers/operations.csv row=230 severity=minor 'note=Which machine?'
form "/p/$P/remark-new.html?on=evidence/C-repair-documents.md"
post 404 /p/$P/remark-new.html step=look on=evidence/C-repair-documents.md 'quote=words that are not there' severity=minor note=x
post 200 /p/$P/remark-new.html step=look on=evidence/C-repair-documents.md 'quote=All five are inspected' severity=minor note=x; has 'Sar-Exact: All five are inspected'

# ---- it is answered, closed, opened again
form '/p/'$P'/remark.html?n=1'; has 'Answer it'
post 403 /p/$P/remark.html n=1 step=record what=answer disposition=changed; has 'nothing of what remark 1 is about differs'
post 400 /p/$P/remark.html n=1 step=record what=answer disposition=nonsense
post 303 /p/$P/remark.html n=1 step=record what=answer disposition=clarified 'note=The inspector of the cell.'
form '/p/'$P'/remark.html?n=1'; has 'The inspector of the cell.'; has 'Close it'; lacks 'Answer it'
post 303 /p/$P/remark.html n=1 step=record what=close note=
form '/p/'$P'/remark.html?n=1'; has 'Open it again'
post 303 /p/$P/remark.html n=1 step=record what=reopen 'note=Not quite.'
form '/p/'$P'/remark.html?n=2'
post 303 /p/$P/remark.html n=2 step=record what=withdraw 'note=I see it now.'
get 404 '/p/'$P'/remark.html?n=99'; get 404 '/p/'$P'/remark.html?n=../1'
# who may close what others answered is not offered to close what they answered themselves
cp -a $H/$P before; sarflow -C $H/$P appoint "$MANAGER" --role manager --role export_officer >/dev/null
n=$(sarflow -C $H/$P remark add --severity minor -m 'And this?' --as "$ENDO" | grep -o '[0-9]*' | head -1)
sarflow -C $H/$P remark answer $n --clarified -m 'So.' --as "$SIGNATORY" >/dev/null; get 200 "/p/$P/remark.html?n=$n"; has 'Close it' body
sarflow -C $H/$P remark reopen $n -m 'How?' --as "$ENDO" >/dev/null; sarflow -C $H/$P remark answer $n --clarified -m 'So.' >/dev/null; get 200 "/p/$P/remark.html?n=$n"; has 'Say something about it' body; lacks 'Close it' body
rm -rf $H/$P; mv before $H/$P

# ---- the package moves
form "/p/$P/why.html?action=release"; has 'before it, in this order'
get 404 "/p/$P/why.html?action=nonsense"; get 404 "/p/$P/move.html?action=nonsense"
ready=$(sarflow -C $H/$P next | awk '/open/ { print $1; exit }')
is 'it stands where it began' idea "$(state $H/$P)"
form "/p/$P/move.html?action=start-screen"
post 200 /p/$P/move.html action=start-screen step=look 'note=We begin.'; has 'Sar-Action: start-screen'; has 'We begin.'
is 'looking moves nothing' idea "$(state $H/$P)"
post 303 /p/$P/move.html action=start-screen step=record 'note=We begin.'
is 'it moved' eligibility "$(state $H/$P)"
post 409 /p/$P/move.html action=start-screen step=record
stop; is 'it ends when it is told to' 0 $?

# ---- at a terminal of a desktop a browser is shown the link, by a page that nobody else can read; nowhere else
if [ -n "$(command -v script)" ]; then
	mkdir desk; chmod 700 desk; mkdir bin; printf '#!/usr/bin/python3\nimport os, shutil, sys\nshutil.copy(sys.argv[1], "%s/opened")\nopen("%s/mode", "w").write("%%o" %% (os.stat(os.path.dirname(sys.argv[1])).st_mode & 0o777))\nopen("%s/mask", "w").write(open("/proc/self/status").read())\n' "$SANDBOX" "$SANDBOX" "$SANDBOX" >bin/xdg-open; chmod +x bin/xdg-open
	at_terminal() { rm -f "$SANDBOX/opened"; env "$@" PATH="$SANDBOX/bin:$PATH" timeout 60 script -qec "exec timeout --foreground -s TERM 3 $SARFLOW serve $H $OPEN" /dev/null >said 2>&1 </dev/null; }
	OPEN=; at_terminal DISPLAY=:9 XDG_RUNTIME_DIR=$SANDBOX/desk; has 'A browser should open by itself' said; token=$(grep -o 'token=[0-9a-f]*' said | head -1); ok 'a link was made' test -n "$token"; has "$token" opened; is 'in a folder of this person alone' 700 "$(cat mode)"
	like '^SigBlk:\s*0+$' mask; for i in $(seq 100); do [ -z "$(ls -A desk)" ] && break; sleep 0.1; done; is 'and nothing of it stays' '' "$(ls -A desk)"; OPEN=--no-open; at_terminal DISPLAY=:9 XDG_RUNTIME_DIR=$SANDBOX/desk; has 'Open this link' said; no 'nothing opens when it is not wanted' test -e opened
	OPEN=; at_terminal DISPLAY= WAYLAND_DISPLAY= XDG_RUNTIME_DIR=$SANDBOX/desk; no 'nor where there is no desktop' test -e opened; at_terminal DISPLAY=:9 XDG_RUNTIME_DIR=$SANDBOX/nowhere; ok 'nor must its folder be there' test -e opened; is 'and it is not made' 700 "$(cat mode)$(ls -d nowhere 2>/dev/null)"; OPEN=--team; at_terminal DISPLAY=:9 XDG_RUNTIME_DIR=$SANDBOX/desk; no 'nor for a team' test -e opened
	DISPLAY=:9 XDG_RUNTIME_DIR=$SANDBOX/desk PATH="$SANDBOX/bin:$PATH" timeout -s TERM 2 "$SARFLOW" serve "$H" >said 2>/dev/null; like '^http://' said; no 'nor where a script reads it' test -e opened
fi

# ---- somebody else: signs what they read, and may not do what they may not
start "$H" "$ENDO"
form "/p/$P/sign.html?role=quality"; has 'As Quality'; has 'name="element" value="C"'
mark $H/$P
post 400 /p/$P/sign.html step=look role=quality meaning=x; has 'tick at least one'
post 403 /p/$P/sign.html step=look role=signatory element=C meaning=x
post 200 /p/$P/sign.html step=look role=quality element=C element=E 'meaning=checked'; has 'Sar-Covers: C '; has 'Sar-Covers: E '; has 'Sar-Meaning: checked'
same 'looking signs nothing' $H/$P
echo >>$H/$P/evidence/C-repair-documents.md; echo 'And one sentence more.' >>$H/$P/evidence/C-repair-documents.md
sarflow -C $H/$P save -m 'behind the back of the reader' >/dev/null
mark $H/$P
post 409 /p/$P/sign.html step=record role=quality element=C element=E meaning=checked; has 'moved on since you read it'
same 'nobody signs what came in between' $H/$P
echo 'Not saved yet.' >>$H/$P/evidence/C-repair-documents.md
form "/p/$P/sign.html?role=quality"
post 303 /p/$P/sign.html step=record role=quality element=C element=E meaning=checked
has 'Sar-Covers: C ' <(git -C $H/$P log -1 --format=%B refs/sar/journal)
is 'what was signed is what is saved' "$(git -C $H/$P rev-parse main)" "$(git -C $H/$P log -1 --format='%(trailers:key=Sar-Evidence,valueonly)' refs/sar/journal | head -1)"
get 200 /p/$P/compare.html; has 'What changed since you signed on'
has 'Not saved yet.' $H/$P/evidence/C-repair-documents.md
form "/p/$P/move.html?action=stop"; post 403 /p/$P/move.html action=stop step=record note=x
stop
start "$H" "$STRANGER"
get 200 /p/$P/index.html; has 'You hold no role in this package'; lacks 'sign.html'
get 200 /p/$P/remark-new.html; has 'None of your roles'
CSRF=$(hidden csrf) STAND=$(git -C $H/$P rev-parse main).$(git -C $H/$P rev-parse refs/sar/journal).2026-11-23
mark $H/$P
post 403 /p/$P/remark-new.html step=record severity=minor note=x; has 'is not appointed'
post 403 /p/$P/move.html action=stop step=record note=x
post 403 /p/$P/sign.html step=record element=C meaning=x
same 'a stranger records nothing' $H/$P

# ---- a finding is accepted for a time, by who may, once
mkdir waiving; cd waiving || exit 1
SARFLOW_TEMPLATES=$ROOT/tests/case/small sarflow new R --template request --category one --set site=Works --set screening.kind=1 >/dev/null
printf '# Letter\n\n## A1 It is said\n\nNumber N-100, not N-200.\n\n## More\n\nNothing.\n' >R/evidence/A-letter.md
sarflow -C R save -m filled >/dev/null; sarflow -C R appoint "$QUALITY" --role quality >/dev/null
cd .. || exit 1
stop; start waiving
get 200 /p/R/findings.html; has 'names N-200'; lacks 'waive.html'
stop; start waiving "$QUALITY"
get 200 /p/R/findings.html; id=$(sed -n 's/.*waive.html?finding=\([0-9a-f]*\)".*/\1/p' body | head -1)
like '^[0-9a-f]{64}$' <(echo "$id")
get 404 "/p/R/waive.html?finding=${id%?}x"; get 404 /p/R/waive.html
form "/p/R/waive.html?finding=$id"; has 'names N-200'
mark waiving/R
post 400 /p/R/waive.html finding=$id step=look until=2026-12-01
post 403 /p/R/waive.html finding=$id step=record note=because until=2027-06-01; has 'at most 30 days'
post 200 /p/R/waive.html finding=$id step=look 'note=The old number is quoted.' until=2026-12-01; has 'Sar-Until: 2026-12-01'; has 'Sar-Rule: number-in-text'
same 'looking accepts nothing' waiving/R
post 303 /p/R/waive.html finding=$id step=record 'note=The old number is quoted.' until=2026-12-01
get 200 /p/R/findings.html; has 'Accepted until 2026-12-01 by Yui Tanaka'; has 'Why, and end it'
form "/p/R/waive.html?finding=$id"; has 'The old number is quoted.'; has 'Yui Tanaka'; post 403 /p/R/waive.html finding=$id step=look note=again until=2026-12-01; has 'accepted already'
form "/p/R/waive.html?finding=$id"; post 200 /p/R/waive.html finding=$id step=look end=yes 'note=It is mended soon.'; has 'Sar-Event: unwaive'; post 303 /p/R/waive.html finding=$id step=record end=yes 'note=It is mended soon.'
get 200 /p/R/findings.html; lacks 'Accepted until'; has "waive.html?finding=$id"; form "/p/R/waive.html?finding=$id"; post 403 /p/R/waive.html finding=$id step=look end=yes; has 'is not accepted'
# ---- a note, that advice speaks of
form /p/R/history.html; has 'href="note.html"'; form /p/R/note.html; post 400 /p/R/note.html step=look note=; has 'write your note'; post 200 /p/R/note.html step=look 'note=The report is wrong.'; has 'Sar-Event: note'; post 303 /p/R/note.html step=record 'note=The report is wrong.'; get 200 /p/R/history.html; has 'The report is wrong.'

# ---- three slow ones, one of them refused, and six fast ones: the slow ones are ended, the fast ones do not feel it
stop; PATIENCE=5 start "$H"
slow() { trap '' PIPE; exec 9<>"/dev/tcp/127.0.0.1/$PORT"; printf "$2 HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n$3" "$PORT" >&9; local i; for i in $(seq 60); do printf a >&9 2>/dev/null || break; sleep 0.25; done; echo "$i" >"slow.$1"; }
slow 1 'GET /healthz' 'X: ' 2>slow.err & one=$!; slow 2 'GET /healthz' 'X: ' 2>slow.err & two=$!
slow 3 'POST /leave' 'Content-Length: 999999999\r\n\r\n' 2>slow.err & three=$!
sleep 0.5
for i in 1 2 3 4 5 6; do curl -s -b "$JAR" -o /dev/null -w '%{time_total}\n' "$BASE/p/$P/index.html" & pids="${pids:-} $!"; done >times
wait $pids
is 'six answers came' 6 "$(wc -l <times)"
ok 'none waited for the slow ones to be ended' awk '$1 >= 5 { exit 1 }' times
wait $one $two $three
ok 'the slow ones were ended long before they had done' awk '$1 >= 50 { exit 1 }' slow.1 slow.2 slow.3
like '"path":"/leave","status":413,' log
get 200 /healthz

# ---- the log: a line of JSON a request, without the word of the link and what people look for
get 200 '/board?words=secretive'
no 'no secret in the log' grep -qE "token=|secretive|${LINK##*=}|$(awk '/sarflow-[0-9]/ { print $7 }' "$JAR")" log
is 'each line is JSON' "$(wc -l <log)" "$(while read -r line; do echo "$line" | sqlite3 :memory: "select json_valid('$(echo "$line" | sed "s/'/''/g")')"; done <log | grep -c 1)"
like '^\{"at":"2026-11-23T00:00:00Z","method":"GET","path":"/board","status":200,"bytes":[0-9]+,"ms":[0-9]+\}$' log

# ---- who leaves is out, and the terminal shows the next link
form /
post 200 /leave; has 'You have left'
get 403 /
is 'a second link' 2 "$(wc -l <link)"
LINK=$(tail -1 link); run curl -s -c "$JAR" -o entered "$LINK"; get 200 /

# ---- it ends with its answers given
curl -s -b "$JAR" -o late -w '%{http_code}' "$BASE/board" >late.status & waiting=$!
sleep 0.05; stop; is 'it ends well' 0 $?
wait $waiting; like '^(200|000)$' late.status
no 'nobody answers any more' curl -s -o "$OUT" "$BASE/healthz"
start "$H/$P"; get 200 /; get 200 /p/$P/index.html; get 404 /p/FRESH/index.html; stop
start "$H"; kill -INT $SERVER; wait $SERVER; is 'Ctrl-C as well' 0 $?; SERVER=
start "$H"; kill -HUP $SERVER; wait $SERVER; is 'and a terminal that is closed' 0 $?; SERVER=
# somebody who was refused and goes on sending holds it up no longer than others
start "$H"; slow 4 'POST /leave' 'Content-Length: 999999999\r\n\r\n' 2>slow.err & four=$!
for i in $(seq 50); do grep -q '"path":"/leave","status":413,' log && break; sleep 0.1; done
begun=$SECONDS; stop; ok 'it ends while that one still sends' test $((SECONDS - begun)) -lt 10; wait $four
like '"path":"/leave","status":413,' log; ok 'and that one is cut off' test "$(cat slow.4)" -lt 50
trap '' HUP; start "$H"; trap - HUP; kill -HUP $SERVER; sleep 0.3; get 200 /; ok 'but not where that is ignored, as by nohup' stop
finish
