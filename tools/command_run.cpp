// hotward run: everything the data allow, into one folder that opens in QGIS.
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "engine/io/atomic_output.hpp"
#include "engine/io/write_package.hpp"
#include "engine/report/project.hpp"
#include "engine/report/summary_json.hpp"
#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/place_layer.hpp"
#include "tools/record.hpp"
#include "tools/study.hpp"
#include "tools/version.hpp"
#include "tools/ward_ranking.hpp"

namespace hotward::tools {
namespace {

struct Options {
  StudyOptions study;
  std::string folder = "hotspots";
  bool overwrite = false;
};

constexpr const char* credits =
    "Police data: data.police.uk, Open Government Licence v3.0, where that is the source. Ward "
    "names, "
    "codes and populations: Office for National Statistics, Open Government Licence v3.0.";

// What one theme puts on the map and into the summary.
struct ThemeResult {
  WardRanking ranking;
  table::Layer wards;
  table::Layer places;
};

Result<std::vector<ThemeResult>> compute(const Study& study, const Options& options,
                                         const Session& session) {
  std::vector<ThemeResult> results;
  const auto list = themes(study.read.incidents.types, options.study.incidents.types);
  for (const Theme& theme : list) {
    session.progress->update(
        "ranking", static_cast<double>(results.size()) / static_cast<double>(list.size()));
    auto ranking = rank_wards(study, theme, RankBy::count, session.seed);
    if (!ranking) return fail(ranking.error());
    if (ranking->total == 0) continue;
    table::Layer wards = ranking_layer(study, *ranking, "wards_" + theme.name);
    table::Layer places = place_layer(study, theme);
    results.push_back({std::move(*ranking), std::move(wards), std::move(places)});
  }
  return results;
}

report::ProjectGroup group_of(const Study& study, const ThemeResult& result, bool first) {
  report::ProjectGroup group{result.ranking.theme.title, {}, first};
  group.layers.push_back(report::project_layer(result.places, false));
  group.layers.push_back(report::project_layer(result.wards, first));
  const std::string suffix = study.areas.areas.caveat.empty() ? "" : " (schematic)";
  if (std::string style = rate_style(result.wards); !style.empty()) {
    group.layers.push_back(report::project_view(
        result.wards, {"rate", "Per 1,000 people" + suffix, std::move(style)}));
  }
  if (std::string style = change_style(result.wards); !style.empty()) {
    group.layers.push_back(
        report::project_view(result.wards, {"change", "Change" + suffix, std::move(style)}));
  }
  return group;
}

std::string project_of(const Study& study, const std::vector<ThemeResult>& results) {
  report::ProjectPlan plan;
  plan.title = results.size() == 1 ? results.front().ranking.theme.title : "Hot spots";
  if (study.period) plan.title += ", " + table::to_string(*study.period);
  plan.caveat = study.areas.areas.caveat;
  plan.credits = credits;
  plan.made_by = "hotward " + version();
  plan.crs = study.read.crs;
  for (const ThemeResult& result : results) {
    plan.groups.push_back(group_of(study, result, &result == &results.front()));
  }
  return report::project_xml(plan);
}

// Paths as seen from the folder: it may be moved, and two runs into two folders say the same.
std::vector<io::LayerFile> within(const std::string& folder, std::vector<io::LayerFile> files) {
  for (io::LayerFile& file : files) file.path = file.path.lexically_relative(folder);
  return files;
}

Json theme_summary(const Study& study, const ThemeResult& result) {
  return {{"theme", result.ranking.theme.name},
          {"title", result.ranking.theme.title},
          {"total", ranking_totals(study, result.ranking)},
          {"ranking", ranking_rows(study, result.ranking, result.wards)}};
}

Json summary_of_run(const Study& study, const std::vector<ThemeResult>& results,
                    const Session& session, const std::vector<io::LayerFile>& files) {
  Json outputs = Json::array();
  for (const char* name : {"hotspots.qgz", "summary.json", "manifest.json"})
    outputs.push_back(name);
  for (const io::LayerFile& file : files) outputs.push_back(file.path.generic_string());
  Json summary = summary_of(study, session, files);
  summary["outputs"] = std::move(outputs);
  Json list = Json::array();
  for (const ThemeResult& result : results) list.push_back(theme_summary(study, result));
  summary["ranking"] = list.front()["ranking"];  // of the first theme, where `rank` has it
  summary["themes"] = std::move(list);
  return summary;
}

std::string text_of_run(const Study& study, const std::vector<ThemeResult>& results,
                        const Options& options, const Session& session) {
  std::string text;
  for (const ThemeResult& result : results) {
    text += ranking_text(study, result.ranking, result.wards) + "\n";
  }
  return text + fates_text(study, session) +
         fmt::format("Open {}/hotspots.qgz in QGIS.\n", options.folder);
}

Result<Done> run_all(const Options& options, const Session& session) {
  if (!options.overwrite) {  // asked before the work; write_package looks again
    if (const auto free = io::check_free(options.folder, false); !free) return fail(free.error());
  }
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  const auto results = compute(*study, options, session);
  if (!results) return fail(results.error());
  if (results->empty()) return fail(ErrorCode::no_data, "no theme has an incident in any area");

  io::Package package;
  for (const ThemeResult& result : *results) package.layers.push_back(result.places);
  for (const ThemeResult& result : *results) package.layers.push_back(result.wards);
  package.project_xml = project_of(*study, *results);
  const io::WriteOptions write{options.overwrite, study->provenance};
  Json summary;
  package.describe = [&](const std::vector<io::LayerFile>& files) {
    summary = summary_of_run(*study, *results, session, within(options.folder, files));
    return io::Package::Files{{"summary.json", report::json_text(summary)}};
  };
  session.progress->update("writing", 0.0);
  const auto files = io::write_package(options.folder, package, write);
  if (!files) return fail(files.error());

  Done done;
  done.summary = summary;
  done.summary["folder"] = options.folder;
  done.text = text_of_run(*study, *results, options, session);
  done.warnings = study->warnings;
  return done;
}

}  // namespace

Run run(CommandLine& line) {
  auto options = std::make_shared<Options>();
  options->study.compare = true;
  add(line, options->study.incidents);
  add(line, options->study.areas);
  line.option("-o,--output", options->folder, "Folder to write")
      .type("FOLDER")
      .shows_default()
      .group("Output");
  line.flag("--overwrite", options->overwrite, "Replace the folder if it exists").group("Output");
  line.examples({"hotward run police/ --from 2019-04 --to 2020-03 -o hotspots",
                 "hotward run police/ --areas wards.gpkg --population people.csv:mid_2019",
                 "hotward run job.toml"});
  return [options](const Session& session) { return run_all(*options, session); };
}

}  // namespace hotward::tools
