#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/ranking_text.hpp"
#include "engine/report/summary_json.hpp"
#include "tools/ward_ranking.hpp"

namespace hotward::tools {
namespace {

// Codes follow the order of the input's rows; names do not.
std::map<std::string, std::size_t> types_by_name(const Study& study, const Theme& theme) {
  std::map<std::string, std::size_t> types;
  if (study.read.incidents.types.size() == 0) return types;
  for (std::size_t type = 0; type < theme.types.size(); ++type) {
    const auto code = static_cast<table::Dictionary::Code>(type);
    if (theme.types[type] != 0) types.emplace(study.read.incidents.types.text(code), type);
  }
  return types;
}

report::RankingHeadline headline_of(const Study& study, const WardRanking& ward) {
  report::RankingHeadline headline;
  headline.what = ward.theme.noun;
  if (study.period) headline.period = table::to_string(*study.period);
  headline.incidents = ward.total;
  headline.areas = ward.counts.size();
  headline.rate_1k = ward.total_rate.rate.front();
  headline.rate_lo = ward.total_rate.lower.front();
  headline.rate_hi = ward.total_rate.upper.front();
  headline.previous = ward.total_previous;
  headline.change_pct = ward.total_change.change_pct.front();
  if (study.before) headline.before = table::to_string(*study.before);
  headline.caveat = study.areas.areas.caveat;
  return headline;
}

// Which areas the top five are, and what share they would have without the luck of being picked.
// Where counts are hidden, those areas that surely are among them.
std::string top_words(const Study& study, const WardRanking& ward) {
  std::vector<std::size_t> order = ward.ranking.order;
  std::erase_if(order, [&](std::size_t i) { return ward.ranking.rank[i] == table::null_integer; });
  const std::size_t k = std::min(order.size(), static_cast<std::size_t>(top_areas));
  if (k == 0 || ward.total == 0) return "";
  std::string names;
  for (std::size_t i = 0; i < k; ++i) {
    names += (i == 0 ? "" : i + 1 == k ? " and " : ", ") + study.areas.areas.names[order[i]];
  }
  const rates::TopShare& share = ward.interval.top_share;
  const std::string held = report::decimal_text(ward.ranking.cum_pct[order[k - 1]], 1);
  std::string words = k == 1 ? fmt::format("The top area, {}, holds {}%", names, held)
                             : fmt::format("The top {}: {}, hold {}%", k, names, held);
  if (!std::isnan(share.corrected)) {
    words += fmt::format(" ({}%, {}–{}, once picking them after the fact is allowed for)",
                         report::decimal_text(100 * share.corrected, 1),
                         report::decimal_text(100 * share.interval.lower, 1),
                         report::decimal_text(100 * share.interval.upper, 1));
  }
  return words + ".\n";
}

}  // namespace

Json ranking_rows(const Study& study, const WardRanking& ward, const table::Layer& layer) {
  const Json by_area = report::columns_as_rows(layer.columns);
  const auto types = types_by_name(study, ward.theme);
  Json rows = Json::array();
  for (const std::size_t area : ward.ranking.order) {
    Json row = by_area[area];
    Json counts = Json::object();
    for (const auto& [name, type] : types) {
      const bool hidden = ward.hidden && ward.hidden->types[area * study.types + type] != 0;
      counts[name] = hidden ? Json(nullptr) : Json(study.count(area, type, 0));
    }
    row["types"] = std::move(counts);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string ranking_text(const Study& study, const WardRanking& ward, const table::Layer& layer) {
  report::RankingRows rows{.order = ward.ranking.order};
  for (std::size_t i = 0; ward.hidden && i < ward.counts.size(); ++i) {
    const bool no_rank = ward.ranking.rank[i] == table::null_integer;
    rows.hidden.push_back(no_rank ? 1 : ward.hidden->counts[i] | ward.hidden->previous[i]);
  }
  return report::ranking_text(headline_of(study, ward), layer.columns, rows) +
         top_words(study, ward);
}

Json ranking_totals(const Study& study, const WardRanking& ward) {
  const rates::TopShare& top_share = ward.interval.top_share;
  Json totals = {{"count", ward.total},
                 {"population", report::number(ward.population)},
                 {"rate_1k", report::number(ward.total_rate.rate.front())},
                 {"rate_lo", report::number(ward.total_rate.lower.front())},
                 {"rate_hi", report::number(ward.total_rate.upper.front())},
                 {"period", nullptr},
                 {"days", nullptr},
                 {"before", nullptr}};
  if (study.period) {
    totals["period"] = table::to_string(*study.period);
    totals["days"] = study.period->days();
  }
  if (study.before) {
    totals["before"] = {
        {"period", table::to_string(*study.before)},
        {"days", study.before->days()},
        {"count",
         ward.total_previous == table::null_integer ? Json(nullptr) : Json(ward.total_previous)},
        {"chg_pct", report::number(ward.total_change.change_pct.front())},
        {"chg_p", report::number(ward.total_change.p_value.front())},
        {"ratio_per_day", report::number(ward.total_change.ratio_per_day.front())}};
  }
  totals["top_5"] = {{"share_pct", report::number(100 * top_share.observed)},
                     {"corrected_pct", report::number(100 * top_share.corrected)},
                     {"lower_pct", report::number(100 * top_share.interval.lower)},
                     {"upper_pct", report::number(100 * top_share.interval.upper)}};
  return totals;
}

}  // namespace hotward::tools
