#ifndef SCALING_DATASETS_H
#define SCALING_DATASETS_H
#include <stddef.h>

// A bundled table: the bytes of its CSV file.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} scaling_table;

// The table of that name, such as "ai-prices"; no bytes where there is none.
scaling_table scaling_dataset(const char *name);

#endif
