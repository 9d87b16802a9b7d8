#!/bin/sh
# Drives the real window by WebKit's own driver; on a virtual screen, so that nobody's screen is taken.
set -eu
cd "$(dirname -- "$0")/.."
exec xvfb-run --auto-servernum --server-args='-screen 0 1400x900x24 -nolisten tcp' node --test tests/e2e/*.test.mjs
