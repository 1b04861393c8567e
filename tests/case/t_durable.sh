# t_durable.sh: the order in which one event reaches the disc, seen by strace; and twenty people at once.
ON_DISC=1
. "$(dirname "$0")/case.sh"
fresh G
# ---- objects, then syncfs, then the reference's lock written and synced, renamed, its folder synced
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
	export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0        # the leak finder needs ptrace for itself
	status 0 strace -f -y -o trace -e trace=openat,open,creat,write,pwrite64,fsync,fdatasync,syncfs,rename,renameat,renameat2,link,linkat,unlink \
		"$SARFLOW" -C G note 'for the trace'
	first() { grep -nE "$1" trace | head -1 | cut -d: -f1; }
	last() { grep -nE "$1" trace | tail -1 | cut -d: -f1; }
	before() { if [ -n "$2" ] && [ -n "$3" ] && [ "$2" -lt "$3" ]; then pass "$1"; else grep -E 'write|sync|rename|link' trace | tail -25 | cut -c1-120 >"$OUT"; fail "$1" "line ${2:-none} and line ${3:-none} of the trace"; fi; }
	object='(write|pwrite64)\([0-9]+</[^>]*/\.git/objects/[^>]*>' object_name='(rename|renameat|renameat2|link|linkat)\(.*\.git/objects/[0-9a-f]{2}/'
	sync='syncfs\(' lock='refs/sar/journal\.lock'
	before 'objects are written before the sync' "$(last "$object")" "$(first "$sync")"
	before 'and carry their names before it' "$(last "$object_name")" "$(first "$sync")"
	# the reference's own bytes: by an fsync, or by the same syncfs
	synced="$sync|fsync\([0-9]+</[^>]*$lock"
	# the lock is a second name of a file of ours
	value='sarflow/tmp/[^>]*'
	before 'the reference is written and synced' "$(last "write\([0-9]+</[^>]*$value>")" "$(last "$synced")"
	before 'then it takes its name' "$(last "$synced")" "$(last "rename[a-z0-9]*\(.*$lock")"
	before 'objects are synced before that' "$(first "$sync")" "$(first "rename[a-z0-9]*\(.*$lock")"
	before 'and its folder is synced' "$(last "rename[a-z0-9]*\(.*$lock")" "$(last "fsync\([0-9]+</[^>]*/refs/sar>")"
	is 'no sync fails' '' "$(grep -E '(fsync|syncfs|fdatasync)\(.*= -1' trace)"
	is 'one syncfs' 1 "$(grep -cE "$sync" trace)"
	# a save: the same, for main
	echo >>G/evidence/A-cover-letter.md
	status 0 strace -f -y -o trace -e trace=openat,write,pwrite64,fsync,syncfs,rename,renameat,renameat2,link,linkat "$SARFLOW" -C G save -m 'for the trace'
	lock='refs/heads/main\.lock'
	before 'a save: objects before the sync' "$(last "$object")" "$(last "$sync")"
	synced="$sync|fsync\([0-9]+</[^>]*$lock"
	before 'main is written and synced' "$(grep -nE "write\([0-9]+</[^>]*$value>" trace | grep "$(git -C G rev-parse --short=20 main)" | tail -1 | cut -d: -f1)" "$(last "$synced")"
	before 'then it takes its name' "$(last "$synced")" "$(last "rename[a-z0-9]*\(.*$lock")"
	before 'and its folder is synced' "$(last "rename[a-z0-9]*\(.*$lock")" "$(last "fsync\([0-9]+</[^>]*/refs/heads>")"
	# an attachment's content is synced before main names it
	echo content >x.txt
	status 0 strace -f -y -o trace -e trace=openat,write,pwrite64,fsync,syncfs,rename,renameat,renameat2,link,linkat "$SARFLOW" -C G attach x.txt -e A \
		-s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=
	status 0 strace -f -y -o trace -e trace=openat,write,pwrite64,fsync,syncfs,rename,renameat,renameat2 "$SARFLOW" -C G save -m 'an attachment'
	before 'a save with an attachment: a sync before main moves' "$(last "$sync")" "$(last "rename[a-z0-9]*\(.*$lock")"
else
	skip 'the order of the writes' 'strace cannot trace here'
fi
saved G

# ---- a lock left behind by a process that died does no harm
echo 0000000000000000000000000000000000000000 >G/.git/refs/sar/journal.lock
status 0 sarflow -C G note 'after a crash'
no 'the stale lock is gone' ls G/.git/refs/sar/journal.lock

# ---- twenty notes at once
before=$(git -C G rev-list --count --first-parent refs/sar/journal)
for i in $(seq 20); do sarflow -C G note "note number $i." >note-$i.out 2>&1 & done
wait
cat note-*.out >all.out
is 'all twenty are recorded' $((before + 20)) "$(git -C G rev-list --count --first-parent refs/sar/journal)"
is 'the journal is one line' "$(git -C G rev-list --count --first-parent refs/sar/journal)" "$(git -C G rev-list --count refs/sar/journal)"
status 0 sarflow -C G log
for i in $(seq 20); do grep -q "note number $i\.$" "$OUT" || fail "note $i is in the log"; done
# saves, notes, attachments and checks together
for i in 1 2 3 4; do
	sarflow -C G note "mixed $i" >/dev/null 2>note-$i.err &
	{ echo "line $i" >>G/evidence/A-cover-letter.md; sarflow -C G save -m "save $i" >/dev/null 2>save-$i.err; } &
	{ echo "file $i" >f$i.txt; sarflow -C G attach f$i.txt -e A -s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by= >/dev/null 2>attach-$i.err; } &
	sarflow -C G check >/dev/null 2>check-$i.err &
done
wait
for i in 1 2 3 4; do
	is "mixed $i: nothing was refused" '' "$(cat note-$i.err save-$i.err attach-$i.err check-$i.err)"
	has "attachments/A/f$i.txt" G/registers/markings.csv
done
status 0 sarflow -C G save -m 'what came last'
saved G
# someone holds the package for a while
flock G/.git/sarflow.lock sleep 1 &
status 0 sarflow -C G note 'after a wait'
wait
finish
