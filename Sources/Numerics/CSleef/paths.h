#ifndef CSLEEF_PATHS_H
#define CSLEEF_PATHS_H

#include <stddef.h>

// What one path can do: the functions in the order of `enum csleef_function`.
struct path_table {
  void (*map[12])(const double *x, double *y, size_t count);
  void (*pow)(const double *x, const double *exponent, double *y, size_t count);
  void (*exp_scaled)(double scale, const double *high, const double *low, double *y, size_t count);
};

extern const struct path_table csleef_scalar_table;
#if defined(__x86_64__)
extern const struct path_table csleef_avx512_table;
extern const struct path_table csleef_avx2_table;
extern const struct path_table csleef_sse2_table;
extern const struct path_table csleef_plain_table;
#elif defined(__aarch64__)
extern const struct path_table csleef_advsimd_table;
#endif

#endif
