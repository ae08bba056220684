#if defined(__aarch64__)
#include <arm_neon.h>
#include <stddef.h>

#define LANES 2
#define VECTOR float64x2_t
#define TARGET
#define SLEEF(name) Sleef_finz_##name##d2_u10advsimd
#define LOAD(p) vld1q_f64(p)
#define STORE(p, v) vst1q_f64(p, v)
#define TABLE csleef_advsimd_table
#include "loops.h"
#include "kernels.h"
#endif
