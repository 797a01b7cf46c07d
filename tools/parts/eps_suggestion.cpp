#include "tools/parts/eps_suggestion.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/plain_table.hpp"

namespace hotward::tools {
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
  return {{"min_points", min_points},
          {"knee_m", std::isnan(curve.knee_m) ? Json() : Json(curve.knee_m)},
          {"curve", rows}};
}

std::string suggestion_text(const cluster::KDistance& curve) {
  report::PlainColumn incidents{.heading = "incidents", .cells = {}, .right = true};
  report::PlainColumn distance{.heading = "at least m", .cells = {}, .right = true};
  for (const std::size_t i : thinned(curve.distance_m.size(), 20)) {
    incidents.cells.push_back(report::integer_text(static_cast<std::int64_t>(curve.incidents[i])));
    distance.cells.push_back(report::decimal_text(curve.distance_m[i], 1));
  }
  const std::vector<report::PlainColumn> columns{incidents, distance};
  const std::string table = report::plain_table(columns);
  if (std::isnan(curve.knee_m)) return table + "\nThe curve has no bend to propose an eps from.\n";
  return table + fmt::format(
                     "\nThe curve bends at {} m: try --eps {}m, and less where one "
                     "cluster then holds most incidents.\n",
                     report::decimal_text(curve.knee_m, 1),
                     static_cast<std::int64_t>(std::ceil(curve.knee_m)));
}

}  // namespace hotward::tools
