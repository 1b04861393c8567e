#!/bin/bash
# t_sim.sh: a short run of the simulation (tests/sim): nothing is lost in it, every class of fault fires, one seed is one
# life, and nothing that is meant for the simulated disc reaches the system.
. "$(dirname "$0")/case.sh"
cd "$ROOT" || exit 1
SIM=$BUILD/sim
# a bug that can no longer be planted is looked for by nobody
for PATCH in tests/sim/planted/*.patch; do ok "$(basename "$PATCH" .patch) can be planted" git apply --check "$PATCH"; done
if [ -n "$SANITIZED" ]; then skip 'the simulation' 'a sanitizer stands before the same calls'; finish; exit; fi
ok 'lives on the store in memory' "$SIM" memory 20000
ok 'lives on the simulated disc' "$SIM" disc 12000
digest() { "$SIM" disc 1 "$1" 1 | sed -n 's/^digest //p'; }
FIRST=$(digest 7) AGAIN=$(digest 7) OTHER=$(digest 8)
is 'one seed is one life' "$FIRST" "$AGAIN"
no 'another seed is another' test "$FIRST" = "$OTHER"
strace -f -e trace=%file -o "$SANDBOX/calls" "$SIM" disc 1 7 1 >"$OUT"
has templates "$SANDBOX/calls"
lacks '"/sim' "$SANDBOX/calls"
finish
