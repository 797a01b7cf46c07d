#include "engine/analyses/evaluate/hot_words.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/analyses/evaluate/hot_layers.hpp"
#include "engine/core/counted.hpp"
#include "engine/parameter/quantity.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::analyses {
namespace {

using report::decimal_text;

Json real(double value) { return std::isfinite(value) ? Json(value) : Json(); }
Json pct(double share) { return real(100.0 * share); }
std::string percent(double share) { return decimal_text(100.0 * share, 1) + "%"; }
std::string method_name(HotMethod method) { return std::string(name_of(hot_method_names, method)); }

Json curve_json(const HotRow& row) {
  Json curve = Json::array();
  for (std::size_t i = 0; i < row.curve.size(); ++i) {
    curve.push_back({{"area_pct", 100.0 * curve_shares[i]}, {"hit_pct", pct(row.curve[i])}});
  }
  return curve;
}

Json row_json(const HotRow& row) {
  Json json = {{"method", method_name(row.method)},
               {"cell_m", row.cell_m},
               {"area_pct", pct(row.found.area_share)},
               {"hit_pct", pct(row.found.hit_share)},
               {"pai", real(row.found.pai)},
               {"pei", real(row.found.pei)},
               {"ppai", real(row.found.ppai)},
               {"hits", row.why_none.empty() ? Json(row.found.hits) : Json()},
               {"cells", row.why_none.empty() ? Json(row.found.sites) : Json()},
               {"best_pct", pct(row.found.best_share)},
               {"hit_lo", pct(row.hit_share.lower)},
               {"hit_hi", pct(row.hit_share.upper)},
               {"pai_lo", real(row.pai.lower)},
               {"pai_hi", real(row.pai.upper)},
               {"pei_lo", real(row.pei.lower)},
               {"pei_hi", real(row.pei.upper)},
               {"hit_min", pct(row.hit_of_grids.lower)},
               {"hit_max", pct(row.hit_of_grids.upper)},
               {"pai_min", real(row.pai_of_grids.lower)},
               {"pai_max", real(row.pai_of_grids.upper)},
               {"rri_recapture", real(row.rri_recapture)},
               {"rri_calibration", real(row.found.rri_calibration)},
               {"auc", real(row.area_under_curve)},
               {"jaccard", real(row.jaccard)},
               {"rbo", real(row.rank_overlap)},
               {"curve", curve_json(row)}};
  if (!row.why_none.empty()) json["why_none"] = row.why_none;
  return json;
}

Json period_json(const EvaluatedPeriods& periods) {
  return {{"before", table::to_string(periods.before)}, {"after", table::to_string(periods.after)}};
}

// Of the squares that are hot in any grid: how many by each word.
std::vector<std::size_t> by_surety(const Stability& stability) {
  std::vector<std::size_t> squares(std::size(sureties), 0);
  for (const double share : stability.hot_share) {
    if (share > 0.0) ++squares[static_cast<std::size_t>(&surety_of(share) - sureties)];
  }
  return squares;
}

Json stability_json(const Stability& stability) {
  Json json = {{"method", method_name(stability.method)},
               {"grids", stability.grids},
               {"cells_m", stability.cells_m},
               {"offsets", most_offsets},
               {"square_m", stability.spots.cell_m}};
  const auto squares = by_surety(stability);
  for (std::size_t i = 0; i < squares.size(); ++i) {
    std::string key = sureties[i].word;
    std::ranges::replace(key, ' ', '_');
    json[key] = squares[i];
  }
  return json;
}

Json rolling_json(const std::vector<RollingRow>& rows) {
  Json json = Json::array();
  for (const RollingRow& row : rows) {
    Json one = period_json(row.periods);
    one["method"] = method_name(row.method);
    one["cell_m"] = row.cell_m;
    one["hit_pct"] = pct(row.hit_share);
    one["pai"] = real(row.pai);
    json.push_back(std::move(one));
  }
  return json;
}

// Ways that can be compared: those that spend no more of the area than was asked for; where the
// least, one cell, is more than that, those that spend least.
struct Compared {
  std::vector<const HotRow*> rows;
  std::size_t left_out = 0;
  double area_share = 1.0;  // that they may spend
};

Compared compared_rows(const HotEvaluation& found, const HotEvaluationOptions& options) {
  Compared compared;
  for (const HotRow& row : found.rows) {
    if (!std::isfinite(row.found.hit_share)) continue;
    compared.rows.push_back(&row);
    compared.area_share = std::min(compared.area_share, row.found.area_share);
  }
  compared.area_share = std::max(compared.area_share, options.hot.top_share);
  compared.left_out = std::erase_if(compared.rows, [&](const HotRow* row) {
    return row->found.area_share > compared.area_share * (1.0 + 1e-9);
  });
  return compared;
}

// The first of equals.
const HotRow* best_row(const Compared& compared) {
  const HotRow* best = nullptr;
  for (const HotRow* row : compared.rows) {
    if (best == nullptr || row->found.hit_share > best->found.hit_share) best = row;
  }
  return best;
}

std::string cell_words(const HotRow& row, geometry::CellShape shape) {
  return fmt::format("{} of {} m", geometry::is_hexagon(shape) ? "hexagons" : "squares",
                     row.cell_m);
}

// How many ways the best was chosen from, and which could not be compared with it.
std::string ways_text(const Compared& compared) {
  const std::size_t ways = compared.rows.size();
  std::string text;
  if (ways > 1) {
    text += fmt::format(
        "That is the best of {} ways tried on the same incidents, which flatters "
        "it: the next period will show less.\n",
        ways);
  }
  if (compared.left_out > 0) {
    text += fmt::format(
        "{} of {} ways {} not compared: one of {} cells is more than {} of the area.\n",
        compared.left_out, ways + compared.left_out, compared.left_out == 1 ? "is" : "are",
        compared.left_out == 1 ? "its" : "their", parameter::share_text(compared.area_share));
  }
  return text;
}

std::string best_text(const HotEvaluation& found, const HotRow& row,
                      const HotEvaluationOptions& options, const Theme& theme) {
  std::string text = fmt::format(
      "The hottest {} of the area in {} ({}, {}) held {} of the {} in {}: {} its even share.\n",
      percent(row.found.area_share), table::to_string(found.periods.before),
      method_name(row.method), cell_words(row, options.shape), percent(row.found.hit_share),
      theme.noun, table::to_string(found.periods.after), report::times_words(row.found.pai));
  text += fmt::format("No choice of as much area could have held more than {}.",
                      percent(row.found.best_share));
  if (std::isfinite(row.hit_share.lower)) {
    text += fmt::format(" Were the later incidents drawn anew, it would hold {} to {} (95%).",
                        percent(row.hit_share.lower), percent(row.hit_share.upper));
  }
  text += "\n";
  if (row.hit_of_grids.lower < row.hit_of_grids.upper) {
    text += fmt::format("Where the grid begins makes it {} to {}.\n",
                        percent(row.hit_of_grids.lower), percent(row.hit_of_grids.upper));
  }
  return text;
}

std::string stability_text(const Stability& stability) {
  const auto squares = by_surety(stability);
  std::size_t all = 0;
  for (const std::size_t n : squares) all += n;
  if (all == 0) return "";
  return fmt::format(
      "Of {} {} m wide that lie in a hot cell of any of {} grids ({} to {} m wide, each begun at "
      "{} "
      "places), {} do in nearly all and {} in few: the last are the grid's doing, not the map's.\n",
      counted(all, "square"), stability.spots.cell_m, stability.grids, stability.cells_m.front(),
      stability.cells_m.back(), most_offsets,
      percent(static_cast<double>(squares.front()) / static_cast<double>(all)),
      percent(static_cast<double>(squares.back()) / static_cast<double>(all)));
}

std::string pattern_text(const HotEvaluation& found) {
  if (found.patterns.empty()) return "";
  const PatternRow& row = found.patterns.front();
  if (!std::isfinite(row.test.s_tested)) return "";
  return fmt::format(
      "Of the {} of {} m with an incident in either period, {} {} by more than chance (exact test, "
      "corrected over the map); where most hold few incidents the test can hardly find any.\n",
      counted(row.test.active, "cell"), row.cell_m,
      row.test.differ == 0 ? "none" : report::integer_text(row.test.differ),
      row.test.differ < 2 ? "differs" : "differ");
}

std::string rolling_text(const HotEvaluation& found, const HotRow& best) {
  std::vector<double> hits;
  for (const RollingRow& row : found.rolling) {
    if (row.method == best.method && row.cell_m == best.cell_m) hits.push_back(row.hit_share);
  }
  if (hits.size() < 2) return "";
  double sum = 0.0;
  for (const double hit : hits) sum += hit;
  const auto [low, high] = std::ranges::minmax(hits);
  return fmt::format(
      "Over all {} such pairs of periods that the data hold it held {} on average, "
      "{} to {}.\n",
      hits.size(), percent(sum / static_cast<double>(hits.size())), percent(low), percent(high));
}

std::string missing_text(const HotEvaluation& found) {
  std::string text;
  for (const HotRow& row : found.rows) {
    if (row.why_none.empty() || row.cell_m != found.rows.front().cell_m) continue;
    text += fmt::format("No row of {}: {}.\n", method_name(row.method), row.why_none);
  }
  return text;
}

std::string range_text(const stats::Interval& interval) {
  if (!std::isfinite(interval.lower)) return std::string(report::no_value);
  return fmt::format("{}–{}", decimal_text(100.0 * interval.lower, 1),
                     decimal_text(100.0 * interval.upper, 1));
}

}  // namespace

Json hot_json(const HotEvaluation& found, const HotEvaluationOptions& options) {
  Json json = period_json(found.periods);
  json["count_before"] = found.count_before;
  json["count_after"] = found.count_after;
  json["left_out"] = found.left_out;
  json["top_pct"] = 100.0 * options.hot.top_share;
  json["offsets"] = options.offsets;
  json["samples"] = options.samples;
  json["ppai_alpha"] = options.alpha;
  json["rows"] = Json::array();
  for (const HotRow& row : found.rows) json["rows"].push_back(row_json(row));
  json["pattern"] = Json::array();
  for (const PatternRow& row : found.patterns) {
    json["pattern"].push_back({{"cell_m", row.cell_m},
                               {"cells", row.test.sites},
                               {"active", row.test.active},
                               {"differ", row.test.differ},
                               {"s", real(row.test.s)},
                               {"s_active", real(row.test.s_active)},
                               {"s_tested", real(row.test.s_tested)}});
  }
  json["stability"] = stability_json(found.stability);
  if (options.rolling) json["rolling"] = rolling_json(found.rolling);
  return json;
}

report::ShownTable hot_table(const HotEvaluation& found) {
  const auto numbers = [](const char* heading, const char* name, int drop) {
    return report::PlainColumn{heading, {}, true, name, drop};
  };
  report::ShownTable table{
      {{"Method", {}, false, "method", 0},
       numbers("Cell m", "cell_m", 0),
       numbers("Area %", "area_pct", 0),
       numbers("Caught %", "hit_pct", 0),
       numbers("95%", "interval", 2),
       numbers("Over grids", "grids", 3),
       numbers("At best %", "best_pct", 4),
       numbers("PAI", "pai", 0),
       numbers("PEI", "pei", 1),
       numbers("Curve", "auc", 5),
       numbers("Jaccard", "jaccard", 6),
       numbers("RBO", "rbo", 7)},
      "row",
      "Caught: of the later incidents. Over grids: the same, wherever the grid begins. PAI: caught "
      "over area. PEI: caught over the most that was possible."};
  for (const HotRow& row : found.rows) {
    const std::string cells[] = {method_name(row.method),
                                 decimal_text(row.cell_m, 0),
                                 decimal_text(100.0 * row.found.area_share, 2),
                                 decimal_text(100.0 * row.found.hit_share, 1),
                                 range_text(row.hit_share),
                                 range_text(row.hit_of_grids),
                                 decimal_text(100.0 * row.found.best_share, 1),
                                 decimal_text(row.found.pai, 1),
                                 decimal_text(row.found.pei, 2),
                                 decimal_text(row.area_under_curve, 2),
                                 decimal_text(row.jaccard, 2),
                                 decimal_text(row.rank_overlap, 2)};
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      table.columns[c].cells.push_back(cells[c]);
    }
  }
  return table;
}

std::string hot_text(const HotEvaluation& found, const HotEvaluationOptions& options,
                     const Theme& theme) {
  const Compared compared = compared_rows(found, options);
  const HotRow* best = best_row(compared);
  std::string text = fmt::format(
      "Hot cells made of {} in {}, judged by {} in {}.\n",
      report::counted_noun(found.count_before, theme.noun), table::to_string(found.periods.before),
      report::counted_noun(found.count_after, theme.noun), table::to_string(found.periods.after));
  if (best == nullptr) {
    return text + missing_text(found) +
           report::how_sure("no way to make hot cells could be judged with these incidents");
  }
  text += best_text(found, *best, options, theme) + ways_text(compared);
  text += rolling_text(found, *best) + pattern_text(found) + stability_text(found.stability);
  text += report::how_sure(
      "the 95% ranges allow for how few incidents there were to catch, not for what another "
      "period would bring; methods whose ranges overlap may be equally good");
  return text + missing_text(found);
}

std::string left_out_text(const HotEvaluation& found, const Theme& theme) {
  return fmt::format(
      "{} outside the areas, taken in by --nearest, {} left out here: hot cells "
      "cover the areas alone",
      report::counted_noun(found.left_out, theme.noun), found.left_out == 1 ? "is" : "are");
}

}  // namespace hotward::analyses
