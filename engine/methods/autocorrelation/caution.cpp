#include "engine/methods/autocorrelation/caution.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/counted.hpp"
#include "engine/weights/connectivity.hpp"

namespace hotward::autocorrelation {
namespace {

constexpr std::size_t enough_sites = 30;
constexpr double too_many_zeros = 0.8;
constexpr double too_unequal = 4.0;
constexpr std::size_t enough_neighbours = 3;

void look_at_values(std::span<const double> values, std::vector<Caution>& result) {
  const std::size_t n = values.size();
  if (n < enough_sites) {
    result.push_back({CautionKind::few_sites, n,
                      fmt::format("only {}: under {}, few p-values can be small",
                                  counted(n, "site"), enough_sites)});
  }
  // Exact: a count of zero is stored as zero.
  const auto zeros = static_cast<std::size_t>(std::ranges::count(values, 0.0));
  const double share =
      static_cast<double>(zeros) / static_cast<double>(std::max<std::size_t>(n, 1));
  if (share > too_many_zeros) {
    result.push_back(
        {CautionKind::mostly_zero, zeros,
         fmt::format("{:.0f}% of the sites are zero: p-values are coarse; larger cells "
                     "or a longer period would say more",
                     100.0 * share)});
  }
}

void look_at_links(const weights::SpatialWeights& weights, std::vector<Caution>& result) {
  const auto islands = weights::islands(weights);
  if (!islands.empty()) {
    result.push_back({CautionKind::islands, islands.size(),
                      counted(islands.size(), "site") + " without neighbours"});
  }
  const std::size_t parts = weights::components(weights).count - islands.size();
  if (parts > 1) {
    result.push_back({CautionKind::parts, parts,
                      fmt::format("the map falls into {} parts that no link joins", parts)});
  }
}

void look_at_areas(std::span<const double> area_km2, std::vector<Caution>& result) {
  if (area_km2.empty()) return;
  const auto [smallest, largest] = std::ranges::minmax(area_km2);
  if (largest > too_unequal * smallest) {
    result.push_back(
        {CautionKind::unequal_areas, area_km2.size(),
         fmt::format("counts over areas from {:.3g} to {:.3g} km²: large areas look hot "
                     "because they are large; rates or a grid would not",
                     smallest, largest)});
  }
}

void look_at_neighbours(const weights::SpatialWeights& weights, std::vector<Caution>& result) {
  const std::size_t n = weights.site_count();
  std::size_t few = 0;
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t others = weights.neighbours(i).size();
    if (weights.weight(i, static_cast<weights::Site>(i)) > 0.0) --others;
    few += others < enough_neighbours ? 1 : 0;
  }
  if (2 * few > n) {
    result.push_back({CautionKind::few_neighbours, few,
                      fmt::format("{} of {} {} fewer than {} neighbours", few, counted(n, "site"),
                                  few == 1 ? "has" : "have", enough_neighbours)});
  }
}

}  // namespace

std::vector<Caution> cautions(std::span<const double> values,
                              const weights::SpatialWeights& weights,
                              std::span<const double> area_km2) {
  HOTWARD_EXPECTS(area_km2.empty() || area_km2.size() == values.size());
  std::vector<Caution> result;
  look_at_values(values, result);
  look_at_links(weights, result);
  look_at_areas(area_km2, result);
  look_at_neighbours(weights, result);
  return result;
}

}  // namespace hotward::autocorrelation
