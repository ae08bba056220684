#include "CSleef.h"
#include "paths.h"

#if defined(__x86_64__)

int csleef_supports(int path) {
  __builtin_cpu_init();
  int fused = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  switch (path) {
  case csleef_wide: return fused && __builtin_cpu_supports("avx512f");
  case csleef_narrow:
  case csleef_scalar: return fused;
  default: return 1;
  }
}

static const struct path_table *const tables[] = {
  &csleef_avx512_table, &csleef_avx2_table, &csleef_scalar_table, &csleef_sse2_table, &csleef_plain_table
};

#elif defined(__aarch64__)

int csleef_supports(int path) { return path == csleef_narrow || path == csleef_scalar; }

static const struct path_table *const tables[] = {
  &csleef_advsimd_table, &csleef_advsimd_table, &csleef_scalar_table, &csleef_advsimd_table, &csleef_scalar_table
};

#else
#error "CSleef knows x86-64 and aarch64"
#endif

void csleef_map(int path, int function, const double *x, double *y, size_t count) {
  tables[path]->map[function](x, y, count);
}

void csleef_pow(int path, const double *x, const double *exponent, double *y, size_t count) {
  tables[path]->pow(x, exponent, y, count);
}

void csleef_exp_scaled(int path, double scale, const double *high, const double *low, double *y, size_t count) {
  tables[path]->exp_scaled(scale, high, low, y, count);
}
