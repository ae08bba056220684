#ifndef SCALING_LAWS_COPENBLAS_H
#define SCALING_LAWS_COPENBLAS_H

// pkg-config "openblas" puts OpenBLAS's own cblas.h first; it also declares openblas_set_num_threads.
#include <cblas.h>

// Ends OpenBLAS's worker threads. Absent from builds without threads, hence weak.
extern int blas_thread_shutdown_(void) __attribute__((weak));

// Holds OpenBLAS to the calling thread. A build with threads starts its workers when it is loaded, and they spin for
// tens of milliseconds before they sleep: more CPU than a fit takes.
static inline void scaling_laws_hold_openblas_to_one_thread(void) {
  openblas_set_num_threads(1);
  if (blas_thread_shutdown_) blas_thread_shutdown_();
}

#endif
