#!/bin/sh
# make fuzz: ten minutes of random input, or SECONDS_TO_FUZZ, from SEED when it is given.
set -eu
cd "$(dirname -- "$0")/.."
# shellcheck disable=SC2086 # no seed is no argument
exec cargo run --locked -p shirube-fuzz --bin fuzz -- "${SECONDS_TO_FUZZ:-600}" ${SEED:-}
