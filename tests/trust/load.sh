#!/bin/bash
# load.sh BUILD: eight who write to one package at once, 40 remarks each (LOAD); tests/case/t_load.sh tries a few.
WRITERS=${WRITERS:-8} LOAD=${LOAD:-40} exec bash "$(dirname "$0")/../case/t_load.sh" "$1"
