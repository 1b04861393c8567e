#!/bin/bash
# t_use.sh: another package pinned, copied in, read by rules; a newer state noticed, shown before it is taken.
. "$(dirname "$0")/case.sh"
export SARFLOW_TEMPLATES=$ROOT/tests/case/small

site() { # a site package in force, with one certificate until $1
	sarflow new SITE --template site --category one --set site=Works >/dev/null
	printf 'certificate,site,expires\nC-1,Works,%s\n' "$1" >SITE/registers/certificates.csv
	sed -i 's/<!--.*-->/It is./' SITE/evidence/A-letter.md
	sarflow -C SITE save -m filled >/dev/null && sarflow -C SITE do release >/dev/null
}
renew() { # CERTIFICATE DAY: the next issue of the site
	sarflow -C SITE do reopen >/dev/null
	printf 'certificate,site,expires\nC-1,Works,2028-01-01\n%s,Works,%s\n' "$1" "$2" >SITE/registers/certificates.csv
	sarflow -C SITE save -m renewed >/dev/null
}
status 0 sarflow new R --template request --category one --set site=Works --set uses.site=SITE --set screening.kind=1
sed -i 's/<!--.*-->/It is./' R/evidence/A-letter.md; sarflow -C R save -m filled >/dev/null

status 1 sarflow -C R check
has "no site is pinned (SITE)"
status 3 sarflow -C R use site
has "there is no package SITE beside this one" "$ERR"
status 2 sarflow -C R use profile
has 'uses nothing as "profile"' "$ERR"
status 0 sarflow -C R use
has "not pinned"

sarflow new SITE --template site --category one --set site=Works >/dev/null
status 3 sarflow -C R use site
has 'is in state "draft"; it can be used when it is in-force' "$ERR"
rm -rf SITE; site 2027-01-01
mark R
status 0 sarflow -C R use site
has "now rests on SITE at version"
git -C R cat-file -p refs/sar/journal >"$OUT"; like "^Sar-Used: SITE$"; like "^Sar-Pinned: [0-9a-f]{40}$"
is "the used version is a parent" "$(git -C SITE rev-parse main)" "$(git -C R rev-parse refs/sar/journal^2)"
saved R
status 1 sarflow -C R check
has "site:registers/certificates.csv:2: error: C-1 ends on 2027-01-01 [certificate-valid, D]"
status 0 sarflow -C R use
has "SITE at version"
status 0 sarflow -C R use site
has "is pinned at its newest usable state"

# an auditor needs this repository and nothing else
mv SITE elsewhere
status 1 sarflow -C R check
has "C-1 ends on 2027-01-01"
lacks "newer"
git clone -q R copy 2>/dev/null && git -C copy fetch -q origin 'refs/sar/*:refs/sar/*'
status 1 sarflow -C copy check
has "C-1 ends on 2027-01-01"
mv elsewhere SITE

# a newer state is noticed when it is in force, shown before it is taken, and taken only when told
renew C-2 2028-02-02
status 1 sarflow -C R check
lacks "use-newer"
sarflow -C SITE do release >/dev/null
status 1 sarflow -C R check
has "SITE, used as \"site\", has a newer state (version"
has "[use-newer]"
mark R
status 3 sarflow -C R use site
has "see what a newer state would change; try: sarflow use site --update" "$ERR"
status 3 sarflow -C R use --update
has "nothing was changed" "$ERR"
has "C-1, expires: 2027-01-01 -> 2028-01-01"
has "certificates.csv:3  C-2"
has "findings that go"
like "^  site:registers/certificates.csv:2: error: C-1 ends on 2027-01-01"
same "showing changes nothing" R
status 0 sarflow -C R use --update --yes
status 0 sarflow -C R check
lacks "newer"
status 0 sarflow -C R log
has "use: SITE as site"

# a submittal keeps what was pinned when it was sealed; the pin is signed, and another one is told
sarflow -C R appoint "$QUALITY" --role quality >/dev/null
status 0 as quality -C R sign --elements package,A -m 'as pinned'; has 'signed 2 elements'
status 0 sarflow -C R do release
status 0 sarflow -C R seal
renew C-3 2028-03-03; sarflow -C SITE do release >/dev/null
export SARFLOW_NOW=1795478400
status 3 sarflow -C R seal; has 'sealed already, as submittal 1' "$ERR"
status 0 sarflow -C R use --update --yes
status 0 sarflow -C R status; has '1 stand, 1 fell'
like "since 2026-11-24, when .* pinned another state of SITE: changed site, "
status 0 sarflow -C R status --json; is 'through which event' "$(git -C R rev-parse refs/sar/journal)" "$(value '$.sign_offs[0].fell_through')"
for from in submittal/1 main; do
	status 0 sarflow -C R diff $from
	like '~ site  .*SITE, version [0-9a-f]{7} -> SITE, version [0-9a-f]{7}'; has 'site:registers/certificates.csv:3  C-3'
	like 'sign-offs that end'; like '  package  Yui Tanaka \(quality\)'
done
status 0 sarflow -C R diff submittal/1 --html pin.html; has 'C-3' pin.html; has '2028-03-03' pin.html
status 0 sarflow -C R seal; has 'submittal 2'
status 3 sarflow -C R seal
status 0 sarflow -C R diff submittal/1 submittal/2; has 'C-3'
status 0 sarflow -C R export --submittal 1 -o out1
has "out1/index.html"
grep -o 'SITE, version [0-9a-f]*' out1/index.html | head -1 >"$OUT"
like "version $(git -C SITE rev-parse main~1 | cut -c1-10)"

# wrong use
status 2 sarflow -C SITE use site ../R
sarflow new OTHER --template site --category one --set site=Works >/dev/null
status 3 sarflow -C R use site ../OTHER
has "package.yaml names SITE as \"site\", this is OTHER" "$ERR"
sarflow new R2 --template request --category one --set site=Works >/dev/null
status 2 sarflow -C R2 use site
has "write its id into package.yaml under uses; try: sarflow use site FOLDER" "$ERR"
status 3 sarflow -C R2 use site ../R
has 'is of the template request; as "site" one of site is wanted' "$ERR"
status 3 sarflow -C R2 use site ../nowhere
as stranger -C R2 use site ../SITE >"$OUT" 2>"$ERR"; has "is not appointed" "$ERR"

# ---- an id that is a path leads nowhere
status 0 sarflow new FAR --template request --category one --set site=Works
sed -i '/^uses:/,/^  /d' FAR/package.yaml; printf 'uses:\n  site: ../SITE\n' >>FAR/package.yaml
status 3 sarflow -C FAR use site; has 'is no id of a package' "$ERR"

# the history of a package of others may hold anything: folders so deep that no disc could have them
deep() { # PACKAGE DEPTH: a tree made by hand
	local tree blob
	blob=$(git -C "$1" hash-object -w --stdin </dev/null)
	coproc MKTREE { git -C "$1" mktree --batch; }
	printf '100644 blob %s\tx\n\n' "$blob" >&"${MKTREE[1]}"; read -r tree <&"${MKTREE[0]}"
	for _ in $(seq "$2"); do printf '040000 tree %s\td\n\n' "$tree" >&"${MKTREE[1]}"; read -r tree <&"${MKTREE[0]}"; done
	exec {MKTREE[1]}>&-
	wait "$MKTREE_PID"
	echo "$tree"
}
for depth in 2000 3000; do
	mkdir deep$depth && cd deep$depth || exit 1
	sarflow new SITE --template site --category one --set site=Works >/dev/null
	tree=$(deep SITE $depth)
	commit=$(git -C SITE commit-tree -p main -m 'deep' "$tree")
	git -C SITE update-ref refs/heads/main "$(git -C SITE commit-tree -p "$commit" -m 'as before' 'main^{tree}')"
	sed -i 's/<!--.*-->/It is./' SITE/evidence/A-letter.md
	sarflow -C SITE save -m filled >/dev/null && sarflow -C SITE do release >/dev/null
	sarflow new Q --template request --category one --set site=Works --set uses.site=SITE --set screening.kind=1 >/dev/null
	mark Q
	if [ $depth = 2000 ]; then
		status 0 sarflow -C Q use site
	else
		status 3 sarflow -C Q use site
		has 'more than 2048 folders in each other' "$ERR"
		same 'nothing is pinned' Q
		status 3 sarflow -C SITE check -v "$commit"
		has 'more than 2048 folders in each other' "$ERR"
	fi
	cd ..
done

# ---- what is used is held against its own template, where it lies beside
cp -r "$ROOT/templates" lint
sed -i 's/sites: \[site, ncage, address/sites: [site, ncage, adress/; s/states: \[in-force\]/states: [in-forse]/' lint/shared/sar/template.yaml
status 1 sarflow template lint ./lint/repair; has 'has no column "adress"'; has 'has no state "in-forse"'; like '^base/template.yaml:[0-9]+'
sed -i 's/template: company-profile/template: company-profil/' lint/shared/sar/template.yaml
status 0 sarflow template lint ./lint/repair; has 'does not lie beside this one'
finish
