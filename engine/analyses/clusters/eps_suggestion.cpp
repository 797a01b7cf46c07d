#include "engine/analyses/clusters/eps_suggestion.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/summary_json.hpp"

namespace hotward::analyses {
namespace {

std::vector<std::size_t> thinned(std::size_t n, std::size_t about) {
  std::vector<std::size_t> rows;
  const std::size_t step = std::max<std::size_t>(1, n / about);
  for (std::size_t i = 0; i < n; i += step) rows.push_back(i);
  if (n > 0 && rows.back() != n - 1) rows.push_back(n - 1);
  return rows;
}

}  // namespace

Json suggestion(const cluster::KDistance& curve, double min_points) {
  Json rows = Json::array();
  for (const std::size_t i : thinned(curve.distance_m.size(), 100)) {
    rows.push_back({{"incidents", curve.incidents[i]}, {"distance_m", curve.distance_m[i]}});
  }
  return {{"min_points", min_points}, {"knee_m", report::number(curve.knee_m)}, {"curve", rows}};
}

report::ShownTable curve_table(const cluster::KDistance& curve) {
  report::PlainColumn incidents{"Incidents", {}, true, "incidents"};
  report::PlainColumn distance{"At least m apart", {}, true, "distance_m"};
  for (const std::size_t i : thinned(curve.distance_m.size(), 20)) {
    incidents.cells.push_back(report::integer_text(static_cast<std::int64_t>(curve.incidents[i])));
    distance.cells.push_back(report::decimal_text(curve.distance_m[i], 1));
  }
  return {{incidents, distance}, "row"};
}

std::string suggestion_text(const cluster::KDistance& curve) {
  if (std::isnan(curve.knee_m)) {
    return "No distance suggests itself: the curve of distances has no bend.\n";
  }
  return fmt::format(
      "Try --eps {}m: up to about {} m incidents lie close together, beyond it they thin out (the "
      "curve of distances bends there). Take less where one cluster then holds most incidents.\n",
      static_cast<std::int64_t>(std::ceil(curve.knee_m)), report::decimal_text(curve.knee_m, 1));
}

}  // namespace hotward::analyses
