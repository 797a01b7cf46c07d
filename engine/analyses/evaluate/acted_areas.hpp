// Acted areas: did incidents fall more in the areas where something was done than in areas like
// them where nothing was, and did they move next door?
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/analyses/evaluate/evaluated_periods.hpp"
#include "engine/methods/evaluation/displacement.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/json.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

/// Areas by code or name.
struct ActedWords {
  std::vector<std::string> target;          ///< something was done here
  std::vector<std::string> control;         ///< like them, and nothing was
  std::vector<std::string> nearby;          ///< where incidents may have moved
  std::vector<std::string> nearby_control;  ///< like those

  [[nodiscard]] bool asked() const {
    return !target.empty() || !control.empty() || !nearby.empty() || !nearby_control.empty();
  }
};

enum class Role : std::uint8_t { none, target, control, nearby, nearby_control };
inline constexpr Names<Role, 5> role_names{{{Role::none, ""},
                                            {Role::target, "target"},
                                            {Role::control, "control"},
                                            {Role::nearby, "nearby"},
                                            {Role::nearby_control, "nearby control"}}};

/// The test over the first months after.
struct ActedMonth {
  table::Month month;
  evaluation::WeightedDifference sum;
};

struct ActedAreas {
  EvaluatedPeriods periods;
  double weight = 1.0;        ///< days after over days before
  std::vector<Role> roles{};  ///< per area of the study
  std::vector<evaluation::BeforeAfter> counts{};
  evaluation::Groups groups{};
  evaluation::WeightedDifference difference{};    ///< with the areas nearby, if there are any
  evaluation::WeightedDifference target_alone{};  ///< the target's against the control's
  double quotient = 0.0;                          ///< WDQ
  double gross = 0.0;
  double net = 0.0;
  /// What the target would have had before, were all areas drawn from one spread: nearer to the
  /// mean than what was counted. NaN where it cannot be said.
  double expected_before = 0.0;
  std::vector<ActedMonth> months{};  ///< from the first after; none where months do not pair
};

/// @return usage where a word is no area, or one area has two roles, or target or control is
///         missing; errors as evaluated_periods
[[nodiscard]] Result<ActedAreas> compare_acted_areas(const Study& study, const Theme& theme,
                                                     const EvaluatedPeriods& periods,
                                                     const ActedWords& words);

[[nodiscard]] Json acted_json(const ActedAreas& found, const Study& study);
[[nodiscard]] report::ShownTable acted_table(const ActedAreas& found);
[[nodiscard]] std::string acted_text(const ActedAreas& found, const Theme& theme);
/// before_after_<theme>: all areas, with their role.
[[nodiscard]] table::Layer acted_layer(const ActedAreas& found, const Study& study,
                                       const Theme& theme);

}  // namespace hotward::analyses
