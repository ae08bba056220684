// Swift embeds files as array literals, which takes minutes for a megabyte; the C compiler does it at once.
#pragma clang diagnostic ignored "-Wc23-extensions"
#include "page_assets.h"

#define ASSET(name) \
  scaling_asset scaling_asset_##name(void) { return (scaling_asset){name, sizeof name}; }

static const unsigned char vega[] = {
#embed "vega.js"
};
static const unsigned char model[] = {
#embed "model.js"
};
static const unsigned char controls[] = {
#embed "controls.js"
};
static const unsigned char figures[] = {
#embed "figures.js"
};

ASSET(vega)
ASSET(model)
ASSET(controls)
ASSET(figures)
