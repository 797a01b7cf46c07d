// Funnel chart: areas by their people and their rate as a drawing (SVG), between the limits within
// which areas of each size would lie, were all alike.
#pragma once

#include <string>

#include "engine/analyses/peers/compared.hpp"

namespace hotward::analyses {

/// A whole SVG document. The focus bears its name, and so do areas outside the 99.8% limits, as far
/// as no name lies on another.
[[nodiscard]] std::string funnel_chart(const Compared& found);

}  // namespace hotward::analyses
