# t_security.sh: packages/SECURITY.md names a test for each threat, and each of them is there and is run.
. "$(dirname "$0")/case.sh"
S=$ROOT/packages/SECURITY.md
awk -F'|' '/^\| / && NF == 7 && $2 !~ /^ Who/ { print $5 }' "$S" >shown
ok 'there are threats' [ "$(wc -l <shown)" -ge 15 ]
no 'each has a test' grep -v '`' shown
tr ',' '\n' <shown | sed -n 's/.*`\([^`]*\)`.*/\1/p' | sort -u >named
while read -r test; do ok "there is tests/$test" [ -s "$ROOT/tests/$test" ]; done <named
no 'none but of kinds that are run' grep -vE '^(case/t_[a-z_]+\.sh|unit/t_[a-z_]+\.c|fuzz/fuzz_[a-z]+\.c|verify/run|interop/[a-z]+\.sh)$' named
while read -r test; do has "tests/$test" "$ROOT/tests/interop/run"; done < <(grep '^interop/' named)
ok 'verify/run is run' grep -q 'verify/run' "$ROOT/tests/case/t_proof.sh" "$ROOT/tests/case/t_verify.sh" "$ROOT/tests/run" "$ROOT/Makefile"
ok 'README leads there' grep -q 'packages/SECURITY.md' "$ROOT/README.md"
ok 'and to the page for strangers' grep -q 'packages/VERIFY.md' "$ROOT/README.md"
no 'each row says what is not stopped' awk -F'|' '/^\| / && NF == 7 && $6 ~ /^ *$/ { found = 1 } END { exit !found }' "$S"
finish
