// Ranking overlap: how far do two rankings agree, above all at their top?
//
//   X_d    how many items the first d of both lists share
//   RBO    (1 - p) sum over d >= 1 of p^(d-1) X_d / d
//
// p in (0, 1) is how patient the reader is: the first 10 places carry 99 % of the weight for 0.7,
// 97 % for 0.8 and 86 % for 0.9. Lists end: what was seen of them is carried on,
//   RBO_ext = (1-p)/p [ sum_{d=1..l} (X_d/d) p^d + sum_{d=s+1..l} X_s (d-s)/(s d) p^d ]
//             + [ (X_l - X_s)/l + X_s/s ] p^l
// for lists of s <= l items; with s = l = k it is (X_k/k) p^k + (1-p)/p sum_{d=1..k} (X_d/d) p^d.
// 1: the same lists; 0: not one item in common.
//
//   F1 at k = 2 |A and B| / (|A| + |B|), A and B the first k of each: the order does not matter
//
// Source:
//   Webber, Moffat, Zobel (2010), A similarity measure for indefinite rankings, ACM Transactions on
//     Information Systems 28(4), 20. doi:10.1145/1852102.1852106. Equations 4, 32 and, for the
//     weight of the first places, 21.
//
// Edges: two empty lists are NaN; an empty and another, 0. Ties have no order of their own: put
// them in one, the same way in both lists. Time: O((s + l) log (s + l)).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace hotward::stats {

/// @param a, b  the best item first; each item once in a list
/// @param p     inside (0, 1)
///
/// Example:
///   const std::vector<std::uint64_t> spring = {7, 3, 9};
///   const std::vector<std::uint64_t> summer = {7, 9, 4};
///   const double agreement = rank_biased_overlap(spring, summer, 0.9);  // 0.685
[[nodiscard]] double rank_biased_overlap(std::span<const std::uint64_t> a,
                                         std::span<const std::uint64_t> b, double p);

/// The share of the weight that the first `depth` places have (equation 21 of the source).
[[nodiscard]] double rank_biased_weight(std::size_t depth, double p);

/// F1 of the first k of both lists; of all, where a list is shorter.
/// @param k  at least 1
[[nodiscard]] double f1_at(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b,
                           std::size_t k);

}  // namespace hotward::stats
