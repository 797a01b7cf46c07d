// Adjustment: p-values of many sites, corrected over the whole map at once
//
// A correction over each site's neighbourhood alone holds nothing over the map: all m sites were
// looked at, so all m are corrected for.
//
// Formulas and sources: engine/stats/multiple_testing.hpp.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/core/names.hpp"

namespace hotward::autocorrelation {

enum class Adjustment { benjamini_hochberg, benjamini_yekutieli, bonferroni, none };

/// As users choose them; name() is for readers.
inline constexpr Names<Adjustment, 4> adjustment_names = {{{Adjustment::benjamini_hochberg, "fdr"},
                                                           {Adjustment::benjamini_yekutieli, "by"},
                                                           {Adjustment::bonferroni, "bonferroni"},
                                                           {Adjustment::none, "none"}}};

/// @param p_values  in [0, 1]; a NaN stays NaN and is not counted
///
/// Example:
///   const std::vector<double> q_values = adjusted(p_values, Adjustment::benjamini_hochberg);
[[nodiscard]] std::vector<double> adjusted(std::span<const double> p_values, Adjustment adjustment);

/// "Benjamini-Hochberg".
[[nodiscard]] std::string_view name(Adjustment adjustment);

}  // namespace hotward::autocorrelation
