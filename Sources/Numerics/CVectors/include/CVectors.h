#ifndef CVECTORS_H
#define CVECTORS_H

#include <stddef.h>

/// Arithmetic over columns, for the widest vectors that the processor has. Every function gives the same bits on every
/// processor: nothing is fused, and sums have eight lanes whatever the width of a register.

enum cvectors_operation { cvectors_add, cvectors_subtract, cvectors_multiply, cvectors_divide };

/// y[i] = a[i] op b[i]. No array overlaps another.
void cvectors_binary(int operation, const double *a, const double *b, double *y, size_t count);

/// y[i] = a[i] op b.
void cvectors_binary_number(int operation, const double *a, double b, double *y, size_t count);

/// y[i] = a op b[i].
void cvectors_number_binary(int operation, double a, const double *b, double *y, size_t count);

/// y[i] = a[i] * scale, in place where the two are the same array.
void cvectors_scale(const double *a, double scale, double *y, size_t count);

/// y[i] += scale * x[i]
void cvectors_add_scaled(double scale, const double *x, double *y, size_t count);

/// sums[k] = sum over i of a[i] * columns[k * stride + i], for 0 <= k < columnCount.
void cvectors_dots(
  const double *a, const double *columns, size_t stride, size_t columnCount, size_t count, double *sums);

/// Sum over i of a[i]^2 * w[i].
double cvectors_weighted_square(const double *a, const double *w, size_t count);

/// Sum over i of a[i] * 0: zero where all are finite, NaN where one is not.
double cvectors_zeros(const double *a, size_t count);

/// The lanes of a dot product as if in twice the precision, of the first `count` elements, a multiple of eight.
void cvectors_exact_dot(const double *a, const double *b, size_t count, double *sums, double *rests);

/// Pairs sums[i] + errors[i] less the products of row i of a matrix of pairs, high + low, with x + rest, as if in twice the precision.
///
/// Column k is at high + order[k] * stride; low is NULL where all its elements are zero. The result is normalized.
void cvectors_extended_remainder(
  const double *high, const double *low, size_t stride, const ptrdiff_t *order, size_t columnCount, const double *x,
  const double *rest, double *sums, double *errors, size_t count);

/// The products of columns of such a matrix with a vector of pairs x + rest: pairs sums[k] + errors[k], not normalized.
void cvectors_extended_dots(
  const double *high, const double *low, size_t stride, const ptrdiff_t *order, size_t columnCount, const double *x,
  const double *rest, size_t count, double *sums, double *errors);

/// Pairs high[i] + low[i] plus step[i].
void cvectors_extended_add(double *high, double *low, const double *step, size_t count);

#endif
