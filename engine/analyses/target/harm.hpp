// Harm: what the incidents of a site weigh, by weights that the user gives: never by the program's
// own, for none fit.
//
// The 14 categories of data.police.uk each hold crimes of very unlike severity: "violence and
// sexual offences" is a push in a queue, and rape. A weight for such a category is an average over
// crimes that the place may not have, so it is made only where the user insists, and marked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

/// What --harm names, read.
struct HarmWeights {
  std::string file;
  std::vector<double> of_type{};  ///< per type of the data; NaN where the theme does not hold it
  bool approximate = false;       ///< made of data.police.uk's categories

  [[nodiscard]] bool known() const { return !of_type.empty(); }
};

/// A site's harm. Element i of each vector belongs to site i.
struct SiteHarm {
  std::vector<double> sum;
  std::vector<double> greatest;      ///< weight of its heaviest incident; 0 without one
  std::vector<std::int64_t> rank;    ///< 1 the most; ties share the better
  std::vector<std::uint8_t> by_one;  ///< among the first by harm only because of that incident
  double total = 0.0;

  [[nodiscard]] bool known() const { return !sum.empty(); }
};

/// @param approximate  categories of data.police.uk may be weighed
/// @return usage for such categories where they may not; missing_column; bad_value, with file and
///         line, for a weight that is no number of at least 0, a type that stands there twice, and
///         a type of the theme without a weight; errors of the file
[[nodiscard]] Result<HarmWeights> read_harm(Study& study, const Theme& theme,
                                            const std::string& file, bool approximate);

/// @param weights    of incidents, at least 0. @param site  of each
/// @param first      how many sites are hot
[[nodiscard]] SiteHarm site_harm(const std::vector<double>& weights,
                                 const std::vector<std::size_t>& site, std::size_t sites,
                                 std::size_t first);

/// Of each site: it is among the `first` greatest, and would not be without `part` of its value:
/// others outside them have more then.
[[nodiscard]] std::vector<std::uint8_t> only_by_part(const std::vector<double>& values,
                                                     const std::vector<double>& part,
                                                     const std::vector<std::uint8_t>& is_first);

}  // namespace hotward::analyses
