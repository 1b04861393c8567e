# t_keys.sh: a key that is a number is one number, however it is written: for rules, keys, remarks, changes and sheets.
. "$(dirname "$0")/case.sh"
package G
O=G/registers/operations.csv
padded() { sed -i -E "2,\$ s/^([0-9]+),/0\\1,/" "$O"; }
clean() { run sarflow -C G check; has '0 errors, 0 warnings, 0 notes'; }
status 0 sarflow -C G save -m 'as it was'

# ---- rules: operations are named by inspections, records and suppliers
padded; clean
sed -i -E '2,$ s/,([0-9]{2,3})(;|,|$)/,0\1\2/; 2,$ s/;([0-9]{2,3})/;00\1/g' G/registers/suppliers.csv; clean
is 'the supplier list is written otherwise' 1 "$(grep -cE ',0[0-9]+;00[0-9]+' G/registers/suppliers.csv | sed 's/^[1-9].*/1/')"

# ---- what was written is what is shown
status 0 sarflow -C G render -o pages; has '<td class="num">010</td>' pages/registers/operations.html
# ---- changes: the rows are the same rows, with another first cell
run sarflow -C G diff --json; json
is 'each has another first cell, and none has come or gone' "$(grep -c '^0' $O)" "$(grep -c '"change": "changed", "of": "row", "file": "registers/operations.csv".*"column": "op_no", "before": "\([0-9]*\)", "after": "0\1"' "$OUT")"
run sarflow -C G diff; lacks '  + registers/operations.csv'; lacks '  - registers/operations.csv'

# ---- two rows of one key
n=$(grep -c . $O); sed -n 2p $O | sed 's/^010/10/' >>$O; run sarflow -C G check
has "registers/operations.csv:$((n + 1)): error: the row of line 2 has the same key: op_no 10 [csv-key]"
sed -i '$d' $O; clean

# ---- a row by its key, in any of its forms, and found again when it is written otherwise
status 0 sarflow -C G save -m padded
for row in 10 010 00010; do status 0 sarflow -C G remark add --on registers/operations.csv --row $row --severity minor -m "on $row"; done
sarflow -C G remark list --json >list; is 'each names the row as it is written' '["010","010","010"]' "$(sqlite3 :memory: "select json_group_array(json_extract(value, '\$.row')) from json_each(cast(readfile('list') as text))")"
status 3 sarflow -C G remark add --on registers/operations.csv --row 1O --severity minor -m x
sed -i 's/^010,/10,/' $O; status 0 sarflow -C G save -m plain
run sarflow -C G remark show 1; lacks 'not in'; lacks 'any more'
finish
