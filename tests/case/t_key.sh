# t_key.sh: keys of people: made, trusted, listed, revoked, lost and replaced; the guard signed; and whose key signs for whom.
. "$(dirname "$0")/case.sh"
unset SSH_AUTH_SOCK SSH_ASKPASS DISPLAY
name() { ssh-keygen -lf "$1" | cut -d' ' -f2; }
events() { git -C "$1" rev-list --count --first-parent refs/sar/journal; }

# ---- a template of its own: notes are signed, always; the rest is as it is shipped
signed_templates() {
	cp -r "$ROOT/templates" .templates
	sed -i 's/^  note: any/  note:\n    roles: [any]\n    guards:\n      - signed: true/' .templates/shared/sar/workflow.yaml
	export SARFLOW_TEMPLATES=$SANDBOX/.templates
}
signed_templates
status 0 sarflow template lint repair
fresh F; cd F

# ---- the founder: a key, trusted by an act that is signed with it
status 0 sarflow key list; has 'no key counts in this package yet'; has 'sarflow key new'
status 2 sarflow key new; has 'nobody can be asked for a passphrase here' "$ERR"
no 'and no key was made' test -e ~/.ssh/sarflow_ed25519
status 0 sarflow key new --no-passphrase; has 'git signs with SHA256:'; has 'sarflow key trust'
is 'for its owner alone' '600 700' "$(stat -c %a ~/.ssh/sarflow_ed25519 ~/.ssh | tr '\n' ' ' | sed 's/ $//')"
is "git's own settings say so" "ssh $HOME/.ssh/sarflow_ed25519 true" "$(git config gpg.format) $(git config user.signingkey) $(git config commit.gpgsign)"
sum=$(sha256sum ~/.ssh/sarflow_ed25519)
status 0 sarflow key new --no-passphrase; has 'lies in'; has 'already'
status 3 sarflow key new --no-passphrase --file ~/.ssh/sarflow_ed25519; has 'no key is written over another' "$ERR"
is 'never written over' "$sum" "$(sha256sum ~/.ssh/sarflow_ed25519)"
FIRST=$(name ~/.ssh/sarflow_ed25519)
mark .; status 3 sarflow note -m early; has 'is bound to nobody here' "$ERR"; same 'a note of nobody is not recorded' .
status 0 sarflow key trust ~/.ssh/sarflow_ed25519.pub; has "$FIRST counts for Kenji Mori from here on"
status 0 sarflow note -m 'signed'
status 0 sarflow key list; has "$FIRST"; has 'counts since 2026-11-23'; has "you sign with $FIRST, which counts for you"
status 0 sarflow key list --json; cp "$OUT" said; ok 'as its schema says' "$ROOT/tests/check/schema" key-list said
is 'it counts' counts "$(value '$.keys[0].state' said)"
status 0 sarflow verify; has '[signature-early]'; lacks ': error: '; lacks ': warning: '

# ---- others
mkkey() { ssh-keygen -q -t ed25519 -N '' -C "$1" -f "$SANDBOX/$1"; }
mkkey aiko; mkkey yui; mkkey ren; mkkey kenji2; mkkey thief; mkkey hiroshi
with() { git config user.signingkey "$SANDBOX/$1"; }
status 3 sarflow key trust "$SANDBOX/aiko.pub" --for "$ENGINEER"; has 'is not appointed' "$ERR"
status 0 sarflow appoint "$ENGINEER" --role engineering
status 0 sarflow appoint "$QUALITY" --role quality; status 0 sarflow appoint "$SIGNATORY" --role signatory
status 0 sarflow key trust "$SANDBOX/aiko.pub" --for "$ENGINEER" --until 2026-12-31
status 0 sarflow key trust "$(cat "$SANDBOX/yui.pub")" --for "$QUALITY"
status 0 sarflow key trust "$SANDBOX/hiroshi" --for "$SIGNATORY"
status 2 sarflow key trust 'ssh-ed25519 AAAA' --for "$QUALITY"
status 2 sarflow key trust "$SANDBOX/ren.pub" --for "$QUALITY" --until soon
status 3 sarflow key trust "$SANDBOX/ren.pub" --for "$QUALITY" --from 2027-01-02 --until 2027-01-01; has 'end before it begins' "$ERR"
status 3 sarflow key trust "$SANDBOX/yui.pub" --for "$ENGINEER"; has 'it is the key of Yui Tanaka' "$ERR"
# an appointment binds keys by the same rule: a key that is one, and nobody else's
mark .
status 3 sarflow appoint "$ENGINEER" --role engineering --key "$(cat "$SANDBOX/yui.pub")"; has "$(name "$SANDBOX/yui.pub") is the key of Yui Tanaka; each person has a key of their own" "$ERR"
status 3 sarflow appoint "$EXPORT" --role export_officer --key "$(cut -d' ' -f1,2 "$SANDBOX/yui.pub")"; has 'is the key of Yui Tanaka' "$ERR"
for key in rubbish 'rubbish key' 'ssh-ed25519 AAAA' "$SANDBOX/ren.pub"; do
	status 2 sarflow appoint "$EXPORT" --role export_officer --key "$key"; has 'is no public key; give the whole line of a file .pub' "$ERR"
done
same 'nothing was bound' .
status 0 sarflow appoint "$QUALITY" --role quality --key "$(cat "$SANDBOX/yui.pub")"

# ---- in another's name with one's own key: refused before it is written
mark .; status 3 as engineer note -m 'I'; has "the key of Kenji Mori: each signs with their own key" "$ERR"; same 'nothing was written' .
with aiko; status 0 as engineer note -m 'hers'
status 3 as engineer key trust "$SANDBOX/ren.pub"; has 'may not do this; it is for: manager' "$ERR"
git config commit.gpgsign false; mark .
status 3 as engineer note -m 'unsigned'; has 'it is not signed, and here it must be' "$ERR"; has 'sarflow key new' "$ERR"; same 'nothing unsigned' .
status 3 sarflow appoint "$EXPORT" --role export_officer; has 'it is not signed, and here it must be' "$ERR"
git config commit.gpgsign true
SARFLOW_NOW=1798848000 status 3 as engineer note -m 'late'; has 'which counted until 2026-12-31' "$ERR"
git config user.signingkey "$HOME/.ssh/sarflow_ed25519"; status 0 sarflow key trust "$SANDBOX/ren.pub" --for "$QUALITY" --from 2027-06-01
with ren; status 3 as quality note -m 'too early'; has 'which counts from 2027-06-01 on' "$ERR"

# ---- a new key in place of one: trusted with the one before, then used
git config user.signingkey "$HOME/.ssh/sarflow_ed25519"
status 0 sarflow key new --no-passphrase --file "$SANDBOX/next"; has "$FIRST counts for you and stays in use"
is 'the setting stays' "$HOME/.ssh/sarflow_ed25519" "$(git config user.signingkey)"
status 0 sarflow key trust "$SANDBOX/next.pub"; has 'this copy signs with it from here on'
is 'and then changes' "$SANDBOX/next" "$(git config user.signingkey)"
status 2 sarflow key revoke "$FIRST"; has 'say why the key ends' "$ERR"
status 0 sarflow key revoke "$FIRST" --from 2026-11-23 -m 'replaced'; has 'this key of Kenji Mori has ended'
status 0 sarflow key list; has 'revoked on 2026-11-23; not to be believed from 2026-11-23 on'
status 0 sarflow note -m 'with the new one'
git config user.signingkey "$HOME/.ssh/sarflow_ed25519"; mark .
status 3 sarflow note -m 'with the old one'; has 'which was revoked on 2026-11-23' "$ERR"; same 'a revoked key signs nothing' .
with next; status 3 sarflow key trust ~/.ssh/sarflow_ed25519.pub; has 'was revoked on 2026-11-23, for ever' "$ERR"
status 3 sarflow appoint "$MANAGER" --role manager --key "$(cat ~/.ssh/sarflow_ed25519.pub)"; has 'for ever' "$ERR"
status 3 sarflow key revoke "$FIRST" -m again; has 'no key that counts here is called' "$ERR"
with aiko; status 3 as engineer key revoke "$(cat "$SANDBOX/thief.pub")" -m 'not mine'; has 'no key that counts here is called' "$ERR"
status 0 as engineer key revoke "$(cut -d' ' -f1,2 "$SANDBOX/aiko.pub")" -m 'lost on the train'
status 3 as engineer note -m 'with a lost key'; has 'which was revoked' "$ERR"
with yui; status 3 as quality key revoke kenji.mori@minato-turbine.example -m 'not mine'; has 'may not do this; it is for: manager' "$ERR"
status 0 sarflow verify; lacks ': error: '; like 'warning: it is of 2026-11-23, and signed with SHA256:.* of Kenji Mori, which is not to be believed from 2026-11-23 on \[signature-doubtful\]$'

# ---- the last manager's key is lost: two others whom the template names trust a new one
with next; status 0 sarflow key revoke "$(name "$SANDBOX/next")" -m 'the machine broke'
mark .; status 3 sarflow key trust "$SANDBOX/kenji2.pub"; same 'he cannot do it himself' .
with yui; status 0 as quality key trust "$SANDBOX/kenji2.pub" --for "$MANAGER"; has 'it counts when 1 more person has said so'
status 3 as quality key trust "$SANDBOX/kenji2.pub" --for "$MANAGER"; has 'has said so before' "$ERR"
status 3 as quality key trust "$SANDBOX/thief.pub" --for "$ENGINEER"; has 'only of the last who may appoint' "$ERR"
status 0 sarflow key list; has 'trusted by Yui Tanaka; counts when 2 have said so'
with kenji2; status 3 sarflow note -m 'one voice'; has 'is bound to nobody here' "$ERR"
with hiroshi; status 0 as signatory key trust "$SANDBOX/kenji2.pub" --for "$MANAGER"; has 'counts for Kenji Mori from here on'
with kenji2; status 0 sarflow note -m 'back'
status 0 sarflow appoint "$EXPORT" --role export_officer
status 0 sarflow log; has 'trust: a key of Kenji Mori'
status 0 sarflow verify; lacks ': error: '
cd ..

# ---- judged again: what was forged past the desk
forged() { # PACKAGE WORDS: verify says so
	status 1 sarflow verify "$1"; has "$2"
}
# unsign PACKAGE: its newest event without its signature
unsign() {
	git -C "$1" cat-file commit refs/sar/journal | sed '/^gpgsig /,/^ -----END/d' >forged
	git -C "$1" update-ref refs/sar/journal "$(git -C "$1" hash-object -t commit -w --stdin <forged)"
}
# resign PACKAGE KEY [NAMESPACE]: and with another
resign() {
	unsign "$1"; git -C "$1" cat-file commit refs/sar/journal >bare
	ssh-keygen -q -Y sign -n "${3:-git}" -f "$2" <bare >sig 2>/dev/null
	{ sed '/^$/,$d' bare; sed '1s/^/gpgsig /; 2,$s/^/ /' sig; sed -n '/^$/,$p' bare; } >forged
	git -C "$1" update-ref refs/sar/journal "$(git -C "$1" hash-object -t commit -w --stdin <forged)"
}
cp -r F N; status 0 sarflow -C N note -m 'forge me'
cp -r N unsigned; unsign unsigned; forged unsigned '"note" was shut for 1 reason, the first: it is not signed, and here it must be [guard-shut]'
cp -r N thief.d; resign thief.d thief; forged thief.d 'is bound to nobody here'
cp -r N other; resign other yui; forged other 'the key of Yui Tanaka'
cp -r N gone; resign gone ~/.ssh/sarflow_ed25519; forged gone 'which was revoked on 2026-11-23 [signature-ended]'
cp -r N space; resign space kenji2 file; forged space 'made for another purpose'
cp -r N good; resign good kenji2; status 0 sarflow verify good
cp -r F A; status 0 sarflow -C A appoint "$EXPORT" --role preparer; unsign A; forged A '"appoint" was shut for 1 reason'

# ---- a template says it rightly, or not at all
bad() { cp -r .templates bad; sed -i "$1" bad/shared/sar/workflow.yaml; SARFLOW_TEMPLATES=$SANDBOX/bad status 1 sarflow template lint repair; has "$2"; rm -rf bad; }
bad 's/- signed: true/- signed: false/' 'guard signed is written true, or with its arguments in braces'
bad 's/- signed: true/- signed: {always: true}/' 'guard signed does not know "always"'
bad 's/count: 2} .*/count: 1}/' 'two persons at least take the place of one'
bad 's/vouch: {roles: \[quality, /vouch: {roles: [nobody, quality, /' 'there is no role "nobody"'

# ---- everywhere: one key for all packages
mkdir home2; fresh G; HOME=$SANDBOX/home2 status 0 sarflow -C G key new --no-passphrase --everywhere
is "the person's own settings" "$SANDBOX/home2/.ssh/sarflow_ed25519" "$(HOME=$SANDBOX/home2 git config --global user.signingkey)"
status 0 sarflow --lang ja -C F key list; has 'から有効'
finish
