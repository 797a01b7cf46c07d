// Scan part: which group of neighbouring areas holds more of a theme's incidents than chance
// explains, and since when?
#pragma once

#include <cstdint>

#include "tools/parts/part.hpp"
#include "tools/parts/scan_settings.hpp"

namespace hotward::tools {

/// Layers scan_<theme> and scan_windows_<theme> (scan_layers.hpp); key `scan`. Without a
/// significant cluster the text and a warning say so; without any the layers have no feature.
/// @return errors of find_scan, scan_layer.
[[nodiscard]] Result<Part> scan_part(const Study& study, const Theme& theme,
                                     const ScanSettings& settings, std::uint64_t seed);

}  // namespace hotward::tools
