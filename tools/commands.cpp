#include "engine/job/registry.hpp"
#include "engine/job/report_file.hpp"
#include "engine/job/run_folder.hpp"
#include "tools/command.hpp"
#include "tools/terminal.hpp"

namespace hotward::tools {
namespace {

Command command_of(Analysis analysis) {
  const auto job = std::make_shared<job::Job>(std::move(analysis));
  job->output.table.width = output_width();
  return {job->analysis.name,
          job->analysis.question,
          job->analysis.examples,
          {job, &job->parameters},
          [job](const Context& context) { return job::run(*job, context); }};
}

}  // namespace

Command run_command() {
  const auto request = std::make_shared<job::RunRequest>();
  request->table.width = output_width();
  return {"run",
          "Everything the data allow, into one folder that opens in QGIS",
          {"hotward run police/ --from 2019-04 --to 2020-03 -o hotspots",
           "hotward run police/ --areas wards.gpkg --population people.csv:mid_2019",
           "hotward run job.toml"},
          {request, &request->parameters},
          [request](const Context& context) { return job::run_into_folder(*request, context); }};
}

Command report_command() {
  const auto request = std::make_shared<job::ReportRequest>();
  return {"report",
          "The printable assessment: counts, rates, change, months, areas, method",
          {"hotward report police/ --from 2019-04 --to 2020-03 -o report.html",
           "hotward report police/ --areas wards.gpkg --population people.csv:mid_2019 "
           "--title \"Strategic assessment 2020\" --author \"Community Safety Partnership\""},
          {request, &request->parameters},
          [request](const Context& context) { return job::run_report(*request, context); }};
}

std::vector<Command> all_commands() {
  std::vector<Command> all{run_command(), report_command()};
  for (Analysis& analysis : job::all_analyses()) all.push_back(command_of(std::move(analysis)));
  all.push_back(boundaries_command());
  all.push_back(sample_command());
  return all;
}

}  // namespace hotward::tools
