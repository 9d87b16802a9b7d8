#!/bin/sh
# Makes sure that what apt or another package manager must provide is there, or the packages named as arguments. Does
# nothing when it is.
set -eu

# What each package is for: C compiler and linkers for the encrypted database, WebKit for the window, WebKit's driver and
# a virtual screen for the end-to-end test, poppler and qpdf to read back what was printed, a keyring to test with.
packages="build-essential pkg-config perl lld libwebkit2gtk-4.1-dev webkit2gtk-driver xvfb xauth
    poppler-utils qpdf dbus gnome-keyring"
[ $# = 0 ] || packages="$*"

missing_packages() {
    for package in $packages; do
        state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$state" = installed ] || printf ' %s' "$package"
    done
}

missing_programs() {
    for program in cc make perl pkg-config ld.lld pdftotext pdffonts qpdf Xvfb WebKitWebDriver dbus-run-session gnome-keyring-daemon; do
        command -v "$program" >/dev/null 2>&1 || printf '  %s\n' "$program"
    done
    if command -v pkg-config >/dev/null 2>&1; then
        pkg-config --exists webkit2gtk-4.1 || printf '  %s\n' 'webkit2gtk-4.1 (development files)'
    fi
}

if command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1; then
    missing=$(missing_packages)
    [ -n "$missing" ] || exit 0
    echo "system packages to install:$missing"
    if [ "$(id -u)" = 0 ]; then
        as_root=env
    elif command -v sudo >/dev/null 2>&1; then
        as_root="sudo env"
    else
        echo "Neither root nor sudo: ask somebody who is to run  apt-get install$missing" >&2
        exit 1
    fi
    $as_root DEBIAN_FRONTEND=noninteractive apt-get update -q
    # shellcheck disable=SC2086 # a list of names
    $as_root DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
elif [ $# -gt 0 ]; then
    echo "This is not a Debian-like system; wanted are the programs of: $packages"
else
    missing=$(missing_programs)
    [ -n "$missing" ] || exit 0
    echo "This is not a Debian-like system. Please install what provides:" >&2
    echo "$missing" >&2
    echo "On Debian 12 these come from:  $(echo $packages)" >&2
    exit 1
fi
