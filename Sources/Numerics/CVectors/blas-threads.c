// OpenBLAS asks these functions of its own, before main, how many threads the environment wants. The program's answer, one, stands
// before the library's, as a symbol of the program does: no worker is started, which would cost a stack, 128 MiB of address space
// and milliseconds, and would ask for ever for what a small limit of the address space refuses. Builds of OpenBLAS without them, and
// other libraries, are not affected.
int openblas_num_threads_env(void);
int openblas_omp_num_threads_env(void);

int openblas_num_threads_env(void) { return 1; }
int openblas_omp_num_threads_env(void) { return 1; }
