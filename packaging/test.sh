#!/usr/bin/env bash
# Builds and runs all tests: offscreen, then those of widgets and the program once more on a real X server.
#   GENRELENS_WERROR=ON        treats warnings as errors
#   GENRELENS_SHARED=folder    where real data and reference numbers lie (else ../shared); tests skip without it
# The last line says how many passed, failed and were skipped.
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
tree=build/release
passed=0
failed=0
skipped=0

# Adds what the log of the last run says to the totals; $1 is the exit code of that run.
add_totals() {
    local p=0 f=0 s=0 log=$tree/Testing/Temporary/LastTest.log
    [ -f "$log" ] && read -r p f s < <(awk -f packaging/test-totals.awk "$log")
    if [ "$1" -ne 0 ] && [ "$f" -eq 0 ]; then
        f=1 # a test that could not even start is in no log
    fi
    passed=$((passed + p))
    failed=$((failed + f))
    skipped=$((skipped + s))
    rm -f "$log"
}

run_tests() {
    rm -f "$tree/Testing/Temporary/LastTest.log"
    "$@"
    add_totals $?
}

if packaging/install-deps.sh --tests &&
    cmake --preset release "-DGENRELENS_WERROR=${GENRELENS_WERROR:-OFF}" -DGENRELENS_TESTS=ON &&
    cmake --build --preset release; then
    run_tests ctest --preset release
    if [ "$(ctest --test-dir "$tree" -N -L '^(app|widgets)$' | grep -c 'Test *#')" -gt 0 ]; then
        QT_QPA_PLATFORM=xcb run_tests xvfb-run -a -s "-screen 0 1600x1000x24" \
            ctest --test-dir "$tree" --output-on-failure -L '^(app|widgets)$'
    fi
else
    failed=1
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
