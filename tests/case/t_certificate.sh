# t_certificate.sh: certificates (X.509): acts signed with them in process as git signs, bound by the journal, judged there.
. "$(dirname "$0")/case.sh"
unset SSH_AUTH_SOCK SSH_ASKPASS DISPLAY
setting() { git config --global "$1" "$2"; }
mkdir keys; cd keys
certificate kenji ec; certificate aiko rsa; certificate thief ec; certificate card ec; certificate small small; certificate over ec 20250101000000Z 20251231235959Z
certificate soon ec 20270101000000Z 20281231235959Z; certificate last ec 20260101000000Z 20261123235959Z
USAGE=keyEncipherment certificate mail ec
openssl pkcs12 -export -in card.pem -passout pass:secret -out locked.p12; cp card.crt locked.p12.crt
openssl pkey -in card.key -aes256 -passout pass:secret -out locked.key 2>/dev/null; cat locked.key card.crt >locked.pem; cat thief.key kenji.crt >mixed.pem; chmod 600 ./*
cd ..
K=$SANDBOX/keys
print() { openssl x509 -in "$K/$1.crt" -noout -fingerprint -sha256 | cut -d= -f2; }
line() { echo "x509 $(openssl x509 -in "$K/$1.crt" -outform DER | base64 -w0)"; }
with() { setting user.signingkey "$K/$1"; }
# judged PACKAGE REF CERTIFICATE: by stock openssl
armour() { git -C "$1" cat-file commit "$2" | sed -n '/^gpgsig /,/^ -----END/ { s/^gpgsig //; s/^ //; p; }'; }
unsigned() { git -C "$1" cat-file commit "$2" | sed '/^gpgsig /,/^ -----END/d'; }
judged() {
	armour "$1" "$2" | sed 's/SIGNED MESSAGE/CMS/' >"$SANDBOX/.cms"; unsigned "$1" "$2" >"$SANDBOX/.bare"
	openssl cms -verify -binary -inform PEM -in "$SANDBOX/.cms" -content "$SANDBOX/.bare" -certfile "$K/$3.crt" -nointern -noverify -out /dev/null 2>/dev/null
}
signed_templates() {
	cp -r "$ROOT/templates" .templates
	sed -i 's/^  note: any/  note:\n    roles: [any]\n    guards:\n      - signed: true/' .templates/shared/sar/workflow.yaml
	export SARFLOW_TEMPLATES=$SANDBOX/.templates
}
signed_templates
fresh F; cd F

# ---- bound by its own bytes, named by the fingerprint that others show
setting gpg.format x509; setting commit.gpgsign true; with kenji.pem
status 3 sarflow note -m early; has 'is bound to nobody here' "$ERR"
status 0 sarflow key list; has "you sign with $(print kenji), which does not count for you yet"; has 'sarflow key trust FILE'
status 0 sarflow key trust "$K/kenji.crt"; has "$(print kenji) counts for Kenji Mori from here on"
git log -1 --format=%B refs/sar/journal >"$OUT"; has "Sar-Key: $(line kenji)"
is 'as git has it' '-----BEGIN SIGNED MESSAGE-----' "$(armour . refs/sar/journal | head -1)"
ok 'stock openssl judges it' judged . refs/sar/journal kenji; no 'and not by another' judged . refs/sar/journal thief
status 0 sarflow note -m 'signed'; ok 'a note too' judged . refs/sar/journal kenji
status 0 sarflow key list; has "$(print kenji)"; has 'until 2034-12-31'; has "you sign with $(print kenji), which counts for you"
status 0 sarflow key list --json; cp "$OUT" said; ok 'as its schema says' "$ROOT/tests/check/schema" key-list said; rm said
printf '# Cover Letter\n\nAs read.\n' >evidence/A-cover-letter.md; status 0 sarflow save -m 'a letter'; ok 'a version too' judged . main kenji
status 0 sarflow verify; lacks ': error: '; lacks ': warning: '; has '[signature-early]'; has "$(print kenji): Kenji Mori <kenji.mori@minato-turbine.example>: 1 event, 1 version"
status 0 sarflow verify --json; cp "$OUT" said; ok 'as its schema says' "$ROOT/tests/check/schema" verify said; rm said

# ---- RSA, PKCS#12, the day of its own end
status 0 sarflow appoint "$ENGINEER" --role engineering; status 0 sarflow appoint "$QUALITY" --role quality
status 0 sarflow key trust "$K/aiko.p12" --for "$ENGINEER"; status 0 sarflow key trust "$K/last.crt" --for "$QUALITY"
with aiko.p12; status 0 as engineer note -m hers; ok 'with RSA, from PKCS#12' judged . refs/sar/journal aiko
with last.p12; status 0 as quality note -m 'on its last day'
mark .; SARFLOW_NOW=1795478400 status 3 as quality note -m late; has 'which counted until 2026-11-23' "$ERR"; same 'and nothing is written' .
status 0 sarflow verify; lacks ': error: '; lacks ': warning: '

# ---- what no certificate is good for is said before it is bound
with kenji.pem
status 3 sarflow key trust "$K/small.crt"; has 'of a kind that is not judged here' "$ERR"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:secp256k1 -nodes -keyout ../odd.key -out ../odd.crt -subj '/CN=odd' -days 300 2>/dev/null; status 3 sarflow key trust ../odd.crt; has 'of a kind that is not judged here' "$ERR"
{ cat "$K/kenji.crt"; head -c 70000 /dev/zero | tr '\0' '#'; } >../large.crt; no 'a file larger than any certificate' sarflow key trust ../large.crt
status 3 sarflow key trust "$K/mail.crt"; has 'not issued for signatures' "$ERR"
printf 'nothing\n' >../none; status 2 sarflow key trust ../none; has 'holds no public key' "$ERR"
status 3 sarflow key trust "$K/aiko.crt"; has 'it is the key of Aiko Sato' "$ERR"
status 0 sarflow key trust "$K/over.crt"; status 0 sarflow key list; has 'counted until 2025-12-31'
with over.pem; status 3 sarflow note -m over; has 'which counted until 2025-12-31' "$ERR"
with kenji.pem; status 0 sarflow key trust "$K/soon.crt" --from 2026-01-01 --until 2030-01-01; with soon.pem; status 3 sarflow note -m soon; has 'which counts from 2027-01-01 on' "$ERR"

# ---- what cannot be signed is not done
refused() { mark .; with "$1"; status 3 setsid -w "$SARFLOW" note -m no </dev/null; has "$2" "$ERR"; same 'nothing was done' .; }
refused none.pem 'with a key that cannot be told'
with kenji.pem; status 0 sarflow key trust "$K/card.crt"
refused locked.pem 'has a passphrase'; refused locked.p12 'has a passphrase'
refused mixed.pem 'does not hold a certificate and the private key'
chmod 644 "$K/kenji.pem"; refused kenji.pem 'can be read by others'; chmod 600 "$K/kenji.pem"
printf 'secret\n' >../answer; with locked.p12
[ -z "$(command -v script)" ] || { script -qec "$SARFLOW note -m 'asked at the terminal'" /dev/null <../answer >"$OUT" 2>&1; ok 'a passphrase is asked for at the terminal' judged . refs/sar/journal card; }
with thief.pem; status 3 as engineer note -m x; has 'bound to nobody here' "$ERR"
with kenji.pem; status 3 as engineer note -m x; has 'the key of Kenji Mori' "$ERR"

# ---- one that ends, ends for ever
status 0 sarflow key revoke "$(print card | cut -c1-20)" -m 'the card is lost'
with card.pem; status 3 sarflow note -m x; has 'which was revoked on 2026-11-23' "$ERR"
with kenji.pem; status 3 sarflow key trust "$K/card.crt"; has 'was revoked on 2026-11-23, for ever' "$ERR"
status 0 sarflow verify; lacks ': error: '
cd ..

# ---- judged again: what was forged past the desk
# resign PACKAGE CERTIFICATE [OPTIONS...]: its newest event with another signature, by stock openssl
cms() { openssl cms -sign -binary -outform PEM -signer "$K/$1.crt" -inkey "$K/$1.key" "${@:2}" 2>/dev/null | sed 's/-----\(BEGIN\|END\) CMS-----/-----\1 SIGNED MESSAGE-----/'; }
put() { { sed '/^$/,$d' bare; sed '1s/^/gpgsig /; 2,$s/^/ /' sig; sed -n '/^$/,$p' bare; } >forged; git -C "$1" update-ref refs/sar/journal "$(git -C "$1" hash-object -t commit -w --stdin <forged)"; }
resign() { local p=$1; shift; unsigned "$p" refs/sar/journal >bare; cms "$@" -in bare >sig; put "$p"; }
forged() { status "${3:-1}" sarflow verify "$1"; has "$2"; }
status 0 sarflow -C F note -m 'forge me'
cp -r F good; resign good kenji; status 0 sarflow verify good; lacks ': error: '
cp -r F bare1; resign bare1 kenji -nocerts; status 0 sarflow verify bare1; lacks ': error: '
cp -r F other; resign other aiko; forged other 'the key of Aiko Sato'
cp -r F thief; resign thief thief; forged thief 'is bound to nobody'
cp -r F lost; resign lost card; forged lost 'which was revoked on 2026-11-23 [signature-ended]'
cp -r F ended; resign ended over; forged ended 'which counted until 2025-12-31 [signature-ended]'
cp -r F sha1; resign sha1 kenji -md sha1; forged sha1 'rests on a digest that is not believed any more [signature-bad]'
cp -r F noattr; resign noattr kenji -noattr; forged noattr 'is none [signature-bad]'
cp -r F inside; resign inside kenji -nodetach; forged inside 'is none [signature-bad]'
cp -r F two; unsigned two refs/sar/journal >bare; openssl cms -sign -binary -outform PEM -signer "$K/kenji.crt" -inkey "$K/kenji.key" -signer "$K/aiko.crt" -inkey "$K/aiko.key" -in bare 2>/dev/null | sed 's/CMS-----/SIGNED MESSAGE-----/' >sig
put two; forged two 'is none [signature-bad]'
cp -r F words; git -C words cat-file commit refs/sar/journal | sed 's/^Sar-Id: \(.\)\(.*\)/Sar-Id: \2\1/' >forged; git -C words update-ref refs/sar/journal "$(git -C words hash-object -t commit -w --stdin <forged)"
forged words 'is of other words than these [signature-bad]'
cp -r F cut; git -C cut cat-file commit refs/sar/journal | sed 's/^ \(MI.\{40\}\)./ \1!/; s/^ \([A-Za-z0-9+/]\{60\}\)\(....\)$/ \2\1/' >forged; git -C cut update-ref refs/sar/journal "$(git -C cut hash-object -t commit -w --stdin <forged)"
forged cut 'what stands in the place of its signature is none [signature-bad]'
cp -r F nobody; resign nobody thief -nocerts; forged nobody 'with a key that cannot be told'
# the same name and number on another certificate is another certificate
openssl req -x509 -new -key keys/thief.key -subj "/CN=kenji" -set_serial "0x$(openssl x509 -in keys/kenji.crt -noout -serial | cut -d= -f2)" -days 3650 -out keys/twin.crt 2>/dev/null; cp keys/thief.key keys/twin.key
cp -r F twin; resign twin twin; forged twin 'is bound to nobody'
cp -r F twin2; resign twin2 twin -nocerts; forged twin2 'is of other words than these [signature-bad]'
cp -r F left; unsigned left refs/sar/journal >forged; git -C left update-ref refs/sar/journal "$(git -C left hash-object -t commit -w --stdin <forged)"; forged left 'it is not signed, and here it must be'
cp -r F ver; unsigned ver main >bare; cms thief -in bare >sig; { sed '/^$/,$d' bare; sed '1s/^/gpgsig /; 2,$s/^/ /' sig; sed -n '/^$/,$p' bare | sed 's/a letter/a letter!/'; } >forged
git -C ver update-ref refs/heads/main "$(git -C ver hash-object -t commit -w --stdin <forged)"; status 1 sarflow verify ver; like '^objects: error: version [0-9a-f]{12}: its signature is of other words'
finish
