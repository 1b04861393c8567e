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

# ---- the marking on each printed page, of changes and of sheets too, and of both states where they differ
prints() { grep -oE '@top-right\{content:"[^"]*' "$1" | sed 's/.*"//'; }
bears() { is "$1 prints its marking" "$2" "$(prints "$1")"; is "$1 begins and ends with it" 2 "$(grep -cF "<div class=\"marking\">$2</div>" "$1")"; }
P=F110-NOZ-001
for page in $P.out/index.html $P.out/evidence/A-cover-letter.html $P.pages/findings.html; do bears $page 'FICTITIOUS EXAMPLE'; done
sarflow -C $P remark add --on C --severity minor -m 'a remark' >/dev/null; status 0 sarflow -C $P remark export remarks.html; bears remarks.html 'FICTITIOUS EXAMPLE'
sed -i 's/^[^#].*Receive and identify/&, and count/' $P/registers/operations.csv
status 0 sarflow -C $P diff --html same.html; bears same.html 'FICTITIOUS EXAMPLE'
sed -i 's/^marking: .*/marking: OUR "SECRET"/' $P/package.yaml
status 0 sarflow -C $P diff --html other.html
is 'both markings are printed' 'FICTITIOUS EXAMPLE / OUR \000022SECRET\000022' "$(prints other.html | head -1)"
is 'and stand at both ends' 2 "$(grep -cF '<div class="marking">FICTITIOUS EXAMPLE / OUR &quot;SECRET&quot;</div>' other.html)"
sed -i '/^marking: /d' $P/package.yaml; status 0 sarflow -C $P diff --html none.html
is 'the marking that goes is printed still' 'FICTITIOUS EXAMPLE' "$(prints none.html)"
finish
