// Natural breaks: which k classes of a list of numbers are each as alike as can be?
//
//   minimise  sum_c sum_{i in c} (x_i - m_c)^2      c    one of at most k classes, each an unbroken
//                                                        run of the sorted values
//                                                   m_c  mean of its values
//
// Equal values always share a class. The best classes are found exactly, by dynamic programming
// over the distinct values: best(c, j), the least sum for the first j of them in c classes, is the
// least best(c - 1, i) + cost(i, j). The best i never falls as j grows, so each layer is searched
// by halving (Grønlund et al.); the plain search is quadratic.
//
// Sources:
//   Fisher (1958), On grouping for maximum homogeneity, Journal of the American Statistical
//     Association 53(284), 789-798. doi:10.1080/01621459.1958.10501479
//     The criterion, and the recurrence.
//   Jenks (1967), The data model concept in statistical mapping, International Yearbook of
//     Cartography 7, 186-190.
//     Its use for choropleth maps.
//   Grønlund, Larsen, Mathiasen, Nielsen, Schneider, Song (2017), Fast exact k-means, k-medians and
//     Bregman divergence clustering in 1D. arXiv:1701.07204
//     The search by halving.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace hotward::report {

/// @param values   in any order; what is not finite is passed over
/// @param classes  how many are wanted, at least 1
/// @return the greatest value of each class, rising. As many as there are distinct values where
///         these are fewer than `classes`; none where no value is finite. Of several best groupings
///         the one whose upper classes begin lowest.
/// Time: O(n log n + classes d log d) for d distinct values.
[[nodiscard]] std::vector<double> natural_breaks(std::span<const double> values,
                                                 std::size_t classes);

}  // namespace hotward::report
