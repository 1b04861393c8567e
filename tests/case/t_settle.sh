# t_settle.sh: a remark is settled by whom it should be, by what is so, on what was read.
. "$(dirname "$0")/case.sh"
unguarded
package; P=F110-NOZ-001; S="sarflow -C $P"
ok 'people are appointed' appoint_all $P
$S appoint 'Naoki Abe <naoki.abe@minato-turbine.example>' --role engineering >/dev/null
colleague() { sarflow --as 'Naoki Abe <naoki.abe@minato-turbine.example>' "$@"; }
$S appoint 'Sachiko Endo <sachiko.endo@minato-turbine.example>' --role quality >/dev/null
second() { sarflow --as 'Sachiko Endo <sachiko.endo@minato-turbine.example>' "$@"; }
C=evidence/C-repair-documents.md; R=registers/characteristics.csv
n=0
raise() { as quality -C $P remark add --severity major --owner engineering "$@" >/dev/null || fail "raise $*"; n=$((n + 1)); }
save() { $S save -m "$1" >/dev/null || fail "save $1"; }
edit() { sed -i "$2" "$P/$1"; save "${3:-edit}"; }
state_of() { is "remark $1 is $2" "$2" "$($S remark show "$1" --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["state"])')"; }

# ---- who closes: who raised it, or their role, or who the template names; never whom it is for
raise --on $C -m 'Which gauge?'
status 3 as engineer -C $P remark close $n -m 'No.'; has 'is for you to answer; Yui Tanaka, who made it, closes it' "$ERR"
status 3 as signatory -C $P remark close $n -m 'No.'; has 'has no answer; only Yui Tanaka, who made it, takes it back' "$ERR"
status 0 colleague -C $P remark answer $n --clarified -m 'The pin gauge.'
status 3 as engineer -C $P remark close $n                     # a colleague answered, and it is still for this role
status 3 colleague -C $P remark close $n
status 3 as manager -C $P remark close $n; has 'is closed by Yui Tanaka, who made it, or in one of these roles' "$ERR"
status 0 second -C $P remark close $n; state_of $n closed       # the role it was raised in
raise --on $C -m 'And the ring?'
status 0 as engineer -C $P remark answer $n --no-change -m 'None.'
status 0 as export -C $P remark close $n; state_of $n closed    # whom the template names
# a report of the authority settles what the authority said, and nothing of the house: the office is no way round who closes
raise --on $C -m 'And the plug?'; by=(--by 'SASPO, J. Doe' --dated 2026-11-20 --received 2026-11-21)
status 3 as export -C $P remark close $n "${by[@]}" -m 'They agree.'; has "remark $n is of Yui Tanaka, not of the authority" "$ERR"; has "sarflow remark close $n" "$ERR"; state_of $n open
status 0 as export -C $P remark answer $n --no-change -m 'None.'
status 3 as export -C $P remark close $n "${by[@]}"; state_of $n answered
status 3 as quality -C $P remark reopen $n "${by[@]}" -m 'They do not.'; has "sarflow remark reopen $n --text WHY" "$ERR"; state_of $n answered
status 0 as quality -C $P remark close $n; state_of $n closed
raise --on $C -m 'I read the wrong page.'
status 3 as engineer -C $P remark withdraw $n -m 'mine'; has "remark $n is of Yui Tanaka; who made a remark takes it back" "$ERR"
status 2 as quality -C $P remark withdraw $n; has 'say why' "$ERR"
status 0 as quality -C $P remark withdraw $n -m 'It was another sheet.'; state_of $n closed

# ---- a reply answers nothing
raise --on $C -m 'Is it measured cold?'
status 2 as engineer -C $P remark reply $n
status 0 as engineer -C $P remark reply $n -m 'Which of the two?'; state_of $n open
status 0 as quality -C $P remark reply $n -m 'The first.'
status 0 $S remark show $n; is 'both stand in the thread' 2 "$(grep -c '  reply, ' "$OUT")"
status 0 $S log; has "reply: remark $n"

# ---- "changed" is a change that a reader sees, and that is still there
line=$(grep -n '^The routing stands' $P/$C | cut -d: -f1)
raise --on $C --quote 'The routing stands' -m 'Where?'
edit $C "${line}s/routing/rout\xe2\x80\x8bing/" 'a zero width space'
status 3 as engineer -C $P remark answer $n --changed; has 'nothing of what remark' "$ERR"
edit $C "${line}s/rout\xe2\x80\x8bing/routing/" 'back'
edit $C "${line}s/The routing stands/The routing of all operations stands/" 'said'; middle=$(git -C $P rev-parse main)
edit $C "${line}s/ of all operations//" 'unsaid'
status 3 as engineer -C $P remark answer $n --changed -v "$middle"; has 'is not so any more in the newest saved version' "$ERR"
edit $C "${line}s/The routing stands/The routing of every operation stands/" 'said again'
status 0 as engineer -C $P remark answer $n --changed
edit $C "${line}s/ of every operation//" 'unsaid again'
status 3 as quality -C $P remark close $n; has 'was answered by a change, and nothing of it is left in the newest saved version' "$ERR"
edit $C "${line}s/The routing stands/The routing of every operation stands/" 'and again'
status 0 as quality -C $P remark close $n; state_of $n closed
# closed, and then unsaid: the guard of the release sees it
edit $C "${line}s/ of every operation//" 'unsaid after all'
status 0 $S why release; has "remark $n was answered by a change, and nothing of it is left: $C"
edit $C "${line}s/The routing stands/The routing of every operation stands/" 'for good'
status 0 $S why release; lacks 'nothing of it is left'

# ---- on a cell, on a field
raise --on $R --row CH-05 --column description -m 'Which wall?'
status 3 as quality -C $P remark add --severity minor --on $R --row CH-05 --column nothing -m x; has 'has no column "nothing"' "$ERR"
status 2 as quality -C $P remark add --severity minor --on $R --column description -m x
status 0 $S remark show $n; has "$R:"; has 'row CH-05, description'
sed -i '/^CH-05,/s/$/ (see note)/' $P/$R; sed -i '/^CH-05,/s/" (see note)$/ (see note)"/' $P/$R
save 'another cell of the row'
status 3 as engineer -C $P remark answer $n --changed; has 'nothing of what remark' "$ERR"
edit $R 's/^CH-05,[^,]*,/CH-05,Wall of the airfoil,/' 'the cell'
status 0 as engineer -C $P remark answer $n --changed
raise --on package.yaml --field title -m 'Is that the title?'
status 3 as quality -C $P remark add --severity minor --on package.yaml --field colour -m x; has 'has no field "colour"' "$ERR"
status 2 as quality -C $P remark add --severity minor --on $C --field title -m x
status 0 $S remark show $n; has 'package.yaml, title'
edit package.yaml 's/^tms: .*/tms: F110-129/' 'another field'
status 3 as engineer -C $P remark answer $n --changed
edit package.yaml 's/^title: /title: The /' 'the field'
status 0 as engineer -C $P remark answer $n --changed

# ---- a deficiency is on the submittal that they read, even when main moved on
status 0 $S seal; status 0 $S export -o out; status 0 $S deliver --means mail --on 2026-11-23
sealed=$(git -C $P rev-parse main)
edit $C "${line}s/every operation/each operation/" 'main moves on'
status 0 $S letter in --letter "$ROOT/packages/letters/F110-NOZ-001/deficiency-letter.pdf" --on 2026-11-23 --by 'SASPO, J. Doe'
status 0 $S remark add --severity major --on $C --quote 'The routing of every operation' -m 'Each?' --letter deficiency-letter.pdf \
	--by 'SASPO, J. Doe' --dated 2026-11-23 --received 2026-11-23
n=$((n + 1))
is 'it is on what was sealed' "$sealed" "$($S remark show $n --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["version"])')"
status 0 as engineer -C $P remark answer $n --changed          # what changed since counts

# ---- the matrix: the whole thread, who closed; for the Government only what is theirs
status 0 $S remark export all.csv; status 0 $S remark export theirs.csv --theirs
is 'all of them' $n "$(python3 -c 'import csv; print(len(list(csv.reader(open("all.csv")))) - 1)')"
is 'theirs only' "1 Each?" "$(python3 -c 'import csv; r = list(csv.DictReader(open("theirs.csv"))); print(len(r), r[0]["Deficiency"].strip())')"
is 'who closed, and all that was said' 'Sachiko Endo | 2026-11-23 Naoki Abe, answer clarified: The pin gauge. | 2026-11-23 Sachiko Endo, close' \
	"$(python3 -c 'import csv; r = list(csv.DictReader(open("all.csv")))[0]; print(r["Closed by"], "|", r["All that was said"].replace("\n", " | "))')"

# ---- the letter's own day and number
status 3 $S do start-screen --letter out/index.html --letter-date 2027-01-01
status 2 $S note x --letter-date 2026-11-01
status 0 $S letter in --letter "$ROOT/packages/letters/F110-NOZ-001/inquiry-reply.pdf" --on 2026-11-20 --letter-date 2026-11-19 --letter-ref 'LPK 26-114'
run $S check; like 'warning: the letter inquiry-reply.pdf is dated 2026-11-19, and the report that rests on it says 2026-11-20 .*\[letter-differs\]'
status 0 $S render -o pages; has 'inquiry-reply.pdf of 2026-11-19 (LPK 26-114)' pages/history.html

# ---- and its sender
reply=$ROOT/packages/letters/F110-NOZ-001/inquiry-reply.pdf
status 2 $S note x --letter-from SASPO; status 2 $S deliver --means mail --on 2026-11-23 --letter-from SASPO
has "a letter's day, number and sender go with the letter" "$ERR"
differs() { run $S check; grep -c 'is from ".*\[letter-differs\]' "$OUT"; }
cp "$reply" ours.pdf; status 0 $S letter in --letter ours.pdf --on 2026-11-20 --by 'SASPO, J. Doe' --letter-from saspo
status 0 $S letter out --letter ours.pdf --on 2026-11-20 --letter-from 'Minato Turbine Repair'
is 'a part of the name is the same sender' 0 "$(differs)"
cp "$reply" other.pdf; status 0 $S letter in --letter other.pdf --on 2026-11-20 --by 'SASPO, J. Doe' --letter-from 'DLA Aviation, R. Roe'
run $S check; has 'warning: the letter other.pdf is from "DLA Aviation, R. Roe", and the report that rests on it names "SASPO, J. Doe"'
is 'once' 1 "$(differs)"
status 0 $S remark add --severity major --on $C -m 'Which?' --letter other.pdf --by 'SASPO, J. Doe' --dated 2026-11-23 --received 2026-11-23
is 'a deficiency is compared with the letter it stands in' 2 "$(differs)"
status 0 $S log; has 'the letter is from DLA Aviation, R. Roe'; has 'the letter is dated 2026-11-19'; has "the letter's number or subject: LPK 26-114"
status 0 $S log --json; json; has '"letter_from": "DLA Aviation, R. Roe"'; has '"letter_date": "2026-11-19"'; has '"letter_reference": "LPK 26-114"'
status 0 $S render -o pages; has 'other.pdf from DLA Aviation, R. Roe' pages/history.html
run $S --lang ja check; has '書面 other.pdf の差出人は「DLA Aviation, R. Roe」ですが'
# ---- what the authority said is taken back by nobody here, not by who recorded it either; who closes it acts in a role that may
echo 'One thing is missing.' >said.txt
$S remark export all.csv >/dev/null; n=$(python3 -c 'import csv; print(len(list(csv.reader(open("all.csv")))) - 1)')
dated=(--by 'SASPO, J. Doe' --dated 2026-11-20 --received 2026-11-21)
status 0 $S letter in --letter said.txt --by 'SASPO, J. Doe' --on 2026-11-20 --received 2026-11-21
status 0 $S remark add --letter said.txt "${dated[@]}" --number 1 --severity minor --owner engineering -m 'It is missing.'; n=$((n + 1))
status 3 $S remark withdraw $n -m 'No.'; has 'is of SASPO, J. Doe; who made a remark takes it back' "$ERR"
status 0 as engineer -C $P remark answer $n --clarified -m 'It is on page 3.'
$S appoint 'Yumi Ota <yumi.ota@minato-turbine.example>' --role manager --role signatory >/dev/null
third() { sarflow --as 'Yumi Ota <yumi.ota@minato-turbine.example>' "$@"; }
status 0 third -C $P remark close $n; state_of $n closed
is 'in the role that the template names' 'signatory' "$(git -C $P log -1 --format='%(trailers:key=Sar-Role,valueonly,separator=%x2C)' refs/sar/journal)"
raise --on $C -m 'And the pin?'
$S appoint 'Yumi Ota <yumi.ota@minato-turbine.example>' --role signatory --role quality >/dev/null
status 0 as engineer -C $P remark answer $n --clarified -m 'The same.'
status 0 third -C $P remark close $n
is 'in the role in which it was raised, before another' 'quality' "$(git -C $P log -1 --format='%(trailers:key=Sar-Role,valueonly,separator=%x2C)' refs/sar/journal)"
finish
