# t_stranger.sh: the commands of packages/VERIFY.md, just as they stand there, with nothing but coreutils, git and openssh-client.
. "$(dirname "$0")/case.sh"
unset SSH_AUTH_SOCK SSH_ASKPASS DISPLAY
unguarded; fresh F
ssh-keygen -q -t ed25519 -N '' -C kenji -f kenji; ssh-keygen -q -t ed25519 -N '' -C other -f other
git -C F config gpg.format ssh; git -C F config commit.gpgsign true; git -C F config user.signingkey "$SANDBOX/kenji"
status 0 sarflow -C F key trust "$SANDBOX/kenji.pub"
printf 'a scan' >scan.txt
status 0 sarflow -C F attach "$SANDBOX/scan.txt" -e B -s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=
status 0 sarflow -C F save -m 'a scan'
status 0 sarflow -C F seal
status 0 sarflow -C F export -o "$SANDBOX/handover"; has 'handover/SHA256SUMS.sig'
git -C F bundle create -q "$SANDBOX/package.bundle" --all 2>/dev/null

# ---- a PATH of their own
mkdir tools
for package in coreutils git openssh-client; do
	dpkg -L "$package" 2>/dev/null | while read -r file; do
		case $file in /bin/* | /usr/bin/*) [ -x "$file" ] && [ ! -d "$file" ] && ln -sf "$file" "tools/${file##*/}" ;; esac
	done
done
if [ ! -e tools/sha256sum ] || [ ! -e tools/ssh-keygen ] || [ ! -e tools/git ]; then skip 'the commands of VERIFY.md' 'dpkg does not say what coreutils, git and openssh-client hold'; finish; exit; fi
no 'awk, sed and grep are not there' ls tools/awk tools/sed tools/grep
awk '/^```sh/ { inside = 1; next } /^```/ { inside = 0; next } inside' "$ROOT/packages/VERIFY.md" >commands.sh
ok 'there are commands' [ "$(wc -l <commands.sh)" -gt 12 ]
# stranger FOLDER: all commands, one after the other, each of which must go well
stranger() { rm -rf "$1/package"; (cd "$1" && env -i HOME="$SANDBOX/home" PATH="$SANDBOX/tools" LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 /bin/sh -eu "$SANDBOX/commands.sh"); }
mkdir one; cp -r handover package.bundle one/
ok 'all of it goes well' stranger one
cp "$OUT" said; has 'Good "sarflow-submittal" signature with ED25519 key SHA256:' said
has 'Good "sarflow-submittal" signature for kenji.mori@minato-turbine.example with ED25519 key' said
has '"_type": "https://in-toto.io/Statement/v1"' said; has 'seal: submittal 1' said
like '^[0-9a-f]{7} G kenji.mori@minato-turbine.example seal: submittal 1$' said
like '^[0-9a-f]{7} N  open: FRESH' said

# ---- what is wrong is seen
spoilt() { # NAME WHAT-TO-DO
	rm -rf bad; cp -r one bad; (cd bad/handover && eval "$2"); no "seen: $1" stranger bad
}
spoilt 'a page was changed' 'echo >>index.html'
spoilt 'an attachment was changed' 'echo >>attachments/B/scan.txt'
spoilt 'the list was mended after it' 'echo >>index.html; sha256sum index.html >>SHA256SUMS'
spoilt 'another key signed it' 'rm SHA256SUMS.sig; ssh-keygen -q -Y sign -n sarflow-submittal -f ../../other SHA256SUMS 2>/dev/null'
spoilt 'it was signed for another purpose' 'rm SHA256SUMS.sig; ssh-keygen -q -Y sign -n git -f ../../kenji SHA256SUMS 2>/dev/null'
spoilt 'it is the signature of something else' 'rm SHA256SUMS.sig; ssh-keygen -q -Y sign -n sarflow-submittal -f ../../kenji <index.html >SHA256SUMS.sig 2>/dev/null'
spoilt 'it names a seal that never was' 'c=$(tail -n 1 manifest.csv | cut -d , -f 6); sed -i "s/$c/0123456789012345678901234567890123456789/" manifest.csv; sha256sum $(cut -c 67- SHA256SUMS) >SHA256SUMS.new; mv SHA256SUMS.new SHA256SUMS; rm SHA256SUMS.sig; ssh-keygen -q -Y sign -n sarflow-submittal -f ../../kenji SHA256SUMS 2>/dev/null'
finish
