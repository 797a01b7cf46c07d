#include "engine/join/crosswalk.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/check.hpp"

namespace hotward::join {
namespace {

// A share this near to 1 is 1, seen through two files' rounding.
constexpr double whole = 1.0 - 1e-9;

bool leads_to(const Targets& targets, std::uint32_t target) {
  return std::ranges::find(targets, target) != targets.end();
}

// Of one source, by land.
void add_by_land(std::uint32_t source, double source_m2, std::span<const double> target_m2,
                 std::span<const geometry::SharedLand> overlaps, const Targets& allowed,
                 std::vector<Share>& shares) {
  const auto may = [&](std::uint32_t target) {
    return allowed.empty() || leads_to(allowed, target);
  };
  // A target that lies wholly inside a large source is no sliver, however little of that it is.
  const auto is_sliver = [&](const geometry::SharedLand& one) {
    return one.area_m2 < least_share * std::min(source_m2, target_m2[one.b]);
  };
  double all_m2 = 0.0;
  double kept_m2 = 0.0;
  for (const geometry::SharedLand& one : overlaps) {
    if (!may(one.b)) continue;
    all_m2 += one.area_m2;
    if (!is_sliver(one)) kept_m2 += one.area_m2;
  }
  if (kept_m2 <= 0.0) return;
  // A table says that these hold all of it. Without one, and where it leads elsewhere, too, land in
  // none of them is outside, unless it is as little as a boundary drawn differently.
  const bool table_holds_all = !allowed.empty() && !leads_to(allowed, elsewhere);
  const bool all_inside = table_holds_all || all_m2 >= (1.0 - least_share) * source_m2;
  const double of_m2 = all_inside ? kept_m2 : kept_m2 + (source_m2 - all_m2);
  for (const geometry::SharedLand& one : overlaps) {
    if (!may(one.b) || is_sliver(one)) continue;
    shares.push_back({source, one.b, std::min(1.0, one.area_m2 / of_m2)});
  }
}

}  // namespace

std::vector<Share> shares_of(std::span<const double> source_m2, std::span<const double> target_m2,
                             std::span<const geometry::SharedLand> overlaps,
                             const std::vector<Targets>& by_code) {
  HOTWARD_EXPECTS(by_code.size() == source_m2.size());
  HOTWARD_EXPECTS(std::ranges::all_of(
      overlaps, [&](const geometry::SharedLand& one) { return one.b < target_m2.size(); }));
  std::vector<Share> shares;
  auto first = overlaps.begin();
  for (std::uint32_t source = 0; source < source_m2.size(); ++source) {
    const auto end = std::find_if(first, overlaps.end(),
                                  [&](const geometry::SharedLand& one) { return one.a != source; });
    const Targets& targets = by_code[source];
    if (targets.size() != 1) {
      add_by_land(source, source_m2[source], target_m2, {first, end}, targets, shares);
    } else if (targets.front() != elsewhere) {
      shares.push_back({source, targets.front(), 1.0, true});
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
