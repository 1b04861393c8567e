# t_input.sh: bad input of every sort becomes a finding or one fault of one line, and nothing is left half-written.
. "$(dirname "$0")/case.sh"
package G && cp -a G .good && rm -rf .good/.git
mark G
# again: the package as it was;  with RULE PLACE LEVEL: the check of G finds RULE at PLACE
again() { find G -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} + ; cp -a .good/. G/; }
finds() {
	local wanted=1; [ "$3" = error ] || wanted=0
	status $wanted sarflow -C G check
	if grep -qE "^$2: $3: .*\[$1(, [PSBD])?\]( [0-9a-f]{8})?$" "$OUT"; then pass "$1 at $2"; else fail "$1 at $2 ($3)"; fi
}
in_reg() { sed -i "$2" G/registers/$1.csv; }

# ---- YAML
again; sed -i 's/^tms: .*/tms: [unclosed/' G/package.yaml
finds yaml-malformed 'package.yaml:[0-9]+(:[0-9]+)?' error
again; printf 'a: 1\n\tb: 2\n' >>G/package.yaml;             finds yaml-malformed 'package.yaml:[0-9]+(:[0-9]+)?' error
again; echo 'nsn: 2840-01-999-9902' >>G/package.yaml
status 1 sarflow -C G check; like '^package.yaml:[0-9]+.*(yaml|identity)-'
again; sed -i 's/^nsn: .*/nsn: 12345/' G/package.yaml;       finds identity-format "package.yaml:$(grep -n ^nsn G/package.yaml | cut -d: -f1)" error
again; sed -i '/^tms: /d' G/package.yaml;                    finds identity-missing 'package.yaml' error
again; sed -i 's/^category: .*/category: IX/' G/package.yaml; finds identity-format 'package.yaml' error
again; echo 'color: red' >>G/package.yaml;                   finds identity-unknown 'package.yaml:[0-9]+' warning
again; sed -i 's/^time_zone: .*/time_zone: Mars/' G/package.yaml; finds identity-format 'package.yaml(:[0-9]+)?' error
again; : >G/package.yaml;                                    finds file-empty 'package.yaml' error
again; printf '\377\376a\000' >G/package.yaml;               finds encoding 'package.yaml(:1)?' error
again; rm G/package.yaml;                                    finds element-missing 'package.yaml' error
again; { echo 'a: &a [x,x,x,x,x,x,x,x,x,x]'; for i in b c d e f g h i j; do echo "$i: &$i [*${p:-a},*${p:-a},*${p:-a},*${p:-a},*${p:-a},*${p:-a},*${p:-a},*${p:-a},*${p:-a}]"; p=$i; done; } >>G/package.yaml
status 1 timeout 20 "$SARFLOW" -C G check; has 'package.yaml'
again; { printf 'deep: '; head -c 200000 /dev/zero | tr '\0' '['; } >>G/package.yaml
status 1 timeout 20 "$SARFLOW" -C G check; has 'file-too-large'
again; sed -i 's/^signed_on: .*/signed_on: [/' G/evidence/A-cover-letter.md
finds yaml-malformed 'evidence/A-cover-letter.md:[0-9]+(:[0-9]+)?' error
again; sed -i '2,$ { 0,/^---$/d }' G/evidence/A-cover-letter.md
finds yaml-malformed 'evidence/A-cover-letter.md:1' error
again; printf -- '---\njust words\n---\n# C\n' >G/evidence/C-repair-documents.md; finds yaml-malformed 'evidence/C-repair-documents.md:2' error

# ---- without a package.yaml nothing else can be said: one cause, one finding
for form in missing empty broken; do
	again
	case $form in missing) rm G/package.yaml ;; empty) : >G/package.yaml ;; broken) sed -i '3s/^/[/' G/package.yaml ;; esac
	status 1 sarflow -C G check; like '^package.yaml(:[0-9]+(:[0-9]+)?)?: error: '; has '1 error, 0 warnings, 0 notes'
done
status 0 sarflow -C G save -m broken; status 3 sarflow -C G seal; has 'package.yaml' "$ERR"
again; status 0 sarflow -C G save -m 'as it was'
again; for n in 1 2 3 4 5 6; do echo "x$n,,,,many,never" >>G/registers/orders.csv; done; run sarflow -C G check
has 'by rule, what to mend first on top:'; like '^ +[0-9]+  csv-cell$'

# ---- CSV
again; in_reg orders '2s/^/"unclosed/';           finds csv-malformed 'registers/orders.csv:2' error
again; in_reg orders '3s/,/,a"b"/';               finds csv-malformed 'registers/orders.csv:3' error
again; in_reg orders '3s/$/,one more/';           finds csv-malformed 'registers/orders.csv:3' error
again; in_reg orders '1s/,lot,/,/';               finds csv-column 'registers/orders.csv:1' error
again; in_reg orders '1s/,lot,/,slot,/';          finds csv-column 'registers/orders.csv:1:5' error
again; in_reg orders '1s/,quantity,/,customer,/'; finds csv-column 'registers/orders.csv:1:6' error
again; in_reg orders '3s/,16,/,many,/';           finds csv-cell 'registers/orders.csv:3:6' error
again; in_reg orders '3s/2025-04-21/2025-02-30/'; finds csv-cell 'registers/orders.csv:3:7' error
again; in_reg orders '3s/foreign government/friend/'; finds csv-cell 'registers/orders.csv:3:3' error
again; in_reg orders '2{p}';                      finds csv-key 'registers/orders.csv:3' error
again; : >G/registers/orders.csv;                 finds file-empty 'registers/orders.csv' error
again; echo >G/registers/orders.csv;              finds file-empty 'registers/orders.csv' error
again; rm G/registers/operations.csv;             finds register-missing 'registers/operations.csv' error
again; in_reg operations '2,$d';                  finds register-empty 'registers/operations.csv:1' error
again; cp G/registers/orders.csv G/registers/sales.csv; finds register-unknown 'registers/sales.csv' warning
again; in_reg evidence '2s/^[A-Z0-9]*/Q99/';      finds csv-cell 'registers/evidence.csv:2:1' error
again; in_reg evidence '2s/,1-3,/,3-1,/';         finds csv-cell 'registers/evidence.csv:2:3' error
again; in_reg evidence '2s/,1-3,/,1-99,/';        finds attachment-pages 'registers/evidence.csv:2:3' error
again; in_reg evidence '2s,attachments/B/,attachments/B/no-,'; finds attachment-missing 'registers/evidence.csv:2:2' error
for path in ../outside.pdf /etc/passwd attachments/../../x attachments/.git/x .git/config attachments/B/.GIT/x 'C:\\x'; do
	again; in_reg evidence "2s|attachments/[^,]*|$path|"; finds link-outside 'registers/evidence.csv:2:2' error
done
again; { printf 'x,%.0s' {1..100000}; echo; } >>G/registers/orders.csv; finds csv-malformed 'registers/orders.csv:[0-9]+' error

# ---- encodings: BOM, CRLF and CP932 are read, anything else is found
again; sed -i 's/$/\r/' G/registers/*.csv G/evidence/*.md G/package.yaml
status 0 sarflow -C G check; has '0 errors, 0 warnings, 0 notes'
again; for file in G/registers/*.csv G/evidence/*.md G/package.yaml; do printf '\357\273\277' | cat - "$file" >t; mv t "$file"; done
status 0 sarflow -C G check; has '0 errors, 0 warnings, 0 notes'
again; in_reg suppliers '2s/Radiographic inspection/放射線検査、表/'; iconv -f UTF-8 -t CP932 G/registers/suppliers.csv >t && mv t G/registers/suppliers.csv
finds encoding-converted 'registers/suppliers.csv' note
ok 'it is saved' sarflow -C G save -m cp932
is 'byte for byte' "$(sha256sum <G/registers/suppliers.csv)" "$(git -C G cat-file blob main:registers/suppliers.csv | sha256sum)"
again; sed -i '3s/,/,caf\xe9\xff\xfe /' G/registers/suppliers.csv; finds encoding 'registers/suppliers.csv:3' error
again; iconv -f UTF-8 -t UTF-16 G/registers/suppliers.csv >t && mv t G/registers/suppliers.csv; finds encoding 'registers/suppliers.csv:[0-9]+' error
again; sed -i '$ s/$/\xc3\x28/' G/evidence/C-repair-documents.md
finds encoding "evidence/C-repair-documents.md:$(wc -l <G/evidence/C-repair-documents.md)" error
again; printf '# C\n\n\x8e\x71\x82\xb5\x82\xa2\n' >G/evidence/C-repair-documents.md; finds encoding 'evidence/C-repair-documents.md:3' error
again; printf 'a\000b\n' >>G/evidence/C-repair-documents.md
status 1 sarflow -C G check || pass 'a NUL byte does no harm'
again; : >G/evidence/C-repair-documents.md;       finds file-empty 'evidence/C-repair-documents.md' error

# ---- headings
again; printf '\n## C3 again\n\ntext\n' >>G/evidence/C-repair-documents.md; finds requirement-twice 'evidence/C-repair-documents.md:[0-9]+' warning
again; printf '\n## C99 what\n\ntext\n' >>G/evidence/C-repair-documents.md; finds requirement-unknown 'evidence/C-repair-documents.md:[0-9]+' warning
again; printf '\n## D1 wrong\n\ntext\n' >>G/evidence/C-repair-documents.md; finds requirement-unknown 'evidence/C-repair-documents.md:[0-9]+' warning
again; printf '\n## C1-C99999999999999999999 all\n\ntext\n' >>G/evidence/C-repair-documents.md
status 0 timeout 20 "$SARFLOW" -C G check
again; sed -i '/^## C1 /,/^## C2 /{/^## /!d}; s/^## C1 .*/&\n\nNot applicable: we like it so./' G/evidence/C-repair-documents.md
finds not-applicable 'evidence/C-repair-documents.md:[0-9]+' error

# ---- links
for link in ../../outside.pdf /etc/passwd ../../../../etc/passwd; do
	again; printf '\nSee [this](%s).\n' $link >>G/evidence/C-repair-documents.md
	finds link-outside "evidence/C-repair-documents.md:$(wc -l <G/evidence/C-repair-documents.md)" error
done
again; printf '\nSee [this](../attachments/C/none.pdf) and ![that](<no image.png>).\n' >>G/evidence/C-repair-documents.md
finds link-broken "evidence/C-repair-documents.md:$(wc -l <G/evidence/C-repair-documents.md)" error
again; printf '\nSee [this](https://example.com/..) and [that](#top) and [it](mailto:a@b.example).\n' >>G/evidence/C-repair-documents.md
status 0 sarflow -C G check; lacks '[link-'
again; ln -s /etc/passwd G/evidence/D2.md;                       finds file-link 'evidence/D2.md' error
again; rm G/evidence/D-*.md; ln -s /etc/passwd G/evidence/D-sub-tier-suppliers.md; finds file-link 'evidence/D-sub-tier-suppliers.md' error
lacks root: ; has 'D-sub-tier-suppliers.md'
again; ln -s /etc G/attachments/C/folder;                        finds file-link 'attachments/C/folder' error
again; ln -s / G/loop; ln -s . G/self
status 1 timeout 20 "$SARFLOW" -C G check; has 'file-link'
again; mkfifo G/evidence/pipe.md;                                finds file-link 'evidence/pipe.md' error
status 0 timeout 20 "$SARFLOW" -C G save -m 'with a pipe'
again; mv G/evidence elsewhere; ln -s ../elsewhere G/evidence
status 1 sarflow -C G check; has '[file-link'; has '[element-missing'
status 3 sarflow -C G restore evidence; has 'is a link' "$ERR"
is 'nothing went through the link' 13 "$(ls elsewhere | wc -l)"; rm -rf elsewhere
again; mkdir elsewhere; rm -rf G/attachments/L; ln -s ../../elsewhere G/attachments/L; echo x >x.txt
status 3 sarflow -C G attach x.txt --element L --set language=en --set distribution=none --set export_warning=no --set cui= --set dissemination=none --set legend=own --set origin=own --set released_by=
is 'nothing was written there' '' "$(ls elsewhere)"
status 3 sarflow -C G restore attachments/L; is 'nor restored' '' "$(ls elsewhere)"
again; mkdir G/registers/sub && cp G/registers/orders.csv G/registers/sub/; echo hi >G/readme.txt; echo hi >G/.hidden
finds file-stray 'readme.txt' warning; has 'registers/sub/orders.csv: warning'
again; echo '*.md' >G/.gitignore; status 0 sarflow -C G check; has '.gitignore'
again; mkdir -p G/attachments/Z && echo z >G/attachments/Z/z.txt; echo attachments/Z/z.txt,,en,none,,,,no,no,,none,own,none,here >>G/registers/markings.csv; finds file-stray 'attachments/Z/z.txt' warning
again; printf 'no pdf' >G/attachments/D/supplier-approvals.pdf;  finds attachment-damaged 'attachments/D/supplier-approvals.pdf' error
again; : >G/attachments/D/supplier-approvals.pdf;                finds attachment-damaged 'attachments/D/supplier-approvals.pdf' error
again; rm G/attachments/D/supplier-approvals.pdf;                finds attachment-missing 'registers/[a-z_]*.csv:[0-9]+:[0-9]+' error

# ---- ids and names
for id in ../x .. . .git a/b '' 'a b' "$(head -c 200 /dev/zero | tr '\0' a)" -- 'x;y' '..\x' é; do
	status 2 sarflow new --template repair --category IV --title x -- "$id"
done
is 'nothing but the package is here' 'G x.txt ' "$(ls | grep -vE 'elsewhere|home' | tr '\n' ' ')"
again; mark G
for name in ../x.txt .git .x x/y 'a:b' '..' 'x ' con.pdf; do
	status 2 sarflow -C G attach x.txt --element L --name "$name" --set language=en --set distribution=none --set export_warning=no --set cui= --set dissemination=none --set legend=own --set origin=own --set released_by=
done
status 3 sarflow -C G attach . --element L --name d --set language=en --set distribution=none --set export_warning=no --set cui= --set dissemination=none --set legend=own --set origin=own --set released_by=
: >empty.txt; status 3 sarflow -C G attach empty.txt --element L --set language=en --set distribution=none --set export_warning=no --set cui= --set dissemination=none --set legend=own --set origin=own --set released_by=
for path in ../G .git/config /etc/passwd nothing evidence/../package.yaml; do status 3 sarflow -C G restore "$path"; done
saved G
same 'nothing moved' G
cp -r "$SANDBOX/.plain-F110-NOZ-001" bad
for id in ../G .git '../../etc' '"a\nb"'; do
	sed -i "s,^id: .*,id: $id," bad/package.yaml; run sarflow import bad; got=$?
	if [ $got -ge 2 ] && one_fault; then pass "an import with the id $id is refused"; else fail "an import with the id $id is refused"; fi
done
sed -i 's/^id: .*/id: H/' bad/package.yaml; sed -i 's/^template: .*/template: ..\/repair/' bad/package.yaml
status 3 sarflow import bad
sed -i 's/^template: .*/template: nonsuch/' bad/package.yaml; status 3 sarflow import bad
sed -i 's/^template: .*/template: repair/; s/^title: .*/title: [/' bad/package.yaml; status 3 sarflow import bad; has 'package.yaml:' "$ERR"
rm bad/package.yaml; status 3 sarflow import bad; status 3 sarflow import nothing
sed 's/^id: .*/id: G/' "$SANDBOX/.plain-F110-NOZ-001/package.yaml" >bad/package.yaml; status 3 sarflow import bad; has 'exists already' "$ERR"
no 'no folder is left' ls -d H .H.new* .G.new* nothing
same 'nothing moved' G

# ---- templates that are wrong
cp -r "$ROOT/templates" broken
lint() { SARFLOW_TEMPLATES=$PWD/broken "$SARFLOW" template lint repair; }
wrong() {	# wrong FILE SED TEXT: that change is found by lint, and no package is made from it
	cp "$ROOT/templates/shared/sar/$1" broken/shared/sar/$1; sed -i "$2" broken/shared/sar/$1
	cmp -s "$ROOT/templates/shared/sar/$1" broken/shared/sar/$1 && fail "the edit $2 changes $1"
	status 1 lint; has "$3"; like "^base/$1:[0-9]+"
	run env SARFLOW_TEMPLATES="$PWD/broken" "$SARFLOW" new T --template repair --category IV --title x
	got=$?
	if [ $1 = rules.yaml ] && [ -e T ]; then status 3 sarflow -C T check; has identity-agrees "$ERR"
	elif [ $got = 3 ] && one_fault && [ ! -e T ]; then pass 'and no package is made from it'; else fail 'and no package is made from it'; fi
	rm -rf T
	cp "$ROOT/templates/shared/sar/$1" broken/shared/sar/$1
}
wrong workflow.yaml 's/^  - action: start-review/  - action: nothing\n    title: x\n    from: [drafting]\n    to: nowhere\n    roles: [manager]\n    evidence: none\n&/' nowhere
wrong workflow.yaml 's/^  idea:$/  island:\n    title: {en: Island, ja: 島}\n    owner: applicant\n&/' island
wrong workflow.yaml '0,/roles: \[manager\]/s//roles: [emperor]/' emperor
wrong workflow.yaml '0,/- letter_attached/s//- letter_eaten/' letter_eaten
wrong rules.yaml '0,/FROM front_matter f/s//FROM nonsuch f/' nonsuch
wrong rules.yaml '0,/FROM front_matter f/s//FORM front_matter f/' 'identity-agrees'
wrong rules.yaml "0,/FROM front_matter f/s//FROM front_matter f, (SELECT random())/" random
wrong rules.yaml '0,/level: error/s//level: fatal/' 'the level of a rule'
wrong checklist.yaml '0,/element: A/s//element: Ω/' 'Ω'
wrong template.yaml '0,/type: integer/s//type: intejer/' intejer
cp "$ROOT/templates/repair/template.yaml" broken/repair/; sed -i 's/^format: .*/format: 3/' broken/repair/template.yaml
status 1 lint; has 'templates of format 1 and 2'; like '^template.yaml:[0-9]+'
cp "$ROOT/templates/repair/template.yaml" broken/repair/
status 3 env SARFLOW_TEMPLATES="$PWD/none" "$SARFLOW" template lint nonsuch
rm broken/shared/sar/checklist.yaml
run lint; got=$?; if [ $got = 1 ] || [ $got = 3 ]; then pass 'a missing checklist is said'; else fail 'a missing checklist is said'; fi

# ---- a rule that fails only when it meets the data is a fault, not silence
cp "$ROOT/templates/shared/sar/checklist.yaml" broken/shared/sar/
sed -i "0,/SELECT f.file, f.line, /s//SELECT f.file, f.line, abs(-9223372036854775808 + CAST(f.line AS INTEGER) * 0) || /" broken/shared/sar/rules.yaml
sed -i '0,/^      WHERE f.field IN/s//      WHERE 1 OR f.field IN/' broken/shared/sar/rules.yaml
cp -r "$SANDBOX/.plain-F110-NOZ-001" rule && sed -i 's/^id: .*/id: RULE/' rule/package.yaml
status 0 env SARFLOW_TEMPLATES="$PWD/broken" "$SARFLOW" import rule
status 3 sarflow -C RULE check; has 'identity-agrees' "$ERR"
status 3 sarflow -C RULE do start-screen
rm -rf RULE; cp "$ROOT/templates/shared/sar/rules.yaml" broken/shared/sar/
sed -i '0,/SELECT f.file, f.line, .*/s//SELECT f.file, f.line, (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c) AS message/' broken/shared/sar/rules.yaml
sed -i '0,/^      WHERE f.field IN/s//      WHERE 1 OR f.field IN/' broken/shared/sar/rules.yaml
status 0 env SARFLOW_TEMPLATES="$PWD/broken" "$SARFLOW" import rule
status 3 timeout 60 "$SARFLOW" -C RULE check
finish
