// Persistence: which cells stay among the hottest, and would they have caught what came next?
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/methods/trend/persistence.hpp"
#include "engine/study/analysis.hpp"
#include "engine/study/cell_months.hpp"

namespace hotward::analyses {

struct PersistenceOptions {
  CellOptions cells;
  double hottest = 0.01;     ///< share of the cells that is hot, in the layer
  std::uint32_t months = 3;  ///< that a window is made of, in the layer
};

/// Layer persistence_<theme>, a cell each; key `persistence`.
/// @return no_data for fewer than two windows, or where the incidents have no dates; errors as
///         cell_months
[[nodiscard]] Result<Findings> persistence_findings(const Study& study, const Theme& theme,
                                                    const PersistenceOptions& options,
                                                    std::uint64_t seed);

/// `persistence`, with its options at their defaults.
[[nodiscard]] Analysis persistence();

}  // namespace hotward::analyses
