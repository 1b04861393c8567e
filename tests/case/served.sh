# served.sh: a server that is started, asked and ended, for the tests of sarflow serve; after case.sh.
#
#   start FOLDER [PERSON]      and enter; SERVER is its process, BASE its address, LINK the link, JAR the cookies
#   stop                       end it; its exit status
#   get STATUS PATH [CURL OPTIONS]   the page into $OUT and ./body, its head into ./head
#   form PATH                  the page with a form: CSRF and STAND are read from it
#   post STATUS PATH VALUE...  send a form, with csrf and stand
#   upload STATUS PATH CURL-F-VALUE...   send a form with files, with csrf and stand
#   again STATUS PATH [NAME=VALUE]...    send the form of ./body on as it is, with these values in place of or beside its own
JAR=$SANDBOX/jar
start() {
	rm -f link                      # the one before is not waited for
	"$SARFLOW" serve "$1" ${2:+--as "$2"} ${PATIENCE:+--patience "$PATIENCE"} ${SERVE:-} >link 2>log &
	SERVER=$!
	local i; for i in $(seq 100); do [ -s link ] && break; sleep 0.1; done
	LINK=$(head -1 link) BASE=${LINK%/enter*}; BASE=${BASE%/}; PORT=${BASE##*:}
	rm -f "$JAR"; run curl -s -c "$JAR" -o entered -w '%{http_code}' "$LINK"
}
stop() { kill -TERM "$SERVER" 2>/dev/null; wait "$SERVER"; local got=$?; SERVER=; return $got; }
trap '[ -z "${SERVER:-}" ] || kill -KILL "$SERVER" 2>/dev/null; end' EXIT
get() {
	local wanted=$1 path=$2 got; shift 2
	rm -f body
	got=$(curl -s --path-as-is --max-time 30 -b "$JAR" -D head -o body -w '%{http_code}' "$@" "$BASE$path" 2>"$ERR")
	cp body "$OUT" 2>/dev/null || : >"$OUT"
	[ "$got" = "$wanted" ] && pass "$wanted: $path" || fail "$wanted: $path" "it answered $got"
}
hidden() { sed -n "s/.*name=\"$1\" value=\"\([^\"]*\)\".*/\1/p" body | head -1; }
form() { get 200 "$1"; CSRF=$(hidden csrf) STAND=$(hidden stand); }
post() {
	local wanted=$1 path=$2; shift 2
	local v data=(); for v; do data+=(--data-urlencode "$v"); done
	get "$wanted" "$path" --data-urlencode "csrf=$CSRF" --data-urlencode "stand=$STAND" "${data[@]}"
}
upload() {
	local wanted=$1 path=$2; shift 2
	local v data=(); for v; do data+=(-F "$v"); done
	get "$wanted" "$path" -F "csrf=$CSRF" -F "stand=$STAND" "${data[@]}"
}
again() {
	local wanted=$1 path=$2; shift 2
	python3 - "$@" >again.form <<'P'
import html, re, sys, urllib.parse
page = open('body', encoding='utf-8').read()
page = page[page.index('<main'):page.index('</main')]
fields = [(m[1], html.unescape(m[2])) for m in re.finditer(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)]
fields += [(m[1], html.unescape(m[2])) for m in re.finditer(r'<input size="50"[^>]* name="([^"]*)" value="([^"]*)"', page)]
fields += [(m[1], html.unescape(m[2])) for m in re.finditer(r'<textarea[^>]* name="([^"]*)"[^>]*>\n?([^<]*)</textarea>', page)]
fields += [(m[1], ''.join(re.findall(r'<option(?: value="([^"]*)")? selected>', m[2])) or ''.join(re.findall(r'<option selected>([^<]*)', m[2]))) for m in re.finditer(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', page, re.S)]
said = [f.split('=', 1) for f in sys.argv[1:]]
fields = [f for f in fields if f[0] not in [s[0] for s in said]] + said
print(urllib.parse.urlencode(fields), end='')
P
	get "$wanted" "$path" --data-binary @again.form
}
