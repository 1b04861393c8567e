#!/bin/bash
# t_web_acts.sh: acts by pages that carry a file or a person: sealing, delivering, filing a letter, appointing, a returned checklist.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
unguarded; mkdir served; (cd served && package); D=served/F110-NOZ-001 P=/p/F110-NOZ-001
event() { git -C $D log -1 --format=%B refs/sar/journal; }
start served

# ---- people and their roles
form $P/appoint.html; has 'Kenji Mori'; mark $D
post 400 $P/appoint.html step=look "person=$QUALITY"; post 400 $P/appoint.html step=look "person=no address" role=quality
post 200 $P/appoint.html step=look "person=$QUALITY" role=quality role=export_officer; has 'Sar-Event: appoint'; same 'looking appoints nobody' $D
post 303 $P/appoint.html step=record "person=$QUALITY" role=quality role=export_officer; has 'yui.tanaka@minato-turbine.example' <(event)
get 200 $P/appoint.html; has 'Yui Tanaka'

# ---- a letter, kept with who sent it
printf 'Dear Sirs, we have your request.\n' >reply.txt
form $P/letter.html; mark $D
upload 400 $P/letter.html step=look by=SASPO on=2026-11-20 received=2026-11-22; has 'choose the file'
upload 200 $P/letter.html step=look 'by=SASPO, J. Doe' on=2026-11-20 received=2026-11-22 'files=@reply.txt'; has 'reply.txt'; same 'looking files nothing' $D
again 303 $P/letter.html; has 'reply.txt' <(event); has 'SASPO, J. Doe' <(event)
status 0 sarflow -C $D letter show reply.txt -o shown.txt; ok 'its content is kept' cmp reply.txt shown.txt
mark $D; get 303 $P/letter.html --data-binary @again.form; same 'the same form again files nothing' $D

# ---- a move with its letter: what the authority did is reported with the paper that says so
sarflow -C $D do start-screen >/dev/null; sarflow -C $D do ask-requirements >/dev/null; get 200 $P/index.html; has 'move.html?action=report-requirements'
form "$P/move.html?action=report-requirements"; has 'type="file"'; report=(step=look action=report-requirements 'by=SASPO, J. Doe' on=2026-11-20 received=2026-11-22); mark $D
upload 403 $P/move.html "${report[@]}"; has 'the letter is missing'; upload 400 $P/move.html "${report[@]}" letter_date=2026-11-19; has 'go with the letter'
upload 200 $P/move.html "${report[@]}" letter_date=2026-11-19 letter_reference=R-1 'letter_from=SASPO' 'files=@reply.txt'; has 'Sar-Letter-Date: 2026-11-19'; same 'looking moves nothing' $D
again 303 $P/move.html; has 'reply.txt' <(event); has 'Sar-To: data-request' <(event); has 'Sar-Letter-From: SASPO' <(event); like '^Sar-Letter-(Ref|Number|Reference): R-1' <(event); mark $D

# ---- a seal, and its delivery with the proof
form $P/seal.html; has 'Submittal 1'; post 200 $P/seal.html step=look; has 'Sar-Event: seal'; same 'looking seals nothing' $D
post 303 $P/seal.html step=record; has 'Sar-Event: seal' <(event); mark $D; post 303 $P/seal.html step=record; same 'one click, one seal' $D
# what is handed over is taken from the page as the command makes it, once it is on record
get 403 $P/handover/1.zip; has 'record the export first'; get 404 $P/handover/0.zip; get 404 $P/handover/x.xlsx; get 404 $P/handover/2.zip
form $P/export.html; has 'Submittal 1'; has 'SHA-256 of each file'; mark $D; post 200 $P/export.html step=look; has 'Sar-Event: exported'; same 'looking records nothing' $D
post 303 $P/export.html step=record; has 'Sar-Event: exported' <(event); form $P/export.html; has 'handover/1.zip'; has 'record the export again'; sums=$(sed -n 's/^Sar-Result: //p' <(event)); has "$sums"
mark $D; STAND=$(git -C $D rev-parse main).$(git -C $D rev-parse refs/sar/journal).2026-11-23; post 403 $P/export.html step=look; has 'exported already'; post 403 $P/export.html step=record; post 400 $P/export.html step=look submittal=x; post 404 $P/export.html step=look submittal=2; same 'nor is it recorded again' $D
get 200 $P/handover/1.zip; like '^Content-Type: application/zip' head; like 'attachment; filename="F110-NOZ-001-submittal-1.zip"' head; cp body taken.zip; get 200 $P/handover/1.zip -H 'Accept-Language: ja'; ok 'the same bytes each time, whoever reads' cmp body taken.zip
ok 'a zip file that others read' unzip -q taken.zip -d taken; status 0 sarflow -C $D export --no-record -o out; ok 'as the command makes it' diff -r out taken/F110-NOZ-001-submittal-1
is 'whose list is the one on record' "$sums" "$(sha256sum <taken/F110-NOZ-001-submittal-1/SHA256SUMS | cut -d' ' -f1)"; ok 'and holds' sh -c 'cd taken/F110-NOZ-001-submittal-1 && sha256sum -c --quiet SHA256SUMS'
get 200 $P/handover/1.xlsx; like 'F110-NOZ-001-submittal-1-checklist.xlsx' head; ok 'the workbook alone' cmp body out/F110-NOZ-001-submittal-1-checklist.xlsx
get 200 $P/handover/draft.xlsx; like 'DRAFT' head; ok 'a look before the seal is stamped' sh -c 'unzip -p body xl/sharedStrings.xml | grep -q DRAFT'; get 200 $P/handover/draft.zip; ok 'whole' unzip -tq body
get 200 $P/attachments.html; has 'handover/draft.xlsx'; has 'Take what is handed over'
# each takes its room on the disc: three are made at once, who comes then is asked to come again; a place is not lost
for try in {1..20}; do
	asking=()
	for i in {1..12}; do curl -s -b "$JAR" -o "many.$i" -w '%{http_code}\n' "$BASE$P/handover/draft.zip?$i" >"code.$i" & asking+=($!); done
	wait "${asking[@]}"; cat code.* >codes
	grep -q 503 codes && break
done
has 503 codes; has 200 codes; is 'and nothing else' '' "$(grep -v '200\|503' codes)"
has 'Try again in a minute' <(cat $(grep -L '^PK' many.*)); get 200 $P/handover/draft.zip; ok 'whole again' unzip -tq body
is 'nothing lies about' '' "$(ls -A $D/.git/sarflow/tmp 2>/dev/null)"
form $P/deliver.html; post 400 $P/deliver.html step=look means=DoD
upload 200 $P/deliver.html step=look 'means=DoD SAFE drop-off' on=2026-11-23 'files=@reply.txt;filename=receipt.txt'; has 'DoD SAFE drop-off'
again 303 $P/deliver.html; has 'Sar-Event: delivered' <(event); has 'receipt.txt' <(event)

# ---- who may not
# ---- what is refused is told on the form, and all stands in it as it was written; a file is kept
form $P/remark-new.html?on=C3; post 400 $P/remark-new.html on=C3 step=look note='Words that took an hour.' severity=major owner=yui.tanaka@minato-turbine.example due=soon
for text in 'role="alert"' 'Words that took an hour.' 'value="major" checked' 'value="soon"'; do has "$text" body; done; like '<option value="yui.tanaka[^>]* selected' body
form $P/remark-new.html?on=C3; post 400 $P/remark-new.html on=C3 step=look note= severity=minor; has 'role="alert"' body; has 'name="note"' body
form $P/letter.html; echo 'a letter' >kept.txt; upload 400 $P/letter.html step=look files=@kept.txt by='SASPO, Mr. Example'; has 'say who it is from' body; has 'value="SASPO, Mr. Example"' body; has 'kept.txt is kept' body; held=$(hidden held)
upload 200 $P/letter.html step=look "held=$held" by=SASPO on=2026-11-10 received=2026-11-11; has 'Sar-Letter: kept.txt' body
form $P/appoint.html; post 400 $P/appoint.html step=look person='no address' role=quality; has 'value="no address"' body; like 'value="quality" checked' body
form "$P/edit.html?file=registers/equipment.csv"; post 400 $P/edit.html step=look file=registers/equipment.csv was.equipment= now.equipment=XX-77 was.uncertainty= now.uncertainty=abc; has 'XX-77' body; has 'role="alert"' body

stop; start served "$ENGINEER"; get 200 $P/index.html; for page in seal export deliver letter appoint; do get 200 $P/$page.html; lacks 'name="step"'; done
CSRF=$(hidden csrf) STAND=$(git -C $D rev-parse main).$(git -C $D rev-parse refs/sar/journal).2026-11-23; mark $D
post 403 $P/seal.html step=record; post 403 $P/export.html step=record; get 403 $P/handover/1.zip; get 403 $P/handover/1.xlsx; post 403 $P/appoint.html step=record "person=$ENGINEER" role=manager
upload 403 $P/letter.html step=record by=x on=2026-11-20 received=2026-11-22 'files=@reply.txt'
same 'nothing was recorded' $D
stop
status 0 sarflow -C $D verify
finish
