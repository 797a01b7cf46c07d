// Pattern: do a theme's incidents gather at all, and over which distances?
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/methods/pattern/ripley_k.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

struct PatternOptions {
  using Edge = pattern::RipleyOptions::Edge;

  /// Longest distance; none: 1 km, or a quarter of the window's shorter side.
  std::optional<double> radius_m;
  std::uint64_t simulations = 99;
  bool places_only = false;  ///< Ripley's K of each coordinate once
  Edge edge = Edge::isotropic;
  std::string universe;  ///< files that show all map points, or empty: the incidents' own
};

/// What random layouts may need beside the study.
struct PatternContext {
  const StudyRequest& request;
  const Context& context;
};

/// Nearest-neighbour index in the study's areas, of incidents and of places; Ripley's K in the
/// rectangle around the areas. Layer pattern_<theme>, a table without shapes: r_m k l l_minus_r
/// l_lo l_hi l_mean; key `pattern`.
/// @return usage for a radius beyond half the rectangle's shorter side; errors of
///         the two methods: too_few_sites below two points.
[[nodiscard]] Result<Findings> pattern_findings(const Study& study, const Theme& theme,
                                                const PatternOptions& options,
                                                const PatternContext& of);

/// `pattern`, with its options at their defaults.
[[nodiscard]] Analysis pattern();

}  // namespace hotward::analyses
