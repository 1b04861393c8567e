# t_travel.sh: what must come through a merge, a copy without content, and the systems of others: pointers, marks, names,
# links and the numbers of an office.
. "$(dirname "$0")/case.sh"
unguarded
package G && cp -a G .good && rm -rf .good/.git
again() { find G -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} + ; cp -a .good/. G/; }
finds() { run sarflow -C G check; cp "$OUT" found; if grep -E "^$1: (error|warning): " found | grep -F "[$2]" | grep -qF "$3"; then pass "$2 at $1: $3"; else fail "$2 at $1: $3"; fi; }
given=(-s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=)
C=evidence/C-repair-documents.md
PDF=$(cd G && ls attachments/B/*.pdf | head -1)
plain() { git -C G -c filter.lfs.clean= -c filter.lfs.smudge= -c filter.lfs.required=false -c filter.lfs.process= "$@"; }

# ---- a pointer is no evidence, whole or damaged, and whatever the clock says
digest=$(sha256sum <"G/$PDF" | cut -c1-64) size=$(stat -c %s "G/$PDF")
printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %s\n' "$digest" "$size" >whole.txt
sed 's/$/\r/' whole.txt >crlf.txt; sed '1a\\' whole.txt >blank.txt; sed '1s/^/\xef\xbb\xbf/' whole.txt >bom.txt; { cat whole.txt; echo more; } >more.txt
for form in whole crlf blank bom more; do
	for how in '' --reference; do status 3 sarflow -C G attach $form.txt -e L "${given[@]}" $how; has 'LFS pointer' "$ERR"; done
done
saved G
for form in crlf blank bom more; do
	for turn in 1 2 3; do
		again; cat $form.txt >"G/$PDF"; finds "$PDF" pointer-damaged 'damaged LFS pointer'
	done
	status 3 sarflow -C G save -m "$form"; has 'damaged LFS pointer' "$ERR"
	no "git does not take a pointer that is $form" git -C G add "$PDF"
done
again; sed "s/^size .*/size 7/" whole.txt >"G/$PDF"; finds "$PDF" pointer-damaged 'not the one it names'
again; cp whole.txt "G/$PDF"; status 0 sarflow -C G check; lacks "[pointer-damaged]"
again; status 0 sarflow -C G save -m 'as it was'
cat crlf.txt >"G/$PDF"; plain commit -qam 'by other means'
finds "$PDF" pointer-damaged 'damaged LFS pointer'
mark G
status 3 sarflow -C G seal; same 'nothing was sealed' G
again; status 0 sarflow -C G save -m 'the file again'; status 0 sarflow -C G check; saved G

# ---- an empty file, and one that was brought back, are clean for git
mkdir -p G/attachments/L; : >G/attachments/L/empty.txt; status 0 sarflow -C G save -m empty; saved G
finds attachments/L/empty.txt file-empty 'the file is empty'
is 'git sees no difference' '' "$(git -C G diff HEAD)"; is 'as the specification has it' '' "$(git -C G cat-file -p HEAD:attachments/L/empty.txt)"
rm "G/$PDF" G/attachments/L/empty.txt G/$C; status 0 sarflow -C G restore attachments; status 0 sarflow -C G restore evidence
saved G; is 'git sees no difference' '' "$(git -C G diff HEAD)"; cmp -s "G/$PDF" ".good/$PDF" && pass 'the file is back' || fail 'the file is back'
again; status 0 sarflow -C G save --remove -m 'as it was'

# ---- what is gone is said; much, or an attachment, goes only if told
rm "G/$PDF"; mark G; status 3 sarflow -C G save -m less; has "$PDF" "$ERR"; has '--remove' "$ERR"; same 'nothing was saved' G
status 0 sarflow -C G save -m less --remove; like "^removed +$PDF\$"
again; status 0 sarflow -C G save -m 'the file again'
rm G/registers/{orders,operations,suppliers,inspections,lots}.csv; status 0 sarflow -C G save -m 'five tables less'; like '^removed +registers/orders.csv$'
again; status 0 sarflow -C G save -m 'all again'; lacks removed
rm G/registers/{orders,operations,suppliers,inspections,lots,processes}.csv; mark G
status 3 sarflow -C G save -m 'six tables less'; has '6 files are gone' "$ERR"; same 'nothing was saved' G
again; saved G

# ---- git in the middle of something
git -C G switch -qc other; echo 'Their line.' >>G/$C; echo theirs >G/notes.txt; git -C G add -A; git -C G commit -qm theirs; git -C G switch -q main
echo 'Our line.' >>G/$C; status 0 sarflow -C G save -m ours; no 'git stops' git -C G merge -q other
line=$(grep -n '^<<<<<<<' G/$C | cut -d: -f1); finds "$C:$line" conflict-mark 'mark of a merge'
finds "$C:$((line + 4))" conflict-mark 'mark of a merge'; is 'and no other line' 2 "$(grep -cF '[conflict-mark]' found)"
status 3 sarflow -C G save -m merged; has "$C:$line" "$ERR"
sed -i '/^<<<<<<<\|^=======$\|^>>>>>>>/d' G/$C; status 0 sarflow -C G save -m merged
is 'two sides' 2 "$(git -C G log -1 --format=%P | wc -w)"; is 'the merge is over' '' "$(ls G/.git | grep MERGE_)"
is 'what is no part of the package came along' theirs "$(git -C G show HEAD:notes.txt)"; saved G
git -C G checkout -q other -- . && git -C G reset -q --hard && git -C G switch -q other; echo 'A third.' >>G/$C; git -C G commit -qam third; git -C G switch -q main
echo 'A fourth.' >>G/$C; status 0 sarflow -C G save -m fourth; mark G
for act in cherry-pick revert; do
	if [ $act = revert ]; then git -C G revert HEAD~2; else git -C G cherry-pick other; fi >/dev/null 2>&1
	status 3 sarflow -C G save -m 'in between'; has "a git $act is under way" "$ERR"; same 'nothing was saved' G
	git -C G $act --abort; git -C G reset -q --hard
done
git -C G rebase other >/dev/null 2>&1; status 3 sarflow -C G save -m 'in between'; git -C G rebase --abort; same 'nothing was saved' G
rm -f .good/notes.txt; cp -a G/. .good/; rm -rf .good/.git

# ---- names that die on the way
again; echo x >'G/attachments/L/IN-04: rev A?.txt'; finds 'attachments/L/IN-04: rev A\?.txt' file-name '"IN-04- rev A-.txt" would do'
again; mkdir -p G/attachments/L; echo x >G/attachments/L/Cert.txt; echo y >G/attachments/L/cert.txt; finds attachments/L/cert.txt file-name 'the same file as attachments/L/Cert.txt'
again; mkdir -p G/attachments/L; echo x >G/attachments/L/aux.txt; finds attachments/L/aux.txt file-name 'device on Windows'
again; mkdir -p G/attachments/L; echo x >"G/attachments/L/$(printf 'bad\xff').txt"; run sarflow -C G check; has '"bad-.txt" would do'; run sarflow -C G check --json; json
again; echo x >x.txt
for name in 'a:b.txt' con.txt 'x.' ' x.txt' "$(printf 'bad\xff.txt')"; do status 2 sarflow -C G attach x.txt -e L --name "$name" "${given[@]}"; has '--name' "$ERR"; done
for name in '検査 1.txt' 'rev A.txt'; do status 0 sarflow -C G attach x.txt -e L --name "$name" "${given[@]}"; done
status 3 sarflow -C G attach x.txt -e L --name 'REV a.txt' "${given[@]}"; has 'the same file' "$ERR"
run sarflow -C G check; lacks '[file-name]'

# ---- links: as editors write them; to a place that exists
echo 'See [it](../attachments/L/rev%20A.txt) and [this](<../attachments/L/検査 1.txt>).' >>G/$C; run sarflow -C G check; lacks '[link-broken]'
n=$(($(wc -l <G/$C) + 1)); echo 'See [it](../attachments/L/rev%20B.txt).' >>G/$C; finds "$C:$n" link-broken 'rev B.txt'
again; n=$(($(wc -l <G/$C) + 2))
printf '\n%s\n' 'See [x](A-cover-letter.md#no-such-place).' >>G/$C; finds "$C:$n" link-broken '"no-such-place"'
again; printf '\n%s\n' 'See [x](#none).' >>G/$C; finds "$C:$n" link-broken '"none"'
again; printf '\n%s\n\n%s\n' 'See [x](#検査-方法), [x](#%E6%A4%9C%E6%9F%BB-%E6%96%B9%E6%B3%95) and [top](#).' '## 検査 方法' >>G/$C; run sarflow -C G check; lacks '[link-broken]'
status 0 sarflow -C G render -o pages; has 'id="検査-方法"' pages/evidence/C-repair-documents.html
again; printf '\n%s\n\n%s\n' 'See [x](#The_Method).' '## The method' >>G/$C; finds "$C:$n" link-broken 'it is "the-method"'

# ---- the numbers of an office
mkdir own; cp -r "$ROOT/templates/." own/
for id in A.1 1.a III.2 A-2 4.2b iv.1; do printf '  "%s": {element: C, text: {en: Line %s, ja: 行}, basis: D}\n' "$id" "$id"; done >>own/repair/checklist.yaml
export SARFLOW_TEMPLATES=$SANDBOX/own
status 0 sarflow template lint repair
fresh N && run sarflow -C N check; cp "$OUT" before
for id in A.1 1.a III.2 A-2 4.2b iv.1; do has "$id is not answered" before; done
{ echo; for head in 'A.1 Method' '1.a: Gauge' '**III.2**' 'A-2. Record' '4.2B Limits' 'IV-1'; do printf '## %s\n\nAs drawn.\n\n' "$head"; done; } >>N/$C
run sarflow -C N check; for id in A.1 1.a III.2 A-2 4.2b iv.1; do lacks "$id is not answered"; done
for id in a A B. .1 A..1 A--1 a1 C01 'A 1' 1.abcde; do
	cp "$ROOT/templates/repair/checklist.yaml" own/repair/; printf '  "%s": {element: C, text: {en: x, ja: 行}, basis: D}\n' "$id" >>own/repair/checklist.yaml
	run sarflow template lint repair; has "\"$id\" cannot name a requirement"
done
finish
