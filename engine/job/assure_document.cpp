#include "engine/job/assure_document.hpp"

#include <fmt/format.h>

#include "engine/assurance/assure.hpp"
#include "engine/core/counted.hpp"
#include "engine/core/names.hpp"
#include "engine/study/version.hpp"

namespace hotward::job {
namespace {

using assurance::What;

constexpr Names<What, 5> what_names{{{What::rate, "rate"},
                                     {What::change, "change"},
                                     {What::difference, "difference"},
                                     {What::months, "months"},
                                     {What::shares, "shares"}}};

std::string text_of(const std::string& file, const assurance::Assured& found) {
  if (found.figures == 0) return fmt::format("{}: no figure found.\n", file);
  std::string text;
  for (const assurance::Doubt& doubt : found.doubts) {
    text += fmt::format("{}:{}: {}.\n", file, doubt.line, doubt.sentence);
  }
  if (!text.empty()) text += "\n";
  text += fmt::format("{} read; {} could be worked out from others near them",
                      counted(found.figures, "number"), counted(found.recomputed, "figure"));
  text += found.doubts.empty()
              ? ", and follow.\n"
              : fmt::format("; {} not follow.\n", counted(found.doubts.size(), "does", "do"));
  return text + "What is not listed was not found wrong; nobody has said that it is right.\n";
}

}  // namespace

Result<Answer> assure_document(const std::string& file, const Context& context) {
  const auto lines = io::document_lines(file);
  if (!lines) return fail(lines.error());
  const assurance::Assured found = assurance::assure(*lines);
  Json doubts = Json::array();
  for (const assurance::Doubt& doubt : found.doubts) {
    doubts.push_back({{"line", doubt.line},
                      {"what", std::string(name_of(what_names, doubt.what))},
                      {"written", doubt.written},
                      {"recomputed", doubt.recomputed},
                      {"sentence", doubt.sentence}});
  }
  Answer answer;
  answer.summary = {{"command", context.command},
                    {"version", version()},
                    {"report",
                     {{"document", file},
                      {"numbers", found.figures},
                      {"recomputed", found.recomputed},
                      {"doubts", std::move(doubts)}}},
                    {"warnings", Json::array()}};
  answer.text = text_of(file, found);
  answer.faults_found = !found.doubts.empty();
  return answer;
}

}  // namespace hotward::job
