# t_unread_rules.sh: one cell that cannot be read switches off neither `check` nor a guard, whatever the rule does with it.
. "$(dirname "$0")/case.sh"
example_template templates/repair
export SARFLOW_TEMPLATES=$SANDBOX/templates
example_package plain
printf 'op_no,supplier,equipment\n110,Hama Plating,\n120,Umi Plating,\n' >plain/registers/operations.csv
printf 'supplier,expires\nHama Plating,2027-12-31\n' >plain/registers/suppliers.csv
printf 'attachment,requirement,title,distribution,origin,release_basis,kept\n' >plain/registers/documents.csv
sed -i 's/^      attachment: {title: File.*/&\n      requirement: {title: Answers, type: requirement}/; /^  documents:/,/^    key:/ s/^    element: A/    requirement_column: requirement/' templates/repair/template.yaml
rule() { # SAYS QUERY: the one rule of the template
	{ printf 'rules:\n  own-rule:\n    title: {en: Own, ja: 独自}\n    level: error\n    basis: D\n    raised: for the test\n    says: %s\n    sql: |\n' "$1"
	  printf '%s\n' "$2" | sed 's/^/      /'; } >templates/repair/rules.yaml
	sed -i 's/^format: 2/format: 1/' templates/repair/template.yaml; rm -f templates/repair/cases.yaml
}
guard() { sed -i -E "s/- no_findings:.*/- $1/" templates/repair/workflow.yaml; }
begin() { rm -rf F110-NOZ-001; sed -i 's/never: \[.*\]/never: []/' templates/repair/template.yaml; status 0 sarflow import plain; }
P=F110-NOZ-001

# ---- what chooses a message is not known: the others are found, and nothing is said of that row
rule '{low: {en: "op {n} is low", ja: "工程{n}"}, high: {en: "op {n} is high", ja: "工程{n}"}}' \
	"SELECT file, line, CASE WHEN op_no < 115 THEN 'low' WHEN op_no >= 115 THEN 'high' END AS says, supplier AS n FROM operations"
begin; run sarflow -C $P check; has 'op Hama Plating is low'; has 'op Umi Plating is high'
sed -i 's/^120/12O/' $P/registers/operations.csv; status 1 sarflow -C $P check; has 'a whole number is wanted'; has 'op Hama Plating is low'; lacks 'is high'
sed -i 's/^120/12O/' plain/registers/operations.csv

# ---- a value between those that are tried: the rule could speak of another file, and a guard that asks for that file waits
grep -q 'no_findings' templates/repair/workflow.yaml || fail 'the template has such a guard'
guard 'no_findings: {level: error, files: [registers\/suppliers.csv]}'; grep -q 'files: \[registers/suppliers.csv\]' templates/repair/workflow.yaml || fail 'the guard asks for one file'
rule '{en: it is one of those, ja: "該当"}' "SELECT s.file, s.line FROM suppliers s WHERE EXISTS (SELECT 1 FROM operations o WHERE o.supplier <> s.supplier AND o.op_no BETWEEN 125 AND 130)"
begin; action=$(sed -n 's/.*action: \([a-z-]*\).*/\1/p' templates/repair/workflow.yaml | head -1)
run sarflow -C $P why "$action"; has 'registers/operations.csv:3:1: what stands here cannot be read, so the rule own-rule was not asked'
sed -i 's/^12O/120/' $P/registers/operations.csv; status 0 sarflow -C $P save -m mended; run sarflow -C $P why "$action"; lacks 'cannot be read'
sed -i 's/^12O/120/' plain/registers/operations.csv

# ---- which requirement is answered is told by a register, too
rule '{en: a file answers, ja: "回答あり"}' "SELECT 'registers/documents.csv' AS file, 1 AS line FROM answers WHERE kind = 'attachment' AND requirement = 'C3'"
guard 'no_findings: {level: error, rules: [own-rule]}'; mkdir -p plain/attachments/C; echo method >plain/attachments/C/method.txt
put() { printf 'attachments/C/method.txt,%s,Method,A,own,,here\n' "$1" >>plain/registers/documents.csv; }
put C3; begin; run sarflow -C $P check; has 'a file answers'
sed -i 's/,C3,/,C-3!,/' $P/registers/documents.csv; status 0 sarflow -C $P save -m misspelt; run sarflow -C $P check; lacks 'a file answers'; has 'csv-cell'
run sarflow -C $P why "$action"; has 'cannot be read, so the rule own-rule was not asked'
rule '{en: it is open, ja: "未回答"}' "SELECT 'registers/documents.csv' AS file, 1 AS line FROM requirements WHERE answered = 'no'"
sed -i 's/,C3,/,C-3!,/' plain/registers/documents.csv; begin; run sarflow -C $P why "$action"; has 'cannot be read, so the rule own-rule was not asked'
finish
