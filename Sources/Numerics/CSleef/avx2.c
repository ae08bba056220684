#if defined(__x86_64__)
#define LANES 4
#define TARGET __attribute__((target("avx2,fma")))
#define LOOP(name) csleef_avx2_##name
#define TABLE csleef_avx2_table
#include "assembly.h"
#include "kernels.h"
#endif
