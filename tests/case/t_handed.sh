# t_handed.sh: what is handed over: nothing inner on it, and each cell of each sheet as the page and the register say it.
. "$(dirname "$0")/case.sh"
unguarded
package; worked F100-SEAL-001
PACKAGES='F110-NOZ-001 F100-SEAL-001'

# What is hard to hand on: each of these must arrive letter for letter.
put() {
	sqlite3 :memory: ".import --csv $1 t" "update t set \"$2\" = '$4' where rowid = $3" '.mode csv' '.headers on' 'select * from t' | tr -d '\r' >t.csv && mv t.csv "$1"
}
R=F110-NOZ-001/registers
put $R/operations.csv op_no 1 0010; put $R/operations.csv description 2 '=1+1'; put $R/operations.csv description 3 "''quoted"; put $R/operations.csv description 4 '<b>&amp; "x"</b>'
put $R/operations.csv parameters 1 "two
lines"; put $R/operations.csv machine 1 '炉 No. 3 ㎜ 𠮷 🛠'; put $R/operations.csv machine 2 '_x0041_ and _x000D_'; put $R/operations.csv work_standard 1 00117
put $R/operations.csv work_standard 2 1.2E+05; put $R/operations.csv work_standard 3 2026-02-10; put $R/operations.csv work_standard 4 -0
put $R/inspections.csv tolerance 1 0.50; put $R/inspections.csv tolerance 2 -007.250; put $R/inspections.csv tolerance 3 1e-3; put $R/inspections.csv tolerance 4 0.12345678901234567
put $R/orders.csv quantity 1 000; put $R/orders.csv quantity 2 12345678901234567; put $R/orders.csv ordered 3 1900-01-01; put $R/lots.csv started 1 9999-12-31; put $R/certificates.csv issued 1 1900-03-01
status 0 sarflow -C F110-NOZ-001 save -m 'hard to hand on'
for P in $PACKAGES; do
	status 0 sarflow -C $P seal; status 0 sarflow -C $P export -o $P.out; status 0 sarflow -C $P render -o $P.pages
done

# ---- how sure we are, and what is only ours, is for the team
inner='\[[PSBD]\]|letter [A-Z] is ours|trade knowledge|our own design|is ours\)|title="basis"|>[Bb]asis<'
for P in $PACKAGES; do
	mkdir $P.book; unzip -q -d $P.book $P.out/*.xlsx
	is "nothing inner on the pages of $P" '' "$(grep -rlE "$inner" --include='*.html' --include='*.txt' --include='*.csv' $P.out)"
	is "nor on its sheets" '' "$(grep -rlE "$inner" $P.book)"
	ok "the team sees it" grep -qE 'title="basis">\[B\]' $P.pages/evidence/I-quality-assurance.html
	has 'trade knowledge' $P.pages/index.html
done
run sarflow -C F110-NOZ-001 explain R; has 'ours'
# a table with many columns is printed across, or the paper cuts the last ones off
for register in documents operations; do has '<body class="wide">' F110-NOZ-001.out/registers/$register.html; done
lacks '<body class="wide">' F110-NOZ-001.out/registers/characteristics.html
like '@page wide \{ size: A4 landscape' F110-NOZ-001.out/style.css
cp -r "$ROOT/templates" own; sed -i 's/SELECT r.id, r.text,/SELECT r.id, r.basis || r.text,/' own/shared/sar/workbook.yaml
SARFLOW_TEMPLATES=$SANDBOX/own status 1 sarflow template lint repair; has 'sheet Checklist shows the basis of our facts'

# ---- the marking on each printed page, of changes and of sheets too, and of both states where they differ
prints() { grep -oE '@top-right\{content:"[^"]*' "$1" | sed 's/.*"//'; }
bears() { is "$1 prints its marking" "$2" "$(prints "$1")"; is "$1 begins and ends with it" 2 "$(grep -cF "<div class=\"marking\">$2</div>" "$1")"; }
P=F110-NOZ-001
for page in $P.out/index.html $P.out/evidence/A-cover-letter.html $P.pages/findings.html; do bears $page 'FICTITIOUS EXAMPLE'; done
sarflow -C $P remark add --on C --severity minor -m 'a remark' >/dev/null; status 0 sarflow -C $P remark export remarks.html; bears remarks.html 'FICTITIOUS EXAMPLE'
sed -i 's/^[^#].*Receive and identify/&, and count/' $P/registers/operations.csv
status 0 sarflow -C $P diff --html same.html; bears same.html 'FICTITIOUS EXAMPLE'
sed -i 's/^marking: .*/marking: OUR "SECRET"/' $P/package.yaml
status 0 sarflow -C $P diff --html other.html
is 'both markings are printed' 'FICTITIOUS EXAMPLE / OUR \000022SECRET\000022' "$(prints other.html | head -1)"
is 'and stand at both ends' 2 "$(grep -cF '<div class="marking">FICTITIOUS EXAMPLE / OUR &quot;SECRET&quot;</div>' other.html)"
sed -i '/^marking: /d' $P/package.yaml; status 0 sarflow -C $P diff --html none.html
is 'the marking that goes is printed still' 'FICTITIOUS EXAMPLE' "$(prints none.html)"

# ---- each cell of each sheet of a register: as the register has it, and as the page shows it
read_back() { awk -f "$ROOT/tests/case/cells.awk" -v from="$@"; }
sheet_file() { awk -v name="$2" '{ n = split($0, s, "<sheet "); for (i = 2; i <= n; i++) if (index(s[i], "name=\"" name "\"")) print i - 1 }' "$1/xl/workbook.xml"; }
sheet() { read_back sheet "$1/xl/sharedStrings.xml" "$1/xl/styles.xml" "$1/xl/worksheets/sheet$(sheet_file "$1" "$2").xml"; }
differ() { if cmp -s "$2" "$3"; then pass "$1"; else : >"$ERR"; diff "$2" "$3" >"$OUT"; fail "$1" "$2 and $3 differ"; fi; }
# in_order REGISTER: its columns as the template has them, which is how they are shown
in_order() {
	awk -F'\t' -v OFS='\t' -v r="$1" 'FILENAME != "-" { if (/^  [a-z_]+:/) on = $0 ~ "^  " r ":"; if (on && match($0, /^      [a-z_0-9]+: \{/)) name[++n] = substr($0, 7, RLENGTH - 9); next }
		FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
		{ line = ""; for (i = 1; i <= n; i++) line = line (i > 1 ? OFS : "") $at[name[i]]; print line }' "$ROOT/templates/shared/sar/template.yaml" "$ROOT/templates/repair/template.yaml" -
}
seen=0
for P in $PACKAGES; do
	B=$P.book files=0
	while IFS='|' read -r name register; do
		[ -n "$(sheet_file $B "$name")" ] && [ -s "$P/registers/$register.csv" ] || continue
		git -C $P show main:registers/$register.csv >as.csv
		sheet $B "$name" >sheet.rows; read_back csv as.csv | in_order $register >csv.rows; read_back page $P.out/registers/$register.html | sed 1d >page.rows
		# a link of a page is a path; elsewhere it may be the file's name
		sed 1d sheet.rows >sheet.body; sed 1d csv.rows >csv.body
		differ "$P: the sheet $name is the register $register" csv.body sheet.body
		differ "$P: and the page is both" csv.body page.rows
		is "$P: its heads are those of the page" "$(read_back page $P.out/registers/$register.html | head -1)" "$(head -1 sheet.rows)"
		files=$((files + 1)) seen=$((seen + $(wc -l <csv.body)))
	done <<<"$(sed -n 's/^  \([A-Z][A-Za-z -]*\): {register: \([a-z_]*\).*/\1|\2/p' "$ROOT/templates/shared/sar/workbook.yaml" "$ROOT/templates/repair/workbook.yaml")"
	is "$P: every register that is handed over has a sheet, but the one the checklist holds" "$(ls $P.out/registers/*.html | grep -vc /evidence.html)" "$files"
	git -C $P show main:registers/evidence.csv >as.csv; sheet $B Checklist | sed 1d | cut -f1,8,9 >answers.sheet
	is "$P: and the checklist holds each of its rows" '' "$(read_back csv as.csv | sed 1d | tr '\t' '\037' | while IFS=$'\037' read -r id path pages shows; do
		case $pages in '') where=$path ;; *[-,]*) where="$path, pages $pages" ;; *) where="$path, page $pages" ;; esac
		grep "^$id	" answers.sheet | grep -qF -- "$where" || echo "$id $where"; done)"

	# the checklist: each line as the template and the page have it, and each once
	sheet $B Checklist | sed '1d; /^+/d' | cut -f1,2 >lines.sheet
	for page in $P.out/evidence/*.html; do case $page in *.ja.html) continue ;; esac; grep -o '<div class="line"[^>]*><p><b>[^<]*</b>[^<]*' "$page"; done |
		sed 's/<div class="line"[^>]*><p><b>\([^<]*\)<\/b> */\1\t/; s/[ \t]*$//; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g' | sort >lines.page
	sort lines.sheet >lines.sorted; differ "$P: the checklist is the pages' lines" lines.page lines.sorted
	for id in A1 B3 C2 G3 M1; do
		sarflow -C $P explain $id >explained; is "$P: $id is what the template says" 1 "$(grep -cF "$(grep "^$id	" lines.sheet | cut -f2)" explained)"
	done
	# the files: the sheet, manifest.csv and the page of attachments
	sheet $B Manifest | sed 1d | cut -f1,4 | sort >files.sheet
	read_back page $P.out/attachments.html | sed 1d | cut -f2,5 | sort >files.page
	is "$P: each attached file stands on the sheet" '' "$(comm -13 files.sheet files.page)"
	ok "$P: and there are some" [ -s files.page ]
done
ok "$seen rows were held against each other" [ "$seen" -gt 300 ]
finish
