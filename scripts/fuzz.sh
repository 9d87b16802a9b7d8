#!/bin/sh
# make fuzz: ten minutes of random input, or SECONDS_TO_FUZZ, from SEED when it is given. With cargo-fuzz and a nightly
# toolchain libFuzzer steers; without, mutations of the synthetic cases run on the stable toolchain.
set -eu
cd "$(dirname -- "$0")/.."
seconds=${SECONDS_TO_FUZZ:-600}
if cargo +nightly fuzz --version >/dev/null 2>&1; then
    mkdir -p target/fuzz-corpus
    find tests/cases -path '*/input/*' -type f -size -200k -exec cp {} target/fuzz-corpus/ \;
    cargo +nightly fuzz run --fuzz-dir fuzz --features libfuzzer protein -- -max_total_time="$((seconds / 10))"
    cargo +nightly fuzz run --fuzz-dir fuzz --features libfuzzer packets -- -max_total_time="$((seconds / 10))"
    exec cargo +nightly fuzz run --fuzz-dir fuzz --features libfuzzer files target/fuzz-corpus -- \
        -max_total_time="$seconds" ${SEED:+-seed="$SEED"}
fi
# shellcheck disable=SC2086 # no seed is no argument
exec cargo run --locked -p shirube-fuzz --bin fuzz -- "$seconds" ${SEED:-}
