#!/bin/bash
# t_beside.sh: stock git, and other programs, in the folder that is saved: nothing is taken back or thrown away without a word.
. "$(dirname "$0")/case.sh"
export GIT_ALLOW_PROTOCOL=file
package; P=F110-NOZ-001; C=evidence/C-repair-documents.md A=evidence/A-cover-letter.md R=registers/operations.csv
ok 'people are appointed' appoint_all $P; sarflow -C $P save -m 'as it is' >/dev/null; git -C $P config receive.denyCurrentBranch ignore; mv $P .base
anew() { rm -rf $P other; cp -a .base $P; git clone -q $P other; git -C other config filter.lfs.clean cat; git -C other config filter.lfs.smudge cat; git -C other config filter.lfs.process ''; }
corrected() { git -C other fetch -q origin main; git -C other reset -q --hard origin/main; echo "A correction of ${2:-main}." >>"other/$1"; git -C other commit -q -a -m "corrected $1"; git -C other push -q origin main 2>"$ERR"; }
at() { git -C $P show "main:$1"; }
kept() { has 'A correction of main.' <(at $C); }

# ---- what git does without the folder, beside a correction that was pushed: the file it is in was touched here, or not
anew; corrected $C; echo Mine >>$P/$C; git -C $P reset -q; status 3 sarflow -C $P save -m x; has "$C was changed in this folder" "$ERR"; kept
anew; corrected $C; echo Mine >>$P/$C; git -C $P stash -q; git -C $P stash pop -q 2>/dev/null; status 3 sarflow -C $P save -m x; kept
anew; corrected $C; echo Mine >>$P/$A; git -C $P commit -q -m a -- $A; status 0 sarflow -C $P save -m x; has "$C took"; kept; has Mine <(at $A); saved $P
anew; corrected $C; echo Mine >>$P/$A; git -C $P commit -q --amend -m a -- $A; status 0 sarflow -C $P save -m x; kept; has Mine <(at $A)
anew; echo 'A correction of main.' >>other/$C; git -C other commit -q -a -m c; git -C $P fetch -q -u ../other main:main; echo Mine >>$P/$A; status 0 sarflow -C $P save -m x; kept; has Mine <(at $A)
anew; echo 'A correction of main.' >>other/$C; git -C other commit -q -a -m c; git -C $P fetch -q ../other main; git -C $P update-ref -m here refs/heads/main FETCH_HEAD; echo Mine >>$P/$A; status 0 sarflow -C $P save -m x; kept
anew; corrected $C; echo Mine >>$P/$C; git -C $P checkout -q --detach; git -C $P checkout -q main; status 3 sarflow -C $P save -m x; kept
anew; corrected $C; echo Mine >>$P/$C; git -C $P symbolic-ref -m x HEAD refs/heads/main; status 3 sarflow -C $P save -m x; kept
# ---- and with it: nothing is refused
anew; git -C $P config receive.denyCurrentBranch updateInstead; corrected $C; has 'A correction' $P/$C; echo Mine >>$P/$C; status 0 sarflow -C $P save -m x; kept; has Mine <(at $C)
anew; corrected $C; git -C $P restore --source=HEAD --staged --worktree -- $C; echo Mine >>$P/$C; status 0 sarflow -C $P save -m x; kept; has Mine <(at $C)
anew; corrected $C; git -C $P pull -q ../other main 2>/dev/null; git -C $P reset -q --hard; echo Mine >>$P/$C; status 0 sarflow -C $P save -m x; kept; has Mine <(at $C)
# ---- a merge that was begun before a push: refused, and nothing is lost
anew; git -C $P checkout -q -b feat; sed -i '1s/$/ feat/' $P/$A; git -C $P commit -q -a -m f; git -C $P checkout -q main; sed -i '1s/$/ main/' $P/$A; git -C $P commit -q -a -m m; git -C $P merge -q feat >/dev/null 2>&1; corrected $C
sed -i '/^<<<<<<<\|^=======\|^>>>>>>>/d' $P/$A; status 3 sarflow -C $P save -m merged; has 'main moved on' "$ERR"; kept
# ---- where nobody wrote down what the folder came from, git's index knows
anew; rm $P/.git/sarflow/came; corrected $C; echo Mine >>$P/$A; status 0 sarflow -C $P save -m x; has "$C took"; kept; has Mine <(at $A)
anew; git clone -q $P third; git -C third fetch -q origin 'refs/sar/*:refs/sar/*'; git -C third config receive.denyCurrentBranch ignore; git -C other remote set-url origin ../third; corrected $C; echo Mine >>third/$A; status 0 sarflow -C third save -m x; ok 'kept in a clone' git -C third grep -q 'A correction of main' main
anew; status 0 sarflow -C $P backup "$SANDBOX/bk"; status 0 sarflow restore-from bk/$P.git REST; git -C REST config receive.denyCurrentBranch ignore; git -C other remote set-url origin ../REST; corrected $C; echo Mine >>REST/$A; status 0 sarflow -C REST save -m x; ok 'kept in what a backup gave' git -C REST grep -q 'A correction of main' main
# but what a person put into the index is theirs: a change, a new file, an attachment in a fresh clone
anew; git clone -q $P fourth; git -C fourth fetch -q origin 'refs/sar/*:refs/sar/*'; cp -r $P/.git/lfs fourth/.git/; sarflow -C fourth doctor >/dev/null; rm -f fourth/.git/sarflow/came; echo Mine >>fourth/$A; echo '# New' >fourth/evidence/N-new.md; echo content >x.txt
status 0 sarflow -C fourth attach x.txt -e L -s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=; git -C fourth add -A; echo 'And more.' >>fourth/$A; rm -f fourth/.git/sarflow/came
status 0 sarflow -C fourth save -m mine; lacks took; for word in Mine 'And more.' '# New'; do ok "$word is there" git -C fourth grep -q "$word" main; done; ok 'and the attachment' git -C fourth cat-file -e main:attachments/L/x.txt; saved fourth
# on another branch nothing of main is brought into the folder
anew; git -C $P checkout -q -b feat; corrected $C; status 3 sarflow -C $P save -m x; has 'not on the branch main' "$ERR"; is 'the folder is as it was' '' "$(git -C $P status --porcelain)"
# main put elsewhere by force, without what was saved here
anew; echo 'Saved here.' >>$P/$R; sarflow -C $P save -m here >/dev/null; echo 'A correction of main.' >>other/$C; git -C other commit -q -a -m c; git -C other push -q -f origin main 2>"$ERR"; echo Mine >>$P/$A; status 0 sarflow -C $P save -m x; kept; has 'Saved here.' <(at $R)
# ---- a purge forgets no folder
anew; corrected $C; status 0 as export -C $P purge attachments/C/crack-map-MN2609-07.png --reason spill; echo Mine >>$P/$A; status 0 sarflow -C $P save -m y; has "$C took"; kept
# ---- another branch is its owner's: doctor and a page leave its index and its files alone
anew; git -C $P checkout -q -b feat; echo FEATURE >>$P/$C; git -C $P commit -q -a -m f; status 0 sarflow -C $P doctor; is 'nothing is staged' '' "$(git -C $P status --porcelain)"; status 0 git -C $P commit -q --allow-empty -m more; has FEATURE <(git -C $P show feat:$C)
# ---- marks of a conflict become no version, however they came
anew; echo Mine >>$P/$C; git -C $P stash -q; echo Theirs >>$P/$C; git -C $P commit -q -a -m t; git -C $P stash pop >/dev/null 2>&1; mark $P; status 3 sarflow -C $P save -m x; has 'mark of the merge' "$ERR"; same 'nothing is saved' $P
status 0 sarflow -C $P doctor; ok 'and doctor leaves it to the person' sh -c "git -C $P status --porcelain | grep -q '^UU'"
sed -i '/^<<<<<<<\|^=======\|^>>>>>>>/d' $P/$C; status 0 sarflow -C $P save -m x; has Mine <(at $C); has Theirs <(at $C)
# ---- what is no evidence and was put into git's index for a commit of one's own stays there, and comes into no version
anew; echo tracked >$P/tracked.txt; echo old >$P/old.txt; git -C $P add tracked.txt old.txt; git -C $P commit -q -m strays; staged() { git -C $P diff --cached --name-status | tr '\t\n' ' ;'; }
echo note >$P/notes.txt; echo changed >>$P/tracked.txt; git -C $P add notes.txt tracked.txt; echo Mine >>$P/$A; status 0 sarflow -C $P save -m x; is 'both are staged' 'A notes.txt;M tracked.txt;' "$(staged)"
is 'neither is in the version' 'tracked' "$(git -C $P ls-tree --name-only main notes.txt)$(at tracked.txt)"; has Mine <(at $A); status 0 sarflow -C $P doctor; has 'nothing is wrong'; is 'nor does doctor take them out' 'A notes.txt;M tracked.txt;' "$(staged)"
git -C $P commit -q -m strays; status 0 sarflow -C $P save -m x; saved $P
# but what main moved on from, and nobody staged, is not put back against it
git -C other pull -q origin main; echo newer >other/old.txt; git -C other commit -q -a -m newer; git -C other push -q origin main 2>"$ERR"; echo More >>$P/$A; status 0 sarflow -C $P save -m x; is 'nothing is staged' '' "$(staged)"; has newer <(at old.txt)
# a file where the version has a folder stays away
anew; git -C $P update-index --add --cacheinfo "100644,$(echo x | git -C $P hash-object -w --stdin),evidence" --replace; echo Mine >>$P/$A; status 0 sarflow -C $P save -m x; saved $P
# ---- where main turns a file into a folder, or a folder into a file, the folder follows; what is nobody's but here is told, and stays
F=attachments/C/crack-map-MN2609-07.png; D=attachments/C/maps
pushed() { git -C other add -A; git -C other commit -q -m "$1"; git -C other push -q origin main 2>"$ERR"; }
folded() { git -C other mv $F other; mkdir -p other/$F; git -C other mv other $F/one.png; pushed folder; }
anew; folded; echo Mine >>$P/$A; cp $P/$F was; status 0 sarflow -C $P save -m x; ok 'a folder now' test -d $P/$F; ok 'with the file' test -f $P/$F/one.png; has Mine <(at $A); saved $P
git -C other pull -q origin main; git -C other mv $F/one.png other; rm -rf other/$F; git -C other mv other $F; pushed file; echo Again >>$P/$A; status 0 sarflow -C $P save -m x; ok 'a file again' test -f $P/$F; ok 'as it was' cmp was $P/$F; saved $P
anew; folded; sarflow -C $P save -m follow >/dev/null; git -C other mv $F/one.png other; rm -rf other/$F; git -C other mv other $F; pushed file; mkdir $P/$F/deep; echo unsaved >$P/$F/deep/own.png; mark $P
status 3 sarflow -C $P save -m x; has "main has $F now, and $F/deep/own.png stands in its way here" "$ERR"; same 'nothing is saved' $P; ok 'nothing is touched' test -f $P/$F/one.png; rm -r $P/$F/deep/own.png; status 0 sarflow -C $P save -m x; ok 'and then it follows' test -f $P/$F
anew; mkdir other/$D; cp other/$F other/$D/two.png; pushed new; echo unsaved >$P/$D; mark $P; status 3 sarflow -C $P save -m x; has "main has $D/two.png now, and $D stands in its way here" "$ERR"; same 'nothing is saved' $P; is 'it is as it was' unsaved "$(cat $P/$D)"
status 3 sarflow -C $P restore $D/two.png; has "$D is a file, and $D/two.png needs a folder there" "$ERR"; rm $P/$D; mkdir -p $P/$F.d; rm $P/$F; mkdir $P/$F; echo x >$P/$F/x; status 3 sarflow -C $P restore $F; has "$F is a folder here" "$ERR"; rm $P/$F/x; status 0 sarflow -C $P restore $F; ok 'an empty one gives way' test -f $P/$F
# ---- deleted on main and changed here: what is told works
anew; git -C other rm -q $C; pushed deleted; echo Mine >>$P/$C; mark $P; status 3 sarflow -C $P save -m x; has "$C was changed in this folder and, since the folder last followed it, deleted on main" "$ERR"; has 'try: sarflow save' "$ERR"; same 'nothing is saved' $P
mv $P/$C mine; status 0 sarflow -C $P save -m x; no 'it is gone' git -C $P cat-file -e main:$C; mv mine $P/$C; status 0 sarflow -C $P save -m x; has Mine <(at $C); saved $P
# ---- names that differ in capitals only, on a disc that takes them for one: told before one is written over the other
anew; twin=evidence/c-Repair-Documents.md; echo '# Twin' >other/$twin; pushed twin; echo Mine >>$P/$C; git -C $P config core.ignorecase true; mark $P; cp $P/$C mine
status 3 sarflow -C $P save -m x; has "main has $C and $twin, and this disc takes them for one file" "$ERR"; same 'nothing is saved' $P; ok 'nothing is touched' cmp mine $P/$C; no 'nor brought' test -e $P/$twin
git -C other pull -q origin main; git -C other mv $twin evidence/N-twin.md; pushed renamed; status 0 sarflow -C $P save -m x; has '# Twin' $P/evidence/N-twin.md; has Mine <(at $C)
# ---- what git sparse-checkout leaves out stays in the version
anew; git -C $P status --porcelain >/dev/null; git -C $P sparse-checkout set --no-cone '/*' "!/$R" 2>"$ERR"; no 'left out' test -e $P/$R; echo Mine >>$P/$A; status 0 sarflow -C $P save -m x; ok 'and is there' git -C $P cat-file -e main:$R; is 'git agrees' '' "$(git -C $P status --porcelain)"; status 0 sarflow -C $P doctor; is 'and after doctor' '' "$(git -C $P status --porcelain)"
# ---- what a desktop leaves in a folder is no package too large
anew; touch $P/.DS_Store $P/.a; mkdir $P/.Trash-0; touch $P/.Trash-0/x; status 0 sarflow -C $P status; status 0 sarflow -C $P save -m x; status 0 as export -C $P purge attachments/C/crack-map-MN2609-07.png --reason spill
# ---- what is written about it is no way to hold a save up
anew; old=$(git -C $P rev-list main | tail -1); { git -C $P rev-parse main; yes "$old" | head -24000; } >$P/.git/sarflow/came; echo Mine >>$P/$A; status 0 timeout 10 "$SARFLOW" -C $P save -m x
anew; line=$(tail -1 $P/.git/logs/HEAD); yes "$(echo "$line" | sed 's/^[0-9a-f]* [0-9a-f]*/1111111111111111111111111111111111111111 2222222222222222222222222222222222222222/')" | head -20000 >>$P/.git/logs/HEAD; corrected $C; echo Mine >>$P/$A; status 0 timeout 10 "$SARFLOW" -C $P save -m x; kept
truncate -s 3G $P/.git/logs/HEAD; echo More >>$P/$A; status 0 sarflow -C $P save -m x; rm $P/.git/logs/HEAD
for file in HEAD MERGE_HEAD index refs/heads/main refs/sar/journal; do anew; truncate -s 3G "$P/.git/$file"; status 3 timeout 10 "$SARFLOW" -C $P save -m x; has 'larger than any of its kind' "$ERR"; status 3 timeout 10 "$SARFLOW" -C $P status; done
finish
