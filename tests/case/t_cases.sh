#!/bin/bash
# t_cases.sh: a rule's words are phrases over its query's columns, in each language; its cases are run by lint, so that a rule
# that cannot fire, or cannot be kept, is a mistake with its line.
. "$(dirname "$0")/case.sh"

example_template templates/repair
export SARFLOW_TEMPLATES=$SANDBOX/templates
status 0 sarflow template lint repair; has '0 mistakes'; lacks rules.yaml; lacks cases.yaml

# ---- the words, in the reader's language, with values apart
example_package plain
printf 'op_no,supplier,equipment\n110,Umi Plating,FIX-1;CMM-03\n' >plain/registers/operations.csv
printf 'supplier,expires\nHama Plating,2027-12-31\n' >plain/registers/suppliers.csv
status 0 sarflow import plain
P=F110-NOZ-001
status 1 sarflow -C $P check; has 'registers/operations.csv:2: error: operation 110 is done by "Umi Plating", who is not in the supplier list [supplier-listed, D]'
id=$(sed -n 's/.*\[supplier-listed, D\] //p' "$OUT")
status 1 sarflow --lang ja -C $P check; has '工程110を行う「Umi Plating」が供給者一覧にない [supplier-listed, D]'
has "$id"; pass 'the finding is the same one in both languages'
status 1 sarflow -C $P check --json; cp "$OUT" apart
is 'its name' op_no "$(value '$[0].values[0].name' apart)"
is 'the number apart' 110 "$(value '$[0].values[0].value' apart)"
is 'the name apart' 'Umi Plating' "$(value '$[0].values[1].value' apart)"
status 1 sarflow --lang ja -C $P check --json; is 'the message of record' 'operation 110 is done by "Umi Plating", who is not in the supplier list' "$(value '$[0].message')"
status 0 sarflow --lang ja -C $P render -o ja; ok 'the page speaks Japanese' grep -rq '工程110を行う「Umi Plating」が供給者一覧にない' ja
no 'the page does not speak English' grep -rq 'who is not in the supplier list' ja

# ---- several messages, numbers that choose a form, texts of the template in the reader's language
cp -r templates/repair several; mkdir several-home
cat >several/rules.yaml <<'Y'
rules:
  supplier-listed:
    title: {en: Suppliers, ja: 供給者}
    fix: {en: Name the supplier., ja: 供給者を書く。}
    level: warning
    basis: D
    says:
      one: {en: '{n} {n:row names|rows name} nobody', ja: '{n}行に供給者がない'}
      code: {en: 'the code is "{title}"', ja: 'コードは「{title}」'}
    sql: |
      SELECT 'registers/operations.csv' AS file, 1 AS line, 'one' AS says, count(*) AS n, '' AS title
      FROM operations WHERE supplier = '' HAVING count(*) > 0
      UNION ALL SELECT 'registers/suppliers.csv', 1, 'code', 0, c.title FROM suppliers s JOIN codes c ON c.code = 'D' AND s.supplier = 'D'
Y
cat >several/cases.yaml <<'Y'
cases:
  supplier-listed:
    bad:
      - operations: [{op_no: 10}, {op_no: 20}]
      - suppliers: {supplier: D}
    good:
      - operations: {op_no: 10, supplier: D}
Y
status 0 sarflow template lint ./several; has '0 mistakes'; lacks rules.yaml; lacks cases.yaml
rm -rf F110-NOZ-001; sed -i 's/Umi Plating//' plain/registers/operations.csv; printf 'D,2027-12-31\n' >>plain/registers/suppliers.csv
mkdir of-several; mv several of-several/repair
status 0 env SARFLOW_TEMPLATES=$SANDBOX/of-several "$SARFLOW" import plain
run sarflow -C $P check; has 'warning: 1 row names nobody'; has 'the code is "DoD and U.S. DoD contractors only"'
run sarflow --lang ja -C $P check; has '1行に供給者がない'; has 'コードは「国防総省とその米国契約者限り」'

# ---- mistakes of a template's author: each is found, at its line
wrong() { # FILE LINE-REGEX TEXT SED...
	local file=$1 line=$2 text=$3; shift 3
	rm -rf broken; cp -r templates/repair broken
	sed -i "$@" "broken/$file"
	cmp -s "broken/$file" "templates/repair/$file" && fail "$text: nothing was changed"
	status 1 sarflow template lint ./broken; has "$text"; like "^$line: error: "
}
wrong rules.yaml 'rules.yaml:2:[0-9]+' 'rule supplier-listed has no words' '/^    says:/d'
wrong rules.yaml 'rules.yaml:1?[0-9]:[0-9]+' 'the message wants "suplier"' '/says:/s/{supplier}/{suplier}/g'
wrong rules.yaml 'rules.yaml:1?[0-9]:[0-9]+' 'the holes of this message are not right' '/says:/s/「{supplier}」/「{suplier}」/'
wrong rules.yaml 'rules.yaml:1?[0-9]:[0-9]+' 'the holes of this message are not right' '/says:/s/{op_no} is/{op_no is/'
wrong rules.yaml 'rules.yaml:1?[0-9]:[0-9]+' 'gives the column "supplier", which no message' '/says:/s/{supplier}/somebody/g'
wrong rules.yaml 'rules.yaml:1?[0-9]:[0-9]+' 'are its file and its line' 's/o.file, o.line/o.line, o.file/'
wrong rules.yaml 'rules.yaml:1?[0-9]:[0-9]+' 'are its file and its line' "s/o.file, o.line/'registers\\/operations.csv', o.line/"
wrong rules.yaml 'rules.yaml:1?[0-9]:[0-9]+' 'has several messages: its query wants a column "says"' 's/says: {en/says:\n      one: {en/'
wrong rules.yaml 'cases.yaml:[0-9]+:[0-9]+' 'is silent in this case' "s/o.supplier <> ''/o.supplier = 'outsde'/"
wrong rules.yaml 'cases.yaml:[0-9]+:[0-9]+' 'is silent in this case' "s/o.supplier <> ''/o.supplier <> '' AND o.supplier = ''/"
wrong rules.yaml 'cases.yaml:[0-9]+:[0-9]+' 'speaks in this case, which is given as good' 's/ AND NOT EXISTS.*//'
wrong cases.yaml 'rules.yaml:1?[0-9]:[0-9]+' 'no case shows that rule supplier-listed speaks' '/bad:/,/suppliers:/d'
wrong cases.yaml 'rules.yaml:1?[0-9]:[0-9]+' 'no case shows that rule supplier-listed can be kept' '/good:/,$d'
wrong cases.yaml 'rules.yaml:1?[0-9]:[0-9]+' 'rule supplier-listed has no cases' '/^  supplier-listed/,$d'
wrong cases.yaml 'cases.yaml:[0-9]+:[0-9]+' 'there is no rule "supplier-lsted"' 's/^  supplier-listed/  supplier-lsted/'
wrong cases.yaml 'cases.yaml:[0-9]+:[0-9]+' 'register operations has no column "op"' 's/op_no: 110, supplier: Umi/op: 110, supplier: Umi/'
wrong cases.yaml 'cases.yaml:[0-9]+:[0-9]+' 'there is no table "operation"' '0,/operations:/s//operation:/'
wrong cases.yaml 'cases.yaml:[0-9]+:[0-9]+' '"worse" is not known here' 's/bad:/worse:/'
wrong cases.yaml 'cases.yaml:[0-9]+:[0-9]+' 'a day is written 2026-11-23' 's/^as_of: .*/as_of: today/'
wrong cases.yaml 'cases.yaml:[0-9]+:[0-9]+' 'a row of a case is written' '0,/operations: {.*/s//operations: 110/'

# ---- what a template takes away from the one below goes with its cases; an injected name is no table
wrong cases.yaml 'cases.yaml:[0-9]+:[0-9]+' 'there is no table' "0,/operations:/s//\"operations'); DROP TABLE identity; --\":/"

# ---- format 1 is taken as it was: a message of its own, no words, no cases
cp -r templates/repair old; sed -i 's/^format: 2/format: 1/' old/template.yaml; rm old/cases.yaml
sed -i "/^    says:/d; s/o.op_no, o.supplier\$/'operation ' || o.op_no || ' is not listed' AS message/" old/rules.yaml
status 0 sarflow template lint ./old; has '0 mistakes'
sed -i 's/o.file, o.line/o.line, o.file/' old/rules.yaml; status 1 sarflow template lint ./old; has 'are its file and its line'
finish
