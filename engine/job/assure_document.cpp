#include "engine/job/assure_document.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include <fmt/format.h>

#include "engine/assurance/assure.hpp"
#include "engine/assurance/data_claims.hpp"
#include "engine/core/counted.hpp"
#include "engine/core/names.hpp"
#include "engine/core/undefined.hpp"
#include "engine/document/words.hpp"
#include "engine/study/record.hpp"
#include "engine/study/version.hpp"

namespace hotward::job {
namespace {

using assurance::What;

constexpr Names<What, 9> what_names{{{What::rate, "rate"},
                                     {What::change, "change"},
                                     {What::difference, "difference"},
                                     {What::months, "months"},
                                     {What::shares, "shares"},
                                     {What::count, "count"},
                                     {What::people, "population"},
                                     {What::month, "month"},
                                     {What::top, "top"}}};

std::string text_of(const std::string& file, const assurance::Assured& found,
                    const std::string& beside) {
  if (found.figures == 0) return fmt::format("{}: no figure found.\n", file);
  std::string text;
  for (const assurance::Doubt& doubt : found.doubts) {
    text += fmt::format("{}:{}: {}.\n", file, doubt.line, doubt.sentence);
  }
  if (!text.empty()) text += "\n";
  text += fmt::format("{} read; {} could be worked out from {}", counted(found.figures, "number"),
                      counted(found.recomputed, "figure"), beside);
  text += found.doubts.empty()
              ? ", and follow.\n"
              : fmt::format("; {} not follow.\n", counted(found.doubts.size(), "does", "do"));
  return text + "What is not listed was not found wrong; nobody has said that it is right.\n";
}

Json json_of(const std::string& file, const assurance::Assured& found) {
  Json doubts = Json::array();
  for (const assurance::Doubt& doubt : found.doubts) {
    doubts.push_back({{"line", doubt.line},
                      {"what", std::string(name_of(what_names, doubt.what))},
                      {"written", doubt.written},
                      {"recomputed", doubt.recomputed},
                      {"by", doubt.by_data ? "data" : "document"},
                      {"sentence", doubt.sentence}});
  }
  return {{"document", file},
          {"numbers", found.figures},
          {"recomputed", found.recomputed},
          {"doubts", std::move(doubts)}};
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

// The figures of the report that these data would make, by theme.
assurance::ThemeFacts facts_of(const Theme& theme, const std::map<std::string, double>& figures) {
  const auto figure = [&](const std::string& name) {
    const auto found = figures.find(theme.name + "." + name);
    return found == figures.end() ? undefined : found->second;
  };
  assurance::ThemeFacts facts{.name = theme.name,
                              .noun = theme.noun,
                              .count = figure("count"),
                              .previous = figure("prev"),
                              .rate_1k = figure("rate_1k"),
                              .change_pct = figure("chg_pct")};
  for (const auto& [id, value] : figures) {
    const auto named = [&, &id = id](const char* part) {
      const std::string prefix = theme.name + part;
      return id.starts_with(prefix) ? id.substr(prefix.size()) : std::string();
    };
    if (const std::string month = named(".month."); !month.empty()) facts.months[month] = value;
    if (!named(".area.").empty()) facts.areas.push_back(value);
    if (!named(".type.").empty() || !named(".year.").empty()) facts.others.push_back(value);
  }
  std::ranges::sort(facts.areas, std::greater<>());
  return facts;
}

assurance::DataFacts data_of(const Study& study, const Answers& answers, const Context& context) {
  std::map<std::string, double> figures;
  for (const Json& figure : report_of(study, answers, {}, context, {}).figures) {
    figures[figure["id"].get<std::string>()] = figure["value"].get<double>();
  }
  assurance::DataFacts data;
  data.people = undefined;
  for (const ThemeAnswer& answer : answers.themes) {
    data.themes.push_back(facts_of(answer.theme, figures));
    const auto people = figures.find(answer.theme.name + ".population");
    if (people != figures.end()) data.people = people->second;
  }
  data.people_label = study.areas().population_label;
  std::ranges::transform(study.areas().names, std::back_inserter(data.places), lower);
  for (const auto& period : {study.period, study.before}) {
    if (!period) continue;
    const auto year = [](table::Day day) { return static_cast<int>(table::month_of(day).year()); };
    for (int y = year(period->first); y <= year(period->last); ++y) data.years.push_back(y);
  }
  data.period = study.period ? document::period_words(*study.period) : "these data";
  return data;
}

Result<Answer> beside_data(ReportRequest& request, std::span<const io::TextLine> lines,
                           const Context& context) {
  request.analyses.only = {"rank", "trend"};
  const auto analyses = analyses_of(request.analyses, false);
  const auto ready = prepare(request.analyses, analyses, request.study);
  if (!ready) return fail(ready.error());
  auto study = make_study(request.study, context);
  if (!study) return fail(study.error());
  const auto answers = answer_all(*study, request.study, request.analyses, analyses, context);
  if (!answers) return fail(answers.error());
  const assurance::Assured found = assure(lines, data_of(*study, *answers, context));
  Answer answer;
  answer.summary = summary_of(*study, context, {});
  answer.summary["report"] = json_of(request.assure, found);
  answer.text = text_of(request.assure, found, "others near them or from the data");
  answer.warnings = study->warnings;
  answer.weighty = study->weighty;
  answer.faults_found = !found.doubts.empty();
  return answer;
}

}  // namespace

Result<Answer> assure_document(ReportRequest& request, const Context& context) {
  const std::string& file = request.assure;
  const bool has_data = !request.study.incidents.inputs.empty();
  if (request.study.is_public) {
    return fail(ErrorCode::usage,
                "--assure lists what the data hold, small counts too; leave out --public");
  }
  const auto lines = io::document_lines(file);
  if (!lines) return fail(lines.error());
  if (has_data) return beside_data(request, *lines, context);
  const assurance::Assured found = assurance::assure(*lines);
  Answer answer;
  answer.summary = {{"command", context.command},
                    {"version", version()},
                    {"report", json_of(file, found)},
                    {"warnings", Json::array()}};
  answer.text = text_of(file, found, "others near them");
  answer.faults_found = !found.doubts.empty();
  return answer;
}

}  // namespace hotward::job
