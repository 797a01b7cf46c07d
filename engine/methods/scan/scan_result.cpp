#include "engine/methods/scan/scan_result.hpp"

#include "engine/core/check.hpp"

namespace hotward::scan {
namespace {

template <class Get>
std::vector<double> reals(const ScanResult& result, Get get) {
  std::vector<double> values;
  for (const Cluster& cluster : result.clusters) values.push_back(get(cluster));
  return values;
}

table::Column::Days days(const ScanResult& result, std::span<const table::Period> periods,
                         bool first) {
  table::Column::Days values;
  for (const Cluster& cluster : result.clusters) {
    const std::int32_t t = first ? cluster.start : cluster.end;
    if (periods.empty() || t == Cluster::no_period) {
      values.push_back(table::null_day);
      continue;
    }
    const auto& period = periods[static_cast<std::size_t>(t)];
    values.push_back(first ? period.first : period.last);
  }
  return values;
}

}  // namespace

std::vector<table::Column> columns(const ScanResult& result,
                                   std::span<const table::Period> periods) {
  table::Column::Integers ids;
  table::Column::Integers observed;
  for (const Cluster& cluster : result.clusters) {
    HOTWARD_EXPECTS(periods.empty() || cluster.end < static_cast<std::int64_t>(periods.size()));
    ids.push_back(cluster.rank);
    observed.push_back(cluster.observed);
  }
  return {{"scan_id", "1", "number of the group, 1 the one that stands out most", ids},
          {"llr", "1", "how far it stands out (log likelihood ratio)",
           reals(result, [](const Cluster& c) { return c.llr; })},
          {"p", "1", "chance of one as strong anywhere on the map, were all chance",
           reals(result, [](const Cluster& c) { return c.p; })},
          {"rr", "1", "how many times the rate elsewhere",
           reals(result, [](const Cluster& c) { return c.rr; })},
          {"observed", "incidents", "incidents in the group", observed},
          {"expected", "incidents", "incidents to be expected there",
           reals(result, [](const Cluster& c) { return c.expected; })},
          {"radius_m", "m", "radius of the circle, or long half-axis of the ellipse",
           reals(result, [](const Cluster& c) { return c.radius_m; })},
          {"start", "", "first day of the group", days(result, periods, true)},
          {"end", "", "last day of the group", days(result, periods, false)}};
}

}  // namespace hotward::scan
