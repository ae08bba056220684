#ifndef CSLEEF_H
#define CSLEEF_H

#include <stddef.h>

/// Elementary functions over arrays, through the deterministic entry points of SLEEF (`Sleef_finz_*`, `Sleef_cinz_*`).
/// Paths 0 to 2 use fused multiply-add and give the same bits as each other; so do paths 3 and 4, which do without.

enum csleef_path {
  csleef_wide = 0,            // AVX-512F, eight lanes
  csleef_narrow = 1,          // AVX2 and FMA, four lanes; on aarch64 Advanced SIMD, two lanes
  csleef_scalar = 2,          // one lane, with fused multiply-add
  csleef_portable = 3,        // SSE2, two lanes, without fused multiply-add
  csleef_portable_scalar = 4  // one lane, without fused multiply-add
};

enum csleef_function {
  csleef_exp,
  csleef_log,
  csleef_log2,
  csleef_log10,
  csleef_log1p,
  csleef_expm1,
  csleef_sin,
  csleef_cos,
  csleef_tan,
  csleef_atan,
  csleef_tanh,
  csleef_erf
};

/// 1 when this processor can run the path, else 0.
int csleef_supports(int path);

/// y[i] = f(x[i]). `x` and `y` may be the same array, but may not overlap otherwise.
void csleef_map(int path, int function, const double *x, double *y, size_t count);

/// y[i] = x[i] to the power exponent[i].
void csleef_pow(int path, const double *x, const double *exponent, double *y, size_t count);

/// y[i] = exp(scale * (high[i] + low[i])), where the sum is exact to about 60 bits and |scale| <= 1e300.
void csleef_exp_scaled(int path, double scale, const double *high, const double *low, double *y, size_t count);

#endif
