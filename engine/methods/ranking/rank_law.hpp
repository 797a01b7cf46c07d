// Rank law: the rank intervals and P(top k) of rank_interval.hpp without draws, for many areas.
//
// Every area's rate theta_j has its own law, whatever the others do. So, where area i's rate is t,
// the number of areas above it is a sum of independent yes-or-no:
//   N_i(t) = sum over j != i of [theta_j > t],   P(theta_j > t) = S_j(t)
//   P(rank_i <= r) = ∫ P(N_i(t) <= r - 1) dF_i(t)
// S_j comes from a table (GammaSurvival), t runs over nodes that lie close where many areas lie and
// closest at the top. There the law of N is exact: the product of (1 - S_j + S_j z) up to a power
// of z that the first 16 ranks need, divided by area i's own factor. Further down N_i(t) is taken
// as normal with
//   mean    sum S_j - S_i             variance    sum S_j (1 - S_j) - S_i (1 - S_i)
// corrected for continuity: it has at least that many areas above it.
//
// What picking the top k gains in a draw (rank_interval.hpp) follows too: the shares of the total
// are independent of the total, so the mean share is the mean of the sum over the mean total.
//
// Sources:
//   Lukacs (1955), A characterization of the gamma distribution, Annals of Mathematical Statistics
//     26(2), 319-324. doi:10.1214/aoms/1177728549. Shares are independent of the total.
//   Hong (2013), On computing the distribution function for the Poisson binomial distribution,
//     Computational Statistics & Data Analysis 59, 41-51. doi:10.1016/j.csda.2012.10.006. The exact
//     law, and the normal one with its errors.
//
// Error: limits within half a rank of the exact ones, or a tenth of a per cent of the interval's
// width where that is more; P(top k) within 0.002. No seed: nothing is drawn. Sums run in the order
// of the laws, so no number depends on the threads or on the order of the areas.
// Time: O(laws × nodes), about 2,000 nodes; areas of one count and exposure are one law. Memory:
// some KB for each different count, 16 bytes for each law and thread.
//
// Only for this room's files.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hotward::ranking {

/// A rate's law is gamma with the shape count + prior_shape: Jeffreys' prior.
inline constexpr double prior_shape = 0.5;

/// Element i belongs to area i.
struct RankLaws {
  std::vector<std::int64_t> lower;
  std::vector<std::int64_t> upper;
  std::vector<double> p_top;
  double gain = 0.0;  ///< what picking the top k adds to their share, on average
};

/// The largest k of P(top k).
inline constexpr int most_top = 16;

/// @param counts    at least 0, whole
/// @param exposures  above 0, one per count
/// @param top       1 … most_top
/// @param level     of the intervals, inside (0, 1)
/// Throws Interrupted where the user has asked to stop.
[[nodiscard]] RankLaws rank_laws(std::span<const double> counts, std::span<const double> exposures,
                                 int top, double level);

}  // namespace hotward::ranking
