#if defined(__x86_64__)
#include <emmintrin.h>
#include <stddef.h>

#define LANES 2
#define VECTOR __m128d
#define TARGET
#define SLEEF(name) Sleef_cinz_##name##d2_u10sse2
#define LOAD(p) _mm_loadu_pd(p)
#define STORE(p, v) _mm_storeu_pd(p, v)
#define TABLE csleef_sse2_table
#include "loops.h"
#include "kernels.h"
#endif
