// Report file: the answers of all themes as one printable document.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/document/make_document.hpp"
#include "engine/job/job.hpp"
#include "engine/job/peers_chapter.hpp"
#include "engine/job/run_all.hpp"

namespace hotward::job {

/// Neither copied nor moved: the parameters refer to the fields beside them.
struct ReportRequest {
  ReportRequest();
  ReportRequest(const ReportRequest&) = delete;
  ReportRequest& operator=(const ReportRequest&) = delete;

  StudyRequest study;
  RunOptions analyses;
  PeersAsked peers;
  std::string place;               ///< where the areas lie; empty: what their columns state
  std::vector<std::string> paths;  ///< .html, .md, .xlsx, .ods; empty: report.html
  std::string pdf;                 ///< printed by a browser, where one is named
  std::string ledger;              ///< file that remembers what is published
  bool overwrite = false;
  document::Cover cover;
  std::string logo;  ///< file of a PNG or SVG
  std::string plan;  ///< file of sections (document/plan.hpp)
  /// A written document whose figures are to be looked at, in place of making one.
  std::string assure;
  parameter::List parameters;
};

/// The document of what was found; the study's warnings are those of the study alone.
[[nodiscard]] document::Made report_of(const Study& study, const Answers& answers,
                                       const std::optional<Chapter>& peers, const Context& context,
                                       const document::Cover& cover);

/// Makes the analyses that a report shows, as `run` makes them, and writes it.
/// @return usage, already_exists; errors as make_study and answer_all. Nothing is written then.
[[nodiscard]] Result<Answer> run_report(ReportRequest& request, const Context& context);

}  // namespace hotward::job
