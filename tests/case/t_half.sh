# t_half.sh: a share of tests/trust/half.sh: commands killed, and failed, at some of their system calls.
ONLY=${ONLY:-note,do,seal,save,attach,purge,new} SHARE=${SHARE:-150}
. "$(dirname "${BASH_SOURCE[0]}")/../trust/half.sh"
