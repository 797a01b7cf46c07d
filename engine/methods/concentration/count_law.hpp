// Count law: how many incidents would places have that are all alike?
//
//   Poisson             P(k) = e^-m m^k / k!                         variance m
//   negative binomial   P(k) = Gamma(k + r) / (k! Gamma(r)) f^-r (1 - 1/f)^k,  r = m / (f - 1)
//                                                                    variance f m
// f, the dispersion, says how much more counts vary than Poisson's: incidents that bring others
// with them at the same place make it larger than 1, though all places are alike.
//
// Where only places with an incident are known (the map points of a file), the law is that of a
// count that is not 0: P(k) / (1 - P(0)), k = 1, 2, ...; m is then the mean before the zeros were
// taken away, found by halving from the mean that was seen.
//
// Source:
//   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd edition, Wiley.
//     doi:10.1002/0471715816. Sections 4.10 and 5.11: the laws without zeros.
//
// Edges: without zeros a mean of 1 is a 1 at every place, and no mean is below 1. The negative
// binomial without zeros has no mean at or below (f - 1) / ln f: there is no law then. What is left
// out of a law is below 1e-16. Time: O(m + sqrt(f m)).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace hotward::concentration {

/// Which places can be seen.
enum class Seen : std::uint8_t {
  all_places,             ///< those without an incident, too
  places_with_incidents,  ///< no others
};

/// chances[i] is the chance of first + i incidents; they add up to 1.
struct CountLaw {
  std::int64_t first = 0;
  std::vector<double> chances;
};

/// The law of this mean.
/// @param mean        above 0, and at least 1 where places with incidents alone are seen
/// @param dispersion  at least 1; 1 is Poisson's law
/// @return nothing where there is no such law
///
/// Example:
///   const auto law = law_of_mean(0.5, 1.0, Seen::all_places);
///   const double none = law->chances[0];  // 0.61 of the places have no incident
[[nodiscard]] std::optional<CountLaw> law_of_mean(double mean, double dispersion, Seen seen);

/// The mean before the zeros were taken away, of Poisson's law.
/// @param mean  without them, at least 1
[[nodiscard]] double mean_with_zeros(double mean);

/// E|X - Y| / (2 E X) of two counts of the law: 0 where all are equal.
[[nodiscard]] double gini(const CountLaw& law);

}  // namespace hotward::concentration
