// Controls: what a density surface is compared with: the same incidents of the period before,
// those of another type, the points of another file, such as dwellings, or people.
//
// People are amounts: so many at a place, known and no sample (density::ControlKind). They come
// from a file of points with a column of amounts, such as the centroids of output areas, or from
// the areas' own population, which is known by area alone. population_controls spreads it evenly
// over the cells of each area. That is as good as areas are small beside the kernel: within an
// area nothing is known, so people in large ones bring the areas' own shapes into the ratio.
#pragma once

#include <string>
#include <vector>

#include "engine/analyses/density/density_input.hpp"

namespace hotward::analyses {

struct Controls {
  WeightedPlaces places;      ///< within the study's areas
  std::string name;           ///< in a sentence: "2018-04 to 2019-03", "Robbery", "dwellings.csv"
  bool are_incidents = true;  ///< and no dwellings: small counts of them are hidden, too
  bool are_amounts = false;   ///< known, no sample
  std::string unit;           ///< behind their number, with a space before: " people"
  LeftOut left_out;           ///< areas of which nothing is known: left out of both surfaces
  double area_side_m = 0.0;   ///< median side of the areas that amounts were spread over; or 0
  std::vector<std::string> cautions;  ///< whole sentences
  std::vector<std::string> weighty;   ///< those of them that change a number
  Json figures;                       ///< for the summary: kind, name, incidents or amount, …
};

/// "before" on the command line.
[[nodiscard]] bool asks_for_before(const std::string& against);

/// "population" on the command line.
[[nodiscard]] bool asks_for_population(const std::string& against);

/// Looks, before any file is opened, whether --against can be answered.
/// @return usage for `before` without --from and --to, and for a type where the incidents come from
///         standard input, which cannot be read twice.
[[nodiscard]] Result<void> check_against(const std::string& against, const IncidentsRequest& input);

/// The theme's incidents of the period before; the study must have been made with `compare`.
/// @return no_data where the incidents have no dates, none of that period lies in an area (for the
///         public: too few), or the data do not reach back over it.
[[nodiscard]] Result<Controls> controls_before(const Study& study, const Theme& theme);

/// Another type of the same input, or another data set whose columns are recognised by their names,
/// "FILE", each row of which weighs 1, or "FILE:COLUMN", where it weighs that column. (The name of
/// a layer comes first: "FILE:LAYER:COLUMN".) The data set's files join the study's provenance, its
/// warnings the study's.
/// @return usage where a type is among the theme's own, and for a column without a name; for a
///         column the errors of IncidentNumbers, and no_data where its sum is 0; errors as
///         make_study. All name --against.
[[nodiscard]] Result<Controls> read_controls(const std::string& against,
                                             const StudyRequest& options, const Context& context,
                                             Study& study);

}  // namespace hotward::analyses
