#!/bin/bash
# t_attach.sh: folders and many files become attachments: what is left, what is refused, all or nothing, one row each, and
# whoever is stopped between the files and their rows does the same again.
. "$(dirname "$0")/case.sh"
package G; mv G .base
again() { rm -rf G; cp -r .base G; }
ANSWERS=(-s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=)
attach() { sarflow -C G attach "$@" -e L; }
answered() { attach "$@" "${ANSWERS[@]}"; }
rows() { grep -c "^attachments/L/$1" G/registers/markings.csv; }
untouched() { is "$1: no row" "$(cat .base/registers/markings.csv)" "$(cat G/registers/markings.csv)"; is "$1: no file" "$(cd .base && find attachments | sort)" "$(cd G && find attachments | sort)"; }
# quiet COMMAND...: without the shell's own "Killed"
quiet() { ( "$@" >/dev/null 2>&1; exit $? ) 2>/dev/null; }
# pdf FILE INFO CATALOG [PAGES]: a PDF whose information and catalog have these entries
pdf() {
	local i n=${4:-1} at=() kids=
	printf '%%PDF-1.4\n' >"$1"
	thing() { at+=("$(wc -c <"$1")"); printf '%d 0 obj\n<< %s >>\nendobj\n' "${#at[@]}" "$2" >>"$1"; }
	for ((i = 0; i < n; i++)); do kids+=" $((i + 4)) 0 R"; done
	thing "$1" "/Type /Catalog /Pages 2 0 R $3"; thing "$1" "/Type /Pages /Count $n /Kids [$kids ]"; thing "$1" "$2"
	for ((i = 0; i < n; i++)); do thing "$1" '/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]'; done
	local table; table=$(wc -c <"$1")
	{ printf 'xref\n0 %d\n0000000000 65535 f \n' $((${#at[@]} + 1)); printf '%010d 00000 n \n' "${at[@]}"
	  printf 'trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n' $((${#at[@]} + 1)) "$table"; } >>"$1"
}

# ---- a folder: sub-folders stay, litter is left and told, hidden folders too; a row each
again
mkdir -p scans/lot1 scans/lot2 scans/.hidden scans/__MACOSX
for lot in 1 2; do for i in 1 2 3; do echo "$lot $i" >scans/lot$lot/page$i.txt; done; done
echo x >scans/Thumbs.db; echo x >scans/.DS_Store; echo x >'scans/~$traveler.docx'; echo x >scans/lot1/THUMBS.DB
echo x >scans/.hidden/config; echo x >scans/__MACOSX/._page1.txt; echo x >scans/.$'\x8c'; ln -s lot1/page1.txt scans/link.txt
status 0 answered scans/
has 'attached 6 files; save them with: sarflow save'
for name in .DS_Store Thumbs.db '~$traveler.docx' lot1/THUMBS.DB .hidden __MACOSX link.txt; do like "^left +scans/+${name//[.\$]/[.\$]}: "; done
is 'six files' 'lot1/page1.txt lot1/page2.txt lot1/page3.txt lot2/page1.txt lot2/page2.txt lot2/page3.txt' \
	"$(cd G/attachments/L && find lot* -type f | sort | xargs)"
is 'six rows' 6 "$(rows lot)"
like '^attachments/L/lot2/page3.txt,,en,none,,,,no,,none,own,own,,here$' G/registers/markings.csv
status 0 sarflow -C G save -m scans; saved G
sarflow -C G check >"$OUT" 2>&1; lacks 'attachments/L/lot'
# the same again, and one more file
status 0 answered scans; has 'nothing is to do: 6 files are there already'; saved G
echo new >scans/lot2/page4.txt
status 0 answered scans; has 'attached 1 file; save'; is 'one row more' 7 "$(rows lot)"
# whoever says otherwise is told that the row is left alone
status 0 attach scans "${ANSWERS[@]/language=en/language=ja}"; has 'has language "en" and not "ja"; change it there'; is 'and it is' 7 "$(rows lot)"

# ---- files by name; what the shell's asterisk names besides; one file is attached whatever its name
again
mkdir some; for i in a b; do echo $i >some/$i.txt; done; echo x >some/Thumbs.db
status 0 answered some/*; has 'attached 2 files'; like '^left +some/Thumbs.db: '
status 0 answered some/Thumbs.db; has 'attached attachments/L/Thumbs.db; save it with: sarflow save'
status 0 attach some/a.txt --name z.txt "${ANSWERS[@]}"; has 'attachments/L/z.txt'
status 2 attach some/a.txt some/b.txt --name z.txt "${ANSWERS[@]}"; has 'one name is for one file' "$ERR"

# ---- what stands against one stands against all: each is told, nothing is stored
again
mkdir -p bad/deep other; echo a >bad/A.txt; echo b >bad/a.txt; : >bad/empty.txt; ln -s /etc/passwd bad/away; ln -s none bad/dead
mkfifo bad/pipe; echo x >bad/con.txt; printf x >bad/$'\x8c.txt'; echo good >bad/good.txt
printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 3\n' 1 >bad/pointer.bin
status 3 timeout 20 "$SARFLOW" -C G attach bad -e L "${ANSWERS[@]}"
cp "$ERR" said
tail -1 said >"$OUT"; has 'nothing was attached; 8 things stand against it'
for words in 'bad/away is a link that leads out of the folder' 'bad/dead is a link that leads to nothing' 'bad/pipe is not a file' \
	'on Windows and macOS attachments/L/a.txt is the same file as attachments/L/A.txt' 'bad/empty.txt is empty, or no file' \
	'the name "con.txt" is the name of a device on Windows' 'is not UTF-8' 'would be an LFS pointer'; do has "$words" said; done
lacks 'root:' said; lacks good.txt said
untouched 'a folder with mistakes'
status 1 timeout 20 "$SARFLOW" -C G attach bad -e L "${ANSWERS[@]}" --dry-run
like '^refused +attachments/L/a.txt'; like '^new +attachments/L/good.txt'; has 'nothing was attached; 8 things stand against it'
untouched 'looked at only'
mkdir empty; status 3 answered empty; has 'there is no file in empty' "$ERR"
status 3 answered G; has 'G is a package itself' "$ERR"
status 2 answered some/Thumbs.db scans/Thumbs.db; has 'there is nothing to attach' "$ERR"
status 3 answered none.txt some/a.txt; has 'there is no file none.txt' "$ERR"
status 3 answered some/a.txt ./some/a.txt; has 'would both be attachments/L/a.txt' "$ERR"
status 2 sarflow -C G attach some -e Z "${ANSWERS[@]}"; has 'no element "Z"' "$ERR"
status 2 sarflow -C G attach some "${ANSWERS[@]}"; has 'say which element' "$ERR"
mkdir -p some.d/travelers; echo x >some.d/travelers/x; echo y >travelers
status 0 answered travelers; status 3 answered some.d; has 'attachments/L/travelers is a file; nothing can lie below it' "$ERR"
again; status 0 answered some.d; status 3 answered travelers; has 'attachments/L/travelers is a folder of the package' "$ERR"

# ---- what the template lets nobody bring in without a release
again
status 3 attach some/a.txt some/b.txt "${ANSWERS[@]/distribution=none/distribution=D}"
has 'some/b.txt: distribution "D": A company in Japan' "$ERR"; untouched 'a refusal'

# ---- answers that are missing: all at once, with what each takes
again
status 2 attach scans/lot1 -s language=en -s origin=own; cp "$ERR" said
has 'say the 6 answers missing for 3 files before anything is stored' said
has 'try: --set distribution=VALUE --set export_warning=VALUE --set cui=VALUE --set dissemination=VALUE --set legend=VALUE --set released_by=VALUE' said
has '    distribution (Distribution statement): one of: none | A | B' said; has '    export_warning (Export warning): yes or no' said
has '    cui (CUI categories): in words; empty where there is none' said; lacks '    language' said
status 2 attach scans/lot1 -s language=en -s origin=own --lang ja; has '3個のファイルについて答えが6件足りない' "$ERR"
status 2 attach some/a.txt "${ANSWERS[@]/origin=own/origin=found}"; has 'origin "found"' "$ERR"
status 2 attach some/a.txt "${ANSWERS[@]}" -s colour=red; has 'has no such column' "$ERR"
untouched 'answers that lack'
# a register that has no place for a value does not lose it
sed -i '1s/,legend,/,legende,/' G/registers/markings.csv
status 3 answered some/a.txt; has 'registers/markings.csv has no column "legend" for "own"' "$ERR"

# ---- other content of the same name; only where it is said, and no row twice
again
status 0 answered some; echo changed >some/a.txt
status 3 answered some; has 'attachments/L/a.txt exists already' "$ERR"
status 0 answered some --replace; like '^replaced +attachments/L/a.txt'; like '^is there +attachments/L/b.txt'; has 'attached 1 file'
is 'replaced' changed "$(cat G/attachments/L/a.txt)"; is 'one row' 1 "$(rows a.txt)"
# names as macOS writes them, letters and accents apart, come in as everybody else writes them
mkdir mac; echo x >"mac/$(printf 'Pru\314\210fung.txt')"; echo x >"mac/$(printf '\343\202\253\343\202\231.txt')"
status 0 answered mac; has 'in its name letters and accents stood apart'; row='attachments/L/Prüfung.txt,,en'; like "^$row" G/registers/markings.csv
is 'in the folder, too' 'Prüfung.txt ガ.txt' "$(cd G/attachments/L && ls Pr* ガ* | xargs)"; status 0 answered mac; has 'nothing is to do'
# a file that was put there by hand gets its row; one that was kept by reference is another thing
echo hand >G/attachments/L/hand.txt
status 0 answered G/attachments/L/hand.txt; like '^its row +attachments/L/hand.txt'; is 'its row' 1 "$(rows hand.txt)"
echo vault >vault.txt
status 0 answered vault.txt --reference; status 0 answered vault.txt --reference; has 'nothing is to do'
status 3 answered vault.txt; has 'exists already' "$ERR"

# ---- a row in the register of answers, where one is said
again
status 0 answered some/a.txt -s requirement=L1 -s 'shows=The traveler'; like '^L1,attachments/L/a.txt,,The traveler$' G/registers/evidence.csv
status 0 answered some/a.txt -s requirement=L1 -s 'shows=The traveler'; has 'nothing is to do'
status 0 answered some/a.txt -s requirement=L2 -s 'shows=The report'; like '^its row '; like '^L2,attachments/L/a.txt,,The report$' G/registers/evidence.csv
is 'and one row of markings' 1 "$(rows a.txt)"
status 2 answered some/b.txt -s requirement=L1; has 'say the What the pages show of the file' "$ERR"; has '--set evidence.shows=VALUE' "$ERR"
status 2 answered some/b.txt -s requirement=none -s shows=x; has 'requirement "none"' "$ERR"
status 0 answered some/b.txt -s markings.pages=1-3; like '^attachments/L/b.txt,1-3,en' G/registers/markings.csv

# ---- what a PDF says of itself: shown, and only where nobody says it
again
mkdir pdfs
pdf pdfs/ja.pdf '/Title <FEFF4F5C696D79FB52D57968>' '/Lang (ja-JP)' 3; pdf pdfs/none.pdf '' ''; pdf pdfs/odd.pdf '/Title (x)' '/Lang (Klingon!)'
printf 'no pdf' >pdfs/broken.PDF
status 2 attach pdfs "${ANSWERS[@]:2}"; has 'language=VALUE' "$ERR"; has '3 files' "$ERR"
status 0 attach pdfs/ja.pdf "${ANSWERS[@]:2}"
has '3 pages'; has 'titled "作業移動票"'; has 'language "ja", as the file says; look whether it is so'
like '^attachments/L/ja.pdf,,ja,none' G/registers/markings.csv
status 0 answered pdfs; has 'has language "ja" and not "en"'; has 'this is no PDF that can be read'; lacks 'as the file says'
like '^attachments/L/odd.pdf,,en,none' G/registers/markings.csv

# ---- for programs
again
status 0 answered scans --json --dry-run; cp "$OUT" looked; json
is 'looked at' 0 "$(value '$.done' looked)"; is 'each file' 7 "$(grep -c '"what": "new"' looked)"; untouched 'looked at, for programs'
status 2 attach scans --json; is 'no JSON' 0 "$(stat -c %s "$OUT")"
status 1 attach scans --json --dry-run; json; is 'what lacks' language "$(value '$.missing[0].column')"

# ---- stopped anywhere: the same again brings all of it, and no row twice
if strace -o /dev/null true 2>/dev/null; then
	export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0        # the leak finder needs ptrace for itself
	killed=0
	for k in $(seq 1 60); do
		again
		quiet strace -f -o trace -e trace=rename -e inject=rename:signal=KILL:when=$k "$SARFLOW" -C G attach scans -e L "${ANSWERS[@]}" && break
		killed=$((killed + 1))
		rm -f G/.git/index.lock
		run answered scans || { fail "killed at rename $k, the same again brings it" "$(cat "$ERR")"; continue; }
		[ "$(rows lot) $(ls G/attachments/L/lot1 G/attachments/L/lot2 | grep -c page)" = '7 7' ] || fail "killed at rename $k: $(rows lot) rows"
	done
	[ $killed -ge 14 ] && pass "killed at $killed renames" || fail "it was killed $killed times only"
	# between the last file and the rows
	again
	last=$(strace -f -e trace=rename "$SARFLOW" -C G attach scans -e L "${ANSWERS[@]}" 2>&1 >/dev/null | grep -c 'rename(')
	again
	quiet strace -f -o trace -e trace=rename -e inject=rename:signal=KILL:when=$last "$SARFLOW" -C G attach scans -e L "${ANSWERS[@]}"
	is 'files without rows' '7 0' "$(ls G/attachments/L/lot1 G/attachments/L/lot2 | grep -c page) $(rows lot)"
	sarflow -C G check >"$OUT" 2>&1; has 'attachments/L/lot1/page1.txt'
	status 0 answered scans; like '^its row +attachments/L/lot1/page1.txt'; is 'their rows' 7 "$(rows lot)"
else
	skip 'killed before each step' 'strace cannot trace here'
fi
finish
