#!/bin/bash
# t_mistakes.sh: what a template's author gets wrong is found by lint, each mistake at its line.
#
# The template is the example of templates/README.md, which is whole.  A row of the table is  file | sed | what is said | how many
# lines away (0: at the line that changed; a key that is missing is told where the keys are).  To be found counts only where
# the template without the change says nothing of the kind.
. "$(dirname "$0")/case.sh"
example_template whole
status 0 sarflow template lint ./whole; cp "$OUT" clean

kinds=0
while IFS='|' read -r file script text away; do
	file=$(echo $file) text=${text# } text=${text% } away=$(echo $away)
	case $file in ''|'#'*) continue ;; esac
	rm -rf t; cp -r whole t; script=${script# } script=${script% }
	sed -i -E "$script" "t/$file"
	line=$(diff "whole/$file" "t/$file" | sed -nE '1s/^[0-9,]+[acd]([0-9]+).*/\1/p')
	[ -n "$line" ] || { fail "$file: $script: changes nothing"; continue; }
	run sarflow template lint ./t
	found=$(grep -F -- "$text" "$OUT" | grep -vxF -f clean | sed -nE "s/^$file:([0-9]+)(:[0-9]+)?: (error|warning): .*/\1/p" | head -1)
	kinds=$((kinds + 1))
	if [ -z "$found" ]; then fail "$file: $script: found"
	elif [ $((found - line)) -gt "${away:-0}" ] || [ $((line - found)) -gt "${away:-0}" ]; then fail "$file: $script: at line $line, told of $found"
	else pass "$file: $text"; fi
done <<'TABLE'
# ---- numbers, flags, words
template.yaml | s/^horizon_days: 240/horizon_days: 270 days/ | "horizon_days" wants a whole number
template.yaml | s/^horizon_days: 240/horizon_days: -5/ | "horizon_days" wants a whole number
template.yaml | s/^horizon_days: 240/horizon_days: '240.5'/ | "horizon_days" wants a whole number
template.yaml | s/(supplier: .title: Supplier, )required: true/\1required: True/ | "required" is true or false
template.yaml | s/list: true/list: ja/ | "list" is true or false
template.yaml | s/internal: true/internal: 1/ | "internal" is true or false
template.yaml | s/mentions: true/mentions: on/ | "mentions" is true or false
template.yaml | s/^  days: 180/  days: half a year/ | "days" wants a whole number
template.yaml | s/^format: 2/format: two/ | "format" wants a whole number
template.yaml | s/^format: 2/format: 9/ | templates of format 1 and 2
template.yaml | s/width: 8/width: wide/ | "width" wants a whole number
template.yaml | s/type: integer/type: int/ | there is no type "int"
template.yaml | s/type: date/type: day/ | there is no type "day"
workflow.yaml | s/reported: true/reported: ture/ | "reported" is true or false
workflow.yaml | s/final: true/final: TRUE/ | "final" is true or false
workflow.yaml | s/remembers: true/remembers: y/ | "remembers" is true or false
workflow.yaml | s/(clock: .days: )30(, basis: D, says: placeholder.$)/\1thirty\2/ | "days" wants a whole number
workflow.yaml | s/(clock: .days: )30(, basis: D, says: placeholder.$)/\10\2/ | a clock needs its days
workflow.yaml | s/not_author: true/not_author: yes please/ | "not_author" is true or false
workbook.yaml | s/width: 50/width: 50%/ | "width" wants a whole number
workbook.yaml | s/group: 1/group: first/ | "group" wants a whole number
# ---- names that do not exist
template.yaml | s/^founder_role: manager/founder_role: manger/ | the founder's role "manger" is no role
template.yaml | s/format: nsn, required: true/format: nsm, required: true/ | there is no format "nsm"
template.yaml | s/codes: distribution/codes: distributions/ | there is no code list "distributions"
template.yaml | s/codes: .distribution.,/codes: [distributon],/ | there is no code list "distributon"
template.yaml | s/element: A$/element: X/ | "X"
template.yaml | s/need: .I: R, IV: R.(, basis: P.)$/need: {I: R, V: R}\1/ | there is no category "V"
template.yaml | s/need: .I: R, IV: R.(, basis: P.)$/need: {I: R, IV: O}\1/ | a need is R
template.yaml | s/key: .op_no./key: [opno]/ | "opno"
template.yaml | s/^  register: documents/  register: document/ | "document"
template.yaml | s/file_column: attachment/file_column: attachement/ | "attachement"
template.yaml | s/kept_column: kept/kept_column: keep/ | "keep"
template.yaml | s/asks: .title, distribution/asks: [titel, distribution/ | "titel"
template.yaml | s/values: .D., unless/values: [DD], unless/ | "DD"
template.yaml | s/unless: release_basis/unless: releases/ | "releases"
template.yaml | s/^marking: .field: marking./marking: {field: markings}/ | "markings"
template.yaml | s/^  register: screening/  register: screen/ | "screen"
template.yaml | s/field: nsn, basis: P/field: ncn, basis: P/ | "ncn"
template.yaml | s/never: .supplier-listed./never: [suplier-listed]/ | "suplier-listed"
template.yaml | s/basis: P, mentions/basis: A, mentions/ | basis must be P
template.yaml | s/^languages: .en, ja./languages: [en]/ | "ja" is none of the template's languages | 99
template.yaml | s/^horizon_days/horizon_day/ | "horizon_day" is not known here
template.yaml | s/requird: true/x/;s/(op_no: .*)required: true/\1requird: true/ | "requird" is not known here
checklist.yaml | s/element: C/element: D/ | belongs to no element ("D")
checklist.yaml | s/categories: .I, IV./categories: [I, VI]/ | there is no category "VI"
checklist.yaml | s/level: required/level: mandatory/ | the level of a requirement
checklist.yaml | s/^  C3:/  Third:/ | cannot name a requirement
checklist.yaml | s/^    text: .*// | has no text | 3
checklist.yaml | s/basis: B/basis: b/ | basis must be P
# ---- rules
rules.yaml | s/level: error/level: eror/ | the level of a rule is
rules.yaml | s/^    raised:.*// | say why in "raised:" | 5
rules.yaml | s/FROM operations/FROM operation/ | no such table: operation
rules.yaml | s/o.op_no, o.supplier$/o.opno, o.supplier/ | no such column: o.opno
rules.yaml | s/o.op_no, o.supplier$/o.op_no o.supplier/ | does not run
rules.yaml | s/AND NOT EXISTS/AND NOT EXIST/ | does not run | 1
rules.yaml | s/o.supplier <> ''/o.supplier <> ""/ | does not run
rules.yaml | s/o.supplier <> ''/o.supplier > date('now')/ | does not run
rules.yaml | s/o.supplier <> '' AND/o.supplier <> '' AND random() > 0 AND/ | does not run | 2
rules.yaml | s/SELECT o.file/DELETE FROM operations; SELECT o.file/ | does not run | 9
rules.yaml | s/o.file, o.line, o/o.line, o.file, o/ | are its file and its line
rules.yaml | s/o.file, o.line, o.op_no/o.file, o.op_no/ | are its file and its line
rules.yaml | s/FROM operations o$/FROM operations o JOIN documents d ON d.kept = 'heer'/ | compares kept with "heer"; there are only: here, reference
rules.yaml | s/FROM operations o$/FROM operations o JOIN documents d ON d.distribution IN ('none', 'E')/ | compares distribution with "E"
rules.yaml | s/FROM operations o$/FROM operations o JOIN documents d ON 'hear' = d.kept/ | compares kept with "hear"
rules.yaml | s/FROM operations o$/FROM operations o JOIN package p ON p.category <> 'VI'/ | compares category with "VI"
rules.yaml | s/FROM operations o$/FROM operations o JOIN identity i ON i.field = 'nsm'/ | compares field with "nsm"
rules.yaml | s/FROM operations o$/FROM operations o JOIN sections s ON s.state = 'answerd'/ | compares state with "answerd"
rules.yaml | s/FROM operations o$/FROM operations o JOIN elements e ON e.id = 'B'/ | compares id with "B"
rules.yaml | s/FROM operations o$/FROM operations o JOIN requirements r ON r.id = 'C33'/ | compares id with "C33"
rules.yaml | s/FROM operations o$/FROM operations o JOIN codes c ON c.list = 'distribution' AND c.group_ = 'shut'/ | compares group_ with "shut"
rules.yaml | s/FROM operations o$/FROM operations o JOIN codes c ON c.list = 'distributions'/ | compares list with "distributions"
rules.yaml | s/FROM operations o$/FROM operations o JOIN screening s ON s.question = 'markings'/ | compares question with "markings"
rules.yaml | s/FROM operations o$/FROM operations o JOIN mentions m ON m.format = 'cage'/ | compares format with "cage"
rules.yaml | s/FROM operations o$/FROM operations o JOIN attachments a ON a.present = 'true'/ | compares present with "true"
rules.yaml | s/FROM operations o$/FROM operations o JOIN documents d ON CASE d.kept WHEN 'ther' THEN 1 ELSE 0 END/ | compares kept with "ther"
rules.yaml | s/"\{supplier\}"/"{suplier}"/ | the holes of this message are not right
rules.yaml | s/\{supplier\}/{suplier}/g | the message wants "suplier"
rules.yaml | s/\{op_no\}/this one/g | gives the column "op_no", which no message | 2
rules.yaml | s/^    says:.*// | has no words | 10
rules.yaml | s/sql:/sql2:/ | "sql2" is not known here | 1
cases.yaml | s/Umi Plating/Hama Plating/ | is silent in this case
cases.yaml | 8s/Hama/Umi/ | speaks in this case
cases.yaml | s/^  supplier-listed/  supplier-list/ | there is no rule "supplier-list"
# ---- the workflow
workflow.yaml | s/^initial: drafting/initial: draft/ | the initial state "draft" is no state | 1
workflow.yaml | s/sign-off: .quality./sign-off: [qualty]/ | there is no role "qualty"
workflow.yaml | s/^  exported:/  export:/ | "export" is no act
workflow.yaml | s/states: .internal-review, suspended./states: [internal-reviw, suspended]/ | there is no state "internal-reviw"
workflow.yaml | s/rules: .encoding./rules: [encodings]/ | there is no rule "encodings"
workflow.yaml | s/severity: major/severity: grave/ | there is no severity "grave"
workflow.yaml | s/owner: authority/owner: authorities/ | the owner of a state is
workflow.yaml | s/to: screening/to: screenings/ | leads to "screenings", which is no state | 2
workflow.yaml | s/from: .screening./from: [closed]/ | leads from "closed", which is final | 1
workflow.yaml | s/evidence: head +#.*/evidence: heads/ | evidence is head, record or none
workflow.yaml | s/effects: .new_round./effects: [newround]/ | there is no effect "newround"
workflow.yaml | s/^    roles: .manager.$/    role: [manager]/ | "role" is not known here
workflow.yaml | s/requirements_answered/requirement_answered/ | there is no guard "requirement_answered"
workflow.yaml | s/signed_off: .role: quality/signed_off: {role: qality/ | there is no role "qality"
workflow.yaml | s/signed_off: .role: quality, /signed_off: {/ | guard signed_off needs "role"
workflow.yaml | s/elements: all/elements: [A, B]/ | there is no element "B"
workflow.yaml | s/no_findings: .level: error.$/no_findings: {level: fatal}/ | a level is error, warning or note
workflow.yaml | s/no_findings: .level: error.$/no_findings: {levle: error}/ | does not know "levle"
workflow.yaml | s/^  sign-off: .quality.// | waits with the guard signed_off for "sign-off", which nobody may do | 99
workflow.yaml | s/^  close: .quality.*// | waits with the guard remarks_closed for "close", which nobody may do | 99
workflow.yaml | s/^  close: .quality.*/  close: []/ | nobody may do "close"
workflow.yaml | s/^  waive: .*// | "unwaive" is of no use | 1
workflow.yaml | s/signed_off: .role: quality/signed_off: {role: manager/ | who may not sign | 6
workflow.yaml | s/appoint: .manager./appoint: [quality]/ | may not appoint | 99
workflow.yaml | s/, final: true// | nothing leads out of state "closed"
workflow.yaml | s/to: suspended/to: screening/ | state "suspended" cannot be reached | 99
workflow.yaml | s/remembers: true.*// | which does not say remembers: true | 40
workflow.yaml | s/except: .drafting./except: [draftin]/ | "draftin" is no state
workflow.yaml | s/^  - action: hand-over/  - action: hand over/ | cannot name an action | 1
# ---- the workbook
workbook.yaml | s/register: suppliers/register: supplier/ | there is no register "supplier"
workbook.yaml | s/FROM requirements ORDER/FROM requirement ORDER/ | no such table: requirement
workbook.yaml | s/SELECT id, text, '' FROM/SELECT id, text FROM/ | 3 are wanted
workbook.yaml | s/sheets: .Checklist, Suppliers./sheets: [Checklist, Supplier]/ | "Supplier" | 2
workbook.yaml | s/^  Checklist:/  'A:B':/ | a sheet's name
workbook.yaml | s/^  Checklist:/  History:/ | a sheet's name
workbook.yaml | s/side: authority/side: government2/ | side
# ---- what reads well and means nothing
workflow.yaml | s/role: quality, elements: all/role: quality, count: 0, elements: all/ | count is at least 1 | 6
workflow.yaml | s/^  note: any/  note: []/ | nobody may do "note"
workflow.yaml | s/final: true/final: true, clock: {days: 3, basis: D, says: x}/ | its clock would run for ever
workflow.yaml | s/new_round\]/new_round, new_round]/ | stands twice in the list "effects"
workflow.yaml | s/title: Internal review, // | there is no title; readers will see "internal-review"
template.yaml | s/^languages: .en, ja./languages: [en, ja, ja]/ | stands twice
template.yaml | s/(file: evidence.C-work.md, need: ).I: R, IV: R./\1{I: '-', IV: '-'}/ | no category needs the element C
template.yaml | s/choices: .here, reference./choices: [here, here]/ | stands twice in the list "choices"
template.yaml | s/choices: .here, reference./choices: [here, '']/ | is empty, or has blanks around it
template.yaml | s/choices: .here, reference./choices: ['here ', reference]/ | is empty, or has blanks around it
template.yaml | s/(National Stock Number, ja: 国家物品番号.), format: nsn/\1, format: nsn, default: abc/ | the default "abc" is none
template.yaml | s/asks: .title, /asks: [title, title, / | stands twice in the list "asks"
template.yaml | s/key: .op_no./key: [op_no, op_no]/ | stands twice in the list "key"
template.yaml | s/choices: .none, D./choices: [none, E]/ | "E" is no code of the list distribution
checklist.yaml | s/categories: .I, IV../categories: []/ | no category stands here
checklist.yaml | s/source: .*/source: {en: x}/ | plain words are wanted for "source"
rules.yaml | s/^    title:.*// | there is no title; readers will see "supplier-listed" | 1
rules.yaml | s/^    fix:.*// | does not say what to do | 6
workbook.yaml | s/^    title: .en: Source approval.*// | there is no title; readers will see "submittal" | 1
workbook.yaml | s/choices: .Pass, Fail/choices: [Pass, Pass/ | stands twice in the list "choices"
workbook.yaml | s/^    title: Checklist/    style: frm\n    title: Checklist/ | the style of a sheet is form
# ---- YAML itself
template.yaml | s/^roles:/roles: [/ | missing comma | 2
rules.yaml | s/^  supplier-listed:/  supplier-listed: {/ | missing comma | 2
template.yaml | s/^parties:/name: again/ | stands here twice
workflow.yaml | s/^  note: any/\tnote: any/ | tab
TABLE
is 'at least ninety kinds were tried' yes "$([ $kinds -ge 90 ] && echo yes || echo $kinds)"
finish
