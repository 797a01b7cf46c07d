// Concentration: are incidents at fewer places than chance would put them, and how sure is that?
//
// The figures are those of lorenz.hpp. Beside them:
//
//   interval   the places are drawn anew with replacement, R times over; the middle 95% of what G
//              and G* come to
//   chance     as many places, all alike, with counts by a law of the same mean (count_law.hpp):
//              Poisson's, and, where a dispersion is known (burstiness.hpp), one that varies more.
//              Of each: its G0, the middle 95% of R draws, the curve, and
//              p = (1 + draws with at least the G that was seen) / (R + 1)
//   G0         of Poisson's law: stats::poisson_gini(N / n); without zeros summed from the law
//
// Sources: those of lorenz.hpp and count_law.hpp, and
//   Efron (1979), Bootstrap methods: another look at the jackknife, The Annals of Statistics 7(1),
//     1-26. doi:10.1214/aos/1176344552. The interval: percentiles.
//
// Random numbers are those of (seed, replicate): the same bytes on any number of threads, and for
// any order of the places.
//
// Edges: without an incident every figure is NaN, and no law is made. Draws without an incident say
// nothing and are left out. With R = 0 there is no interval and no p (NaN).
// Errors: too_few_sites without a place; bad_value for a count below 0, one of 0 where places with
// incidents alone are seen, a dispersion below 1, and totals of 2^30 places or more.
// Time: O(n log n + R (classes + sqrt n)).
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/core/result.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/concentration/lorenz.hpp"

namespace hotward::concentration {

struct ConcentrationOptions {
  Seen seen = Seen::all_places;
  std::optional<double> dispersion{};  ///< at least 1; none: not known
  std::uint32_t draws = 999;           ///< R
  std::uint64_t seed = 1;
};

struct Span {
  double lower;
  double upper;
};

/// What chance makes of places that are all alike.
struct Chance {
  double dispersion;
  double gini;  ///< G0
  Span middle;  ///< 95% of the draws
  double p;     ///< chance of a G as great as the one that was seen
  Curve curve;
};

struct Concentration {
  Histogram classes;
  std::int64_t places = 0;
  std::int64_t incidents = 0;
  double gini = undefined;                       ///< G
  Span gini_interval{undefined, undefined};      ///< 95%
  double generalised = undefined;                ///< G'
  double unbiased = undefined;                   ///< the unbiased form of G'
  double greatest = undefined;                   ///< Gmax
  double adjusted = undefined;                   ///< G*
  Span adjusted_interval{undefined, undefined};  ///< 95%
  std::optional<Chance> poisson;                 ///< always, where there is an incident
  std::optional<Chance> bursts;  ///< where a dispersion is known, and such a law has this mean
};

/// @param counts  incidents of each place
///
/// Example:
///   const std::vector<std::int64_t> cells = {10, 8, 2, 0, 0, 0, 0, 0, 0, 0};
///   const auto found = measure(cells, {.seen = Seen::all_places});
///   const double gini = found->gini;              // 0.78, but so few make a high one by chance
///   const double beyond_chance = found->adjusted;  // 0.77: 0 is what chance makes, 1 the most
[[nodiscard]] Result<Concentration> measure(std::span<const std::int64_t> counts,
                                            const ConcentrationOptions& options);

}  // namespace hotward::concentration
