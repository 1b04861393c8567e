# t_stamp.sh: an authority stamps the time of a seal: asked for, held against it, handed over, judged; by openssl as well.
. "$(dirname "$0")/case.sh"
unguarded; fresh F
status 3 sarflow -C F stamp https://timestamp.example; has 'no submittal is sealed yet' "$ERR"
status 0 sarflow -C F seal
export SARFLOW_NOW=$(date +%s)                  # the authority's clock is the machine's
TODAY=$(date -u -d "@$((SARFLOW_NOW + 9 * 3600))" +%F)  # in the package's zone
cp -r F hung; cp -r F late

# ---- an authority of our own
mkdir tsa; cd tsa || exit 1
cat >tsa.cnf <<'CNF'
[tsa]
default_tsa = own
[own]
serial = ./serial
signer_cert = ./tsa.pem
certs = ./ca.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384
ess_cert_id_alg = sha256
CNF
printf '[stamps]\nextendedKeyUsage = critical,timeStamping\n' >stamps.ext
authority() { # NAME: a root of its own, and one who stamps
	openssl req -quiet -x509 -newkey rsa:2048 -nodes -subj "/CN=$1 root" -days 30 -keyout ca.key -out ca.pem 2>/dev/null ||
		openssl req -x509 -newkey rsa:2048 -nodes -subj "/CN=$1 root" -days 30 -keyout ca.key -out ca.pem
	openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout tsa.key -out tsa.csr
	openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 -extfile stamps.ext -extensions stamps -out tsa.pem
}
authority Other >/dev/null 2>&1; cp ca.pem "$SANDBOX/other.pem"
authority Own >/dev/null 2>&1; cp ca.pem "$SANDBOX/authorities.pem"
echo 01 >serial; cd "$SANDBOX" || exit 1
python3 "$ROOT/tests/case/authority.py" tsa 2>/dev/null & AUTHORITY=$!
trap '[ -z "${AUTHORITY:-}" ] || kill "$AUTHORITY" 2>/dev/null; end' EXIT
for i in $(seq 100); do [ -s tsa/port ] && break; sleep 0.1; done
AT=http://127.0.0.1:$(cat tsa/port)
(sarflow -C hung stamp "$AT/hang" >hung.out 2>hung.err; echo $? >hung.status) &
HUNG=$!

# ---- answers that are none: a fault of one line, and nothing is recorded
mark F
refused() { status 3 sarflow -C F stamp "$AT/$1"; has "$2" "$ERR"; same "nothing is recorded ($1)" F; }
refused nonsense 'it is no answer of an authority that stamps the time'
refused cut 'it is no answer of an authority'
refused other 'it stamps something else than the seal of submittal 1'
refused denied 'the authority did not stamp it'
refused empty 'it is no answer of an authority'
refused large 'gave no stamp'
refused refuses 'gave no stamp'
status 3 sarflow -C F stamp http://127.0.0.1:1/; has 'gave no stamp' "$ERR"
status 2 sarflow -C F stamp ftp://127.0.0.1/x; has 'is no address of an authority' "$ERR"
status 2 sarflow -C F stamp; has "name the authority's address" "$ERR"
status 3 sarflow -C F stamp no-such-file; status 3 sarflow -C F stamp "$AT/good" --submittal 2; has 'there is no submittal 2' "$ERR"
status 3 as quality -C F stamp "$AT/good"; same 'who may not seal may not stamp' F
SARFLOW_NOW=1795392000 status 3 sarflow -C late stamp "$AT/good"; has 'which lies ahead of the day here' "$ERR"

# ---- a stamp
status 0 sarflow -C F stamp "$AT/good"; has 'submittal 1 is stamped'
git -C F log -1 --format=%B refs/sar/journal >message; has 'stamped: submittal 1' message; has "Sar-Means: $AT/good" message; has "Sar-Occurred-On: $TODAY" message
status 0 sarflow -C F log; has 'stamped: submittal 1'; status 0 sarflow -C F render -o pages; ok 'the history says it' grep -rq "An authority stamped submittal 1" pages
status 0 sarflow -C F log --json; json
status 0 sarflow -C F verify; has 'none was named [stamp-unjudged]'; has 'consistent'
status 0 sarflow -C F verify --authorities "$SANDBOX/authorities.pem"; lacks 'stamp-'; has 'consistent'
status 1 sarflow -C F verify --authorities "$SANDBOX/other.pem"; has 'it is not stamped by an authority that was named [stamp-differs]'
status 3 sarflow -C F verify --authorities "$SANDBOX/none.pem"
ok 'stock openssl says the same' sh -c 'git -C F cat-file commit "$(git -C F rev-parse refs/sar/journal~1)" >c && git -C F show refs/sar/journal:stamp.tsr >r && openssl ts -verify -data c -in r -CAfile authorities.pem'
ok 'the other verifier reads it' sh -c "sh '$ROOT/tests/verify/verify.sh' F | grep -q 'not judged: .*stamp' && ! sh '$ROOT/tests/verify/verify.sh' F | grep -q '^failure: '"

# ---- sent another way
status 0 sarflow -C late stamp --request "$SANDBOX/seal.tsq"; has 'sarflow stamp FILE'
ok 'openssl reads the request' sh -c 'openssl ts -query -in seal.tsq -text | grep -q "Hash Algorithm: sha256"'
(cd tsa && openssl ts -reply -config tsa.cnf -queryfile ../seal.tsq -out ../seal.tsr 2>/dev/null)
status 0 sarflow -C late stamp "$SANDBOX/seal.tsr"; status 0 sarflow -C late verify --authorities "$SANDBOX/authorities.pem"
git -C late log -1 --format=%B refs/sar/journal >message; lacks 'Sar-Means' message

# ---- what is handed over carries it, and a stranger checks it
status 0 sarflow -C F export -o "$SANDBOX/handover"; has 'handover/SHA256SUMS'
has 'seal.tsr' handover/SHA256SUMS; has 'seal.commit' handover/manifest.csv
status 0 sarflow verify handover --authorities "$SANDBOX/authorities.pem"; lacks 'stamp-'
status 0 sarflow verify handover F --authorities "$SANDBOX/authorities.pem"
status 1 sarflow verify handover --authorities "$SANDBOX/other.pem"; has 'seal.tsr: error: it is not stamped by an authority'
awk '/^```openssl/ { inside = 1; next } /^```/ { inside = 0; next } inside' "$ROOT/packages/VERIFY.md" >commands.sh
ok 'there are commands' [ "$(wc -l <commands.sh)" = 3 ]
ok 'the commands of VERIFY.md' sh -eu commands.sh; has 'Verification: OK'; has 'Status: Granted'
spoilt() { # NAME WHAT-TO-DO WHAT IS SAID: a folder whose list fits all the same
	rm -rf bad; mkdir bad; cp -r handover authorities.pem bad/
	(cd bad/handover && eval "$2"; find . -type f ! -name SHA256SUMS | sed 's,^./,,' | LC_ALL=C sort | xargs -d '\n' sha256sum >../sums && mv ../sums SHA256SUMS)
	status 1 sarflow verify bad/handover; has "$3"
	no "openssl sees it: $1" sh -c 'cd bad && sh -eu ../commands.sh'
}
spoilt 'another event' 'git -C ../../F cat-file commit refs/sar/journal >seal.commit' 'it stamps something else than its seal'
spoilt 'a stamp of something else' 'cp ../../seal.tsr seal.tsr; printf x | openssl ts -query -data /dev/stdin -sha256 -cert -out q 2>/dev/null; (cd ../../tsa && openssl ts -reply -config tsa.cnf -queryfile ../bad/handover/q 2>/dev/null) >seal.tsr; rm q' 'it stamps something else than its seal'
spoilt 'no stamp at all' 'echo nothing >seal.tsr' 'it is no answer of an authority'

# ---- forged: a stamp that is of another event, of another day, or none
forged() { # NAME FILE DAY WHAT IS SAID
	rm -rf forged; cp -r F forged
	local blob tree
	blob=$(git -C forged hash-object -w "$SANDBOX/$2"); tree=$(printf '100644 blob %s\tstamp.tsr\n' "$blob" | git -C forged mktree)
	git -C forged cat-file commit "$stamp" | sed "1s/.*/tree $tree/; s/^Sar-Occurred-On: .*/Sar-Occurred-On: $3/" >event
	git -C forged update-ref refs/sar/journal "$(git -C forged hash-object -w -t commit "$SANDBOX/event")"
	status 1 sarflow -C forged verify; has "$4 [stamp-differs]"
}
stamp=$(git -C F log --format=%H --grep '^Sar-Event: stamped$' refs/sar/journal | head -1) today=$TODAY
git -C F cat-file blob "$stamp:stamp.tsr" >own.tsr
printf x >x; openssl ts -query -data x -sha256 -cert -out x.tsq 2>/dev/null; (cd tsa && openssl ts -reply -config tsa.cnf -queryfile ../x.tsq -out ../x.tsr 2>/dev/null)
forged 'of something else' x.tsr "$today" 'it stamps something else than its seal'
forged 'nothing' x "$today" 'it is no answer of an authority that stamps the time (RFC 3161)'
forged 'another day' own.tsr 2026-11-24 'and it says 2026-11-24'

# ---- where the template asks for it
sed -i 's/^  delivered: \[manager\]/  delivered:\n    roles: [manager]\n    guards:\n      - stamped: {}/' "$SANDBOX/.unguarded/shared/sar/workflow.yaml"
rm -rf .fresh .first; fresh G; status 0 sarflow -C G seal
status 3 sarflow -C G deliver --means mail --on "$today"; has 'submittal 1 bears no authority' "$ERR"
status 0 sarflow -C G why deliver; has 'sarflow stamp https://AUTHORITY'
status 0 sarflow -C G stamp "$AT/good"; status 0 sarflow -C G deliver --means mail --on "$today"
status 0 sarflow -C G verify --authorities "$SANDBOX/authorities.pem"

# ---- a page's export that was recorded before the stamp came is made otherwise behind it, and is recorded again
. "$ROOT/tests/case/served.sh"
trap '[ -z "${SERVER:-}" ] || kill -KILL "$SERVER" 2>/dev/null; [ -z "${AUTHORITY:-}" ] || kill "$AUTHORITY" 2>/dev/null; end' EXIT
mkdir served; cp -r late served/F; start served; P=/p/F
form $P/export.html; post 200 $P/export.html step=look; again 303 $P/export.html; get 200 $P/handover/1.zip
status 0 sarflow -C served/F stamp "$AT/good"; get 409 $P/handover/1.zip; has 'Record the export again'; get 409 $P/handover/1.xlsx
form $P/export.html; post 200 $P/export.html step=look submittal=1; again 303 $P/export.html; get 200 $P/handover/1.zip; cp body stamped.zip; ok 'with the stamp' sh -c 'unzip -l stamped.zip | grep -q seal.tsr'
stop; status 0 sarflow -C served/F verify

# ---- an authority that hangs
wait "$HUNG"; is 'who hangs is not waited for' 3 "$(cat hung.status)"; has 'gave no stamp; nothing was recorded' hung.err; is 'one line' 1 "$(wc -l <hung.err)"
is 'and nothing is recorded' "$(git -C F rev-parse "$stamp~1")" "$(git -C hung rev-parse refs/sar/journal)"
kill "$AUTHORITY"; wait "$AUTHORITY" 2>/dev/null; AUTHORITY=
finish
