// Scan result: the clusters a scan found, and how likely chance alone makes one as strong.
//
//   p = (1 + number of random maps whose largest statistic is at least the cluster's) / (R + 1)
//
// Equal counts as extreme, where equal means to 1 part in 10^9: two sums of the same numbers in
// another order must not decide. A cluster's p is how often a map without any cluster shows one
// as strong anywhere, so it needs no correction for the number of zones.
//
// On request, two more:
//   Gumbel      beta = s sqrt(6) / pi, mu = mean - 0.5772 beta, p = 1 - exp(-exp(-(x - mu)/beta))
//               mean and s those of the random maps' maxima: finer than 1 / (R + 1), and
//               approximate
//   early stop  random maps are made until h of them are as strong as the most likely cluster; at
//               the L-th, p = h / L. A weaker cluster's p is its number of such maps / L.
//
// Sources:
//   Kulldorff (1997), A spatial scan statistic, Communications in Statistics - Theory and Methods
//     26(6), 1481-1496. doi:10.1080/03610929708831995
//   Abrams, Kleinman, Kulldorff (2010), Gumbel based p-value approximations for spatial scan
//     statistics, International Journal of Health Geographics 9, 61. doi:10.1186/1476-072X-9-61
//   Besag, Clifford (1991), Sequential Monte Carlo p-values, Biometrika 78(2), 301-304.
//     doi:10.1093/biomet/78.2.301. The early stop.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "engine/core/undefined.hpp"
#include "engine/geometry/point.hpp"
#include "engine/methods/scan/likelihood.hpp"
#include "engine/methods/scan/zones.hpp"
#include "engine/table/column.hpp"
#include "engine/table/period.hpp"

namespace hotward::scan {

/// What every scan can be asked.
struct ScanOptions {
  double max_population = 0.5;  ///< share of the whole a zone may hold, in (0, 0.5]
  Shape shape = Shape::circle;
  Penalty penalty = Penalty::none;  ///< of ellipses
  Rates rates = Rates::high;
  std::uint32_t replications = 999;
  std::uint64_t seed = 1;
  bool gumbel = false;
  std::uint32_t stop_after = 0;  ///< random maps as strong after which to stop; 0: never early
  std::int64_t min_cases = 2;    ///< of a cluster of a high rate
  double max_radius_m = std::numeric_limits<double>::infinity();  ///< of a zone, above 0
  /// Poisson models: how many times as much as Poisson's the counts of random maps vary, at least 1
  double phi = 1.0;
};

/// Where the sites lie. Elements of both belong together.
struct ScanSites {
  std::span<const geometry::Point> at;
  std::span<const std::string> codes;             ///< unique: their order decides ties
  std::span<const geometry::Point> centres = {};  ///< of the zones; empty: the sites
};

struct Cluster {
  static constexpr std::int32_t no_period = -1;

  std::int64_t rank = 0;  ///< 1 the most likely
  double llr = 0.0;
  double statistic = 0.0;  ///< llr times the penalty: what clusters are ranked by
  double p = undefined;    ///< NaN without random maps
  double p_gumbel = undefined;
  double rr = undefined;  ///< relative risk; NaN where nothing is left to compare with
  std::int64_t observed = 0;
  double expected = 0.0;
  double population = undefined;  ///< of its sites; NaN where the model knows none
  double radius_m = 0.0;          ///< of a circle; the long half-axis of an ellipse
  double shape = 1.0;             ///< long axis : short axis
  double angle_deg = 0.0;         ///< of the long axis, anticlockwise from east
  geometry::Point centre = {};
  bool high = true;
  std::vector<std::uint32_t> members = {};  ///< sites, nearest first
  std::int32_t start = no_period;           ///< first and last period, where there is time
  std::int32_t end = no_period;
};

struct ScanResult {
  std::vector<Cluster> clusters;    ///< by rank; the ones after the first share no site
  std::vector<double> null_maxima;  ///< of each random map that was made
  bool stopped_early = false;
  std::uint64_t seed = 1;
  std::int64_t cases = 0;
};

/// The layer's columns, a row per cluster: scan_id llr p rr observed expected radius_m start end.
/// @param periods  what start and end stand for; empty where there is no time: both null
///
/// Example:
///   const auto found = poisson_scan({{at, codes}, cases, people}, {.replications = 99});
///   const std::vector<table::Column> layer = columns(*found);  // a row for each cluster
[[nodiscard]] std::vector<table::Column> columns(const ScanResult& result,
                                                 std::span<const table::Period> periods = {});

}  // namespace hotward::scan
