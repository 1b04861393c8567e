# t_verify.sh: sarflow verify: packages of every age stand, whatever is bent is found, what is not here is told apart.
# A share of the forged histories of tests/verify; all of them are for `make trust`.
. "$(dirname "$0")/case.sh"
old=$ROOT/tests/old/1
# open_old NAME: a package of before, whole
open_old() {
	git clone -q "$old/$1.bundle" "$1" 2>/dev/null && git -C "$1" fetch -q "$old/$1.bundle" 'refs/sar/*:refs/sar/*' &&
		git -C "$1" remote remove origin && mkdir -p "$1/.git/lfs" && cp -r "$old/objects" "$1/.git/lfs/objects"
}
for bundle in "$old"/*.bundle; do
	name=$(basename "$bundle" .bundle); open_old "$name"
	status 0 sarflow verify "$name"; has 'consistent. unsigned: origin unproven'; lacks ': error: '
done
status 4 sarflow verify "$old/sealed.bundle"; has 'consistent as far as it can be judged'; has 'not judged: '; has '[content-absent]'
status 4 sarflow verify "$old/sealed.bundle" --json; cp "$OUT" said
is 'a bundle' bundle "$(value '$.kind' said)"; is 'its verdict' not-judged "$(value '$.verdict' said)"
is 'nothing is left behind' '' "$(ls -A "$TMPDIR")"
status 3 sarflow verify "$ROOT/README.md"; has 'neither a package, nor a folder that was handed over, nor a git bundle' "$ERR"
head -c 400 "$old/sealed.bundle" >cut.bundle; status 3 sarflow verify cut.bundle; has 'git cannot unpack ./cut.bundle' "$ERR"
status 2 sarflow verify sealed --since HEAD; has '"HEAD" is no event' "$ERR"
status 0 sarflow -C sealed verify --since "$(git -C sealed rev-parse refs/sar/journal~3)"; lacks '[since-named]'
id=$(git -C sealed log -1 --format=%B refs/sar/journal | sed -n 's/^Sar-Id: //p')
status 0 sarflow -C sealed verify --since "$id"; has '[since-named]'; has 'give the digits of its commit'
git -C sealed update-ref refs/sar/journal refs/sar/journal~1
status 1 sarflow -C sealed verify --since "$id"; like "^journal: error: event ${id:0:12}, seen earlier, is not in it"; has 'not consistent: 1 failure'
status 0 sarflow -C sealed verify; has '[journal-aside]'
status 0 sarflow --lang ja -C sealed verify; has '矛盾はない。電子署名がなく、出所は証明されない'

# ---- one bad event of somebody appointed does not stop the reading of all others
open_old bent; mv signed bent.signed; cp -r bent.signed bent; export SARFLOW_NOW=1795392000
person='Kenji Mori <kenji.mori@minato-turbine.example>'
tree=$(git -C bent mktree </dev/null)
bend() { # KIND SUBJECT TRAILERS: an event by hand, with an empty tree
	printf '%s\n\nSar-Event: %s\nSar-Id: %020d\nSar-Person: %s\nSar-Role: manager\nSar-As-Of: 2026-11-23\n%b' "$2" "$1" "$((bends = ${bends:-0} + 1))" "$person" "$3" >message
	git -C bent update-ref refs/sar/journal "$(GIT_AUTHOR_DATE='1795392000 +0900' GIT_COMMITTER_DATE='1795392000 +0900' git -C bent commit-tree "$tree" -p refs/sar/journal ${4:+-p "$4"} <message)"
}
bend note note 'Sar-Note: note.md\n'
pinned=$(git -C bent rev-parse main)
bend use 'use: NOBODY as profile' "Sar-Template: company-profile\nSar-Snapshot: $(printf %064d 1)\nSar-Alias: profile\nSar-Used: NOBODY\nSar-Pinned: $pinned\n" "$pinned"
for command in status log 'render -o pages' 'check --version main' next 'remark list --version main'; do
	run sarflow -C bent $command; [ $? -le 1 ] && pass "sarflow $command goes on" || fail "sarflow $command goes on"
done
run sarflow -C bent check --version main; has '[event-tree]'; has 'note.md, which it names, is not in it'
status 1 sarflow verify bent; has 'note.md, which it names, is not in it [event-tree]'; has '[event-unfounded]'

# ---- what was handed over: each file against its list, all of it against the journal; paper proves a journal wound back
ok 'the demo runs' env PATH="$PATH" bash "$ROOT/tests/case/demo.sh" "$SARFLOW" demo
cd demo || exit 1; P=F110-NOZ-001
status 0 sarflow verify handover; status 0 sarflow verify handover $P; has 'consistent. unsigned'
id=$(git -C $P log --format=%B --grep '^Sar-Event: seal$' refs/sar/journal | sed -n 's/^Sar-Id: //p')
commit=$(git -C $P log --format=%H --grep '^Sar-Event: seal$' refs/sar/journal)
is 'each row of the manifest names the seal' "$(($(wc -l <handover/manifest.csv) - 1))" "$(grep -c ",$id,$commit\$" handover/manifest.csv)"
has "$id, commit $commit" handover/index.html
for page in $(find handover -name '*.html'); do grep -q "Seal $id, commit ${commit:0:12}" "$page" || fail "$page names the seal at its foot"; done
mkdir book; (cd book && unzip -q ../handover/*.xlsx)
is 'so does each sheet that is printed' "$(grep -l '<oddFooter>' book/xl/worksheets/*.xml | wc -l)" "$(grep -l "<oddFooter>.*$id ${commit:0:12}" book/xl/worksheets/*.xml | wc -l)"
status 0 sarflow -C $P verify --since "$commit"; lacks '[since-named]'
bent_copy() { rm -rf out; cp -r handover out; }
bent_copy; echo x >>out/index.html; status 1 sarflow verify out; like '^index.html: error: it is not the file that the list names \[export-differs\]'
bent_copy; echo x >out/more.txt; status 1 sarflow verify out; like '^more.txt: error: it lies there, and the list does not name it'
bent_copy; rm out/attachments.html; status 1 sarflow verify out; like '^attachments.html: error: it is listed, and no such file is here'
bent_copy; rm out/attachments.html; ln -s ../handover/attachments.html out/; status 1 sarflow verify out
# a list that was written anew fits its files, and not the journal
bent_copy; echo x >>out/index.html; (cd out && find . -type f ! -name SHA256SUMS | sed 's,^./,,' | LC_ALL=C sort | xargs -d '\n' sha256sum >../sums && mv ../sums SHA256SUMS)
status 1 sarflow verify out $P; has 'no event of the journal records that this was made'; has 'what it says of index.html is not what SHA256SUMS says'
cp -r $P wound; git -C wound update-ref refs/sar/journal "$commit~1"; git -C wound tag -d submittal/1 >/dev/null; git -C wound reflog expire --expire=now --all; git -C wound gc -q --prune=now
status 0 sarflow verify wound; status 1 sarflow verify handover wound; like "^journal: error: the seal $id at ${commit:0:12}, which was handed over, does not stand in it \[journal-rewound\]"
status 0 sarflow verify draft; has 'it is a draft'
status 2 sarflow verify handover --since "$id"; has 'name the package as well' "$ERR"
cd "$SANDBOX" || exit 1
# ---- forged histories: a share of them, by both verifiers; all of them are for `make trust`
ok 'a share of the forged histories' "$ROOT/tests/verify/run" "$BUILD" --share 25
has ', 0 not as they must be'
finish
