# t_unread.sh: what could not be read makes nothing wrong by itself, and no guard takes a rule's silence for an answer.
. "$(dirname "$0")/case.sh"
package G && cp -a G .good && rm -rf .good/.git
again() { find G -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} + ; cp -a .good/. G/; }
# put REGISTER COLUMN ROW TEXT: that cell, by rows of data from 1
put() {
	sqlite3 :memory: ".import --csv $1 t" "update t set \"$2\" = '$4' where rowid = $3" '.mode csv' '.headers on' 'select * from t' | tr -d '\r' >t.csv && mv t.csv "$1"
}
columns() { head -1 "$1" | tr , ' '; }

# ---- every cell that has a type: nothing but what is wrong with it is said
for register in G/registers/*.csv; do
	for column in $(columns "$register"); do
		again; put "$register" "$column" 1 '31 Marble 2027'
		run sarflow -C G check
		grep -q '\[csv-cell' "$OUT" || continue
		is "$column of $(basename "$register") is one error" '1 [csv-cell' "$(grep -oE '\[[a-z-]+' "$OUT" | sort | uniq -c | sed 's/^ *//')"
	done
done
again; status 0 sarflow -C G check; has '0 errors, 0 warnings'

# only REGEX...: each of these findings and no other
only() {
	grep -E ': (error|warning|note): ' "$OUT" >found; is "$# findings" $# "$(grep -c ^ found)"
	local wanted; for wanted; do like "$wanted" found; done
}
# ---- the whole table, a column or a row: one cause, no consequence
for edit in 's/,/;/g' '1s/supplier,/seller,/' '3s/$/,more/' '3s/,/,a"b"/' '2s/Laborator/Laborat\xf6r/'; do
	again; sed -i "$edit" G/registers/suppliers.csv; run sarflow -C G check
	lacks '[supplier-'; is "one cause: $edit" 1 "$(grep -oE '\[[a-z-]+' "$OUT" | sort -u | grep -c .)"
done
again; sed -i '1s/,expires,/,expiry,/' G/registers/certificates.csv; run sarflow -C G check
only 'certificates.csv:1:7: error.*"expiry"' 'certificates.csv:1: error.*"expires"'

# ---- what is wrong elsewhere is still found, beside it and in the row itself
C=G/registers/certificates.csv
again; put $C expires 1 '31 Marble 2027'; put $C expires 2 2026-10-31; run sarflow -C G check
only 'certificates.csv:2:7: error.*31 Marble' 'certificates.csv:3: error.*\[certificate-valid' 'certificates.csv:3: error.*\[profile-certificate-agrees'
again; put G/registers/orders.csv shipped 1 someday; put G/registers/orders.csv part_number 1 9999M99GO1; run sarflow -C G check
only 'orders.csv:2:8: error.*someday' 'orders.csv:2: error.*\[part-number-agrees'
# two cells of one row, and a key that others name
again; put G/registers/operations.csv op_no 3 3O; run sarflow -C G check; only 'operations.csv:4:1: error.*3O'
again; put G/registers/lots.csv quantity 1 many; put G/registers/lots.csv started 1 once; run sarflow -C G check
only 'lots.csv:2:[0-9]+: error.*many' 'lots.csv:2:[0-9]+: error.*once'
# so many that they cannot be tried: the rules that read the column say nothing, the others speak
again; sed -i '2,$ s/,20[0-9-]*,20[0-9-]*,/,never,ever,/' G/registers/equipment.csv; put G/registers/orders.csv part_number 1 9999M99GO1; run sarflow -C G check
lacks '[equipment-'; lacks '[gauge-'; has '[part-number-agrees'

# ---- a guard that asks for this rule does not open on what the rule could not read, nor on a waiver of it
M=G/registers/markings.csv
draft() { rm -rf out; sarflow -C G export --draft -o out; }
again; status 0 sarflow -C G save -m good; ok 'a draft is made of what can be read' draft
for edit in "put $M distribution 1 DD" "sed -i s/,/;/g $M" "sed -i 1s/,distribution,/,statement,/ $M" "put $M pages 1 1-x"; do
	again; $edit; status 0 sarflow -C G save -m edit
	status 3 draft; like 'markings.csv:[0-9].*cannot be read, so the rule marking-' "$ERR"; no 'nothing is made' [ -e out ]
done
again; put $C expires 1 '31 Marble 2027'; status 0 sarflow -C G save -m day
ok 'a cell that the rules of the guard do not read is no reason' draft
status 0 sarflow -C G appoint "$QUALITY" --role quality
run sarflow -C G check; id=$(sed -n 's/.*\[csv-cell\] //p' "$OUT")
status 0 as quality -C G waive "$id" --until 2026-12-31 --reason 'the day stands in the file'
status 0 sarflow -C G check
run sarflow -C G why start-review; like 'certificates.csv:2:7: what stands here cannot be read, so the rule certificate-valid'
like 'certificates.csv:2:7: Expires of .* cannot be read here'
again; sed -i 's/,/;/g' $C; status 0 sarflow -C G save -m lines; run sarflow -C G why start-review; like 'certificates.csv:1: Expires of .* cannot be read here'; lacks 'no day is given'

# ---- of a used package: told here, since rules here read it, and nothing is made of it
cp -r "$SANDBOX/.plain-F110-NOZ-001" H.plain && sed -i "s/^id: .*/id: H/" H.plain/package.yaml; status 0 sarflow import H.plain
cp -r "$ROOT/templates" own && sed -i '/- no_findings/d' own/company-profile/workflow.yaml
sed -i '2s/,2028-09-11,/,31 Marble 2028,/' "$SANDBOX/.plain-MINATO-YOKOSUKA/registers/certificates.csv"; mkdir odd
(cd odd && export SARFLOW_TEMPLATES=$SANDBOX/own && worked MINATO-YOKOSUKA && in_force MINATO-YOKOSUKA) || fail 'a profile with a day that is none is in force'
status 0 sarflow -C H use profile "$SANDBOX/odd/MINATO-YOKOSUKA"; run sarflow -C H check
only 'profile:registers/certificates.csv:2:9: error: the used package MINATO-YOKOSUKA holds here what cannot be read.*\[use-unread\]'
run sarflow -C H why start-review; like 'profile:registers/certificates.csv:2:9: .*what cannot be read'
finish
