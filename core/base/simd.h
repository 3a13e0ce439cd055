#pragma once

/// Put before a function whose loops are worth compiling three times: for any x86-64, for AVX2 and for
/// AVX-512; the best one that the processor runs is chosen when the program starts. All three give the same
/// bits for integers, and for floats in the files that core/CMakeLists.txt compiles with -ffp-contract=off;
/// in others g++ fuses a product and a sum where the processor can, and the last bits are the processor's.
/// Elsewhere it is nothing: clang 14 does not know the attribute, and sanitizers start too late for its
/// resolver. The names are levels on purpose: "arch=haswell" and the like match that very processor only and
/// leave all later ones with the slow default.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(GENRELENS_SANITIZED)
#define GENRELENS_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define GENRELENS_CLONES
#endif
