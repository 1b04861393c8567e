# t_f100.sh: the two manufacturing requests, each through its life: signed, sealed, exported, handed over, and a sign-off that falls.
. "$(dirname "$0")/case.sh"
letter=$ROOT/packages/letters/F110-NOZ-001/inquiry-reply.pdf
report() { sarflow -C "$P" do "$@" --by 'SASPO, J. Doe' --on 2026-11-23 --received 2026-11-23; }
sheets() { unzip -p "$1" xl/workbook.xml | grep -o '<sheet name="[^"]*"' | sed 's/.*name="//; s/"//' | tr '\n' ',' | sed 's/sarflow,//'; }

# life ID CATEGORY ELEMENTS-ENGINEERING-SIGNS NUMBER-OF-ELEMENTS SHEETS-OF-THE-CATEGORY
life() {
	local elements=$3 all=$4
	P=$1
	worked "$P"
	saved "$P"
	ok 'four people are appointed' appoint_all "$P"
	status 0 sarflow -C "$P" status; has "Manufacturing source approval request, category $2"; has 'Uses '
	for act in start-screen ask-requirements; do status 0 sarflow -C "$P" do $act; done
	status 0 report report-requirements --letter "$letter"
	for act in use-data-at-hand start-review; do status 0 sarflow -C "$P" do $act; done
	status 3 as signatory -C "$P" do release
	status 0 as engineer -C "$P" sign --elements "$elements"
	status 0 as quality -C "$P" sign; has "signed $all elements"
	status 0 as export -C "$P" sign
	status 0 as signatory -C "$P" sign --elements A,G
	no 'there is no element of a repair' test -e "$P/evidence/R-substantiation.md"

	# one cell of a register, and the sign-offs that cover it fall
	sed -i '$s/$/ again/' "$P/registers/operations.csv"
	status 0 sarflow -C "$P" save -m 'a word in the routing'
	is 'only C fell' C "$(sarflow -C "$P" status | sed -n 's/.*fallen: element \([A-Z]\),.*/\1/p' | sort -u | tr -d '\n')"
	status 3 as signatory -C "$P" do release; has 'element C' "$ERR"
	status 0 sarflow -C "$P" restore -v main~1 registers/operations.csv
	status 0 sarflow -C "$P" save -m 'taken back'
	status 0 as signatory -C "$P" do release
	is 'ready' ready "$(state "$P")"

	# sealed, exported twice with the same bytes, the workbook for this category
	status 3 sarflow -C "$P" do hand-over; has 'seal' "$ERR"
	status 0 sarflow -C "$P" seal
	status 0 sarflow -C "$P" export -o "$P-one"
	status 0 env SARFLOW_NOW=1900000000 "$SARFLOW" -C "$P" export -o "$P-two" --no-record
	is 'the same bytes a year later' "$(cat "$P-one/SHA256SUMS")" "$(cat "$P-two/SHA256SUMS")"
	ok 'the digests are right' sh -c "cd '$P-one' && sha256sum -c --quiet SHA256SUMS"
	is 'the sheets' "Cover,Checklist,Coverage,Technical data,Markings,Operations,Characteristics,Inspections,Suppliers,Processes,Certificates,Equipment,Data rights,Licenses,Surveillance,Corrective actions,$5Lots,Lot records,Lot links,Stamps,Translations,Orders,Part marks,Manifest," \
		"$(sheets "$P-one/$P-submittal-1-checklist.xlsx")"
	unzip -p "$P-one/$P-submittal-1-checklist.xlsx" xl/sharedStrings.xml xl/worksheets/sheet3.xml >book.xml 2>/dev/null
	has 'The routing is complete from raw material to packing' book.xml
	no 'nothing is not answered' grep -qF 'Not answered' book.xml
	no 'and nothing speaks of a repair' grep -qiE 'substantiation|source demonstration|this repair' book.xml
	no 'no page that is handed over lists findings' ls "$P-one/findings.html"

	# rendered for the team: each link leads to a file
	status 0 sarflow -C "$P" render -o "$P-pages"
	status 0 sarflow -C "$P" render -o "$P-ja" --lang ja; has 'index.html'
	has '<dt>none</dt><dd>No distribution statement on the page</dd>' "$P-pages/registers/markings.html"
	lacks '<dt>NOFORN</dt>' "$P-pages/registers/markings.html"
	has '次の担当: 申請者' "$P-ja/index.html"; lacks 'The ball is with' "$P-ja/index.html"
	has '<h2>元の種類, 先の種類</h2>' "$P-ja/registers/lot_links.html"
	is 'a list of two columns stands once' 1 "$(grep -c '<dt>shipment</dt><dd>出荷</dd>' "$P-ja/registers/lot_links.html")"
	(cd "$P-pages" && grep -roE 'href="[^"#:]*' --include='*.html' . | while IFS=: read -r page link; do
		link=${link#href=\"}; [ -z "$link" ] || [ -e "$(dirname "$page")/$link" ] || echo "$page: $link"; done) >dead
	is 'no link of the pages is dead' '' "$(head -3 dead)"

	# to the Government, back with a deficiency, answered, approved
	status 0 sarflow -C "$P" deliver --means 'DoD SAFE' --on 2026-11-23
	status 0 sarflow -C "$P" do hand-over
	for act in report-receipt report-evaluation; do status 0 report $act; done
	status 0 report report-deficiency --letter "$letter"
	status 0 sarflow -C "$P" do answer-by-letter --letter "$letter"
	is 'back in the technical evaluation' technical-evaluation "$(state "$P")"
	status 0 report report-approval --letter "$letter"
	is 'approved' approved "$(state "$P")"
	saved "$P"
}
life F100-SEAL-001 II B,C,D,E,F,J,K,L 14 Similarity,
life F100-VANE-001 I B,C,D,E,F,L 12 ''
finish
