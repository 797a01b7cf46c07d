// hotward check: can I trust this file?
#include <memory>

#include <fmt/format.h>

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/quality.hpp"
#include "tools/record.hpp"
#include "tools/study.hpp"
#include "tools/terminal.hpp"

namespace hotward::tools {
namespace {

constexpr int faults_found = 3;

std::string faults_of_rows(const Study& study) {
  std::string text;
  for (const io::RowFault& fault : study.read.first_faults) {
    text += "  " + fault_text(fault) + "\n";
  }
  return text.empty() ? text : "First rejected rows:\n" + text;
}

struct CheckArguments {
  StudyOptions study;
  report::TableView table;
};

Result<Done> check_files(const CheckArguments& options, const Session& session) {
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  const Quality quality = examine(*study, !options.study.areas.dataset.empty());
  report::TableView view = options.table;
  view.width = output_width();
  if (const auto known = report::check_columns(quality_tables(quality), view); !known) {
    return fail(known.error());
  }
  Done done;
  done.summary = summary_of(*study, session, {});
  done.summary["quality"] = quality_json(quality);
  done.text = study->made_up_areas + fates_text(*study, session) + faults_of_rows(*study) +
              quality_text(quality, view);
  done.warnings = study->warnings;
  done.weighty = study->weighty;
  done.exit_status = quality.faults.empty() ? 0 : faults_found;
  return done;
}

}  // namespace

Run check(CommandLine& line) {
  auto options = std::make_shared<CheckArguments>();
  options->study.keep = io::Keep::checks;
  options->study.outside_is_fine = true;
  add(line, options->study.incidents);
  add(line, options->study.areas);
  add(line, options->table);
  line.examples({"hotward check police/", "hotward check police/ --areas lsoa.geojson --json"});
  return [options](const Session& session) { return check_files(*options, session); };
}

}  // namespace hotward::tools
