// Rank interval: how sure is an area's place in the ranking, and how likely is it a true top five?
//
// A count is one throw of the dice. With O_i incidents over an exposure e_i (people, km², days) and
// Jeffreys' prior for a Poisson rate, the rate has the posterior
//   theta_i ~ Gamma(O_i + 1/2) / e_i
// R times every area's theta is drawn and the areas are ranked, 1 the highest. From the R ranks:
//   rank interval    the (1 - level)/2 and (1 + level)/2 quantiles (the smallest rank that at least
//                    that share of the draws does not exceed)
//   P(top k)         the share of draws in which the area's rank is at most k
//
// The share of the top k. The k areas with the highest O/e hold a share of all incidents with
// Wilson's limits. But those k were picked because they came out high, so their share is too high
// on average. How much too high is what the same picking gains in a draw:
//   b = mean over draws of (share of the draw's own top k in that draw - their share in the
//       posterior means), shares of the expected incidents theta e
// Share and limits are lowered by b. Where some areas have no exposure, all three are shares of the
// incidents of all areas: b is then multiplied by the share of those that can be ranked.
//
// Counts that vary phi times as much as Poisson's (stats/dispersion.hpp) are worth that much less:
//   theta_i ~ phi Gamma(O_i / phi + 1/2) / e_i
//
// With `shrink` the prior is not Jeffreys' but the law of the areas' own rates (rate_spread.hpp),
// each draw from one of those that the counts allow. Then a draw's rates are what may truly be, the
// picking allowed for: the corrected share is the mean share of the k areas, its limits the
// quantiles of the draws, and P(top k) is what it says. (Where ranks are computed, limits are those
// of a beta law with the share's mean and variance.)
//
// No counts show that areas are quite alike. Where those at hand do not show that they differ
// either, the corrected share is still drawn from laws under which they do: of equal areas it lies
// up to a standard error too high. `if_alike` then says what the k areas hold if none differs.
//
// Few incidents hardly show whether areas differ, and the prior then draws too far or not far
// enough. Below 15 incidents an area, each worth 1 / phi, the limits of the share hold nine times
// in ten, not nineteen in twenty (docs/calibration.md).
//
// Sources:
//   Goldstein, Spiegelhalter (1996), League tables and their limitations: statistical issues in
//     comparisons of institutional performance, Journal of the Royal Statistical Society A 159(3),
//     385-409. doi:10.2307/2983325. Ranks with intervals, by simulation.
//   Jeffreys (1946), An invariant form for the prior probability in estimation problems,
//     Proceedings of the Royal Society A 186(1007), 453-461. doi:10.1098/rspa.1946.0056
//   Wilson (1927): see engine/stats/intervals.hpp
//   Efron, Tibshirani (1993), An Introduction to the Bootstrap, Chapman & Hall. The correction of a
//     bias by repeating the whole procedure, the choosing included.
//
// Of many areas the law of each rank is computed instead of drawn (rank_law.hpp): the draws take as
// long as everything else a command does from about a thousand areas on, and still leave the limits
// of 10,000 areas some tens of ranks unsure.
//
// An area's draws depend on the seed, its code and the draw's number alone: not on the order of the
// areas, nor on the number of threads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/core/result.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/intervals.hpp"
#include "engine/table/column.hpp"

namespace hotward::ranking {

inline constexpr Stream rank_interval_stream{1};

struct RankIntervalOptions {
  std::uint64_t seed = 1;
  int draws = 9999;     ///< R, at least 1
  int top = 5;          ///< k, at least 1
  double level = 0.95;  ///< of the intervals, inside (0, 1)
  double phi = 1.0;     ///< how many times as much as Poisson's counts vary, at least 1
  bool shrink = false;  ///< rates are drawn towards each other (rate_spread.hpp)
  /// With more areas to be ranked, and k at most 16, ranks are computed: draws and seed are not
  /// used.
  std::size_t most_drawn = 1000;
};

/// What the areas counted. All of one size; `exposure` may be empty: then counts are ranked.
struct Exposed {
  std::span<const std::string> codes;  ///< each once
  std::span<const std::int64_t> counts;
  std::span<const double> exposure;  ///< above 0; NaN or 0 where the area cannot be ranked
};

struct TopShare {
  double observed;           ///< share of all incidents in the k areas that rank highest, 0 to 1
  double bias;               ///< b, at least 0: how much picking them after the fact adds to it
  double corrected;          ///< observed - b, not below 0
  stats::Interval interval;  ///< Wilson's less b, within [0, 1]
  /// What the k areas truly hold if no area's rate differs from another's; NaN where the counts
  /// show that some do, and without `shrink`.
  double if_alike = undefined;
};

/// Element i of each vector belongs to area i. Null and NaN for areas without an exposure.
struct RankInterval {
  std::vector<std::int64_t> lower;  ///< the best rank, 1 the highest
  std::vector<std::int64_t> upper;  ///< the worst
  std::vector<double> p_top;        ///< P(rank <= k)
  TopShare top_share;               ///< NaN where nothing was counted in areas with an exposure
  RankIntervalOptions options;
  bool computed = false;  ///< from each area's law, not drawn
  /// Incidents of an area that can be ranked, on average, each worth 1 / phi.
  double worth = 0.0;

  /// The limits of the top share hold nine times in ten, not as often as they say.
  [[nodiscard]] bool few() const { return worth < 15.0; }
};

/// @return interrupted where the user stopped the program; nothing else fails.
/// Time: O(draws n log n) up to most_drawn areas, beyond O(n) times 2,000 at most; spread over the
/// threads. Memory: O(n draws (1 - level)) where ranks are drawn.
///
/// Example:
///   const auto ranks =
///       rank_interval({.codes = codes, .counts = counts, .exposure = people}, {.top = 1});
///   const double chance = ranks->p_top[2];  // that area 2 truly has the highest rate
[[nodiscard]] Result<RankInterval> rank_interval(const Exposed& areas,
                                                 const RankIntervalOptions& options = {});

/// The layer's columns: rank_lo, rank_hi, and p_top<k>: p_top5.
[[nodiscard]] std::vector<table::Column> columns(const RankInterval& result);

}  // namespace hotward::ranking
