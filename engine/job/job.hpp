// Job: one analysis with everything it is asked, whoever asks: the command line, a file, a program.
//
//   job::Job job(*job::analysis_named("gi-star"));
//   parameter::set(job.parameters, "incidents", {"police/"});
//   parameter::set(job.parameters, "cell", {"200m"});
//   NoProgress progress;
//   const auto answer = job::run(job, {.command = "gi-star", .progress = &progress});
//   if (answer) std::cout << answer->text;
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/parameter/parameter.hpp"
#include "engine/study/analysis.hpp"
#include "engine/study/context.hpp"
#include "engine/study/json.hpp"
#include "engine/study/request.hpp"

namespace hotward::job {

/// What a job reports when it is done.
struct Answer {
  Json summary;                        ///< the whole object that --json prints
  std::string text;                    ///< the same for people
  std::vector<std::string> warnings;   ///< also in the summary
  std::vector<std::string> weighty{};  ///< those that change a number or make a claim void
  bool faults_found = false;           ///< of the data, where they were judged
};

/// Neither copied nor moved: the parameters refer to the fields beside them.
struct Job {
  explicit Job(Analysis what);
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;

  Analysis analysis;
  StudyRequest study;
  OutputRequest output;
  parameter::List parameters;  ///< of incidents, areas, the analysis and its outputs
};

/// Reads, computes, protects, writes, and reports what was found.
/// @return usage for what cannot be asked; errors as those of make_study, of the analysis and of
///         write_findings. Nothing is written then.
[[nodiscard]] Result<Answer> run(Job& job, const Context& context);

}  // namespace hotward::job
