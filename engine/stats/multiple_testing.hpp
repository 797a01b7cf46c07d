// Multiple testing: of many p-values, which remain small when all tests are taken together?
//
// With m tests and p_(1) <= ... <= p_(m), the adjusted values ("q-values") are
//   Bonferroni                q_(i) = min(1, m p_(i))
//   Benjamini-Hochberg        q_(i) = min over j >= i of min(1, m p_(j) / j)
//   Benjamini-Yekutieli       the same times 1 + 1/2 + ... + 1/m
// A test is rejected at level a where q <= a. Bonferroni holds the chance of any false rejection;
// Benjamini-Hochberg the expected share of false ones among the rejected, for independent or
// positively dependent tests; Benjamini-Yekutieli the same under any dependence.
//
// Sources:
//   Benjamini, Hochberg (1995), Controlling the false discovery rate: a practical and powerful
//     approach to multiple testing, Journal of the Royal Statistical Society B 57(1), 289-300.
//     doi:10.1111/j.2517-6161.1995.tb02031.x
//   Benjamini, Yekutieli (2001), The control of the false discovery rate in multiple testing under
//     dependency, The Annals of Statistics 29(4), 1165-1188. doi:10.1214/aos/1013699998
//
// Edges: a NaN (a site without a test) stays NaN and is not among the m. Equal p have equal q.
// Time: O(m log m).
#pragma once

#include <span>
#include <vector>

namespace hotward::stats {

/// @param p_values  each in [0, 1] or NaN
/// @return the adjusted value of each, in the same order
///
/// Example:
///   const std::vector<double> q_values = benjamini_hochberg(p_values);
[[nodiscard]] std::vector<double> bonferroni(std::span<const double> p_values);
[[nodiscard]] std::vector<double> benjamini_hochberg(std::span<const double> p_values);
[[nodiscard]] std::vector<double> benjamini_yekutieli(std::span<const double> p_values);

}  // namespace hotward::stats
