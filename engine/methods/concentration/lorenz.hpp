// Lorenz curve and Gini coefficient: what share of the places has what share of the incidents?
//
//   G  = sum_i sum_j |y_i - y_j| / (2 n N)      n places with y_1, ..., y_n incidents, N in all
//      = sum_i (2 i - n - 1) y_(i) / (n N)      y_(1) <= ... <= y_(n)
//   G' = max(1, n / N) (G - 1) + 1              Bernasco and Steenbeek's: where there are fewer
//                                               incidents than places, most equal is one at each of
//                                               N places, and that is 0 here
//   G* = (G - G0) / (Gmax - G0)                 null-adjusted: 0 is what chance makes of places
//                                               that are all alike, 1 is all at one place
//   Gmax = 1 - 1/n; where places with an incident alone are seen 1 - 1/n - (n - 1)/N: all but one
//          at each of the others
//
// G' says nothing once there is one incident a place on average, where chance alone still makes a G
// of 0.52: read G* then.
//
// The curve runs from the busiest place down: after the k busiest, k / n of the places hold so much
// of the incidents. "Half of the incidents happened at so many places" is the least k whose places
// hold at least half of them: whole places, no interpolation.
//
// Sources:
//   Bernasco, Steenbeek (2017), More places than crimes: implications for evaluating the law of
//     crime concentration at place, Journal of Quantitative Criminology 33(3), 451-467.
//     doi:10.1007/s10940-016-9324-7. G' and its unbiased form.
//   Weisburd (2015), The law of crime concentration and the criminology of place, Criminology
//     53(2), 133-157. doi:10.1111/1745-9125.12070
//
// Edges: NaN where there is no incident; G* NaN where Gmax is no more than G0. Sums are made of
// whole numbers: G is rounded once, and the order of the places changes nothing. n N below 2^62.
// Time: O(n log n) for the histogram, O(classes) each for the rest.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/methods/concentration/count_law.hpp"

namespace hotward::concentration {

/// Places with equally many incidents.
struct CountClass {
  std::int64_t count;
  std::int64_t places;
};

/// Each count once, the greatest first.
using Histogram = std::vector<CountClass>;

/// @param counts  of each place, at least 0
[[nodiscard]] Histogram histogram(std::span<const std::int64_t> counts);

[[nodiscard]] std::int64_t places_in(const Histogram& classes);
[[nodiscard]] std::int64_t incidents_in(const Histogram& classes);

[[nodiscard]] double gini(const Histogram& classes);

/// G'. @param gini  G
[[nodiscard]] double gini_generalised(double gini, std::int64_t places, std::int64_t incidents);

/// G' times m / (m - 1), m the lesser of places and incidents; NaN where that is 1.
[[nodiscard]] double gini_unbiased(double gini, std::int64_t places, std::int64_t incidents);

/// Gmax.
[[nodiscard]] double greatest_gini(std::int64_t places, std::int64_t incidents, Seen seen);

/// G*. @param null  G0
[[nodiscard]] double gini_adjusted(double gini, double null, double greatest);

/// The least number of places that hold at least so much of the incidents; 0 where there are none.
/// @param incidents_pct  from 1 to 100
///
/// Example:
///   const std::vector<std::int64_t> counts = {10, 8, 2, 0, 0, 0, 0, 0, 0, 0};
///   const Histogram classes = histogram(counts);
///   const double unequal = gini(classes);                  // 0.78
///   const std::int64_t half = places_holding(classes, 50);  // 1 place has half of them
[[nodiscard]] std::int64_t places_holding(const Histogram& classes, std::int64_t incidents_pct);

/// Corners of a Lorenz curve, the busiest places first: both from 0 to 1, and rising.
struct Curve {
  std::vector<double> places;
  std::vector<double> incidents;
};

/// A corner for each class behind that at 0; empty where there is no incident.
[[nodiscard]] Curve curve_of(const Histogram& classes);
[[nodiscard]] Curve curve_of(const CountLaw& law);

/// The share of the incidents that the busiest places hold, straight between the corners.
/// @param places  their share of all, from 0 to 1
[[nodiscard]] double incidents_at(const Curve& curve, double places);

/// The share of the places that holds this share of the incidents, straight between the corners.
[[nodiscard]] double places_at(const Curve& curve, double incidents);

}  // namespace hotward::concentration
