// Space-time Gi*: in which periods was a site, with its neighbours, a hot or a cold spot?
//
// A bin is a site in a period. G* (gi_star.hpp) asks of each bin whether the values around it add
// up to more, or less, than values of the window laid out at random would:
//
//   window         around a bin of period t             beside all bins of
//   step           its site and neighbours in t         t
//   neighbourhood  the same in t and in t - 1           t and t - 1
//   cube           the same in t and in t - 1           all periods
//
// A step compares places within one period, so whatever changes everywhere at once, a new way to
// record above all, changes nothing. The other two see such a change as hot or cold everywhere.
//
// Where periods differ in length, neighbourhood and cube look at rates: incidents in 30 days, in
// whole tenths, so that the law of their sums stays exact. A step needs none: all its bins are as
// long. p is exact, two-sided, under total randomisation (neighbour_sum.hpp), and corrected over
// the bins of each period (Benjamini and Hochberg), since each period is looked at as one map.
//
// own_z is the z-score of the period's bins alone, t without t - 1, within the window: what a trend
// may be sought in. Sums over two periods share one with the next, and look like trends by
// themselves. Periods of one window with the same sum have the same own_z, to the last bit: a test
// for a trend sees ties.
//
// Sources: those of gi_star.hpp, and
//   Esri, How Emerging Hot Spot Analysis works, ArcGIS Pro documentation. The three windows.
//
// Edges: a bin without a value is left out, of its period and of its neighbours'. A window in which
// all values are alike has no spot: z 0, q 1, bin 0.
// Time: O(bins + links × periods) and the law's; parallel over the windows.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"
#include "engine/methods/autocorrelation/neighbour_sum.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

enum class TimeWindow { step, neighbourhood, cube };

/// As users choose them.
inline constexpr Names<TimeWindow, 3> time_window_names = {
    {{TimeWindow::step, "step"},
     {TimeWindow::neighbourhood, "neighbourhood"},
     {TimeWindow::cube, "cube"}}};

struct Cube {
  std::size_t sites = 0;
  /// Of each bin, at least 0, the sites of one period after those of the one before;
  /// table::null_integer where there is none.
  std::vector<std::int64_t> counts;
  std::vector<double> days;  ///< of each period, above 0

  [[nodiscard]] std::size_t periods() const { return days.size(); }
  [[nodiscard]] std::size_t bin(std::size_t period, std::size_t site) const {
    return period * sites + site;
  }
};

/// Element Cube::bin(t, i) of each vector belongs to period t and site i.
struct SpaceTimeGi {
  std::vector<double> z_score;
  std::vector<double> q_value;
  std::vector<std::int64_t> bin;  ///< -3 … 3 as in gi_star.hpp; table::null_integer without a value
  std::vector<double> own_z;
  Evidence evidence;
  bool of_rates = false;  ///< incidents in 30 days were examined, not counts
};

struct SpaceTimeOptions {
  TimeWindow window = TimeWindow::step;
  std::uint64_t seed = 1;  ///< of permutations, where counts are too large for an exact law
};

/// @param neighbours  over the cube's sites, binary, with or without self
/// @return too_few_sites where a period has fewer than 3 bins with a value
///
/// Example:
///   const auto found = space_time_gi(cube, neighbours);
///   if (!found) return fail(found.error());
///   const double z = found->z_score[cube.bin(1, 4)];  // above 0: many at site 4 in period 1
[[nodiscard]] Result<SpaceTimeGi> space_time_gi(const Cube& cube,
                                                const weights::SpatialWeights& neighbours,
                                                const SpaceTimeOptions& options = {});

}  // namespace hotward::autocorrelation
