# t_battery.sh: another office, by files alone: the type certification of a battery, in German, from the folder to the certificate.
# Template and package lie in tests/battery; the template stands alone, and no line of C knows of it.
. "$(dirname "$0")/case.sh"
export SARFLOW_TEMPLATES=$ROOT/tests/battery/templates
export GIT_AUTHOR_NAME='Jana Brandt' GIT_AUTHOR_EMAIL=jana.brandt@akku.example
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
P=BAT-2407
battery=$ROOT/tests/battery/templates/battery
packages=$ROOT/tests/battery/packages
DESIGN='Mehmet Aydin <mehmet.aydin@akku.example>'
TESTS='Tobias Krüger <tobias.krueger@akku.example>'
SAFETY='Sabine Lorenz <sabine.lorenz@akku.example>'
GOODS='Petra Wolff <petra.wolff@akku.example>'
SIGNER='Henrik Sommer <henrik.sommer@akku.example>'
printf 'Brief der Zertifizierungsstelle Nordlicht (fiktiv)\n' >brief.txt
report() { sarflow -C $P do "$@" --by 'Zertifizierungsstelle Nordlicht, H. Falk (fiktiv)' --on 2026-11-23 --received 2026-11-23; }
step() { is "the package is in the state $1" "$1" "$(state $P)"; }
strings() { unzip -p "$1" xl/sharedStrings.xml | grep -o '<t[^>]*>[^<]*' | sed 's/<t[^>]*>//'; }
sheets() { unzip -p "$1" xl/workbook.xml | grep -o '<sheet name="[^"]*"' | sed 's/.*name="//; s/"//' | grep -vx sarflow; }
# The template's English texts of two words and more, and its German ones: the other language must not be seen.
texts() { grep -ohE "[ {]$1: ('([^']|'')*'|[^',}]+[,}])" "$battery"/*.yaml | sed "s/^.$1: //; s/[,}]\$//; s/^'//; s/'\$//" | grep ' ' | sort -u; }
texts en >english; texts de >german
ok 'there are texts in both languages' sh -c 'test $(wc -l <english) -gt 150 && test $(wc -l <german) -gt 150'
# foreign NAME FILE TEXTS: no text of the other language stands in the file
foreign() {
	grep -nF -f "$3" "$2" >"$OUT"; : >"$ERR"
	if [ -s "$OUT" ]; then fail "$1"; else pass "$1"; fi
}

# ---- the template
status 0 sarflow template lint battery
has '6 elements, 33 checklist lines, 12 registers, 21 rules, 12 states: 0 mistakes'
status 0 sarflow template lint "$battery"
status 0 sarflow template list; has 'Musterzulassung'; lacks 'Type certification'
status 0 sarflow template list --lang en; has 'Type certification'
status 0 sarflow template graph battery
has '"Vor-Ort-Audit"'; has 'style=dashed'; has 'arrowhead=empty'
ok 'it stands alone' sh -c "! grep -q '^base:' '$battery/template.yaml'"
no 'it knows nothing of the other office' grep -rqiE 'NSN|CAGE|air force|japan|SAR\b|government' "$battery"

# ---- the six mistakes, and none when they are mended
status 0 sarflow import "$packages/$P"
saved $P
status 1 sarflow -C $P check
mistakes 5 1 \
	'registers/deviations.csv:2: warning: Abweichung AB-01 .* ist seit 2026-07-23 offen \[abweichung-offen, D\]' \
	'registers/labels.csv:2: error: auf dem Typenschild KZ-1 fehlt die Nennenergie "252 Wh" \[kennzeichen-text, D\]' \
	'registers/samples.csv:4: error: Prüfling P-03 enthält das Zell-Los L26-0471, .*\[zell-los-stueckliste, B\]' \
	'registers/samples.csv:7: error: Prüfling P-06 wurde mit 48 % versandt, zugelassen sind 30 % \[ladezustand-versand, D\]' \
	'registers/tests.csv:3: error: Prüfmittel KK-02 der Prüfung PR-02 .* 2026-06-30\) \[pruefmittel-kalibriert, B\]' \
	'registers/tests.csv:4: error: Labor PHE ist für Schwingung .*\[labor-bereich, B\]'
foreign 'the findings are German' found english
status 1 sarflow -C $P check --lang en; has 'Enter the certificate of that day'; lacks 'Den Kalibrierschein des Prüftags'
status 1 sarflow -C $P check --json; json
status 0 sarflow -C $P render -o faulty
strings faulty/working.xlsx >strings
has 'Befunde der Prüfung' strings; has 'Labor PHE ist für Schwingung (Prüfung PR-03) nicht akkreditiert' strings; has 'Fehler' strings
cp -r "$packages/$P.mended/." $P/
status 0 sarflow -C $P check
has 'work tree: 0 errors, 0 warnings, 0 notes'
status 0 sarflow -C $P save -m 'berichtigt'
saved $P

# ---- two languages, and no third
status 0 sarflow -C $P status; cp "$OUT" status.de
has 'Entwurf' status.de; has 'Antragsteller' status.de; has 'Kennzeichnung und Transport' status.de
foreign 'the status is German' status.de english
status 0 sarflow -C $P status --lang de; cp "$OUT" same; ok 'German is the first language' cmp same status.de
status 0 sarflow -C $P status --lang en; cp "$OUT" status.en
has 'Draft' status.en; has 'applicant' status.en; has 'Marking and transport' status.en
foreign 'the status is English' status.en german
status 2 sarflow -C $P status --lang ja; like 'battery .*ja.* de, en' "$ERR"
status 2 sarflow -C $P check --lang ja
status 2 sarflow -C $P export --lang ja

# ---- the plan
ok 'five people are appointed' sh -c "'$SARFLOW' -C $P appoint '$DESIGN' --role entwicklung && '$SARFLOW' -C $P appoint '$TESTS' --role pruefleitung &&
	'$SARFLOW' -C $P appoint '$SAFETY' --role sicherheit && '$SARFLOW' -C $P appoint '$GOODS' --role gefahrgut &&
	'$SARFLOW' -C $P appoint '$SIGNER' --role zeichnung"
status 2 sarflow -C $P appoint "$DESIGN" --role engineering
status 3 sarflow -C $P do plan-vorlegen; has 'Prüfleitung' "$ERR"
status 0 sarflow -C $P sign -e 4 -m 'Plan geprüft' --as "$TESTS"
status 0 sarflow -C $P do plan-vorlegen; step pruefplan
status 0 sarflow -C $P status; has 'Zertifizierungsstelle'; has '2027-01-07'
status 3 sarflow -C $P do plan-ueberarbeiten; has '2027-01-07' "$ERR"
status 2 sarflow -C $P do meldung-plan-angenommen --letter brief.txt
status 3 report meldung-plan-angenommen; has 'letter' "$ERR"
status 0 report meldung-plan-angenommen --letter brief.txt; step pruefungen
status 0 sarflow -C $P next; cp "$OUT" next.de; has 'Die Prüfungen abschließen' next.de
foreign 'what is next is German' next.de english
status 0 sarflow -C $P next --lang en; has 'Close the tests'
status 3 sarflow -C $P do pruefungen-abschliessen
status 0 sarflow -C $P do pruefungen-abschliessen --as "$TESTS"; step freigabe

# ---- release, seal, hand over
status 0 sarflow -C $P sign -e 2,3 -m 'geprüft' --as "$DESIGN"; has 'signed 2 elements'
status 3 sarflow -C $P do einreichen
has 'elements 4, 5: no sign-off by Sicherheitsbewertung' "$ERR"; has 'Gefahrgutbeauftragte Person' "$ERR"; has 'Zeichnungsberechtigte Person' "$ERR"
status 0 sarflow -C $P sign -e 4,5 -m 'geprüft' --as "$SAFETY"
status 0 sarflow -C $P sign -e 6 -m 'geprüft' --as "$GOODS"
status 0 sarflow -C $P sign -e 1 -m 'unterzeichnet' --as "$SIGNER"
status 3 sarflow -C $P do einreichen
# ---- a remark, in the words of this template
status 2 sarflow -C $P remark add --severity major -m x; has "--severity 'sperrend|hinweis'" "$ERR"
status 0 sarflow -C $P remark add --on evidence/4-pruefungen.md --quote 'höchste Manteltemperatur 41 °C' --severity sperrend --owner pruefleitung --due 2026-12-01 \
	-m 'An welcher Zelle?' --as "$SAFETY"
status 0 sarflow -C $P remark; has 'sperrend'; has 'for Prüfleitung; due 2026-12-01'
status 0 sarflow inbox --as "$TESTS"; has 'An welcher Zelle?'
status 0 sarflow -C $P why einreichen; has 'shut  remarks_closed {severity: sperrend}'; has 'sarflow remark answer 1'
status 3 sarflow -C $P do einreichen; has 'remark 1 (sperrend) is not answered' "$ERR"
status 0 sarflow -C $P remark answer 1 --clarified -m 'An der Zelle 4a.' --as "$TESTS"
status 3 sarflow -C $P remark close 1 --as "$TESTS"
status 0 sarflow -C $P remark close 1 --as "$SAFETY"
status 0 sarflow -C $P remark export bemerkungen.html; has 'An der Zelle 4a.' bemerkungen.html; has 'geschlossen' bemerkungen.html; has 'lang="de"' bemerkungen.html
status 0 sarflow -C $P why einreichen; has 'open  remarks_closed'
status 3 sarflow -C $P do einreichen; lacks 'remark' "$ERR"
status 0 sarflow -C $P seal
status 0 sarflow -C $P deliver --means 'Portal der Stelle (fiktiv), Vorgang 4711' --on 2026-11-23
status 0 sarflow -C $P do einreichen; step eingereicht
status 0 sarflow -C $P status; has '7 stand'; has '2027-02-21'

# ---- what is handed over
status 0 sarflow -C $P export -o uebergabe
book=$(ls uebergabe/*.xlsx)
ok 'the workbook is there' unzip -tq "$book"
is 'its sheets are German, and none shows anything inner' \
	'Deckblatt Prüfliste Rückverfolgung Zellen Stückliste Prüflinge Auditpunkte Prüfungen Prüfmittel Labore Abweichungen Kennzeichen Anlagen Nachweisseiten Dateien' \
	"$(sheets "$book" | tr '\n' ' ' | sed 's/ $//')"
strings "$book" >strings
for text in 'Prüfliste der Musterzulassung' 'Wo beantwortet' 'Bemerkung der Stelle' 'Thermisches Durchgehen einer Zelle' \
	'BA-03 (gültig bis 2027-01-20); ST-11 (gültig bis 2027-02-03)' 'Höhensimulation, Temperaturwechsel, Äußerer Kurzschluss'
do ok "the workbook says: $text" sh -c "{ cat strings; unzip -p '$book' docProps/core.xml; } | grep -qF '$text'"; done
ok 'drop-downs of the body' grep -qF 'nicht erfüllt' strings
foreign 'nothing of the template is English in it' strings english
no 'nothing inner is handed over' grep -rqE 'Befunde|Vorprüfung|Verlauf|Freigaben|Bemerkungen' uebergabe
no 'no page of the screening' test -e uebergabe/registers/screening.html
ok 'the digests are right' sh -c 'cd uebergabe && sha256sum -c --quiet SHA256SUMS'
ok 'German text in German' grep -q 'lang="de"' uebergabe/evidence/4-pruefungen.html
ok 'requirement numbers with points lead to their answers' grep -q 'href="#[^"]*4[-.]*2[-.]*1' uebergabe/evidence/4-pruefungen.html
for page in $(cd uebergabe && find . -name '*.html'); do
	grep -o 'href="[^"#]*' "uebergabe/$page" | sed 's/href="//' | grep -v '^$\|:' | while read -r target; do
		[ -e "uebergabe/$(dirname "$page")/$target" ] || echo "$page: $target"; done
done >broken
if [ ! -s broken ]; then pass 'every link of the pages leads somewhere'
elif ! grep -qv 'registers/[a-z_]*\.csv$' broken; then skip 'every link of the pages leads somewhere' 'links to registers still end in .csv'
else cp broken "$OUT"; fail 'every link of the pages leads somewhere'; fi
status 0 sarflow -C $P export -o again --no-record --lang en
ok 'what is handed over does not depend on who asks' cmp uebergabe/SHA256SUMS again/SHA256SUMS
status 0 sarflow -C $P render -o pages
is 'the working workbook has a sheet of findings, one of history, one of sign-offs' 3 "$(sheets pages/working.xlsx | grep -cxE 'Befunde|Verlauf|Freigaben')"
strings pages/working.xlsx >strings; foreign 'nothing of the template is English in the working workbook' strings english

# ---- a query during the audit, answered: back to the audit, on to the certificate
status 0 report meldung-audit; step audit
status 3 report meldung-rueckfrage
status 0 report meldung-rueckfrage --letter brief.txt; step rueckfrage
status 0 sarflow -C $P status; has 'round 2'; has '2026-12-23'
status 3 sarflow -C $P do frist-versaeumt
sed -i 's/höchste Manteltemperatur 41 °C/&, gemessen an der Zelle 4a/' $P/evidence/4-pruefungen.md
status 0 sarflow -C $P save -m 'Antwort auf die Rückfrage'
status 0 sarflow -C $P status; has '5 stand, 2 fell'
status 3 sarflow -C $P do rueckfrage-beantworten
status 0 sarflow -C $P sign -e 4 -m 'nach Rückfrage' --as "$SAFETY"
status 0 sarflow -C $P sign -e 4 -m 'nach Rückfrage' --as "$TESTS"
status 3 sarflow -C $P do rueckfrage-beantworten; has 'seal' "$ERR"
status 0 sarflow -C $P seal
status 0 sarflow -C $P deliver --means 'Portal der Stelle (fiktiv)' --on 2026-11-23
status 0 sarflow -C $P do rueckfrage-beantworten; step audit
status 0 report meldung-audit-bestanden --letter brief.txt; step eingereicht
status 0 report meldung-zertifikat --letter brief.txt; step zertifiziert
status 0 sarflow list; has 'Zertifiziert'; has 'Antragsteller'
status 0 sarflow -C $P log; has 'reported: meldung-zertifikat: eingereicht -> zertifiziert'
saved $P

# ---- a change of the certified type rests on its package
cp -r "$packages/$P" plain; cp -r "$packages/$P.mended/." plain/
sed -i 's/^id: .*/id: BAT-2510/; s/^category: .*/category: aenderung/' plain/package.yaml
printf 'uses:\n  muster: %s\n' $P >>plain/package.yaml
printf '\n## 1.5 Die Änderung\n\nEine dritte Länge der Leitung.\n' >>plain/evidence/1-antrag.md
status 0 sarflow import plain
status 1 sarflow -C BAT-2510 check; has '[muster-gebunden, D]'
status 0 sarflow -C BAT-2510 use muster
status 0 sarflow -C BAT-2510 check
status 3 sarflow new BAT-2601 --template battery --category altfall; has 'altfall' "$ERR"

# ---- waivers, the door of attach, and a new package
sed -i 's/^id: .*/id: BAT-2602/' plain/package.yaml; cp "$packages/$P"/registers/*.csv plain/registers/
status 0 sarflow import plain
status 0 sarflow -C BAT-2602 appoint "$SAFETY" --role sicherheit
status 3 sarflow -C BAT-2602 waive ladezustand-versand -m 'nur kurz' --until 2027-01-31 --as "$SAFETY"
status 3 sarflow -C BAT-2602 waive abweichung-offen -m 'zu lang' --until 2027-12-31 --as "$SAFETY"
status 0 sarflow -C BAT-2602 waive abweichung-offen -m 'Schild wird geklebt' --until 2027-01-31 --as "$SAFETY"
status 1 sarflow -C BAT-2602 check; like 'warning, waived: Abweichung AB-01'
printf 'fiktiv\n' >datenblatt.txt
attach() { sarflow -C BAT-2602 attach datenblatt.txt -e 2 -s title=Datenblatt -s confidentiality=gesperrt -s origin=Zulieferer "$@"; }
status 3 attach -s consent=; has 'Diese Datei ist gesperrt' "$ERR"
status 3 attach -s consent= --lang en; has 'This file is blocked' "$ERR"
status 0 attach -s consent='Brief vom 2026-11-02'
status 1 sarflow -C BAT-2602 check; lacks 'datenblatt'; lacks 'files.csv'
status 0 sarflow new BAT-2603 --template battery --category neu --set typ=FLB-100B
status 0 sarflow -C BAT-2603 screen; has 'Liegt die geltende Ausgabe der Prüfgrundlage vor?'
status 0 sarflow -C BAT-2603 screen --lang en; has 'Use in the cabin'
is 'the skeletons are those of the template' "$(ls "$battery/evidence")" "$(ls BAT-2603/evidence)"

# ---- suspended, in force again, revoked: the end
status 0 report meldung-aussetzung --letter brief.txt; step ausgesetzt
status 0 report meldung-wiedereinsetzung --letter brief.txt; step zertifiziert
status 0 report meldung-widerruf --letter brief.txt; step widerrufen
status 0 sarflow -C $P next --json; is 'nothing leads out' '[]' "$(tr -d '\n ' <"$OUT")"
status 3 sarflow -C $P do zurueckziehen --as "$SIGNER"
finish
