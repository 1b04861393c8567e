#!/bin/bash
# planted.sh BUILD: bugs planted in a copy of the engine, each of which the simulation must catch.
exec bash "$(dirname "$0")/../sim/planted.sh" "$1"
