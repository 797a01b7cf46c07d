#include "engine/job/run_folder.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "engine/core/parallel.hpp"
#include "engine/io/files/atomic_output.hpp"
#include "engine/io/files/leftovers.hpp"
#include "engine/io/layers/write_package.hpp"
#include "engine/job/job_ledger.hpp"
#include "engine/job/named_place.hpp"
#include "engine/job/report_file.hpp"
#include "engine/job/run_project.hpp"
#include "engine/job/run_readme.hpp"
#include "engine/job/run_sheets.hpp"
#include "engine/job/web_layers.hpp"
#include "engine/job/wider_cells.hpp"
#include "engine/report/html_document.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/summary_json.hpp"
#include "engine/report/table_style.hpp"
#include "engine/study/ledger_file.hpp"
#include "engine/study/public_record.hpp"
#include "engine/study/publication.hpp"
#include "engine/study/record.hpp"
#include "engine/study/study.hpp"

namespace hotward::job {
namespace {

// Paths as seen from the folder: it may be moved, and runs into two folders give the same bytes.
std::vector<io::LayerFile> within(const std::string& folder, std::vector<io::LayerFile> files) {
  for (io::LayerFile& file : files) file.path = file.path.lexically_relative(folder);
  return files;
}

// In draw order: every theme's points before any theme's areas.
io::Package package_of(const Study& study, const Answers& answers, const RunRequest& request,
                       const io::AreaPlace& where) {
  std::vector<const Chapter*> chapters;
  for (const ThemeAnswer& answer : answers.themes) {
    for (const Chapter& chapter : answer.chapters) chapters.push_back(&chapter);
  }
  std::ranges::stable_sort(chapters, {}, [](const Chapter* c) { return c->in_run.level; });
  io::Package package;
  for (const Chapter* chapter : chapters) {
    for (const table::Layer& layer : chapter->findings->layers) {
      if (layer.size() == 0) continue;
      table::Layer& added = package.layers.emplace_back(layer);
      const bool is_table = std::holds_alternative<std::monostate>(layer.geometry);
      if (is_table && layer.style_qml.empty()) added.style_qml = report::table_style(layer.columns);
    }
    const auto& rasters = chapter->findings->rasters;
    package.rasters.insert(package.rasters.end(), rasters.begin(), rasters.end());
    for (const Drawing& drawing : chapter->findings->drawings) {
      package.files.emplace_back(drawing.name + ".svg", drawing.svg);
    }
  }
  package.project_xml = project_of(study, answers, where);
  for (const std::string& format : request.formats) {
    package.formats.push_back(*value_of(io::package_format_names, format));
  }
  if (!request.empty_cells) package.for_geojson = without_empty_cells(package.layers);
  package.files.emplace_back(
      "README.txt", readme_of(study, answers, package, where_and_when(study, where.place)));
  return package;
}

// The summary lists what each file could not hold; a terminal gets one line for them all.
void report_losses(const std::vector<io::LayerFile>& files, std::vector<std::string>& warnings) {
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
  const Published& ranking = answer.chapters.back().findings;
  json.update(ranking->also);
  json[ranking->key] = ranking->summary;
  for (const Chapter& chapter : answer.chapters) {
    if (&chapter.findings == &ranking) continue;
    // Months and trend share a key, whose figures are the same.
    Json& under = json[chapter.findings->key];
    if (under.is_object() && chapter.findings->summary.is_object()) {
      under.update(chapter.findings->summary);
    } else {
      under = chapter.findings->summary;
    }
  }
  return json;
}

std::size_t count_hidden(const Answers& answers) {
  std::size_t hidden = 0;
  for (const ThemeAnswer& answer : answers.themes) {
    for (const Chapter& chapter : answer.chapters) hidden += chapter.findings->hidden;
  }
  return hidden;
}

Json summary_of_run(const Study& study, const Answers& answers, const Context& context,
                    const std::vector<io::LayerFile>& files, const io::Package::Files& drawn) {
  Json outputs = Json::array();
  for (const char* name : {"hotspots.qgz", "summary.json", "manifest.json"}) {
    outputs.push_back(name);
  }
  for (const auto& [name, bytes] : drawn) outputs.push_back(name);
  for (const io::LayerFile& file : files) outputs.push_back(file.path.generic_string());
  Json summary = summary_of(study, context, files);
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
std::string heading_of(const Chapter& chapter, std::size_t width) {
  const std::string& own = chapter.findings->heading;
  const std::string heading = own.empty() ? chapter.in_run.heading : own;
  const std::size_t length = report::display_width(heading);
  return heading + "\n" + std::string(width > 0 ? std::min(width, length) : length, '-') + "\n";
}

// The ranking in full, of the other analyses their text.
std::string text_of_run(const Study& study, const Answers& answers, const RunRequest& request,
                        const Context& context) {
  std::string text = study.made_up_areas;
  for (const ThemeAnswer& answer : answers.themes) {
    const std::string rule(report::display_width(answer.theme.title), '=');
    text += answer.theme.title + "\n" + rule + "\n\n";
    const Published& ranking = answer.chapters.back().findings;
    text += report::shown_tables(ranking->tables, request.table) + ranking->text + "\n";
    for (const Chapter& chapter : answer.chapters) {
      if (&chapter.findings == &ranking || chapter.findings->text.empty()) continue;
      text += heading_of(chapter, request.table.width) + chapter.findings->text + "\n";
    }
  }
  return text + rows_text(study, context) + (study.is_public ? publication_words(study) : "") +
         fmt::format("Open {0}/hotspots.qgz in QGIS, {0}/report.html in a browser.\n",
                     request.folder);
}

Result<Answer> answer_for(RunRequest& options, const Context& context) {
  if (options.folder == "-") {
    return fail(ErrorCode::usage,
                "-o -: the outputs are a folder, and cannot go to standard output");
  }
  if (options.folder.empty()) return fail(ErrorCode::usage, "-o: name the folder to write");
  if (const auto apart = check_apart(options.ledger, {options.folder}); !apart) {
    return fail(apart.error());
  }
  for (const std::string& note : io::clear_leftovers(options.folder)) {
    if (context.notice) context.notice(note);
  }
  if (!options.overwrite) {  // asked before the work; write_package looks again
    if (const auto free = io::check_free(options.folder, false); !free) return fail(free.error());
  }
  auto ledger = ledger_of(options.ledger);
  if (!ledger) return fail(ledger.error());
  std::vector<Analysis> analyses = analyses_of(options.analyses, options.study.is_public);
  const auto ready = prepare(options.analyses, analyses, options.study);
  if (!ready) return fail(ready.error());
  auto study = make_study(options.study, context);
  if (!study) return fail(study.error());
  const auto peers = peers_chapter(options.peers, *study, context);
  if (!peers) return fail(peers.error());
  widen_cells(options.analyses, analyses, *study);
  const auto answers = answer_all(*study, options.study, options.analyses, analyses, context);
  if (!answers) return fail(answers.error());
  for (const ThemeAnswer& answer : answers->themes) {
    const auto known =
        report::check_columns(answer.chapters.back().findings->tables, options.table);
    if (!known) return fail(known.error());
  }
  const io::AreaPlace where = named_place(*study, options.study.areas, options.place);
  const document::Cover cover{.place = where.place, .edition = where.edition};
  const document::Made report = report_of(*study, *answers, *peers, context, cover);
  take_warnings(*study, *answers);

  io::Package package = package_of(*study, *answers, options, where);
  if (*peers) {
    for (const Drawing& drawing : (*peers)->findings->drawings) {
      package.files.emplace_back(drawing.name + ".svg", drawing.svg);
    }
  }
  package.files.emplace_back("report.html", report::html_document(report.document));
  Json summary;
  package.describe = [&](const std::vector<io::LayerFile>& files) {
    summary =
        summary_of_run(*study, *answers, context, within(options.folder, files), package.files);
    if (*peers) summary["peers"] = (*peers)->findings->summary;
    summary["report"] = {{"path", "report.html"}, {"figures", report.figures}};
    return io::Package::Files{{"summary.json", report::json_text(summary)}};
  };
  auto remembered = remember_answers(std::move(*ledger), *answers, options.study, "run", *study);
  if (!remembered) return fail(remembered.error());
  context.progress->update("writing", 0.0);
  const auto files =
      io::write_package(options.folder, package,
                        {options.overwrite, study->is_public ? public_provenance(study->provenance)
                                                             : study->provenance});
  if (!files) return fail(files.error());
  remembered->stays();
  context.progress->update("writing", 1.0);

  Answer done;
  done.summary = summary;
  done.summary["folder"] = options.folder;
  done.text = text_of_run(*study, *answers, options, context);
  done.warnings = study->warnings;
  report_losses(*files, done.warnings);
  done.weighty = study->weighty;
  return done;
}

}  // namespace

RunRequest::RunRequest() {
  using hotward::parameters;
  using job::parameters;
  study.compare = true;
  this->parameters = parameters(study.incidents);
  this->parameters.append(compare_parameter(study));
  this->parameters.append(parameters(study.areas));
  this->parameters.append(place_parameter(place));
  this->parameters.append(parameters(analyses));
  this->parameters.append(parameters(peers));
  parameter::List outputs("Output");
  outputs.path("output", folder, "Folder to write").as("FOLDER").unrecorded().short_name = "o";
  outputs.flag("overwrite", overwrite, "Replace the folder if it exists").unrecorded();
  parameter::Words words;
  for (const auto& [format, word] : io::package_format_names) words.emplace_back(word);
  outputs
      .choices("formats", formats, std::move(words),
               "Formats of the layers (default: all but xlsx and ods); gpkg, which the project "
               "shows, is "
               "always there")
      .comma_separated()
      .unrecorded();
  outputs.flag("empty-cells", empty_cells, "Keep cells with nothing to see in GeoJSON, too")
      .unrecorded();
  this->parameters.append(std::move(outputs));
  this->parameters.append(public_parameter(study.is_public));
  this->parameters.append(ledger_parameter(ledger, study.is_public));
  this->parameters.append(parameters(table));
}

Result<Answer> run_into_folder(RunRequest& request, const Context& context) {
  const WorkScope scope(work_of(context));
  return unless_stopped([&] { return answer_for(request, context); });
}

}  // namespace hotward::job
