#include "engine/methods/autocorrelation/global_input.hpp"

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/methods/autocorrelation/defined_sites.hpp"

namespace hotward::autocorrelation {

Result<GlobalStatistic> on_defined_sites(std::span<const double> values,
                                         const weights::SpatialWeights& weights, const char* name,
                                         const StatisticOfMap& statistic) {
  for (std::size_t i = 0; i < weights.site_count(); ++i) {
    HOTWARD_EXPECTS(weights.weight(i, static_cast<weights::Site>(i)) <= 0.0);
  }
  const auto defined = defined_sites(values, weights);
  if (!defined) return fail(defined.error());
  const auto used = *defined ? std::span<const double>((*defined)->values) : values;
  const auto& links = *defined ? (*defined)->weights : weights;
  if (const auto checked = check_values(used, 4, name); !checked) return fail(checked.error());
  if (links.link_count() == 0) {
    return fail(ErrorCode::no_data, fmt::format("{}: no area or cell has a neighbour", name));
  }
  GlobalStatistic test = statistic(of_usual_size(used), links);
  test.undefined = values.size() - used.size();
  return test;
}

}  // namespace hotward::autocorrelation
