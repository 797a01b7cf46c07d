// Neighbour-sum test: were the values of the map laid out at random, how often would the values
// around a site add up to as much, or as little, as they do?
//
//   T_i = sum_j w_ij x_j          over the row of site i
//
// Two ways to lay out the values at random:
//   total        all n values over all n sites: T_i sums k_i draws from the whole map, where k_i
//                counts the site itself if the row holds it. The counterpart of the moments in Ord
//                and Getis.
//   conditional  x_i stays, the other n - 1 values are laid out over the other sites: T_i without
//                its own term sums k_i draws from them. The test of local Moran's permutations; it
//                cannot see a site that is extreme by its own value alone.
// Both draw without replacement.
//
// Two ways to count:
//   exact         whole-number values, weights equal within each row: T_i is the sum of a finite
//                 population, whose law is known (engine/stats/finite_population_sum.hpp). One law
//                 serves all sites with as many links (total), or all with as many links and as
//                 large a value of their own (conditional).
//   permutations  R draws; p = (M + 1) / (R + 1), ties counted as extreme.
//
// Permutations draw for each site by itself (independent), or share R draws between all sites
// (shared, weights equal within each row): one table of R draws, the sums of each number of links
// sorted once, each site's rank found by search. A conditional draw that holds the site itself
// takes the next drawn site in its place, which makes it a draw from the others. Each site's p is
// as good with shared draws as with its own; only the p of different sites then err together.
//
// Sources:
//   Ord, Getis (1995), Local spatial autocorrelation statistics: distributional issues and an
//     application, Geographical Analysis 27(4), 286-306. doi:10.1111/j.1538-4632.1995.tb00912.x
//   Anselin (1995), Local indicators of spatial association - LISA, Geographical Analysis 27(2),
//     93-115. doi:10.1111/j.1538-4632.1995.tb00338.x. Conditional permutations.
//   Pagano, Tritchler (1983), On obtaining permutation distributions in polynomial time, Journal of
//     the American Statistical Association 78(382), 435-440. doi:10.1080/01621459.1983.10477990
//
// Edges: NaN where no draw is made, or none could differ: no link but to itself (conditional), all
// sites linked. Sums of real values are ties where they differ by less than rounding can.
// Time: exact O(law + sites + links); independent O(R links); shared O(R k log R + sites log R).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"
#include "engine/stats/finite_population_sum.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

enum class Null { total, conditional };
enum class Counting { automatic, exact, permutations };
enum class Draws { independent, shared };

/// As users choose them.
inline constexpr Names<Null, 2> null_names = {
    {{Null::total, "total"}, {Null::conditional, "conditional"}}};
inline constexpr Names<Counting, 3> counting_names = {{{Counting::automatic, "auto"},
                                                       {Counting::exact, "exact"},
                                                       {Counting::permutations, "permutations"}}};
inline constexpr Names<Draws, 2> draws_names = {
    {{Draws::independent, "independent"}, {Draws::shared, "shared"}}};

struct NullOptions {
  Null null = Null::total;
  /// automatic: exact wherever values and weights allow it within the budget
  Counting counting = Counting::automatic;
  Draws draws = Draws::independent;  ///< unequal weights always draw independently
  std::uint32_t permutations = 9999;
  std::uint64_t seed = 1;
  /// Multiplications that an exact law may cost; 1e9 are a few seconds.
  double exact_budget = 1e9;
};

/// How the p-values of a result came about, for a layer's description.
struct Evidence {
  Null null = Null::total;
  bool exact = false;
  Draws draws = Draws::independent;  ///< where not exact
  std::uint32_t permutations = 0;    ///< 0 where exact
  std::uint64_t seed = 0;            ///< 0 where exact
};

struct NeighbourSumTest {
  std::vector<stats::Tails> tails;  ///< of each site; NaN where there is nothing to test
  Evidence evidence;
};

/// @param values   one finite value per site
/// @param weights  over the same sites in the same order, with or without self
/// @return bad_value where an exact count is asked for but values are not whole numbers, weights
///         are not equal within each row, or the law exceeds the budget; where 0 permutations are
///         asked for.
///
/// Example:
///   const auto test = neighbour_sum_test(counts, neighbours, {.null = Null::conditional});
///   const double p = test->tails[4].upper;        // 1 / 10: of all pairs among the other five
///   const std::string how = describe(test->evidence);  // "exact, conditional randomisation"
[[nodiscard]] Result<NeighbourSumTest> neighbour_sum_test(std::span<const double> values,
                                                          const weights::SpatialWeights& weights,
                                                          const NullOptions& options);

/// "exact randomisation", "9999 conditional permutations (seed 1)": for descriptions and summaries.
[[nodiscard]] std::string describe(const Evidence& evidence);

}  // namespace hotward::autocorrelation
