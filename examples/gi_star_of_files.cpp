// Gi* on a study from files: hot and cold spots of incidents, as a layer and in words.
//
//   gi_star_of_files incidents.csv areas.geojson hot.geojson
#include <iostream>

#include "engine/job/job.hpp"
#include "engine/job/registry.hpp"
#include "engine/parameter/spelling.hpp"

int fail_with(const hotward::Error& error, const hotward::parameter::List& list) {
  using hotward::parameter::Spelling;
  std::cerr << hotward::parameter::spelled(error, list, Spelling::job_file) << "\n";
  return 1;
}

int main(int count, char** words) {
  if (count != 4) {
    std::cerr << "usage: gi_star_of_files INCIDENTS AREAS LAYER\n";
    return 2;
  }
  hotward::job::Job job(*hotward::job::analysis_named("gi-star"));
  const std::pair<const char*, std::string> asked[] = {
      {"incidents", words[1]}, {"areas", words[2]}, {"output", words[3]}, {"cell", "250m"}};
  for (const auto& [name, value] : asked) {
    const auto taken = hotward::parameter::set(job.parameters, name, {value});
    if (!taken) return fail_with(taken.error(), job.parameters);
  }
  hotward::NoProgress progress;
  hotward::Context context;
  context.command = "gi-star";
  context.progress = &progress;
  const auto answer = hotward::job::run(job, context);
  if (!answer) return fail_with(answer.error(), job.parameters);
  for (const std::string& warning : answer->warnings) std::cerr << warning << "\n";
  std::cout << answer->text << "hot cells: " << answer->summary["gi_star"]["hot_99"] << "\n";
}
