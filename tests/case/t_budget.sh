#!/bin/bash
# t_budget.sh: a sample of tests/trust/budget.sh: what is made to cost its reader is one finding, and costs little.
SAMPLE=1 ONLY='Markdown-a**b_c*- Markdown-![[]()- Markdown-#-a\n 60-MB-of-CSV 29,000-rows-of-nonsense YAML-that-doubles 30-MB-of-package.yaml texts-again.xlsx tables.docx' . "$(dirname "$0")/../trust/budget.sh"

# ---- what is said
if [ -z "$SANITIZED" ]; then
	rm -rf W; cp -a P W
	py 'w("a word\n\n" * 60000)' >>W/$C
	status 1 sarflow -C W check; like "^$C: error: the text has [0-9]+ lines and marks; one of more than 100000 is not read \[file-too-large\]"
	is 'once' 1 "$(grep -c file-too-large "$OUT")"
	cp P/$C W/$C; py 'w("![[]() " * 20000)' >>W/$C
	status 1 sarflow -C W check; has "$C: error: the file is not read: it has a paragraph with thousands of brackets ["
	cp P/$C W/$C; py 'w("1,a\n" * 40000)' >>W/registers/operations.csv
	status 1 sarflow -C W check; has 'registers/operations.csv: error: the table has 400'
	for rows in 30000 30001; do
		{ head -1 P/registers/operations.csv; seq $rows | sed 's/$/,a,b/'; } >W/registers/operations.csv
		run sarflow -C W check; is "$rows rows: refused" $((rows > 30000)) "$(grep -c "the table has $rows rows" "$OUT")"
	done
	cp P/registers/operations.csv W/registers/; py 'w("1,a\n" * 1500)' >>W/registers/operations.csv
	status 1 sarflow -C W check; has 'the rule csv-malformed finds more than 1000 places; the others are not listed [findings-many]'
	is 'a thousand of them' 1000 "$(grep -c '\[csv-malformed\]' "$OUT")"
fi
finish
