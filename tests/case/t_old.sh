# t_old.sh: packages made by earlier programs open, say the same, and go on.  The script that makes them runs; what it made
# when an edition was closed is kept in tests/old/EDITION.
. "$(dirname "$0")/case.sh"
ok 'packages are made' bash "$ROOT/tests/old/make" "$SARFLOW" now
says() { sarflow -C "$1" status --json --version main | python3 -c '
import json, sys
s = json.load(sys.stdin)
print("state", s["state"], "round", s["round"], "submittals", s["submittals"])
for k in sorted(s["sign_offs"], key=lambda k: (k["element"], k["role"], k["person"])):
    print("sign-off", k["element"], k["role"], k["person"], "stands" if k["stands"] else "fell")
print("remarks", s["remarks"]["open"], s["remarks"]["answered"], s["remarks"]["closed"], "waived", s["waived"])'
	sarflow -C "$1" check --json --version main | python3 -c '
import json, sys
for f in json.load(sys.stdin): print("finding", f["level"], f["rule"], f["file"], f["line"], "waived" if f["waived"] else "")'; }
# open FOLDER NAME: from its bundle, as a clone of somebody else
open_old() {
	rm -rf old && git clone -q "$1/$2.bundle" old 2>/dev/null || return 1
	git -C old fetch -q "$1/$2.bundle" 'refs/sar/*:refs/sar/*' 2>/dev/null
	mkdir -p old/.git/lfs && cp -r "$1/objects" old/.git/lfs/objects
}
editions=$(sed -n 's/.*\.number = \([0-9]*\)[ ,].*/\1/p' "$ROOT/engine/journal/edition.c" | grep -v 99)
is 'edition 1 is the first of them' 1 "${editions%%[!0-9]*}"
for edition in $editions; do
	ok "packages of edition $edition are kept" sh -c 'ls "$0"/*.bundle' "$ROOT/tests/old/$edition"
done
for folder in now "$ROOT"/tests/old/[0-9]*; do
	[ -d "$folder" ] || continue
	folder=$(cd "$folder" && pwd)
	for bundle in "$folder"/*.bundle; do
		name=$(basename "$bundle" .bundle)
		ok "$name opens" open_old "$folder" "$name"
		is "$name says what it said" "$(cat "$folder/$name.says")" "$(says old)"
		status 0 sarflow -C old log
		status 0 sarflow -C old note "it goes on"
		# its workbook.yaml knows no key of today's: the same columns come out, and each has a key
		rm -rf old.pages; status 0 sarflow -C old render -o old.pages
		unzip -p old.pages/working.xlsx xl/sharedStrings.xml | tr '>' '\n' | sed 's/<.*//' >old.words
		if [ "$folder" != "$PWD/now" ]; then
			for head in "Applicant's own numbering" 'Where answered' Finding Severity Comment; do ok "$name: a column $head" grep -qxF "$head" old.words; done
			for key in applicant-s-own-numbering where-answered finding severity comment 'sarflow sheet=Checklist'; do ok "$name: its key $key" grep -qxF "$key" old.words; done
		fi
	done
done
is 'a sign-off fell with the newer template' 1 "$(grep -c '^sign-off .* fell$' now/adopted.says | sed 's/^[1-9][0-9]*$/1/')"

# ---- what was made before edition 1 is refused in a sentence
fresh G
git() { command git -C G "$@"; }
old=$(git cat-file commit "$(git rev-list --max-parents=0 refs/sar/journal)" | sed '1,/^$/d; /^Sar-Id/d; /^Sar-Edition/d')
tree=$(git rev-parse "refs/sar/journal^{tree}")
git update-ref refs/sar/journal "$(git commit-tree "$tree" <<<"$old")"
status 3 sarflow -C G status; has 'it was made before edition 1 of sarflow, which does not read it any more' "$ERR"
finish
