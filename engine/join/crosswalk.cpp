#include "engine/join/crosswalk.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/check.hpp"

namespace hotward::join {
namespace {

// A share this near to 1 is 1, seen through two files' rounding.
constexpr double whole = 1.0 - 1e-9;

// Of one source, by land.
void add_by_land(std::uint32_t source, double source_m2,
                 std::span<const geometry::SharedLand> overlaps, const Targets& allowed,
                 std::vector<Share>& shares) {
  const auto may = [&](std::uint32_t target) {
    return allowed.empty() || std::ranges::find(allowed, target) != allowed.end();
  };
  double all_m2 = 0.0;
  double kept_m2 = 0.0;
  for (const geometry::SharedLand& one : overlaps) {
    if (!may(one.b)) continue;
    all_m2 += one.area_m2;
    if (one.area_m2 >= least_share * source_m2) kept_m2 += one.area_m2;
  }
  if (kept_m2 <= 0.0) return;
  // A table says that these hold all of it. Without one, land in no target is outside, unless it is
  // as little as a boundary drawn differently.
  const bool all_inside = !allowed.empty() || all_m2 >= (1.0 - least_share) * source_m2;
  const double of_m2 = all_inside ? kept_m2 : kept_m2 + (source_m2 - all_m2);
  for (const geometry::SharedLand& one : overlaps) {
    if (!may(one.b) || one.area_m2 < least_share * source_m2) continue;
    shares.push_back({source, one.b, std::min(1.0, one.area_m2 / of_m2)});
  }
}

}  // namespace

std::vector<Share> shares_of(std::span<const double> source_m2,
                             std::span<const geometry::SharedLand> overlaps,
                             const std::vector<Targets>& by_code) {
  HOTWARD_EXPECTS(by_code.size() == source_m2.size());
  std::vector<Share> shares;
  auto first = overlaps.begin();
  for (std::uint32_t source = 0; source < source_m2.size(); ++source) {
    const auto end = std::find_if(first, overlaps.end(),
                                  [&](const geometry::SharedLand& one) { return one.a != source; });
    const Targets& targets = by_code[source];
    if (targets.size() == 1) {
      shares.push_back({source, targets.front(), 1.0, true});
    } else {
      add_by_land(source, source_m2[source], {first, end}, targets, shares);
    }
    first = end;
  }
  return shares;
}

Crosswalked crosswalk(std::span<const double> counts, std::span<const Share> shares,
                      std::size_t targets) {
  Crosswalked found;
  for (auto* values : {&found.estimate, &found.least, &found.most, &found.error}) {
    values->assign(targets, 0.0);
  }
  std::vector<double> given(counts.size(), 0.0);
  for (const Share& share : shares) {
    const double count = counts[share.source];
    given[share.source] += share.part;
    found.estimate[share.target] += share.part * count;
    found.most[share.target] += count;
    found.least[share.target] += share.part >= whole ? count : 0.0 * count;
    found.error[share.target] += count * share.part * (1.0 - share.part);
  }
  for (double& error : found.error) error = std::sqrt(std::max(error, 0.0));
  for (std::size_t t = 0; t < targets; ++t) {
    if (std::isnan(found.estimate[t])) found.error[t] = found.estimate[t];
  }
  for (std::size_t s = 0; s < counts.size(); ++s) {
    if (!std::isnan(counts[s])) found.outside += counts[s] * std::max(0.0, 1.0 - given[s]);
  }
  return found;
}

}  // namespace hotward::join
