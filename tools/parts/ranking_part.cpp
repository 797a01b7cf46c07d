#include "tools/parts/ranking_part.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/disclosure/suppression.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "tools/parts/joint_parts.hpp"
#include "tools/parts/nothing.hpp"
#include "tools/parts/public.hpp"
#include "tools/parts/selection.hpp"
#include "tools/place_layer.hpp"

namespace hotward::tools {

namespace {

std::int64_t busiest(const table::Layer& places) {
  const auto count = std::ranges::find(places.columns, "count", &table::Column::name);
  const auto& counts = std::get<table::Column::Integers>(count->values);
  return counts.empty() ? 0 : std::ranges::max(counts);
}

}  // namespace

Result<Part> ranking_part(const Study& study, const Theme& theme, RankBy by, std::uint64_t seed) {
  auto ranking = rank_wards(study, theme, by, seed);
  if (!ranking) return fail(ranking.error());
  Part part;
  part.key = "ranking";
  table::Layer layer = ranking_layer(study, *ranking, "wards_" + theme.name);
  part.summary = ranking_rows(study, *ranking, layer);
  part.also["total"] = ranking_totals(study, *ranking);
  part.tables.push_back(ranking_table(study, *ranking, layer));
  part.text = ranking_text(study, *ranking);
  const std::string suffix = study.areas.areas.caveat.empty() ? "" : " (schematic)";
  if (std::string style = rate_style(layer, *ranking); !style.empty()) {
    part.views.push_back(
        {layer.name, "rate",
         capitalised(theme.noun) + " per 1,000 " + study.areas.areas.population_label + suffix,
         std::move(style)});
  }
  if (std::string style = change_style(layer, *ranking); !style.empty()) {
    // A legend has little room: the group of the layer says of what.
    part.views.push_back({layer.name, "change",
                          "Change against " + table::to_string(*study.before) + suffix,
                          std::move(style)});
  }
  // To lie over the layers that are clear where there is nothing to see.
  part.views.push_back({layer.name, "outline", "Boundaries" + suffix,
                        report::single_outline(layer.columns, ""), true});
  part.layers.push_back(std::move(layer));
  if (ranking->hidden) mark_public(part, ranking->hidden->count());
  return part;
}

namespace {

Result<Part> make_places(const Study& study, const Theme& theme,
                         const std::vector<std::uint8_t>* may_be_shown) {
  if (const auto enough = check_public(study, theme); !enough) return fail(enough.error());
  Part part;
  part.key = "places";
  part.layers.push_back(place_layer(study, theme, may_be_shown));
  const std::size_t shown = part.layers.front().size();
  part.summary = {{"places", shown}};
  if (none_counted(study, theme)) {
    part.no_answer = nothing_text(study, theme, "there are no map points to show");
    part.text = part.no_answer;
    if (study.is_public) mark_public(part, 0);
    return part;
  }
  if (!study.is_public) {
    std::int64_t all = 0;
    for (const std::int64_t n : incidents_in_areas(study, theme)) all += n;
    part.text = fmt::format("{} {} on {}", report::counted_noun(all, theme.noun),
                            all == 1 ? "lies" : "lie", counted(shown, "map point"));
    if (const std::int64_t most = busiest(part.layers.front()); most > 1) {
      part.text += fmt::format("; the busiest has {}", report::integer_text(most));
    }
    part.text += ".\n";
    return part;
  }
  // How many others there are would tell, beside their sum, how few incidents each has.
  part.text = fmt::format("{} with {} incidents or more {} shown.\n", counted(shown, "map point"),
                          disclosure::least_shown, shown == 1 ? "is" : "are");
  mark_public(part, 0);
  return part;
}

}  // namespace

Result<Part> places_part(const Study& study, const Theme& theme) {
  return make_places(study, theme, nullptr);
}

Result<Part> joint_places_part(const Study& study, const Theme& theme, const JointPlan& plan) {
  return make_places(study, theme, &plan.places);
}

}  // namespace hotward::tools
