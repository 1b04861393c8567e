# t_signatures.sh: what people do is signed as git signs it, stock git checks it, and sarflow verify judges whose key it was.
. "$(dirname "$0")/case.sh"
unset SSH_AUTH_SOCK SSH_ASKPASS DISPLAY
mkdir keys
key() { ssh-keygen -q -t "${2:-ed25519}" -N "${3:-}" -C "$1" -f "$SANDBOX/keys/$1"; }
key manager; key engineer; key other; key card ecdsa; key locked ed25519 secret
setting() { git config --global "$1" "$2"; }
sign_with() { setting user.signingkey "$SANDBOX/keys/$1"; }
allow() { printf '%s %s\n' "$1" "$(cut -d' ' -f1,2 "keys/$2.pub")" >>allowed; }
public() { cut -d' ' -f1,2 "$SANDBOX/keys/$1.pub"; }
setting gpg.ssh.allowedSignersFile "$SANDBOX/allowed"
address() { sed 's/.*<\(.*\)>/\1/' <<<"$1"; }
allow "$(address "$MANAGER")" manager; allow "$(address "$ENGINEER")" engineer; allow "$(address "$MANAGER")" card
letters() { git -C "$1" log --format=%G? refs/sar/journal main | sort | uniq -c | tr -s ' \n' ' '; }

# ---- nobody asked for it: nothing is signed
fresh plain
is 'without a setting nothing is signed' ' 2 N ' "$(letters plain)"

setting commit.gpgsign true; sarflow -C plain note 'a note' >/dev/null
is 'nor where git does not say how' ' 3 N ' "$(letters plain)"

# ---- git signs: every event and every version, with a key file
setting gpg.format ssh; setting commit.gpgsign true; sign_with manager
fresh F; rm -rf .fresh .first; fresh F2; rm -rf F; mv F2 F
cd F; printf '# Cover Letter\n\nAs read.\n' >evidence/A-cover-letter.md
status 0 sarflow save -m 'a letter'
status 0 sarflow appoint "$MANAGER" --role manager --key "$(public manager)"
status 0 sarflow appoint "$ENGINEER" --role engineering --key "$(public engineer)"
cd ..
git -C F show -s --format=%B refs/sar/journal >"$OUT"; has "Sar-Key: $(public engineer)"
is 'stock git says good of all' ' 5 G ' "$(letters F)"
ok 'git verify-commit of the journal' git -C F verify-commit refs/sar/journal
ok 'git verify-commit of main' git -C F verify-commit main
has 'Good "git" signature for kenji.mori@minato-turbine.example with ED25519 key' "$ERR"
saved F
status 0 sarflow verify F; lacks ': error: '; lacks ': warning: '; has '[signature-early]'; has '1 of 3 events are signed'
has "$(ssh-keygen -lf keys/manager.pub | cut -d' ' -f2): Kenji Mori <kenji.mori@minato-turbine.example>: 1 event, 2 versions"
status 0 sarflow verify F --json; cp "$OUT" said; ok 'as its schema says' "$ROOT/tests/check/schema" verify said
is 'signed by bound keys' 1 "$(value '$.signed_by_bound_keys' said)"; is 'whose key' 'Kenji Mori' "$(value '$.keys[0].person' said)"
status 0 sarflow --lang ja verify F; has 'ジャーナルで本人に登録された鍵で署名されている'

# ---- another way to the same: the public key, an agent, another type of key
sign_with manager.pub; status 0 sarflow -C F save -m 'nothing new'
printf '\nMore.\n' >>F/evidence/A-cover-letter.md; status 0 sarflow -C F save -m 'more'
sign_with card; printf 'a note\n' >note; status 0 sarflow -C F note --note note
is 'all of them good' ' 7 G ' "$(letters F)"
status 0 sarflow verify F; has '1 event is signed with SHA256:'; has '[signature-unbound]'
eval "$(ssh-agent -s)" >/dev/null; ssh-add -q keys/engineer 2>/dev/null
mkdir elsewhere; cp keys/engineer.pub elsewhere/; setting user.signingkey "$SANDBOX/elsewhere/engineer.pub"
status 0 as engineer -C F note --note note
setting user.signingkey "key::$(public engineer)"; status 0 as engineer -C F note --note note
is 'no key is left lying about' '' "$(ls -A F/.git/sarflow/tmp)"
is 'by an agent as well' ' 9 G ' "$(letters F)"
status 0 sarflow verify F; like ': Aiko Sato <.*>: 2 events, 0 versions$'
kill "$SSH_AGENT_PID"; unset SSH_AUTH_SOCK SSH_AGENT_PID

# ---- what cannot be signed is not done
mark F
refused() { status 3 setsid -w "$SARFLOW" -C F note --note note; [ -z "${1:-}" ] || has "$1" "$ERR"; same 'nothing was done' F; }
setting user.signingkey "key::$(public other)"; refused 'ssh-keygen made no signature, so this is not recorded'
cp keys/other.pub elsewhere/; setting user.signingkey "$SANDBOX/elsewhere/other.pub"; refused 'ssh-keygen made no signature'
sign_with locked; refused 'ssh-keygen made no signature'
sign_with none; refused 'ssh-keygen made no signature'
sign_with manager; chmod 644 keys/manager; refused 'can be read by others'; chmod 600 keys/manager
head -c 200 keys/manager >keys/cut; chmod 600 keys/cut; sign_with cut; refused 'ssh-keygen made no signature'
git config --global --unset user.signingkey; refused 'no key is named'
sign_with manager; setting gpg.ssh.program "$SANDBOX/nothing"; refused "$SANDBOX/nothing made no signature"
setting gpg.ssh.program /bin/false; refused '/bin/false made no signature'; git config --global --unset gpg.ssh.program
setting gpg.format pigeon; refused 'it can be ssh, openpgp or x509'; setting gpg.format ssh
sign_with none; printf '\nYet more.\n' >>F/evidence/A-cover-letter.md
status 3 sarflow -C F save -m 'unsigned'; same 'no version is saved unsigned' F
sign_with manager; status 0 sarflow -C F save -m 'signed'

# ---- a package says whether and with what, and never which program runs
cp -r F quiet; printf '#!/bin/sh\ntouch %s/ran\nexit 1\n' "$SANDBOX" >evil; chmod +x evil
git -C quiet config gpg.ssh.program "$SANDBOX/evil"; git -C quiet config gpg.program "$SANDBOX/evil"
status 0 sarflow -C quiet note --note note; no 'its program is not run' test -e ran
git -C quiet config --unset gpg.ssh.program; ok 'and it is signed' git -C quiet verify-commit refs/sar/journal
git -C quiet config commit.gpgsign false; status 0 sarflow -C quiet note --note note
is 'the package says no' N "$(git -C quiet log -1 --format=%G? refs/sar/journal)"
status 0 sarflow verify quiet; has '1 event of people with bound keys is not signed'; has '[signature-lacking]'

# ---- forged: another's key, an ended key, other words, a signature from elsewhere
# forge PACKAGE SED: its newest event with its bytes changed
forge() {
	git -C "$1" cat-file commit refs/sar/journal | sed "$2" >forged
	git -C "$1" update-ref refs/sar/journal "$(git -C "$1" hash-object -t commit -w --stdin <forged)"
}
cp -r F words; status 0 sarflow -C words note --note note
forge words 's/^Sar-Id: \(.\)\(.*\)/Sar-Id: \2\1/'
no 'stock git refuses other words' git -C words verify-commit refs/sar/journal
status 1 sarflow verify words; has 'its signature is of other words than these [signature-bad]'; has 'not consistent: 1 failure'
cp -r F armour; status 0 sarflow -C armour note --note note; forge armour 's/^ \(.\{40\}\)./ \1!/'
status 1 sarflow verify armour; has 'what stands in the place of its signature is none [signature-bad]'
cp -r F stranger; sign_with other; status 0 sarflow -C stranger note --note note
no 'stock git knows no such signer' git -C stranger verify-commit refs/sar/journal
status 0 sarflow verify stranger; has 'which is bound to nobody [signature-unbound]'
cp -r F named; git -C named config commit.gpgsign false; status 0 as engineer -C named note --note note
git -C named cat-file commit refs/sar/journal >bare; ssh-keygen -q -Y sign -n git -f keys/manager <bare >sig 2>/dev/null
{ sed '/^$/,$d' bare; sed '1s/^/gpgsig /; 2,$s/^/ /' sig; sed -n '/^$/,$p' bare; } >forged
git -C named update-ref refs/sar/journal "$(git -C named hash-object -t commit -w --stdin <forged)"
status 1 sarflow verify named; like 'the key of Kenji Mori <.*> \[signature-other\]$'
cp -r F file; git -C file config commit.gpgsign false; status 0 sarflow -C file note --note note
git -C file cat-file commit refs/sar/journal >bare; ssh-keygen -q -Y sign -n file -f keys/manager <bare >sig 2>/dev/null
{ sed '/^$/,$d' bare; sed '1s/^/gpgsig /; 2,$s/^/ /' sig; sed -n '/^$/,$p' bare; } >forged
git -C file update-ref refs/sar/journal "$(git -C file hash-object -t commit -w --stdin <forged)"
status 1 sarflow verify file; has "made for another purpose [signature-bad]"
cp -r F evidence; git -C evidence cat-file commit main | sed '$s/signed/Signed/' >forged
git -C evidence update-ref refs/heads/main "$(git -C evidence hash-object -t commit -w --stdin <forged)"
status 1 sarflow verify evidence; like '^objects: error: version [0-9a-f]{12}: its signature is of other words than these \[signature-bad\]'

# ---- a key lasts as long as the person's appointments name it
cp -r F rotated; sign_with manager; status 0 sarflow -C rotated appoint "$MANAGER" --role manager
git -C rotated log -1 --format=%B refs/sar/journal >"$OUT"; has "Sar-Key: $(public manager)"
status 0 sarflow -C rotated appoint "$MANAGER" --role manager --key "$(public other)"
status 0 sarflow verify rotated; lacks ': error: '
cp -r rotated late; sign_with other; status 0 sarflow -C rotated note --note note
status 0 sarflow verify rotated; like "^SHA256:.*: Kenji Mori <.*>: 1 event, 0 versions\$"
sign_with manager; mark late; status 3 sarflow -C late note --note note; has 'which ended on 2026-11-23' "$ERR"; same 'and nothing is done' late
git -C late config commit.gpgsign false; status 0 sarflow -C late note --note note
git -C late cat-file commit refs/sar/journal >bare; ssh-keygen -q -Y sign -n git -f keys/manager <bare >sig 2>/dev/null
{ sed '/^$/,$d' bare; sed '1s/^/gpgsig /; 2,$s/^/ /' sig; sed -n '/^$/,$p' bare; } >forged
git -C late update-ref refs/sar/journal "$(git -C late hash-object -t commit -w --stdin <forged)"
status 1 sarflow verify late; like "which was not Kenji Mori's key any more \[signature-ended\]\$"

# ---- without ssh-keygen nothing of an Ed25519 key is lost
status 0 sarflow verify F
is 'a key file needs no program' G "$(sign_with manager; PATH=/nowhere "$SARFLOW" -C F note --note note >/dev/null && git -C F log -1 --format=%G? refs/sar/journal)"
finish
