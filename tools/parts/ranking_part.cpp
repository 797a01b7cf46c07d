#include "tools/parts/ranking_part.hpp"

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "tools/place_layer.hpp"

namespace hotward::tools {

Result<Part> ranking_part(const Study& study, const Theme& theme, RankBy by, std::uint64_t seed) {
  const auto ranking = rank_wards(study, theme, by, seed);
  if (!ranking) return fail(ranking.error());
  Part part;
  part.key = "ranking";
  table::Layer layer = ranking_layer(study, *ranking, "wards_" + theme.name);
  part.summary = ranking_rows(study, *ranking, layer);
  part.also["total"] = ranking_totals(study, *ranking);
  part.text = ranking_text(study, *ranking, layer);
  const std::string suffix = study.areas.areas.caveat.empty() ? "" : " (schematic)";
  if (std::string style = rate_style(layer); !style.empty()) {
    part.views.push_back({layer.name, "rate", "Per 1,000 people" + suffix, std::move(style)});
  }
  if (std::string style = change_style(layer); !style.empty()) {
    part.views.push_back({layer.name, "change", "Change" + suffix, std::move(style)});
  }
  part.layers.push_back(std::move(layer));
  return part;
}

Part places_part(const Study& study, const Theme& theme) {
  Part part;
  part.key = "places";
  part.layers.push_back(place_layer(study, theme));
  part.summary = {{"places", part.layers.front().size()}};
  part.text =
      fmt::format("{} map points hold them all.\n",
                  report::integer_text(static_cast<std::int64_t>(part.layers.front().size())));
  return part;
}

}  // namespace hotward::tools
