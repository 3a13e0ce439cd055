# Reads a LastTest.log of CTest and prints "passed failed skipped". Tests made with Qt Test count by their functions,
# others as one; a test that dies before its totals counts as one failure.
function finish() {
    if (!open) return
    if (!good && !blockFailed) failed++
    if (good && !hasTotals) passed++
    open = 0
}
/^[0-9]+\/[0-9]+ Testing: / { finish(); open = 1; good = 0; hasTotals = 0; blockFailed = 0 }
/^Totals: [0-9]+ passed, [0-9]+ failed, [0-9]+ skipped/ {
    hasTotals = 1; blockFailed += $4
    passed += $2; failed += $4; skipped += $6
}
/^Test Passed\.$/ { good = 1 }
END { finish(); print passed + 0, failed + 0, skipped + 0 }
