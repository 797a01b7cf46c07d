// Scan problem: one map to be scanned, in an order of its own, so that the order of the input
// cannot matter. Sites stand in the order of their codes, and periods from the first. For this
// room's files.
//
// Only for this room's files.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "engine/geometry/point.hpp"
#include "engine/methods/scan/likelihood.hpp"
#include "engine/methods/scan/zones.hpp"

namespace hotward::scan {

/// A run of periods, both ends included.
struct Window {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

struct ScanProblem {
  std::vector<geometry::Point> at;       ///< one per site
  std::vector<std::uint32_t> input;      ///< which site of the input each was
  std::vector<geometry::Point> centres;  ///< rising by x, then y, where they are no sites
  std::vector<double> population;        ///< one per site, NaN where a model knows none
  std::vector<double> weight;            ///< what a zone's size is limited by, one per site
  double largest_weight = 0.0;
  double max_radius_m = std::numeric_limits<double>::infinity();
  std::size_t periods = 1;
  std::vector<double> measure;      ///< site by site, of each period
  std::vector<std::int32_t> cases;  ///< the same order
  std::vector<Window> windows;      ///< at least one
  std::vector<Layout> layouts;
  Likelihood likelihood;

  [[nodiscard]] std::size_t sites() const { return at.size(); }
  [[nodiscard]] ZoneLimits limits() const { return {at, weight, largest_weight, max_radius_m}; }
};

/// Fills the cases of one random map, a function of (seed, replicate): site by site, of each
/// period.
using DrawMap = std::function<void(std::uint32_t replicate, std::span<std::int32_t> cases)>;

/// Makes a DrawMap with room of its own, for one thread.
using MakeDraw = std::function<DrawMap()>;

}  // namespace hotward::scan
