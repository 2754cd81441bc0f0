#!/bin/sh
# Prepares a checkout so that the program runs: bootstrap.sh run | dev
#
#   1. a Python from 3.11 on, with venv          3. the pinned dependencies, by hash, and this project
#   2. the system libraries that Qt needs        4. the French message catalogue
#
# Each step looks first and does nothing when there is nothing to do: a second start reinstalls nothing.
# Debian packages are installed only by root or where sudo asks no password; else the line to run is printed.
set -eu

cd "$(dirname "$0")/.."
KIND=${1:-run}
VENV=.venv
STAMP="$VENV/.installed"

say() { printf '%s\n' "$*" >&2; }

# ── Debian packages ──────────────────────────────────────────────────────────────────────────────────

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" -eq 0 ] && return 0
    command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

# install_packages WHY PACKAGE…: installs them, or prints the line to run and fails.
install_packages() {
    why=$1
    shift
    if may_install; then
        say "Installing $why: $*"
        as_root apt-get update -qq >/dev/null || say "apt-get update failed; trying with the lists at hand."
        if as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$@" >/dev/null; then
            return 0
        fi
        say "The installation failed. Once it works, start again:"
    else
        say "Missing on this machine: $why. Run this line once, then start again:"
    fi
    say ""
    say "    sudo apt-get install -y --no-install-recommends $*"
    say ""
    return 1
}

# ── Python ───────────────────────────────────────────────────────────────────────────────────────────

is_recent() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2])' >/dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if is_recent "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

base_python() {
    find_python && return 0
    install_packages "Python 3.11 or later" python3 python3-venv && find_python && return 0
    say "No Python 3.11 or later was found. Name one by PYTHON=/path/to/python3 make …"
    return 1
}

make_environment() {
    python=$(base_python)
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        install_packages "the venv module of Python" "$version-venv"
    fi
    say "Creating the virtual environment with $("$python" -V)…"
    rm -rf "$VENV"
    "$python" -m venv "$VENV"
}

# A virtual environment holds absolute paths: one that was moved, or whose Python is gone, is made again.
environment_works() {
    [ -x "$VENV/bin/python" ] &&
        "$VENV/bin/python" -c 'import pip, sys; sys.exit(sys.prefix != sys.argv[1])' "$(pwd -P)/$VENV" \
            >/dev/null 2>&1
}

# ── Libraries of Qt ──────────────────────────────────────────────────────────────────────────────────

# File that the loader looks for, and the Debian package that holds it: what drawing needs anywhere…
DRAWING='
libEGL.so.1 libegl1
libGL.so.1 libgl1
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libglib-2.0.so.0 libglib2.0-0
libgssapi_krb5.so.2 libgssapi-krb5-2
libxkbcommon.so.0 libxkbcommon0
'
# …and what a display needs besides, X or Wayland.
DISPLAYING='
libX11.so.6 libx11-6
libX11-xcb.so.1 libx11-xcb1
libwayland-client.so.0 libwayland-client0
libwayland-cursor.so.0 libwayland-cursor0
libwayland-egl.so.1 libwayland-egl1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
'

known_libraries() {
    if [ -x /sbin/ldconfig ]; then
        /sbin/ldconfig -p
    else
        find /lib /usr/lib /usr/local/lib -name 'lib*.so.*' 2>/dev/null
    fi
}

missing_packages() {
    present=$(known_libraries)
    printf '%s' "$1" | while read -r file package; do
        [ -n "$file" ] || continue
        case $present in *"$file"*) ;; *) printf '%s ' "$package" ;; esac
    done
}

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

# Without a display, `run` draws nothing and the tests draw off screen: what is needed is what must be there.
check_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    all=$(missing_packages "$DRAWING$DISPLAYING")
    [ -n "$all" ] || return 0
    needed=
    if has_display; then
        needed=$all
    elif [ "$KIND" = dev ]; then
        needed=$(missing_packages "$DRAWING")
    fi
    # shellcheck disable=SC2086 # a list of package names
    if may_install; then
        install_packages "the libraries that Qt draws with" $all || [ -z "$needed" ]
    elif [ -n "$needed" ]; then
        install_packages "the libraries that Qt draws with" $needed
    fi
}

# ── Dependencies ─────────────────────────────────────────────────────────────────────────────────────

# What was installed: the same inputs give the same mark. `dev` holds all of `run`.
mark() { cat pyproject.toml packaging/requirements.lock packaging/requirements-dev.lock | cksum; }

is_installed() {
    [ -f "$STAMP" ] || return 1
    read -r kind sum <"$STAMP"
    [ "$sum" = "$(mark)" ] && { [ "$kind" = dev ] || [ "$kind" = "$KIND" ]; }
}

install_dependencies() {
    lock=packaging/requirements.lock
    [ "$KIND" = run ] || lock=packaging/requirements-dev.lock
    say "Installing the pinned dependencies ($lock)…"
    rm -f "$STAMP"
    pip="$VENV/bin/python -m pip --disable-pip-version-check --quiet install"
    $pip --require-hashes --only-binary :all: -r "$lock"
    $pip --no-build-isolation --no-deps --no-index -e .
    printf '%s %s\n' "$KIND" "$(mark)" >"$STAMP"
}

# ── Catalogue ────────────────────────────────────────────────────────────────────────────────────────

compile_catalogue() {
    compiled=i18n/fr/LC_MESSAGES/numspot_desk.mo
    if [ ! -f "$compiled" ] || [ -n "$(find i18n -name '*.po' -newer "$compiled" | head -n 1)" ]; then
        "$VENV/bin/python" packaging/catalogues.py compile
    fi
}

case $KIND in run | dev) ;; *) say "usage: bootstrap.sh run|dev"; exit 2 ;; esac
environment_works || make_environment
check_libraries
is_installed || install_dependencies
compile_catalogue
