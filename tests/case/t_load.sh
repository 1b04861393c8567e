#!/bin/bash
# t_load.sh: many who write to one package at once, by pages, by the API and at the terminal: no event is lost, none is recorded twice.  tests/trust/load.sh does it longer.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
unguarded; unset SARFLOW_SEED
H=team; mkdir $H; (cd $H && package) >/dev/null; P=F110-NOZ-001 D=$H/F110-NOZ-001
sarflow -C $D appoint "$QUALITY" --role quality >/dev/null; sarflow -C $D appoint "$ENGINEER" --role engineering >/dev/null
for who in "$MANAGER" "$QUALITY" "$ENGINEER"; do
	address=${who##*<}; address=${address%>}
	printf 'a long password of %s\n' "$who" | sarflow -C $H user add "$who" >/dev/null
	printf '%s\ta long password of %s\t%s\n' "$address" "$who" "$("$SARFLOW" -C $H user token "$address" --new load --act 2>/dev/null)" >>people
done
before=$(git -C $D rev-list --first-parent --count refs/sar/journal)
SERVE=--team; start $H
python3 "$ROOT/tests/case/load.py" "$BASE" $P $D "$SARFLOW" "${WRITERS:-3}" "${LOAD:-3}" <people >written 2>wrong; status=$?
[ $status = 0 ] && pass "$(sed -n 's/^# //p' written) requests, and nothing that must not be" || fail 'who writes at once' "$(cat wrong)"
ok 'the server ends as it should' stop
grep -v '^#' written | sort >wanted
is 'as many as there are to be' $(((${WRITERS:-3} + 1) * ${LOAD:-3})) "$(wc -l <wanted)"
for id in $(git -C $D rev-list --first-parent refs/sar/journal | head -$(($(git -C $D rev-list --first-parent --count refs/sar/journal) - before))); do git -C $D show "$id:note.md"; echo; done | sort >found
ok 'each is in the journal, once' diff wanted found
status 0 sarflow -C $D verify; has 'consistent'; status 0 sarflow -C $D status
finish
