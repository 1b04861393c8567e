#!/bin/bash
# verify.sh BUILD: all forged histories, judged by both verifiers; tests/case/t_verify.sh tries a share of them.
exec bash "$(dirname "$0")/../verify/run" "$1"
