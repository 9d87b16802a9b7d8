#!/bin/sh
# make run: builds everything, fills a demo workspace with synthetic patients, opens the window on it.
set -eu
. "$(dirname -- "$0")/stage.sh"

workspace=demo-workspace

# The list of documents is printed once, at the end.
fill_workspace() { "$built/shirube" demo --cases tests/cases --workspace "$workspace" >/dev/null; }
has_display() { [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; }

prepare
stage "demo workspace: import, match, draft" fill_workspace
all_stages

printf '\nThe documents of the synthetic patients:\n'
find "$workspace" -name '*.pdf' | sort | sed 's/^/  /'
if has_display; then
    echo "Opening the window. Close it to come back."
    SHIRUBE_WORKSPACE="$top/$workspace" "$built/shirube-desktop"
else
    echo "There is no display here, so no window is opened. Everything else is done."
fi
