#!/bin/bash
# t_language.sh: an original in another language beside its translation; the sections that moved are named.
. "$(dirname "$0")/case.sh"
export SARFLOW_TEMPLATES=$ROOT/tests/case/small
sarflow new R --template request --category one --set site=Works --set screening.kind=1 >/dev/null
printf -- '---\nelement: A\nextent: none\n---\n# Letter\n\n## A1 It is said\n\nIt is.\n\n## More\n\nNothing.\n' >R/evidence/A-letter.md
printf '# 手紙\n\n## A1 述べる\n\nそうである。\n\n## 補足\n\nなし。\n' >R/evidence/A-letter.ja.md
status 1 sarflow -C R check
has "evidence/A-letter.ja.md:1: warning: no translation [text-has-english, D]"
lacks "file-stray"
status 2 sarflow -C R translated evidence/A-letter.md
has "say who translated it" "$ERR"
status 3 sarflow -C R translated evidence/B.md --translator X
status 0 sarflow -C R translated evidence/A-letter.md --translator 'Mika "M" Ito' --on 2026-10-01 --extract
has 'translation_of: evidence/A-letter.ja.md' R/evidence/A-letter.md
has 'extent: extract' R/evidence/A-letter.md
lacks 'extent: none' R/evidence/A-letter.md
like '^element: A$' R/evidence/A-letter.md
like '^  - "A1 [0-9a-f]{16}"$' R/evidence/A-letter.md
cp R/evidence/A-letter.md once.md
status 0 sarflow -C R translated evidence/A-letter.md --translator 'Mika "M" Ito' --on 2026-10-01 --extract
cmp -s once.md R/evidence/A-letter.md && pass "again, the same bytes" || fail "again, the same bytes"
status 1 sarflow -C R check
lacks "text-translation-current"; lacks "text-has-english"; lacks "[yaml"
sed -i 's/^なし。/一つある。/' R/evidence/A-letter.ja.md
status 1 sarflow -C R check
has "error: older than evidence/A-letter.ja.md; changed: 補足 [text-translation-current, D]"
status 0 sarflow -C R translated evidence/A-letter.md --translator Ito
sed -i 's/^そうである。/そうで\nある。/' R/evidence/A-letter.ja.md
status 1 sarflow -C R check
lacks "text-translation-current"
status 0 sarflow -C R save -m x
# the sign-off covers both texts
sarflow -C R appoint "$QUALITY" --role quality >/dev/null
status 0 as quality -C R sign --role quality
sed -i 's/^一つある。/二つある。/' R/evidence/A-letter.ja.md
status 0 sarflow -C R status
has "1 fell"
status 0 sarflow -C R render -o pages
grep -q 'lang="ja"' pages/evidence/A-letter.ja.html && pass "the original has its page" || fail "the original has its page"
grep -q 'href="A-letter.ja.html"' pages/evidence/A-letter.html && pass "and a link" || fail "and a link"
sarflow -C R save -m y >/dev/null; sarflow -C R seal >/dev/null
git -C R show refs/sar/journal:manifest >"$OUT"; has evidence/A-letter.ja.md
printf 'x\r\n' >R/evidence/A-letter.md
status 3 sarflow -C R translated evidence/A-letter.md --translator Ito
# rules' titles and remedies in the reader's language
sarflow -C R check --lang ja >"$OUT" 2>/dev/null
has "事業所"
finish
