# t_life.sh: the life of one package, from the folder of its authors to the answer of a deficiency letter.
. "$(dirname "$0")/case.sh"
P=F110-NOZ-001
letters=$ROOT/packages/letters/F110-NOZ-001

# ---- the eight intended mistakes, and none when they are mended
status 0 sarflow import "$ROOT/packages/$P"
profile MINATO-YOKOSUKA
status 0 sarflow -C $P use profile "$SANDBOX/.profiles/MINATO-YOKOSUKA"
saved $P
status 1 sarflow -C $P check
mistakes 15 1 \
	'evidence/F-calibrated-equipment.md:[0-9]*: warning: F3 .*\[requirement-open\]' \
	'registers/certificates.csv:[0-9]*: error: certificate NC-FICT-30672 .*\[certificate-valid, B\]' \
	'registers/documents.csv:[0-9]*: error: technical order 2J-F110-999-3 .*\[document-revision-known, B\]' \
	'registers/equipment.csv:[0-9]*: error: .*SRT-02.*\[calibration-current, B\]' \
	'registers/inspections.csv:[0-9]*: error: .*PGS-14.*\[equipment-listed, D\]' \
	'registers/operations.csv:[0-9]*: error: .*Shiosai.*\[supplier-listed, D\]' \
	'registers/orders.csv:[0-9]*: error: .*9999M99GO1.*\[part-number-agrees, D\]' \
	'registers/substantiation.csv:[0-9]*: error: .*F110-IHI-129.*\[field-hours-same-engine, D\]'
status 1 sarflow -C $P check --level error
lacks ': warning: '
status 1 sarflow -C $P check --json; json
status 3 sarflow -C $P do start-review
cp -r "$ROOT/packages/$P.mended/." $P/
status 0 sarflow -C $P check
has 'work tree: 0 errors, 0 warnings, 0 notes'
status 1 sarflow -C $P check --version main
is 'a saved version is checked as it was' "$(grep -c error: found)" "$(sarflow -C $P check -v main | grep -c error:)"
status 0 sarflow -C $P status; has 'not saved'
status 3 sarflow -C $P sign
status 0 sarflow -C $P save -n; cp "$OUT" dry; has 'changed  registers/orders.csv' dry; has 'added    attachments/B/technical-order-change-14.pdf' dry
status 2 sarflow -C $P save
status 0 sarflow -C $P save -m 'mended'
saved $P
status 0 sarflow -C $P save -m 'again'; has 'nothing has changed'

# ---- who may do what
ok 'four people are appointed' appoint_all $P
status 3 as stranger -C $P note 'hello'; has 'is not appointed' "$ERR"
status 3 as quality -C $P do start-screen; has 'may not do this' "$ERR"
status 3 as quality -C $P appoint "$STRANGER" --role manager
status 2 sarflow -C $P appoint "$STRANGER" --role emperor
status 2 sarflow -C $P appoint 'Aiko Sato <aiko.sato@minato-turbine.example' --role quality
status 3 sarflow -C $P do hand-over; has 'there is no "hand-over" in state "idea"' "$ERR"

# ---- to the draft
status 0 sarflow -C $P do start-screen
status 0 sarflow -C $P do ask-requirements
status 3 sarflow -C $P do ask-requirements-again
status 0 sarflow -C $P do ask-requirements-again --as-of 2027-02-01
status 0 sarflow -C $P do ask-requirements
status 2 sarflow -C $P do report-requirements --letter "$letters/inquiry-reply.pdf"
status 3 sarflow -C $P do report-requirements --by 'SASPO, J. Doe' --on 2026-11-20 --received 2026-11-21
status 3 sarflow -C $P do report-requirements --by 'SASPO, J. Doe' --on 2026-11-20 --received 2026-11-19 --letter "$letters/inquiry-reply.pdf"
has 'cannot be received' "$ERR"
status 3 sarflow -C $P do report-requirements --by 'SASPO, J. Doe' --on 2026-12-20 --received 2026-12-20 --letter "$letters/inquiry-reply.pdf"
has 'future' "$ERR"
status 0 sarflow -C $P do report-requirements --by 'SASPO, J. Doe' --on 2026-11-20 --received 2026-11-21 --letter "$letters/inquiry-reply.pdf" -m 'as they said'
status 2 sarflow -C $P do use-data-at-hand --by 'SASPO'
status 0 sarflow -C $P do use-data-at-hand
status 0 sarflow -C $P next
has 'open  start-review'
status 0 sarflow -C $P next --json; json
is 'drafting' drafting "$(state $P)"

# ---- review: sign-offs, and what ends them
status 0 sarflow -C $P do start-review
status 3 as signatory -C $P do release
has 'sign' "$ERR"
status 0 as engineer -C $P sign --elements B,C,D,E,F,L,R,S --meaning 'engineering review'
has 'signed 8 elements'
status 0 as quality -C $P sign
has 'signed 14 elements'
status 0 as export -C $P sign
status 3 as quality -C $P sign --role signatory
status 2 as quality -C $P sign --elements Q
status 3 as manager -C $P sign
status 0 as signatory -C $P sign --elements A,G
status 0 sarflow -C $P status; has '38 stand'

# none of these is a change of content
cp -r $P/registers $P/evidence "$SANDBOX/home/"
sed -i 's/$/\r/' $P/registers/suppliers.csv
printf '\357\273\277' | cat - $P/registers/orders.csv >t && mv t $P/registers/orders.csv
{ head -1 $P/registers/equipment.csv; tail -n +2 $P/registers/equipment.csv | tac; } >t && mv t $P/registers/equipment.csv
sed -i '$a <!-- a comment -->' $P/evidence/B-technical-data.md
status 0 sarflow -C $P save -m 'other bytes, the same content'
status 0 sarflow -C $P status; has '38 stand'; lacks 'fell when'
rm -rf $P/registers $P/evidence; mv "$SANDBOX/home/registers" "$SANDBOX/home/evidence" $P/
# one cell of element D's register: sign-offs on D end, and only those
sed -i 's/own audit 2026-02-18/own audit 2026-02-19/' $P/registers/suppliers.csv
status 0 sarflow -C $P save -m 'the day of an audit'
status 0 sarflow -C $P status
has '35 stand, 3 fell'

status 0 sarflow -C $P status; is 'fallen: three times D' DDD "$(sarflow -C $P status | sed -n 's/.*fallen: element \([A-Z]\),.*/\1/p' | tr -d '\n')"
# a word in a document, and an attachment
sed -i '0,/each station/s//every station/' $P/evidence/C-repair-documents.md
printf 'one byte more' >>$P/attachments/L/traveler-MN2609.pdf
status 0 sarflow -C $P save -m 'a word and a file'
is 'C, D and L fell' CDL "$(sarflow -C $P status | sed -n 's/.*fallen: element \([A-Z]\),.*/\1/p' | sort -u | tr -d '\n')"
# taken back, they stand again: a sign-off binds to content
status 0 sarflow -C $P restore -v main~1 .
status 0 sarflow -C $P save -m 'C and L taken back'
is 'only D stays fallen' D "$(sarflow -C $P status | sed -n 's/.*fallen: element \([A-Z]\),.*/\1/p' | sort -u | tr -d '\n')"
status 3 as signatory -C $P do release; has 'D' "$ERR"
for who in engineer quality export; do status 0 as $who -C $P sign --elements D; done
status 0 as signatory -C $P do release -m 'released for the first round'
is 'ready' ready "$(state $P)"

# ---- seal, deliver, hand over
status 3 sarflow -C $P deliver --means 'DoD SAFE' --on 2026-11-23
status 3 sarflow -C $P do hand-over; has 'seal' "$ERR"
status 3 as quality -C $P seal
status 0 sarflow -C $P seal
status 3 sarflow -C $P seal; has 'sealed already' "$ERR"
is 'submittal/1 is the version' "$(git -C $P rev-parse main)" "$(git -C $P rev-parse submittal/1)"
git -C $P show 'refs/sar/journal:manifest' >manifest
ok 'the manifest lists each file with its digest' sh -c 'cd '$P' && awk "{ print \$1 \"  \" \$3 }" ../manifest | sha256sum -c --quiet'
is 'all that is handed over is in the manifest' "$(cd $P && find package.yaml evidence registers attachments -type f ! -path registers/screening.csv | LC_ALL=C sort)" "$(awk '{print $3}' manifest)"
status 3 sarflow -C $P do hand-over; has 'deliver' "$ERR"
status 2 sarflow -C $P deliver --on 2026-11-23
status 3 sarflow -C $P deliver --means x --on 2026-11-23 --submittal 2
status 3 sarflow -C $P deliver --means x --on 2026-11-23; has 'submittal 1 was never exported; try: sarflow export' "$ERR"
status 0 sarflow -C $P why deliver; like '^  shut +exported'
status 0 sarflow -C $P export -o handed-over-1
status 3 sarflow -C $P deliver --means x --on 2026-11-22; has 'it was sealed on 2026-11-23' "$ERR"
status 0 as export -C $P deliver --means 'DoD SAFE drop-off 4711' --on 2026-11-23 --letter "$letters/inquiry-reply.pdf"
status 0 sarflow -C $P do hand-over
git -C $P tag -d submittal/1 >/dev/null
status 0 sarflow -C $P status; has '1 sealed, round 1'
is 'a lost tag comes back' "$(git -C $P rev-parse main)" "$(git -C $P rev-parse submittal/1)"

# ---- with the Government: suspended goes back to where it came from
report() { sarflow -C $P do "$@" --by 'SASPO, J. Doe' --on 2026-11-23 --received 2026-11-23; }
status 0 report report-receipt
status 0 report report-evaluation
status 3 report report-deficiency
status 0 report report-deficiency --letter "$letters/deficiency-letter.pdf"
is 'suspended' suspended "$(state $P)"
status 0 sarflow -C $P status; has 'round 2'; has 'Due'
status 0 sarflow -C $P do answer-by-letter --letter "$letters/inquiry-reply.pdf"
is 'back in the technical evaluation' technical-evaluation "$(state $P)"
status 2 report report-site-survey --due 2027-02-30; has 'is no day' "$ERR"
status 0 report report-site-survey
status 3 as signatory -C $P do withdraw --due 2027-01-10; has 'only by a report' "$ERR"
status 0 report report-deficiency --letter "$letters/deficiency-letter.pdf" --due 2027-01-10
status 0 sarflow -C $P status; has '2027-01-10 (the day the letter sets)'
status 3 sarflow -C $P do lapse; has 'the clock runs until 2027-01-10' "$ERR"
status 0 sarflow -C $P --as-of 2027-01-11 next; like '^open +lapse'
status 0 sarflow -C $P --as-of 2027-01-10 next; like '^shut +lapse'
sed -i 's/2026-02-19/2026-02-20/' $P/registers/suppliers.csv
status 3 sarflow -C $P do answer-deficiency; has 'is not saved' "$ERR"
status 0 sarflow -C $P save -m 'the answer'
status 3 sarflow -C $P do answer-deficiency
status 0 as quality -C $P sign; status 0 as export -C $P sign
status 3 sarflow -C $P do answer-deficiency; has 'seal' "$ERR"
status 0 sarflow -C $P seal; has '2'
status 0 sarflow -C $P export -o handed-over-2
status 0 sarflow -C $P deliver --means 'DoD SAFE' --on 2026-11-23
status 0 sarflow -C $P do answer-deficiency
is 'back in the site survey' site-survey "$(state $P)"
is 'submittal/1 has not moved' "$(git -C $P rev-parse main~1)" "$(git -C $P rev-parse submittal/1)"
status 0 report report-approval --letter "$letters/inquiry-reply.pdf"

# ---- the story
status 0 sarflow -C $P note 'Called SASPO'
status 0 bash -c "printf 'two\nlines\n' | '$SARFLOW' -C $P note -m -"
status 0 sarflow -C $P letter in --letter "$letters/inquiry-reply.pdf" --on 2026-11-20 --by 'SASPO, J. Doe'
status 2 sarflow -C $P letter in --on 2026-11-20
status 2 sarflow -C $P letter sideways --letter "$letters/inquiry-reply.pdf" --on 2026-11-20
status 2 sarflow -C $P note
status 0 sarflow -C $P log
has 'reported: report-deficiency: technical-evaluation -> suspended'
has 'transition: answer-deficiency: suspended -> site-survey'
has 'reported by SASPO, J. Doe'
has 'Called SASPO'; has 'released for the first round'
is 'the log tells every entry of the journal' "$(git -C $P rev-list --count --first-parent refs/sar/journal)" \
	"$(sarflow -C $P log --json >l.json; sqlite3 :memory: "select json_array_length(cast(readfile('l.json') as text))")"
status 0 sarflow -C $P log --json; json
status 0 sarflow -C $P status --json; json
status 0 sarflow -C $P status --lang ja
status 0 sarflow list; has "$P"
status 0 sarflow list --json; json
saved $P

# ---- a person leaves: what was signed stands, nothing new can be done
status 0 sarflow -C $P status; stands=$(grep -o '[0-9]* stand' "$OUT")
status 0 sarflow -C $P appoint "$QUALITY" --end
status 3 as quality -C $P note 'still here?'
status 0 sarflow -C $P status; has "$stands"

# ---- a clone with the journal tells the same story
ok 'stock git clones it' git clone -q $P copy
status 3 sarflow -C copy status; has "git fetch origin 'refs/sar/*:refs/sar/*'" "$ERR"
ok 'and fetches the journal' git -C copy fetch -q origin 'refs/sar/*:refs/sar/*'
is 'the same log, but for what is not in it' "$(sarflow -C $P log)" "$(sarflow -C copy log | grep -v '^            its content is not in this copy; fetch it from another one$')"
cp -r $P/.git/lfs copy/.git/; is 'with the content the same log' "$(sarflow -C $P log)" "$(sarflow -C copy log)"
is 'approved there too' approved "$(state copy)"
finish
