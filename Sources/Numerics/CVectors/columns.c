#include "CVectors.h"
#include <string.h>

// Products and sums stay apart, so that a processor with fused multiply-add gives the bits of one without.
#pragma clang fp contract(off)

// One body, compiled for each width; the loader picks one when the program starts.
#if defined(__x86_64__) && defined(__linux__)
#define WIDE __attribute__((target_clones("default", "avx2", "arch=x86-64-v4")))
#else
#define WIDE
#endif

#define ELEMENTWISE(expression) for (size_t i = 0; i < count; i++) y[i] = (expression)

WIDE void cvectors_binary(
  int operation, const double *restrict a, const double *restrict b, double *restrict y, size_t count) {
  switch (operation) {
  case cvectors_add: ELEMENTWISE(a[i] + b[i]); break;
  case cvectors_subtract: ELEMENTWISE(a[i] - b[i]); break;
  case cvectors_multiply: ELEMENTWISE(a[i] * b[i]); break;
  default: ELEMENTWISE(a[i] / b[i]);
  }
}

WIDE void cvectors_binary_number(
  int operation, const double *restrict a, double b, double *restrict y, size_t count) {
  switch (operation) {
  case cvectors_add: ELEMENTWISE(a[i] + b); break;
  case cvectors_subtract: ELEMENTWISE(a[i] - b); break;
  case cvectors_multiply: ELEMENTWISE(a[i] * b); break;
  default: ELEMENTWISE(a[i] / b);
  }
}

WIDE void cvectors_number_binary(
  int operation, double a, const double *restrict b, double *restrict y, size_t count) {
  switch (operation) {
  case cvectors_add: ELEMENTWISE(a + b[i]); break;
  case cvectors_subtract: ELEMENTWISE(a - b[i]); break;
  case cvectors_multiply: ELEMENTWISE(a * b[i]); break;
  default: ELEMENTWISE(a / b[i]);
  }
}

WIDE void cvectors_scale(const double *a, double scale, double *y, size_t count) { ELEMENTWISE(a[i] * scale); }

WIDE void cvectors_add_scaled(double scale, const double *restrict x, double *restrict y, size_t count) {
  ELEMENTWISE(y[i] + scale * x[i]);
}

// Eight lanes. They never pass through a call, since how they would is a matter of the processor.
typedef double lanes __attribute__((vector_size(64), aligned(8)));

#define LOAD(p) (*(const lanes *)(p))
#define TOTAL(v) ((((v)[0] + (v)[4]) + ((v)[2] + (v)[6])) + (((v)[1] + (v)[5]) + ((v)[3] + (v)[7])))

WIDE void cvectors_dots(
  const double *a, const double *columns, size_t stride, size_t columnCount, size_t count, double *sums) {
  size_t whole = count - count % 8, k = 0;
  // Four columns at a time, so that one sum does not wait for another.
  for (; k + 4 <= columnCount; k += 4) {
    const double *c0 = columns + k * stride, *c1 = c0 + stride, *c2 = c1 + stride, *c3 = c2 + stride;
    lanes s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};
    for (size_t i = 0; i < whole; i += 8) {
      lanes factor = LOAD(a + i);
      s0 += factor * LOAD(c0 + i);
      s1 += factor * LOAD(c1 + i);
      s2 += factor * LOAD(c2 + i);
      s3 += factor * LOAD(c3 + i);
    }
    double t0 = TOTAL(s0), t1 = TOTAL(s1), t2 = TOTAL(s2), t3 = TOTAL(s3);
    for (size_t i = whole; i < count; i++) {
      t0 += a[i] * c0[i];
      t1 += a[i] * c1[i];
      t2 += a[i] * c2[i];
      t3 += a[i] * c3[i];
    }
    sums[k] = t0, sums[k + 1] = t1, sums[k + 2] = t2, sums[k + 3] = t3;
  }
  for (; k < columnCount; k++) {
    const double *c = columns + k * stride;
    lanes s = {0};
    for (size_t i = 0; i < whole; i += 8) s += LOAD(a + i) * LOAD(c + i);
    double t = TOTAL(s);
    for (size_t i = whole; i < count; i++) t += a[i] * c[i];
    sums[k] = t;
  }
}

WIDE double cvectors_weighted_square(const double *a, const double *w, size_t count) {
  size_t whole = count - count % 8;
  lanes s = {0};
  for (size_t i = 0; i < whole; i += 8) s += LOAD(a + i) * LOAD(a + i) * LOAD(w + i);
  double t = TOTAL(s);
  for (size_t i = whole; i < count; i++) t += a[i] * a[i] * w[i];
  return t;
}

WIDE double cvectors_zeros(const double *a, size_t count) {
  size_t whole = count - count % 8;
  lanes s = {0};
  for (size_t i = 0; i < whole; i += 8) s += LOAD(a + i) * 0.0;
  double t = TOTAL(s);
  for (size_t i = whole; i < count; i++) t += a[i] * 0.0;
  return t;
}

// Ogita, Rump & Oishi 2005, algorithm Dot2, with the product of Dekker 1971.
WIDE void cvectors_exact_dot(const double *a, const double *b, size_t count, double *sums, double *rests) {
  lanes sum = {0}, rest = {0};
  for (size_t i = 0; i < count; i += 8) {
    lanes x = LOAD(a + i), y = LOAD(b + i);
    lanes scaledX = x * 134217729.0, scaledY = y * 134217729.0;
    lanes highX = scaledX - (scaledX - x), highY = scaledY - (scaledY - y);
    lanes lowX = x - highX, lowY = y - highY;
    lanes product = x * y;
    lanes cross = ((highX * highY - product) + highX * lowY) + lowX * highY;
    lanes next = sum + product;
    lanes part = next - sum;
    rest += ((sum - (next - part)) + (product - part)) + (cross + lowX * lowY);
    sum = next;
  }
  memcpy(sums, &sum, sizeof sum);
  memcpy(rests, &rest, sizeof rest);
}

// Fused multiply-add gives the exact rest of a product, whether the processor has it or the library computes it.
#if defined(__x86_64__) && defined(__linux__)
#define WIDE_FUSED __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define WIDE_FUSED
#endif

// sum and errors less (high + low) * (x + rest); Ogita, Rump & Oishi 2005, algorithm Dot2, with the low halves to first order.
#define SUBTRACT_PRODUCT(high, lowTerm, x, rest, sum, errors) \
  do { \
    double product = (high) * -(x); \
    double productRest = __builtin_fma((high), -(x), -product); \
    double next = (sum) + product; \
    double part = next - (sum); \
    double nextRest = ((sum) - (next - part)) + (product - part); \
    (sum) = next; \
    (errors) += nextRest + (productRest - ((high) * (rest) + (lowTerm))); \
  } while (0)

WIDE_FUSED void cvectors_extended_remainder(
  const double *high, const double *low, size_t stride, const ptrdiff_t *order, size_t columnCount, const double *x,
  const double *rest, double *restrict sums, double *restrict errors, size_t count) {
  // A block stays in the first-level cache while its columns pass by.
  for (size_t start = 0; start < count; start += 512) {
    size_t end = start + 512 < count ? start + 512 : count;
    for (size_t k = 0; k < columnCount; k++) {
      const double *column = high + (size_t)order[k] * stride;
      double factor = x[k], factorRest = rest[k];
      if (low) {
        const double *lows = low + (size_t)order[k] * stride;
        for (size_t i = start; i < end; i++)
          SUBTRACT_PRODUCT(column[i], lows[i] * factor, factor, factorRest, sums[i], errors[i]);
      } else {
        for (size_t i = start; i < end; i++)
          SUBTRACT_PRODUCT(column[i], 0.0, factor, factorRest, sums[i], errors[i]);
      }
    }
    for (size_t i = start; i < end; i++) {
      double next = sums[i] + errors[i], part = next - sums[i];
      errors[i] = (sums[i] - (next - part)) + (errors[i] - part);
      sums[i] = next;
    }
  }
}

WIDE_FUSED void cvectors_extended_dots(
  const double *high, const double *low, size_t stride, const ptrdiff_t *order, size_t columnCount, const double *x,
  const double *rest, size_t count, double *sums, double *errors) {
  for (size_t k = 0; k < columnCount; k++) sums[k] = errors[k] = 0;
  // Four columns at a time, so that one sum does not wait for another; each has its rows in order.
  for (size_t first = 0; first < columnCount; first += 4) {
    size_t width = columnCount - first < 4 ? columnCount - first : 4;
    const double *columns[4], *lows[4];
    double s[4] = {0}, e[4] = {0};
    for (size_t k = 0; k < 4; k++) {
      size_t column = (size_t)order[first + (k < width ? k : 0)] * stride;
      columns[k] = high + column;
      lows[k] = low ? low + column : 0;
    }
    if (low) {
      for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < 4; k++)
          SUBTRACT_PRODUCT(columns[k][i], lows[k][i] * -x[i], -x[i], -rest[i], s[k], e[k]);
    } else {
      for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < 4; k++) SUBTRACT_PRODUCT(columns[k][i], 0.0, -x[i], -rest[i], s[k], e[k]);
    }
    for (size_t k = 0; k < width; k++) sums[first + k] = s[k], errors[first + k] = e[k];
  }
}

WIDE_FUSED void cvectors_extended_add(double *restrict high, double *restrict low, const double *restrict step, size_t count) {
  for (size_t i = 0; i < count; i++) {
    // The sum of a pair and a double: two exact sums, normalized twice, as of `DoubleDouble`.
    double sum = high[i] + step[i], part = sum - high[i];
    double rest = (high[i] - (sum - part)) + (step[i] - part);
    double lowSum = low[i] + 0.0, lowPart = lowSum - low[i];
    double lowRest = (low[i] - (lowSum - lowPart)) + (0.0 - lowPart);
    double middle = rest + lowSum;
    double first = sum + middle, firstRest = middle - (first - sum);
    double second = firstRest + lowRest;
    double last = first + second;
    high[i] = last;
    low[i] = second - (last - first);
  }
}
