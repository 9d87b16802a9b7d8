#!/bin/sh
# make test: everything that must hold, quick things first. `full` adds what takes long.
set -eu
. "$(dirname -- "$0")/stage.sh"

ui() { (cd ui && npm run --silent "$1"); }

prepare
stage "format" cargo fmt --all --check
stage "tidy" "$built/xtask" tidy
stage "knowledge base" "$built/xtask" kb verify
stage "screens: types" ui check
stage "screens: lint" ui lint
stage "screens: tests" ui test
stage "clippy" cargo clippy --workspace --all-targets --locked -- -D warnings
stage "tests" cargo test --workspace --locked
stage "end to end in a window" sh scripts/end-to-end.sh
if [ "${1:-}" = full ]; then
    stage "tests that take long" cargo test --workspace --locked -- --ignored
fi
all_stages
