// Scan: which group of neighbouring areas holds more of a theme's incidents than chance
// explains, and since when?
#pragma once

#include <cstdint>

#include "engine/analyses/scan/scan_settings.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

/// Layers scan_<theme> and scan_windows_<theme> (scan_layers.hpp); key `scan`. Without a
/// significant cluster the text and a warning say so; without any the layers have no feature.
/// @return errors of find_scan, scan_layer.
[[nodiscard]] Result<Findings> scan_findings(const Study& study, const Theme& theme,
                                             const ScanSettings& settings, std::uint64_t seed);

/// `scan`, with its options at their defaults.
[[nodiscard]] Analysis scan();

}  // namespace hotward::analyses
