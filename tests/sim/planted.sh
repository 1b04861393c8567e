#!/bin/bash
# planted.sh BUILD [NUMBER...]: bugs planted on purpose in a copy of the engine (tests/sim/planted/*.patch; the first line
# says which).  The simulation must catch each within a hundred lives, and must find nothing in the engine as it is.  A
# patch that no longer applies fails: plant the bug again where the code went.
B=${1:?use: tests/sim/planted.sh BUILD [NUMBER...]}; shift
here=$(cd "$(dirname "$0")" && pwd) || exit 1
root=$here/../.. LIVES=100 bad=0
B=$(cd "$B" && pwd) || exit 1
work=$(mktemp -d "${TMPDIR:-/tmp}/sarflow-planted.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
tell() { [ "$1" = ok ] || bad=1; echo "$*"; }
# lives KIND: the first thing that must not be, within so many lives; or what the engine itself asserts
lives() { timeout 300 "$work/build/sim" "$1" 1 1 $LIVES 2>&1 | sed -n '/^seed/{p;q}; /: Assertion /{s/.*: Assertion/seed unknown, Assertion/p;q}'; }
build() { make -s -C "$work" B=build build/sim >"$work/log" 2>&1; }

cp -a "$root/Makefile" "$root/engine" "$root/templates" "$root/tests" "$work/" && mkdir "$work/build" && cp -a "$B"/. "$work/build/" || exit 1
build || { tell not ok "the engine as it is: it is not built"; cat "$work/log"; exit 1; }
for kind in memory disc; do
	found=$(lives $kind)
	[ -z "$found" ] && tell ok "the engine as it is, $kind: nothing in $LIVES lives" || tell not ok "the engine as it is, $kind: $found"
done
for patch in "$here"/planted/*.patch; do
	name=$(basename "$patch" .patch)
	[ $# = 0 ] || [[ " $* " = *" ${name%%-*} "* ]] || continue
	if ! patch -s -N -F0 -d "$work" -p1 <"$patch" >"$work/log" 2>&1; then
		tell not ok "$name: the patch does not apply"; sed 's/^/    /' "$work/log"
		rm -rf "$work/engine"; cp -a "$root/engine" "$work/"
		continue
	fi
	if build; then
		found=$(lives disc); kind=disc
		[ -n "$found" ] || { found=$(lives memory); kind=memory; }
		[ -n "$found" ] && tell ok "$name: caught, $kind $found" || tell not ok "$name: not caught in $LIVES lives of either kind"
	else
		tell not ok "$name: it is not built"; tail -3 "$work/log"
	fi
	patch -s -R -d "$work" -p1 <"$patch"
	find "$work/engine" -name '*.orig' -delete
done
exit $bad
