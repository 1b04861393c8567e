# t_spill.sh: what was purged is gone from every place of the package, and comes back through no door.
. "$(dirname "$0")/case.sh"
unguarded
fresh G; ok 'people are appointed' appoint_all G
said='-s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by='
echo 'SPILLED WORDS of a drawing' >secret.txt; echo 'harmless' >other.txt
status 0 sarflow -C G attach secret.txt -e L $said; status 0 sarflow -C G attach other.txt -e L $said; status 0 sarflow -C G save -m 'two files'
status 0 sarflow -C G letter in --letter secret.txt --on 2026-11-20
cp -a G H                                       # another copy that holds it, and does not know yet
# what cannot be recorded removes nothing: a note that is refused, a key that does not sign
mark G; held() { cmp -s secret.txt G/attachments/L/secret.txt && [ "$(find G/.git/lfs/objects -type f -exec cmp -s secret.txt {} \; -print | wc -l)" = 1 ]; }
for of in attachments/L/secret.txt letters/secret.txt; do
	status 2 as export -C G purge $of --reason $'bad \xff note'; same "$of: a note that is no text" G; ok 'all of it is there' held
	status 3 as export -C G purge $of --reason "$(head -c 40000 /dev/zero | tr '\0' x)"; same "$of: a note that is too long" G; ok 'all of it is there' held
done
git -C G config gpg.format ssh; git -C G config user.signingkey "$PWD/none"; git -C G config commit.gpgsign true
status 3 as export -C G purge attachments/L/secret.txt --reason spill; same 'no key signs' G; ok 'all of it is there' held
for key in gpg.format user.signingkey commit.gpgsign; do git -C G config --unset $key; done
# a work tree that stock git made of it is named, and not written to
cp -a G W; git -C W worktree add -q "$SANDBOX/beside" -b beside; git -C W worktree add -q "$SANDBOX/gone" -b gone; rm -rf gone; (cd beside && find . -type f ! -path './.git*' | sort | xargs sha256sum) >sums
grep -q 'SPILLED WORDS' beside/attachments/L/secret.txt || fail 'the content lies beside'
status 0 as export -C W purge attachments/L/secret.txt --reason spill
has "it may still lie in $SANDBOX/beside, another work tree of this package: remove the file there, or the whole folder (git worktree remove --force)"; has "$SANDBOX/gone, another"; lacks "$SANDBOX/W, another"
is 'it is as it was' '' "$(cd beside && sha256sum -c --quiet ../sums 2>&1)"; run as export -C beside purge attachments/L/other.txt --reason spill; has "$SANDBOX/W, another"; lacks "$SANDBOX/beside, another"; rm -rf W beside
mkdir -p G/.git/lfs/tmp G/.git/sarflow/tmp; cp secret.txt G/.git/lfs/tmp/put-old; cp secret.txt G/.git/sarflow/tmp/.sarflow-tmp-999999999-0; cp secret.txt G/.git/sarflow/cached
status 0 as export -C G purge attachments/L/secret.txt --reason spill
no 'it lies nowhere in the folder' grep -rqa 'SPILLED WORDS' G
lacks 'another work tree'
run sarflow -C G check; has 'attachment-purged'; has 'letter-purged'
run sarflow -C G verify; has 'consistent as far as it can be judged'; lacks 'purge-undone'
cp -a G back; id=$(git -C G log -1 --format=%B refs/sar/journal | sed -n 's/^Sar-Content: //p'); mkdir -p "back/.git/lfs/objects/${id:0:2}/${id:2:2}"; cp secret.txt "back/.git/lfs/objects/${id:0:2}/${id:2:2}/$id"
status 1 sarflow -C back verify; has 'purge-undone'; rm -rf back

# ---- no door takes it in
mark G
status 3 sarflow -C G attach secret.txt -e L --name again.txt $said; has 'does not come back' "$ERR"
status 3 sarflow -C G letter out --letter secret.txt --on 2026-11-20; has 'does not come back' "$ERR"
same 'nothing moved' G
cp secret.txt G/attachments/L/secret.txt        # somebody puts the file back by hand
status 0 sarflow -C G save -m 'put back'; no 'the pointer stands in its place' grep -q SPILLED G/attachments/L/secret.txt
cp secret.txt G/attachments/L/new.txt; run sarflow -C G save -m 'another name'; no 'nor under another name' grep -rqa 'SPILLED WORDS' G
saved G
cp secret.txt G/attachments/L/third.txt; run git -C G add attachments/L/third.txt; no 'nor by stock git' grep -rqa 'SPILLED WORDS' G/.git
rm -f G/attachments/L/third.txt; git -C G reset -q
object=$(sha256sum <secret.txt | cut -c1-64); mkdir -p "G/.git/lfs/objects/${object:0:2}/${object:2:2}"
planted() { cp secret.txt "G/.git/lfs/objects/${object:0:2}/${object:2:2}/$object"; }
planted; status 0 sarflow -C G restore attachments/L/secret.txt; no 'restore does not bring it back' grep -q SPILLED G/attachments/L/secret.txt
planted; status 0 sarflow -C G render -o pages; no 'nor does a page or a folder' grep -rqa 'SPILLED WORDS' pages
planted; status 3 sarflow -C G letter show secret.txt -o shown.txt; no 'nor a letter' test -e shown.txt
planted; status 3 sarflow -C G seal; no 'a seal, even one that is shut, clears it away' grep -rqa 'SPILLED WORDS' G/.git
planted; status 3 sarflow -C G export --draft -o out --supply .; has 'was removed on purpose' "$ERR"; no 'nothing is handed over' test -e out

# ---- recorded while a save or a restore waits for its turn, it counts as well
for words in 'save -m meanwhile' 'restore attachments/L/secret.txt'; do
	rm -rf late; cp -a H late; echo 'one more line' >>late/evidence/A-cover-letter.md; rm -f late/attachments/L/secret.txt
	[ "${words%% *}" = restore ] || cp secret.txt late/attachments/L/third.txt
	exec 9>>late/.git/sarflow.lock; flock 9
	"$SARFLOW" -C late $words >o 2>e 9>&- & pid=$!
	for try in $(seq 200); do [ -n "$(find "/proc/$pid/fd" -lname '*/sarflow.lock' 2>/dev/null)" ] && break; sleep 0.05; done
	git -C late fetch -q ../G refs/sar/journal && git -C late update-ref refs/sar/journal FETCH_HEAD
	exec 9>&-; wait $pid; no "${words%% *}: then no more" grep -rqa 'SPILLED WORDS' late
done
rm -rf late
# ---- where the journal that names it arrives, it goes, and what was begun or worked out from it; drafts stay
cp -a H I; rm -f I/attachments/L/secret.txt; planned() { mkdir -p $1/lfs/tmp $1/lfs/incomplete $1/sarflow; for at in lfs/tmp lfs/incomplete sarflow; do cp secret.txt "$1/$at/cached"; done; }
planned I/.git; status 0 sarflow -C I remark add -m 'a remark that waits' --severity minor --draft --as "$QUALITY"
git -C I fetch -q ../G refs/sar/journal && git -C I update-ref refs/sar/journal FETCH_HEAD; status 0 sarflow -C I note 'the next act'; no 'nowhere' grep -rqa 'SPILLED WORDS' I
status 0 sarflow -C I remark drafts --as "$QUALITY"; has 'a remark that waits'
planned I/.git; status 0 sarflow -C I note 'once for each'; ok 'what came later is no more of it' grep -rqa 'SPILLED WORDS' I/.git/lfs/tmp; rm -rf I
# in a bare home as well, where a letter is purged
git clone -q --mirror H bare.git; cp -r H/.git/lfs bare.git/; planned bare.git
status 0 as export -C bare.git purge letters/secret.txt --reason spill; no 'nowhere in the bare home' grep -rqa 'SPILLED WORDS' bare.git; rm -rf bare.git
git -C H fetch -q ../G refs/sar/journal && git -C H update-ref refs/sar/journal FETCH_HEAD
ok 'the other copy holds it' grep -rqa 'SPILLED WORDS' H
status 0 sarflow -C H note 'the next act'
no 'and then no more' grep -rqa 'SPILLED WORDS' H
status 0 sarflow -C H status

# ---- what a file held before it was replaced, renamed or removed: the spill is not taken for what stands there now
fresh R; appoint_all R >/dev/null; digest_of() { sha256sum <"$1" | cut -c1-64; }
status 0 sarflow -C R attach secret.txt -e L --name v.txt $said; sarflow -C R save -m 'the spill' >/dev/null; status 0 sarflow -C R attach other.txt -e L --name v.txt $said --replace; sarflow -C R save -m 'in its place' >/dev/null
mark R; status 3 as export -C R purge attachments/L/v.txt --reason spill; has "held several contents: $(digest_of other.txt | cut -c1-12) (2026-11-23), $(digest_of secret.txt | cut -c1-12) (2026-11-23)" "$ERR"; has "$(digest_of secret.txt | cut -c1-12)" "$ERR"; same 'nothing is removed' R
status 0 as export -C R purge "$(digest_of secret.txt | cut -c1-9)" --reason spill; no 'the spill is gone' grep -rqa 'SPILLED WORDS' R/.git/lfs; ok 'the other is there' cmp other.txt R/attachments/L/v.txt
like '^Sar-Path: attachments/L/v.txt' <(git -C R log -1 --format=%B refs/sar/journal); has "$(digest_of secret.txt)" <(git -C R log -1 --format=%B refs/sar/journal)
echo 'SPILLED WORDS again' >gone.txt; status 0 sarflow -C R attach gone.txt -e L $said; sarflow -C R save -m 'one more' >/dev/null; rm R/attachments/L/gone.txt; status 0 sarflow -C R save --remove -m 'removed'
status 0 as export -C R purge attachments/L/gone.txt --reason spill; no 'of a file that was removed' grep -rqa 'SPILLED WORDS' R/.git/lfs
status 0 as export -C R purge attachments/L/v.txt --reason 'the last one'; has 'removed the content'; run sarflow -C R verify; has "consistent as far as"; lacks unfounded
# the same content twice, with another between, is one to choose
echo one >one.txt; echo two >two.txt; for f in one two one; do sarflow -C R attach $f.txt -e L --name u.txt $said --replace >/dev/null; sarflow -C R save -m $f >/dev/null; done
status 3 as export -C R purge attachments/L/u.txt --reason spill; has 'held several contents' "$ERR"; is 'each once' 1 "$(grep -o "$(digest_of one.txt | cut -c1-12)" "$ERR" | wc -l)"
# what was once committed as it is, by other means, keeps nothing else from going
echo 'as it is' >raw.txt; git -C R update-index --add --cacheinfo "100644,$(git -C R hash-object -w --no-filters "$PWD/raw.txt"),attachments/L/w.txt"; git -C R commit -qm raw; rm -f R/attachments/L/w.txt
echo 'SPILLED WORDS once more' >more.txt; status 0 sarflow -C R attach more.txt -e L --name w.txt $said; sarflow -C R save -m 'in its place' >/dev/null
status 3 as export -C R purge "$(digest_of raw.txt | cut -c1-9)" --reason spill; has 'was committed as it is' "$ERR"
status 3 as export -C R purge attachments/L/w.txt --reason spill; has 'held several contents' "$ERR"; status 0 as export -C R purge "$(digest_of more.txt)" --reason spill; no 'it is gone' grep -rqa 'SPILLED WORDS' R/.git/lfs
rm -rf R

# ---- words and notes: what cannot be done is said, and what to do instead
status 3 as export -C G purge evidence/C-repair-documents.md --reason spill; has 'no part of a history can be removed' "$ERR"; has 'sarflow import' "$ERR"
status 0 sarflow -C G note 'words that must go'; id=$(git -C G rev-parse --short=9 refs/sar/journal)
status 3 as export -C G purge "$id" --reason spill; has 'no part of a history can be removed' "$ERR"
for text in package.yaml columns.csv registers/gauges.csv; do
	status 3 as export -C G purge $text --reason spill; has "$text is text" "$ERR"
done
status 3 as export -C G purge "${id:0:6}" --reason spill; lacks 'is text' "$ERR"
saved G
# ---- what some version holds as it is stays in git: refused, though a later one holds a pointer, under whatever name
cp -a H W; echo 'RAW WORDS' >W/attachments/L/raw.txt; git -C W update-index --add --cacheinfo "100644,$(git -C W hash-object -w --no-filters attachments/L/raw.txt),attachments/L/raw.txt"; git -C W commit -qm raw; is 'it is in git' 'RAW WORDS' "$(git -C W show main:attachments/L/raw.txt)"
status 0 sarflow -C W save -m pointer; mark W
for of in attachments/L/raw.txt "$(sha256sum W/attachments/L/raw.txt | cut -c1-12)"; do status 3 as export -C W purge "$of" --reason spill; has 'was committed as it is' "$ERR"; same 'nothing is recorded' W; done
mv W/attachments/L/raw.txt W/attachments/L/renamed.txt; status 0 sarflow -C W save --remove -m renamed; status 3 as export -C W purge attachments/L/renamed.txt --reason spill; has 'was committed as it is' "$ERR"
# ---- one place that cannot be written keeps no other, and what was done is said
cp -a H V; if chattr +i V/attachments/L/secret.txt 2>/dev/null; then
	status 3 as export -C V purge attachments/L/secret.txt --reason spill; has 'the removal is recorded' "$ERR"; is 'the content is gone' '' "$(find V/.git/lfs/objects -type f -exec cmp -s secret.txt {} \; -print)"; has 'Sar-Event: purge' <(git -C V log -1 --format=%B refs/sar/journal)
	chattr -i V/attachments/L/secret.txt; status 0 sarflow -C V note next; no 'and so is the file with the next event' grep -q SPILLED V/attachments/L/secret.txt
fi
# ---- one process of git's that was there before a purge takes nothing that it removed
cp -a H U; cat >long.py <<'E'
import subprocess, sys
def packet(text): return b'%04x' % (len(text) + 4) + text
program, folder, act = sys.argv[1], sys.argv[2], sys.argv[3:]
child = subprocess.Popen([program, '-C', folder, 'filter', 'process'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
def lines():
    out = []
    while (n := int(child.stdout.read(4), 16)) != 0: out.append(child.stdout.read(n - 4))
    return out
def tell(*texts): child.stdin.write(b''.join(map(packet, texts)) + b'0000'); child.stdin.flush()
tell(b'git-filter-client\n', b'version=2\n'); lines(); tell(b'capability=clean\n', b'capability=smudge\n'); lines()
assert subprocess.run(act, stdout=subprocess.DEVNULL).returncode == 0
tell(b'command=clean\n', b'pathname=attachments/L/secret.txt\n'); tell(open('secret.txt', 'rb').read())
print(*lines())
E
ok 'it is asked' python3 long.py "$SARFLOW" U "$SARFLOW" -C U --as "$EXPORT" purge attachments/L/secret.txt --reason spill; has 'status=error'
is 'it is not kept again' '' "$(find U/.git/lfs/objects -type f -exec cmp -s secret.txt {} \; -print)"
# ---- what no version and no event names goes by its digest, wherever it lies: beside git, in the folder, in the index, in git
fresh N; appoint_all N >/dev/null; sarflow -C N save -m begun >/dev/null; S=attachments/L/spill.txt
lies() { local id; find N -type f -size -99k -exec sha256sum {} + | grep -q "^$1" || { for id in $(git -C N cat-file --batch-all-objects --batch-check | awk '$2 == "blob" { print $1 }'); do git -C N cat-file blob "$id" | sha256sum; done | grep -q "^$1"; }; }
spilled() { echo "SPILLED $1" >spill.txt; digest=$(digest_of spill.txt); status 0 sarflow -C N attach spill.txt -e L --name "${S##*/}" $said; }
gone() { status 0 as export -C N purge "${1:-${digest:0:10}}" --reason "it was spilled"; has "removed the content ${digest:0:12}"; cp "$OUT" told; no 'it lies nowhere' lies "$digest"; git -C N show refs/sar/journal:note.md >note; has "$digest" note; has 'it was spilled' note; ok 'git is well' git -C N fsck --strict --no-dangling --no-progress; }
tidy() { git -C N reset -q; git -C N checkout -q -- .; git -C N clean -qfd; }
spilled away; rm N/$S; tidy; status 3 as export -C N purge $S --reason spill; has 'no version held' "$ERR"; has "${digest:0:12} (13, " "$ERR"; has 'sarflow purge DIGEST' "$ERR"; gone; lacks 'held it' told; lacks 'still names' told; status 0 sarflow -C N log; has 'note'; status 3 as export -C N purge "$digest" --reason spill; has 'no letter' "$ERR"
spilled replaced; status 0 sarflow -C N attach other.txt -e L --name spill.txt --replace $said; gone; ok 'what took its place stands' cmp other.txt N/$S; tidy
# what a person put in its place, and git's index does not know: theirs stays; what no attachment is, is refused
spilled 'under it'; echo 'without it' >N/$S; gone "$digest"; lacks 'held it' told; has 'without it' N/$S; is 'from the index' '' "$(git -C N ls-files attachments)"; rm N/$S; tidy
echo 'SPILLED aside' >N/aside.txt; digest=$(digest_of N/aside.txt); git -C N add aside.txt; mark N; status 3 as export -C N purge "$digest" --reason spill; has 'aside.txt is no attachment' "$ERR"; has 'git rm --cached aside.txt' "$ERR"; same 'nothing is recorded' N
status 0 sarflow -C N save -m 'goes on'; git -C N rm -q --cached aside.txt; rm N/aside.txt; gone
# one stray whose object is missing ends no save
echo lost >N/lost.txt; git -C N add lost.txt; id=$(git -C N rev-parse :lost.txt); rm -f "N/.git/objects/${id:0:2}/${id:2}"; echo 'one more' >>N/evidence/A-cover-letter.md; status 0 sarflow -C N save -m 'goes on'; rm N/lost.txt; tidy
# a saved text is told as what a branch leads to, and nobody is sent to take it out of the index
mark N; status 3 as export -C N purge "$(digest_of N/evidence/B-technical-data.md)" --reason spill; has 'a branch' "$ERR"; lacks 'git rm' "$ERR"; same 'nothing is recorded' N
# what a package on which this one rests holds is content with a name
mkdir rests; (cd rests; package; appoint_all F110-NOZ-001 >/dev/null); pinned=$(find .profiles/MINATO-YOKOSUKA/attachments -type f | sort | head -1); digest=$(digest_of "$pinned"); mark rests/F110-NOZ-001
status 3 as export -C rests/F110-NOZ-001 purge "$digest" --reason spill; has 'on which this package rests' "$ERR"; same 'nothing is recorded' rests/F110-NOZ-001; ok 'and it lies there' test -s "rests/F110-NOZ-001/.git/lfs/objects/${digest:0:2}/${digest:2:2}/$digest"
spilled 'and there'; gone $S; has "$S held it" told; no 'the file is gone' [ -e N/$S ]; is 'from the index as well' '' "$(git -C N ls-files attachments)"; tidy
spilled deleted; rm N/$S; gone $S; is 'from the index' '' "$(git -C N ls-files attachments)"; tidy
# over what is saved: that comes back, and is not what goes
status 0 sarflow -C N attach other.txt -e L --name spill.txt $said; sarflow -C N save -m harmless >/dev/null; echo 'SPILLED over it' >spill.txt; digest=$(digest_of spill.txt); status 0 sarflow -C N attach spill.txt -e L --replace $said
mark N; status 3 as export -C N purge $S --reason spill; has 'held several contents' "$ERR"; has "${digest:0:12}" "$ERR"; has "$(digest_of other.txt | cut -c1-12)" "$ERR"; same 'nothing is removed' N
gone; has "$S held it" told; ok 'what was saved is back' cmp other.txt N/$S; ok 'git agrees' git -C N diff --quiet HEAD -- $S; tidy; S=attachments/L/other.txt
# on another branch, in a stash, in git's log: the pointer stays, the content goes
spilled branched; git -C N checkout -q -b aside; git -C N commit -q -m aside; git -C N checkout -q main; tidy; gone; has 'still names it' told; git -C N branch -q -D aside
spilled stashed; git -C N stash -q; gone; has 'still names it' told; git -C N stash drop -q
# as it is, by other means: staged, dangling, where git leads to it, in a pack
raw() { echo "SPILLED raw $1" >raw.txt; digest=$(digest_of raw.txt); id=$(git -C N hash-object -w --no-filters "$PWD/raw.txt"); }
raw staged; git -C N update-index --add --cacheinfo "100644,$id,attachments/L/raw.txt"; gone; is 'from the index' '' "$(git -C N ls-files attachments/L/raw.txt)"; tidy
raw dangling; gone
raw branched; git -C N checkout -q -b aside; git -C N update-index --add --cacheinfo "100644,$id,attachments/L/raw.txt"; git -C N commit -q -m aside; git -C N checkout -q -f main; tidy; mark N
status 3 as export -C N purge "$digest" --reason spill; has 'git itself holds' "$ERR"; has 'a branch' "$ERR"; same 'nothing is recorded' N; git -C N branch -q -D aside
status 3 as export -C N purge "$digest" --reason spill; has 'reflog' "$ERR"; git -C N reflog expire --expire=now --all; rm -f N/.git/ORIG_HEAD; gone
raw packed; git -C N update-ref refs/tags/kept "$(git -C N commit-tree -m x "$(printf '100644 blob %s\traw\n' "$id" | git -C N mktree)")"; git -C N gc -q --prune=now; git -C N update-ref -d refs/tags/kept
mark N; status 3 as export -C N purge "$digest" --reason spill; has 'in a pack' "$ERR"; has 'git gc --prune=now' "$ERR"; same 'nothing is recorded' N; ok 'done so' git -C N gc -q --prune=now; no 'it is gone' lies "$digest"
# who may purge is asked here as well; in a bare home; what a version has is recorded as ever
spilled asked; mark N; status 3 sarflow -C N purge "$digest" --reason spill --as "$ENGINEER"; same 'nothing is recorded' N; ok 'it is there' lies "$digest"
git clone -q --mirror N bare.git; cp -r N/.git/lfs bare.git/; status 0 as export -C bare.git purge "$digest" --reason spill; no 'gone from the bare home' test -e "bare.git/lfs/objects/${digest:0:2}/${digest:2:2}/$digest"; rm -rf bare.git
sarflow -C N save -m saved >/dev/null; cp N/$S N/attachments/L/twin.txt; mark N; status 3 as export -C N purge attachments/L/twin.txt --reason spill; has "the same content as $S" "$ERR"; same 'what is saved stays' N; ok 'and lies there' lies "$digest"; status 0 as export -C N purge "$digest" --reason spill; lacks 'no version and no event'; has 'Sar-Event: purge' <(git -C N log -1 --format=%B refs/sar/journal); no 'all of it is gone' lies "$digest"
run sarflow -C N verify; has 'consistent as far as it can be judged'; rm -rf N
finish
