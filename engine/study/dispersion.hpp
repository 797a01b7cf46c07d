// Dispersion of a study's counts: how many times as much as independent incidents do they vary?
//
// Real incidents come in bursts, series and waves. Limits and chances that take each as independent
// are then too sure of themselves, and phi says by how much (stats/dispersion.hpp): months of areas
// about the areas' own level and what all areas share (season, trend). For all areas together it is
// that of their months about season and growth (methods/trend/seasonal_line.hpp), which needs 18.
#pragma once

#include <cstddef>
#include <string>

#include "engine/parameter/parameter.hpp"
#include "engine/study/json.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"

namespace hotward {

/// What --dispersion says.
struct DispersionChoice {
  enum class Kind { estimate, poisson, given };
  Kind kind = Kind::estimate;
  double phi = 1.0;  ///< where it is given
};

/// The parameter `dispersion`: estimate, poisson, or a number from 1 to 1,000.
[[nodiscard]] parameter::List dispersion_parameter(DispersionChoice& choice);

struct CountDispersion {
  DispersionChoice::Kind from = DispersionChoice::Kind::estimate;
  std::string why_not;         ///< why it is not known; then phi is 1; empty: it is
  double phi = 1.0;            ///< of the count of one area
  double degrees = 0.0;        ///< of freedom; 0: not estimated
  double phi_total = 1.0;      ///< of the count of all areas together
  double degrees_total = 0.0;  //
  std::size_t months = 0;      ///< that it was estimated from

  [[nodiscard]] bool is_known() const { return why_not.empty(); }
  /// False for what was asked to be taken as Poisson's.
  [[nodiscard]] bool is_poisson() const { return from == DispersionChoice::Kind::poisson; }
};

/// So many whole months are needed, and two areas.
inline constexpr std::size_t least_dispersion_months = 12;

/// Of the months of the study's period and of the one before; not known of a study that is to be
/// published, whose hidden counts it would be made of. Time: O(incidents + months × areas).
[[nodiscard]] CountDispersion count_dispersion(const Study& study, const Theme& theme,
                                               const DispersionChoice& choice);

/// One sentence with its newline, on how sure that makes what is said.
[[nodiscard]] std::string dispersion_words(const CountDispersion& dispersion);

[[nodiscard]] Json dispersion_json(const CountDispersion& dispersion);

}  // namespace hotward
