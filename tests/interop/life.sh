#!/bin/bash
# life.sh BUILD [NPM]: the whole life of the F110 repair in browsers, by life.mjs; for run, or alone.  NPM: a folder with playwright.
# Profile and package come from a terminal, as they do in life; what follows needs none.  Lines "ok NAME" and "FAIL NAME".
build=$(cd "$1" && pwd); root=$(cd "$(dirname "$0")/../.." && pwd); work=$(mktemp -d "${TMPDIR:-/var/tmp}/sarflow-life.XXXXXX"); trap 'rm -rf "$work"' EXIT
export HOME=$work/home SARFLOW_NOW=1795392000 GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME='Kenji Mori' GIT_AUTHOR_EMAIL=kenji.mori@minato-turbine.example
npm=${2:-$work/npm}; mkdir -p "$HOME" "$npm" "$work/team"
[ -d "$npm/node_modules" ] || { cp "$root"/tests/interop/package*.json "$npm/"; npm --prefix "$npm" ci --no-audit --no-fund --ignore-scripts >"$work/npm.log" 2>&1 || { echo "FAIL npm brings playwright"; tail -3 "$work/npm.log"; }; }
cp "$root/tests/interop/life.mjs" "$npm/"
SF=$build/sarflow ENDO='Sachiko Endo <sachiko.endo@minato-turbine.example>' KANDA='Hiroshi Kanda <hiroshi.kanda@minato-turbine.example>'
cd "$work/team" || exit 1
{ "$SF" import "$root/packages/MINATO-YOKOSUKA" && cp -r "$root/packages/MINATO-YOKOSUKA.mended/." MINATO-YOKOSUKA/ && "$SF" -C MINATO-YOKOSUKA save -m mended &&
  "$SF" -C MINATO-YOKOSUKA appoint "$ENDO" --role quality && "$SF" -C MINATO-YOKOSUKA appoint "$KANDA" --role signatory && "$SF" -C MINATO-YOKOSUKA do start-review &&
  "$SF" -C MINATO-YOKOSUKA --as "$ENDO" sign --role quality && "$SF" -C MINATO-YOKOSUKA --as "$KANDA" sign --role signatory --elements 1 && "$SF" -C MINATO-YOKOSUKA --as "$KANDA" do put-in-force &&
  "$SF" import "$root/packages/F110-NOZ-001" && cp -r "$root/packages/F110-NOZ-001.mended/." F110-NOZ-001/ && "$SF" -C F110-NOZ-001 use profile ../MINATO-YOKOSUKA &&
  "$SF" -C F110-NOZ-001 save -m mended; } >"$work/set.log" 2>&1 && echo 'ok a profile in force, and a package that rests on it' || { echo 'FAIL a profile in force, and a package that rests on it'; tail -3 "$work/set.log"; }
for who in mori:'Kenji Mori' abe:'Naoki Abe' endo:'Sachiko Endo' kanda:'Hiroshi Kanda'; do
	name=${who#*:} mail=$(echo "${who#*:}" | tr 'A-Z ' 'a-z.')
	echo "a long password of ${who%%:*}" | "$SF" user add "$name <$mail@minato-turbine.example>" >/dev/null || echo "FAIL an account for $name"
done
timeout 300 node "$npm/life.mjs" "$SF" "$work/team" "$work" "$root" 2>"$work/err" || { echo 'FAIL the life came to its end'; tail -12 "$work/err"; }
"$SF" -C F110-NOZ-001 verify >"$work/judged" 2>&1 && echo 'ok and what was recorded stands' || { echo 'FAIL and what was recorded stands'; tail -5 "$work/judged"; }
