# t_guards.sh: each guard shut and open, one transition a guard, on the small template of templates/README.md.
. "$(dirname "$0")/case.sh"
example_template templates/repair
export SARFLOW_TEMPLATES=$SANDBOX/templates
sed -i 's/^attach:/  conditions:\n    title: Conditions\n    element: A\n    key: [id]\n    columns:\n      id: {title: Condition, required: true}\n      met_on: {title: Met on, type: date}\nattach:/' templates/repair/template.yaml
cat > templates/repair/workflow.yaml <<'END'
format: 1
initial: a
acts: {appoint: [manager], sign-off: [quality, manager], seal: [manager], delivered: [manager],
       note: {roles: [manager], guards: [in_state: {states: [b]}]}}
states:
  a: {title: A, owner: applicant, clock: {days: 10, basis: D, says: ten days}}
  b: {title: B, owner: applicant}
transitions:
  - {action: back, from: [b], to: a, roles: [manager]}
  - {action: answered, from: [a], to: b, roles: [manager], evidence: head, guards: [requirements_answered: {}]}
  - {action: clean, from: [a], to: b, roles: [manager], evidence: head, guards: [no_findings: {level: warning}]}
  - {action: met, from: [a], to: b, roles: [manager], evidence: head, guards: [conditions_met: {register: conditions, met_column: met_on}]}
  - {action: valid, from: [a], to: b, roles: [manager], evidence: head, guards: [valid_until: {register: suppliers, column: expires, days: 100}]}
  - {action: signed, from: [a], to: b, roles: [manager], evidence: head, guards: [signed_off: {role: quality, count: 2, elements: [A]}]}
  - {action: others, from: [a], to: b, roles: [manager], evidence: head, guards: [signed_off: {role: manager, elements: [C], not_author: true}]}
  - {action: sealed, from: [a], to: b, roles: [manager], evidence: head, guards: [sealed: {}]}
  - {action: delivered, from: [a], to: b, roles: [manager], evidence: record, guards: [delivered: {}]}
  - {action: lapse, from: [a], to: b, roles: [manager], guards: [clock_run_out: {}]}
  - {action: letter, from: [a], to: b, roles: [manager], guards: [letter_attached: {}]}
END
status 0 sarflow template lint templates/repair
example_package plain
printf 'op_no,supplier,equipment\n10,Umi Plating,FIX-1\n' > plain/registers/operations.csv
printf 'supplier,expires\nUmi Plating,2027-03-02\n' > plain/registers/suppliers.csv
printf 'id,met_on\nK1,2026-11-01\nK2,\n' > plain/registers/conditions.csv
printf '# Work\n\n## C3 Inspection\n\nTBD\n' > plain/evidence/C-work.md
status 0 sarflow import plain
P=F110-NOZ-001
# shut ACTION TEXT COMMAND...   and   open ACTION [OPTION...]
shut() { status 3 sarflow -C $P do "$@"; has "is shut for" "$ERR"; }
open() { status 0 sarflow -C $P do "$@"; status 0 sarflow -C $P do back; }
save() { status 0 sarflow -C $P save -m "$1"; }

shut answered; has 'evidence/C-work.md:3: C3 is not answered' "$ERR"
shut clean; has 'warning: C3 is not answered' "$ERR"
printf '# Work\n\n## C3 Inspection\n\nEach characteristic is measured on the CMM.\n' > $P/evidence/C-work.md
status 3 sarflow -C $P do answered; has 'is not saved' "$ERR"
save answered; open answered; open clean

shut met; has 'registers/conditions.csv:3: condition K2: Met on is empty' "$ERR"
sed -i 's/^K2,/K2,2026-11-20/' $P/registers/conditions.csv; save met; open met
printf 'id,met_on\n' > $P/registers/conditions.csv; save 'none listed'; shut met; has 'no condition is listed' "$ERR"

shut valid; has 'registers/suppliers.csv:2:2: Suppliers Umi Plating: 2027-03-02 is before 2027-03-03, 100 days ahead' "$ERR"
status 3 sarflow -C $P do valid --as-of 2026-11-23
open valid --as-of 2026-11-22
sed -i 's/2027-03-02/2027-03-03/' $P/registers/suppliers.csv; save renewed; open valid
sed -i 's/2027-03-03//' $P/registers/suppliers.csv; save unlimited; open valid

status 0 sarflow -C $P appoint "$QUALITY" --role quality
status 0 sarflow -C $P appoint "$ENGINEER" --role quality
shut signed; has 'element A: no sign-off by Quality yet (2 are wanted)' "$ERR"
status 0 as quality -C $P sign --elements A; status 0 as quality -C $P sign --elements A
shut signed; has 'element A: 1 of 2 sign-offs by Quality' "$ERR"
status 0 as engineer -C $P sign --elements A; open signed
echo 'One word more.' >> $P/evidence/A-cover-letter.md; save 'a word'
shut signed; has 'an earlier one fell when the content changed' "$ERR"

status 0 sarflow -C $P sign --role manager --elements C
shut others; has 'one by an author does not count' "$ERR"
status 0 sarflow -C $P appoint "$SIGNATORY" --role manager
status 0 as signatory -C $P sign --role manager --elements C; open others

shut sealed; has 'no submittal is sealed' "$ERR"
status 0 sarflow -C $P seal; open sealed
shut delivered; has 'no delivery is recorded' "$ERR"
status 0 sarflow -C $P deliver --means 'DoD SAFE' --on 2026-11-23; open delivered
echo 'And another.' >> $P/evidence/A-cover-letter.md; save 'after the seal'
shut sealed; has 'the evidence changed after the last seal' "$ERR"

shut lapse; has 'the clock runs until 2026-12-03' "$ERR"
status 3 sarflow -C $P do lapse --as-of 2026-12-03
open lapse --as-of 2026-12-04
shut letter; has '--letter FILE' "$ERR"
echo fictitious > letter.txt; open letter --letter letter.txt

# an act that is no transition and takes nothing with it
status 3 sarflow -C $P note 'too early'; has '"note" is shut for 1 reason' "$ERR"
status 0 sarflow -C $P do letter --letter letter.txt
status 0 sarflow -C $P note 'in time'
status 0 sarflow -C $P next --json; json
saved $P
finish
