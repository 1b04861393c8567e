# t_new.sh: a package from nothing: new, fill, attach, restore, check; and adopting a newer template.
. "$(dirname "$0")/case.sh"
P=F110-NOZ-009
status 2 sarflow new $P
status 2 sarflow new $P --template repair --category IX --title x
status 3 sarflow new $P --template nonsuch --category IV --title x; has 'there is no template "nonsuch"' "$ERR"
status 2 sarflow new $P --template repair --category IV --title x --set color=red
no 'none of this left a folder' ls -d $P .$P*
status 0 sarflow new $P --template repair --category IV --title 'Segment: "quoted", #1' --set nsn=2840-01-999-9904 \
	--set part_numbers.cage=SJZ02 --set part_numbers.part_number=9999M99G02 --set 'site=Minato: Works'
saved $P
status 3 sarflow new $P --template repair --category IV --title x; has 'exists already' "$ERR"
status 0 sarflow -C $P status; has 'Segment: "quoted", #1'; has 'Idea since 2026-11-23'
status 1 sarflow -C $P check
lacks '[yaml-malformed'; lacks '[csv-'; has '[requirement-open'; has '[register-empty'; has '[identity-missing'
status 1 sarflow -C $P check --json; json
status 0 sarflow -C $P/evidence status
for file in A-cover-letter B-technical-data S-source-demonstration; do ok "skeleton of $file" test -s $P/evidence/$file.md; done
no 'category IV uses no element J' ls $P/evidence/J-similarities.md
layer() { (cd "$ROOT/templates/$1" && find . -type f ! -name "*.po" ! -name cases.yaml | sed "s,^\./,$2,"); }
is 'the opening event carries the template' "$({ layer repair ''; layer shared/sar base/; layer shared/common base/base/; } | LC_ALL=C sort)" \
	"$(git -C $P ls-tree -r --name-only refs/sar/journal | sed -n 's,^template/,,p' | LC_ALL=C sort)"

# ---- fill: an answer is a heading that begins with the number
answered() { sarflow -C $P status | sed -n "s/^  $1  .* \([0-9]*\) of .*/\1/p"; }
is 'nothing is answered in H' 0 "$(answered H)"
cat >$P/evidence/H-license-agreements.md <<'END'
# License Agreements

## H1 Licenses held
We hold LA-2019-07/A4.

## Ｈ－２ 全角

Full-width numbers are read.
END
is 'an answer under H1 and under full-width H2' 2 "$(answered H)"
printf '# License Agreements\n\n## H1-H3 All\n\nOne answer for three.\n' >$P/evidence/H-license-agreements.md
is 'a range answers three' 3 "$(answered H)"
printf '# License Agreements\n\n## H1-H3 All\n\nTODO\n\n<!-- soon -->\n' >$P/evidence/H-license-agreements.md
is 'TODO is no answer' 0 "$(answered H)"
printf '# License Agreements\n\n## H1 x\n\n## H2 y\n\n<!-- soon -->\n\n## H3\n\n### deeper\n\ntext\n' >$P/evidence/H-license-agreements.md
is 'a comment is no answer, a deeper heading belongs to the section' 1 "$(answered H)"
status 0 sarflow -C $P restore evidence/H-license-agreements.md
saved $P

# ---- attach
printf '%%PDF-1.4\nnot quite\n' >scan.pdf
head -c 300000 /dev/urandom >photo.png
status 2 sarflow -C $P attach photo.png --element L
has 'say the' "$ERR"
status 2 sarflow -C $P attach photo.png
status 2 sarflow -C $P attach photo.png --element Q --set language=en --set distribution=none --set export_warning=no --set cui= --set dissemination=none --set legend=own --set origin=own --set released_by=
status 3 sarflow -C $P attach nothing.png --element L --set language=en --set distribution=none --set export_warning=no --set cui= --set dissemination=none --set legend=own --set origin=own --set released_by=
status 2 sarflow -C $P attach photo.png --element L --set language=en --set distribution=none --set export_warning=no --set cui= --set dissemination=none --set legend=own --set origin=own --set released_by= --set colour=red
marked() { sarflow -C $P attach photo.png --element L --set language=en --set export_warning=yes --set cui= --set legend=none --set origin=government "$@"; }
status 3 marked --set distribution=D --set dissemination=none --set released_by=; has 'unless it was released' "$ERR"
status 3 marked --set distribution=none --set dissemination=NOFORN --set released_by=none; has 'shuts a company in Japan out' "$ERR"
status 3 marked --set distribution=D --set dissemination=none --set released_by= --lang ja; has '輸出管理責任者' "$ERR"
status 2 marked --set distribution=Q --set dissemination=none --set released_by=; has 'distribution "Q"' "$ERR"
no 'nothing was stored' ls $P/attachments $P/.git/lfs/objects
cp $P/registers/markings.csv before.csv
status 0 sarflow -C $P attach photo.png --element L --set language=en --set distribution=none --set export_warning=no --set cui= --set dissemination=none --set legend=own --set origin=own --set released_by=
ok 'its content is in the work tree' cmp photo.png $P/attachments/L/photo.png
is 'the register has one row more' 1 $(($(wc -l <$P/registers/markings.csv) - $(wc -l <before.csv)))
has 'attachments/L/photo.png,,en,none' $P/registers/markings.csv
status 0 sarflow -C $P attach photo.png --element L --set language=en --set distribution=none --set export_warning=no --set cui= --set dissemination=none --set legend=own --set origin=own --set released_by=; has '1 file is there already'
is 'and the register has no row more' 1 $(($(wc -l <$P/registers/markings.csv) - $(wc -l <before.csv)))
mkdir other; echo another >other/photo.png
status 3 sarflow -C $P attach other/photo.png --element L --set language=en --set distribution=none --set export_warning=no --set cui= --set dissemination=none --set legend=own --set origin=own --set released_by=
has 'exists already' "$ERR"
status 0 sarflow -C $P save -m 'a photo'
saved $P
sum=$(sha256sum <photo.png | cut -d' ' -f1)
is 'git holds a pointer' "version https://git-lfs.github.com/spec/v1
oid sha256:$sum
size 300000" "$(git -C $P cat-file -p main:attachments/L/photo.png)"
head -c 1000 /dev/urandom >photo2.png
status 0 sarflow -C $P attach photo2.png --name photo.png --element L --replace
is 'a replacement adds no row' 1 $(($(wc -l <$P/registers/markings.csv) - $(wc -l <before.csv)))
status 0 sarflow -C $P save -m 'a better photo'
status 0 sarflow -C $P restore -v main~1 attachments/L
ok 'the old content is back' cmp photo.png $P/attachments/L/photo.png
status 0 sarflow -C $P restore .
ok 'and the new one' cmp photo2.png $P/attachments/L/photo.png
saved $P
status 3 sarflow -C $P restore nothing.md
status 3 sarflow -C $P restore -v nonsuch .
rm $P/evidence/A-cover-letter.md
status 1 sarflow -C $P check; has '[element-missing'
status 0 sarflow -C $P save -n; has 'removed  evidence/A-cover-letter.md'
status 0 sarflow -C $P restore evidence; ok 'restored' test -s $P/evidence/A-cover-letter.md
saved $P

# ---- adopt
status 3 sarflow -C $P adopt; has 'in force already' "$ERR"
cp -r "$ROOT/templates" newer
sed -i 's|^  days: 365 |  days: 100 |' newer/shared/sar/template.yaml
sed -i 's/^  eligibility:$/  eligible:/; s/\beligibility\b\(,\|]\|$\)/eligible\1/' newer/shared/sar/workflow.yaml newer/repair/workflow.yaml
status 0 env SARFLOW_TEMPLATES="$PWD/newer" "$SARFLOW" template lint repair
status 0 sarflow -C $P do start-screen
status 3 env SARFLOW_TEMPLATES="$PWD/newer" "$SARFLOW" -C $P adopt; has 'has no state "eligibility"' "$ERR"
mark $P
status 0 env SARFLOW_TEMPLATES="$PWD/newer" "$SARFLOW" -C $P adopt --state eligible
is 'it stands in the state named' eligible "$(state $P)"
is 'main did not move' "$(git -C $P rev-parse main)" "$(sed -n 's,^refs/heads/main ,,p' "$SANDBOX/.tips-$P")"
status 0 sarflow -C $P next; has 'open  ask-requirements'
status 0 sarflow -C $P do ask-requirements
status 0 sarflow -C $P log; has 'adopt: template repair'

# ---- lists, templates
mkdir several && mv $P several/ && mkdir several/other several/.hidden && git init -q several/foreign
status 0 sarflow list several; has $P; lacks hidden; has foreign "$ERR"
status 0 sarflow list several --json; json
status 0 sarflow -C several list; has $P
status 0 sarflow template list; has repair
status 0 sarflow template lint repair
status 0 sarflow template graph repair; has digraph
status 0 sarflow help
status 0 sarflow version; has sarflow
status 2 sarflow nonsuch
status 2 sarflow -C several/$P status --as-of yesterday
status 2 sarflow -C several/$P status --lang fr
status 2 env SARFLOW_NOW=soon "$SARFLOW" -C several/$P status
status 2 sarflow -C several/$P status --nonsuch
status 2 sarflow -C several/$P check --level fatal
status 2 sarflow -C
for command in $(sarflow help | sed -n '/^  -C/q; s/^  \([a-z]*\) .*/\1/p' | grep -v sarflow); do
	status 0 sarflow $command --help; has 'Example'
done

# ---- what is at no place of a package stays behind, and is told
mkdir -p plain/notes; echo later >plain/notes/todo.txt
printf 'format: 1\nid: STRAY\ntemplate: repair\ncategory: IV\ntitle: x\n' >plain/package.yaml
status 0 sarflow import plain; has 'made ./STRAY'
has 'sarflow: notes/todo.txt is at no place of a package and stays behind' "$ERR"
no 'it was not taken' ls STRAY/notes
# ---- a link in the place of evidence is told, and nothing is made; another's .gitattributes stays behind
cp -r "$ROOT/packages/F100-SEAL-001" linked; mv linked/evidence outside; ln -s ../outside linked/evidence; status 3 sarflow import linked; has 'linked/evidence is a link' "$ERR"; no 'nothing is made' test -e F100-SEAL-001
rm linked/evidence; mv outside linked/evidence; f=$(ls linked/evidence | head -1); mv "linked/evidence/$f" . ; ln -s "../../$f" "linked/evidence/$f"; status 3 sarflow import linked; has "linked/evidence/$f is a link" "$ERR"
rm "linked/evidence/$f"; mv "$f" linked/evidence/; mkfifo linked/registers/pipe.csv; status 3 timeout 10 "$SARFLOW" import linked; has 'pipe.csv is a link, or no file' "$ERR"; rm linked/registers/pipe.csv
ln -s /etc/passwd linked/notes; echo 'attachments/** filter=evil' >linked/.gitattributes; status 0 sarflow import linked; has 'notes is at no place of a package and stays behind' "$ERR"; has '.gitattributes is at no place' "$ERR"
lacks evil F100-SEAL-001/.gitattributes; saved F100-SEAL-001; ok 'all evidence is there' diff -r linked/evidence F100-SEAL-001/evidence
finish
