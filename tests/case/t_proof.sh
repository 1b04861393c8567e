# t_proof.sh: what cannot be taken back is guarded like a move of the state; a proof counts for what came before it, not
# for what comes after.
. "$(dirname "$0")/case.sh"
example_template templates/repair
export SARFLOW_TEMPLATES=$SANDBOX/templates
cat > templates/repair/workflow.yaml <<'END'
format: 1
initial: draft
acts:
  appoint: [manager]
  sign-off: [quality, manager]
  seal: {roles: [manager], guards: [in_state: {states: [ready, asked]}, no_findings: {level: error}]}
  draft: {guards: [no_findings: {level: error, rules: [file-empty]}]}
  exported: {roles: [manager], guards: [no_findings: {level: error, rules: [file-empty]}]}
  delivered: {roles: [manager], guards: [in_state: {states: [ready, asked]}, exported: {}]}
  adopt: {roles: [manager], guards: [in_state: {states: [draft]}]}
  purge: {roles: [manager], guards: [in_state: {states: [draft]}]}
  note: any
  letter: any
states:
  draft: {title: Draft, owner: applicant}
  ready: {title: Ready, owner: applicant}
  out: {title: Handed over, owner: authority, clock: {days: 7, basis: D, says: a week}}
  asked: {title: Asked, owner: applicant, remembers: true}
transitions:
  - {action: release, from: [draft], to: ready, roles: [manager], evidence: head}
  - {action: rework, from: [ready], to: draft, roles: [manager]}
  - {action: hand-over, from: [ready], to: out, roles: [manager], evidence: head, guards: [sealed: {}, delivered: {}]}
  - {action: again, from: [out], to: ready, roles: [manager], evidence: record, guards: [clock_run_out: {}]}
  - {action: report-question, from: [out], to: asked, roles: [manager], reported: true, evidence: record, effects: [new_round]}
  - {action: answer, from: [asked], to: previous, roles: [manager], evidence: head, guards: [sealed: {}, delivered: {}]}
END
status 0 sarflow template lint templates/repair; lacks 'awaited'
example_package plain
printf 'op_no,supplier,equipment\n10,Umi Plating,FIX-1\n' > plain/registers/operations.csv
printf 'supplier,expires\nUmi Plating,2027-03-02\n' > plain/registers/suppliers.csv
status 0 sarflow import plain; P=F110-NOZ-001
S="sarflow -C $P"
day() { export SARFLOW_NOW=$((1795392000 + $1 * 86400)); }
now() { is "in state $1" "$1" "$(state $P)"; }

# ---- a template in which an answer needs no delivery is told so
cp -r templates/repair weak; sed -i '/action: answer/s/, delivered: {}//; /action: hand-over/s/sealed: {}, delivered: {}/sealed: {}/' weak/workflow.yaml
run sarflow template lint ./weak
for action in answer hand-over; do like "workflow.yaml:[0-9]+.*warning: \"$action\" leads to where the authority is awaited.*\[template-weak\]"; done
is 'and of no other' 2 "$(grep -c 'authority is awaited' "$OUT")"
# ---- and one whose sign-offs leave out what the package says of itself
cp -r templates/repair unsigned; sed -i '/^package:/,+1d' unsigned/template.yaml; at=$(grep -n '^elements:' unsigned/template.yaml | cut -d: -f1)
run sarflow template lint ./unsigned; like "^template.yaml:$at:.*warning: nobody signs what the package says of itself .*under \"package\" \\[template-weak\\]"
cp "$OUT" found; is 'and of nothing else' "$(($(sarflow template lint templates/repair | grep -c 'warning:') + 1))" "$(grep -c 'warning:' found)"
sed -i '/^  sign-off:/d' unsigned/workflow.yaml; run sarflow template lint ./unsigned; lacks 'nobody signs'
for slip in 'states: [ready, asked]/states: [redy]/there is no state "redy"' 'rules: [file-empty]/rules: [file-emty]/there is no rule "file-emty"' \
	'in_state: {states: [draft]}/in_state: {}/guard in_state needs "states"' 'seal: {roles/seal: {rolls/rolls'; do
	IFS=/ read -r from to told <<<"$slip"
	rm -rf slip; cp -r templates/repair slip; python3 - "$from" "$to" <<'END'
import sys; p = 'slip/workflow.yaml'; s = open(p).read(); assert sys.argv[1] in s; open(p, 'w').write(s.replace(sys.argv[1], sys.argv[2], 1))
END
	status 1 sarflow template lint ./slip; has "$told"
done

# turn WHAT...: what waits for the manager; then what they may do besides: nothing waits for that, and it has no day
turn() {
	$S inbox --json >inbox.json 2>"$ERR"
	is "it waits: $*" "$*" "$(sqlite3 :memory: "select group_concat(json_extract(value, '$.command'), ', ') from json_each(readfile('inbox.json')) where not json_extract(value, '$.may')")"
	is 'what they may do besides has no day' 0 "$(sqlite3 :memory: "select count(*) from json_each(readfile('inbox.json')) where json_extract(value, '$.may') and json_extract(value, '$.due') <> ''")"
}
# ---- guards of acts: in the wrong state nothing is sealed, delivered, adopted; each says why
now draft; turn ''; has 'sarflow do release' inbox.json; mark $P
status 3 $S seal; has 'the package is in state "draft" (Draft); it may be done in: ready, asked' "$ERR"; has '"seal" is shut for' "$ERR"
status 0 $S why seal; like '^  shut +in_state'; has 'bring the package into one of these states: ready, asked'
status 3 $S export; has 'no submittal is sealed yet; what would be handed over can be looked at before; try: sarflow export --draft' "$ERR"
status 3 $S deliver --means mail --on 2026-11-23; has 'no submittal is sealed' "$ERR"
same 'nothing was recorded' $P
# a draft: stamped everywhere, recorded nowhere; refused for what may not leave
status 0 $S export --draft -o look; has 'DRAFT-SHA256SUMS'
for page in $(find look -name '*.html'); do grep -q 'DRAFT, not a submittal' "$page" || fail "$page says DRAFT"; done
ok 'the workbook is named so' test -e "look/$P-DRAFT-$(git -C $P rev-parse --short=7 main)-checklist.xlsx"
is 'each row of the manifest says so' "$(($(wc -l <look/DRAFT-manifest.csv) - 1))" "$(grep -c ',DRAFT$' look/DRAFT-manifest.csv)"
mkdir book; (cd book && unzip -q ../look/*.xlsx)
is 'each sheet that is seen says so, above and below' "$(grep -o '<sheet [^>]*>' book/xl/workbook.xml | grep -vc hidden)" "$(grep -l '<oddHeader>.*DRAFT.*<oddFooter>.*DRAFT' book/xl/worksheets/*.xml | wc -l)"
same 'a draft is no event' $P
status 2 $S export --draft --submittal 1
: >$P/evidence/A-cover-letter.md; $S save -m empty >/dev/null
status 3 $S export --draft -o look2; has 'a draft is shut for 1 reason' "$ERR"; no 'nothing is written' test -e look2
git -C $P show main~1:evidence/A-cover-letter.md >$P/evidence/A-cover-letter.md; $S save -m filled >/dev/null

status 0 $S do release; turn 'sarflow seal'
status 3 $S deliver --means mail --on 2026-11-23
status 0 $S seal; status 3 $S deliver --means mail --on 2026-11-23; has 'submittal 1 was never exported; try: sarflow export' "$ERR"
status 3 sarflow -C $P adopt templates/repair --state ready; turn 'sarflow export'
status 0 $S export -o one; turn 'sarflow deliver --means TEXT --on DAY'
status 3 $S deliver --means mail --on 2026-11-22; has 'it was sealed on 2026-11-23' "$ERR"
status 3 $S do hand-over; has 'no delivery is recorded' "$ERR"
status 0 $S deliver --means mail --on 2026-11-23; turn 'sarflow do hand-over'; status 0 $S do hand-over; now out

# ---- handed over again: the old delivery is no new one
day 8; status 0 $S do again; now ready
status 3 $S do hand-over; has 'the delivery of 2026-11-23 was recorded before the package came into this state, on 2026-12-01' "$ERR"
status 0 $S deliver --means courier --on 2026-12-01; status 0 $S do hand-over

# ---- a question: a seal and a delivery of before do not answer it
day 10; status 0 $S do report-question --by 'Office, J. Doe' --on 2026-12-02 --received 2026-12-03; now asked; turn 'sarflow seal'
status 3 $S do answer; has 'submittal 1 was sealed before this round began; seal the answer anew' "$ERR"; has 'recorded before the package came into this state' "$ERR"
status 0 $S why answer; like 'sarflow seal'; like 'sarflow deliver'
status 0 $S seal; has 'submittal 2'                     # the same version, for the new round
status 3 $S seal; has 'sealed already, as submittal 2' "$ERR"
status 3 $S do answer; has 'no delivery is recorded' "$ERR"
status 0 $S export -o two; status 0 $S deliver --means mail --on 2026-12-03; status 0 $S do answer; now out
# and a second question needs a third
day 12; status 0 $S do report-question --by 'Office, J. Doe' --on 2026-12-04 --received 2026-12-05
status 3 $S do answer; has 'sealed before this round began' "$ERR"
# what was made once may be made again, whatever has changed since
status 0 $S export --submittal 1 -o one-again --no-record; ok 'the same bytes' diff -r one one-again
finish
