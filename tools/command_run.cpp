// hotward run: everything the data allow, into one folder that opens in QGIS.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/io/files/atomic_output.hpp"
#include "engine/io/layers/write_package.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/summary_json.hpp"
#include "tools/command.hpp"
#include "tools/comparison.hpp"
#include "tools/options.hpp"
#include "tools/parts/public.hpp"
#include "tools/parts/public_record.hpp"
#include "tools/record.hpp"
#include "tools/run_analyses.hpp"
#include "tools/run_project.hpp"
#include "tools/study.hpp"
#include "tools/terminal.hpp"

namespace hotward::tools {
namespace {

struct RunArguments {
  StudyOptions study;
  AnalysisOptions analyses;
  std::string folder = "hotspots";
  bool overwrite = false;
};

// Paths as seen from the folder: it may be moved, and two runs into two folders say the same.
std::vector<io::LayerFile> within(const std::string& folder, std::vector<io::LayerFile> files) {
  for (io::LayerFile& file : files) file.path = file.path.lexically_relative(folder);
  return files;
}

// An analysis, where it is spoken of. "Clusters" are those of `clusters` alone.
struct Words {
  const char* key;
  const char* name;     // before a warning
  const char* heading;  // before its text
};

const Words& words_of(const std::string& key) {
  static constexpr Words all[] = {
      {"places", "map points", "Map points"},
      {"clusters", "clusters", "Clusters: where incidents lie close together"},
      {"scan", "scan", "Scan: groups of neighbouring areas that stand out"},
      {"density", "density", "Density: where they are thickest"},
      {"gi_star", "hot cells", "Hot cells: where busy cells stand together"},
      {"grid", "grid", "Grid: how many in each cell"},
      {"moran", "neighbouring areas", "Neighbouring areas: how alike they are"},
      {"ranking", "ranking", "Areas"}};
  const auto* found = std::ranges::find_if(all, [&](const Words& w) { return key == w.key; });
  HOTWARD_EXPECTS(found != std::end(all));
  return *found;
}

void take_warnings(Study& study, const Answers& answers) {
  for (const ThemeAnswer& answer : answers.themes) {
    for (const Part& part : answer.parts) {
      const auto said = [&](const std::string& warning) {
        return fmt::format("{}, {}: {}", answer.theme.title, words_of(part.key).name, warning);
      };
      std::ranges::transform(part.warnings, std::back_inserter(study.warnings), said);
      std::ranges::transform(part.weighty, std::back_inserter(study.weighty), said);
    }
  }
  for (const Skipped& skipped : answers.skipped) {
    study.warnings.push_back(
        fmt::format("skipped: {} of {}: {}", skipped.analysis, skipped.theme, skipped.why));
  }
}

// In draw order: every theme's points before any theme's areas.
io::Package package_of(const Study& study, const Answers& answers) {
  std::vector<std::pair<std::size_t, const Part*>> parts;
  for (const ThemeAnswer& answer : answers.themes) {
    for (std::size_t i = 0; i < answer.parts.size(); ++i) {
      parts.emplace_back(answer.levels[i], &answer.parts[i]);
    }
  }
  std::ranges::stable_sort(parts, {}, &std::pair<std::size_t, const Part*>::first);
  io::Package package;
  for (const auto& [level, part] : parts) {
    for (const table::Layer& layer : part->layers) {
      if (layer.size() > 0) package.layers.push_back(layer);
    }
    package.rasters.insert(package.rasters.end(), part->rasters.begin(), part->rasters.end());
  }
  package.project_xml = project_of(study, answers);
  return package;
}

// What each file could not hold stands in the summary; on a terminal one line speaks for them all.
void tell_losses(const std::vector<io::LayerFile>& files, std::vector<std::string>& warnings) {
  std::size_t losses = 0;
  std::string first;
  for (const io::LayerFile& file : files) {
    if (first.empty() && !file.warnings.empty()) first = file.warnings.front();
    losses += file.warnings.size();
  }
  if (losses == 0) return;
  warnings.push_back(losses == 1 ? first
                                 : fmt::format("{} (and {} more of this kind, in summary.json); "
                                               "hotspots.gpkg holds everything",
                                               first, losses - 1));
}

Json theme_summary(const ThemeAnswer& answer) {
  Json json = {{"theme", answer.theme.name}, {"title", answer.theme.title}};
  const Part& ranking = answer.parts.back();
  json.update(ranking.also);
  json[ranking.key] = ranking.summary;
  for (const Part& part : answer.parts) {
    if (&part != &ranking) json[part.key] = part.summary;
  }
  return json;
}

std::size_t count_hidden(const Answers& answers) {
  std::size_t hidden = 0;
  for (const ThemeAnswer& answer : answers.themes) {
    for (const Part& part : answer.parts) hidden += part.hidden;
  }
  return hidden;
}

Json summary_of_run(const Study& study, const Answers& answers, const Session& session,
                    const std::vector<io::LayerFile>& files) {
  Json outputs = Json::array();
  for (const char* name : {"hotspots.qgz", "summary.json", "manifest.json"}) {
    outputs.push_back(name);
  }
  for (const io::LayerFile& file : files) outputs.push_back(file.path.generic_string());
  Json summary = summary_of(study, session, files);
  if (study.is_public) {
    summary["public"] = true;
    summary["suppressed"] = count_hidden(answers);
  }
  summary["outputs"] = std::move(outputs);
  Json list = Json::array();
  for (const ThemeAnswer& answer : answers.themes) list.push_back(theme_summary(answer));
  summary["ranking"] = list.front()["ranking"];  // of the first theme, where `rank` has it
  summary["themes"] = std::move(list);
  summary["skipped"] = Json::array();
  for (const Skipped& skipped : answers.skipped) {
    summary["skipped"].push_back(
        {{"theme", skipped.theme}, {"analysis", skipped.analysis}, {"why", skipped.why}});
  }
  return summary;
}

// One heading for each analysis, no longer than the terminal is wide.
std::string heading_of(const Part& part, std::size_t width) {
  const std::string heading = part.heading.empty() ? words_of(part.key).heading : part.heading;
  const std::size_t length = report::display_width(heading);
  return heading + "\n" + std::string(width > 0 ? std::min(width, length) : length, '-') + "\n";
}

// The ranking in full, of the other analyses what they say in words.
std::string text_of_run(const Study& study, const Answers& answers, const RunArguments& options,
                        const Session& session) {
  std::string text = study.made_up_areas;
  for (const ThemeAnswer& answer : answers.themes) {
    const std::string rule(report::display_width(answer.theme.title), '=');
    text += answer.theme.title + "\n" + rule + "\n\n";
    const Part& ranking = answer.parts.back();
    text += report::shown_tables(ranking.tables, {.width = output_width()}) + ranking.text + "\n";
    for (const Part& part : answer.parts) {
      if (&part == &ranking || part.text.empty()) continue;
      text += heading_of(part, output_width()) + part.text + "\n";
    }
  }
  return text + fates_text(study, session) + (study.is_public ? publish_once() : "") +
         fmt::format("Open {}/hotspots.qgz in QGIS.\n", options.folder);
}

Result<Done> run_all(const RunArguments& options, const Session& session) {
  if (options.folder == "-") {
    return fail(ErrorCode::usage,
                "-o -: the outputs are a folder, and cannot go to standard output");
  }
  mend_leftovers(options.folder);
  if (!options.overwrite) {  // asked before the work; write_package looks again
    if (const auto free = io::check_free(options.folder, false); !free) return fail(free.error());
  }
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  const auto answers = answer_all(*study, options.study, options.analyses, session);
  if (!answers) return fail(answers.error());
  take_warnings(*study, *answers);

  io::Package package = package_of(*study, *answers);
  Json summary;
  package.describe = [&](const std::vector<io::LayerFile>& files) {
    summary = summary_of_run(*study, *answers, session, within(options.folder, files));
    return io::Package::Files{{"summary.json", report::json_text(summary)}};
  };
  session.progress->update("writing", 0.0);
  const auto files =
      io::write_package(options.folder, package,
                        {options.overwrite, study->is_public ? public_provenance(study->provenance)
                                                             : study->provenance});
  if (!files) return fail(files.error());
  session.progress->update("writing", 1.0);

  Done done;
  done.summary = summary;
  done.summary["folder"] = options.folder;
  done.text = text_of_run(*study, *answers, options, session);
  done.warnings = study->warnings;
  tell_losses(*files, done.warnings);
  done.weighty = study->weighty;
  return done;
}

}  // namespace

Run run(CommandLine& line) {
  auto options = std::make_shared<RunArguments>();
  options->study.compare = true;
  add(line, options->study.incidents);
  declare_compare(line, options->study.compare_with);
  add(line, options->study.areas);
  add(line, options->analyses);
  line.option("-o,--output", options->folder, "Folder to write")
      .path()
      .type("FOLDER")
      .shows_default()
      .group("Output");
  line.flag("--overwrite", options->overwrite, "Replace the folder if it exists").group("Output");
  declare_public(line, options->study.is_public);
  line.examples({"hotward run police/ --from 2019-04 --to 2020-03 -o hotspots",
                 "hotward run police/ --areas wards.gpkg --population people.csv:mid_2019",
                 "hotward run job.toml"});
  return [options](const Session& session) { return run_all(*options, session); };
}

}  // namespace hotward::tools
