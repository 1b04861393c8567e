# t_passkey.sh: passkeys on the pages that record, without a browser: the key's answers are made by hand; tests/interop has Chromium.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
unset SSH_AUTH_SOCK SSH_ASKPASS DISPLAY
mkdir home2; fresh home2/F
status 0 sarflow -C home2/F appoint "$MANAGER" --role manager --role quality
status 0 sarflow -C home2/F appoint "$EXPORT" --role export_officer
for k in one two; do openssl ecparam -name prime256v1 -genkey -noout -out $k.pem 2>/dev/null; done
openssl ecparam -name secp384r1 -genkey -noout -out p384.pem 2>/dev/null
spki() { openssl pkey -in "$1" -pubout -outform DER 2>/dev/null | base64 -w0; }
P=/p/F/

# ---- where browsers use no passkeys
start home2; get 200 "$P"sign.html; has 'Make a passkey, to sign here'
get 200 "$P"passkey.html; has 'only over https, or where the address begins with localhost'; has 'sarflow sign'; lacks '<script'
BASE=http://localhost:$PORT; LINK=; sed -i 's/127\.0\.0\.1/localhost/' "$JAR"
get 200 "$P"passkey.html; has 'data-host="localhost"'; has '<script src="/passkey.js"></script>'; lacks 'onclick'
like "^Content-Security-Policy: .*script-src 'self';" head
get 200 "$P"sign.html; lacks '<script'; no 'no script may run there' grep -qi '^content-security-policy:.*script-src' head
get 200 /passkey.js; has 'navigator.credentials.get'; like '^Content-Type: text/javascript' head

# ---- a key is bound
mark home2/F
form "$P"passkey.html
post 400 "$P"passkey.html step=look "public_key=$(spki p384.pem)"; has 'no passkey that can sign here'
post 400 "$P"passkey.html step=look public_key=AAAA; post 400 "$P"passkey.html step=look
form "$P"passkey.html; post 200 "$P"passkey.html step=look "public_key=$(spki one.pem)"
has 'Sar-Key: sk-ecdsa-sha2-nistp256@openssh.com '; lacks 'data-challenge'; same 'nothing is recorded yet' home2/F
again 303 "$P"passkey.html
is 'it is bound' trust "$(git -C home2/F log -1 --format=%B refs/sar/journal | sed -n 's/^Sar-Event: //p')"
ok 'the line is one that ssh-keygen reads' sh -c 'git -C home2/F log -1 --format=%B refs/sar/journal | sed -n "s/^Sar-Key: //p" >one.pub && ssh-keygen -l -f one.pub | grep -q "ECDSA-SK"'

# ---- who signs with it
look() { form "$P"sign.html; post 200 "$P"sign.html step=look role=quality element=A 'meaning=read and agreed'; has 'Sar-Event: sign-off'; CHALLENGE=$(sed -n 's/.*data-challenge="\([^"]*\)".*/\1/p' body); }
touch_with() { python3 "$ROOT/tests/case/touch.py" "$1" "${2:-localhost}" "${3:-$BASE}" "${4:-$CHALLENGE}" >touched; set -- $(cat touched); AUTH=$1 CLIENT=$2 MADE=$3; }
answer() { local wanted=$1; shift; again "$wanted" "$P"sign.html "auth_data=$AUTH" "client_data=$CLIENT" "signature=$MADE" "$@"; }
get 200 "$P"sign.html; has 'You sign with your passkey'; has 'sarflow sign'
mark home2/F; look; has 'Sign with your passkey'; has '<noscript>'; has 'sarflow sign'
again 400 "$P"sign.html; has 'the browser did not sign; nothing was recorded'; same 'unsigned it is not recorded' home2/F
look; AUTH=AAAA CLIENT=AAAA MADE=AAAA; answer 200; has 'data-challenge'; same 'nonsense is not recorded' home2/F
refused() { look; "$@"; answer 200; has 'data-challenge'; same "not recorded: $*" home2/F; }
refused touch_with two.pem
refused touch_with one.pem elsewhere.example
refused touch_with one.pem localhost "$BASE" AAAA
look; touch_with one.pem; answer 200 'meaning=other words'; same 'other words than those that were signed' home2/F
look; touch_with one.pem; answer 200 element=B; same 'another element' home2/F
look; touch_with one.pem; answer 200 at=1795391000; same 'too long ago' home2/F
look; touch_with one.pem; answer 200 at=1795392001; same 'a time to come' home2/F

# ---- the journal moves between reading and touching
look; touch_with one.pem; status 0 as export -C home2/F note -m 'Meanwhile.'; mark home2/F
answer 200; has 'What came in between'; has '<strong>A note was written</strong>'; has 'data-challenge'; same 'and asked again' home2/F
CHALLENGE=$(sed -n 's/.*data-challenge="\([^"]*\)".*/\1/p' body); touch_with one.pem; answer 303
git -C home2/F log -1 --format=%B refs/sar/journal >message; has 'Sar-Event: sign-off' message; has 'Sar-Meaning: read and agreed' message

# ---- stock git and the program judge it
echo "kenji.mori@minato-turbine.example $(cat one.pub)" >allowed; git -C home2/F config gpg.ssh.allowedSignersFile "$SANDBOX/allowed"
ok 'stock git verifies it' git -C home2/F verify-commit refs/sar/journal
git -C home2/F verify-commit refs/sar/journal >said 2>&1; has 'Good "git" signature for kenji.mori@minato-turbine.example with ECDSA-SK key' said
is 'author and committer are the person' "$MANAGER $MANAGER" "$(git -C home2/F log -1 --format='%an <%ae> %cn <%ce>' refs/sar/journal)"
status 0 sarflow -C home2/F verify; has 'consistent'; like 'SHA256:.*: Kenji Mori <.*>: 1 event'
echo "kenji.mori@minato-turbine.example namespaces=\"git\" $(cat one.pub)" >trusted
git -C home2/F cat-file commit refs/sar/journal | sed 's/^Sar-Meaning: .*/Sar-Meaning: bent/' >bent; cp -r home2/F bentF
git -C bentF update-ref refs/sar/journal "$(git -C bentF hash-object -w -t commit "$SANDBOX/bent")"; status 1 sarflow -C bentF verify; has '[signature-bad]'

# ---- who may not trust a key gives the line to somebody; who has another key signs at home
stop; start home2 "$EXPORT"; BASE=http://localhost:$PORT; sed -i 's/127\.0\.0\.1/localhost/' "$JAR"
mark home2/F; form "$P"passkey.html; post 200 "$P"passkey.html step=look "public_key=$(spki two.pem)"; has 'sk-ecdsa-sha2-nistp256@openssh.com '; has 'sarflow key trust'; same 'nothing is recorded' home2/F
ssh-keygen -q -t ed25519 -N '' -f ed; git -C home2/F config gpg.format ssh
status 3 sarflow -C home2/F key trust "$SANDBOX/ed.pub" --for "$EXPORT"; has 'it is not signed, and here it must be' "$ERR"
stop; start home2; BASE=http://localhost:$PORT; sed -i 's/127\.0\.0\.1/localhost/' "$JAR"
get 200 "$P"sign.html; has 'You sign with your passkey'
stop
finish
