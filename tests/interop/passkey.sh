#!/bin/bash
# passkey.sh BUILD [NPM]: a sign-off by a passkey in Chromium, held against stock git; for run, or alone.  NPM: a folder
# where npm has brought what package-lock.json names.
set -u
build=$(cd "$1" && pwd); root=$(cd "$(dirname "$0")/../.." && pwd); work=$(mktemp -d "${TMPDIR:-/var/tmp}/sarflow-passkey.XXXXXX"); trap 'rm -rf "$work" 2> /dev/null || { sleep 2; rm -rf "$work"; }' EXIT
failed=0; ok() { echo "ok    $1"; }; bad() { failed=1; echo "FAIL  $1"; shift; printf '      %s\n' "$@"; }
is() { [ "$2" = "$3" ] && ok "$1" || bad "$1" "wanted: $2" "got:    $3"; }
export HOME=$work/home GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME='Kenji Mori' GIT_AUTHOR_EMAIL=kenji.mori@minato-turbine.example
mkdir -p "$HOME" "$work/home/packages"; cd "$work/home/packages" || exit 1
sarflow=$build/sarflow npm=${2:-$work/npm}
[ -d "$npm" ] || { mkdir "$npm" && cp "$root"/tests/interop/package*.json "$npm/" && npm --prefix "$npm" ci --no-audit --no-fund --ignore-scripts > "$work/npm.log" 2>&1; } || bad 'npm brings playwright' "$(tail -3 "$work/npm.log")"
cp "$root/tests/interop/passkey.mjs" "$npm/"
{ "$sarflow" new PASS-001 --template repair --category IV --title 'Signed by a passkey' && cd PASS-001 &&
  "$sarflow" appoint 'Kenji Mori <kenji.mori@minato-turbine.example>' --role manager --role quality &&
  "$sarflow" appoint 'Emi Ogawa <emi.ogawa@minato-turbine.example>' --role export_officer; } > "$work/made" 2>&1 || bad 'a package' "$(tail -2 "$work/made")"
TMPDIR=$work timeout 240 node "$npm/passkey.mjs" "$sarflow" "$work/home/packages" "cd '$PWD' && '$sarflow' note -m 'Meanwhile.' --as 'Emi Ogawa <emi.ogawa@minato-turbine.example>'" > "$work/walk" 2> "$work/walk.err" || bad 'the walk came to its end' "$(tail -5 "$work/walk.err")"
while read -r verdict name; do case $verdict in ok) ok "$name" ;; FAIL) bad "$name" ;; esac; done < "$work/walk"

# ---- stock git, and the program again
key=$(git log --format=%B refs/sar/journal | sed -n 's/^Sar-Key: //p' | tail -1)
echo "kenji.mori@minato-turbine.example namespaces=\"git\" $key" > "$work/allowed"; git config gpg.ssh.allowedSignersFile "$work/allowed"
git verify-commit refs/sar/journal > "$work/verified" 2>&1 && grep -q 'Good "git" signature for kenji.mori@minato-turbine.example with ECDSA-SK key' "$work/verified" &&
	ok 'stock git verifies the sign-off' || bad 'stock git verifies the sign-off' "$(cat "$work/verified")"
is 'author and committer are the person' 'Kenji Mori <kenji.mori@minato-turbine.example> Kenji Mori <kenji.mori@minato-turbine.example>' "$(git log -1 --format='%an <%ae> %cn <%ce>' refs/sar/journal)"
is 'one sign-off, behind the note' 'sign-off note trust' "$(git log -3 --first-parent --format=%B refs/sar/journal | sed -n 's/^Sar-Event: //p' | tr '\n' ' ' | sed 's/ $//')"
is 'of the words that were shown' 'reviewed and agreed' "$(git log -1 --format=%B refs/sar/journal | sed -n 's/^Sar-Meaning: //p')"
"$sarflow" verify > "$work/judged" 2>&1; is 'verify: consistent' 0 $?
grep -q ': Kenji Mori <kenji.mori@minato-turbine.example>: 1 event' "$work/judged" && ok 'and signed by the passkey' || bad 'and signed by the passkey' "$(cat "$work/judged")"
exit $failed
