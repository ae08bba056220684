#include "arrow.h"
