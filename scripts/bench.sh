#!/bin/sh
# make bench: how fast the released command is, against named peers. The genome has 4,500,000 records and each side runs
# five times unless SHIRUBE_BENCH_RECORDS and SHIRUBE_BENCH_ROUNDS say otherwise; it stays in target/bench.
set -eu
. "$(dirname -- "$0")/stage.sh"

prepare
stage "peers: htslib, bcftools" sh scripts/system-packages.sh tabix bcftools
release="--release --locked -p shirube-cli -p xtask -p shirube-tests --bins --bench open_case"
# shellcheck disable=SC2086
stage "build the released programs" cargo build $release
# shellcheck disable=SC2086
open_case=$(cargo build $release --quiet --message-format=json |
    sed -n 's/.*"executable":"\([^"]*open_case[^"]*\)".*/\1/p')
programs=${CARGO_TARGET_DIR:-target}/release
stage "bench" "$programs/xtask" bench "$programs/shirube" "$open_case"
