#!/bin/bash
# t_web_edit.sh: evidence changed by pages: passages, cells, tables, Word documents, files; shown first, saved once, lost never.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
mkdir served; cd served || exit 1
package
cd .. || exit 1
D=served/F110-NOZ-001 P=/p/F110-NOZ-001 C=evidence/C-repair-documents.md
start served
tip() { git -C $D rev-parse main; }
at() { git -C $D show "main:$1"; }

# ---- the element's page: lines, findings and remarks beside their passages
sarflow -C $D remark add --on $C --quote 'All five are inspected' --severity major -m 'On which machine?' >/dev/null
get 200 $P/evidence/C-repair-documents.html
ok 'the remark stands in the section of its passage' python3 - body <<'E2'
import re, sys
parts = open(sys.argv[1]).read().split('<section class="passage">')
where = [i for i, p in enumerate(parts) if 'On which machine?' in p]
sys.exit(0 if len(where) == 1 and 'Critical characteristics</h2>' in parts[where[0]] and '<b>C4</b>' in parts[where[0]] else 1)
E2
is 'every line of the element stands beside a passage, once' 'C1 C2 C3 C4 C5 C6 C7 C8 C9' "$(grep -o '<div class="line" id="line-[^"]*"><p><b>[^<]*' body | sed 's/.*>//' | sort | tr '\n' ' ' | sed 's/ $//')"
edit=$(grep -o 'edit.html?file=[^"]*line=41[^"]*' body | sed 's/&amp;/\&/g'); like '^edit.html' <(echo "$edit")

# ---- a passage: shown, saved, and the folder has it as well
form "$P/$edit"; has '## C4 Critical characteristics'; lacks '## C5'
before=$(tip)
again 200 $P/edit.html 'now=## C4 Critical characteristics

Six characteristics are <b>critical</b>.
'
has 'This would change'; has '&lt;b&gt;critical'; lacks '<b>critical</b>'; has 'Save as a version'
is 'looking saves nothing' "$before" "$(tip)"
again 303 $P/edit.html 'message=six of them'
like '^Location: .*evidence/C-repair-documents.html.before=' head
# the page that follows says what was saved; another time it says nothing, nor to who asks for an event of elsewhere
get 200 "$(sed -n 's/^Location: \(https*:\/\/[^/]*\)*\([^\r]*\).*/\2/p' head | tr -d '\r')"; has 'Saved as version' body; has "../compare.html?from=$before" body
get 200 $P/evidence/C-repair-documents.html; lacks 'Saved as version' body
for none in x "$before" "$before.$before.2026-11-23" '..'; do get 200 "$P/evidence/C-repair-documents.html?before=$none"; lacks 'Saved as version' body; done
is 'one version more' "$before" "$(git -C $D rev-parse main^)"
is 'of who wrote it' 'Kenji Mori: six of them' "$(git -C $D log -1 --format='%an: %s' main)"
has 'Six characteristics are <b>critical</b>.' <(at $C); lacks 'Crack map' <(at $C); has '## C5 Machines' <(at $C)
saved $D
is 'nothing else changed' "$C" "$(git -C $D diff --name-only main^ main)"
get 303 $P/edit.html --data-binary @again.form
is 'the same form again saves nothing' "$before" "$(git -C $D rev-parse main^)"

# ---- two who edit the same passage: nobody's words are lost; two passages of one file: both stand
second() { edit=$(get 200 $P/evidence/C-repair-documents.html >/dev/null; grep -o 'edit.html?file=[^"]*' body | sed 's/&amp;/\&/g' | sed -n 3p); form "$P/$edit"; cp body mine; }
second
sed -i 's/^Each operation has machine/Every single operation has machine/' $D/$C; sarflow -C $D save -m 'at the terminal' >/dev/null
cp mine body; again 409 $P/edit.html 'now=## C2 Operations

Mine.
'
has 'Put both together in the field'; has 'Mine.'; has 'Every single' <(at $C)
has 'Every single operation has machine'; has '<textarea class="source" id="now" name="now"'
again 200 $P/edit.html 'now=## C2 Operations

Mine, and every single operation.
'
again 303 $P/edit.html; has 'Mine, and every single' <(at $C); lacks 'Every single' <(at $C); lacks 'Each operation has machine' <(at $C)
# it moved as well, and its neighbours stay; gone, twice or with another neighbour it is told where to look
second
sed -i 's/^Mine, and every single/Theirs, and every single/; s/^# Proposed Repair Documents/&\n\nA line that comes and goes./' $D/$C; sarflow -C $D save -m 'above, and there' >/dev/null
cp mine body; again 409 $P/edit.html 'now=## C2 Operations

Ours now.
'
has 'Theirs, and every single'; again 200 $P/edit.html 'now=## C2 Operations

Ours, and theirs.
'
again 303 $P/edit.html; has 'Ours, and theirs.' <(at $C); lacks 'every single' <(at $C); has 'A line that comes and goes.' <(at $C); is 'the next section stands once' 1 "$(at $C | grep -c '^## C3')"
sed -i '/^A line that comes and goes./,+1d' $D/$C; sarflow -C $D save -m 'it goes' >/dev/null
second
sed -i 's/^## C3 Inspection/## C3 All inspection/; s/^Ours, and theirs/Theirs alone/' $D/$C; sarflow -C $D save -m 'the neighbour too' >/dev/null
cp mine body; again 409 $P/edit.html 'now=## C2 Operations

Mine.
'
has 'your words stand below'; has 'Mine.'; lacks '<textarea class="source"'
sed -i 's/^## C3 All inspection/## C3 Inspection/' $D/$C; sarflow -C $D save -m 'as it was' >/dev/null
second
python3 - $D/$C <<'END'
import re, sys
text = open(sys.argv[1]).read()
open(sys.argv[1], 'w').write(re.sub(r'## C2 Operations\n.*?(?=## C3)', '', text, flags=re.S))
END
sarflow -C $D save -m 'gone' >/dev/null
cp mine body; again 409 $P/edit.html 'now=## C2 Operations

Mine.
'
has 'your words stand below'; git -C $D revert --no-edit HEAD >/dev/null 2>&1
second
sed -i 's/^# Proposed Repair Documents/# Proposed Repair Documents\n\nA line above moves all others./' $D/$C; sarflow -C $D save -m 'above' >/dev/null
cp mine body; again 200 $P/edit.html 'now=## C2 Operations

Mine.
'
again 303 $P/edit.html
has 'Mine.' <(at $C); has 'A line above moves all others.' <(at $C); lacks 'Every single' <(at $C)

# the last passage of a file without an end of its last line: what goes on in the same line is another one
printf '\n## C10 Last\n\nThe last words' >>$D/$C; sarflow -C $D save -m 'last' >/dev/null
last() { get 200 $P/evidence/C-repair-documents.html; form "$P/$(grep -o 'edit.html?file=[^"]*' body | sed 's/&amp;/\&/g' | tail -1)"; }
last; has 'C10 Last'; cp body mine; printf ' were never said' >>$D/$C; sarflow -C $D save -m 'theirs' >/dev/null
cp mine body; again 409 $P/edit.html 'now=## C10 Last

My words'
has 'Put both together in the field'; has 'The last words were never said'; lacks 'My words were never' <(at $C)
again 200 $P/edit.html 'now=## C10 Last

My words, and theirs'
again 303 $P/edit.html; is 'both, in one line' 'My words, and theirs' "$(at $C | tail -1)"; lacks 'never said' <(at $C)

# ---- what lies changed and unsaved in the folder is nobody's to write over; another file's is no hindrance
echo 'Not saved.' >>$D/$C; before=$(tip)
form "$P/$edit"; again 200 $P/edit.html 'now=## C2 Operations

Ours.
'
again 409 $P/edit.html; has 'is not saved there yet'; is 'nothing was saved' "$before" "$(tip)"; has 'Not saved.' $D/$C
git -C $D checkout -q $C
echo 'Elsewhere.' >>$D/evidence/D-sub-tier-suppliers.md
form "$P/$edit"; again 200 $P/edit.html 'now=## C2 Operations

Ours.
'
again 303 $P/edit.html; has 'Ours.' $D/$C; lacks 'Elsewhere.' <(at evidence/D-sub-tier-suppliers.md); has 'Elsewhere.' $D/evidence/D-sub-tier-suppliers.md
git -C $D checkout -q evidence

# ---- a row: cells, a value that its column does not take, a row that somebody else changed
form "$P/edit.html?file=registers/operations.csv&row=230"; cp body mine
again 400 $P/edit.html 'now.place=nowhere'; has 'nowhere'
cp mine body; again 200 $P/edit.html 'now.machine=Drag finisher DF-3, "new"'; has 'Drag finisher DF-3'
again 303 $P/edit.html
has '"Drag finisher DF-3, ""new"""' <(at registers/operations.csv); is 'one line of the table changed' 1 "$(git -C $D diff main^ main -- registers | grep -c '^+[^+]')"
cp mine body; again 409 $P/edit.html 'now.machine=Another one'; has 'somebody made it &quot;Drag finisher DF-3, &quot;new&quot;&quot;'; has 'name="now.machine" value="Another one"'
# what is decided there goes on as it is; who adds a note meanwhile costs nobody their words
again 200 $P/edit.html; has 'Another one'; sarflow -C $D note 'meanwhile' >/dev/null; before=$(git -C $D rev-parse main)
again 409 $P/edit.html; has 'The package moved on since you looked, and nothing was saved'; has 'Another one'; is 'nothing was' "$before" "$(git -C $D rev-parse main)"
again 303 $P/edit.html; has ',Another one,' <(at registers/operations.csv)
form "$P/edit.html?file=registers/operations.csv&row=230"; again 200 $P/edit.html 'now.machine=Drag finisher DF-3, "new"'; again 303 $P/edit.html
cp mine body; again 200 $P/edit.html 'now.parameters=Another cell of that row'; again 303 $P/edit.html
has 'DF-3' <(at registers/operations.csv); has 'Another cell of that row' <(at registers/operations.csv)
form "$P/edit.html?file=registers/operations.csv"; again 200 $P/edit.html now.op_no=999 'now.description=The last one'; again 303 $P/edit.html
like '^999,The last one,' <(at registers/operations.csv)
# a link fills in nothing; a row that was removed meanwhile keeps the words
get 200 "$P/edit.html?file=registers/operations.csv&row=230&was.machine=x&now.machine=planted"; lacks 'value="planted"'
form "$P/edit.html?file=registers/operations.csv&row=999"; sed -i '/^999,/d' $D/registers/operations.csv; sarflow -C $D save -m 'without it' >/dev/null
before=$(tip); again 409 $P/edit.html 'now.description=Written for nothing'; has 'The row is not there any more'; has 'Written for nothing'; is 'nothing was written' "$before" "$(tip)"
get 404 "$P/edit.html?file=registers/operations.csv&row=no-such"; get 404 "$P/edit.html?file=package.yaml"; get 404 "$P/edit.html?file=../../etc/passwd"; get 404 "$P/edit.html?file=.git/config"
get 200 "$P/registers/operations.html?sort=-op_no"; is 'the last comes first' "$(git -C $D show main:registers/operations.csv | tail -1 | cut -d, -f1)" "$(grep -o '<tr id="line-[0-9]*"><td[^>]*>[^<]*' body | head -1 | sed 's/.*>//')"; has 'aria-sort="descending"' body
get 200 "$P/registers/operations.html?sort=nonsense%22%3E"; lacks 'nonsense">'

# ---- a table from outside
form $P/upload.html; before=$(tip)
printf 'op_no,machine\n230,"=cmd|x"\n' >operations.csv
upload 200 $P/upload.html step=look what=take element= 'files=@operations.csv'; has '=cmd|x'; is 'looking saves nothing' "$before" "$(tip)"
again 303 $P/upload.html; has '=cmd|x' <(at registers/operations.csv); is 'its name is told' 'take operations.csv' "$(git -C $D log -1 --format=%s main)"
get 303 $P/upload.html --data-binary @again.form; printf '&more=1' >>again.form; get 404 $P/upload.html --data-binary @again.form; has 'not kept any more'
# names as people have them: long, out of two folders, of a Mac; each is told what is wrong with it
form $P/upload.html; long=$(printf '長い名前%.0s' {1..18}); echo x >x.txt
upload 200 $P/upload.html step=look what=attach element=C "files=@x.txt;filename=$long.txt"; has 'What is asked of these files'
upload 400 $P/upload.html step=look what=attach element=C "files=@x.txt;filename=$long$long.txt"; has 'is too long: 255 bytes at most'
upload 400 $P/upload.html step=look what=attach element=C 'files=@x.txt;filename=.scan.pdf'; has 'begins with a dot'
upload 400 $P/upload.html step=look what=attach element=C 'files=@x.txt;filename=a.txt' 'files=@x.txt;filename=a.txt'; has 'two files are called &quot;a.txt&quot;'
: >empty.pdf; upload 200 $P/upload.html step=look what=attach element=C files=@empty.pdf; like '[>\t ]empty.pdf is empty'; lacks '/empty.pdf is'
is 'nothing was saved' "$(git -C $D rev-parse main)" "$(tip)"
form $P/upload.html; upload 404 $P/upload.html step=look what=take element= 'files=@link;filename=nothing.csv'
upload 400 $P/upload.html step=look what=take element=; has 'choose at least one file'

# ---- files as they stand: their markings are asked for before a byte is stored
printf '%%PDF-1.4 not really\n' >'scan.txt'
form $P/upload.html; before=$(tip)
upload 200 $P/upload.html step=look what=attach element=C 'files=@scan.txt'; has 'What is asked of these files'; has 'name="set.origin"'
again 200 $P/upload.html set.language=en set.distribution=B set.export_warning=yes set.cui= set.dissemination=none set.legend=own set.origin=own set.released_by=
has 'may not hold this page'; lacks 'Save as a version'; is 'nothing is stored' "$before" "$(tip)"
form $P/upload.html; upload 200 $P/upload.html step=look what=attach element=C 'files=@scan.txt'
again 200 $P/upload.html set.language=en set.distribution=none set.export_warning=yes set.cui= set.dissemination=none set.legend=own set.origin=own set.released_by=
has 'Save as a version'; is 'nothing is stored yet' "$before" "$(tip)"
again 303 $P/upload.html
like '^oid sha256:' <(at attachments/C/scan.txt); ok 'its content stands in the folder' cmp scan.txt $D/attachments/C/scan.txt; has 'attachments/C/scan.txt' <(at registers/markings.csv); saved $D
get 200 $P/attachments/C/scan.txt; ok 'and is given out' cmp body scan.txt

# ---- bodies that are no form of ours
form $P/upload.html; before=$(tip)
for name in '../../evil.txt' '..' '.hidden' 'a/b.txt' 'C:\x\evil.txt'; do
	printf -- '--X\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n%s\r\n--X\r\nContent-Disposition: form-data; name="stand"\r\n\r\n%s\r\n--X\r\nContent-Disposition: form-data; name="step"\r\n\r\nlook\r\n--X\r\nContent-Disposition: form-data; name="what"\r\n\r\nattach\r\n--X\r\nContent-Disposition: form-data; name="element"\r\n\r\nC\r\n--X\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n\r\nx\r\n--X--\r\n' "$CSRF" "$STAND" "$name" >evil
	got=$(curl -s -b "$JAR" -o body -w '%{http_code}' -H 'Content-Type: multipart/form-data; boundary=X' --data-binary @evil "$BASE$P/upload.html")
	like '^(200|400)$' <(echo "$got"); lacks 'attachments/C/../' body; lacks '..//' body
done
for body in '' '--X' '--X--' '--X\r\n\r\n\r\n--X--' '--Y\r\n' '--X\r\nContent-Disposition: form-data; name="a"\r\n\r\nb'; do
	printf -- "$body" >evil; got=$(curl -s -b "$JAR" -o body -w '%{http_code}' -H 'Content-Type: multipart/form-data; boundary=X' --data-binary @evil "$BASE$P/upload.html"); like '^(400|403)$' <(echo "$got")
done
head -c 70000000 /dev/zero >huge; got=$(curl -s -b "$JAR" -o body -w '%{http_code}' -F csrf=$CSRF -F step=look -F what=attach -F element=C -F files=@huge "$BASE$P/upload.html"); is 'more than is taken' 413 "$got"; has 'larger than the 64 megabytes that a page takes' body; has '<title>' body
head -c 3000000 /dev/zero >large; got=$(curl -s -o body -w '%{http_code}' -F csrf=$CSRF -F files=@large "$BASE$P/upload.html"); is 'nobody who has not entered sends much' 413 "$got"
CSRF=$(printf '0%.0s' $(seq 64)) upload 403 $P/upload.html step=look what=attach element=C 'files=@scan.txt'
head -c 3000000 /dev/urandom >large; form $P/upload.html; upload 200 $P/upload.html step=look what=attach element=C 'files=@large;filename=large.bin'; has '3000000'
is 'and nothing of all that was saved' "$before" "$(tip)"

# ---- a stranger changes nothing; when the server ends, nothing of what came is left
stop; is 'nothing lies there' '' "$(find served -name '.sarflow-tmp*')"
# ---- what is written comes back as it was written: from the look to the record, and what a file holds already
exact=$'\u845b\U000e0100\u57ce soft\u00adhyphen \ufeffmark join\u200der <b>&amp;"'
start served; form $P/remark-new.html?on=C3; post 200 $P/remark-new.html on=C3 step=look severity=minor "note=$exact"; again 303 $P/remark-new.html step=record
is 'a remark' "$exact" "$(git -C $D show refs/sar/journal:note.md)"
file=evidence/D-sub-tier-suppliers.md; first=$(head -1 $D/$file)
printf '\xef\xbb\xbf# Title\r\n\r\nFirst %s para.\r\nIt goes on.\r\n\r\nSecond para.\r\n' "$exact" >$D/$file; sarflow -C $D save -m 'as Windows writes it' >/dev/null
field() { python3 -c 'import html, re; print(html.unescape(re.search("<textarea[^>]*>\n([^<]*)<", open("body", encoding="utf-8").read())[1]), end="")'; }
edit() { form "$P/edit.html?file=$file&line=$1"; text=$(field; echo .); text=${text%.}; again 200 $P/edit.html step=look "now=${text/$2/$3}"; again 303 $P/edit.html step=record; }
text=; edit 6 'Second para.' 'Second para, changed.'; has 'Second para, changed.' <(at $file); is 'each line still ends as it did' 6 "$(at $file | grep -c $'\r$')"
edit 3 First 'The first'; has "$exact" <(echo "$text"); has "The first $exact para." <(at $file | tr -d '\r'); saved $D
form "$P/remark-new.html?on=$file&quote=x"; post 200 $P/remark-new.html on=$file step=look severity=minor note=x $'quote=\u845b\U000e0100\u57ce soft\u00adhyphen'; again 303 $P/remark-new.html step=record
form "$P/edit.html?file=registers/operations.csv&row=20"; again 200 $P/edit.html step=look "now.machine=$exact"; again 303 $P/edit.html step=record; has $'\u845b\U000e0100\u57ce soft\u00adhyphen' <(at registers/operations.csv)
stop; before=$(tip)
# ---- of two rows with one key each is edited by its own link
start served; python3 - $D/registers/operations.csv <<'P'
import csv, sys
path = sys.argv[1]; rows = list(csv.reader(open(path, newline=''))); width = len(rows[0])
with open(path, 'a', newline='') as f: csv.writer(f, lineterminator='\n').writerows([['901', words] + [''] * (width - 2) for words in ('First of two', 'Second of two')])
P
sarflow -C $D save -m two >/dev/null; get 200 $P/registers/operations.html; links=$(grep -o 'edit.html?file=registers/operations.csv&amp;row=901&amp;line=[0-9]*' body | sed 's/&amp;/\&/g'); is 'a link each' 2 "$(echo "$links" | sort -u | wc -l)"
second=$(grep -n 'Second of two' $D/registers/operations.csv | cut -d: -f1); form "$P/edit.html?file=registers/operations.csv&row=901&line=$second"; has 'Second of two' body; lacks 'First of two' body
column=$(sed -n 1p $D/registers/operations.csv | cut -d, -f2); again 200 $P/edit.html step=look "now.$column=Second, mended"; again 303 $P/edit.html step=record
has 'First of two' <(at registers/operations.csv); has 'Second, mended' <(at registers/operations.csv); lacks 'Second of two' <(at registers/operations.csv); stop; before=$(tip)
# ---- a version that could not be signed changes no file in the folder either; on another branch the folder is its owner's
ssh-keygen -q -t ed25519 -N '' -f key; printf '#!/bin/sh\n[ ! -e %s/shut ] || exit 1\nexec ssh-keygen "$@"\n' "$SANDBOX" >signer; chmod +x signer
for key in "gpg.format ssh" "user.signingkey $SANDBOX/key" "commit.gpgsign true" "gpg.ssh.program $SANDBOX/signer"; do git config --global $key; done
passage() { form "$P/edit.html?file=$C&line=41"; was=$(python3 -c 'import html, re; print(html.unescape(re.search("name=\"was\" value=\"([^\"]*)\"", open("body", encoding="utf-8").read())[1]), end="")'); }
start served; passage; : >shut; mark $D; cp $D/$C before.md
post 403 $P/edit.html step=record file=$C line=41 "was=$was" 'now=Words that nobody signed.'; has 'made no signature' body; has 'Words that nobody signed.' body; same 'no version' $D; ok 'the file is as it was' cmp before.md $D/$C; saved $D
rm shut; git -C $D checkout -q -b feat; echo 'On a branch.' >>$D/$C; git -C $D commit -q --no-gpg-sign -a -m branch; cp $D/$C branch.md
passage; post 303 $P/edit.html step=record file=$C line=41 "was=$was" 'now=Words of main alone.'; has 'Words of main alone.' <(at $C); ok 'the branch has its own' cmp branch.md $D/$C; is 'and nothing is staged' '' "$(git -C $D status --porcelain)"
git -C $D checkout -q main; has 'Words of main alone.' $D/$C; git -C $D branch -q -D feat; saved $D; stop; rm "$HOME/.gitconfig"; before=$(tip)
start served "$STRANGER"
get 403 "$P/edit.html?file=$C&line=41"; get 403 $P/upload.html; get 403 $P/return.html
get 200 $P/index.html; CSRF=$(hidden csrf)
post 403 $P/edit.html step=look file=$C line=1 was=x now=y; post 403 $P/edit.html step=record "file=$C" line=1 was=x now=y
upload 403 $P/upload.html step=look what=take element= 'files=@operations.csv'
is 'nothing was saved by them' "$before" "$(tip)"
stop
finish
