# t_backup.sh: a package copied to a safe place, and brought back from there: whole, again and again, whatever happens.
. "$(dirname "$0")/case.sh"
worked F110-NOZ-001
P=F110-NOZ-001
refs() { git -C "$1" for-each-ref --format='%(objectname) %(refname)' refs/heads refs/sar refs/tags; }
content() { (cd "$1/lfs/objects" && find . -type f | sort | xargs sha256sum | awk '{ print $1 }'); }

# ---- out, and out again
status 0 sarflow -C $P backup ../safe; has "$P: copied to "; like '[0-9]+ events, [1-9][0-9]* files of content'; lacks 'not saved'
C=safe/$P.git
is 'every reference is there' "$(refs $P)" "$(refs $C)"
is 'and all content' "$(content $P/.git)" "$(content $C)"
ok 'git finds it whole' git -C $C fsck --strict --no-dangling
status 0 sarflow -C $P backup ../safe; has 'is up to date'
echo 'one more line' >>$P/evidence/C-repair-documents.md
status 0 sarflow -C $P backup ../safe; has '1 file is not saved, and not in the copy'
sarflow -C $P save -m more >/dev/null; sarflow -C $P note 'after it' >/dev/null
status 0 sarflow -C $P backup ../safe; has 'copied to'; is 'what is new came' "$(refs $P)" "$(refs $C)"
git -C $P tag -a note -m 'an object of its own' main~1; git -C $P tag mark main~1
status 0 sarflow -C $P backup ../safe; is 'a tag comes as the object it is' "$(refs $P)" "$(refs $C)"; is 'whole' tag "$(git -C $C cat-file -t note)"
git -C $P tag -f -a note -m 'another' main >/dev/null; git -C $P tag -f mark main >/dev/null
status 0 sarflow -C $P backup ../safe; is 'and moves there when it moves here' "$(refs $P)" "$(refs $C)"

# ---- back
status 0 sarflow restore-from $C again; has 'made again in'; lacks 'not here'
is 'the same references' "$(refs $P)" "$(refs again)"
is 'the same journal' "$(sarflow -C $P log --json)" "$(sarflow -C again log --json)"
ok 'the same files' diff -r --exclude=.git $P again
is 'git finds nothing changed' '' "$(git -C again status --porcelain)"
status 0 sarflow -C again note 'it goes on'; status 0 sarflow -C again check --json
status 3 sarflow restore-from $C again; has 'exists already' "$ERR"
status 0 git clone -q $C stock; ok 'stock git clones it' [ -f stock/package.yaml ]
mkdir elsewhere; status 0 sarflow -C elsewhere restore-from ../$C; ok 'by the name of the copy' [ -f elsewhere/$P/package.yaml ]

# ---- another history is never written over
status 0 sarflow -C elsewhere/$P note 'here'; status 0 sarflow -C $P note 'and here'
status 0 sarflow -C $P backup ../safe
before=$(refs $C)
status 3 sarflow -C elsewhere/$P backup "$SANDBOX/safe"; has 'holds a history of refs/sar/journal that this package does not go on from' "$ERR"
is 'nothing was changed' "$before" "$(refs $C)"
for place in "$SANDBOX/$P/new/deep" . .git/copies; do status 3 sarflow -C $P backup $place; has 'lies in the package' "$ERR"; done; ok 'a folder that is there keeps what it has' [ -f $P/package.yaml ]

# ---- damaged content is not copied, and is told; absent content as well
rm -rf safe2; digest=$(sha256sum $P/attachments/C/crack-map-MN2609-07.png | cut -c1-64); object=$P/.git/lfs/objects/${digest:0:2}/${digest:2:2}/$digest; cp -p "$object" kept; chmod u+w "$object"; echo x >>"$object"
status 0 sarflow -C $P backup ../safe2; has "the content ${digest:0:12} is damaged and was not copied"
no 'nothing damaged in the copy' [ -e "safe2/$P.git/lfs/objects/${digest:0:2}/${digest:2:2}/$digest" ]
rm -f "$object"; status 0 sarflow -C $P backup ../safe3; cp -p kept "$object"
has 'only its pointer is in the copy'
status 0 sarflow -C $P backup ../safe2; has '1 file of content'; is 'mended, it comes' "$(content $P/.git)" "$(content safe2/$P.git)"
# damaged in the copy, at the same length: it is read each time, told, and put there anew from here
target=safe2/$P.git/lfs/objects/${digest:0:2}/${digest:2:2}/$digest; touch -r "$target" as; chmod u+w "$target"; printf x | dd of="$target" conv=notrunc status=none; touch -r as "$target"
status 0 sarflow -C $P backup ../safe2; has "the content ${digest:0:12} was damaged in the copy, and is put there anew"; lacks 'up to date'; is 'as it is here' "$(content $P/.git)" "$(content safe2/$P.git)"
status 0 sarflow -C $P backup ../safe2; has 'is up to date'; lacks damaged
target=$(find safe2 -path '*/lfs/objects/*' -type f | head -1); chmod u+w "$target"; printf x | dd of="$target" conv=notrunc status=none
status 0 sarflow restore-from safe2/$P.git poor; has 'is damaged and was not copied'

# ---- git's own objects: all of them are read again in the copy, before a name of it moves
# libgit2 1.5 forgets to free its list where a walk of history meets an object that is not there
lost() { ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0 status "$@"; }
loose() { echo "$1/objects/${2:0:2}/${2:2}"; }
spoil() { chmod u+w "$1"; printf rotten >"$1"; }
cp -a $P whole; status 0 sarflow -C whole backup ../objects; O=objects/whole.git; blob=$(git -C whole rev-parse main:evidence/C-repair-documents.md); first=$(git -C whole rev-list main | tail -1)
spoil "$(loose $O $blob)"; status 0 sarflow -C whole backup ../objects; has "the object ${blob:0:12} was damaged in the copy, and is put there anew"; lacks 'up to date'; ok 'whole again' git -C $O fsck --strict --no-dangling
rm -f "$(loose $O $first)"; status 0 sarflow -C whole backup ../objects; has "the object ${first:0:12} was damaged"; status 0 sarflow -C whole backup ../objects; has 'is up to date'
# lost here: the copy stays what it was; lost on both sides: no new copy either
before=$(refs $O); rm -f "$(loose whole/.git $first)"; echo more >>whole/evidence/C-repair-documents.md; sarflow -C whole save -m more >/dev/null 2>&1; sarflow -C whole note more >/dev/null 2>&1
no 'the journal stays' [ "$before" = "$(refs whole)" ]
lost 3 sarflow -C whole backup ../objects; has "$first" "$ERR"; is 'the copy is as it was' "$before" "$(refs $O)"; ok 'and whole' git -C $O fsck --strict --no-dangling; status 0 sarflow restore-from $O from-objects
lost 3 sarflow -C whole backup ../objects-2; is 'and a new one names nothing' '' "$(refs objects-2/whole.git)"
status 0 sarflow -C whole doctor --from ../$O; status 0 sarflow -C whole backup ../objects; is 'mended, it is copied' "$(refs whole)" "$(refs $O)"
# lost on both sides, though every name stands where it stood
old=$(git -C whole rev-parse main~1:evidence/C-repair-documents.md); cp "$(loose whole/.git $old)" kept; rm "$(loose whole/.git $old)" "$(loose $O $old)"
status 3 sarflow -C whole backup ../objects; has "refs/heads/main leads to the object ${old:0:12}, which cannot be read from either side" "$ERR"
cp kept "$(loose whole/.git $old)"; status 0 sarflow -C whole backup ../objects; ok 'and brought again from the one that has it' git -C $O cat-file -e $old
# a version that the journal alone leads to is lost: what cannot be read to its beginning is no journal
cp -a $P amended; (cd amended && echo x >>evidence/C-repair-documents.md && sarflow save -m aside >/dev/null && sarflow remark add --on C4 --severity minor -m 'about it' >/dev/null); aside=$(git -C amended rev-parse main)
git -C amended commit -q --amend -m amended --allow-empty; rm -f "$(loose amended/.git $aside)"
lost 3 sarflow -C amended backup ../amends; has 'copying refs/sar/journal' "$ERR"; is 'nothing is named there' '' "$(refs amends/amended.git)"; rm -r amended
# what else has a name keeps nothing from the copy
cp -a $P named; git -C named tag blob main:package.yaml; git -C named tag folder 'main:evidence'; git -C named branch feature; printf '%040d\n' 1 >named/.git/refs/heads/stale
status 0 sarflow -C named backup ../names; has 'refs/heads/stale is not in the copy'; N=names/named.git; is 'all else is' "$(refs named 2>/dev/null | grep -v stale)" "$(refs $N)"; ok 'whole' git -C $N fsck --strict --no-dangling
git -C named branch -D feature >/dev/null; git -C named branch feature/one; rm named/.git/refs/heads/stale; sarflow -C named note 'after it' >/dev/null
status 0 sarflow -C named backup ../names; has 'refs/heads/feature/one is not in the copy'; is 'the journal went on' "$(git -C named rev-parse refs/sar/journal)" "$(git -C $N rev-parse refs/sar/journal)"
rm -r whole named

# ---- what was purged goes from the copy, and does not come back
file=attachments/C/crack-map-MN2609-07.png; digest=$(sha256sum $P/$file | cut -c1-64)
sarflow -C $P appoint "$EXPORT" --role export_officer >/dev/null
status 0 as export -C $P purge $file --reason 'a spill'
status 0 sarflow -C $P backup ../safe; has "the content ${digest:0:12} was purged, and is removed from the copy"
no 'it is gone there' [ -e "$C/lfs/objects/${digest:0:2}/${digest:2:2}/$digest" ]
cp -r $C both.git; cp -rn again/.git/lfs/objects/. both.git/lfs/objects/
ok 'a copy in which somebody put it again' [ -e "both.git/lfs/objects/${digest:0:2}/${digest:2:2}/$digest" ]
status 0 sarflow restore-from both.git clean; has 'only its pointer is'
no 'and is not brought back' [ -e "clean/.git/lfs/objects/${digest:0:2}/${digest:2:2}/$digest" ]

# ---- a folder of packages; one that fails keeps no other from it
mkdir shelf; cp -r again shelf/$P; cp -r shelf/$P shelf/OTHER-1; mkdir -p shelf/BAD/.git
status 1 sarflow -C shelf backup ../all; has "$P: copied to"; has 'OTHER-1.git'; has BAD "$ERR"; rm -r shelf/BAD
status 3 sarflow -C elsewhere restore-from ../all/NONE.git; has 'there is no folder' "$ERR"
mkdir plain; status 3 sarflow restore-from plain; status 3 sarflow -C plain backup ../safe; has 'is no package and holds none' "$ERR"

# ---- stopped anywhere: done again, it is whole
if strace -o /dev/null true 2>/dev/null; then
	export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0        # the leak finder needs ptrace for itself
	quiet() { ( "$@" >o 2>e; exit $? ) 2>/dev/null; }
	for act in "-C $P backup $SANDBOX/torn" "restore-from $C torn"; do
		rm -rf torn; total=$(strace -f -e trace=rename,linkat,mkdir "$SARFLOW" $act 2>&1 >/dev/null | grep -c '^\(\[pid *[0-9]*\] \)\?\(rename\|linkat\|mkdir\)(')
		killed=0
		for k in $(seq 1 $((total / 12 + 1)) $total); do
			rm -rf torn .torn*
			quiet strace -f -o /dev/null -e trace=rename,linkat,mkdir -e inject=rename,linkat,mkdir:signal=KILL:when=$k "$SARFLOW" $act && continue
			killed=$((killed + 1))
			sarflow $act >o 2>e || { fail "stopped before step $k, the same again" "$(cat e)"; continue; }
			[ -d torn/$P.git ] && where=torn/$P.git || where=torn
			[ "$(refs $where)" = "$(refs $P)" ] && git -C $where fsck --strict --no-dangling >/dev/null 2>&1 || fail "stopped before step $k, it is whole"
		done
		[ $killed -ge 6 ] && pass "stopped at $killed places: ${act#-C * }" || fail "it was stopped $killed times"
	done
else
	skip 'stopped anywhere' 'strace cannot trace here'
fi
finish
