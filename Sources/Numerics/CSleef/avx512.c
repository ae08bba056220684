#if defined(__x86_64__)
#define LANES 8
#define TARGET __attribute__((target("avx512f")))
#define LOOP(name) csleef_avx512_##name
#define TABLE csleef_avx512_table
#include "assembly.h"
#include "kernels.h"
#endif
