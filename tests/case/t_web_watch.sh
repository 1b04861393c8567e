#!/bin/bash
# t_web_watch.sh: who watches over sarflow serve: its numbers, its unit for systemd, and what make install puts where.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
mkdir served; (cd served && fresh FRESH)

# ---- numbers, for this machine alone, and of nobody
start served
get 200 /board; get 404 /nothing; get 404 /nothing
get 200 /metrics; has 'Content-Type: text/plain; version=0.0.4' head; cp body one
sample() { awk -v n="$1" '$1 == n { print $2 }' "${2:-body}"; }
is 'what was not there' 2 "$(sample 'sarflow_requests_total{code="4xx"}' one)"
is 'each sample is a number, each name is told what it is' '' "$(grep -v '^#' one | grep -vE '^[a-z_]+(\{[a-z]+="[^"]*"\})? [0-9.]+$'; grep -v '^#' one | sed 's/[ {].*//; s/_bucket$//; s/_sum$//; s/_count$//' | sort -u | while read -r name; do grep -q "^# TYPE $name " one || echo "$name"; done)"
is 'buckets only grow' '' "$(grep _bucket one | awk '{ if ($2 < last) print; last = $2 }')"
lacks FRESH one; lacks 127.0.0.1 one
get 200 /board; get 200 /metrics; ok 'it grows' test "$(sample 'sarflow_requests_total{code="2xx"}')" -gt "$(sample 'sarflow_requests_total{code="2xx"}' one)"
get 404 /metrics -H 'X-Forwarded-For: 192.0.2.7'; get 404 /metrics -H 'Forwarded: for=192.0.2.7'
stop; is 'it ends well' 0 $?

# ---- what is installed, and the unit
ok 'make install' make -C "$ROOT" install B="$BUILD" PREFIX="$SANDBOX/there" DESTDIR=
unit=$SANDBOX/there/lib/systemd/system/sarflow.service
has "ExecStart=$SANDBOX/there/bin/sarflow serve /srv/sar --team" $unit; lacks '@PREFIX@' $unit
for line in NoNewPrivileges=true ProtectSystem=strict ProtectHome=true 'CapabilityBoundingSet=' 'ReadWritePaths=/srv/sar' 'User=sarflow'; do has "$line" $unit; done
ok 'the program that is installed finds its templates' env -u SARFLOW_TEMPLATES "$SANDBOX/there/bin/sarflow" template list
if command -v systemd-analyze >/dev/null; then
	systemd-analyze verify --man=no --recursive-errors=no $unit >verified 2>&1; got=$?
	is 'systemd takes it' "0 " "$got $(cat verified)"
	systemd-analyze security --offline=true --threshold=25 $unit >exposed 2>&1; is 'and finds it well shut' 0 $?
else
	skip 'systemd takes it' 'there is no systemd-analyze'
fi
finish
