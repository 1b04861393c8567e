# t_origin.sh: what is handed over is signed and says what was reviewed; verify judges both, and whether the origin is proven.
. "$(dirname "$0")/case.sh"
unset SSH_AUTH_SOCK SSH_ASKPASS DISPLAY
unguarded
for who in kenji yui other; do ssh-keygen -q -t ed25519 -N '' -C $who -f $who; done
name() { ssh-keygen -lf "$1.pub" | cut -d' ' -f2; }
with() { git config --global user.signingkey "$SANDBOX/$1"; }
git config --global gpg.format ssh; git config --global commit.gpgsign true; with kenji
sarflow new F --template repair --category IV --title 'A test' >/dev/null
status 0 sarflow -C F key trust "$SANDBOX/kenji.pub"; status 0 sarflow -C F appoint "$QUALITY" --role quality
status 0 sarflow -C F key trust "$SANDBOX/yui.pub" --for "$QUALITY" --until 2027-12-31
printf '# Cover Letter\n\nAs read.\n' >F/evidence/A-cover-letter.md; status 0 sarflow -C F save -m 'a letter'
with yui; status 0 as quality -C F sign --elements A --meaning 'as it is'
with kenji; status 0 sarflow -C F seal; status 0 sarflow -C F export -o "$SANDBOX/H"
is 'three files stand beside the list' 'SHA256SUMS SHA256SUMS.sig allowed_signers statement.dsse.json' "$(cd H && ls SHA* allowed* state* | tr '\n' ' ' | sed 's/ $//')"
lacks 'SHA256SUMS.sig' H/SHA256SUMS; lacks 'statement' H/SHA256SUMS
has 'yui.tanaka@minato-turbine.example namespaces="git,sarflow-submittal",valid-before="20271231235959" ssh-ed25519' H/allowed_signers
status 0 sarflow -C F export -o "$SANDBOX/H2" --no-record; ok 'the same key gives the same bytes' diff -r H H2

# ---- the statement, with stock tools
tr -d '\n' <H/statement.dsse.json | cut -d '"' -f 8 | base64 -d >payload; json payload
is 'of the list' "$(sha256sum <H/SHA256SUMS | cut -d' ' -f1)" "$(value '$.subject[0].digest.sha256' payload)"
is 'of whom' 'Yui Tanaka' "$(value '$.predicate.reviews[0].person' payload)"; is 'of what' A "$(value '$.predicate.reviews[0].element' payload)"
is 'once' '' "$(value '$.predicate.reviews[1].person' payload)"
if command -v openssl >/dev/null; then
	{ printf 'DSSEv1 28 application/vnd.in-toto+json %s ' "$(wc -c <payload)"; cat payload; } >pae
	value '$.signatures[0].sig' H/statement.dsse.json | base64 -d >sig
	{ printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00'; cut -d' ' -f2 kenji.pub | base64 -d | tail -c 32; } | openssl pkey -pubin -inform DER -out public.pem 2>/dev/null
	ok 'openssl says that the envelope is signed with the key' openssl pkeyutl -verify -pubin -inkey public.pem -rawin -in pae -sigfile sig
	echo >>pae; no 'and of nothing else' openssl pkeyutl -verify -pubin -inkey public.pem -rawin -in pae -sigfile sig
else skip 'openssl verifies the envelope' 'there is no openssl'; fi

# ---- whose keys they are, from elsewhere
signer() { printf '%s %s%s\n' "$1" "${3:-}" "$(cut -d' ' -f1,2 "$2.pub")"; }
K=kenji.mori@minato-turbine.example Y=yui.tanaka@minato-turbine.example
{ echo '# known to us'; signer $K kenji; echo; signer $Y yui 'namespaces="git",valid-after="20260101" '; } >trusted
verdict() { status "$1" sarflow verify "${@:3}"; has "$2"; }
verdict 0 'origin proven by the keys that were named' F --trust "$SANDBOX/trusted"
verdict 0 'origin proven' H F --trust "$SANDBOX/trusted"; has "what was handed over is signed with $(name kenji)"
verdict 0 'origin proven' H --trust "$SANDBOX/trusted"
status 0 sarflow verify F --trust "$SANDBOX/trusted" --json; cp "$OUT" said; is 'said as data' proven "$(value '$.origin' said)"
ok 'as its schema says' "$ROOT/tests/check/schema" verify said
status 0 sarflow verify H F --json; cp "$OUT" said; is 'nobody asked' unproven "$(value '$.origin' said)"; is 'who handed over' "$(name kenji)" "$(value '$.handed_over_by' said)"
unproven() { verdict 0 "origin unproven: $1" F --trust "$SANDBOX/list"; }
signer $K kenji >list; unproven "$(name yui) is not named as a key of Yui Tanaka for its days"
{ signer $K kenji; signer $K yui; } >list; unproven "$(name yui) is not named"
{ signer $K kenji; signer $Y other; } >list; unproven "$(name yui) is not named"
{ signer $K kenji; signer $Y yui 'namespaces="file" '; } >list; unproven "$(name yui) is not named"
{ signer $K kenji; signer $Y yui 'valid-before="20261122" '; } >list; unproven "$(name yui) is not named"
{ signer $K kenji; signer $Y yui 'valid-before="20261123" '; } >list; unproven "$(name yui) is not named"
{ signer $K kenji; signer $Y yui 'valid-before="20261123235959" '; } >list; verdict 0 'origin proven' F --trust "$SANDBOX/list"
{ signer $K kenji; signer $Y yui 'valid-after="20261124" '; } >list; unproven "$(name yui) is not named"
{ signer $K kenji; signer "!$Y,*@minato-turbine.example" yui; } >list; unproven "$(name yui) is not named"
signer '*@minato-turbine.example' kenji >list; signer '*@minato-turbine.example' yui >>list; verdict 0 'origin proven' F --trust "$SANDBOX/list"
{ signer $K yui; } >list; verdict 0 'signed with SHA256:' H --trust "$SANDBOX/list"; has 'origin unproven: what was handed over'
# who issues keys has signed nothing
for options in cert-authority 'cert-authority,namespaces="git"' 'namespaces="git",Cert-Authority'; do
	signer '*' kenji "$options " >list; status 2 sarflow verify F --trust "$SANDBOX/list"; has 'line 1 of' "$ERR"
done
echo 'nonsense' >list; status 2 sarflow verify F --trust "$SANDBOX/list"; has 'line 1 of' "$ERR"
status 3 sarflow verify F --trust "$SANDBOX/nowhere"
cp -r F U; git -C U config commit.gpgsign false; printf 'x\n' >note; as stranger -C U note --note note >/dev/null 2>&1
sarflow -C U note -m 'unsigned' >/dev/null; verdict 0 'origin unproven: 1 of' U --trust "$SANDBOX/trusted"

# ---- what was handed over, forged
bad() { # NAME WHAT-IS-SAID WHAT-TO-DO
	rm -rf X; cp -r H X; (cd X && eval "$3"); status 1 sarflow verify X F; has "$2"
}
resign='rm SHA256SUMS.sig; ssh-keygen -q -Y sign -n sarflow-submittal -f ../other SHA256SUMS 2>/dev/null'
bad 'another list' 'its signature is of other words than these' 'echo >>SHA256SUMS'
bad 'another purpose' 'its signature was made for another purpose' 'rm SHA256SUMS.sig; ssh-keygen -q -Y sign -n git -f ../kenji SHA256SUMS 2>/dev/null'
bad 'no signature' "what stands in the place of its signature is none" 'echo none >SHA256SUMS.sig'
bad 'another key' 'it is not signed with the key that signed SHA256SUMS' "$resign"; has 'which is bound to nobody'
bad 'another statement' 'it is not signed with the key' "sed -i 's/\"payload\": \"e/\"payload\": \"f/' statement.dsse.json"
bad 'a statement of elsewhere' 'it is no envelope with a statement' 'echo "{}" >statement.dsse.json'
bad 'a file more' 'the list does not name it' 'echo >more.txt'
rm -rf X; cp -r H X; rm X/SHA256SUMS.sig; status 1 sarflow verify X F --trust "$SANDBOX/trusted"; has 'it is not signed with the key'
rm X/statement.dsse.json; verdict 0 'origin unproven: what was handed over is not signed' X F --trust "$SANDBOX/trusted"

# ---- a key that an agent holds, one of another type, a certificate: the statement bears what the program makes
pae() { tr -d '\n' <"$1" | cut -d '"' -f 8 | base64 -d >payload; { printf 'DSSEv1 28 application/vnd.in-toto+json %s ' "$(wc -c <payload)"; cat payload; } >pae; value '$.signatures[0].sig' "$1" | base64 -d >sig; }
stock() { ssh-keygen -Y verify -f "$1/allowed_signers" -I $K -n sarflow-submittal -s sig <pae; }
armoured() { # FOLDER: its statement, and what verify says of it
	pae "$1/statement.dsse.json"; status 0 sarflow verify "$1" F; lacks ': error: '
	sed "s/\"payload\": \"e/\"payload\": \"f/" -i "$1/statement.dsse.json"; status 1 sarflow verify "$1" F; has 'it is not signed with the key that signed SHA256SUMS'
}
eval "$(ssh-agent -s)" >/dev/null; ssh-add -q kenji 2>/dev/null; git config --global user.signingkey "key::$(cut -d' ' -f1,2 kenji.pub)"
status 0 sarflow -C F export -o "$SANDBOX/HA" --no-record; armoured HA; ok 'ssh-keygen says that the envelope is signed with the key' stock HA
echo >>pae; no 'and of nothing else' stock HA
kill "$SSH_AGENT_PID"; unset SSH_AUTH_SOCK SSH_AGENT_PID
ssh-keygen -q -t ecdsa -N '' -f card; with kenji; status 0 sarflow -C F key trust "$SANDBOX/card.pub"
for name in gpg.format commit.gpgsign user.signingkey; do git -C F config --unset $name; done       # it signs with it from here on
with card; status 0 sarflow -C F export -o "$SANDBOX/HC" --no-record; armoured HC; ok 'by another type of key' stock HC
cp HA/statement.dsse.json other; with kenji; status 0 sarflow -C F export -o "$SANDBOX/HD" --no-record; cp HC/statement.dsse.json HD/; sed "s/\"payload\": \"f/\"payload\": \"e/" -i HD/statement.dsse.json
status 1 sarflow verify HD F; has 'it is not signed with the key that signed SHA256SUMS'
certificate cert rsa
status 0 sarflow -C F key trust "$SANDBOX/cert.crt"; git config --global gpg.format x509; with cert.pem
status 0 sarflow -C F export -o "$SANDBOX/HX" --no-record; lacks x509 HX/allowed_signers; armoured HX
sed 's/SIGNED MESSAGE/CMS/' sig >cms; ok 'openssl says so of a certificate' openssl cms -verify -binary -inform PEM -in cms -content pae -certfile cert.crt -nointern -noverify -out /dev/null
git config --global gpg.format ssh; with kenji

# ---- who does not sign hands over what they always did
git config --global commit.gpgsign false; fresh N; sarflow -C N seal >/dev/null; status 0 sarflow -C N export -o "$SANDBOX/NH"
no 'nothing stands beside' ls NH/SHA256SUMS.sig; no 'no statement' ls NH/statement.dsse.json
finish
