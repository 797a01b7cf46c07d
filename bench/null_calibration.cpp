// Null calibration: how often does what is printed hold, on maps where nothing is to be found?
//
//   null_calibration [PART...] [--wards FILE] [--small-areas FILE] [--effort SHARE] [--only WORDS]
//
//   counts      rates, ranks, the top five, changes, funnel limits
//   scan        scans, and how often planted groups are found
//   points      Ripley's K, nearest neighbours, nnh, DBSCAN, near repeats
//   tolerance   tolerance of relative risk
//   series      breaks of monthly series, and how often halved months are found
//   maps        Moran, Geary, General G, local Moran, Gi*
//   gi-star     the table of docs/methods/gi-star.md (not part of all)
//
// All parts without a name. Areas: 144 squares, and with polygon files wards and small areas, too.
// --effort 0.1 draws a tenth of the maps: what the continuous integration has time for.
// --only makes the rows alone whose name, as stderr tells it, holds the words; it may be given
// again. A row's numbers are the same whatever else is made.
//
// Markdown tables to stdout: those of docs/calibration.md, each row as soon as it is made. An error
// given is the standard error between maps; "!" marks what is not as it is due, four standard
// errors off, and is why the program ends with 1. Some 580 numbers are judged, so that of thirty
// runs with other seeds one would end so by chance.
//
// Trends of months: trend_calibration; patterns over time: emerging_calibration.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "bench/calibration.hpp"

namespace hotward::calibration {
namespace {

const std::vector<std::pair<std::string, std::function<void(const Plan&)>>>& parts() {
  static const std::vector<std::pair<std::string, std::function<void(const Plan&)>>> all = {
      {"series", calibrate_series}, {"maps", calibrate_maps},
      {"scan", calibrate_scans},    {"counts", calibrate_counts},
      {"points", calibrate_points}, {"tolerance", calibrate_tolerance}};
  return all;
}

struct Asked {
  Plan plan;
  std::vector<std::string> names;
};

void add_region(Plan& plan, const std::string& name, const std::string& path) {
  plan.regions.push_back(sure(read_region(name, path)));
}

Asked asked(const std::vector<std::string>& words) {
  Asked result;
  for (std::size_t k = 0; k < words.size(); ++k) {
    const std::string& word = words[k];
    if (!word.starts_with("--")) {
      result.names.push_back(word);
      continue;
    }
    if (k + 1 == words.size()) give_up(word + " lacks its value");
    const std::string& value = words[++k];
    if (word == "--wards") {
      add_region(result.plan, "wards", value);
    } else if (word == "--small-areas") {
      add_region(result.plan, "small areas", value);
    } else if (word == "--effort") {
      result.plan.effort = std::strtod(value.c_str(), nullptr);
    } else if (word == "--only") {
      result.plan.only.push_back(value);
    } else {
      give_up("unknown option " + word);
    }
  }
  if (!(result.plan.effort > 0.0)) give_up("--effort is a number above 0");
  result.plan.regions.push_back(squares());
  return result;
}

int run(const Asked& all) {
  for (const std::string& name : all.names) {
    bool known = name == "gi-star";
    for (const auto& [part, calibrate] : parts()) known = known || part == name;
    if (!known) give_up("no part is called " + name);
  }
  const auto is_asked = [&](const std::string& part) {
    return all.names.empty() || std::ranges::find(all.names, part) != all.names.end();
  };
  for (const auto& [part, calibrate] : parts()) {
    if (!is_asked(part)) continue;
    fmt::print("\n## {}\n\n", part);
    std::fflush(stdout);
    calibrate(all.plan);
  }
  if (!all.names.empty() && is_asked("gi-star")) calibrate_gi_star(all.plan.maps(400));
  fmt::print("\n{} of {} numbers that are due are not what is due.\n", misses().missed,
             misses().judged);
  return misses().missed > 0 ? 1 : 0;
}

}  // namespace
}  // namespace hotward::calibration

int main(int argc, char** argv) {
  using namespace hotward::calibration;
  return run(asked({argv + 1, argv + argc}));
}
