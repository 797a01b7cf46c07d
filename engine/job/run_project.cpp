#include "engine/job/run_project.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "engine/job/run_sheets.hpp"
#include "engine/report/dense_part.hpp"
#include "engine/report/project.hpp"
#include "engine/study/credits.hpp"
#include "engine/study/version.hpp"

namespace hotward::job {
namespace {

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
    text.replace(at, what.size(), by);
    at += by.size();
  }
}

// The group says of what; the panel and a key have little room: "Clusters" of "Clusters of crimes".
std::string short_title(std::string title, const Theme& theme) {
  const std::string& noun = theme.noun;
  if (title.starts_with("How ")) return title;
  if (title.starts_with(capitalised(noun) + " ")) {
    return capitalised(title.substr(noun.size() + 1));
  }
  if (title.starts_with(theme.title + ", ")) {
    return capitalised(title.substr(theme.title.size() + 2));
  }
  for (const char* before : {" of ", ": ", " by ", " "}) replace_all(title, before + noun, "");
  return title;
}

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

// The layers of one analysis that can be drawn, each followed by its views, then its raster. Views
// that lie above all are the project's, and there once.
void add_findings(report::ProjectPlan& plan, report::ProjectGroup& group, const Findings& findings,
                  bool visible) {
  for (const table::Layer& layer : findings.layers) {
    const bool is_table = std::holds_alternative<std::monostate>(layer.geometry);
    if (layer.size() == 0 || is_table) continue;
    group.layers.push_back(report::project_layer(layer, visible));
    for (const View& view : findings.views) {
      if (view.layer != layer.name) continue;
      auto shown = report::project_view(layer, {view.name, view.title, view.style_qml});
      if (!view.on_top) {
        group.layers.push_back(std::move(shown));
      } else if (plan.above.empty()) {
        shown.visible = true;
        plan.above.push_back(std::move(shown));
      }
    }
  }
  for (const table::Raster& raster : findings.rasters) group.layers.push_back(raster_layer(raster));
}

std::string title_of(const Study& study, const Answers& answers, const std::string& end) {
  std::string title = answers.themes.front().theme.title;
  if (answers.themes.size() > 1) {
    title = "Hot spots of ";
    for (std::size_t t = 0; t < answers.themes.size(); ++t) {
      title += (t == 0 ? "" : " and ") + answers.themes[t].theme.noun;
    }
  }
  title += end;
  if (!study.made_up_areas.empty()) title += " (schematic wards, not the official ones)";
  return title;
}

}  // namespace

std::string project_of(const Study& study, const Answers& answers, const io::AreaPlace& where) {
  const std::string end = where_and_when(study, where.place);
  report::ProjectPlan plan;
  plan.title = title_of(study, answers, end);
  plan.caveat = study.areas().caveat;
  const Credits owed = credits(study, where.edition);
  plan.credits = fmt::format("{} {} {}", owed.incidents, owed.areas, owed.boundaries);
  plan.made_by = "hotward " + version();
  plan.crs = study.incidents_read.crs;
  plan.dense = report::dense_part(study.areas().shapes);
  for (const ThemeAnswer& answer : answers.themes) {
    const bool first = &answer == &answers.themes.front();
    report::ProjectGroup group{answer.theme.title, {}, first};
    for (const Chapter& chapter : answer.chapters) {
      add_findings(plan, group, *chapter.findings, first && &chapter == &answer.chapters.back());
    }
    for (report::ProjectLayer& layer : group.layers) {
      layer.title = short_title(layer.title, answer.theme);
    }
    plan.groups.push_back(std::move(group));
  }
  for (const ThemeAnswer& answer : answers.themes) {
    if (plan.above.empty()) break;
    std::ranges::move(sheets_of(study, answer, plan.above.front(), end),
                      std::back_inserter(plan.sheets));
  }
  return report::project_xml(plan);
}

}  // namespace hotward::job
