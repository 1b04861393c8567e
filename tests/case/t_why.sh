#!/bin/bash
# t_why.sh: what stands between here and an action, and who may take each step; what waits for whom; which version ended a sign-off.
. "$(dirname "$0")/case.sh"
P=F110-NOZ-001
package
ok 'four people are appointed' appoint_all $P
why() { sarflow -C $P why "$@"; }
count() { sqlite3 :memory: "select json_array_length(cast(readfile('$1') as text), '$2')"; }
at() { sqlite3 :memory: "select json_extract(cast(readfile('$1') as text), '$2')"; }

# ---- words
mark $P
status 2 why
status 3 why no-such-action; has 'no way leads from state "idea" to an action "no-such-action"; try: sarflow next' "$ERR"
status 2 why a b c
status 3 sarflow why nowhere release
status 2 why release --as-of someday
status 3 sarflow -C $P why "$(printf 'x\033[31m')"; no 'no escape is shown' env LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]' "$ERR"

# ---- from another state: the way there first
status 0 why release; has 'the package is in state "idea"; guards are judged as if it were in "internal-review"'; has 'first: Start the eligibility screen'
has 'elements A, G: no sign-off by Signatory yet'; has 'by Signatory (Hiroshi Kanda)'; has 'sarflow do release'
status 0 sarflow why $P release; has 'first: Start'
status 0 why release --lang ja; has '提出'; has '担当: 署名権者 (Hiroshi Kanda)'; lacks 'signatory (Hiroshi'
status 0 why release --json; json; cp "$OUT" json
is 'not open from here' 0 "$(at json '$.open')"
is 'a guard each' 8 "$(count json '$.guards')"
is 'the last step is the action' 'sarflow do release' "$(at json '$.steps[#-1].command')"
no 'every step says who' grep -q '"who": ""' json
is 'an action that needs nothing is open' 1 "$(sarflow -C $P why start-screen --json >json; at json '$.open')"
same 'asking changes nothing' $P

# ---- into the review
for action in start-screen ask-requirements; do status 0 sarflow -C $P do $action; done
told=(--by 'SASPO, J. Doe' --on 2026-11-20 --received 2026-11-21)
status 0 why report-requirements; has "--by 'OFFICE, NAME' --on DAY --received DAY"; has 'or Preparer (nobody is appointed)'
printf 'a letter\n' >letter.txt
status 0 sarflow -C $P do report-requirements "${told[@]}" --letter letter.txt
status 0 sarflow -C $P do report-data "${told[@]}"
status 0 sarflow -C $P do start-review
status 0 why release; has 'it is shut'; lacks 'first:'; has 'open  requirements_answered'; has 'are answered'

# what is told is true: the steps, taken one after the other, open it
steps() { sarflow -C $P why "$1" --json >json; sqlite3 :memory: "select json_extract(value, '$.command') from json_each(cast(readfile('json') as text), '$.steps')"; }
act() {
	local who; case $1 in *'--role engineering'*) who=engineer ;; *'--role quality'*) who=quality ;; *'--role export_officer'*) who=export ;;
		*'--role signatory'*|*'do release'*) who=signatory ;; *) who=manager ;; esac
	set -- ${1#sarflow }
	as $who -C $P "$@"
}
steps release >commands; cat commands >"$OUT"; has 'sarflow sign --role quality --elements'
while read -r command; do status 0 act "$command"; done <commands
is 'the steps led there' ready "$(state $P)"

# ---- a day to come: what expires by then shows now
status 0 why hand-over; cp "$OUT" today
status 0 why hand-over --as-of 2028-06-01; cp "$OUT" later
no 'certificates bite later' cmp -s today later
status 0 why release --as-of 2029-06-01; has 'shut  no_findings'; has 'certificate'; has 'error'
status 0 why release; lacks 'shut  no_findings'

# ---- which version ended a sign-off, and by which change
status 0 sarflow -C $P status; lacks 'fell'; like 'Sign-offs +[0-9]+ stand$'
# what stands and must be mended by then is signed again, and nothing else
status 0 sarflow -C $P why release; lacks 'sign --role export_officer'
status 0 sarflow -C $P why release --as-of 2027-12-01; like 'sign --role export_officer --elements E(,|$)'; lacks 'elements A,'
sed -i '0,/^The routing has /s//The routing\nhas /' $P/evidence/C-repair-documents.md        # another line break ends nothing, and is not what ended it
status 0 sarflow -C $P save -m 'Only reflowed'; status 0 sarflow -C $P status; lacks 'fell'
sed -i 's/^has 38 operations/now has 36 operations/' $P/evidence/C-repair-documents.md
status 0 sarflow -C $P status; has 'fell when the content changed'; has 'by what is not saved yet: changed evidence/C-repair-documents.md'; has 'element C, engineering, Aiko Sato, signed on 2026-11-23'
status 0 sarflow -C $P save -m 'Count of the routing'
version=$(git -C $P rev-parse --short=7 main)
printf '\nOne more word.\n' >>$P/evidence/C-repair-documents.md
status 0 sarflow -C $P save -m 'A later edit'
status 0 sarflow -C $P status; has "since version $version of 2026-11-23 by Kenji Mori (Count of the routing): changed evidence/C-repair-documents.md:"; has 'C1 Routing'; has "sarflow diff"
lacks 'A later edit'; lacks 'Only reflowed'
status 0 sarflow -C $P status --json; json; cp "$OUT" json
is 'the version, as JSON' "$(git -C $P rev-parse main~1)" "$(sqlite3 :memory: "select json_extract(value, '$.fell_with') from json_each(cast(readfile('json') as text), '$.sign_offs') where json_extract(value, '$.element') = 'C' and json_extract(value, '$.role') = 'quality'")"
is 'the others stand' 0 "$(sqlite3 :memory: "select count(*) from json_each(cast(readfile('json') as text), '$.sign_offs') where json_extract(value, '$.element') <> 'C' and not json_extract(value, '$.stands')")"
# through a register and an attachment
sed -i 's/^CH-05,[^,]*,/CH-05,Wall,/' $P/registers/characteristics.csv; status 0 sarflow -C $P save -m 'Wall'
status 0 sarflow -C $P status; has 'and '

# ---- signing: not without the role, not what is not saved, not by who has left
mark $P
status 3 as manager -C $P sign --role quality; has 'does not hold the role "quality"' "$ERR"
status 3 as stranger -C $P sign
status 2 as quality -C $P sign --elements Z9
status 3 as quality sign nowhere
printf 'x\n' >>$P/evidence/C-repair-documents.md
status 3 as quality -C $P sign --elements C
read=$(git -C $P rev-parse --short=10 main)
status 0 sarflow -C $P save -m 'x'
status 3 as quality sign $P --elements C --read "$read"; has "element C changed after version $read" "$ERR"; has "sarflow diff $read main" "$ERR"
status 3 as quality sign $P --elements C --read abcdef0; has 'abcdef0' "$ERR"
status 0 as quality sign $P --elements D --read "$read"; has 'signed 1 element'
status 0 as quality sign $P --elements C --read main; has 'signed 1 element'
status 0 sarflow -C $P appoint "$QUALITY" --end
status 3 as quality -C $P sign --elements C
status 0 sarflow -C $P status --json; json; cp "$OUT" json
is 'what was signed stands' 1 "$(sqlite3 :memory: "select max(json_extract(value, '$.stands')) from json_each(cast(readfile('json') as text), '$.sign_offs') where json_extract(value, '$.element') = 'C' and json_extract(value, '$.role') = 'quality'")"
status 0 sarflow -C $P appoint "$QUALITY" --role quality

# ---- one person with two addresses is one; the author by any address is the author
status 0 sarflow -C $P appoint "$QUALITY" --role quality --address yui@home.example
status 0 sarflow -C $P sign --elements C --as 'Yui Tanaka <yui@home.example>'
GIT_AUTHOR_EMAIL=yui@home.example GIT_AUTHOR_NAME='Y. T.' git -C $P commit -q --allow-empty -m 'nothing' 2>/dev/null
printf 'y\n' >>$P/evidence/C-repair-documents.md
GIT_AUTHOR_EMAIL=yui@home.example GIT_AUTHOR_NAME='Y. T.' git -C $P commit -qam 'by the signer' || fail 'stock git commits'
status 0 as quality -C $P sign --elements C
status 0 why release; has 'element C: 0 of 1 sign-offs by Quality'; has 'one by an author does not count'
# an author nobody knows shuts it, and says how to mend that
printf 'z\n' >>$P/evidence/C-repair-documents.md
GIT_AUTHOR_EMAIL=who@home.example GIT_AUTHOR_NAME='Who' git -C $P commit -qam 'by whom?' || fail 'stock git commits'
status 0 why release; has 'was written by who@home.example, an address that no appointment binds'; has '-address who@home.example'

# ---- remarks among the steps
status 0 as quality -C $P remark add --on C2 --severity major --owner engineering --due 2026-11-30 -m 'Which machine?'
status 0 as quality -C $P remark add --on C2 --severity minor -m 'A comma.'
status 0 why release --all; has 'shut  remarks_closed {severity: major}'; has 'remark 1 (major) is not answered: C2'; has 'sarflow remark answer 1 --changed'
has 'sarflow remark close 1'; has 'by Engineering (Aiko Sato), or Quality (Yui Tanaka), or Export control officer (Ren Abe), or Signatory (Hiroshi Kanda)'; lacks 'remark 2'
status 0 as signatory -C $P why release --json; json

# ---- what waits for whom, over a folder
mkdir inbox && mv $P inbox/ && (cd inbox && fresh EMPTY-1) && mkdir inbox/no-package && printf x >inbox/file
status 0 sarflow inbox inbox --as "$ENGINEER"; like '^2026-11-30 +F110-NOZ-001 +answer remark 1 \(major'; lacks 'A comma.'
is 'what has a day comes first' 2026-11-30 "$(sarflow inbox inbox --as "$ENGINEER" | head -1 | cut -d' ' -f1)"
status 0 sarflow inbox inbox; has 'A comma.'; has 'FRESH'; has 'you may:'
status 0 sarflow inbox inbox --json; json
status 0 sarflow inbox inbox --as "$STRANGER"; has 'nothing waits for max@elsewhere.example in 2 packages'
status 0 sarflow inbox inbox --as "$STRANGER" --json; is 'nothing as JSON' '[]' "$(tr -d '\n ' <"$OUT")"
status 0 sarflow inbox inbox --lang ja
status 0 sarflow inbox inbox --as "$ENGINEER" --as-of 2026-12-05; has '2026-11-30'
status 0 sarflow inbox inbox --as "$ENGINEER" --as-of 2026-12-05 --json; has '"overdue": true'
status 0 as engineer -C inbox/$P remark answer 1 --clarified -m 'FU-417.'
status 0 sarflow inbox inbox --as "$QUALITY"; has 'look at the answer to your remark 1 and close it: clarified'
status 0 sarflow inbox inbox --as "$ENGINEER"; lacks 'remark 1'
status 3 sarflow inbox nowhere
status 0 sarflow -C inbox/$P inbox; has 'F110-NOZ-001'
rm inbox/EMPTY-1/.git/refs/sar/journal 2>/dev/null; rm -f inbox/EMPTY-1/.git/packed-refs
status 0 sarflow inbox inbox; has 'A comma.'; has 'sarflow: EMPTY-1:' "$ERR"
rm -rf inbox/EMPTY-1

# ---- packages named by absolute paths, wherever one stands
status 0 as quality inbox inbox; cp "$OUT" here; has 'remark 1' here
status 0 as quality -C / inbox "$SANDBOX/inbox"; cp "$OUT" far; ok 'the same from anywhere' cmp here far
status 0 sarflow -C / why "$SANDBOX/inbox/$P" release; has 'release:'
status 3 sarflow -C / why "$SANDBOX/none" release; has 'is no package' "$ERR"
status 0 sarflow -C / list "$SANDBOX/inbox"; has "$P"
finish
