#include "engine/methods/quality/agreement.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::quality {

Agreement agreement(std::span<const std::string> stated, std::span<const std::string> found,
                    std::size_t commonest) {
  HOTWARD_EXPECTS(stated.size() == found.size());
  Agreement result;
  std::map<std::pair<std::string_view, std::string_view>, std::int64_t> pairs;
  for (std::size_t i = 0; i < stated.size(); ++i) {
    ++result.rows;
    if (stated[i].empty() && found[i].empty()) {
      ++result.neither;
    } else if (stated[i].empty()) {
      ++result.found_only;
    } else if (found[i].empty()) {
      ++result.stated_only;
    } else if (stated[i] == found[i]) {
      ++result.agree;
    } else {
      ++result.differ;
      ++pairs[{stated[i], found[i]}];
    }
  }
  const std::int64_t both = result.agree + result.differ;
  result.agree_pct =
      both == 0 ? undefined : 100.0 * static_cast<double>(result.agree) / static_cast<double>(both);
  for (const auto& [codes, rows] : pairs) {
    result.commonest.push_back({std::string(codes.first), std::string(codes.second), rows});
  }
  // The map runs in the order of the codes, and a stable sort keeps that among equals.
  std::ranges::stable_sort(result.commonest, std::ranges::greater{}, &Disagreement::rows);
  if (result.commonest.size() > commonest) result.commonest.resize(commonest);
  return result;
}

}  // namespace hotward::quality
