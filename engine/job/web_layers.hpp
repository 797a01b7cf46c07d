// Web layers: what a map on the web need not load: cells with nothing to see.
#pragma once

#include <vector>

#include "engine/table/layer.hpp"

namespace hotward::job {

/// Of each layer of cells that has some the same layer without its empty ones: no incident, neither
/// hot nor cold, no pattern. A hidden count is not empty. Layers that keep all their rows, or would
/// lose all, are left out.
[[nodiscard]] std::vector<table::Layer> without_empty_cells(
    const std::vector<table::Layer>& layers);

}  // namespace hotward::job
