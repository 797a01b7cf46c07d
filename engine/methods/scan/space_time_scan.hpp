// Space-time scan: which group of areas holds more incidents than expected, and since when?
//
// A zone and a window, a run of periods, are a cylinder; all cylinders are compared by the Poisson
// likelihood ratio (likelihood.hpp). Time is cut into periods, and a window begins and ends with
// one: on data that know months only the unit is the month, and no cluster is dated more finely.
//
//   space-time Poisson       E_it = C p_i d_t / sum of p d     p_i people, d_t days of period t;
//     or as given. Random maps: each incident falls into (i, t) with probability E_it / C.
//   space-time permutation   E_it = c_i. c_.t / C              the margins of the incidents
//     themselves, so no population is needed. Random maps: the periods of the incidents are
//     shuffled among them; areas and periods keep their totals. Only an excess that is particular
//     to a place at a time is found, not a place or a time that is busy throughout.
//
// A window is at most max_window periods long. Retrospective: it ends anywhere; prospective: with
// the last period, since only a cluster that is still alive matters.
//
// Sources:
//   Kulldorff (2001), Prospective time periodic geographical disease surveillance using a scan
//     statistic, Journal of the Royal Statistical Society: Series A 164(1), 61-72.
//     doi:10.1111/1467-985X.00186. Cylinders, and those alive.
//   Kulldorff, Heffernan, Hartman, Assunção, Mostashari (2005), A space-time permutation scan
//     statistic for disease outbreak detection, PLoS Medicine 2(3), e59.
//     doi:10.1371/journal.pmed.0020059
#pragma once

#include <cstdint>
#include <span>

#include "engine/core/result.hpp"
#include "engine/methods/scan/scan_result.hpp"

namespace hotward::scan {

struct SpaceTimeOptions {
  ScanOptions scan = {};
  std::uint32_t max_window = 0;  ///< periods, at most half of all; 0: half of them, rounded down
  bool prospective = false;
};

struct SpaceTimeInput {
  ScanSites sites;
  std::span<const std::int64_t> cases;  ///< site by site, of each period
  std::size_t periods = 0;
  /// For the Poisson scan: people, one per site, and the length of each period in any unit (empty:
  /// all equal).
  std::span<const double> population = {};
  std::span<const double> period_length = {};
  /// Or the expected counts themselves, as the cases; population is then optional.
  std::span<const double> expected = {};
  /// Periods before which time is interrupted, rising: no window reaches across.
  std::span<const std::uint32_t> breaks = {};
};

/// @return errors as in poisson_scan; no_data below two periods: without dates there is no time to
///         scan; usage for a window longer than half the time.
/// Time: O(layouts n^2 windows (1 + R / 32)).
[[nodiscard]] Result<ScanResult> space_time_poisson_scan(const SpaceTimeInput& input,
                                                         const SpaceTimeOptions& options = {});

/// max_population is a share of the incidents. Cluster::population is NaN. rr compares the inside
/// with the outside of the cylinder, as everywhere. Errors as above.
///
/// Example:
///   const SpaceTimeInput input{.sites = {at, codes}, .cases = by_month, .periods = 4};
///   const auto found = space_time_permutation_scan(input, {.prospective = true});
///   const std::int32_t since = found->clusters[0].start;  // 3: the last of the months 0 … 3
[[nodiscard]] Result<ScanResult> space_time_permutation_scan(const SpaceTimeInput& input,
                                                             const SpaceTimeOptions& options = {});

}  // namespace hotward::scan
