# t_worked.sh: each worked package of packages/ has the findings that its mistakes make, and none when they are mended.
# After a wanted change:  UPDATE=1 tests/case/t_worked.sh build  writes tests/golden/worked anew; read the difference before a commit.
. "$(dirname "$0")/case.sh"
golden=$ROOT/tests/golden/worked

for mended in "$ROOT"/packages/*.mended; do
	id=$(basename "$mended" .mended)
	status 0 sarflow import "$ROOT/packages/$id"
	status 1 sarflow -C "$id" check
	grep -vE '^    ' "$OUT" >found
	[ -z "${UPDATE:-}" ] || { mkdir -p "$golden"; cp found "$golden/$id.txt"; }
	if diff "$golden/$id.txt" found >"$OUT" 2>&1; then pass "$id: its mistakes and nothing else"; else fail "$id: its mistakes and nothing else"; fi
	rm -rf "$id"
	worked "$id"
	status 0 sarflow -C "$id" check
	has '0 errors, 0 warnings, 0 notes'
	saved "$id"
	status 0 sarflow -C "$id" render -o "$id-pages"
	no "$id: no page is without a heading" sh -c "find '$id-pages' -name '*.html' | xargs grep -L '<h1' | grep -q ."
	if [ "$(sarflow -C "$id" status --json | sed -n 's/.*"template": *"\([^"]*\)".*/\1/p' | head -1)" != company-profile ]; then
		status 0 sarflow -C "$id" screen
	fi
done
finish
