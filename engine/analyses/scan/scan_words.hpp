// Scan words: what a scan found, for people. Text, JSON and warnings take their sentences from
// here.
#pragma once

#include <cstddef>
#include <string>

#include "engine/analyses/scan/scan_models.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

/// How many clusters chance makes too rarely to explain them (significant_p).
[[nodiscard]] std::size_t significant(const FoundScan& found);

/// "River and Twydall had 664 ASB incidents where their population suggests 334: 2.5 times the rate
/// elsewhere; chance does this about once in 1,000."
[[nodiscard]] std::string cluster_sentence(const FoundScan& found, const Theme& theme,
                                           const scan::Cluster& cluster);

/// The areas of the significant clusters, for a heading: "River and Twydall; Luton". Empty where
/// there is none.
[[nodiscard]] std::string outstanding(const FoundScan& found);

/// What the clusters are, for a legend: "Areas with more ASB incidents than their population
/// suggests". Words for people call a scan's clusters groups: clusters are those of `clusters`.
[[nodiscard]] std::string scan_title(const FoundScan& found, const Theme& theme);

/// Why there is nothing to show, where no cluster is significant: a clause without a stop.
[[nodiscard]] std::string nothing_found(const FoundScan& found, const Theme& theme);

/// One row per cluster. @param layer  of scan_layer
[[nodiscard]] report::ShownTable scan_table(const FoundScan& found, const table::Layer& layer);

/// What was found, then how it was looked for.
[[nodiscard]] std::string scan_text(const FoundScan& found, const Theme& theme,
                                    const ScanSettings& settings);

}  // namespace hotward::analyses
