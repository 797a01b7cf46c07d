#include "engine/methods/autocorrelation/adjustment.hpp"

#include "engine/stats/multiple_testing.hpp"

namespace hotward::autocorrelation {

std::vector<double> adjusted(std::span<const double> p_values, Adjustment adjustment) {
  switch (adjustment) {
    case Adjustment::benjamini_hochberg:
      return stats::benjamini_hochberg(p_values);
    case Adjustment::benjamini_yekutieli:
      return stats::benjamini_yekutieli(p_values);
    case Adjustment::bonferroni:
      return stats::bonferroni(p_values);
    case Adjustment::none:
      break;
  }
  return {p_values.begin(), p_values.end()};
}

std::string_view name(Adjustment adjustment) {
  switch (adjustment) {
    case Adjustment::benjamini_hochberg:
      return "Benjamini-Hochberg";
    case Adjustment::benjamini_yekutieli:
      return "Benjamini-Yekutieli";
    case Adjustment::bonferroni:
      return "Bonferroni";
    case Adjustment::none:
      break;
  }
  return "none";
}

}  // namespace hotward::autocorrelation
