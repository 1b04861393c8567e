#!/bin/bash
# keys.sh BUILD: certificates and keys of OpenPGP: stock git (gpgsm, gpg) takes what is signed here, and sarflow verify judges
# what they sign; what is forged is seen by both.
set -u
build=$(cd "$1" && pwd); root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/var/tmp}/sarflow-keys.XXXXXX")
export HOME=$work GNUPGHOME=$work/gnupg GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1 SARFLOW_NOW=1795392000
mkdir -m 700 "$GNUPGHOME"
trap 'gpgconf --kill all; rm -rf "$work"' EXIT
passed=0 failed=0
ok() { passed=$((passed + 1)); echo "ok    $1"; }
bad() { failed=$((failed + 1)); echo "FAIL  $1"; sed 's/^/      /' "$work/log" | head -12; }
check() { local name=$1; shift; if "$@" >"$work/log" 2>&1 </dev/null; then ok "$name"; else bad "$name"; fi; }
no() { local name=$1; shift; if "$@" >"$work/log" 2>&1 </dev/null; then bad "$name"; else ok "$name"; fi; }
# says NAME STATUS WORDS COMMAND...: it ends so, and says so
says() { local name=$1 status=$2 words=$3; shift 3; "$@" >"$work/log" 2>&1 </dev/null; [ $? = "$status" ] && grep -qF -- "$words" "$work/log" && ok "$name" || bad "$name: $words"; }
sarflow() { "$build/sarflow" "$@"; }
as() { local who=$1; shift; "$build/sarflow" --as "$who" "$@"; }
MANAGER='Kenji Mori <kenji.mori@minato-turbine.example>' ENGINEER='Aiko Sato <aiko.sato@minato-turbine.example>'
cd "$work" || exit 1
git config --global user.name 'Kenji Mori'; git config --global user.email kenji.mori@minato-turbine.example
setting() { git config --global "$1" "$2"; }
check 'a package' sarflow new P --template repair --category IV --title 'Signed by many kinds of keys'

# ---- X.509: signed here in process, taken by gpgsm
cat >cert.cnf <<'END'
[ca_ext]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign,digitalSignature
subjectKeyIdentifier=hash
[user]
keyUsage=critical,digitalSignature,nonRepudiation
subjectAltName=email:kenji.mori@minato-turbine.example
END
dates() { openssl ca -batch -config ca.cnf "$@" -startdate 20260101000000Z -enddate 20341231235959Z -notext 2>/dev/null; }
mkdir ca; : >ca/index; echo 01 >ca/serial
printf '[ca]\ndefault_ca=a\n[a]\ndatabase=ca/index\nserial=ca/serial\nnew_certs_dir=ca\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n' >ca.cnf; cat cert.cnf >>ca.cnf
openssl genpkey -algorithm rsa -pkeyopt rsa_keygen_bits:2048 -out ca.key 2>/dev/null; openssl req -new -key ca.key -subj '/CN=Example CA' -out ca.csr
dates -selfsign -keyfile ca.key -in ca.csr -extensions ca_ext -out ca.crt
openssl genpkey -algorithm rsa -pkeyopt rsa_keygen_bits:2048 -out kenji.key 2>/dev/null; openssl req -new -key kenji.key -subj '/CN=Kenji Mori' -out kenji.csr
dates -cert ca.crt -keyfile ca.key -in kenji.csr -extensions user -out kenji.crt
cat kenji.key kenji.crt >kenji.pem; chmod 600 kenji.*
printf 'disable-crl-checks\ndisable-policy-checks\n' >"$GNUPGHOME/gpgsm.conf"; printf 'allow-loopback-pinentry\npinentry-program %s/answer\n' "$work" >"$GNUPGHOME/gpg-agent.conf"
# who is asked for a passphrase, in place of a person
printf '#!/bin/sh\necho OK\nwhile read -r what rest; do case $what in GETPIN) printf "D x\\nOK\\n";; BYE) echo OK; exit;; *) echo OK;; esac; done\n' >answer; chmod 755 answer
echo "$(openssl x509 -in ca.crt -noout -fingerprint -sha1 | cut -d= -f2 | tr -d :) S relax" >"$GNUPGHOME/trustlist.txt"
gpgsm --batch --import ca.crt kenji.crt >import.log 2>&1
setting gpg.format x509; setting commit.gpgsign true; setting user.signingkey "$work/kenji.pem"
check 'a certificate is bound' sarflow -C P key trust "$work/kenji.crt"
check 'and signs' sarflow -C P note -m 'signed with a certificate'
check 'stock git takes it (gpgsm)' git -C P verify-commit refs/sar/journal
says 'and says who' 0 'Kenji Mori' git -C P verify-commit -v refs/sar/journal
says 'sarflow verify takes it' 0 'Kenji Mori <kenji.mori@minato-turbine.example>: 1 event' sarflow verify P
cp -r P changed; git -C changed cat-file commit refs/sar/journal | sed 's/^Sar-Id: \(.\)\(.*\)/Sar-Id: \2\1/' >forged
git -C changed update-ref refs/sar/journal "$(git -C changed hash-object -t commit -w --stdin <forged)"
no 'other words: stock git refuses' git -C changed verify-commit refs/sar/journal
says 'and so does sarflow verify' 1 'is of other words than these [signature-bad]' sarflow verify changed

# ---- X.509: signed by gpgsm, as git signs, judged here
openssl pkcs12 -export -legacy -in kenji.pem -passout pass:x -out kenji.p12 2>/dev/null
gpgsm --import kenji.p12 >import.log 2>&1
setting user.signingkey "$(gpgsm --with-colons --list-secret-keys 2>/dev/null | awk -F: '$1 == "fpr" { print $10; exit }')"
check 'by gpgsm and the name of its key' sarflow -C P note -m 'signed by gpgsm'
check 'stock git takes it' git -C P verify-commit refs/sar/journal
says 'sarflow verify takes it' 0 'Kenji Mori <kenji.mori@minato-turbine.example>: 2 events' sarflow verify P
setting user.signingkey "$work/kenji.pem"

# ---- OpenPGP: signed by gpg, as git signs, judged here in a home with the bound key alone
pair() { gpg --batch --pinentry-mode loopback --passphrase '' --quick-gen-key "$1" "${2:-ed25519}" sign "${3:-2030-01-01}" 2>/dev/null; }
fingerprint() { gpg --with-colons --list-keys "$1" 2>/dev/null | awk -F: '$1 == "fpr" { print $10; exit }'; }
pair "$ENGINEER" ed25519; pair 'Thief <thief@elsewhere.example>' ed25519; pair 'RSA <rsa@minato-turbine.example>' rsa2048
aiko=$(fingerprint aiko.sato); thief=$(fingerprint thief@)
gpg --armor --export "$aiko" >aiko.asc; gpg --export "$thief" >thief.gpg; gpg --export rsa@ >rsa.gpg; gpg --armor --export >all.asc
check 'the engineer is appointed' sarflow -C P appoint "$ENGINEER" --role engineering
says 'a key of OpenPGP is bound' 0 "$aiko counts for Aiko Sato" sarflow -C P key trust "$work/aiko.asc" --for "$ENGINEER"
says 'until its own last day' 0 'until 2030-01-01' sarflow -C P key list
says 'of several in a file none is' 2 'no file with one public key' sarflow -C P key trust "$work/all.asc" --for "$ENGINEER"
setting gpg.format openpgp; setting user.signingkey "$aiko"
check 'she signs with gpg' as "$ENGINEER" -C P note -m 'hers'
check 'stock git takes it (gpg)' git -C P verify-commit refs/sar/journal
says 'sarflow verify takes it' 0 "$aiko: Aiko Sato <aiko.sato@minato-turbine.example>: 1 event" sarflow verify P
lacks=$(sarflow verify P --json | grep -c signature-unjudged); [ "$lacks" = 0 ] && ok 'nothing is left unjudged' || bad 'nothing is left unjudged'
says "the other's act is refused before it is written" 3 'the key of Aiko Sato' sarflow -C P note -m 'not hers'
setting gpg.format x509; setting user.signingkey "$work/kenji.pem"
check 'of RSA' sarflow -C P key trust "$work/rsa.gpg" --for "$ENGINEER"; setting gpg.format openpgp; setting user.signingkey rsa@minato-turbine.example
check 'she signs with that' as "$ENGINEER" -C P note -m 'hers as well'
says 'sarflow verify takes both' 0 "$(fingerprint rsa@): Aiko Sato" sarflow verify P
# forged: other words, another key, one that ended, armour with nothing in it
unsigned() { git -C "$1" cat-file commit refs/sar/journal | sed '/^gpgsig /,/^ -----END/d'; }
put() { { sed '/^$/,$d' bare; sed '1s/^/gpgsig /; 2,$s/^/ /' sig; sed -n '/^$/,$p' bare; } >forged; git -C "$1" update-ref refs/sar/journal "$(git -C "$1" hash-object -t commit -w --stdin <forged)"; }
resign() { unsigned "$1" >bare; gpg --batch --pinentry-mode loopback --passphrase '' -bsau "${@:2}" <bare >sig 2>/dev/null; put "$1"; }
cp -r P words; git -C words cat-file commit refs/sar/journal | sed 's/^Sar-Id: \(.\)\(.*\)/Sar-Id: \2\1/' >forged; git -C words update-ref refs/sar/journal "$(git -C words hash-object -t commit -w --stdin <forged)"
no 'other words: stock git refuses' git -C words verify-commit refs/sar/journal
says 'and so does sarflow verify' 1 'is of other words than these [signature-bad]' sarflow verify words
cp -r P other; resign other "$thief"; says 'by another key' 0 '1 signature is by keys that no event here holds' sarflow verify other
setting gpg.format x509; setting user.signingkey "$work/kenji.pem"
check 'the key is revoked' sarflow -C P key revoke "${aiko:0:12}" -m 'the notebook was stolen'
cp -r P lost; git -C lost config commit.gpgsign false; check 'an unsigned note' as "$ENGINEER" -C lost note -m 'hers'
resign lost "$aiko"; says 'by a revoked key' 1 'which was revoked on 2026-11-23 [signature-ended]' sarflow verify lost
cp -r P none; git -C none config commit.gpgsign false; as "$ENGINEER" -C none note -m hers >/dev/null; unsigned none >bare; printf -- '-----BEGIN PGP SIGNATURE-----\n\nd29yZHM=\n-----END PGP SIGNATURE-----\n' >sig; put none
says 'armour with nothing in it' 1 '[signature-bad]' sarflow verify none
# without gpg: neither a pass nor a failure
if unshare -rm true 2>/dev/null; then
	says 'without gpg it cannot be judged' 4 'cannot be judged: gpg is not on this machine [signature-unjudged]' \
		unshare -m sh -c 'mount --bind /dev/null /usr/bin/gpg && "$0" verify P' "$build/sarflow"
fi
echo "$passed checks passed, $failed failed"
[ "$failed" = 0 ]
