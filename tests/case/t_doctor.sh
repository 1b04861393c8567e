# t_doctor.sh: what is broken in a package is found, and mended where that touches no history.
. "$(dirname "$0")/case.sh"
worked F110-NOZ-001
P=F110-NOZ-001 PNG=attachments/C/crack-map-MN2609-07.png
status 0 sarflow -C $P letter in --letter "$ROOT/packages/letters/F110-NOZ-001/inquiry-reply.pdf" --on 2026-11-20 --received 2026-11-21
status 0 sarflow -C $P backup ../safe
digest=$(sha256sum $P/$PNG | cut -c1-64) object=.git/lfs/objects/${digest:0:2}/${digest:2:2}/$digest
letter=$(sha256sum "$ROOT/packages/letters/F110-NOZ-001/inquiry-reply.pdf" | cut -c1-64)
refs() { git -C "$1" for-each-ref; }
cp -a $P .good; history=$(refs $P)
again() { rm -rf $P; cp -a .good $P; }
# healed WORDS [OPTION...]: a look finds it and changes nothing; done, it is mended; done again, nothing is wrong
healed() {
	local words=$1; shift
	status 1 sarflow -C $P doctor --dry-run "$@"; like "^to mend: .*$words"
	status 0 sarflow -C $P doctor "$@"; like "^mended: .*$words"; lacks '^lost'
	status 0 sarflow -C $P doctor; has 'nothing is wrong'
	is 'no history was touched' "$history" "$(refs $P)"
	is 'git finds it clean' ' ' "$(git -C $P status --porcelain) $(git -C $P fsck --strict --no-dangling --no-progress 2>&1 | grep -v '^notice')"
}
status 0 sarflow -C $P doctor; has 'nothing is wrong'
# ---- settings and index
git -C $P config --unset filter.lfs.clean; healed 'filter.lfs'
again; git -C $P config filter.lfs.required false; healed 'filter.lfs'
again; rm $P/.git/index; healed "git's index"
again; git -C $P rm -q --cached package.yaml; healed "git's index"
# ---- content: from the work tree, from a copy, not at all
again; rm -f $P/$object; healed "the stored content of $PNG was missing or damaged"
again; chmod u+w $P/$object; echo x >>$P/$object; healed "the stored content of $PNG was missing or damaged"
again; chmod u+w $P/$object; printf X | dd of=$P/$object conv=notrunc status=none; healed "the stored content of $PNG was missing or damaged"
again; rm -f "$P/.git/lfs/objects/${letter:0:2}/${letter:2:2}/$letter"
status 1 sarflow -C $P doctor; like '^lost: the content of letters/.* is not here; try: sarflow doctor --from COPY|^lost: the content of letters/.*--from COPY'
healed 'the stored content of letters/' --from ../safe/$P.git
again; rm -f $P/$object; git -C $P cat-file blob main:$PNG >$P/$PNG
status 1 sarflow -C $P doctor; has "lost: the content of $PNG is not here"
status 0 sarflow -C $P doctor --from ../safe/$P.git; has "pointers to content that is here"
ok 'the file itself stands there again' cmp -s $P/$PNG .good/$PNG
again; git -C $P cat-file blob main:$PNG >$P/$PNG; status 0 sarflow -C $P doctor; has 'pointers to content that is here'; ok 'the file itself' cmp -s $P/$PNG .good/$PNG
# the pointer of another version, or of what main does not have: it becomes what it says
again; old=$(git -C $P cat-file blob main:$PNG); cp .good/$PNG drawn.png; printf x >>drawn.png; status 0 sarflow -C $P attach drawn.png -e C --name ${PNG##*/} --replace; sarflow -C $P save -m 'drawn anew' >/dev/null
echo "$old" >$P/$PNG; cp $P/$PNG $P/attachments/C/beside.png; status 0 sarflow -C $P doctor; has 'files of the work tree were pointers'; ok 'the older one, as it was put there' cmp -s $P/$PNG .good/$PNG; ok 'and the new one' cmp -s $P/attachments/C/beside.png .good/$PNG
status 0 sarflow -C $P doctor; lacks 'pointers to content'
# a copy whose content is damaged as well helps nobody
again; rm -f $P/$object; git -C $P cat-file blob main:$PNG >$P/$PNG; cp -r safe bad; chmod u+w bad/$P.git/${object#.git/}; echo x >>bad/$P.git/${object#.git/}
status 1 sarflow -C $P doctor --from ../bad/$P.git; has "lost: the content of $PNG is not here"
no 'nothing bad was taken' [ -e $P/$object ]
# ---- objects of git: missing, cut off, emptied; of the journal, a version, a table
file_of() { local id; id=$(git -C .good rev-parse "$1") && echo "$P/.git/objects/${id:0:2}/${id:2}"; }
for what in refs/sar/journal 'refs/sar/journal~2^{tree}' main main:registers main:package.yaml; do
	file=$(file_of "$what"); id=$(git -C .good rev-parse "$what")
	again; rm -f "$file"; status 1 sarflow -C $P doctor; like "^lost: the object ${id:0:12} is missing or damaged.*--from COPY"
	healed "the object ${id:0:12} was missing or damaged" --from ../safe/$P.git
	again; chmod u+w "$file"; truncate -s 25 "$file"; healed "the object ${id:0:12} was missing or damaged" --from ../safe/$P.git
	ok 'the journal is as it was' cmp <(git -C .good log --format=%H refs/sar/journal) <(git -C $P log --format=%H refs/sar/journal)
done
# ---- what was purged and lies there all the same
again; sarflow -C $P appoint "$EXPORT" --role export_officer >/dev/null; status 0 as export -C $P purge $PNG --reason 'a spill'
history=$(refs $P); mkdir -p "$(dirname $P/$object)"; cp .good/$object $P/$object
healed "the content of $PNG was purged, and lay here all the same"
no 'it is gone' [ -e $P/$object ]
# ---- content that nothing refers to: what no version, event or index names and is old enough, and nothing else
again; history=$(refs $P); size() { find $P/.git/lfs/objects -type f | wc -l; }
put() { local d; d=$(sha256sum <<<"$1" | cut -c1-64); mkdir -p "$P/.git/lfs/objects/${d:0:2}/${d:2:2}"; echo "$1" >"$P/.git/lfs/objects/${d:0:2}/${d:2:2}/$d"; [ -z "${2:-}" ] || touch -d "$2" "$P/.git/lfs/objects/${d:0:2}/${d:2:2}/$d"; }
find $P/.git/lfs/objects -type f -exec touch -d 2020-01-01 {} +; kept=$(size)
status 0 sarflow -C $P doctor --unused 30; has 'nothing is wrong'; is 'what is named stays' "$kept" "$(size)"
put 'sent, and never named' 2026-10-01; put 'sent, and never named either' 2026-10-02; put 'sent just now' 2026-11-20
printf x >staged.png; status 0 sarflow -C $P attach "$PWD/staged.png" -e C -s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=; find $P/.git/lfs/objects -name "$(printf x | sha256sum | cut -c1-64)" -exec touch -d 2020-01-01 {} +
status 0 sarflow -C $P doctor; is 'without a word it stays' $((kept + 4)) "$(size)"
status 1 sarflow -C $P doctor --dry-run --unused 30; has 'to mend: 2 files of content, 1 KiB, that nothing refers to for 30 days'; is 'a look removes nothing' $((kept + 4)) "$(size)"
status 0 sarflow -C $P doctor --unused 30; has 'mended: 2 files of content'; status 0 sarflow -C $P doctor --unused 30; has 'nothing is wrong'; is 'no history was touched' "$history" "$(refs $P)"; is 'the fresh one and the one attached stay' $((kept + 2)) "$(size)"
ok 'what is attached can be saved' sarflow -C $P save -m staged; status 0 sarflow -C $P doctor --unused 1; has '1 file of content, 1 KiB, that nothing refers to for 1 day'; is 'then the other went' $((kept + 1)) "$(size)"
# sent again, it is as if it came now: what is to name it is on its way
at() { local d; d=$(sha256sum | cut -c1-64); echo "$P/.git/lfs/objects/${d:0:2}/${d:2:2}/$d"; }
put 'to come again' 2020-01-01; echo 'to come again' >again.txt; touch -d 2026-11-01 again.txt
status 0 sarflow -C $P attach "$PWD/again.txt" -e C -s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=
ok 'it is fresh' [ "$(at <again.txt)" -nt again.txt ]
# named by nothing but a pointer that an editor or a merge damaged: it is what the pointer is mended with
put 'only so' 2020-01-01; only=$(at <<<'only so'); before=$(size)
for bytes in 'version https://git-lfs.github.com/spec/v1\r\noid sha256:%s\r\nsize 8\r\n' '\xef\xbb\xbfversion https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 8\n' 'version https://git-lfs.github.com/spec/v1\n<<<<<<< ours\noid sha256:%s\nsize 8\n=======\n'; do
	id=$(printf "$bytes" "${only##*/}" | git -C $P hash-object -w --no-filters --stdin)
	status 0 sarflow -C $P doctor --unused 30; lacks 'of content'; is 'it stays' "$before" "$(size)"; rm -f "$P/.git/objects/${id:0:2}/${id:2}"
done
status 0 sarflow -C $P doctor --unused 30; has '1 file of content'; no 'and goes with it' [ -e "$only" ]
# git packs a reference before it removes its file: read in that order none is missed, whatever git does meanwhile
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
	fresh order; git -C order tag old main; git -C order pack-refs; git -C order tag new main
	status 0 env ASAN_OPTIONS="$ASAN_OPTIONS:detect_leaks=0" strace -f -o order.trace -e trace=openat "$SARFLOW" -C order doctor --unused 1
	is 'packed references are read last' '"packed-refs"' "$(grep -o '"[^"]*refs/tags/new"\|packed-refs"' order.trace | tail -1 | sed 's/^/"/; s/^""/"/; s/.*tags/tags/')"
else skip 'the order of references' 'strace cannot trace here'; fi
fresh bare; rm -rf bare/.git/lfs; status 0 sarflow -C bare doctor --unused 1; has 'nothing is wrong'; status 2 sarflow -C $P doctor --unused x; status 2 sarflow -C $P doctor --unused -1; status 0 sarflow -C $P check --json
# what only git's loose ends name goes: attached and never saved, then taken away, replaced, unstaged; all that a person can still get at stays
again; said='-s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by='
attached() { echo "$1" >"$1.txt"; run sarflow -C $P attach "$PWD/$1.txt" -e C $said ${2:-} || fail "$1 is attached"; git -C $P checkout -q registers; }
old() { find $P/.git/lfs/objects -type f -exec touch -d 2020-01-01 {} +; }
here() { local f; f=$(at <"$1.txt"); [ -e "$f" ]; }
away() { git -C $P rm -q -f --cached "attachments/C/$1.txt"; rm "$P/attachments/C/$1.txt"; }
stays() { local f; for f; do ok "$f stays" here $f; done; }
attached branched; git -C $P checkout -q -b aside; git -C $P commit -q -m b; git -C $P checkout -q main
attached stashed; git -C $P stash -q; attached stashed2; git -C $P stash -q; is 'two are stashed' 2 "$(git -C $P stash list | wc -l)"
attached logged; git -C $P commit -q -m logged; git -C $P reset -q --hard HEAD~1
git -C $P worktree add -q "$SANDBOX/linked" -b linked 2>/dev/null; attached beside; cp $P/attachments/C/beside.txt linked/attachments/C/; git -C linked add attachments/C/beside.txt; away beside
attached taken; away taken; attached replaced; echo other >other.txt; status 0 sarflow -C $P attach "$PWD/other.txt" -e C --name replaced.txt --replace $said
attached pointed; git -C $P show :attachments/C/pointed.txt >pointer; git -C $P reset -q; cp pointer $P/attachments/C/pointed.txt
attached staged; attached gone; rm $P/attachments/C/gone.txt; old
status 1 sarflow -C $P doctor --unused 30 --dry-run; has '2 files of content'; status 0 sarflow -C $P doctor --unused 30; has 'mended: 2 files of content'; for f in taken replaced; do no "$f goes" here $f; done
stays other branched stashed stashed2 logged pointed beside staged gone
# and goes when that is over; an index that cannot be read may name anything
git -C $P branch -q -D aside; git -C $P stash drop -q; git -C $P reflog expire --expire=now --all; rm -f $P/.git/ORIG_HEAD
git -C linked update-index --split-index; status 0 sarflow -C $P doctor --unused 30; lacks 'of content'; stays branched gone; git -C linked update-index --no-split-index
status 0 sarflow -C $P doctor --unused 30; has 'mended: 4 files of content'; for f in branched stashed2 logged gone; do no "then $f goes" here $f; done; stays other stashed pointed beside staged
git -C $P worktree remove --force "$SANDBOX/linked"
# ---- nothing to do here
again; status 3 sarflow -C $P doctor --from ../none.git; mkdir plain; status 3 sarflow -C plain doctor
finish
