#!/bin/bash
# lfs.sh: stock git and stock git-lfs with sarflow serve --team; part of run, or alone: lfs.sh BUILD.
if [ "${BASH_SOURCE[0]}" = "$0" ]; then
	build=$(cd "$1" && pwd); root=$(cd "$(dirname "$0")/../.." && pwd); work=$(mktemp -d "${TMPDIR:-/var/tmp}/sarflow-lfs.XXXXXX"); trap 'rm -rf "$work"' EXIT
	failed=0; ok() { echo "ok    $1"; }; bad() { failed=1; echo "FAIL  $1"; shift; printf '      %s\n' "$@"; }
	check() { local name=$1; shift; if "$@" > "$work/log" 2>&1; then ok "$name"; else bad "$name" "$(head -c 600 "$work/log")"; fi; }
	is() { if [ "$2" = "$3" ]; then ok "$1"; else bad "$1" "wanted: ${2:0:300}" "got:    ${3:0:300}"; fi; }
	export HOME=$work/home SARFLOW_NOW=1795392000; mkdir "$HOME"; cd "$work" || exit 1
fi
lfs=$work/lfs; mkdir -p "$lfs/home" "$lfs/team"
(
	export HOME=$lfs/home GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0
	cd "$lfs" || exit 1
	git config --global user.name 'Naoki Abe'; git config --global user.email naoki.abe@minato-turbine.example
	founder='Kenji Mori <kenji.mori@minato-turbine.example>' abe='Naoki Abe <naoki.abe@minato-turbine.example>'
	cp -r "$root/packages/F110-NOZ-001" plain && cp -r "$root/packages/F110-NOZ-001.mended/." plain/
	"$build/sarflow" --as "$founder" import plain && "$build/sarflow" -C F110-NOZ-001 --as "$founder" appoint "$abe" --role engineering &&
		git clone -q --mirror F110-NOZ-001 team/F110-NOZ-001.git && cp -r F110-NOZ-001/.git/lfs team/F110-NOZ-001.git/ && echo a-long-password | "$build/sarflow" -C team user add "$abe"
) > "$lfs/log" 2>&1 && ok 'a bare package to be served' || bad 'a bare package to be served' "$(tail -3 "$lfs/log")"
"$build/sarflow" serve "$lfs/team" --team > "$lfs/link" 2> "$lfs/served" & lfs_server=$!
for i in $(seq 100); do [ -s "$lfs/link" ] && break; sleep 0.1; done
lfs_at=$(head -1 "$lfs/link"); lfs_at=${lfs_at%/}
lfs_git() { HOME=$lfs/home GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 git "$@"; }
# whoever uses git-lfs has told git so once; who they are is kept by git's own helper
lfs_git lfs install --skip-repo > "$lfs/log" 2>&1; lfs_git config --global credential.helper store
printf 'http://naoki.abe%%40minato-turbine.example:a-long-password@%s\n' "${lfs_at#http://}" > "$lfs/home/.git-credentials"
lfs_url=$lfs_at/git/F110-NOZ-001.git lfs_file=attachments/C/repair-procedure-MTR-RP-2417.pdf bare=$lfs/team/F110-NOZ-001.git
check 'git clones, and git-lfs brings the content' lfs_git clone -q "$lfs_url" "$lfs/abe"
check 'it is the content' cmp "$lfs/plain/$lfs_file" "$lfs/abe/$lfs_file"
is 'git sees a clean tree' '' "$(lfs_git -C "$lfs/abe" status --porcelain)"
check 'the journal' lfs_git -C "$lfs/abe" fetch -q origin refs/sar/journal:refs/sar/journal
check 'all of it is there' lfs_git -C "$lfs/abe" lfs fsck
head -c 5000000 /dev/urandom > "$lfs/abe/attachments/C/new-drawing.pdf"; lfs_new=$(sha256sum < "$lfs/abe/attachments/C/new-drawing.pdf" | cut -d' ' -f1)
check 'a file is added by git alone' lfs_git -C "$lfs/abe" add attachments/C/new-drawing.pdf; lfs_git -C "$lfs/abe" commit -q -m 'a drawing'
is 'as a pointer' "oid sha256:$lfs_new" "$(lfs_git -C "$lfs/abe" show HEAD:attachments/C/new-drawing.pdf | grep '^oid')"
check 'git pushes, and git-lfs sends the content before' lfs_git -C "$lfs/abe" push origin main
is 'nothing lacks' '' "$(grep 'has not come' "$work/log")"
is 'main stands there' "$(lfs_git -C "$lfs/abe" rev-parse main)" "$(lfs_git -C "$bare" rev-parse main)"
check 'and the content' cmp "$lfs/abe/attachments/C/new-drawing.pdf" "$bare/lfs/objects/${lfs_new:0:2}/${lfs_new:2:2}/$lfs_new"
# content held back: the version is taken, and who pushes is told
head -c 300000 /dev/urandom > "$lfs/abe/attachments/C/held-back.pdf"; lfs_git -C "$lfs/abe" add attachments/C/held-back.pdf; lfs_git -C "$lfs/abe" commit -q -m 'held back'
check 'pushed past git-lfs' lfs_git -C "$lfs/abe" push --no-verify origin main
is 'it is told' 1 "$(grep -c 'attachments/C/held-back.pdf: its content has not come' "$work/log")"
check 'and sent afterwards' lfs_git -C "$lfs/abe" lfs push --all origin main
lfs_held=$(sha256sum < "$lfs/abe/attachments/C/held-back.pdf" | cut -d' ' -f1)
check 'now it is there' cmp "$lfs/abe/attachments/C/held-back.pdf" "$bare/lfs/objects/${lfs_held:0:2}/${lfs_held:2:2}/$lfs_held"
# an event with a file of its own travels the same way
echo 'What was said.' > "$lfs/letter.txt"
check 'an event' env HOME="$lfs/home" "$build/sarflow" -C "$lfs/abe" note 'by git and git-lfs'
check 'pushed with git-lfs looking on' lfs_git -C "$lfs/abe" push origin refs/sar/journal
check 'sarflow judges it as one history' env HOME="$lfs/home" "$build/sarflow" -C "$bare" verify
# git-lfs is told to this whole machine; from doctor on it is sarflow's filter that git asks, and git-lfs still fetches and sends
check 'doctor sets the filter of a clone' env HOME="$lfs/home" "$build/sarflow" -C "$lfs/abe" doctor
is 'it is ours' "'$build/sarflow' filter process" "$(lfs_git -C "$lfs/abe" config filter.lfs.process)"
check 'git-lfs brings content to a second clone' lfs_git clone -q "$lfs_url" "$lfs/second"
head -c 400000 /dev/urandom > "$lfs/second/attachments/C/later.pdf"; lfs_git -C "$lfs/second" add attachments/C/later.pdf; lfs_git -C "$lfs/second" commit -q -m later; check 'it sends a file' lfs_git -C "$lfs/second" push origin main
check 'git pulls the version' lfs_git -C "$lfs/abe" pull -q origin main
is 'with a pointer, for the content is not here' 'version https://git-lfs.github.com/spec/v1' "$(head -1 "$lfs/abe/attachments/C/later.pdf")"
check 'git-lfs brings it' lfs_git -C "$lfs/abe" lfs pull origin
check 'whole' cmp "$lfs/second/attachments/C/later.pdf" "$lfs/abe/attachments/C/later.pdf"
is 'git sees a clean tree again' '' "$(lfs_git -C "$lfs/abe" status --porcelain)"
head -c 500000 /dev/urandom > "$lfs/abe/attachments/C/by-ours.pdf"; check 'ours takes a file' lfs_git -C "$lfs/abe" add attachments/C/by-ours.pdf; lfs_git -C "$lfs/abe" commit -q -m 'by ours'
check 'and git-lfs sends it' lfs_git -C "$lfs/abe" push origin main
lfs_ours=$(sha256sum < "$lfs/abe/attachments/C/by-ours.pdf" | cut -d' ' -f1)
check 'it arrives' cmp "$lfs/abe/attachments/C/by-ours.pdf" "$bare/lfs/objects/${lfs_ours:0:2}/${lfs_ours:2:2}/$lfs_ours"
check 'git-lfs finds nothing wrong in what ours keeps' lfs_git -C "$lfs/abe" lfs fsck
kill -TERM "$lfs_server"; wait "$lfs_server"; is 'it ends' 0 $?
if [ "${BASH_SOURCE[0]}" = "$0" ]; then exit $failed; fi
