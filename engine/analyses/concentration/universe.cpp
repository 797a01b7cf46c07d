#include "engine/analyses/concentration/universe.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include "engine/geometry/polygon.hpp"
#include "engine/index/kd_tree.hpp"
#include "engine/parameter/quantity.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/cells.hpp"
#include "engine/study/place_names.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

using concentration::Seen;
using Kind = Universe::Kind;

constexpr std::string_view points_mark = "points:";
constexpr std::string_view cells_mark = "cells:";

UniversePlaces occupied_places(const Study& study, const Theme& theme) {
  UniversePlaces places;
  places.seen = Seen::places_with_incidents;
  places.one = has_map_points(study.incidents_read) ? "map point" : "place";
  places.which = places.one + "s that had any";
  for (const std::uint32_t count : incidents_at_places(study, theme)) {
    places.place_of.push_back(count == 0 ? -1 : static_cast<std::int64_t>(places.counts.size()));
    if (count > 0) places.counts.push_back(count);
  }
  return places;
}

UniversePlaces areas_of(const Study& study, const Theme& theme) {
  UniversePlaces places;
  places.counts = incidents_in_areas(study, theme);
  for (const auto& shape : study.areas().shapes) {
    places.area_km2.push_back(geometry::area_m2(shape) * 1e-6);
  }
  places.place_of.assign(study.join.area.begin(), study.join.area.end());
  places.at = "in";
  places.one = "area";
  places.which = places.counts.size() == 1 ? "area" : "areas";
  return places;
}

Result<UniversePlaces> cells_of(const Study& study, const Theme& theme, double cell_m) {
  const auto cells = count_cells(study, theme, {.cell_m = cell_m});
  if (!cells) return fail(cells.error());
  UniversePlaces places;
  for (std::size_t i = 0; i < cells->grid->size(); ++i) {
    places.counts.push_back(static_cast<std::int64_t>(cells->counts.counts[i]));
    places.area_km2.push_back(cells->grid->area_m2(i) * 1e-6);
  }
  places.place_of.assign(cells->counts.cell.begin(), cells->counts.cell.end());
  places.at = "in";
  places.one = "hexagon";
  places.which = fmt::format("hexagon{} of {} m", places.counts.size() == 1 ? "" : "s",
                             report::decimal_text(cell_m, cell_m == std::floor(cell_m) ? 0 : 2));
  return places;
}

// The data set's files and warnings become the study's, each once.
void add_record(const Study& points, const std::string& asked, Study& study) {
  for (const table::InputFile& file : points.provenance.inputs) {
    auto& inputs = study.provenance.inputs;
    if (std::ranges::find(inputs, file.path, &table::InputFile::path) == inputs.end()) {
      inputs.push_back(file);
    }
  }
  for (const std::string& warning : points.warnings) {
    if (std::ranges::find(study.warnings, warning) != study.warnings.end()) continue;
    const std::string said = fmt::format("{}: {}", asked, warning);
    const bool is_weighty = std::ranges::find(points.weighty, warning) != points.weighty.end();
    if (is_weighty) {
      study.warn_of_number(said);
    } else {
      study.warnings.push_back(said);
    }
  }
}

// The distinct points within the areas, in an order that is not that of the rows.
Result<std::vector<geometry::Point>> read_points(const Universe& universe, const Task& task) {
  const std::string asked = "--universe " + universe_text(universe);
  StudyRequest request;
  request.areas = task.request.areas;
  request.incidents.inputs = {universe.dataset};
  const auto points = make_study(request, task.context);
  if (!points) {
    return fail(points.error().code, fmt::format("{}: {}", asked, points.error().message));
  }
  add_record(*points, asked, task.study);
  std::vector<geometry::Point> at;
  for (std::size_t p = 0; p < points->join.area.size(); ++p) {
    if (points->join.area[p] >= 0) at.push_back(points->incidents().places.at[p]);
  }
  std::ranges::sort(at);
  at.erase(std::unique(at.begin(), at.end()), at.end());
  if (at.empty()) return fail(ErrorCode::no_data, asked + ": no point lies in an area");
  return at;
}

Result<UniversePlaces> points_of(const Universe& universe, double within_m, const Task& task) {
  const auto at = read_points(universe, task);
  if (!at) return fail(at.error());
  const index::KdTree tree(*at);
  const std::vector<std::uint32_t> incidents = incidents_at_places(task.study, task.theme);
  UniversePlaces places;
  places.counts.assign(at->size(), 0);
  for (std::size_t p = 0; p < incidents.size(); ++p) {
    places.place_of.push_back(-1);
    if (incidents[p] == 0) continue;
    const auto near = tree.nearest_accepted(task.study.incidents().places.at[p], {},
                                            [](std::uint32_t) { return true; });
    if (near.distance_sq_m2 > within_m * within_m) {
      places.left_out += incidents[p];
      continue;
    }
    places.place_of.back() = near.point;
    places.counts[near.point] += incidents[p];
  }
  places.one = "point";
  places.which = fmt::format("point{} of {}", at->size() == 1 ? "" : "s",
                             std::filesystem::path(universe.dataset).filename().string());
  return places;
}

}  // namespace

Result<Universe> parse_universe(const std::string& text) {
  Universe universe;
  if (text == "occupied") return universe;
  universe.kind = Kind::areas;
  if (text == "areas") return universe;
  if (text.starts_with(points_mark) && text.size() > points_mark.size()) {
    universe.kind = Kind::points;
    universe.dataset = text.substr(points_mark.size());
    return universe;
  }
  if (text.starts_with(cells_mark)) {
    const auto metres = parameter::parse_metres(text.substr(cells_mark.size()));
    if (!metres) return fail(ErrorCode::usage, metres.error().message);
    universe.kind = Kind::cells;
    universe.cell_m = *metres;
    return universe;
  }
  return fail(ErrorCode::usage, fmt::format("'{}' names no places: write occupied, areas, "
                                            "cells:150m or points:FILE",
                                            text));
}

std::string universe_text(const Universe& universe) {
  switch (universe.kind) {
    case Kind::occupied:
      return "occupied";
    case Kind::areas:
      return "areas";
    case Kind::cells:
      return std::string(cells_mark) + parameter::metres_text(universe.cell_m);
    case Kind::points:
      break;
  }
  return std::string(points_mark) + universe.dataset;
}

Result<UniversePlaces> places_of(const Universe& universe, double within_m, const Task& task) {
  const auto made = [&]() -> Result<UniversePlaces> {
    switch (universe.kind) {
      case Kind::occupied:
        return occupied_places(task.study, task.theme);
      case Kind::areas:
        return areas_of(task.study, task.theme);
      case Kind::cells:
        return cells_of(task.study, task.theme, universe.cell_m);
      case Kind::points:
        break;
    }
    return points_of(universe, within_m, task);
  };
  auto places = made();
  if (!places || universe.kind == Kind::points) return places;
  // A place on the outer boundary may lie in no cell.
  const auto incidents = incidents_at_places(task.study, task.theme);
  for (std::size_t p = 0; p < incidents.size(); ++p) {
    if (places->place_of[p] < 0) places->left_out += incidents[p];
  }
  return places;
}

}  // namespace hotward::analyses
