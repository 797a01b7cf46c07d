#include "tools/run_project.hpp"

#include "engine/report/project.hpp"
#include "tools/version.hpp"

namespace hotward::tools {
namespace {

constexpr const char* credits =
    "Police data: data.police.uk, Open Government Licence v3.0, where that is the source. Ward "
    "names, codes and populations: Office for National Statistics, Open Government Licence v3.0. "
    "Official boundaries contain OS data © Crown copyright and database right.";

report::ProjectLayer raster_layer(const table::Raster& raster) {
  report::ProjectLayer layer;
  layer.name = raster.name + ".tif";
  layer.title = raster.title;
  layer.description = raster.description;
  layer.kind = report::ProjectLayer::Kind::raster;
  layer.style_qml = raster.style_qml;
  layer.extent.add(raster.low);
  layer.extent.add(
      geometry::Point{raster.low.x + raster.cell_m * static_cast<double>(raster.columns),
                      raster.low.y + raster.cell_m * static_cast<double>(raster.rows)});
  layer.visible = false;
  return layer;
}

// A part's layers, each followed by its views, then its raster.
void add_part(report::ProjectGroup& group, const Part& part, bool visible) {
  for (const table::Layer& layer : part.layers) {
    if (layer.size() == 0) continue;
    group.layers.push_back(report::project_layer(layer, visible));
    for (const PartView& view : part.views) {
      if (view.layer != layer.name) continue;
      auto shown = report::project_view(layer, {view.name, view.title, view.style_qml});
      const auto where = view.on_top ? group.layers.begin() : group.layers.end();
      group.layers.insert(where, std::move(shown));
    }
  }
  for (const table::Raster& raster : part.rasters) group.layers.push_back(raster_layer(raster));
}

}  // namespace

std::string project_of(const Study& study, const Answers& answers) {
  report::ProjectPlan plan;
  plan.title = answers.themes.front().theme.title;
  if (answers.themes.size() > 1) {
    plan.title = "Hot spots of ";
    for (std::size_t t = 0; t < answers.themes.size(); ++t) {
      plan.title += (t == 0 ? "" : " and ") + answers.themes[t].theme.noun;
    }
  }
  if (study.period) plan.title += ", " + table::to_string(*study.period);
  if (!study.made_up_areas.empty()) plan.title += " (schematic wards, not the official ones)";
  plan.caveat = study.areas.areas.caveat;
  plan.credits = credits;
  plan.made_by = "hotward " + version();
  plan.crs = study.read.crs;
  for (const ThemeAnswer& answer : answers.themes) {
    const bool first = &answer == &answers.themes.front();
    report::ProjectGroup group{answer.theme.title, {}, first};
    for (const Part& part : answer.parts) {
      add_part(group, part, first && &part == &answer.parts.back());
    }
    plan.groups.push_back(std::move(group));
  }
  return report::project_xml(plan);
}

}  // namespace hotward::tools
