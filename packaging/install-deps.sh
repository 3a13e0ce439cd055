#!/usr/bin/env bash
# Installs what building Genrelens needs from Debian or Ubuntu. Asks nothing; says nothing when all is there.
#   install-deps.sh            to build and run
#   install-deps.sh --tests    also what the tests need
#   install-deps.sh --ci       also the clang tools that the full check and fuzzing use
set -euo pipefail

packages=(g++ cmake ninja-build ccache pkg-config git
    qt6-base-dev qt6-charts-dev libqt6opengl6-dev qt6-svg-dev libqt6svg6
    libeigen3-dev nlohmann-json3-dev libtbb-dev libxxhash-dev libhwy-dev libarchive-dev libxgboost-dev
    fontconfig fonts-dejavu-core)

for option in "$@"; do
    case $option in
    --tests) packages+=(xvfb xauth openbox) ;;
    --ci) packages+=(clang clang-format clang-tidy libclang-rt-14-dev) ;;
    *)
        echo "install-deps.sh: unknown option $option (--tests and --ci are known)" >&2
        exit 2
        ;;
    esac
done

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "This is no Debian system: have the equivalents of these installed: ${packages[*]}" >&2
    exit 0
fi

# Provided packages count as installed, too: pkgconf stands for pkg-config on newer releases.
installed=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n${db:Status-Abbrev} ${Provides}\n' |
    sed -n 's/^ii *//p' | tr ',' '\n' | sed 's/^ *//; s/ .*//')
missing=()
for package in "${packages[@]}"; do
    grep -qxF -- "$package" <<<"$installed" || missing+=("$package")
done
((${#missing[@]})) || exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root=(env)
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n env)
else
    echo "These packages are missing. Please install them and start again:" >&2
    echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
fi

echo "Installing ${missing[*]}"
as_root+=(DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
"${as_root[@]}" update >/dev/null
"${as_root[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null
