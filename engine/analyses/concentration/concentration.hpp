// Concentration: what share of the places has what share of the incidents, and would chance do as
// much?
#pragma once

#include <cstdint>
#include <optional>

#include "engine/analyses/concentration/universe.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

struct ConcentrationSettings {
  Universe universe;
  double within_m = 50.0;            ///< of a point of a data set
  std::optional<double> dispersion;  ///< of the null with bursts; none: as the months show it
  std::uint32_t simulations = 999;
};

/// Layer concentration_<theme>, a table without shapes: count places places_pct crime_pct
/// chance_pct burst_pct; key `concentration`.
/// @return errors of places_of
[[nodiscard]] Result<Findings> concentration_findings(const Task& task,
                                                      const ConcentrationSettings& settings);

/// `concentration`, with its options at their defaults.
[[nodiscard]] Analysis concentration();

}  // namespace hotward::analyses
