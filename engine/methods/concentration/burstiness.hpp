// Burstiness: do incidents at a place come together in time, more than chance brings them?
//
//   f = (N - 1) / N  X2 / ((P - 1) (M - 1))      X2 = sum over places p and months m of
//                                                     (n_pm - n_p n_m / N)^2 / (n_p n_m / N)
//
// n_pm incidents of the N fall on place p in month m, n_p on the place, n_m in the month. X2 is
// Pearson's statistic of the table of places by months: each place's share of the months is
// compared with everybody's, so that neither a busy place nor a busy month counts. Where every
// incident takes its month by lot f is 1 on average, exactly; where incidents come in bursts of b
// at once it is about b.
//
// It measures how much more than Poisson's law counts vary at places that are all alike, as the
// dispersion of a null (count_law.hpp) needs it: differences between the places play no part.
//
// Source:
//   McCullagh, Nelder (1989), Generalized Linear Models, 2nd edition, Chapman and Hall. Section
//     4.5: dispersion by Pearson's statistic. doi:10.1201/9780203753736
//   Haldane (1940), The mean and variance of chi-squared, when used as a test of homogeneity, when
//     expectations are small, Biometrika 31(3-4), 346-355. doi:10.1093/biomet/31.3-4.346. The
//     factor (N - 1) / N.
//
// Edges: NaN for fewer than two places or two months with an incident. Below 1 it is given as it
// is: a law of counts needs at least 1. The order of the incidents changes nothing, to the last
// bit. Time: O(N log N).
#pragma once

#include <cstdint>
#include <vector>

namespace hotward::concentration {

/// Where and when one incident was.
struct PlaceMonth {
  std::uint32_t place;
  std::uint32_t month;

  friend auto operator<=>(const PlaceMonth&, const PlaceMonth&) = default;
};

/// f above. @param incidents  any numbers for places and months, alike for the same one
///
/// Example:
///   const std::vector<PlaceMonth> incidents = {{1, 1}, {1, 1}, {1, 1}, {2, 2}, {2, 2}, {2, 2}};
///   const double together = burstiness(incidents);  // 5: each place had its own in one month
[[nodiscard]] double burstiness(std::vector<PlaceMonth> incidents);

}  // namespace hotward::concentration
