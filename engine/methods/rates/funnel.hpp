// Funnel: which areas have an unusual rate for their size, were all of them alike?
//
//   r    = sum O_i / sum n_i                       the rate of all together; E_i = r n_i
//   z_i  = (O_i - E_i) / sqrt(E_i)
//   phi  = sum w(z)_i^2 / (c (k - 1)), at least 1  of k areas
//
// w(z) are the z with a tenth at each end moved to the next one (winsorised), so that the few areas
// that are truly unusual do not widen the limits they are judged by. That makes phi smaller where
// all are alike, too: to c, 0.68 of its value for many areas, which is the mean of the winsorised
// squares of k normal numbers, computed exactly. Dividing by it is ours: without, 95% limits leave
// out 11% of areas that are alike. Spiegelhalter's own, sum w(z)^2 / k, is `phi_winsorised`.
//
// The limits of an area are those of a count with the mean E_i and phi_i times Poisson's variance,
// over n_i: the further ones of two laws (stats/poisson_limits.hpp).
//   multiplicative   phi_i = phi
//   additive         phi_i = 1 + tau^2 n_i / r: true rates themselves vary, with the standard
//                    deviation tau: that with which the z over sqrt(phi_i) come to a phi of 1
//   poisson          phi_i = 1
// The first says that every area's incidents come in bunches, the second that areas differ, large
// and small alike: its limits stay wide for large areas.
//
// Sources:
//   Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in
//     Medicine 24(8), 1185-1202. doi:10.1002/sim.1970
//   Paule, Mandel (1982), Consensus values and weighting factors, Journal of Research of the
//     National Bureau of Standards 87(5), 377-385. doi:10.6028/jres.087.022. tau by the equation
//     that it must fulfil.
//
// Edges: areas without people are left out of all sums, and have no limits. Of fewer than five
// areas, or without an incident, phi is not estimated, and taken as 1; without an incident there
// are no limits. Time: O(k log k).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/table/column.hpp"

namespace hotward::rates {

/// How much more than Poisson's the counts of areas that are alike vary.
enum class FunnelSpread : std::uint8_t { multiplicative, additive, poisson };

inline constexpr Names<FunnelSpread, 3> funnel_spread_names{
    {{FunnelSpread::multiplicative, "multiplicative"},
     {FunnelSpread::additive, "additive"},
     {FunnelSpread::poisson, "poisson"}}};

/// Rates between which areas of one size lie, were all alike.
struct FunnelLimits {
  double lower_95;
  double upper_95;
  double lower_998;
  double upper_998;
};

/// Fewer cannot show how much areas differ.
inline constexpr std::size_t least_funnel_areas = 5;

/// Element i of each vector belongs to area i.
struct Funnel {
  double per = 1000.0;
  double target = 0.0;          ///< r, per `per` people
  std::size_t areas = 0;        ///< k
  bool estimated = false;       ///< phi is: else it is 1 because nobody knows, or as asked
  FunnelSpread spread{};        //
  double phi = 1.0;             ///< at least 1
  double phi_winsorised = 1.0;  ///< the same without c, as Spiegelhalter has it; may be below 1
  double tau = 0.0;             ///< of rates per `per` people; 0 unless additive
  std::vector<double> z;        ///< over sqrt(phi_i); NaN without people
  std::vector<FunnelLimits> limits;
  std::vector<std::int64_t> side;  ///< 2 above the 99.8% limit, 1 above that of 95%, 0 within, -1,
                                   ///< -2; null without limits

  /// How many times as much as Poisson's counts of an area of that size vary.
  [[nodiscard]] double phi_at(double people) const;
  /// @param people  above 0
  [[nodiscard]] FunnelLimits limits_at(double people) const;
};

/// @param counts      incidents per area, at least 0
/// @param population  people at risk, at least 0 or NaN; one per count
/// @param per         how many people rates are stated for, above 0
///
/// Example:
///   const Funnel found = funnel(counts, people);
///   const bool is_unusual = found.side[2] != 0;  // its rate lies outside the 95% limits
[[nodiscard]] Funnel funnel(std::span<const std::int64_t> counts,
                            std::span<const double> population,
                            FunnelSpread spread = FunnelSpread::multiplicative,
                            double per = 1000.0);

/// The layer's columns: fun_z, fun_lo95, fun_hi95, fun_lo998, fun_hi998 and fun_side, in words.
/// The result is per 1,000.
[[nodiscard]] std::vector<table::Column> columns(const Funnel& result);

/// "above 99.8%", "above 95%", "within", "below 95%", "below 99.8%"; empty for null.
[[nodiscard]] const char* side_text(std::int64_t side);

}  // namespace hotward::rates
