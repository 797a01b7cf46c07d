// Knox test: do more pairs of incidents lie close in space and in time at once than chance makes?
//
//   X_st    pairs in band s of distance and band t of lag, both half-open [a, b)
//   chance  every assignment of the times to the places is as likely as any other
//
//   E X     = N_s N_t / C(n, 2)
//   E X(X-1) = 4 A_s A_t / (n)_3 + 4 D_s D_t / ((n)_4 / 4)
//   Var X   = E X(X-1) + E X - (E X)^2          exact, no permutation needed
//   ratio   = X / E X                            how many times as many as chance makes
//   p       = (1 + #{permutations with X* >= X}) / (R + 1)
//
// N_s, N_t pairs in the band of distance, of lag; A pairs of such pairs that share an incident,
// D = C(N, 2) - A pairs that share none; (n)_k = n (n-1) … (n-k+1). A pair of bands is flagged
// where ratio >= 1.2 and p <= 0.05: the convention of the near-repeat literature.
//
// `within` asks the same of all pairs nearer than the end of a band of distance and of lag: "within
// 200 m and 14 days". Its first values are those of the question one has beforehand; of a whole
// table of bands one in twenty lies below 0.05 by luck alone.
//
// Units: metres; lags in days, counted in whole minutes of civil time (an hour wrong between winter
// and summer time, which no band of days notices).
//
// Sources:
//   Knox (1964), The detection of space-time interactions, Applied Statistics 13(1), 25-30.
//     doi:10.2307/2985220
//   Barton, David (1966), The random intersection of two graphs, in David (ed.), Research Papers in
//     Statistics: Festschrift for J. Neyman, Wiley, 445-459. The exact variance.
//   Ratcliffe, Rengert (2008), Near-repeat patterns in Philadelphia shootings, Security Journal
//     21(1-2), 58-76. doi:10.1057/palgrave.sj.8350068. Bands, permutations, the ratio 1.2.
//
// Edges: all on one day, or all at one place: X is what every permutation has, so ratio 1, p 1.
// Where E X is 0 the ratio is NaN. Without permutations mean, median and p are NaN and nothing is
// flagged.
// Errors: too_few_sites below two incidents; usage for bands that do not ascend from above 0, and
// as close_pairs; bad_value as timed_points. Time: O(n log n + pairs × permutations).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/point.hpp"
#include "engine/methods/near_repeat/close_pairs.hpp"
#include "engine/table/period.hpp"

namespace hotward::near_repeat {

inline constexpr double least_ratio = 1.2;
inline constexpr double most_p = 0.05;

struct KnoxInput {
  std::span<const geometry::Point> at;  ///< one per incident
  std::span<const table::Minute> when;  ///< one per incident
};

struct KnoxOptions {
  std::vector<double> space_ends_m;    ///< of the bands of distance; the first begins at 0
  std::vector<double> time_ends_days;  ///< of the bands of lag; the first begins at 0
  Metric metric = Metric::euclid;
  std::uint32_t permutations = 999;
  std::uint64_t seed = 1;
};

struct KnoxCell {
  std::uint64_t observed = 0;
  double expected = 0.0;  ///< exact
  double sd = 0.0;        ///< exact
  double z = 0.0;         ///< NaN where nothing varies
  double ratio = 0.0;
  double mean = 0.0;    ///< of the permutations
  double median = 0.0;  ///< of the permutations
  double p = 0.0;
  bool flagged = false;
};

struct Knox {
  std::uint64_t incidents = 0;
  std::uint64_t pairs = 0;  ///< all, near or not
  std::size_t space_bands = 0;
  std::size_t time_bands = 0;
  std::vector<KnoxCell> bands{};   ///< distance by distance, of each its lags
  std::vector<KnoxCell> within{};  ///< the same, from 0 to the end of each band
  /// Observed, with one more distance and one more lag: whatever lies beyond the last end.
  std::vector<std::uint64_t> table{};

  [[nodiscard]] const KnoxCell& band(std::size_t s, std::size_t t) const {
    return bands[s * time_bands + t];
  }
};

/// Example:
///   const auto found = knox({.at = at, .when = when},
///                           {.space_ends_m = {1, 100}, .time_ends_days = {7, 14}});
///   const double times = found->band(0, 0).ratio;  // at the same place within a week: 6 times
[[nodiscard]] Result<Knox> knox(const KnoxInput& input, const KnoxOptions& options);

}  // namespace hotward::near_repeat
