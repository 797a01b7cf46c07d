#include "engine/job/job.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "engine/core/parallel.hpp"
#include "engine/job/job_ledger.hpp"
#include "engine/study/empty_study.hpp"
#include "engine/study/ledger_file.hpp"
#include "engine/study/nothing.hpp"
#include "engine/study/outputs.hpp"
#include "engine/study/publication.hpp"
#include "engine/study/record.hpp"
#include "engine/study/study.hpp"
#include "engine/study/version.hpp"

namespace hotward::job {
namespace {

bool needs_incidents(const Job& job) {
  return !job.analysis.without_incidents || !job.analysis.without_incidents();
}

Result<void> check_before_work(const Job& job, const Context& context) {
  if (const auto sound = check(job.parameters); !sound) return sound;
  if (job.output.is_public && !job.analysis.hides_small_counts) {
    const std::string& why = job.analysis.why_secret;
    return fail(ErrorCode::usage, why.empty() ? not_public(job.analysis.name) : why);
  }
  const auto others =
      job.analysis.other_outputs ? job.analysis.other_outputs() : std::vector<NamedOutput>{};
  if (const auto apart = check_ledger(job, others); !apart) return apart;
  // publish() looks at what the findings hold; a further layer is written beside them.
  for (const NamedOutput& other : others) {
    if (!job.output.is_public || !other.is_layer) continue;
    return fail(ErrorCode::usage,
                fmt::format("--{}: not with --public, such a layer can hold single places or small "
                            "counts",
                            other.parameter));
  }
  std::vector<std::string> mended;
  const auto free = check_outputs(job.output, job.analysis.writes, others, mended);
  for (const std::string& note : mended) {
    if (context.notice) context.notice(note);
  }
  return free;
}

// In the order in which a reader wants it; the counts of rows come where the findings ask for them.
std::string text_of(const Findings& findings, const Study& study, const std::string& rows,
                    const std::vector<io::LayerFile>& files, const report::TableView& view) {
  const std::string tables = report::shown_tables(findings.tables, view);
  const bool text_first = findings.text_first && !tables.empty();
  const std::string found = findings.composed ? findings.composed(view)
                            : text_first      ? findings.text + "\n" + tables
                                              : tables + findings.text;
  std::string text = study.made_up_areas;
  text += findings.rows_first ? rows + found : found + (text_first ? "" : "\n") + rows;
  if (findings.small_counts_hidden) text += publication_words(study);
  return text + files_text(files);
}

Answer answer_of(const Published& published, Study& study, const Context& context,
                 const std::vector<io::LayerFile>& files, const Job& job) {
  const Findings& findings = *published;
  study.warnings.insert(study.warnings.end(), findings.warnings.begin(), findings.warnings.end());
  study.weighty.insert(study.weighty.end(), findings.weighty.begin(), findings.weighty.end());
  Answer answer;
  answer.summary = summary_of(study, context, files);
  if (findings.small_counts_hidden) {
    answer.summary["public"] = true;
    answer.summary["suppressed"] = findings.hidden;
    if (study.ledger) answer.summary["ledger"] = ledger_json(*study.ledger);
  }
  answer.summary.update(findings.also);
  answer.summary[findings.key] = findings.summary;
  if (!findings.no_answer.empty()) answer.summary["no_answer"] = clause_of(findings.no_answer);
  const std::string rows = needs_incidents(job) ? rows_text(study, context) : std::string();
  answer.text = text_of(findings, study, rows, files, job.output.table);
  answer.warnings = all_warnings(study, files);
  answer.weighty = study.weighty;
  answer.faults_found = findings.faults_found;
  return answer;
}

Answer answer_without_study(const Findings& findings, const Context& context,
                            const report::TableView& view) {
  Answer answer;
  answer.summary = {{"command", context.command}, {"version", version()}};
  answer.summary[findings.key] = findings.summary;
  answer.text = findings.text + report::shown_tables(findings.tables, view);
  return answer;
}

Result<Answer> answer_for(Job& job, const Context& context) {
  // What may not be published is refused, whatever else was asked.
  if (job.analysis.without_study && !job.output.is_public) {
    const auto known = job.analysis.without_study();
    if (!known) return fail(known.error());
    if (*known) return answer_without_study(**known, context, job.output.table);
  }
  if (const auto ok = check_before_work(job, context); !ok) return fail(ok.error());
  if (job.analysis.prepare) {
    if (const auto ok = job.analysis.prepare(job.study, job.output); !ok) return fail(ok.error());
  }
  job.study.is_public = job.output.is_public;
  auto ledger = ledger_of(job.output.ledger);
  if (!ledger) return fail(ledger.error());
  auto study =
      needs_incidents(job) ? make_study(job.study, context) : empty_study(job.study, context);
  if (!study) return fail(study.error());
  study->ledger = std::move(*ledger);
  if (study->ledger) describe_study(*study, job.study, job.analysis.name, *study->ledger);
  const auto theme = job.analysis.theme       ? job.analysis.theme(*study, job.study)
                     : job.analysis.has_theme ? Result<Theme>(theme_of_all(*study, job.study))
                                              : Result<Theme>(Theme{});
  if (!theme) return fail(theme.error());
  auto findings = job.analysis.run({*study, job.study, *theme, context});
  if (!findings) return fail(findings.error());
  const auto published = publish(std::move(*findings), job.output.is_public);
  if (!published) return fail(published.error());
  const Findings& found = **published;
  if (const auto ok = report::check_columns(found.tables, job.output.table); !ok) {
    return fail(ok.error());
  }
  if (found.rows) context.progress->update("writing", 0.0);
  auto remembered = remember(study->ledger.get(), std::array{&*published});
  if (!remembered) return fail(remembered.error());
  const auto files = write_findings(*published, job.output, study->provenance);
  if (!files) return fail(files.error());
  remembered->stays();
  if (found.rows) context.progress->update("writing", 1.0);
  return answer_of(*published, *study, context, *files, job);
}

}  // namespace

Job::Job(Analysis what) : analysis(std::move(what)) {
  using hotward::parameters;
  this->parameters = parameters(study.incidents);
  // Whether they are needed is seen once all is asked.
  if (analysis.without_incidents) this->parameters.find("incidents")->required = false;
  if (analysis.compares) this->parameters.append(compare_parameter(study));
  this->parameters.append(parameters(study.areas));
  if (analysis.takes_value) this->parameters.append(value_parameter(study.areas));
  this->parameters.append(std::move(analysis.parameters));
  if (analysis.writes != Writes::nothing) {
    this->parameters.append(output_parameters(output));
    this->parameters.append(public_parameter(
        output.is_public, analysis.hides_small_counts ? Publishing::offered : Publishing::refused));
    if (analysis.hides_small_counts) {
      this->parameters.append(ledger_parameter(output.ledger, output.is_public));
    }
  }
  if (analysis.shows_tables) this->parameters.append(parameters(output.table));
}

Result<Answer> run(Job& job, const Context& context) {
  const WorkScope scope(work_of(context));
  return unless_stopped([&] { return answer_for(job, context); });
}

}  // namespace hotward::job
