// Compiled once for each instruction set, so no #pragma once: Highway tells by a toggle.
#if defined(GENRELENS_UMAP_MATH) == defined(HWY_TARGET_TOGGLE)
#ifdef GENRELENS_UMAP_MATH
#undef GENRELENS_UMAP_MATH
#else
#define GENRELENS_UMAP_MATH
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace genrelens::HWY_NAMESPACE
{

namespace hn = hwy::HWY_NAMESPACE;

// The functions below are sums and products of polynomials, never fused (see core/CMakeLists.txt), so that
// every instruction set gives the same bits. Coefficients are minimax fits.

// 2^whole, for whole numbers from -126 to 127.
template <class D, class VI>
HWY_ATTR HWY_INLINE hn::Vec<D> powerOfTwo(D d, VI whole)
{
    const hn::RebindToSigned<D> di;
    return hn::BitCast(d, hn::ShiftLeft<23>(hn::Add(whole, hn::Set(di, 127))));
}

// 2^x to 7 digits, for x from -126 to 127.
template <class D, class V>
HWY_ATTR HWY_INLINE V exp2Fine(D d, V x)
{
    const auto whole = hn::NearestInt(x);
    const V f = hn::Sub(x, hn::ConvertTo(d, whole));
    V p = hn::Set(d, 1.535336188319500e-4F); // Cephes
    p = hn::Add(hn::Mul(p, f), hn::Set(d, 1.339887440266574e-3F));
    p = hn::Add(hn::Mul(p, f), hn::Set(d, 9.618437357674640e-3F));
    p = hn::Add(hn::Mul(p, f), hn::Set(d, 5.550332471162809e-2F));
    p = hn::Add(hn::Mul(p, f), hn::Set(d, 2.402264791363012e-1F));
    p = hn::Add(hn::Mul(p, f), hn::Set(d, 6.931472028550421e-1F));
    p = hn::Add(hn::Mul(p, f), hn::Set(d, 1.0F));
    return hn::Mul(p, powerOfTwo(d, whole));
}

// x^b to 4 digits, which a force needs no more of; x above 0 and neither tiny nor huge.
template <class D, class V>
HWY_ATTR HWY_INLINE V powCoarse(D d, V x, V b)
{
    const hn::RebindToSigned<D> di;
    const auto bits = hn::BitCast(di, x);
    const auto exponent = hn::ShiftRight<23>(hn::Sub(bits, hn::Set(di, 0x3f3504f3))); // m from sqrt(1/2)
    const V m = hn::BitCast(d, hn::Sub(bits, hn::ShiftLeft<23>(exponent)));
    const V t = hn::Sub(m, hn::Set(d, 1.0F));
    V log = hn::Set(d, -0.32963111F);
    log = hn::Add(hn::Mul(log, t), hn::Set(d, 0.51750767F));
    log = hn::Add(hn::Mul(log, t), hn::Set(d, -0.72490378F));
    log = hn::Add(hn::Mul(log, t), hn::Set(d, 1.44176082F));
    log = hn::Add(hn::Mul(log, t), hn::ConvertTo(d, exponent));
    const V y = hn::Mul(log, b);
    const auto whole = hn::NearestInt(y);
    const V f = hn::Sub(y, hn::ConvertTo(d, whole));
    V p = hn::Set(d, 0.05517167F);
    p = hn::Add(hn::Mul(p, f), hn::Set(d, 0.24261112F));
    p = hn::Add(hn::Mul(p, f), hn::Set(d, 0.69326099F));
    p = hn::Add(hn::Mul(p, f), hn::Set(d, 0.99992807F));
    return hn::BitCast(d, hn::Add(hn::BitCast(di, p), hn::ShiftLeft<23>(whole)));
}

} // namespace genrelens::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
