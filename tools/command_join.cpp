// hotward join: which area does each incident lie in?
#include <algorithm>
#include <iterator>
#include <memory>

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/parts/own_columns.hpp"
#include "tools/record.hpp"
#include "tools/study.hpp"

namespace hotward::tools {
namespace {

struct JoinArguments {
  StudyOptions study;
  LayersOutput output;
};

// One feature per incident of the period, in input order: its own columns, as the user knows them,
// then its area.
table::Layer joined_layer(Study& study) {
  const table::Incidents& incidents = study.read.incidents;
  const table::Areas& areas = study.areas.areas;
  table::Layer layer;
  layer.name = "incidents";
  layer.title = "Incidents with their area";
  layer.description =
      "Each incident with the area it lies in. Areas: " + areas.source + ". " + areas.caveat;
  OwnColumns own = own_columns(incidents, {"area_code", "area_name", "nearest"});
  std::ranges::move(own.warnings, std::back_inserter(study.warnings));
  layer.columns = std::move(own.columns);
  table::Layer::Points points;
  table::Column::Texts codes;
  table::Column::Texts names;
  table::Column::Integers nearest;
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    const std::uint32_t place = incidents.place[i];
    const std::int32_t area = study.join.area[place];
    points.push_back(incidents.places.at[place]);
    codes.push_back(area < 0 ? "" : areas.codes[static_cast<std::size_t>(area)]);
    names.push_back(area < 0 ? "" : areas.names[static_cast<std::size_t>(area)]);
    nearest.push_back(study.join.nearest[place]);
  }
  layer.columns.push_back(
      {"area_code", "", "area code; empty outside all areas", std::move(codes)});
  layer.columns.push_back({"area_name", "", "area", std::move(names)});
  layer.columns.push_back({"nearest", "1", "1 where taken by --nearest", std::move(nearest)});
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
  done.warnings = all_warnings(*study, files);
  done.weighty = study->weighty;
  return done;
}

}  // namespace

Run join(CommandLine& line) {
  auto options = std::make_shared<JoinArguments>();
  options->study.keep = io::Keep::as_given;
  add(line, options->study.incidents);
  add(line, options->study.areas);
  add(line, options->output, Publishing::refused);
  line.examples({"hotward join police/2020-01 -o incidents.gpkg",
                 "hotward join cases.csv --areas lsoa.geojson --nearest 50m -o joined.csv"});
  return [options](const Session& session) { return join_incidents(*options, session); };
}

}  // namespace hotward::tools
