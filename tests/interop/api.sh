#!/bin/bash
# api.sh: the JSON API by ajv and a validator of OpenAPI 3.1, by api.mjs; part of run, or alone: api.sh BUILD.
if [ "${BASH_SOURCE[0]}" = "$0" ]; then
	build=$(cd "$1" && pwd); root=$(cd "$(dirname "$0")/../.." && pwd); work=$(mktemp -d "${TMPDIR:-/var/tmp}/sarflow-api.XXXXXX"); trap 'rm -rf "$work"' EXIT
	failed=0; ok() { echo "ok    $1"; }; bad() { failed=1; echo "FAIL  $1"; shift; printf '      %s\n' "$@"; }
	export HOME=$work/home SARFLOW_NOW=1795392000; mkdir "$HOME"; cd "$work" || exit 1
fi
api=$work/api; mkdir -p "$api/npm" "$api/home"; cp "$root"/tests/interop/package*.json "$root/tests/interop/api.mjs" "$api/npm/"
npm --prefix "$api/npm" ci --no-audit --no-fund --ignore-scripts > "$api/npm.log" 2>&1 && ok 'npm brings ajv and the validator, at the versions of package-lock.json' || bad 'npm brings ajv and the validator' "$(tail -3 "$api/npm.log")"
( cd "$api/home" && export GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME='Kenji Mori' GIT_AUTHOR_EMAIL=kenji.mori@minato-turbine.example
  cp -r "$root/packages/F110-NOZ-001" ../plain && cp -r "$root/packages/F110-NOZ-001.mended/." ../plain/ && "$build/sarflow" import ../plain &&
  "$build/sarflow" -C F110-NOZ-001 appoint 'Kenji Mori <kenji.mori@minato-turbine.example>' --role manager --role quality && cp "$root/packages/letters/F110-NOZ-001/inquiry-reply.pdf" reply.pdf &&
  "$build/sarflow" -C F110-NOZ-001 letter in --letter reply.pdf --by SASPO --on 2026-11-10 --received 2026-11-12 && rm reply.pdf &&
  for who in 'Kenji Mori <kenji.mori@minato-turbine.example>' 'Taro Nobody <taro.nobody@minato-turbine.example>'; do echo "a long password of one" | "$build/sarflow" user add "$who" || exit 1; done &&
  "$build/sarflow" user token kenji.mori@minato-turbine.example --new api --act > ../token && "$build/sarflow" user token taro.nobody@minato-turbine.example --new api --act > ../other ) > "$api/home.log" 2>&1 && ok 'a package to be served' || bad 'a package to be served' "$(tail -3 "$api/home.log")"
GIT_CONFIG_NOSYSTEM=1 timeout 600 node "$api/npm/api.mjs" "$build/sarflow" "$api/home" "$(cat "$api/token")" "$(cat "$api/other")" > "$api/asked" 2> "$api/asked.err" || bad 'the API was asked to its end' "$(head -12 "$api/asked.err")"
grep '^FAIL' "$api/asked" | sort | uniq -c | while read -r n _ name; do bad "$name ($n)"; done
grep -q '^FAIL' "$api/asked" && failed=$((failed + 1)); n=$(grep -c '^ok' "$api/asked"); [ "$n" -gt 500 ] && ok "$n answers and requests hold to the description" || bad 'many answers were judged' "$n"
if [ "${BASH_SOURCE[0]}" = "$0" ]; then exit $failed; fi
