#include "engine/methods/quality/agreement.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::quality {

Agreement agreement(std::span<const CodePair> pairs, std::size_t commonest) {
  Agreement result;
  std::map<std::pair<std::string_view, std::string_view>, std::int64_t> differing;
  for (const CodePair& pair : pairs) {
    HOTWARD_EXPECTS(pair.rows >= 0);
    result.rows += pair.rows;
    if (pair.stated.empty() && pair.found.empty()) {
      result.neither += pair.rows;
    } else if (pair.stated.empty()) {
      result.found_only += pair.rows;
    } else if (pair.found.empty()) {
      result.stated_only += pair.rows;
    } else if (pair.stated == pair.found) {
      result.agree += pair.rows;
    } else {
      result.differ += pair.rows;
      differing[{pair.stated, pair.found}] += pair.rows;
    }
  }
  const std::int64_t both = result.agree + result.differ;
  result.agree_pct =
      both == 0 ? undefined : 100.0 * static_cast<double>(result.agree) / static_cast<double>(both);
  for (const auto& [codes, rows] : differing) {
    result.commonest.push_back({std::string(codes.first), std::string(codes.second), rows});
  }
  // The map runs in the order of the codes, and a stable sort keeps that among equals.
  std::ranges::stable_sort(result.commonest, std::ranges::greater{}, &CodePair::rows);
  if (result.commonest.size() > commonest) result.commonest.resize(commonest);
  return result;
}

}  // namespace hotward::quality
