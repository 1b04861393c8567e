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

# ---- the two commands and the table of the README
ok 'README begins with the two commands' sh -c 'sed -n "1,14p" "$1" | grep -A1 "^    make demo" | grep -q "^    make test"' - "$ROOT/README.md"
finish
