# t_golden.sh: every output of the worked package, held against what a person once read and agreed to.
# After a wanted change:  UPDATE=1 tests/case/t_golden.sh build  writes the goldens anew; read the difference before a commit.
. "$(dirname "$0")/case.sh"
golden=$ROOT/tests/golden/f110
P=F110-NOZ-001

# compare NAME FILE: byte for byte
compare() {
	: >"$OUT"; : >"$ERR"
	if [ -n "${UPDATE:-}" ]; then mkdir -p "$golden"; cp "$2" "$golden/$1"; fi
	if diff -u "$golden/$1" "$2" >"$OUT" 2>&1; then pass "golden $1"; else fail "golden $1"; fi
}
# The parts of a workbook as text; nothing in them may depend on the day it is made.
sheets() { for part in $(unzip -Z1 "$1" | sort); do echo "== $part"; unzip -p "$1" "${part/\[/\\[}" | xmllint --format -; done; }

status 0 sarflow import "$ROOT/packages/$P"
status 1 sarflow -C $P check;           cp "$OUT" check.txt;   compare check.txt check.txt
status 1 sarflow -C $P check --json;    cp "$OUT" check.json;  compare check.json check.json
status 0 sarflow -C $P status;          cp "$OUT" status.txt;  compare status.txt status.txt
status 0 sarflow -C $P status --json;   cp "$OUT" status.json; compare status.json status.json
status 0 sarflow -C $P status --lang ja; cp "$OUT" status.ja.txt; compare status.ja.txt status.ja.txt
status 0 sarflow -C $P next;            cp "$OUT" next.txt;    compare next.txt next.txt
status 0 sarflow -C $P render -o faulty
compare findings.html faulty/findings.html
rm -rf $P

ok 'the demo runs' env PATH="$PATH" bash "$ROOT/tests/case/demo.sh" "$SARFLOW" demo
cp -r demo/$P .
status 0 sarflow -C $P log;             cp "$OUT" log.txt;     compare log.txt log.txt
status 0 sarflow -C $P log --json;      sed "s/\"[0-9a-f]\{40\}\"/\"(id)\"/g" "$OUT" > log.json;    compare log.json log.json
ok 'stock git reads the journal' git -C $P log --reverse --format='%an <%ae>%n%B' refs/sar/journal
sed "s/^Sar-Snapshot: .*/Sar-Snapshot: (of the template)/; s/^Sar-Evidence: .*/Sar-Evidence: (a version)/; s/^Sar-\(Result\|Manifest\): .*/Sar-\1: (a digest)/; s/^\(Sar-Covers: [A-Z]*\) .*/\1 (a digest)/" "$OUT" > journal.txt
compare journal.txt journal.txt

status 0 sarflow -C $P render -o pages
for page in index history evidence/I-quality-assurance evidence/C-repair-documents registers/suppliers attachments; do
	sed 's/([0-9a-f]\{7\})/(version)/' "pages/$page.html" > page; compare "$(basename $page).html" page
done
sheets pages/working.xlsx > working.xml
is 'the only instant in the working workbook is that of the last event' '2026-11-23T00:00:00Z' "$(grep -o '20[0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-9:]*Z' working.xml | sort -u)"
status 0 sarflow -C $P export -o handover --no-record
sheets handover/$P-submittal-1-checklist.xlsx | sed 's/\(sarflow_version\|sarflow_snapshot\).*//; s/[0-9a-f]\{40,64\}/(digest)/g; s/ [0-9a-f]\{20\} [0-9a-f]\{12\}\&amp;/ (seal)\&amp;/' > checklist.xml
compare checklist.xml checklist.xml
sed 's/,[0-9a-f]\{64\},/,(digest),/; s/,[0-9a-f]\{20\},[0-9a-f]\{40\}$/,(seal),(its commit)/' handover/manifest.csv > manifest.csv; compare manifest.csv manifest.csv

# ---- the same again gives the same bytes, wherever and whenever it is made
status 0 env TZ=Asia/Tokyo LC_ALL=C SARFLOW_NOW=1900000000 "$SARFLOW" -C $P export -o again --no-record
is 'an export a year later, in another zone, has the same digests' "$(cat handover/SHA256SUMS)" "$(cat again/SHA256SUMS)"
ok 'the digests are right' sh -c 'cd handover && sha256sum -c --quiet SHA256SUMS'
is 'every file is listed' "$(cd handover && find . -type f ! -name SHA256SUMS | sed 's,^./,,' | sort)" "$(sed 's/^[0-9a-f]*  //' handover/SHA256SUMS | sort)"
status 0 sarflow -C $P render -o pages2; cp pages/working.xlsx one; cp pages2/working.xlsx two
ok 'the working workbook has the same bytes again' cmp one two

# ---- what is handed over shows nothing inner
for word in 'class="bar"' findings.html history.html '<h1>Findings' '<h1>History' 'Sign-offs' 'may be handed over under' 'Kenji Mori, Package manager'; do
	no "the submittal's pages and workbook lack: $word" grep -rqF "$word" handover/index.html handover/evidence handover/registers checklist.xml
done
is 'sheets of the submittal' "$(unzip -p handover/*.xlsx xl/workbook.xml | grep -o '<sheet name="[^"]*"' | grep -ciE 'finding|history|sign-off|screening|evidence pages')" 0
is 'sheets of the working workbook' "$(unzip -p pages/working.xlsx xl/workbook.xml | grep -o '<sheet name="[^"]*"' | grep -ciE 'finding|journal|sign|coverage')" 4

# ---- pages: every link leads somewhere, no script, one heading of the first level, a language
for page in $(cd pages && find . -name '*.html'); do
	bad=$(grep -o '\(href\|src\)="[^"]*"' "pages/$page" | sed 's/^[a-z]*="//; s/"$//; s/#.*//' | sort -u | while read -r link; do
		case $link in '' | http*:* | mailto:*) continue ;; esac
		[ -e "pages/$(dirname "$page")/$(printf '%b' "${link//%/\\x}")" ] || echo "$link"
	done)
	is "every link of $page leads somewhere" '' "$bad"
	is "$page has one h1" 1 "$(grep -o '<h1[ >]' "pages/$page" | wc -l)"
	no "$page has no script" grep -qi '<script\|javascript:\|onerror=' "pages/$page"
done
is 'each page names its language' "$(find pages -name '*.html' | wc -l)" "$(grep -l '<html lang="' $(find pages -name '*.html') | wc -l)"

# ---- Japanese pages hold no English of ours: a word in Latin letters is evidence, a file's name, or stands in this list
# own_words PAGE...: such words that a person sees, but for texts of the package, other languages, quotations and file names
own_words() {
	local page cells not
	local evidence="ancestor::article or ancestor::dd or ancestor::blockquote or ancestor::script or ancestor::style
		or ancestor::ins or ancestor::del or ancestor::*[@lang='en' or @class='said' or @class='marking' or @class='id']
		or ancestor::li[ancestor::nav[@class='changes']]"
	for page; do
		case $page in
		(*/registers/*|*/screening.html|*changes*) cells='or ancestor::dt or ancestor::td or ancestor::th[@scope="row"]';;
		(*) cells=;;
		esac
		not="not($evidence $cells)"
		xmllint --html --encode UTF-8 --xpath "//body//text()[$not] | //@title[$not] | //@aria-label | //@data-unchanged" \
			"$page" 2>/dev/null
		echo
	done | sed 's/HPT nozzle segment.*(FICTITIOUS)//; s/propulsion engineering support activity, source approval desk//g; s/HPT nozzle segment, NSN [0-9-]*//; s/「[^」]*」//g; s/&[a-z]*;/ /g; s/^ [a-z-]*="/ /' |
		grep -oE '[A-Za-z0-9][A-Za-z0-9._@/:+-]*' | grep -E '[A-Za-z]{2}' | grep -vE '[._@/:]|[0-9]' | sort -u
}
status 0 sarflow -C $P diff main --lang ja --html nothing.html
cp -r $P wrong
rm wrong/attachments/B/drawing-9999M99-extract.pdf
sed -i 's/^The routing stands/Our routing stands/' wrong/evidence/C-repair-documents.md
status 0 sarflow -C wrong --as 'Sachiko Endo <sachiko.endo@minato-turbine.example>' remark add --on registers/operations.csv --row 230 \
	--severity major --owner quality --due 2026-12-24 -m 'Please say who inspects.'
status 0 sarflow -C wrong render --lang ja -o japanese
status 0 sarflow -C wrong diff --lang ja --html changes-japanese.html
{ # template, program, actions and rules by their names; people and packages; what the trade writes so in Japanese, too
	printf '%s\n' repair sarflow hand-over rework withdraw attachment-missing link-broken
	printf '%s\n' Abe Doe Emi Endo Hiroshi Kanda Kenji MINATO-YOKOSUKA Mori Naoki Ogawa SASPO Sachiko fictitious
	printf '%s\n' AMT CAGE CUI IV NCAGE NSN OEM UEI
} | sort -u >known
own_words nothing.html changes-japanese.html $(find japanese -name '*.html') | sort -u >seen
is 'the Japanese pages hold no English of ours' '' "$(comm -13 known seen | tr '\n' ' ')"
is 'and are in Japanese, each' '' "$(grep -L '<html lang="ja"' nothing.html changes-japanese.html $(find japanese -name '*.html'))"
has '<article class="text" lang="en">' japanese/evidence/C-repair-documents.html
has 'data-unchanged="変更のない#か所"' changes-japanese.html

# ---- text that a spreadsheet would read as something else stays text
cp -r $P evil
printf 'E-1,"=HYPERLINK(""http://x"")",+1,-1,@SUM(A1),0.01,,_x0041_,2026-01-01,2027-12-31,none\n' >> evil/registers/equipment.csv
status 0 sarflow -C evil check
status 0 sarflow -C evil render -o evilpages
unzip -p evilpages/working.xlsx 'xl/worksheets/*.xml' > cells; unzip -p evilpages/working.xlsx xl/sharedStrings.xml > strings
is 'no cell is a formula but the count of verdicts' 'SUMPRODUCT((LEN(C5:C73)&gt;0)*(LEFT(A5:A73,1)&lt;&gt;"+"))&amp;" of 59 lines have a verdict"' "$(grep -o '<f>[^<]*' cells | cut -c4-)"
like '<t>=HYPERLINK\((&quot;|")http' strings
has '<t>@SUM(A1)</t>' strings; has '<t>+1</t>' strings
has '_x005F_x0041_' strings

# ---- where nobody says where: beside the package, never into it
(cd $P && "$SARFLOW" render >"$OUT" && "$SARFLOW" export --no-record >>"$OUT")
has "$SANDBOX/$P-pages/index.html"; has "$SANDBOX/$P-submittal-1/SHA256SUMS"
saved $P

# ---- replacing an output: only what sarflow made
status 0 sarflow -C $P render -o pages
mkdir mine; echo keep > mine/notes.txt
status 3 sarflow -C $P render -o mine; ok 'a folder of somebody else is left alone' grep -q keep mine/notes.txt
status 3 sarflow -C $P export -o handover --no-record
saved $P
finish
