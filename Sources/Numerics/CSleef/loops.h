// Loops over whole vectors in C, for paths whose vectors pass in registers on every target: one double, or 128 bits.
// The including file defines VECTOR, SLEEF(f), LOAD(p), STORE(p, v), LANES.

#define LOOP(name) loop_##name

#define UNARY_LOOP(name)                                                          \
  VECTOR SLEEF(name)(VECTOR);                                                     \
  static void loop_##name(const double *x, double *y, size_t vectors) {           \
    for (size_t i = 0; i < vectors * LANES; i += LANES) STORE(y + i, SLEEF(name)(LOAD(x + i))); \
  }

UNARY_LOOP(exp)
UNARY_LOOP(log)
UNARY_LOOP(log2)
UNARY_LOOP(log10)
UNARY_LOOP(log1p)
UNARY_LOOP(expm1)
UNARY_LOOP(sin)
UNARY_LOOP(cos)
UNARY_LOOP(tan)
UNARY_LOOP(atan)
UNARY_LOOP(tanh)
UNARY_LOOP(erf)

VECTOR SLEEF(pow)(VECTOR, VECTOR);

static void loop_pow(const double *x, const double *exponent, double *y, size_t vectors) {
  for (size_t i = 0; i < vectors * LANES; i += LANES) STORE(y + i, SLEEF(pow)(LOAD(x + i), LOAD(exponent + i)));
}
