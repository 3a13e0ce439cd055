#pragma once

/// Put before a function whose loops are worth compiling three times: for any x86-64, for AVX2 and for
/// AVX-512; the best one that the processor runs is chosen when the program starts. Since products and sums
/// are not fused (-std=c++20 without extensions), all three give the same bits. Elsewhere it is nothing:
/// clang 14 does not know the attribute, and sanitizers start too late for its resolver. The names are levels
/// on purpose: "arch=haswell" and the like match that very processor only and leave all later ones with the
/// slow default.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(GENRELENS_SANITIZED)
#define GENRELENS_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define GENRELENS_CLONES
#endif
