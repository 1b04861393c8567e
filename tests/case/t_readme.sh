# t_readme.sh: the examples of templates/README.md and packages/README.md are whole: they lint, make a package, hand it over.
. "$(dirname "$0")/case.sh"

example_template templates/repair
export SARFLOW_TEMPLATES=$SANDBOX/templates
status 0 sarflow template lint templates/repair
has '2 elements, 1 checklist lines, 4 registers, 1 rules, 5 states: 0 mistakes'
ok "graphviz draws it" sh -c '"$0" template graph repair --svg | grep -q "<svg"' "$SARFLOW"

example_package plain
printf 'op_no,supplier,equipment\n10,Umi Plating,FIX-1;CMM-03\n' > plain/registers/operations.csv
printf 'supplier,expires\nHama Plating,2027-12-31\n' > plain/registers/suppliers.csv
status 0 sarflow import plain
status 1 sarflow -C F110-NOZ-001 check
is 'the rule of the example finds the missing supplier' 1 "$(findings supplier-listed | wc -l)"
sed -i 's/Umi Plating/Hama Plating/' F110-NOZ-001/registers/operations.csv
status 0 sarflow -C F110-NOZ-001 check
has '0 errors, 0 warnings'
status 0 sarflow -C F110-NOZ-001 save -m mended
status 0 sarflow -C F110-NOZ-001 do start-review
status 3 sarflow -C F110-NOZ-001 do hand-over
status 0 sarflow -C F110-NOZ-001 seal
status 0 sarflow -C F110-NOZ-001 export -o handover
ok 'the workbook is there' unzip -tq handover/F110-NOZ-001-submittal-1-checklist.xlsx
saved F110-NOZ-001

# ---- the template in a page
mkdir -p page/tiny/evidence && cp -r "$ROOT/templates/shared" page/shared
block templates/README.md 'A template in a page' | (cd page/tiny && awk '/^=== / { file = $2; next } { print > file }')
export SARFLOW_TEMPLATES=$SANDBOX/page
status 0 sarflow template lint tiny; has '1 elements, 1 checklist lines, 1 registers, 4 rules, 2 states: 0 mistakes'; lacks warning
status 0 sarflow new T-1 --template tiny --category new --set tool=J-7
printf '# Drawing\n\n## A1 Revision\n\nJ-7, revision B, in force since 2026-10-01 (fictitious).\n' >T-1/evidence/A-drawing.md
printf 'gauge,due\nPGS-1,2026-10-31\n' >T-1/registers/gauges.csv
status 1 sarflow -C T-1 check; has 'PGS-1 was due on 2026-10-31'; has '1 error, 0 warnings'
sed -i s/2026-10-31/2027-10-31/ T-1/registers/gauges.csv
status 0 sarflow -C T-1 save -m done
status 3 sarflow -C T-1 do approve
status 0 sarflow -C T-1 appoint "$QUALITY" --role quality
status 0 as quality -C T-1 sign
status 0 sarflow -C T-1 do approve
status 0 sarflow -C T-1 seal; status 0 sarflow -C T-1 export -o tiny-handover
ok 'its workbook is there' unzip -tq tiny-handover/T-1-submittal-1-checklist.xlsx

# ---- the two commands and the table of the README
ok 'README begins with the two commands' sh -c 'sed -n "1,14p" "$1" | grep -A1 "^    make demo" | grep -q "^    make test"' - "$ROOT/README.md"
finish
