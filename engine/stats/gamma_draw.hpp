// A gamma variate: one draw from the law with density x^(shape-1) e^-x / Gamma(shape).
//
//   shape >= 1:  d = shape - 1/3, c = 1 / sqrt(9 d); z normal, v = (1 + c z)^3, u uniform;
//                take d v where v > 0 and ln u < z^2/2 + d - d v + d ln v, else try again
//   shape < 1:   gamma(shape + 1) u^(1/shape)
//
// Source:
//   Marsaglia, Tsang (2000), A simple method for generating gamma variables, ACM Transactions on
//     Mathematical Software 26(3), 363-372. doi:10.1145/358407.358414
//
// Edges: for a shape far below 1 a draw may be smaller than the smallest double, which is 0.
// Time: O(1); more than 95 in 100 tries are taken.
#pragma once

#include "engine/core/random.hpp"

namespace hotward::stats {

/// @param shape  above 0; the scale is 1
///
/// Example:
///   Random random(seed, Stream::test);
///   const double rate = gamma_draw(random, 12.5) / 2000.0;  // 12 incidents among 2,000 people
[[nodiscard]] double gamma_draw(Random& random, double shape);

}  // namespace hotward::stats
