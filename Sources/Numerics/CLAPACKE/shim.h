#ifndef SCALING_LAWS_CLAPACKE_H
#define SCALING_LAWS_CLAPACKE_H

#include <lapacke.h>

// lapack_int is a macro, and Swift does not import a macro that names a type.
typedef lapack_int LapackInt;

#endif
