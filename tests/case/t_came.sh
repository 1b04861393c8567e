#!/bin/bash
# t_came.sh: save knows the version that its folder came from: what main gained without the folder is not taken back.
. "$(dirname "$0")/case.sh"
export GIT_ALLOW_PROTOCOL=file
package; P=F110-NOZ-001; C=evidence/C-repair-documents.md A=evidence/A-cover-letter.md R=registers/operations.csv
sarflow -C $P save -m 'as it is' >/dev/null; git -C $P config receive.denyCurrentBranch ignore
ok 'another copy' git clone -q $P other; git -C other config filter.lfs.clean cat; git -C other config filter.lfs.smudge cat
# corrected FILE: on main, by another hand, and nothing of it in the folder
corrected() { git -C other fetch -q origin main; git -C other reset -q --hard origin/main; echo "A correction of ${2:-main}." >>"other/$1"; git -C other commit -q -a -m "corrected $1"; git -C other push -q origin main 2>"$ERR"; }
at() { git -C $P show "main:$1"; }

# ---- a correction that the folder does not know stays, and comes into it
corrected $C; lacks 'A correction' $P/$C
echo 'My own.' >>$P/$A
status 0 sarflow -C $P save -m 'mine'; has "$C took what main had gained"; has 'saved version'
has 'A correction of main.' <(at $C); has 'A correction of main.' $P/$C; has 'My own.' <(at $A); saved $P
# ---- with nothing of one's own the folder follows, and no version is made of it
corrected $A two; before=$(git -C $P rev-parse main)
status 0 sarflow -C $P save -m 'nothing'; has 'nothing has changed'; has "$A took"; is 'no version' "$before" "$(git -C $P rev-parse main)"; has 'A correction of two.' $P/$A; saved $P
# ---- a file that came, one that went
git -C other fetch -q; git -C other reset -q --hard origin/main; mkdir -p other/evidence; echo '# New' >other/evidence/N-new.md; git -C other add evidence/N-new.md; git -C other commit -q -m new; git -C other push -q origin main 2>"$ERR"
echo 'My own too.' >>$P/$C; status 0 sarflow -C $P save -m 'mine'; ok 'it came' test -f $P/evidence/N-new.md; has '# New' <(at evidence/N-new.md); lacks 'removed' "$OUT"
git -C other fetch -q; git -C other reset -q --hard origin/main; git -C other rm -q evidence/N-new.md; git -C other commit -q -m gone; git -C other push -q origin main 2>"$ERR"
status 0 sarflow -C $P save -m 'nothing'; no 'it went' test -e $P/evidence/N-new.md; no 'from main as well' git -C $P cat-file -e main:evidence/N-new.md; saved $P
# ---- changed on both sides: refused, nothing is written, and what to do works
corrected $C three; echo 'Mine in the same file.' >>$P/$C; echo 'Mine elsewhere.' >>$P/$A; cp $P/$C mine; mark $P; corrected $R four 2>/dev/null; mark $P
status 3 sarflow -C $P save -m 'both'; has "$C was changed in this folder" "$ERR"; has 'restore' "$ERR"; same 'nothing was saved' $P; ok 'the file is as it was' cmp mine $P/$C; lacks 'A correction of four' $P/$R
status 0 sarflow -C $P restore $C; has 'A correction of three.' $P/$C; echo 'Mine in the same file.' >>$P/$C
status 0 sarflow -C $P save -m 'both'; for word in 'A correction of three.' 'Mine in the same file.'; do has "$word" <(at $C); done; has 'A correction of four' <(at $R); has 'Mine elsewhere.' <(at $A)
git -C $P checkout -q -- . ; saved $P
# ---- the same change on both sides is none
corrected $C five; cp other/$C $P/$C; status 0 sarflow -C $P save -m 'the same'; has 'nothing has changed'; saved $P
# ---- what git brings here with the folder is the folder's: pull, commit, reset, and then a change in the same file
corrected $C six; git -C $P reset -q --hard main; echo 'After a reset.' >>$P/$C; git -C $P add $C; status 0 sarflow -C $P save -m 'after a reset'; has 'After a reset.' <(at $C); has 'correction of six' <(at $C)
# a reset that leaves the folder as it is brings nothing here
corrected $A eight; git -C $P reset -q; echo 'After a reset of the index.' >>$P/$C; status 0 sarflow -C $P save -m 'after'; has "$A took"; has 'correction of eight' <(at $A); has 'After a reset of the index.' <(at $C); saved $P
echo 'By git.' >>$P/$C; git -C $P commit -q -a -m 'by git'; echo 'Then by me.' >>$P/$C; status 0 sarflow -C $P save -m 'then'; has 'Then by me.' <(at $C); has 'By git.' <(at $C); saved $P
# main taken back by its owner stays taken back, whatever lies in the folder
git -C $P reset -q --soft main~1; status 0 sarflow -C $P save -m 'again'; has 'Then by me.' <(at $C); saved $P
git -C $P reset -q --hard main~1; lacks 'Then by me.' $P/$C; corrected $A seven; echo 'On top.' >>$P/$C; status 0 sarflow -C $P save -m 'on top'; has 'correction of seven' <(at $A); has 'On top.' <(at $C); lacks 'Then by me.' <(at $C); saved $P
# what was saved here and taken back with the folder, and comes again by another's hand: the folder does not have it
git -C $P checkout -q -- .; before=$(git -C $P rev-parse main); echo 'Taken back.' >>$P/$C; status 0 sarflow -C $P save -m 'to be taken back'; git -C other pull -q origin main
git -C $P reset -q --hard $before; lacks 'Taken back.' $P/$C; echo 'And one on it.' >>other/$A; git -C other commit -q -a -m 'on it'; git -C other push -q origin main 2>"$ERR"
echo 'Mine, without it.' >>$P/$R; status 0 sarflow -C $P save -m 'without it'; has "$C took"; for word in 'Taken back.' 'And one on it.' 'Mine, without it.'; do ok "$word is there" git -C $P grep -q "$word" main; done; has 'Taken back.' $P/$C; saved $P
git -C $P reset -q --hard main
# a reset that leaves the folder, where all that was pushed is a new file
git -C other pull -q origin main; echo '# Only new' >other/evidence/O-only.md; git -C other add evidence; git -C other commit -q -m only; git -C other push -q origin main 2>"$ERR"
git -C $P reset -q; status 0 sarflow -C $P save -m 'x'; has 'O-only.md took'; has '# Only new' $P/evidence/O-only.md; ok 'main has it' git -C $P cat-file -e main:evidence/O-only.md; saved $P
# two moves of git after a save: taken back, and in place without the folder
before=$(git -C $P rev-parse main~1); git -C $P reset -q --hard $before; corrected $C ten; git -C $P reset -q; echo 'After two moves.' >>$P/$A; status 0 sarflow -C $P save -m 'two moves'; has "$C took"; has 'correction of ten' <(at $C); has 'After two moves.' <(at $A); saved $P
# ---- an attachment that main has in another form: its pointer, and the content where it is here
f=attachments/C/repair-procedure-MTR-RP-2417.pdf; git -C $P config receive.denyCurrentBranch ignore
git -C other fetch -q; git -C other reset -q --hard origin/main; printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 6\n' "$(printf 'small\n' | sha256sum | cut -d' ' -f1)" >other/$f; git -C other commit -q -a -m pointer; git -C other push -q origin main 2>"$ERR"
status 0 sarflow -C $P save -m x; has "$f took"; has 'oid sha256' $P/$f
# ---- nobody knows where a folder came from: it is saved as it stands, and known from then on
rm -f $P/.git/sarflow/came; echo 'Known from here.' >>$P/$A; status 0 sarflow -C $P save -m known; ok 'known' test -s $P/.git/sarflow/came
printf 'nonsense' >$P/.git/sarflow/came; echo 'Again.' >>$P/$A; status 0 sarflow -C $P save -m again; is 'known again' "$(git -C $P rev-parse main)" "$(head -1 $P/.git/sarflow/came)"
# ---- what is taken from outside is no other way round it
git -C $P checkout -q -- .; S=registers/suppliers.csv; sed '2s/Radiographic inspection/Radiographic inspection of joints/' $P/$S >suppliers.csv
corrected $A nine; mark $P; status 3 sarflow -C $P take suppliers.csv; has "$A is not saved" "$ERR"; lacks 'of joints' $P/$S
status 0 sarflow -C $P save -m 'follow'; status 0 sarflow -C $P take suppliers.csv; has 'correction of nine' <(at $A); has 'inspection of joints' <(at $S); saved $P
# ---- a push by stock git in the middle of a save, here as it is signed: caught up with, and never saved over
ssh-keygen -q -t ed25519 -N '' -f key; printf '#!/bin/sh\n[ -e %s/pushed ] || { : >%s/pushed; git -C %s/other push -q origin main; }\nexec ssh-keygen "$@"\n' "$SANDBOX" "$SANDBOX" "$SANDBOX" >signer; chmod +x signer
for key in "gpg.format ssh" "user.signingkey $SANDBOX/key" "commit.gpgsign true" "gpg.ssh.program $SANDBOX/signer"; do git config --global $key; done
git -C other fetch -q origin main; git -C other reset -q --hard origin/main; echo 'Pushed meanwhile.' >>other/$A; git -C other -c commit.gpgsign=false commit -q -a -m meanwhile
echo 'Saved meanwhile.' >>$P/$C; status 0 sarflow -C $P save -m 'mine'; has "$A took"; ok 'it was pushed' test -e pushed
has 'Pushed meanwhile.' <(at $A); has 'Saved meanwhile.' <(at $C); has 'Pushed meanwhile.' $P/$A; saved $P
finish
