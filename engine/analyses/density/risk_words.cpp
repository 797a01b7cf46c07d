#include "engine/analyses/density/risk_words.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "engine/study/nothing.hpp"

namespace hotward::analyses {
namespace {

std::vector<report::Category> tolerance_categories() {
  const auto colours = report::diverging_colours(5);
  return {{"2", "more, 99%", colours[4]},
          {"1", "more, 95%", colours[3]},
          {"-1", "fewer, 95%", colours[1]},
          {"-2", "fewer, 99%", colours[0]}};
}

// What chance alone marks of what was tested, more or fewer, at a level.
double by_chance_km2(double tested_km2, double level_pct) {
  return tested_km2 * (0.5 - level_pct / 200.0);
}

struct BeyondChance {
  double raised_km2 = 0.0;
  double lowered_km2 = 0.0;
};

// By level, the lowest first.
std::map<double, BeyondChance> beyond_chance(const RiskAnswer& answer) {
  std::map<double, BeyondChance> levels;
  for (const density::ToleranceSet& set : answer.sets) {
    BeyondChance& level = levels[set.level_pct];
    (set.raised() ? level.raised_km2 : level.lowered_km2) += set.area_km2;
  }
  return levels;
}

// "in 1.14 km²"
std::string where_words(double km2) {
  return km2 > 0.0 ? fmt::format("in {} km²", report::decimal_text(km2, 2)) : "nowhere";
}

// The lowest level says what was found, the others how sure that is; each beside what chance does.
std::string finding_text(const RiskAnswer& answer, const Theme& theme, const RiskOptions& options,
                         const Controls& against) {
  const double tested = density::tested_km2(answer.risk, answer.frame);
  std::string text;
  for (const auto& [level, found] : beyond_chance(answer)) {
    const double by_chance = by_chance_km2(tested, level);
    const std::string chance =
        fmt::format("chance alone marks about {} km² each way", report::decimal_text(by_chance, 2));
    const std::string more = where_words(found.raised_km2);
    const std::string fewer = where_words(found.lowered_km2);
    if (!text.empty()) {
      text += fmt::format("At {}%: more {}, fewer {}; {}.\n", report::exact_text(level), more,
                          fewer, chance);
      continue;
    }
    const bool stands_out = found.raised_km2 > by_chance || found.lowered_km2 > by_chance;
    text = fmt::format(
        "Compared with {}, {} {}: more than {} {}, and fewer {}, of the {} km² where there is "
        "enough of both; {} ({}%).\n",
        against.name, theme.noun,
        stands_out ? "stand out" : "stand out in no more of the map than chance makes",
        options.amounts ? "then" : "their share", more, fewer, report::decimal_text(tested, 2),
        chance, report::exact_text(level));
  }
  return text;
}

}  // namespace

table::Raster risk_raster(const RiskAnswer& answer, const Theme& theme, const Study& study) {
  table::Raster raster = density::raster_of(answer.surface, answer.frame);
  raster.name = "risk_" + theme.name;
  raster.title = theme.title + ": more or less than the comparison suggests";
  raster.unit = "log2 of the ratio";
  raster.description = fmt::format(
      "1 is twice as much as the comparison suggests, -1 half as much (log2 of the "
      "ratio). {}. {}",
      answer.how, study.areas().caveat);
  raster.values = answer.log2_ratio;
  double furthest = 0.0;
  for (const double value : raster.values) {
    if (std::abs(value) > furthest) furthest = std::abs(value);
  }
  if (furthest > 0.0) raster.style_qml = report::ratio_surface(furthest);
  return raster;
}

table::Layer tolerance_layer(const RiskAnswer& answer, const Theme& theme, const Study& study) {
  std::vector<density::ToleranceSet> found = answer.sets;
  std::erase_if(found, [](const density::ToleranceSet& set) { return set.shape.empty(); });
  table::Layer layer;
  layer.name = "tolerance_" + theme.name;
  layer.title = theme.title + ": more or less than the comparison suggests, beyond chance";
  layer.description =
      fmt::format("{}. Each place is tested for itself: chance alone marks some of the map. {}",
                  answer.how, study.areas().caveat);
  layer.columns = density::columns(found);
  table::Shapes::List shapes;
  for (const density::ToleranceSet& set : found) shapes.push_back(set.shape);
  layer.geometry = std::move(shapes);
  if (layer.size() == 0) return layer;
  layer.style_qml = report::categorised(layer.columns, {.column = "risk_bin",
                                                        .categories = tolerance_categories(),
                                                        .tip_columns = {"risk", "pct", "rr"}});
  return layer;
}

Json risk_json(const RiskAnswer& answer, const RiskOptions& options, const Controls& against) {
  Json json = surface_json(answer.surface, answer.frame, answer.rule);
  json["against"] = against.figures;
  json["compared"] = options.amounts ? "amounts" : "shares";
  json["floor"] = options.floor;
  json["below_floor"] = answer.risk.below_floor;
  json["hidden_cells"] = 0;  // what is not shown is left out before it is spread
  if (answer.published) {
    json["merged_m"] = answer.published->square_m;
    json["left_out"] = answer.published->left_out;
  }
  const std::uint32_t permutations = answer.risk.options.permutations;
  json["p"] = permutations == 0 ? "normal" : against.are_amounts ? "draws" : "permutations";
  json["permutations"] = permutations;
  const auto nan_is = [&](double value) {
    return [value](double x) { return std::isnan(x) ? value : x; };
  };
  const double far = std::numeric_limits<double>::infinity();
  json["log2_min"] = nan_is(far)(*std::ranges::min_element(answer.log2_ratio, {}, nan_is(far)));
  json["log2_max"] = nan_is(-far)(*std::ranges::max_element(answer.log2_ratio, {}, nan_is(-far)));
  json["tested_km2"] = density::tested_km2(answer.risk, answer.frame);
  json["tolerance"] = Json::array();
  for (const density::ToleranceSet& set : answer.sets) {
    json["tolerance"].push_back({{"risk_bin", set.bin},
                                 {"risk", set.raised() ? "raised" : "lowered"},
                                 {"pct", set.level_pct},
                                 {"area_km2", set.area_km2}});
  }
  return json;
}

std::string risk_text(const RiskAnswer& answer, const Theme& theme, const RiskOptions& options,
                      const Controls& against) {
  return finding_text(answer, theme, options, against) +
         report::how_sure(
             "each place is judged for itself and each incident taken as independent: where "
             "nothing differs 5% of the map still stands out at 95%, and more where incidents "
             "come in bursts") +
         fmt::format(
             "How: {}. {} beside {}{}; {} no value.\n", answer.how,
             report::counted_noun(static_cast<std::int64_t>(std::llround(answer.risk.incidents)),
                                  "incidents"),
             report::decimal_text(answer.risk.against, 0), against.unit,
             counted(answer.risk.below_floor, "cell has", "cells have"));
}

std::string nothing_to_compare(const Study& study, const Theme& theme, const Controls& against,
                               bool no_incidents) {
  if (no_incidents) {
    return nothing_text(study, theme,
                        fmt::format("there is nothing to compare with {}", against.name));
  }
  return fmt::format("Of {} there is nothing in the areas, so the {} cannot be compared with it.\n",
                     against.name, theme.noun);
}

}  // namespace hotward::analyses
