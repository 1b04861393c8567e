# t_race.sh: a share of tests/trust/race.sh: several processes on one package at once, beside a stock git.
RACE=${RACE:-2}
. "$(dirname "${BASH_SOURCE[0]}")/../trust/race.sh"
