#pragma once

/// Put before a function whose loops are worth compiling three times: for any x86-64, for AVX2 and for
/// AVX-512; the best one that the processor runs is chosen when the program starts. Since products and sums
/// are not fused (-std=c++20 without extensions), all three give the same bits. Elsewhere it is nothing:
/// clang 14 does not know the attribute, and sanitizers start too late for its resolver.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(GENRELENS_SANITIZED)
#define GENRELENS_CLONES __attribute__((target_clones("default", "arch=haswell", "arch=skylake-avx512")))
#else
#define GENRELENS_CLONES
#endif
