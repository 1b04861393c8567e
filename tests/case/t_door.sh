#!/bin/bash
# t_door.sh: what comes in: asked for, refused, kept by reference, removed with a trace.
. "$(dirname "$0")/case.sh"
export SARFLOW_TEMPLATES=$ROOT/tests/case/small
sarflow new R --template request --category one --set site=Works --set screening.kind=1 >/dev/null
sarflow -C R appoint "$QUALITY" --role quality >/dev/null
printf 'a drawing\n' >drawing.txt; printf 'a secret\n' >secret.txt; printf 'vault\n' >vault.txt

status 2 sarflow -C R attach drawing.txt --element A --set title=Drawing
has "say the distribution of the file before it is stored" "$ERR"
status 3 sarflow -C R attach drawing.txt --element A --set title=Drawing --set distribution=D
has 'distribution "D": Stop and ask.' "$ERR"
status 3 sarflow -C R attach drawing.txt --element A --set title=Drawing --set distribution=D --set release_basis=none
status 3 sarflow -C R attach drawing.txt --element A --set title=D --set distribution=none --set marking='CUI // noforn' --lang ja
has '止めて確認。' "$ERR"
[ ! -e R/attachments ] && pass "nothing was stored" || fail "nothing was stored"
is "no row was written" 1 "$(wc -l <R/registers/files.csv)"
status 0 sarflow -C R attach drawing.txt --element A --set title=Drawing --set distribution=D --set release_basis='Letter 7'
has "attached attachments/A/drawing.txt"
grep -q '^attachments/A/drawing.txt,Drawing,D,,Letter 7,here$' R/registers/files.csv && pass "its row" || fail "its row" "$(cat R/registers/files.csv)"

# by reference: digest and size, no content
status 0 sarflow -C R attach vault.txt --element A --set title=Vault --set distribution=none --reference
grep -q '^oid sha256:' R/attachments/A/vault.txt && pass "the work tree holds the pointer" || fail "the work tree holds the pointer"
no "no content was stored" grep -rqs vault R/.git/lfs/objects
status 0 sarflow -C R save -m attached
saved R
sarflow -C R check >"$OUT" 2>/dev/null
has "attachments/A/vault.txt: note: the content is kept by reference [attachment-reference]"
status 0 sarflow -C R seal
status 3 sarflow -C R export -o out
has "say where it is; try: --supply FOLDER" "$ERR"
[ ! -e out ] && pass "no output is left" || fail "no output is left"
mkdir vault; printf 'other\n' >vault/vault.txt
status 3 sarflow -C R export --supply vault -o out
has "damaged" "$ERR"
cp vault.txt vault/
status 0 sarflow -C R export --supply vault -o out
cmp -s vault.txt out/attachments/A/vault.txt && pass "it is handed over" || fail "it is handed over"

# purge: content goes, pointer and journal stay
status 0 sarflow -C R attach secret.txt --element A --set title=Secret --set distribution=none
status 0 sarflow -C R attach secret.txt --element A --name again.txt --set title=Secret --set distribution=none
status 0 sarflow -C R save -m secret
status 2 as quality -C R purge attachments/A/secret.txt
has "say why" "$ERR"
status 3 sarflow -C R purge attachments/A/secret.txt --reason x
has "it is for: quality" "$ERR"
status 3 as quality -C R purge attachments/A/none.txt --reason x
status 0 as quality -C R purge attachments/A/secret.txt --reason 'Came in by mistake.'
has "other copies"
no "the content is nowhere" grep -rqs 'a secret' R --include='*' --exclude-dir=home
grep -q '^oid sha256:' R/attachments/A/secret.txt && pass "the pointer stays" || fail "the pointer stays"
grep -q '^oid sha256:' R/attachments/A/again.txt && pass "under each name" || fail "under each name"
saved R
sarflow -C R check >"$OUT" 2>/dev/null
has "attachments/A/secret.txt: note: its content was removed on 2026-11-23 by Yui Tanaka"
status 0 sarflow -C R log
has "purge: attachments/A/secret.txt"
status 3 sarflow -C R attach secret.txt --element A --name new.txt --set title=Again --set distribution=none
has "it does not come back" "$ERR"
git -C R -c filter.lfs.clean= -c filter.lfs.process= -c filter.lfs.required=false add -A 2>/dev/null
printf 'raw\n' >R/attachments/A/raw.txt
git -C R -c filter.lfs.clean=cat -c filter.lfs.process= -c filter.lfs.smudge=cat -c filter.lfs.required=false add attachments/A/raw.txt
git -C R -c filter.lfs.clean=cat -c filter.lfs.process= -c filter.lfs.required=false commit -qm raw
status 3 as quality -C R purge attachments/A/raw.txt --reason x
has "git keeps it in its history" "$ERR"
finish
