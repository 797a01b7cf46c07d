// Pattern part: do a theme's incidents gather at all, and over which distances?
#pragma once

#include <cstdint>
#include <string>

#include "engine/methods/pattern/ripley_k.hpp"
#include "tools/command_line.hpp"
#include "tools/parts/part.hpp"

namespace hotward::tools {

struct PatternOptions {
  using Edge = pattern::RipleyOptions::Edge;

  std::string radius;  ///< longest distance; empty: 1 km, or a quarter of the window's shorter side
  std::uint64_t simulations = 99;
  bool places_only = false;  ///< Ripley's K of each coordinate once
  Edge edge = Edge::isotropic;
};

/// Declares --radius, --simulations, --places-only, --edge.
void add(CommandLine& line, PatternOptions& options);

/// Nearest-neighbour index in the study's areas, of incidents and of places; Ripley's K in the
/// rectangle around the areas. Layer pattern_<theme>, a table without shapes: r_m k l l_minus_r
/// l_lo l_hi; key `pattern`.
/// @return usage for a radius without unit or beyond half the rectangle's shorter side; errors of
///         the two methods: too_few_sites below two points.
[[nodiscard]] Result<Part> pattern_part(const Study& study, const Theme& theme,
                                        const PatternOptions& options, std::uint64_t seed);

}  // namespace hotward::tools
