#!/usr/bin/env bash
# Builds Genrelens and opens a CSV of tracks: in a window where there is a screen, as a report where there is none.
#   run.sh [tracks.csv]        without a file: the invented tracks that come along
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

if [ $# -gt 1 ]; then
    echo "Usage: run.sh [tracks.csv]" >&2
    exit 2
fi
file=$root/resources/sample/tracks.csv
if [ $# -eq 1 ]; then
    case $1 in
    /*) file=$1 ;;
    *) file=$PWD/$1 ;;
    esac
fi
if [ ! -f "$file" ] || [ ! -r "$file" ]; then
    echo "There is no readable file $file." >&2
    exit 2
fi

"$root/packaging/install-deps.sh"

# Quiet unless something is wrong: the build's own words matter only then.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
build() { (cd "$root" && cmake --preset release && cmake --build --preset release --target genrelens); }
echo "Building Genrelens (the first time takes a few minutes) ..."
if ! build >"$log" 2>&1; then
    cat "$log" >&2
    echo "The build failed; its messages stand above." >&2
    exit 1
fi
program=$root/build/release/genrelens

# A display variable may point nowhere (a dead ssh session): ask the socket, not the variable.
has_display() {
    if [ -n "${WAYLAND_DISPLAY:-}" ]; then
        case $WAYLAND_DISPLAY in
        /*) [ -S "$WAYLAND_DISPLAY" ] && return 0 ;;
        *) [ -S "${XDG_RUNTIME_DIR:-/nonexistent}/$WAYLAND_DISPLAY" ] && return 0 ;;
        esac
    fi
    case ${DISPLAY:-} in
    '') return 1 ;;
    :*)
        local number=${DISPLAY#:}
        [ -S "/tmp/.X11-unix/X${number%%.*}" ]
        ;;
    *) return 0 ;; # forwarded or on another machine: take its word
    esac
}

if has_display; then
    rm -f "$log"
    exec "$program" "$file"
fi

out=$PWD/genrelens-report
echo "No screen here: writing a report of $file"
QT_QPA_PLATFORM=offscreen "$program" report "$file" --out "$out"
echo "The report is in $out"
