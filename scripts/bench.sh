#!/bin/sh
# make bench: how fast the released command is, against named peers.
set -eu
. "$(dirname -- "$0")/stage.sh"

prepare
stage "peers: htslib, bcftools" sh scripts/system-packages.sh tabix bcftools
stage "build the released command" cargo build --release --locked -p shirube-cli
stage "bench" "$built/xtask" bench "${CARGO_TARGET_DIR:-target}/release/shirube"
