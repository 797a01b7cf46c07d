// Merged spots: places that are not shown, as one with their sum. (Only for nested_layers.cpp.)
#pragma once

#include "engine/job/nested_layers.hpp"

namespace hotward::job {

/// Of each area, cell and cluster the spots that are not shown become one that is, where they are
/// two or more with five incidents together, and area and cell are shown. It takes their place, so
/// that the sums stay. Those that are merged come first, the least ahead: what hides takes them
/// back before anything else.
void merge_spots(NestedLayers& layers);

}  // namespace hotward::job
