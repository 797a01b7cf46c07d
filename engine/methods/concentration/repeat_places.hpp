// Repeat places: at which places did more incidents happen than chance puts at one?
//
//   p = P(X >= y | X >= 1)        X Poisson, of the mean that gives places with an incident the
//                                 mean number that they have
//
// So many incidents at one place, if all places with an incident were alike. Places without one are
// not known and not needed. What makes p small may be the place's size: a car park, a long street,
// a map point that stands for many addresses.
//
// Many places are looked at, so some p are small by chance: stats::benjamini_hochberg makes of them
// a q that allows for it. The mean is made of all places, the busy ones as well, which makes it
// greater than that of the rest: p errs to the safe side.
//
// Source:
//   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd edition, Wiley. Section
//     4.10.1: Poisson's law without zeros. doi:10.1002/0471715816
//
// Edges: no places, no p. Where each has one incident every p is 1. A count below 1 is a fault of
// the program. Time: O(n).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hotward::concentration {

/// @param counts  of places with an incident, at least 1 each
/// @return the p of each
///
/// Example:
///   const std::vector<std::int64_t> counts = {1, 1, 1, 7};
///   const std::vector<double> p = chance_of_as_many(counts);  // 1, 1, 1, 0.009
[[nodiscard]] std::vector<double> chance_of_as_many(std::span<const std::int64_t> counts);

}  // namespace hotward::concentration
