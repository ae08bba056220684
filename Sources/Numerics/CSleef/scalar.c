// One element at a time, with fused multiply-add. On x86-64 these routines of SLEEF hold AVX2 and FMA instructions:
// they are the scalar partner of the vector paths, not a path for processors that lack those.
#include <stddef.h>

#define LANES 1
#define VECTOR double
#if defined(__x86_64__)
#define TARGET __attribute__((target("avx2,fma")))
#else
#define TARGET
#endif
#define SLEEF(name) Sleef_finz_##name##d1_u10purecfma
#define LOAD(p) (*(p))
#define STORE(p, v) (*(p) = (v))
#define TABLE csleef_scalar_table
#include "loops.h"
#include "kernels.h"
