# t_git.sh: stock git beside sarflow: clones, commits of other people, gc, the settings of a user, branches, bare copies.
. "$(dirname "$0")/case.sh"
unguarded
package G
saved G
mark G

# ---- an outsider clones with stock git, commits evidence and a raw attachment, and hands it back
ok 'stock git clones' git clone -q G other
is 'without the content the clone holds pointers' 'version https://git-lfs.github.com/spec/v1' "$(head -1 other/attachments/L/traveler-MN2609.pdf)"
ok 'the journal is fetched' git -C other fetch -q origin 'refs/sar/*:refs/sar/*'
status 0 sarflow -C other check; has '[attachment-absent]'; lacks ': error: '
status 0 sarflow -C other status
status 3 sarflow -C other seal; has 'is not here' "$ERR"
saved other
printf '%%PDF-1.4 raw' >other/attachments/C/raw.txt
echo attachments/C/raw.txt,,en,none,,,,no,no,,none,own,none,here >>other/registers/markings.csv
sed -i '$ a One more line by somebody else.' other/evidence/C-repair-documents.md
git -C other -c filter.lfs.clean= -c filter.lfs.smudge= -c filter.lfs.process= -c filter.lfs.required=false add -A
ok 'and commits' git -C other commit -qm 'by somebody else'
is 'a raw blob' '%PDF-1.4 raw' "$(git -C other cat-file -p main:attachments/C/raw.txt)"
status 0 sarflow -C other check -v main; has 'attachments/C/raw.txt: note: committed as it is'; has '[attachment-raw]'
ok 'it comes back by a pull' git -C G pull -q "$SANDBOX/other" main
status 0 sarflow -C G check -v main; has '[attachment-raw]'
status 0 sarflow -C G check
status 0 sarflow -C G save -m 'stored as a pointer'
is 'a save makes a pointer of it' 'version https://git-lfs.github.com/spec/v1' "$(git -C G cat-file -p main:attachments/C/raw.txt | head -1)"
status 0 sarflow -C G check -v main; lacks '[attachment-raw]'
saved G
rm G/attachments/C/raw.txt
status 0 sarflow -C G restore -v main~1 attachments/C/raw.txt; is 'the raw one can be restored' '%PDF-1.4 raw' "$(cat G/attachments/C/raw.txt)"
status 0 sarflow -C G log

# ---- stock git makes the commit in the package itself: the filter stores the content
head -c 70000 /dev/urandom >G/attachments/R/data.bin
echo attachments/R/data.bin,,en,none,,,,no,no,,none,own,none,here >>G/registers/markings.csv
ok 'git add runs the filter' git -C G add -A
ok 'git commit' git -C G commit -qm 'by stock git'
sum=$(sha256sum <G/attachments/R/data.bin | cut -d' ' -f1)
is 'as a pointer' "oid sha256:$sum" "$(git -C G cat-file -p main:attachments/R/data.bin | sed -n 2p)"
rm G/attachments/R/data.bin
ok 'git checkout brings it back' git -C G checkout -q -- attachments/R/data.bin
is 'with its content' "$sum" "$(sha256sum <G/attachments/R/data.bin | cut -d' ' -f1)"
saved G
status 0 sarflow -C G save -m again; has 'nothing has changed'
: >G/attachments/R/empty.bin; ok 'an empty file goes through the filter' git -C G add -A; git -C G reset -q --hard
ok 'the content is a second file: the store keeps its own' sh -c "chmod u+w G/attachments/R/data.bin; echo changed >>G/attachments/R/data.bin; sha256sum <G/.git/lfs/objects/$(echo "$sum" | sed 's,\(..\)\(..\).*,\1/\2/&,') | grep -q $sum"
git -C G checkout -q -- .

# ---- gc, repack, packed references
status 0 sarflow -C G note 'before gc'
ok 'git gc' git -C G gc -q --prune=now
ok 'git pack-refs' git -C G pack-refs --all
status 0 sarflow -C G check
rm -rf G/attachments
status 0 sarflow -C G restore .
saved G
status 0 sarflow -C G note 'after gc'
status 0 sarflow -C G log; has 'before gc'; has 'after gc'
echo >>G/evidence/C-repair-documents.md; status 0 sarflow -C G save -m 'after gc'
saved G
ok 'gc again, and repack' sh -c 'git -C G gc -q --aggressive --prune=now && git -C G repack -adq'
status 0 sarflow -C G check; status 0 sarflow -C G log
ok 'sealed evidence outlives its branch' sh -c "'$SARFLOW' -C G seal && git -C G tag -d submittal/1 && git -C G branch -q keep && echo x >>G/evidence/C-repair-documents.md && '$SARFLOW' -C G save -m x"
sealed=$(git -C G rev-parse keep)
git -C G reset -q --hard main~2; git -C G branch -qD keep; git -C G tag -d submittal/1 >/dev/null 2>&1; git -C G reflog expire --expire=now --all; git -C G gc -q --prune=now
ok 'the journal holds it' git -C G cat-file -e "$sealed^{tree}"
status 0 sarflow -C G check -v submittal/1
status 0 sarflow -C G status

# ---- a user's global settings do not change what is saved
saved_hashes() { git -C "$1" ls-tree -r main | awk '{print $3, $4}'; }
package PLAIN; rm -rf PLAIN.tree; saved_hashes PLAIN >plain
cat >"$HOME/.gitconfig" <<END
[core]
	autocrlf = true
	eol = crlf
	excludesFile = $HOME/ignore
	attributesFile = $HOME/attributes
	hooksPath = $HOME/hooks
	fileMode = false
	safecrlf = true
	fsmonitor = true
[filter "rot"]
	clean = tr a-z n-za-m
	smudge = tr a-z n-za-m
	required = true
[filter "lfs"]
	clean = git-lfs-is-not-installed clean -- %f
	smudge = git-lfs-is-not-installed smudge -- %f
	process = git-lfs-is-not-installed filter-process
	required = true
[commit]
	gpgSign = true
[i18n]
	commitEncoding = ISO-8859-1
[init]
	defaultBranch = trunk
	templateDir = $HOME/template
[user]
	name = Somebody Else
	email = else@x.example
END
printf '*.csv\n*.pdf\n*.md\nattachments/\n' >"$HOME/ignore"
printf '*.md filter=rot text eol=crlf ident\n*.csv text eol=crlf working-tree-encoding=UTF-16\n' >"$HOME/attributes"
mkdir -p "$HOME/hooks" "$HOME/template"; printf '#!/bin/sh\ntouch "%s/hooked"\nexit 1\n' "$SANDBOX" >"$HOME/hooks/pre-commit"
cp "$HOME/hooks/pre-commit" "$HOME/hooks/reference-transaction"; chmod +x "$HOME"/hooks/*
sed -i 's/^id: .*/id: PLAIN2/' "$SANDBOX/.plain-F110-NOZ-001/package.yaml"
status 0 sarflow import "$SANDBOX/.plain-F110-NOZ-001"
is 'a hostile configuration changes no saved byte' "$(grep -v package.yaml plain)" "$(saved_hashes PLAIN2 | grep -v package.yaml)"
is 'the branch is main' refs/heads/main "$(git -C PLAIN2 symbolic-ref HEAD)"
printf 'a\r\nb\n$Id$\n' >>PLAIN2/evidence/C-repair-documents.md
echo ignored >PLAIN2/attachments/C/ignored.pdf
status 0 sarflow -C PLAIN2 save -m x
is 'CR LF is kept' "$(git hash-object --no-filters PLAIN2/evidence/C-repair-documents.md)" "$(git -C PLAIN2 rev-parse main:evidence/C-repair-documents.md)"
ok 'an ignored attachment is saved' git -C PLAIN2 cat-file -e main:attachments/C/ignored.pdf
no 'no hook ran' ls "$SANDBOX/hooked"
is 'the author is the one of the environment' 'Kenji Mori' "$(git -C PLAIN2 log -1 --format=%an)"
rm "$HOME/.gitconfig" "$HOME/attributes" "$HOME/ignore"
git config --global core.autocrlf true; git config --global core.excludesFile "$HOME/ignore"; echo '*.csv' >"$HOME/ignore"
saved PLAIN2
ok 'a fresh checkout has the same bytes' sh -c 'rm -rf PLAIN2/evidence PLAIN2/registers && git -C PLAIN2 checkout -q -- . && git -C PLAIN2 ls-tree -r main evidence registers | while read -r m t h f; do [ "$(git hash-object --no-filters "PLAIN2/$f")" = "$h" ] || exit 1; done'
saved PLAIN2
rm "$HOME/.gitconfig"

# ---- the repository's own ignore files hide nothing
printf '*.csv\n' >PLAIN/.git/info/exclude; cp PLAIN/registers/orders.csv o.csv; sed -i 's/MN2402/MN2403/' PLAIN/registers/orders.csv
status 0 sarflow -C PLAIN save -n; has 'changed  registers/orders.csv'
cp o.csv PLAIN/registers/orders.csv
saved PLAIN

# ---- git-lfs installed for the whole machine: in a package of ours git goes by our filter all the same
mv "$HOME/.gitconfig" "$HOME/.gitconfig.kept" 2>/dev/null
git config --global filter.lfs.process 'echo asked >>"$HOME/asked"; false'; git config --global filter.lfs.required true
fresh M; ok 'people are appointed' appoint_all M; mkdir -p M/attachments/L; echo 'SPILLED WORDS' >M/attachments/L/spilled.txt; head -c 300000 /dev/urandom >M/attachments/L/large.bin; : >M/attachments/L/empty.bin; seq 20000 >M/attachments/L/numbers.txt
for f in spilled.txt large.bin empty.bin numbers.txt; do echo "attachments/L/$f,,en,none,,,,no,no,,none,own,none,here"; done >>M/registers/markings.csv
(cd M/attachments && find . -type f -exec sha256sum {} +) >sums
ok 'git add goes by ours' git -C M add -A; git -C M commit -qm 'by git'
is 'all are pointers' '' "$(git -C M ls-tree -r --name-only main attachments | grep -v empty.bin | while read -r f; do git -C M cat-file -p "main:$f" | head -1 | grep -q ^version || echo "$f"; done)"
rm -rf M/attachments; ok 'git checkout too' git -C M checkout -q -- .
ok 'each has its content' sh -c 'cd M/attachments && sha256sum -c --quiet ../../sums'
no 'the one of the machine was not asked' test -e "$HOME/asked"
raw=$(seq 20000 | git -C M hash-object -w --no-filters --stdin); git -C M update-index --cacheinfo "100644,$raw,attachments/L/numbers.txt"; git -C M commit -qm raw; rm M/attachments/L/numbers.txt
ok 'what was committed as it is, longer than a pipe, comes as it is' git -C M checkout -q -- attachments/L/numbers.txt; is 'all of it' "$(seq 20000 | sha256sum)" "$(sha256sum <M/attachments/L/numbers.txt)"
rm M/attachments/L/numbers.txt; ok 'also where the machine has no room for it' env TMPDIR=/proc git -C M checkout -q -- attachments/L/numbers.txt; is 'all of it again' "$(seq 20000 | sha256sum)" "$(sha256sum <M/attachments/L/numbers.txt)"
status 0 as export -C M purge attachments/L/spilled.txt --reason spill
rm M/attachments/L/spilled.txt; ok 'a checkout of what was purged' git -C M checkout -q -- attachments/L/spilled.txt
is 'gives its pointer' 'version https://git-lfs.github.com/spec/v1' "$(head -1 M/attachments/L/spilled.txt)"
echo 'SPILLED WORDS' >M/attachments/L/spilled.txt; echo new >M/attachments/L/new.txt
status 128 git -C M add attachments/L/spilled.txt; has 'attachments/L/spilled.txt: ' "$ERR"; has 'holds what was removed from the package on purpose' "$ERR"; rm M/attachments/L/spilled.txt
no 'and is not kept' grep -rqa 'SPILLED WORDS' M/.git/lfs
ok 'the next is taken' git -C M add attachments/L/new.txt; git -C M reset -q --hard
dir=M/.git/lfs/objects; find $dir -type f -size +200k -exec chmod u+w {} + -exec sh -c 'printf x | dd of="$1" bs=1 seek=1000 conv=notrunc 2>/dev/null' - {} \;
rm M/attachments/L/large.bin M/attachments/L/empty.bin; status 128 git -C M checkout -q -- .; has 'is damaged' "$ERR"; no 'nothing of it comes' test -e M/attachments/L/large.bin
mv "$HOME/.gitconfig.kept" "$HOME/.gitconfig" 2>/dev/null || rm "$HOME/.gitconfig"
# what git would not say
hello='0016git-filter-client\n000eversion=2\n00000015capability=clean\n0000'
talk() { printf "$1" | (cd M && "$SARFLOW" filter process); }
said() { status 2 talk "$1"; has 'what came is not what git says' "$ERR"; }
is 'what git says' '0016git-filter-server000eversion=200000015capability=clean0000' "$(talk "$hello" | tr -d '\n')"
is 'nothing' '' "$(printf '' | (cd M && "$SARFLOW" filter process 2>/dev/null))"
for bad in '' 0 000 0003 zzzz 'fffe' '0016git-filter-client\n' '0016git-filter-client\n0000' '000eversion=2\n0000' '0016git-filter-client\n000eversion=3\n0000' \
	"${hello}0012command=clean\n" "${hello}0012command=other\n0000" "${hello}0012command=clean\n000fpathname=x\n0000000" "${hello}0012command=clean\n0013command=smudge\n0000" \
	"${hello}0012command=clean\n000fpathname=x\n00000009wordsffff" "${hello}0012command=clean\n000fpathname=x\n00000009words"; do
	said "$bad"
done
no 'half a content is not kept' grep -rqa '^words' M/.git/lfs
is 'one after the other' 2 "$(talk "${hello}0012command=clean\n000fpathname=x\n00000009words00000012command=clean\n000fpathname=y\n00000009other0000" | grep -ac '^oid sha256:')"

# ---- what git can do to the work tree and the branch
git -C PLAIN switch -qc side
status 3 sarflow -C PLAIN save -m x; has 'git switch main' "$ERR"
git -C PLAIN switch -q main; git -C PLAIN checkout -q --detach
status 3 sarflow -C PLAIN save -m x
git -C PLAIN switch -q main
echo stray >PLAIN/stray.txt; git -C PLAIN add stray.txt; git -C PLAIN commit -qm stray
echo >>PLAIN/evidence/C-repair-documents.md; status 0 sarflow -C PLAIN save -m 'beside a stray'
is 'a stray somebody committed stays' stray "$(git -C PLAIN cat-file -p main:stray.txt)"
saved PLAIN
git -C PLAIN rm -q --cached registers/orders.csv
status 0 sarflow -C PLAIN save -m 'with a strange index'; saved PLAIN
rm PLAIN/.git/index; status 0 sarflow -C PLAIN save -m 'without an index'; saved PLAIN
printf 'rubbish' >PLAIN/.git/index; run sarflow -C PLAIN save -m 'with a broken index'; got=$?
[ $got = 0 ] || { [ $got = 3 ] && one_fault; }; is 'a broken index is said or mended' 0 $?
rm -f PLAIN/.git/index; git -C PLAIN reset -q
git -C PLAIN rm -q --cached -r . ; status 0 sarflow -C PLAIN save -m 'once more'; saved PLAIN
ok 'a tree with a submodule in it' git -C PLAIN update-index --add --cacheinfo "160000,$(git -C PLAIN rev-parse main),sub"
git -C PLAIN commit -qm 'a submodule'; run sarflow -C PLAIN check -v main; [ $? -lt 2 ]; is 'is no fault' 0 $?
git -C PLAIN reset -q --hard main~1
ok 'a bare copy' git clone -q --mirror PLAIN bare.git
status 0 sarflow -C bare.git log
status 0 sarflow -C bare.git check -v main
run sarflow -C bare.git status; got=$?; [ $got = 0 ] || { [ $got = 3 ] && one_fault; }; is 'a bare copy has no work tree and says so' 0 $?
status 3 sarflow -C bare.git save -m x
ok 'a shallow clone' git clone -q --depth 1 "file://$SANDBOX/PLAIN" shallow
git -C shallow fetch -q --depth 1 origin 'refs/sar/*:refs/sar/*'
run sarflow -C shallow status; got=$?; [ $got = 0 ] || { [ $got = 3 ] && one_fault; }; is 'a shallow journal is a fault, not a crash' 0 $?
# it is told as one, with what mends it; nothing is half written; and that mends it
told="this clone is shallow"; fetch="git fetch --unshallow origin main 'refs/sar/*:refs/sar/*'"
for words in status 'save -m x' 'note x' 'backup ../half'; do status 3 sarflow -C shallow $words; has "$told" "$ERR"; has "$fetch" "$ERR"; done
status 1 sarflow -C shallow doctor; like "^lost: $told"; has "$fetch"; lacks 'is missing or damaged'
git clone -q --depth 1 "file://$SANDBOX/PLAIN" evidence; git -C evidence fetch -q origin 'refs/sar/*:refs/sar/*'; status 0 sarflow -C evidence status; status 0 sarflow -C evidence log
status 3 sarflow -C evidence backup ../half; has "$told" "$ERR"; no 'nothing is half written' test -e half
status 1 sarflow -C evidence doctor --dry-run; like "^lost: $told"; status 3 sarflow restore-from shallow/.git whole; has "$told" "$ERR"; no 'nor is a package' test -e whole
cp -a shallow brought; run sarflow -C brought doctor --from ../PLAIN/.git; like "^mended: the object"; status 0 sarflow -C brought doctor; has "nothing is wrong"
for copy in shallow evidence; do
	(cd $copy && eval "$fetch" 2>/dev/null) || fail "the $copy is fetched whole"
	status 0 sarflow -C $copy status; run sarflow -C $copy doctor; lacks shallow; lacks "the object"; status 0 sarflow -C $copy backup ../half; ok 'all of it is there' git -C half/$copy.git fsck --strict --no-dangling --no-progress
done
rm -rf shallow evidence brought half
ok 'a work tree beside' git -C PLAIN worktree add -q ../beside -b beside
status 0 sarflow -C beside status
status 3 sarflow -C beside save -m x
git -C PLAIN worktree remove --force ../beside
mkdir -p outer && git init -q outer && cp -a PLAIN outer/INNER
status 0 sarflow -C outer/INNER check
status 3 sarflow -C outer status
finish
