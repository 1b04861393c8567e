# t_handed.sh: what is handed over: nothing inner on it, and each cell of each sheet as the page and the register say it.
. "$(dirname "$0")/case.sh"
unguarded
package; worked F100-SEAL-001
PACKAGES='F110-NOZ-001 F100-SEAL-001'
for P in $PACKAGES; do
	status 0 sarflow -C $P seal; status 0 sarflow -C $P export -o $P.out; status 0 sarflow -C $P render -o $P.pages
done

# ---- how sure we are, and what is only ours, is for the team
inner='\[[PSBD]\]|trade knowledge|our own design|is ours\)|title="basis"|>[Bb]asis<'
for P in $PACKAGES; do
	mkdir $P.book; unzip -q -d $P.book $P.out/*.xlsx
	is "nothing inner on the pages of $P" '' "$(grep -rlE "$inner" --include='*.html' --include='*.txt' --include='*.csv' $P.out)"
	is "nor on its sheets" '' "$(grep -rlE "$inner" $P.book)"
	ok "the team sees it" grep -qE 'title="basis">\[B\]' $P.pages/evidence/I-quality-assurance.html
	has 'trade knowledge' $P.pages/index.html
done
run sarflow -C F110-NOZ-001 explain R; has 'ours'
cp -r "$ROOT/templates" own; sed -i 's/SELECT r.id, e.id ||/SELECT r.id, e.basis || e.id ||/' own/shared/common/workbook.yaml
SARFLOW_TEMPLATES=$SANDBOX/own status 1 sarflow template lint repair; has 'sheet Checklist shows the basis of our facts'
finish
