#!/bin/bash
# t_waive.sh: a finding accepted: for exactly that content, for a time, visible, counted, ended.
. "$(dirname "$0")/case.sh"
export SARFLOW_TEMPLATES=$ROOT/tests/case/small
sarflow new R --template request --category one --set site=Works --set screening.kind=1 >/dev/null
printf '# Letter\n\n## A1 It is said\n\nNumber N-100, not N-200.\n\n## More\n\nNothing.\n' >R/evidence/A-letter.md
sarflow -C R save -m filled >/dev/null
sarflow -C R appoint "$QUALITY" --role quality >/dev/null

status 1 sarflow -C R check
like 'evidence/A-letter.md:5: error: names N-200 \[number-in-text, D\] [0-9a-f]{8}$'
id=$(sed -n 's/.*number-in-text, D\] //p' "$OUT")
status 3 sarflow -C R do release
mark R
status 2 as quality -C R waive "$id"
has "say why and how long" "$ERR"
status 3 as quality -C R waive "$id" --reason because --until 2027-06-01
has "a waiver lasts at most 30 days here, until 2026-12-23" "$ERR"
status 3 as quality -C R waive "$id" --reason because --until 2026-11-01
status 2 as quality -C R waive "$id" --reason because --until tomorrow
status 3 sarflow -C R waive "$id" --reason because --until 2026-12-01
has "it is for: quality" "$ERR"
status 3 as quality -C R waive nothing --reason because --until 2026-12-01
same "what is refused changes nothing" R

status 0 as quality -C R waive number-in-text --reason 'The old number is quoted.' --until 2026-12-01
status 1 sarflow -C R check
like "error, waived: names N-200"
has "accepted until 2026-12-01 by Yui Tanaka, quality"
like "1 error, 0 warnings, 0 notes, 1 waived$"
status 0 sarflow -C R waive
has "in force"; has "The old number is quoted."; has "names N-200"
sarflow -C R check --json >"$OUT" 2>/dev/null; json; like '"waived": "until 2026-12-01 by Yui Tanaka, quality"'
status 0 sarflow -C R status --json
is "status counts it" 1 "$(value '$.waived')"
status 0 sarflow -C R render -o pages
grep -q 'error, waived' pages/findings.html && pass "the page shows it" || fail "the page shows it"
status 0 sarflow -C R log
has "waive: number-in-text until 2026-12-01"
git -C R cat-file -p refs/sar/journal >"$OUT"; lacks "quoted"
# guards: it does not shut, and is counted against the guard's limit of one
status 3 sarflow -C R do release
has "no site is pinned" "$ERR"; lacks "N-200" "$ERR"
site=$(sarflow -C R check 2>/dev/null | sed -n 's/.*site-used, P\] //p')
status 0 as quality -C R waive "$site" --reason 'Comes.' --until 2026-12-01
status 0 sarflow -C R check
status 3 sarflow -C R do release
has "2 findings are waived, at most 1 may be" "$ERR"
status 0 as quality -C R waive "$site" --withdraw
status 1 sarflow -C R check
status 0 sarflow -C R waive
has "withdrawn"
status 3 as quality -C R waive "$site" --withdraw
# never: the template lets nobody
sarflow new SITE --template site --category one --set site=Elsewhere >/dev/null
sed -i 's/<!--.*-->/It is./' SITE/evidence/A-letter.md; sarflow -C SITE save -m x >/dev/null; sarflow -C SITE do release >/dev/null
status 0 sarflow -C R use site ../SITE
status 3 as quality -C R waive site-agrees --reason x --until 2026-12-01
has "the template lets nobody waive site-agrees" "$ERR"
# it moves with its line, and ends with its day or its content
sed -i '2i\\nA line more.' R/evidence/A-letter.md; sarflow -C R save -m moved >/dev/null
status 1 sarflow -C R check
like "^evidence/A-letter.md:7: error, waived: names N-200"
status 1 sarflow -C R check --as-of 2026-12-01
has "error, waived: names"
status 1 sarflow -C R check --as-of 2026-12-02
has "error: names N-200"
has "a waiver until 2026-12-01 by Yui Tanaka, quality has ended"
sed -i 's/^Nothing/Something/' R/evidence/A-letter.md
status 1 sarflow -C R check
has "error, waived: names"
sed -i 's/Number N-100/Numbers N-100/' R/evidence/A-letter.md
status 1 sarflow -C R check
has "error: names N-200"
status 0 sarflow -C R waive
has "ended: the finding or its content changed"
# only what is saved can be accepted
status 3 as quality -C R waive number-in-text --reason x --until 2026-12-01
has "not saved" "$ERR"
# findings of sarflow itself have an id, and the journal's can be accepted, too: else a package would be shut for ever
git -C R -c user.name=x -c user.email=x@x.example commit-tree -p refs/sar/journal -m forged "$(git -C R rev-parse 'main^{tree}')" >"$OUT"
git -C R update-ref refs/sar/journal "$(cat "$OUT")"; sarflow -C R save -m more >/dev/null
status 1 sarflow -C R check
has "[event-malformed]"
status 0 as quality -C R waive event-malformed --reason 'Compared with the copy at home.' --until 2026-12-01
status 1 sarflow -C R check
like "error, waived: journal entry"
finish
