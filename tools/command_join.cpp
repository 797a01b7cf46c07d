// hotward join: which area does each incident lie in?
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/record.hpp"
#include "tools/study.hpp"

namespace hotward::tools {
namespace {

struct JoinArguments {
  StudyOptions study;
  LayersOutput output;
};

// A column name that a .dbf keeps whole and that is not taken yet: "Crime type" becomes crime_type,
// "Last outcome category" last_outco; a second one of the same beginning gets a number.
std::string column_name(const std::string& header, const std::vector<table::Column>& taken) {
  std::string name;
  for (const char c : header) {
    const bool upper = c >= 'A' && c <= 'Z';
    const char lower = upper ? static_cast<char>(c - 'A' + 'a') : c;
    const bool kept = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (kept)
      name += lower;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) name.insert(0, "c");
  name.resize(std::min<std::size_t>(name.size(), 10));
  const auto is_taken = [&](const std::string& n) {
    return std::ranges::find(taken, n, &table::Column::name) != taken.end();
  };
  for (int number = 2; is_taken(name); ++number) {
    const std::string digits = std::to_string(number);
    name.resize(std::min(name.size(), 10 - digits.size()));
    name += digits;
  }
  return name;
}

// One feature per incident of the period, in input order: its own columns, then its area.
table::Layer joined_layer(const Study& study) {
  const table::Incidents& incidents = study.read.incidents;
  const table::Areas& areas = study.areas.areas;
  table::Layer layer;
  layer.name = "incidents";
  layer.title = "Incidents with their area";
  layer.description =
      "Each incident with the area it lies in. Areas: " + areas.source + ". " + areas.caveat;
  layer.columns = {{"area_code", "", "area code; empty outside all areas", table::Column::Texts{}},
                   {"area_name", "", "area", table::Column::Texts{}},
                   {"nearest", "1", "1 where taken by --nearest", table::Column::Integers{}}};
  table::Layer::Points points;
  for (const table::TextColumn& kept : incidents.kept) {
    layer.columns.push_back(
        {column_name(kept.name, layer.columns), "", kept.name, table::Column::Texts{}});
  }
  auto& codes = std::get<table::Column::Texts>(layer.columns[0].values);
  auto& names = std::get<table::Column::Texts>(layer.columns[1].values);
  auto& nearest = std::get<table::Column::Integers>(layer.columns[2].values);
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    const std::uint32_t place = incidents.place[i];
    const std::int32_t area = study.join.area[place];
    points.push_back(incidents.places.at[place]);
    codes.push_back(area < 0 ? "" : areas.codes[static_cast<std::size_t>(area)]);
    names.push_back(area < 0 ? "" : areas.names[static_cast<std::size_t>(area)]);
    nearest.push_back(study.join.nearest[place]);
    for (std::size_t k = 0; k < incidents.kept.size(); ++k) {
      std::get<table::Column::Texts>(layer.columns[3 + k].values)
          .push_back(incidents.kept[k].text(i));
    }
  }
  // The incident's own columns first, as the user knows them.
  std::rotate(layer.columns.begin(), layer.columns.begin() + 3, layer.columns.end());
  layer.geometry = std::move(points);
  layer.style_qml = report::points_marker(layer.columns);
  return layer;
}

Result<Done> join_incidents(const JoinArguments& options, const Session& session) {
  if (options.output.is_public) {
    return fail(ErrorCode::usage,
                "--public is not offered for join: each row is one incident at its place");
  }
  if (const auto free = check_outputs(options.output); !free) return fail(free.error());
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  Done done;
  std::vector<io::LayerFile> files;
  if (!options.output.paths.empty()) {
    session.progress->update("writing", 0.0);
    auto written = write_layers(options.output, joined_layer(*study), study->provenance);
    if (!written) return fail(written.error());
    session.progress->update("writing", 1.0);
    files = std::move(*written);
  }
  done.summary = summary_of(*study, session, files);
  done.summary["join"] = {{"by_nearest", study->join.by_nearest},
                          {"places", study->read.incidents.places.size()}};
  done.text = study->made_up_areas + fates_text(*study, session) + files_text(files);
  done.warnings = study->warnings;
  return done;
}

}  // namespace

Run join(CommandLine& line) {
  auto options = std::make_shared<JoinArguments>();
  options->study.keep = io::Keep::everything;
  add(line, options->study.incidents);
  add(line, options->study.areas);
  add(line, options->output, Publishing::refused);
  line.examples({"hotward join police/2020-01 -o incidents.gpkg",
                 "hotward join cases.csv --areas lsoa.geojson --nearest 50m -o joined.csv"});
  return [options](const Session& session) { return join_incidents(*options, session); };
}

}  // namespace hotward::tools
