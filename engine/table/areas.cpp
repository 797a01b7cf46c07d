#include "engine/table/areas.hpp"

#include <cstddef>
#include <map>
#include <string_view>

namespace hotward::table {

std::vector<std::string> distinct_names(const Areas& areas) {
  std::map<std::string_view, std::size_t> bearers;
  for (const std::string& name : areas.names) ++bearers[name];
  std::vector<std::string> labels;
  labels.reserve(areas.names.size());
  for (std::size_t i = 0; i < areas.names.size(); ++i) {
    const bool alone = bearers[areas.names[i]] == 1;
    labels.push_back(alone ? areas.names[i] : areas.names[i] + " (" + areas.codes[i] + ")");
  }
  return labels;
}

std::string one_of(const std::string& population_label) {
  if (population_label == "people") return "person";
  std::string one = population_label;
  if (one.size() > 1 && one.back() == 's') one.pop_back();
  return one;
}

}  // namespace hotward::table
