#!/bin/bash
# cage.sh BUILD: everything planted, against every command; tests/case/t_cage.sh tries a sample of them.
CAGE=all exec bash "$(dirname "$0")/../case/t_cage.sh" "$1"
