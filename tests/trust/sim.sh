#!/bin/bash
# sim.sh BUILD: a long run of the simulation of both kinds; SIM=steps of each, SEED=the first life.
cd "$(dirname "$0")/../.." || exit 1
bad=0
for kind in memory disc; do
	found=$("$1/sim" $kind "${SIM:-1000000}" "${SEED:-1}" 2>&1) || bad=1
	[ "$bad" = 0 ] && echo "ok $(sed -n "/^$kind:/p" <<<"$found")" || { echo "not ok $kind"; echo "$found"; break; }
done
exit $bad
