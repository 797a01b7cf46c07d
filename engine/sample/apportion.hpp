// Apportion: whole numbers in proportion to weights, that add up exactly.
//
//   q_i = total w_i / sum_j w_j        the fair share
//   n_i = floor(q_i), and one more for the largest remainders q_i - floor(q_i) until sum_i n_i =
//   total
//
// Every n_i is q_i rounded down or up. Equal remainders: the lower index first.
//
// Sources:
//   Balinski, Young (1982), Fair Representation: Meeting the Ideal of One Man, One Vote, Yale
//     University Press. The method of Hamilton, or of largest remainders.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hotward::sample {

/// @param weights  finite, none below 0, at least one above
/// @return one number per weight, 0 where the weight is 0, with the sum `total`.
/// Time: O(n log n).
[[nodiscard]] std::vector<std::uint32_t> apportion(std::uint32_t total,
                                                   std::span<const double> weights);

}  // namespace hotward::sample
