#!/bin/bash
# t_remark_side.sh: a remark on the old side of a comparison, and on an area of a picture or of a page.
. "$(dirname "$0")/case.sh"
P=F110-NOZ-001
C=evidence/C-repair-documents.md CH=registers/characteristics.csv PDF=attachments/C/inspection-methods-MTR-IM-2417.pdf
package
ok 'four people are appointed' appoint_all $P
save() { sarflow -C $P save -m "$1" >saved.out 2>&1 || fail "saved: $1" "$(cat saved.out)"; }
main() { git -C $P rev-parse main; }
remark() { sarflow -C $P remark add --severity minor -m "$1" "${@:2}" --as "$QUALITY"; }
list() { sarflow -C $P remark list --all --json "$@" >list 2>"$ERR" || fail 'the list'; }
at() { sqlite3 :memory: "select ifnull(json_extract(value, '$.$2'), '') from json_each(cast(readfile('list') as text)) where json_extract(value, '$.number') = $1"; }
trailer() { git -C $P log -1 --format=%B refs/sar/journal | sed -n "s/^Sar-$1: //p"; }

old=$(main)
sed -i 's/Penetrant finds only a crack that is open\.//; s/38 operations, from receipt/37 operations, from receipt/' $P/$C
sed -i '/^CH-03,/d' $P/$CH
save 'a sentence goes, a word changes, a row goes'
new=$(main)

# ---- what is gone, and what was changed
status 3 remark 'not here' --on $C --quote 'Penetrant finds only a crack that is open.'; has 'does not hold the words' "$ERR"
status 0 remark 'why is it gone?' --on $C --quote 'Penetrant finds only a crack that is open.' --version "$old"       # 1
is 'it is on the older version' "$old" "$(trailer Evidence)"
is 'and names the newest of then' "$new" "$(trailer Newest)"
is 'which is no parent of it' 2 "$(git -C $P rev-list --parents -1 refs/sar/journal | wc -w | awk '{ print $1 - 1 }')"
status 0 remark 'why 38 before?' --on $C --quote '38 operations, from receipt' --version "$old"                       # 2
status 0 remark 'the row is needed' --on $CH --row CH-03 --version "$old"                                             # 3
status 3 remark 'no such row' --on $CH --row CH-03; has 'has no row "CH-03"' "$ERR"
status 0 remark 'on the newest, by name' --on $C --quote '37 operations, from receipt' --version "$new"               # 4
is 'the newest needs no other' '' "$(trailer Newest)"
list
is 'of what is gone it says so' 1 "$(at 1 orphan)"
is 'in words' "the words \"Penetrant finds only a crack that is open.\" are not in $C any more" "$(at 1 gone)"
is 'what was changed is followed' '37 operations, from receipt' "$(at 2 now)"
is 'and is no orphan' 0 "$(at 2 orphan)"
is 'a row that went is gone' 1 "$(at 3 orphan)"
is 'both versions are told' "$old $new" "$(at 2 version) $(at 2 newest)"
status 0 sarflow -C $P remark show 2; has "made on version ${old:0:7}, when ${new:0:7} was the newest"
status 0 sarflow -C $P remark show 2 --lang ja; has "${old:0:7}"; lacks 'made on version'
status 3 remark 'no version of main' --on $C --version "$(git -C $P rev-parse refs/sar/journal)"; has 'is no version of main' "$ERR"
status 2 sarflow -C $P remark add --severity minor -m x --on $C --version "$old" --by 'DLA Aviation' --dated 2026-11-10 --received 2026-11-12 --as "$QUALITY"
has 'name no version' "$ERR"

# ---- the change that it was made about is no answer to it
status 3 sarflow -C $P remark answer 2 --changed; has 'nothing of what remark 2 is about differs' "$ERR"
status 3 sarflow -C $P remark answer 2 --changed --version "$old"; has 'does not come after' "$ERR"
sed -i 's/37 operations, from receipt/36 operations, from receipt/' $P/$C
save 'a change that answers'
status 0 sarflow -C $P remark answer 2 --changed
list; is 'it is answered' answered "$(at 2 state)"

# ---- an area
mkdir -p $P/attachments/C
/usr/bin/python3 - $P/attachments/C/nozzle.png <<'PY'
import struct, sys, zlib
def chunk(kind, data): return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
w, h = 40, 30
rows = b''.join(b'\0' + bytes(v for x in range(w) for v in (x * 6, y * 8, 128)) for y in range(h))
open(sys.argv[1], 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', w, h, 8, 2, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
PY
save 'a picture'
PNG=attachments/C/nozzle.png
status 0 remark 'what is this dark spot?' --on $PNG --area 100,250,300,120                                            # 5
is 'the area stands in the event' '100 250 300 120' "$(trailer Region)"
status 0 remark 'this line of the table' --on $PDF --page 1 --area '0, 0, 1000, 500'                                  # 6
list
is 'in JSON' '100 250 300 120' "$(at 5 area)"
has 'area 300 by 120 ‰, 100 ‰ from the left and 250 ‰ from the top' list
is 'with its page' '1 0 0 1000 500' "$(at 6 page) $(at 6 area)"
status 0 sarflow -C $P remark list; has "$PNG, area 300 by 120 ‰"
status 0 sarflow -C $P remark list --lang ja; has '‰'; lacks 'from the left'
status 0 sarflow -C $P remark export remarks.csv; has 'area 300 by 120' remarks.csv
for area in '100,250,300' '100,250,0,120' '900,0,101,10' '0,1000,1,1' '-1,0,10,10' '01,0,10,10' '1,2,3,4,5' 'a,b,c,d' '0,0,10000,1'; do
	status 2 remark 'no area' --on $PNG --area "$area"; has 'is no area' "$ERR"
done
status 2 remark 'a whole PDF' --on $PDF --area 0,0,10,10; has 'name the page' "$ERR"
status 2 remark 'a text' --on $C --area 0,0,10,10; has 'does not go with a text' "$ERR"
status 2 remark 'a line' --on C3 --area 0,0,10,10; has 'does not go with a checklist line' "$ERR"
cp $P/attachments/C/nozzle.png kept.png; printf 'x' >>$P/$PNG; save 'another picture'
list; is 'another picture has not that area' "$PNG is another file now" "$(at 5 gone)"

# ---- as drafts
status 0 remark 'drafted on the old side' --on $C --quote 'Penetrant finds only a crack that is open.' --version "$old" --draft
sarflow -C $P remark drafts --as "$QUALITY" >drafts; has 'Penetrant finds' drafts
cp kept.png $P/$PNG; save 'the picture again'
newest=$(main)
for at in 1,2,3,4 1,2,3,4 2,2,3,4; do status 0 remark 'drafted on the picture' --on $PNG --area $at --draft; done
sarflow -C $P remark drafts --as "$QUALITY" >drafts; is 'said again it is no other draft, elsewhere it is' 3 "$(grep -c 'drafted on' drafts)"
status 0 sarflow -C $P remark drop 3 --as "$QUALITY"; status 0 sarflow -C $P remark drafts --as "$QUALITY"; lacks '2,2,3,4'
status 0 sarflow -C $P remark send --as "$QUALITY"
is 'the area came with its draft' '1 2 3 4' "$(trailer Region)"
git -C $P log -2 --format=%B refs/sar/journal >two; has "Sar-Evidence: $old" two; has "Sar-Newest: $newest" two
status 0 sarflow -C $P remark drafts --as "$QUALITY"; has 'no draft waits'

# ---- both verifiers
status 0 sarflow -C $P verify; lacks 'error'
ok 'the verifier that is not ours finds nothing' bash "$ROOT/tests/verify/verify.sh" $P
saved $P
finish
