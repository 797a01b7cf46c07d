// Growth problem: the sites that a small area may be made of, in the order in which they are looked
// at. Only for this room's files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/methods/targeting/small_area.hpp"

namespace hotward::targeting {

// A sum of costs, in parts of what is allowed, may be this much above 1: rounding.
inline constexpr double cost_tolerance = 1e-9;

/// Sites are numbered from 0, the most valuable first.
struct GrowthProblem {
  std::vector<weights::Site> site;  ///< of the input
  std::vector<double> value;
  std::vector<double> cost;                            ///< sites × limits, in parts of the most
  std::vector<std::vector<std::uint32_t>> neighbours;  ///< ascending
  std::size_t limits = 0;                              ///< the first is the number of sites
  std::size_t most_sites = 0;
  bool whole = true;  ///< all values are whole numbers

  [[nodiscard]] std::size_t size() const { return site.size(); }
  [[nodiscard]] const double* costs_of(std::uint32_t i) const { return &cost[i * limits]; }
  /// The most that a group can hold whose bound is `bound`.
  [[nodiscard]] double reachable(double bound) const;
  /// Whether such a group can hold more than `best`, by more than rounding.
  [[nodiscard]] bool beats(double bound, double best) const {
    return reachable(bound) > best * (1.0 + 1e-12);
  }
};

[[nodiscard]] GrowthProblem growth_problem(const GrowthInput& input, std::size_t most_sites);

/// Takes away areas of no value that join no others. @param group  connected, ascending
void trim(const GrowthProblem& problem, std::vector<std::uint32_t>& group);

}  // namespace hotward::targeting
