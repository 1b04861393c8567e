#!/bin/sh
# base.sh PROGRAM FOLDER: the package that forge.py forges: one of tests/old/1, whole, with a note and a letter more, every
# object in a file of its own.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
export SARFLOW_NOW=1795392000 SARFLOW_SEED=forge GIT_CONFIG_NOSYSTEM=1
git clone -q "$here/tests/old/1/adopted.bundle" "$2" 2>/dev/null
cd "$2"
git fetch -q origin 'refs/sar/*:refs/sar/*'
git remote remove origin
mkdir -p .git/lfs && cp -r "$here/tests/old/1/objects" .git/lfs/objects
"$1" --as 'Kenji Mori <kenji.mori@minato-turbine.example>' note -m 'The office was told by telephone.' >/dev/null
"$1" --as 'Kenji Mori <kenji.mori@minato-turbine.example>' letter in --letter "$here/packages/letters/F110-NOZ-001/inquiry-reply.pdf" \
	--by 'SASPO, J. Doe' --on 2026-11-20 --received 2026-11-21 >/dev/null
mv .git/objects/pack "$2.pack"
for pack in "$2.pack"/*.pack; do git unpack-objects -q <"$pack"; done
rm -rf "$2.pack" .git/objects/info
find . -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} +
