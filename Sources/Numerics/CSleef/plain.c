// One element at a time, without fused multiply-add: the scalar partner of the SSE2 path.
#if defined(__x86_64__)
#include <stddef.h>

#define LANES 1
#define VECTOR double
#define TARGET
#define SLEEF(name) Sleef_cinz_##name##d1_u10purec
#define LOAD(p) (*(p))
#define STORE(p, v) (*(p) = (v))
#define TABLE csleef_plain_table
#include "loops.h"
#include "kernels.h"
#endif
