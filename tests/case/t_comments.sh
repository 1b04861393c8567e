#!/bin/bash
# t_comments.sh: a Word document of ours comes back with comments and changes in it: each is a remark at its words, on its
# file or on the package; none twice, none lost; and what is no such document.
. "$(dirname "$0")/case.sh"
P=F110-NOZ-001 TEXT=evidence/B-technical-data.md
package
cp -r "$SANDBOX/.worked/$P" "$SANDBOX/before"
answer() { /usr/bin/python3 "$ROOT/tests/case/answer.py" "$@" || fail "answer.py $*"; }
remark() { sarflow -C $P remark "$@"; }
remarks() { remark list --all --json >all.json; sqlite3 :memory: "select count(*) from json_each(cast(readfile('all.json') as text))"; }
item() { sqlite3 :memory: "select coalesce(json_extract(r.value, '\$.$2'), '') from json_each(cast(readfile('all.json') as text)) r where json_extract(r.value, '\$.number') = $1"; }

# ---- a version to answer to: a paragraph, a word, a row, a field
sed -i 's/^The register says for each why/The list says for each why/' $P/$TEXT
printf '\nThe index was read twice by Yuto Hara. 図面は二回確認した。\n' >>$P/$TEXT
sed -i "\$ s/Accredited calibration/Accredited national/" $P/registers/suppliers.csv
sed -i "s/^site: .*/site: Minato Works, Uraga/" $P/package.yaml
ok 'saved' sarflow -C $P save -m 'to be answered'
v=$(git -C $P rev-parse main~1)
status 0 sarflow -C $P diff "$v" main --docx "$SANDBOX/out.docx"
supplier=$(sed -n '$ s/,.*//p' $P/registers/suppliers.csv)

# ---- for programs
returned() { status "$1" sarflow -C $P return "$SANDBOX/$2" --severity minor --json "${@:3}"; cp "$OUT" returned.json; ok "$2 holds to its schema" "$ROOT/tests/check/schema" return returned.json; }
of() { sqlite3 :memory: "select coalesce(json_extract(c.value, '\$.$2'), '') from json_each(cast(readfile('returned.json') as text), '\$.comments') c where json_extract(c.value, '\$.words') like '$1%'"; }

# ---- everything at once
n=$(remarks)
cat >lines <<END
comment	Jane Doe	2026-12-03	400 dpi	Please 600 dpi.\nAll pages.
comment	Jane Doe	2026-12-03	index was read twice	Read by whom?
comment	Jane Doe	2026-12-03	二回確認した	日付は？
comment	J. Roe	2026-12-04	documents	Which one?
comment	Jane Doe	2026-12-03	B7 Legibility	A heading
comment	Jane Doe	2026-12-03	national	Whose?
comment	Jane Doe	2026-12-03	Uraga	Why another one?
comment	Jane Doe	2026-12-03	register@3	Why not?
comment	Jane Doe	2026-12-03	register@4	This one?
point	Jane Doe	2026-12-03	two persons on 2026-10-21	Which two?
foot	Jane Doe	2026-12-03	All in all it is fine.
replace	Jane Doe	2026-12-03	four of 24	six of 24
take	Jane Doe	2026-12-03	by Yuto Hara	
END
answer out.docx back.docx <lines
mark $P
status 0 remark add --from "$SANDBOX/back.docx" --severity minor --dry-run; has 'remarks would be recorded'; has 'Please 600 dpi.'
same 'only shown' $P
returned 0 back.docx --dry-run; same 'only shown, for programs' $P
is 'as many as there are' 13 "$(grep -c '"kind"' returned.json)"; is 'not recorded' 0 "$(value '$.recorded' returned.json)"
is 'at its words' 'comment Jane Doe 2026-12-03 words 400 dpi' "$(of 'Please 600' kind) $(of 'Please 600' author) $(of 'Please 600' day) $(of 'Please 600' placed) $(of 'Please 600' quote)"
is 'in a row' "row $supplier registers/suppliers.csv" "$(of 'Whose?' placed) $(of 'Whose?' row) $(of 'Whose?' file)"
is 'in a field' 'field site package.yaml' "$(of 'Why another' placed) $(of 'Why another' field) $(of 'Why another' file)"
is 'on the package' 'package' "$(of 'All in all' placed)$(of 'All in all' file)"
is 'a change' 'change [-four of 24-] {+six of 24+}' "$(of '[-four' kind) $(of '[-four' words | grep -o '.-four.*24+}')"
is 'words that are gone' register "$(of 'Why not' removed)"; is 'no remark yet' '' "$(of 'Whose?' remark)"
status 0 remark add --from "$SANDBOX/back.docx" --severity minor
has '13 remarks recorded'; cp "$OUT" said
is 'what has no place is told first' "  remark $((n + 13)), The package as a whole" "$(sed -n 2p said)"
is 'thirteen more' $((n + 13)) "$(remarks)"
where() { # WORDS OF THE COMMENT: the number of the remark
	sqlite3 :memory: "select json_extract(r.value, '\$.number') from json_each(cast(readfile('all.json') as text)) r where json_extract(r.value, '\$.text') like '$1%'"
}
k=$(where 'Please 600'); is 'the words' '400 dpi' "$(item "$k" quote)"; is 'the file' $TEXT "$(item "$k" file)"
status 0 remark show "$k"; has 'Please 600 dpi.'; has 'All pages.'; has '(Jane Doe said it in a Word document, 2026-12-03, about "400 dpi")'; has 'by Kenji Mori'
k=$(where 'Read by'); is 'words of an insertion' 'index was read twice' "$(item "$k" quote)"
k=$(where '日付'); is 'in Japanese' '二回確認した' "$(item "$k" quote)"
k=$(where 'Which one'); is 'a word that stands often' documents "$(item "$k" quote)"; is 'the first of them' "$(grep -n documents $P/$TEXT | sed -n '1s/:.*//p')" "$(item "$k" line)"
k=$(where 'This one'); is 'not the first of them' "$(grep -n register $P/$TEXT | sed -n '2s/:.*//p')" "$(item "$k" line)"
k=$(where 'Why not'); is 'words that are gone: their paragraph' 22 "$(item "$k" line)"; status 0 remark show "$k"; has 'about words that are gone: "register"'
k=$(where 'A heading'); is 'a heading' 'B7 Legibility' "$(item "$k" quote)"
k=$(where 'Whose?'); is 'a row' "$supplier" "$(item "$k" row)"; is 'its register' registers/suppliers.csv "$(item "$k" file)"
k=$(where 'Why another'); is 'a field' package.yaml "$(item "$k" file)"; status 0 remark show "$k"; has 'site'
k=$(where 'Which two'); status 0 remark show "$k"; has 'two persons on 2026-10-21'
k=$(where '[-four of 24'); status 0 remark show "$k"; has '[-four of 24-] {+six of 24+}'; has 'Jane Doe changed it so'
k=$(where '[-by Yuto'); ok 'what the reader took out of ours' [ -n "$k" ]
k=$(where 'All in all'); is 'on the package' '' "$(item "$k" file)"

# ---- the same again, and with one more
status 0 remark add --from "$SANDBOX/back.docx" --severity minor; has '13 comments were recorded already'; lacks 'recorded\n'
is 'none twice' $((n + 13)) "$(remarks)"
printf 'comment\tJ. Roe\t2026-12-05\t400 dpi\tAgreed.\ncomment\tJane Doe\t2026-12-03\tpages of the technical order\tPlease 600 dpi.\\nAll pages.\n' | cat lines - >more
answer out.docx more.docx <more
status 0 remark add --from "$SANDBOX/more.docx" --severity minor; has '2 remarks recorded'; has '13 comments were recorded already'

# ---- without our marks; in another form; words that are gone meanwhile
package; mark $P
ok 'again' sh -c "cd $P && git fetch -q 2>/dev/null; true"
rm -rf $P; cp -r "$SANDBOX/before" $P; cp -r "$SANDBOX/before" kept
printf 'comment\tJane Doe\t2026-12-03\t400 dpi\tBare.\nbare\n' | answer out.docx bare.docx
printf 'comment\tJane Doe\t2026-12-03\t400 dpi\tMoved.\ncomment\tJane Doe\t2026-12-03\tindex was read twice\tGone.\n' | answer out.docx moved.docx moved
status 0 remark add --from "$SANDBOX/bare.docx" --severity minor; has "$TEXT: 400 dpi"
returned 0 moved.docx; is 'on its file, recorded' "1 file $TEXT" "$(value '$.recorded' returned.json) $(of Gone placed) $(of Gone file)"
remarks >/dev/null; is 'the number of its remark' "$(where Gone)" "$(of Gone remark)"
returned 0 moved.docx; is 'known' '1' "$(of Gone known)"; is 'and placed no more' '' "$(of Gone placed)$(of Gone remark)"
returned 0 out.docx; is 'nothing was said' '[]' "$(value '$.comments' returned.json)"
status 2 sarflow -C $P return "$SANDBOX/back.docx" --severity minor --matrix m.xlsx; has 'not of a Word document' "$ERR"
rm -rf $P; cp -r kept $P
status 0 remark add --from "$SANDBOX/bare.docx" --severity minor
status 0 remark add --from "$SANDBOX/moved.docx" --severity minor; has "$TEXT: 400 dpi"
has 'not in the newest saved version'; is 'what could not be put at its words comes first' 'Jane Doe: Gone.' "$(sed -n '3s/^ *//p' "$OUT")"
remarks >/dev/null; is 'on its file' $TEXT "$(item "$(where Gone)" file)"; is 'without words' '' "$(item "$(where Gone)" quote)"
status 0 remark show "$(where Gone)"; has 'about "index was read twice"'

# ---- what is no answer
mark $P
status 3 sarflow -C $P take "$SANDBOX/back.docx"; has 'this is a redline of a package' "$ERR"; has 'sarflow return' "$ERR"
status 0 remark add --from "$SANDBOX/out.docx" --severity minor; has 'out.docx holds no comment and no change of a reader'
status 2 remark add --from "$SANDBOX/back.docx"; has 'say how grave it is' "$ERR"
status 2 remark add --from "$SANDBOX/back.docx" --severity minor -m x; has 'each comment in the file says its own' "$ERR"
status 2 remark add --from rows.csv --dry-run; has '--dry-run goes with --from FILE.docx' "$ERR"
status 3 remark add --from "$SANDBOX/none.docx" --severity minor
for bad in 'no zip at all' ''; do printf '%s' "$bad" >bad.docx; status 2 remark add --from "$SANDBOX/bad.docx" --severity minor; has 'is not a Word document' "$ERR"; done
printf '\320\317\021\340\241\261\032\341 an old one' >bad.docx; status 2 remark add --from "$SANDBOX/bad.docx" --severity minor; has 'an older Word document' "$ERR"
for size in 100 1000 5000; do head -c $size back.docx >bad.docx; status 3 remark add --from "$SANDBOX/bad.docx" --severity minor; has 'is damaged' "$ERR"; done
/usr/bin/python3 - <<'END'
import zipfile
z = zipfile.ZipFile('other.docx', 'w'); z.writestr('a', 'b'); z.close()
s = zipfile.ZipFile('back.docx'); z = zipfile.ZipFile('dtd.docx', 'w')
for n in s.namelist():
    b = s.read(n)
    z.writestr(n, b.replace(b'?>', b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1) if n == 'word/document.xml' else b)
z.close()
END
status 2 remark add --from "$SANDBOX/other.docx" --severity minor; has 'is not a Word document' "$ERR"
status 3 remark add --from "$SANDBOX/dtd.docx" --severity minor; has 'is damaged' "$ERR"
status 3 as stranger -C $P remark add --from "$SANDBOX/back.docx" --severity minor
same 'nothing was recorded' $P
finish
