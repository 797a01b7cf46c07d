// Dispersion: how many times as much as independent incidents do the counts of a table vary?
//
// Rows are areas, columns are months. By the areas' and the months' own totals,
//   E_it = O_i. O_.t / O..
// so that no area's level, no season and no trend that all share counts as variation. What is left
//   phi = sum (O_it - E_it)^2 / sum E_it (1 - O_i. / O..)(1 - O_.t / O..)
// is 1 on average for independent incidents, and phi where each count has phi times its mean as
// variance. One sum over another, and not the mean of ratios: empty cells of quiet areas neither
// drown nor blow up what busy ones say.
//
// Few incidents say little. The table is worth
//   d = min((rows - 1)(columns - 1), 2 (sum E)^2 / sum (2 E^2 + E))
// degrees of freedom (the second is what the variance of the sum above comes to for independent
// incidents), and phi is taken as (d phi + 4) / (d + 4): as if four more had been seen at 1. It is
// never below 1.
//
// Source:
//   McCullagh, Nelder (1989), Generalized Linear Models, 2nd edition, Chapman and Hall. Sections
//     4.5 and 6.2: variance in proportion to the mean, and the dispersion by Pearson's chi-square.
//
// Edges: rows and columns without an incident are none. With fewer than two of either left, or no
// degree of freedom, nothing can be known. Time: O(cells).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace hotward::stats {

struct Dispersion {
  double phi = 1.0;      ///< at least 1
  double degrees = 0.0;  ///< of freedom, that phi is worth
};

/// @param cells    rows × columns, at least 0
/// @param columns  at least 1
///
/// Example:
///   const auto found = dispersion(counts, 12);  // areas × months
///   const double times_poisson = found ? found->phi : 1.0;
[[nodiscard]] std::optional<Dispersion> dispersion(std::span<const std::int64_t> cells,
                                                   std::size_t columns);

}  // namespace hotward::stats
