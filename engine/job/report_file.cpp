#include "engine/job/report_file.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "engine/core/parallel.hpp"
#include "engine/document/plan.hpp"
#include "engine/io/files/leftovers.hpp"
#include "engine/io/files/text_file.hpp"
#include "engine/io/files/zip.hpp"
#include "engine/job/assure_document.hpp"
#include "engine/job/job_ledger.hpp"
#include "engine/job/named_place.hpp"
#include "engine/job/print_pdf.hpp"
#include "engine/job/registry.hpp"
#include "engine/job/wider_cells.hpp"
#include "engine/report/html_document.hpp"
#include "engine/report/markdown_document.hpp"
#include "engine/report/picture_data.hpp"
#include "engine/report/workbook.hpp"
#include "engine/study/ledger_file.hpp"
#include "engine/study/publication.hpp"
#include "engine/study/record.hpp"

namespace hotward::job {
namespace {

// What a report shows; the others make layers.
const std::vector<std::string> in_a_report = {"rank",        "trend",    "target",        "scan",
                                              "persistence", "emerging", "concentration", "repeats",
                                              "near-repeat", "aoristic"};

struct Format {
  std::string_view ending;
  std::function<Result<std::string>(const report::Document&)> bytes;
};

template <io::WorkbookFormat format>
Result<std::string> as_workbook(const report::Document& document) {
  return io::zip_archive(report::document_workbook(document, format));
}

const Format formats[] = {
    {".html", [](const report::Document& document) { return report::html_document(document); }},
    {".md", [](const report::Document& document) { return report::markdown_document(document); }},
    {".xlsx", as_workbook<io::WorkbookFormat::xlsx>},
    {".ods", as_workbook<io::WorkbookFormat::ods>}};

const Format* format_of(const std::string& path) {
  const auto known = std::ranges::find_if(
      formats, [&](const Format& format) { return path.ends_with(format.ending); });
  return known == std::end(formats) ? nullptr : known;
}

std::string heading_of(const Chapter& chapter) {
  const std::string& own = chapter.findings->heading;
  return own.empty() ? chapter.in_run.heading : own;
}

// As a reader of the report knows it: "Near repeats".
std::string called(const std::string& analysis) {
  const auto known = analysis_named(analysis);
  return known && known->in_run ? capitalised(known->in_run->called) : capitalised(analysis);
}

std::string title_of_theme(const Answers& answers, const std::string& name) {
  for (const ThemeAnswer& answer : answers.themes) {
    if (answer.theme.name == name) return answer.theme.title;
  }
  return name;
}

// No two alike, of a known kind, and free.
Result<void> check_paths(ReportRequest& request, const Context& context) {
  if (request.paths.empty()) request.paths = {"report.html"};
  for (const std::string& path : request.paths) {
    if (format_of(path) != nullptr) continue;
    return fail(ErrorCode::usage,
                fmt::format("-o {}: a report is written as .html, .md, .xlsx or .ods", path));
  }
  if (!request.pdf.empty() && !request.pdf.ends_with(".pdf")) {
    return fail(ErrorCode::usage, fmt::format("--pdf {}: give it a name with .pdf", request.pdf));
  }
  std::vector<std::string> all = request.paths;
  if (!request.pdf.empty()) all.push_back(request.pdf);
  if (const auto apart = check_apart(request.ledger, all); !apart) return apart;
  for (auto path = all.begin(); path != all.end(); ++path) {
    if (std::find(all.begin(), path, *path) != path) {
      return fail(ErrorCode::usage, fmt::format("-o {}: named twice", *path));
    }
    for (const std::string& note : io::clear_leftovers(*path)) {
      if (context.notice) context.notice(note);
    }
    if (const auto free = io::check_free(*path, request.overwrite); !free) return free;
  }
  return {};
}

// What the command line names wins over the plan.
Result<document::Plan> cover_and_plan(ReportRequest& request) {
  document::Plan plan;
  if (!request.plan.empty()) {
    auto read = document::read_plan(request.plan);
    if (!read) return fail(read.error());
    plan = std::move(*read);
  }
  document::Cover& cover = request.cover;
  if (cover.title.empty()) cover.title = plan.title;
  if (cover.author.empty()) cover.author = plan.author;
  if (request.logo.empty()) return plan;
  const auto bytes = io::read_text(request.logo);
  if (!bytes) return fail(bytes.error());
  auto uri = report::picture_uri(*bytes, request.logo);
  if (!uri) return fail(uri.error());
  cover.logo = std::move(*uri);
  cover.logo_words = cover.author.empty() ? "Logo" : "Logo of " + cover.author;
  return plan;
}

/// @param browser  where a PDF was asked for
Result<void> write_report(const ReportRequest& request, const report::Document& document,
                          const std::filesystem::path& browser) {
  const auto written = io::made_together(
      request.overwrite, [&](std::vector<io::UnfinishedOutput>& outputs) -> Result<bool> {
        for (const std::string& path : request.paths) {
          const auto bytes = format_of(path)->bytes(document);
          if (!bytes) return fail(bytes.error());
          const auto made = io::make_text(path, *bytes, outputs);
          if (!made) return fail(made.error());
        }
        if (!request.pdf.empty()) {
          const auto made =
              make_pdf(browser, request.pdf, report::html_document(document), outputs);
          if (!made) return fail(made.error());
        }
        return true;
      });
  if (!written) return fail(written.error());
  return {};
}

// The first lines of each theme; the rest is in the report.
std::string text_of(const Study& study, const Answers& answers, const ReportRequest& request) {
  std::string text = study.made_up_areas;
  for (const ThemeAnswer& answer : answers.themes) {
    text += answer.theme.title + "\n" + answer.chapters.back().findings->text + "\n";
  }
  if (study.is_public) text += publication_words(study);
  for (const std::string& path : request.paths) text += fmt::format("Wrote {}.\n", path);
  if (!request.pdf.empty()) text += fmt::format("Wrote {}.\n", request.pdf);
  return text;
}

Result<Answer> answer_for(ReportRequest& request, const Context& context) {
  if (const auto free = check_paths(request, context); !free) return fail(free.error());
  auto ledger = ledger_of(request.ledger);
  if (!ledger) return fail(ledger.error());
  request.analyses.only = in_a_report;
  auto analyses = analyses_of(request.analyses, request.study.is_public);
  const auto ready = prepare(request.analyses, analyses, request.study);
  if (!ready) return fail(ready.error());
  const auto plan = cover_and_plan(request);
  if (!plan) return fail(plan.error());
  std::filesystem::path browser;
  if (!request.pdf.empty()) {
    auto found = find_browser();
    if (!found) return fail(found.error());
    browser = std::move(*found);
  }
  auto study = make_study(request.study, context);
  if (!study) return fail(study.error());
  const auto peers = peers_chapter(request.peers, *study, context);
  if (!peers) return fail(peers.error());
  widen_cells(request.analyses, analyses, *study);
  const auto answers = answer_all(*study, request.study, request.analyses, analyses, context);
  if (!answers) return fail(answers.error());
  const io::AreaPlace where = named_place(*study, request.study.areas, request.place);
  request.cover.place = where.place;
  request.cover.edition = where.edition;
  document::Made made = report_of(*study, *answers, *peers, context, request.cover);
  if (const auto done = document::arrange(made.document, *plan); !done) return fail(done.error());
  take_warnings(*study, *answers);
  auto remembered = remember_answers(std::move(*ledger), *answers, request.study, "report", *study);
  if (!remembered) return fail(remembered.error());
  context.progress->update("writing", 0.0);
  if (const auto done = write_report(request, made.document, browser); !done)
    return fail(done.error());
  remembered->stays();
  context.progress->update("writing", 1.0);
  Answer answer;
  answer.summary = summary_of(*study, context, {});
  if (study->is_public) answer.summary["public"] = true;
  if (study->ledger) answer.summary["ledger"] = ledger_json(*study->ledger);
  answer.summary["report"] = {{"path", request.paths.front()}, {"figures", made.figures}};
  answer.text = text_of(*study, *answers, request);
  answer.warnings = study->warnings;
  answer.weighty = study->weighty;
  return answer;
}

}  // namespace

ReportRequest::ReportRequest() {
  using hotward::parameters;
  this->parameters = parameters(study.incidents);
  this->parameters.find("incidents")->required = false;  // --assure can do without
  this->parameters.append(compare_parameter(study));
  this->parameters.append(parameters(study.areas));
  this->parameters.append(place_parameter(place));
  this->parameters.append(where_to_act_parameters(analyses));
  using job::parameters;
  this->parameters.append(parameters(peers));
  parameter::List words("Report");
  words.text("title", cover.title, "Title; without it, the themes").unrecorded();
  words.text("author", cover.author, "Who made it, below the title").unrecorded();
  words.path("logo", logo, "Picture above the title: PNG or SVG").file().unrecorded();
  words.path("plan", plan, "TOML file: sections, their order and headings, words of your own")
      .file()
      .unrecorded()
      .as("FILE.toml");
  words
      .path("events", analyses.events,
            "CSV of what happened meanwhile: label, from, to, source; named and drawn")
      .as("FILE.csv");
  words
      .path("assure", assure,
            "Instead: list the figures of a written report that do not follow from each other, "
            "or from the incidents where they are named; text, HTML, DOCX or ODT")
      .file()
      .as("DOCUMENT");
  this->parameters.append(std::move(words));
  parameter::List outputs("Output");
  outputs.paths("output", paths, "Report to write: .html .md, its tables: .xlsx .ods (repeatable)")
      .as("PATH")
      .default_text("report.html")
      .unrecorded()
      .short_name = "o";
  outputs.path("pdf", pdf, "The same as .pdf, printed by Chromium or Chrome where PATH has one")
      .unrecorded();
  outputs.flag("overwrite", overwrite, "Replace files that exist").unrecorded();
  this->parameters.append(std::move(outputs));
  this->parameters.append(public_parameter(study.is_public));
  this->parameters.append(ledger_parameter(ledger, study.is_public));
}

document::Made report_of(const Study& study, const Answers& answers,
                         const std::optional<Chapter>& peers, const Context& context,
                         const document::Cover& cover) {
  document::Material material{study, context, {}, {}, {}, credits(study, cover.edition)};
  if (peers) material.peers = {peers->analysis, heading_of(*peers), &*peers->findings};
  for (const ThemeAnswer& answer : answers.themes) {
    document::Part part{&answer.theme, {}};
    for (const Chapter& chapter : answer.chapters) {
      part.chapters.push_back({chapter.analysis, heading_of(chapter), &*chapter.findings});
    }
    material.parts.push_back(std::move(part));
  }
  for (const Skipped& one : answers.skipped) {
    material.left_out.push_back(
        {called(one.analysis), title_of_theme(answers, one.theme), one.why});
  }
  return make_document(std::move(material), cover);
}

Result<Answer> run_report(ReportRequest& request, const Context& context) {
  const WorkScope scope(work_of(context));
  if (!request.assure.empty() && request.study.incidents.inputs.empty()) {
    return assure_document(request, context);
  }
  request.parameters.find("incidents")->required = true;
  if (const auto sound = check(request.parameters); !sound) return fail(sound.error());
  return unless_stopped([&] {
    return request.assure.empty() ? answer_for(request, context)
                                  : assure_document(request, context);
  });
}

}  // namespace hotward::job
