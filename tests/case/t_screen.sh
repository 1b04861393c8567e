#!/bin/bash
# t_screen.sh: go or no-go first: asked, laid down, shown; and explain.
. "$(dirname "$0")/case.sh"
export SARFLOW_TEMPLATES=$ROOT/tests/case/small
status 2 sarflow new R --template request --category one --set screening.kind=3
has 'is none of the answers: 1; 2' "$ERR"
status 2 sarflow new R --template request --category one --set screening.number=5
has "a number as N-001" "$ERR"
status 2 sarflow new R --template request --category one --set screening.other=5
status 3 sarflow new R --template request --category two
has "does not offer category two" "$ERR"
[ ! -e R ] && pass "nothing is left" || fail "nothing is left"

status 0 sarflow new R --template request --category one --set site=Works --set screening.kind=2 --set number=N-007
like "^STOP  R"
has "2: Second [P]"
has "stop: Second [kind-goes, P]"
is "the register" 'question,answer,source kind,2, number,N-007, ' "$(tr '\n' ' ' <R/registers/screening.csv)"
has "number: N-007" R/package.yaml
status 0 sarflow new G --template request --category one --set site=Works --set screening.kind=1 --set screening.number=N-008
like "^GO  G"
has "number: N-008" G/package.yaml
status 0 sarflow new A --template request --category one --set site=Works --set screening.kind=1
like "^ASK  A"
like "Which number +open"
has "number: N-100" A/package.yaml
status 0 sarflow -C R screen --json
json; is "verdict" STOP "$(value '$.verdict')"
status 0 sarflow -C R screen --lang ja
has "種類"; has "第二"; has "中止。"
sed -i 's/kind,2/kind,1/' R/registers/screening.csv
status 0 sarflow -C R screen
like "^GO  R"
status 0 sarflow -C R render -o pages
grep -q '<h1>Go or no-go</h1>' pages/screening.html && pass "its page" || fail "its page"
# it is for the team: neither sealed nor handed over
sed -i 's/<!--.*-->/It is./' R/evidence/A-letter.md; sarflow -C R save -m x >/dev/null
status 0 sarflow -C R seal
git -C R show refs/sar/journal:manifest >"$OUT"; lacks screening; has registers/files.csv
status 0 sarflow -C R export -o out
[ ! -e out/registers/screening.html ] && [ ! -e out/screening.html ] && pass "not handed over" || fail "not handed over"

# the terminal asks: wrong answers again, a number for a choice, an empty line leaves it open
if command -v script >/dev/null; then
	printf '9\n2\n\n' | script -qec "$SARFLOW -C $SANDBOX new T --template request --category one --set site=Works" /dev/null >"$OUT" 2>&1
	has "Which kind"; has "is none of the answers"
	is "the answers" 'question,answer,source kind,2, number,, ' "$(tr '\n' ' ' <T/registers/screening.csv)"
	long=$(printf 'word %.0s' $(seq 120))end
	printf '%s\n1\n\n' "$long" | script -qec "$SARFLOW -C $SANDBOX new L --template request --category one --set site=Works" /dev/null >"$OUT" 2>&1
	is "603 characters are one answer, and the wrong one" 1 "$(grep -c 'is none of the answers' "$OUT")"
	has 'kind,1,' L/registers/screening.csv
else skip "asked at a terminal" "no script(1)"; fi

# explain
status 0 sarflow explain kind-goes --template request
has "P: a primary text was read"; has "Stop."; has "kind 1"; has "SELECT"
status 0 sarflow -C R explain A1
has "It is said"; has "the paragraph was not seen"; has "It is so."
status 0 sarflow -C R explain draft --lang ja
has "作成中である。"
for word in release A one files x:2 kind csv-key no_findings D; do status 0 sarflow -C R explain "$word"; done
status 3 sarflow -C R explain nonsense
status 2 sarflow explain A1
has "say which template is meant; try: --template NAME" "$ERR"
status 2 sarflow -C R status --lang fr
has "it has: en, ja" "$ERR"
finish
