// The loops of `loops-x86.S`. The including file defines LOOP(f).
#include <stddef.h>

#define DECLARE(name) void LOOP(name)(const double *x, double *y, size_t vectors);

DECLARE(exp)
DECLARE(log)
DECLARE(log2)
DECLARE(log10)
DECLARE(log1p)
DECLARE(expm1)
DECLARE(sin)
DECLARE(cos)
DECLARE(tan)
DECLARE(atan)
DECLARE(tanh)
DECLARE(erf)
void LOOP(pow)(const double *x, const double *exponent, double *y, size_t vectors);
