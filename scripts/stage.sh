# Sourced by the other scripts: named stages with their minutes.

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$top"
built=${CARGO_TARGET_DIR:-target}/debug
minutes_of_all_stages=""

minutes_between() {
    awk -v seconds="$(($2 - $1))" 'BEGIN { printf "%.1f", seconds / 60 }'
}

# stage NAME COMMAND…: runs the command and stops everything when it fails.
stage() {
    stage_name=$1
    shift
    printf '\n== %s\n' "$stage_name"
    stage_began=$(date +%s)
    if "$@"; then
        outcome=ok
    else
        outcome=FAILED
    fi
    line=$(printf '%6s min  %-6s  %s' "$(minutes_between "$stage_began" "$(date +%s)")" "$outcome" "$stage_name")
    minutes_of_all_stages="$minutes_of_all_stages$line
"
    [ "$outcome" = ok ] || { all_stages; exit 1; }
}

# Prints the table of what ran.
all_stages() {
    printf '\n== minutes\n%s' "$minutes_of_all_stages"
}

node_is_new_enough() {
    command -v node >/dev/null 2>&1 &&
        node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

check_tools() {
    if ! command -v cargo >/dev/null 2>&1; then
        echo "Rust is missing. Install rustup from https://rustup.rs and open a new shell." >&2
        return 1
    fi
    if ! node_is_new_enough || ! command -v npm >/dev/null 2>&1; then
        echo "Node 20.19 or newer with npm is needed; found: $(node --version 2>/dev/null || echo none)." >&2
        echo "Debian 12 ships an older one. Get one from https://nodejs.org (LTS archive: unpack, put its bin/ into PATH)," >&2
        echo "from https://github.com/nodesource/distributions, or with a version manager such as nvm or fnm." >&2
        return 1
    fi
}

# Installs the window's packages when the lock file has changed since the last time.
install_ui_packages() {
    cmp -s ui/package-lock.json ui/node_modules/.installed-lock.json && return 0
    (cd ui && npm ci --no-audit --no-fund) && cp ui/package-lock.json ui/node_modules/.installed-lock.json
}

# Builds the screens when one of their sources is newer than the last build.
build_ui() {
    if [ -f ui/dist/index.html ] &&
        [ -z "$(find ui/src ui/index.html ui/package-lock.json ui/vite.config.ts -newer ui/dist/index.html -print -quit)" ]; then
        echo "the screens are up to date"
        return 0
    fi
    (cd ui && npm run build)
}

# What every target needs: packages, tools, screens, programs, fonts.
prepare() {
    stage "system packages" sh scripts/system-packages.sh
    stage "tools" check_tools
    stage "packages of the screens" install_ui_packages
    stage "build the screens" build_ui
    stage "build the programs" cargo build --workspace --locked
    stage "fonts" "$built/xtask" fonts
}
