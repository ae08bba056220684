// The functions of one path. The including file defines
//   LANES      elements of a vector             TARGET      the target attribute of plain arithmetic
//   LOOP(f)    the name of the loop over whole vectors, `void (const double *x, double *y, size_t vectors)`
//   TABLE      the name of the table that this file fills
// A result may not depend on the place of an element in the array: the tail runs through the same vector routine,
// padded with ones.

#include "paths.h"
#include <float.h>

#pragma clang fp contract(off)

static inline void fill_tail(double *tail, const double *x, size_t rest) {
  for (size_t j = 0; j < LANES; j++) tail[j] = j < rest ? x[j] : 1.0;
}

static inline void take_tail(const double *tail, double *y, size_t rest) {
  for (size_t j = 0; j < rest; j++) y[j] = tail[j];
}

#define UNARY(name)                                                          \
  static void map_##name(const double *x, double *y, size_t count) {         \
    size_t rest = count % LANES, whole = count - rest;                       \
    LOOP(name)(x, y, whole / LANES);                                         \
    if (rest == 0) return;                                                   \
    double tail[LANES];                                                      \
    fill_tail(tail, x + whole, rest);                                        \
    LOOP(name)(tail, tail, 1);                                               \
    take_tail(tail, y + whole, rest);                                        \
  }

UNARY(exp)
UNARY(log)
UNARY(log2)
UNARY(log10)
UNARY(log1p)
UNARY(expm1)
UNARY(sin)
UNARY(cos)
UNARY(tan)
UNARY(atan)
UNARY(tanh)
UNARY(erf)

static void map_pow(const double *x, const double *exponent, double *y, size_t count) {
  size_t rest = count % LANES, whole = count - rest;
  LOOP(pow)(x, exponent, y, whole / LANES);
  if (rest == 0) return;
  double base[LANES], power[LANES];
  fill_tail(base, x + whole, rest);
  fill_tail(power, exponent + whole, rest);
  LOOP(pow)(base, power, base, 1);
  take_tail(base, y + whole, rest);
}

// exp(p) * (1 + error), where p + error = scale * (high + low). The largest finite number stands in for infinity in the
// correction, so that an overflow stays infinite.
enum { CHUNK = 64 };

TARGET static void scale_chunk(double scale, const double *high, const double *low, double *p, double *error, size_t n) {
  for (size_t i = 0; i < n; i++) {
    p[i] = scale * high[i];
    error[i] = __builtin_fma(scale, high[i], -p[i]) + scale * low[i];
  }
}

TARGET static void correct_chunk(const double *p, const double *error, double *y, size_t n) {
  for (size_t i = 0; i < n; i++) {
    double finite = p[i] > DBL_MAX ? DBL_MAX : p[i];
    y[i] = p[i] + finite * error[i];
  }
}

static void map_exp_scaled(double scale, const double *high, const double *low, double *y, size_t count) {
  double p[CHUNK], error[CHUNK];
  for (size_t i = 0; i < count; i += CHUNK) {
    size_t n = count - i < CHUNK ? count - i : CHUNK;
    scale_chunk(scale, high + i, low + i, p, error, n);
    map_exp(p, p, n);
    correct_chunk(p, error, y + i, n);
  }
}

const struct path_table TABLE = {
  { map_exp, map_log, map_log2, map_log10, map_log1p, map_expm1, map_sin, map_cos, map_tan, map_atan, map_tanh,
    map_erf },
  map_pow,
  map_exp_scaled
};
