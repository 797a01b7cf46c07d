// Controls: what a density surface is compared with: the same incidents of the period before,
// those of another type, or the points of another file, such as dwellings.
//
// People counted by area are no controls: a count has no place within its area, and spreading it
// evenly would draw the areas' shapes into every ratio.
#pragma once

#include <string>

#include "tools/parts/density_input.hpp"

namespace hotward::tools {

struct Controls {
  WeightedPlaces places;      ///< within the study's areas
  std::string name;           ///< in a sentence: "2018-04 to 2019-03", "Robbery", "dwellings.csv"
  bool are_incidents = true;  ///< and no dwellings: small counts of them are hidden, too
  Json said;                  ///< for the summary: kind, name, incidents, outside, rejected
};

/// "before" on the command line.
[[nodiscard]] bool asks_for_before(const std::string& against);

/// Looks, before any file is opened, whether --against can be answered.
/// @return usage for `before` without --from and --to, for `population`, and for a type where the
///         incidents come from standard input, which cannot be read twice.
[[nodiscard]] Result<void> check_against(const std::string& against, const IncidentsInput& input);

/// The theme's incidents of the period before; the study must have been made with `compare`.
/// @return no_data where the incidents have no dates, or none of that period lies in an area (for
///         the public: too few).
[[nodiscard]] Result<Controls> controls_before(const Study& study, const Theme& theme);

/// Another type of the same input, or another data set whose columns are recognised by their names.
/// The data set's files join the study's provenance, its warnings the study's.
/// @return usage where a type is among the theme's own; errors as make_study, naming --against.
[[nodiscard]] Result<Controls> read_controls(const std::string& against,
                                             const StudyOptions& options, const Session& session,
                                             Study& study);

}  // namespace hotward::tools
