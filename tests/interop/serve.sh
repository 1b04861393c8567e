#!/bin/bash
# serve.sh: the served pages in Chromium, by serve.mjs; part of run, or alone: serve.sh BUILD.
if [ "${BASH_SOURCE[0]}" = "$0" ]; then
	build=$(cd "$1" && pwd); root=$(cd "$(dirname "$0")/../.." && pwd); work=$(mktemp -d "${TMPDIR:-/var/tmp}/sarflow-serve.XXXXXX"); trap 'rm -rf "$work"' EXIT
	failed=0; ok() { echo "ok    $1"; }; bad() { failed=1; echo "FAIL  $1"; shift; printf '      %s\n' "$@"; }
	export HOME=$work/home SARFLOW_NOW=1795392000; mkdir "$HOME"; cd "$work" || exit 1
fi
served=$work/served; mkdir -p "$served/npm"; cp "$root"/tests/interop/package*.json "$served/npm/"; cp "$root/tests/interop/serve.mjs" "$served/npm/"
npm --prefix "$served/npm" ci --no-audit --no-fund --ignore-scripts > "$served/npm.log" 2>&1 && ok 'npm brings playwright and axe, at the versions of package-lock.json' || bad 'npm brings playwright and axe' "$(tail -3 "$served/npm.log")"
mkdir "$served/home"
( cd "$served/home" && export GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME='Kenji Mori' GIT_AUTHOR_EMAIL=kenji.mori@minato-turbine.example
  cp -r "$root/packages/F110-NOZ-001" ../plain && cp -r "$root/packages/F110-NOZ-001.mended/." ../plain/ && "$build/sarflow" import ../plain &&
  "$build/sarflow" -C F110-NOZ-001 appoint 'Sachiko Endo <sachiko.endo@minato-turbine.example>' --role quality &&
  "$build/sarflow" -C F110-NOZ-001 appoint 'Naoki Abe <naoki.abe@minato-turbine.example>' --role engineering &&
  "$build/sarflow" -C F110-NOZ-001 appoint 'Hiroshi Kanda <hiroshi.kanda@minato-turbine.example>' --role signatory &&
  for who in 'mori Kenji Mori <kenji.mori@minato-turbine.example>' 'endo Sachiko Endo <sachiko.endo@minato-turbine.example>' 'abe Naoki Abe <naoki.abe@minato-turbine.example>' 'kanda Hiroshi Kanda <hiroshi.kanda@minato-turbine.example>' 'fifth Taro Nobody <taro.nobody@minato-turbine.example>'; do
	echo "a long password of ${who%% *}" | "$build/sarflow" user add "${who#* }" || exit 1; done &&
  "$build/sarflow" -C F110-NOZ-001 remark add --draft --on evidence/C-repair-documents.md --quote 'Strip and clean' --severity minor -m 'Which **bath**?' --suggest 'Strip, and clean in the bath of the second shop, which is long enough for a telephone' &&
  "$build/sarflow" import "$root/packages/F100-SEAL-001" ) > "$served/home.log" 2>&1 && ok 'two packages to be served' || bad 'two packages to be served' "$(tail -3 "$served/home.log")"
grep -hoE '"(/p/\{\}[^"*]*\.html|/|/board|/search|/login|/sessions)"' "$root"/engine/web/page_*.c | tr -d '"' | sort -u > "$served/pages"
[ "$(wc -l < "$served/pages")" -gt 25 ] && ok 'the list of the pages that it has' || bad 'the list of the pages that it has' "$(cat "$served/pages")"
GIT_CONFIG_NOSYSTEM=1 timeout 2400 node "$served/npm/serve.mjs" "$build/sarflow" "$served/home" "$served/pages" > "$served/walk" 2> "$served/walk.err" || bad 'the walk through the pages came to its end' "$(tail -5 "$served/walk.err")"
while read -r verdict name; do case $verdict in ok) ok "$name" ;; FAIL) bad "$name" ;; esac; done < "$served/walk"
if [ "${BASH_SOURCE[0]}" = "$0" ]; then exit $failed; fi
