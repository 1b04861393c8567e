#!/bin/bash
# t_moment.sh BUILD: what the disc refuses for one moment is no finding: the command says that it could not read.
. "$(dirname "$0")/case.sh"
strace -o /dev/null true 2>/dev/null || { skip 'a disc that fails for a moment' 'strace cannot trace here'; finish; exit; }
export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0
unguarded
fresh G; ok 'people are appointed' appoint_all G; echo drawing >drawing.txt; echo letter >letter.txt
status 0 sarflow -C G attach drawing.txt -e L -s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=
status 0 sarflow -C G letter in --letter letter.txt --on 2026-11-20
status 0 sarflow -C G note 'a note of the team'; status 0 sarflow -C G save -m files

# fails CALL PATTERN ERROR ARGV...: the first CALL whose line holds PATTERN answers with ERROR; the status of the command
fails() {
	local call=$1 pattern=$2 error=$3 pid n; shift 3
	cp -a G was; strace -f -o trace -e trace="$call" "$SARFLOW" "$@" >/dev/null 2>&1; rm -rf G copy; mv was G
	read -r pid n < <(awk -v p="$pattern" '{ at[$1]++ } index($0, p) { print $1, at[$1]; exit }' trace)
	[ -n "$n" ] || { echo "no $call with $pattern" >"$ERR"; return 99; }
	strace -f -o /dev/null -e trace="$call" -e inject="$call:error=$error:when=$n" "$SARFLOW" "$@" >"$OUT" 2>"$ERR"
}
# unread NAME CALL PATTERN ERROR WORDS ARGV...: it is refused with these words, and once more it says what it said before
unread() {
	local name=$1 call=$2 pattern=$3 error=$4 words=$5 got; shift 5
	"$SARFLOW" "$@" >wanted 2>&1
	fails "$call" "$pattern" "$error" "$@"; got=$?; cp "$ERR" told
	is "$name: it is refused" 3 $got; has "$words" told
	"$SARFLOW" "$@" >again 2>&1; is "$name: and once more" '' "$(diff wanted again)"
}
leaf_of() { local d; d=$(sha256sum "$1" | cut -c1-64); echo "$PWD/G/.git/lfs/objects/${d:0:2}/${d:2:2}"; }
# at CALLS ERROR PATH ARGV...: each of those calls at that path fails so; what it says is in told
at() { local calls=$1 error=$2 path=$3; shift 3; strace -f -o /dev/null -e trace="$calls" -e inject="$calls:error=$error" -P "$path" "$SARFLOW" "$@" >"$OUT" 2>told; }
at openat EIO "$(leaf_of letter.txt)" -C G check -v main; is 'the content of a letter: it is refused' 3 $?; has 'Input/output error' told
at openat EMFILE "$(leaf_of drawing.txt)" -C G check -v main; is 'of an attachment, no handles: it is refused' 3 $?; has 'Too many open files' told
object=$(git -C G rev-parse "$(git -C G rev-list refs/sar/journal | while read -r c; do git -C G ls-tree -r $c | grep -q note.md && echo $c && break; done):note.md")
unread 'the note of an event' openat "objects/${object:0:2}/${object:2}" EIO 'Input/output error' -C G render -o "$PWD/pages"

# ---- it is read once more; what stays so is no note without words, and doctor says what is lost
sector() { strace -f -o /dev/null -e trace=read -e inject=read:error=EIO$1 -P "$PWD/G/.git/objects/${object:0:2}/${object:2}" "$SARFLOW" -C G "$2" >told 2>&1; }
"$SARFLOW" -C G log >wanted; sector :when=1 log; is 'a read that fails once: nothing is missing' '' "$(diff wanted told)"
sector '' log; is 'a read that fails: it is refused' 3 $?; has 'sarflow doctor' told
sector '' doctor; has "lost: the object ${object:0:12}" told
# one that is damaged is told beside all else
cp -a G damaged; at=damaged/.git/objects/${object:0:2}/${object:2}; chmod u+w $at; truncate -s 20 $at
status 0 sarflow -C damaged log; cp "$OUT" told; has '(what was written here cannot be read)' told; lacks 'a note of the team' told
is 'and all else of it' "$(wc -l <wanted)" "$(wc -l <told)"
sarflow -C damaged check >told; has 'note.md, which it names, cannot be read' told; rm -rf damaged

# ---- nor is it a reason to put a pointer in a file's place, or to leave content out of a copy
rm G/attachments/L/drawing.txt
at openat EMFILE "$(leaf_of drawing.txt)" -C G restore attachments; is 'a restore that cannot read: it is refused' 3 $?; has 'Too many open files' told
no 'no pointer stands there' grep -qs git-lfs G/attachments/L/drawing.txt
status 0 sarflow -C G restore attachments; is 'and once more' drawing "$(cat G/attachments/L/drawing.txt)"
content=$(sha256sum drawing.txt | cut -c1-64); leaf=$PWD/G/.git/lfs/objects/${content:0:2}/${content:2:2}
at openat EIO "$leaf" -C G backup "$PWD/copy"
is 'a backup that cannot read: it is refused' 3 $?; has 'Input/output error' told; rm -rf copy
status 0 sarflow -C G backup "$PWD/copy"; is 'and once more, with it' 1 "$(find copy -name $content | wc -l)"

# ---- nor does verify call a package inconsistent for it, or consistent without what it could not look at
status 0 sarflow -C G verify
object=$(git -C G rev-parse main:package.yaml)
at openat EIO "$PWD/G/.git/objects/${object:0:2}/${object:2}" -C G verify; is 'verify cannot read an object: it is refused' 3 $?; has 'Input/output error' told
at openat EIO "$leaf" -C G verify; is 'verify cannot read content: it is refused' 3 $?
for ref in refs/heads refs/heads/main; do
	at newfstatat,openat,lstat,stat EIO "$PWD/G/.git/$ref" -C G verify; is "verify cannot see $ref: it is refused" 3 $?
done
status 0 sarflow -C G export --draft -o handed; listed=./handed/index.html
at openat EIO "$listed" verify handed; is 'verify cannot read what was handed over: it is refused' 3 $?
status 0 sarflow verify handed

# ---- nor is a folder taken for one that knows what main has gained
rm -rf R; cp -a G R; git clone -q G other; echo gained >>other/evidence/A-cover-letter.md; git -C other commit -qam gain
from=$(git -C R rev-parse main); git -C R fetch -q ../other main; git -C R update-ref refs/heads/main FETCH_HEAD; echo mine >>R/evidence/B-technical-data.md
at read EIO "$PWD/R/.git/objects/${from:0:2}/${from:2}" -C R save -m mine; is 'a save that cannot read where the folder came from: it is refused' 3 $?; has 'Input/output error' told
is 'main stays' "$(git -C other rev-parse main)" "$(git -C R rev-parse main)"
status 0 sarflow -C R save -m mine; is 'and once more, with what main gained' 'gained mine' "$(git -C R show main:evidence/A-cover-letter.md main:evidence/B-technical-data.md | grep -x 'gained\|mine' | xargs)"; rm -rf other

# ---- nor is content swept because nobody could see what leads to it
git clone -q --bare G bare.git; git -C bare.git fetch -q ../G '+refs/sar/*:refs/sar/*'; cp -a G/.git/lfs bare.git/; find bare.git/lfs -type f -exec touch -d '30 days ago' {} +
held=$(find bare.git/lfs -type f | wc -l)
for at in refs packed-refs; do
	git -C bare.git pack-refs --all
	# the last look at it, and all behind that: the ones before are those of who opens the package
	n=$(strace -f -o /dev/stdout -e trace=newfstatat -P "$PWD/bare.git/$at" "$SARFLOW" -C bare.git doctor --unused 1 --dry-run 2>&1 | grep -c newfstatat)
	strace -f -o /dev/null -e trace=newfstatat -e inject=newfstatat:error=EIO:when=$n+ -P "$PWD/bare.git/$at" "$SARFLOW" -C bare.git doctor --unused 1 >"$OUT" 2>told
	is "doctor cannot see $at: it is refused" 3 $?
	is "doctor cannot see $at: all stays" $held "$(find bare.git/lfs -type f | wc -l)"
done
status 0 sarflow -C bare.git doctor --unused 1; is 'and nothing of it was unused' $held "$(find bare.git/lfs -type f | wc -l)"

# ---- nor is what a power cut may have torn passed over for it: the next command looks
torn=.git/lfs/objects/${content:0:2}/${content:2:2}/$content up=$(($(date +%s) - $(cut -d. -f1 /proc/uptime)))
down() {
	rm -rf R; cp -a G R; chmod u+w R/$torn; truncate -s 3 R/$torn; touch -d @$((up - 50)) R/$torn
	find R/.git/refs/heads/main R/.git/refs/sar/journal -exec touch -d @$((up - 100)) {} +; touch -d @$((up - 10)) R/.git/sarflow.lock
}
while read -r calls error path; do
	down; at $calls $error "$PWD/R/$path" -C R note words; is "after a power cut, $calls of $path fails: who works may go on" 0 $?
	ok 'what is torn is still looked for' test -e R/.git/sarflow.recovering
	status 0 sarflow -C R note words; no "and the next one drops what is torn" test -e R/$torn; no 'and looks no more' test -e R/.git/sarflow.recovering
done <<-END
	newfstatat EIO .git/lfs/objects
	newfstatat EIO $torn
	openat EIO $torn
	newfstatat EIO package.yaml
END

down; at openat EIO "$PWD/R/$torn" -C R doctor -n; got=$?; cp "$OUT" said; is 'doctor tells what is lost' 1 $got; has 'attachments/L/drawing.txt' said
# where it cannot be seen whether that is to be looked for, nobody goes on
down; at newfstatat EIO "$PWD/R/.git/sarflow.recovering" -C R note words; is 'the mark cannot be seen: it is refused' 3 $?
status 0 sarflow -C R note words; no 'and the next one drops what is torn' test -e R/$torn
# what is not ours to read refuses nobody either
down; touch R/.git/sarflow.unsynced; at openat EACCES "$PWD/R/$torn" -C R note words; is 'a sync failed, and one is not ours to read: who writes goes on' 0 $?

# ---- nor is what was spilled nowhere for it
echo 'SPILLED words' >spilled.txt; content=$(sha256sum spilled.txt | cut -c1-64) place=.git/lfs/objects/${content:0:2}/${content:2:2}; rm -rf R; cp -a G R
mkdir -p R/$place; cp spilled.txt R/$place/$content; object=$(git -C R hash-object -w --stdin <spilled.txt)
while read -r calls path; do
	at $calls EIO "$PWD/R/$path" -C R --as "$EXPORT" purge $content --reason spill
	is "a purge that cannot look at $path: it is refused" 3 $?; has 'Input/output error' told; ok 'all of it is there' test -e R/$place/$content
done <<-END
	openat .git/objects/${object:0:2}/${object:2}
	newfstatat $place
	newfstatat $place/$content
END
status 0 sarflow -C R --as "$EXPORT" purge $content --reason spill; no 'and once more, it is gone' test -e R/$place/$content; no 'out of git as well' test -e R/.git/objects/${object:0:2}/${object:2}

# ---- nor is a package none for it: what lies above is not taken in its place, and no copy of all leaves it out
mkdir all; rm -rf R; cp -a G R; cp -a G R/inner; cp -a G all/ONE; cp -a G all/OTHER; mark R
at newfstatat EIO "$PWD/R/inner/.git" -C R/inner note words; is 'a package that cannot be seen in another: it is refused' 3 $?; has 'Input/output error' told; same 'the other' R
at newfstatat EIO "$PWD/all/ONE/.git" -C all backup "$PWD/copies"; is 'a backup of all but one that cannot be seen: it fails' 1 $?; has 'sarflow: ONE: ' told; has 'Input/output error' told
status 0 sarflow -C all backup "$PWD/copies"; is 'and once more, of all' 'ONE.git OTHER.git' "$(ls copies | xargs)"

# ---- a page that is served: refused for as long, not kept, and made anew
. "$ROOT/tests/case/served.sh"
digest=$(sha256sum letter.txt | cut -c1-64); leaf=$PWD/G/.git/lfs/objects/${digest:0:2}/${digest:2:2}
# held CALLS ERROR PATH: from here on those calls of the server at that path fail so; let_go: no more
held() {
	strace -f -o served -e trace="$1" -e inject="$1:error=$2" -P "$3" -p $SERVER 2>attached & TRACER=$!
	for i in $(seq 100); do grep -q attached attached && return; sleep 0.05; done
	kill $TRACER 2>/dev/null; wait $TRACER; return 1
}
let_go() { kill $TRACER; wait $TRACER 2>/dev/null; has INJECTED served; }
start G
if held openat EIO "$leaf"; then
	get 503 /p/G/letter.html; has 'do the same again'; lacks 'letter.txt'
	let_go; get 200 /p/G/letter.html; has 'letter.txt'; lacks 'is not in this copy'
else skip 'a page that is served' 'a running process cannot be traced here'; fi
stop

# ---- nor is content missing to git-lfs for it
mkdir team; cp -a bare.git team/G.git; printf 'a-long-password\n' | "$SARFLOW" -C team user add "$MANAGER" >"$OUT" 2>"$ERR"
SERVE=--team start team; size=$(stat -c %s "$leaf/$digest")
batch() { get 200 /git/G.git/info/lfs/objects/batch -u kenji.mori@minato-turbine.example:a-long-password -H 'Content-Type: application/vnd.git-lfs+json' -d "{\"operation\":\"$1\",\"objects\":[{\"oid\":\"$digest\",\"size\":$size}]}"; }
if held openat EIO "$PWD/team/G.git/${leaf#*/.git/}"; then
	batch download; has '"code": 503'; lacks '"code": 404'; batch upload; has '"upload"'
	let_go; batch download; has '"download"'; batch upload; lacks '"upload"'
fi

# ---- nor is a message taken back for it; what is remembered of a package lasts as long as nobody writes there
sarflow -C team hook add kenji.mori@minato-turbine.example http://127.0.0.1:1/closed >"$OUT" 2>"$ERR"
waiting() { sqlite3 team/.sarflow/accounts.db 'select count(*) from hook_messages where state=0 and tries>0'; }
status 0 sarflow -C team/G.git note 'to be told'; for i in $(seq 100); do [ "$(waiting)" = 1 ] && break; sleep 0.1; done; is 'it could not be sent' 1 "$(waiting)"
if held newfstatat,openat EIO "$PWD/team/G.git/refs/sar/journal"; then for i in $(seq 16); do touch team/G.git/refs/sar/journal; sleep 0.5; done; let_go; is 'a message of a package that cannot be read waits' 1 "$(waiting)"; fi
if held newfstatat EIO ./team/.git; then sleep 5; let_go; is 'and where the home cannot be looked at' 1 "$(waiting)"; fi
stop
finish
