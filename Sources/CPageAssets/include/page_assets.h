#ifndef SCALING_PAGE_ASSETS_H
#define SCALING_PAGE_ASSETS_H
#include <stddef.h>

// Files that a report carries, UTF-8 text as it stands beside this folder.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} scaling_asset;

scaling_asset scaling_asset_vega(void);
scaling_asset scaling_asset_model(void);
scaling_asset scaling_asset_controls(void);
scaling_asset scaling_asset_figures(void);

#endif
