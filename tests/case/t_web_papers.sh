#!/bin/bash
# t_web_papers.sh: letters and workbooks that the journal holds, opened in the browser and by programs; and the files that pages give, for programs.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
mkdir served; cd served || exit 1
unguarded; package; P=F110-NOZ-001; ok 'people are appointed' appoint_all $P
cp "$ROOT/packages/letters/$P/inquiry-reply.pdf" '../reply 返信.pdf'; printf '<script>alert(1)</script>' >../order.html
status 0 sarflow -C $P letter in --letter '../reply 返信.pdf' --by 'SASPO' --on 2026-11-10 --received 2026-11-12
status 0 sarflow -C $P letter in --letter ../order.html --by 'SASPO' --on 2026-11-10 --received 2026-11-12
name=$(sarflow -C $P log --json | grep -o '"letter": "reply[^"]*"' | sed 's/.*: "\(.*\)"/\1/')
status 0 sarflow -C $P remark add --on C3 --severity minor -m 'They ask for it.' --by SASPO --dated 2026-11-10 --received 2026-11-12 --letter "$name"
status 0 sarflow -C $P seal; status 0 sarflow -C $P export -o ../out; echo 'Received in good order.' >../receipt.txt
status 0 sarflow -C $P deliver --means 'DoD SAFE drop-off' --on 2026-11-23 --letter ../receipt.txt
cd .. || exit 1
start served; R=/p/$P A=/api/v1/packages/$P
links() { grep -o 'href="paper/[0-9a-zA-Z]*"' body | sed 's/href="\(.*\)"/\1/'; }

# ---- from the history and from the remark that rests on it
get 200 $R/history.html; is 'two letters, a workbook and a proof' 4 "$(links | wc -l)"; has '>open the letter</a>' body; has '>open the workbook, as it was exported</a>' body
has '>open the proof</a>' body; proof=$(links | sed -n 1p) book=$(links | sed -n 2p) order=$(links | sed -n 3p) reply=$(links | sed -n 4p)
get 200 "$R/$proof"; ok 'the proof of the delivery' cmp body receipt.txt; has 'Content-Type: text/plain' head
get 200 "$R/$reply"; ok 'the letter itself' cmp body 'reply 返信.pdf'; has 'Content-Type: application/pdf' head; has "filename*=UTF-8''reply" head; like '^Content-Disposition: inline' head
get 200 "$R/$order"; ok 'as it came' cmp body order.html; has 'Content-Type: application/octet-stream' head; like '^Content-Disposition: attachment' head; has 'nosniff' head
get 200 "$R/$book"; ok 'the workbook of the export' cmp body out/*.xlsx
get 200 "$R/remark.html?n=1"; is 'its letter' 1 "$(links | wc -l)"; get 200 "$R/$(links)"; ok 'which it rests on' cmp body 'reply 返信.pdf'
get 200 $R/remarks.html; has '>open the letter</a>'
status 0 sarflow -C served/$P render -o pages; no 'pages that are files have no such link' grep -rq 'paper/' pages --include=*.html
# ---- the deficiencies that a letter names, one after another, in the browser and by programs
get 200 $R/letter.html; is 'the letters, and the proof' 3 "$(links | wc -l)"; has 'Record a deficiency from it' body; letter=$(grep -o 'remark-new.html?letter=[0-9a-f]*' body | tail -1); id=${letter#*=}
form "$R/$letter"; has 'name="theirs"'; has 'value="SASPO"' body; has 'value="2026-11-10"' body; has 'value="2026-11-12"' body; lacks 'Keep as a draft' body
post 200 "$R/remark-new.html" step=look on=C3 "letter=$id" theirs=4.2 by='SASPO, J. Doe' dated=2026-11-10 received=2026-11-12 severity=major note='No gauge is named.'; has 'Sar-Reported-By: SASPO, J. Doe' body
again 303 $R/remark-new.html step=record; like "^Location: .*/remark-new.html.letter=$id" head; status 0 sarflow -C served/$P remark show 2; has 'deficiency 4.2 by SASPO, J. Doe, 2026-11-10, letter reply'; has 'No gauge is named.'
form "$R/$letter"; post 400 $R/remark-new.html step=look on=C3 "letter=$id" by= dated= received= severity=major note=x; has 'which office and person' body; post 404 $R/remark-new.html step=look on=C3 letter=0000000 by=x dated=2026-11-10 received=2026-11-12 severity=major note=x
post 400 $R/remark-new.html step=look draft=yes on=C3 "letter=$id" by=x dated=2026-11-10 received=2026-11-12 severity=major note=x; has 'not drafted' body
# ---- nothing else is had by it
for name in 0000000 note.md x "$(git -C served/$P rev-parse main)"; do get 404 "$R/paper/$name"; done

# ---- by programs, as the pages give them
for address in "$reply" "$order" "$book" attachments/C/crack-map-MN2609-07.png attachments/C/inspection-methods-MTR-IM-2417.pdf 'leaf.png?file=attachments/C/inspection-methods-MTR-IM-2417.pdf&page=1' handover/1.xlsx handover/1.zip; do
	get 200 "$R/$address"; cp body page; grep -i '^content-[td]' head >page.head
	get 200 "$A/$address"; has 'Sarflow-Stand: ' head; is "$address: the heads" "$(cat page.head)" "$(grep -i '^content-[td]' head)"
	case $address in *.zip|*.xlsx) ok 'a zip of its kind' unzip -tq body ;; *) ok "$address: the same" cmp page body ;; esac
done
get 200 $A/attachments/C%2Fcrack-map-MN2609-07.png; ok 'its slashes as one likes' cmp body "served/$P/attachments/C/crack-map-MN2609-07.png"
for profile in working.xlsx matrix.xlsx; do get 200 "$A/workbook/$profile"; ok "$profile" unzip -tq body; done
for address in attachments/C/none.pdf paper/0000000 workbook/nonsense.xlsx handover/9.zip handover/x.xlsx leaf.png; do get 404 "$A/$address"; has 'Content-Type: application/problem+json' head; done
get 405 "$A/$reply" -X DELETE
get 200 /api/v1/openapi.json; is 'every one is described' "$(grep -o 'AT("[^"]*")' "$ROOT/engine/web/page_api_files.c" | sed 's/AT("\(.*\)")/\1/; s/{[^}]*}/{}/g' | sort | tr '\n' ' ')" \
	"$(python3 -c 'import json, re; print("".join(sorted(re.sub("{[^}]*}", "{}", p.split("/", 3)[3]) + " " for p in json.load(open("body"))["paths"] if p.count("{") == 2 or "leaf" in p)))')"

# ---- removed on purpose: neither has it any more, and says so; damaged: never given
status 0 as export -C served/$P purge letters/order.html --reason spill
get 200 $R/history.html; is 'one less' 3 "$(links | wc -l)"; get 404 "$R/$order"; has 'its content was removed on'; get 404 "$A/$order"; lacks 'script>alert'
digest=$(sha256sum 'reply 返信.pdf' | cut -d' ' -f1); held=$(find served/$P/.git/lfs -name "$digest"); chmod u+w "$held"; printf x | dd of="$held" bs=1 seek=100 conv=notrunc 2>"$ERR"
get 500 "$R/$reply"; has 'damaged'; lacks '%PDF'
stop

# ---- a checklist that came back, recorded with a double click, and once more: once
mkdir back; (cd back && package G && sarflow -C G appoint "$QUALITY" --role quality >/dev/null && sarflow -C G seal >/dev/null && sarflow -C G export -o ../handed >/dev/null)
python3 "$ROOT/tests/case/evaluate.py" handed/*-checklist.xlsx '{"lines": [["Checklist","C3","verdict","Fail"],["Checklist","C3","finding","CH-01"],["Checklist","C3","severity","Major"],["Checklist","A1","verdict","Fail"],["Checklist","A1","finding","zz"],["Checklist","A1","severity","Minor"]],
	"block": [["Evaluator","J. Doe"],["Office","DLA Aviation"],["Day of the evaluation","2026-11-20"],["Overall disposition","Returned"]]}' back.xlsx
start back; form /p/G/return.html; upload 200 /p/G/return.html step=look 'files=@back.xlsx'; before=$(git -C back/G rev-list --count refs/sar/journal); cp body looked
again 404 /nowhere; clicks=; for i in 1 2 3; do curl -s -b "$JAR" -o "click.$i" -w '%{http_code}\n' --data-binary @again.form "$BASE/p/G/return.html" >"code.$i" & clicks="$clicks $!"; done; wait $clicks
is 'each is led on' '303 303 303' "$(cat code.1 code.2 code.3 | tr '\n' ' ' | sed 's/ $//')"; is 'a letter and two remarks' 3 $(($(git -C back/G rev-list --count refs/sar/journal) - before))
cp looked body; again 303 /p/G/return.html; is 'and none once more' 3 $(($(git -C back/G rev-list --count refs/sar/journal) - before))
# two at one moment on the terminal
cp -a back/G T; git -C T update-ref refs/sar/journal "$(git -C back/G rev-parse refs/sar/journal~3)"; before=$(git -C T rev-list --count refs/sar/journal)
clicks=; for i in 1 2; do "$SARFLOW" -C T return back.xlsx >/dev/null 2>&1 & clicks="$clicks $!"; done; wait $clicks
status 0 sarflow -C T return back.xlsx; is 'recorded once' 3 $(($(git -C T rev-list --count refs/sar/journal) - before))
stop
finish
