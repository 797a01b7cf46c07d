#include "engine/job/run_project.hpp"

#include "engine/report/project.hpp"
#include "engine/study/version.hpp"

namespace hotward::job {
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

// The layers of one analysis, each followed by its views, then its raster.
void add_findings(report::ProjectGroup& group, const Findings& findings, bool visible) {
  for (const table::Layer& layer : findings.layers) {
    if (layer.size() == 0) continue;
    group.layers.push_back(report::project_layer(layer, visible));
    for (const View& view : findings.views) {
      if (view.layer != layer.name) continue;
      auto shown = report::project_view(layer, {view.name, view.title, view.style_qml});
      const auto where = view.on_top ? group.layers.begin() : group.layers.end();
      group.layers.insert(where, std::move(shown));
    }
  }
  for (const table::Raster& raster : findings.rasters) group.layers.push_back(raster_layer(raster));
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
  plan.caveat = study.areas().caveat;
  plan.credits = credits;
  plan.made_by = "hotward " + version();
  plan.crs = study.incidents_read.crs;
  for (const ThemeAnswer& answer : answers.themes) {
    const bool first = &answer == &answers.themes.front();
    report::ProjectGroup group{answer.theme.title, {}, first};
    for (const Chapter& chapter : answer.chapters) {
      add_findings(group, *chapter.findings, first && &chapter == &answer.chapters.back());
    }
    plan.groups.push_back(std::move(group));
  }
  return report::project_xml(plan);
}

}  // namespace hotward::job
