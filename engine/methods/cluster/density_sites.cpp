#include "engine/methods/cluster/density_sites.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/index/kd_tree.hpp"

namespace hotward::cluster {
namespace {

// 1 / sqrt(2), less what rounding of a square's number may add: point_grid keeps that below a
// millionth of the square.
constexpr double side_share = 0.707105;
constexpr double micros = 1e6;
// Below 2^63 millionths, with room to add one more.
constexpr double max_total = 9.0e12;

std::vector<std::uint32_t> layers_of(std::span<const table::Minute> when, std::int64_t window) {
  std::vector<std::uint32_t> layers;
  if (when.empty()) return layers;
  const table::Minute first = *std::ranges::min_element(when);
  layers.reserve(when.size());
  for (const table::Minute t : when) {
    layers.push_back(static_cast<std::uint32_t>(between(first, t) / (window + 1)));
  }
  return layers;
}

struct Numbered {
  Site site;
  std::uint32_t point;
};

// Sorts the points of one box and makes sites of them.
void add_box(const DensityInput& input, std::span<const std::uint32_t> points,
             std::vector<Numbered>& scratch, DensitySites& result) {
  scratch.clear();
  for (const std::uint32_t p : points) {
    scratch.push_back({{input.at[p], input.when.empty() ? 0 : input.when[p]}, p});
  }
  std::ranges::sort(scratch, [](const Numbered& a, const Numbered& b) { return a.site < b.site; });
  const auto box = static_cast<std::uint32_t>(result.extent.size());
  const auto first = result.sites.size();
  Extent extent;
  Micro total = 0;
  for (const Numbered& item : scratch) {
    if (result.sites.size() == first || result.sites.back() != item.site) {
      result.sites.push_back(item.site);
      result.weight.push_back(0);
      result.box_of.push_back(box);
      extent.add(item.site);
    }
    const Micro weight = micro(weight_at(input, item.point));
    result.weight.back() += weight;
    total += weight;
    result.site_of[item.point] = static_cast<std::uint32_t>(result.sites.size() - 1);
  }
  result.extent.push_back(extent);
  result.box_weight.push_back(total);
  result.first.push_back(static_cast<std::uint32_t>(result.sites.size()));
}

}  // namespace

Micro micro(double weight) { return std::llround(weight * micros); }

Result<void> check_input(const DensityInput& input) {
  HOTWARD_EXPECTS(input.weight.empty() || input.weight.size() == input.at.size());
  HOTWARD_EXPECTS(input.incidents.empty() || input.incidents.size() == input.at.size());
  HOTWARD_EXPECTS(input.when.empty() || input.when.size() == input.at.size());
  if (input.at.empty()) return fail(ErrorCode::no_data, "no points to cluster");
  if (!input.incidents.empty() &&
      std::ranges::all_of(input.incidents, [](std::uint32_t n) { return n == 0; })) {
    return fail(ErrorCode::no_data, "no incidents at the points to cluster");
  }
  for (const geometry::Point& p : input.at) {
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) {
      return fail(ErrorCode::bad_value, "a point to cluster has a coordinate that is not finite");
    }
  }
  for (const table::Minute t : input.when) {
    if (t == table::no_time) {
      return fail(ErrorCode::bad_value, "a point to cluster has no date");
    }
  }
  double total = 0.0;
  for (std::size_t p = 0; p < input.at.size(); ++p) {
    const double w = weight_at(input, p);
    if (!(w >= 0.0) || !std::isfinite(w)) {
      return fail(ErrorCode::bad_value, fmt::format("weights must be 0 or more, got {}", w));
    }
    total += w;
  }
  if (total > max_total) {
    return fail(ErrorCode::bad_value, fmt::format("weights add up to {}, above 9e12", total));
  }
  return {};
}

Result<DensitySites> density_sites(const DensityInput& input, double eps_m, double window_days) {
  HOTWARD_EXPECTS(eps_m > 0.0 && window_days >= 0.0);
  const std::int64_t window = std::llround(std::min(window_days, 1e6) * table::minutes_per_day);
  const auto layers = layers_of(input.when, window);
  auto grid = index::PointGrid::over(input.at, eps_m * side_share, layers);
  if (!grid) return fail(grid.error());
  DensitySites result{.sites = {},
                      .weight = {},
                      .site_of = std::vector<std::uint32_t>(input.at.size()),
                      .box_of = {},
                      .first = {0},
                      .extent = {},
                      .box_weight = {},
                      .grid = std::move(*grid),
                      .reach = {eps_m * eps_m, window},
                      .layer_reach = input.when.empty() ? 0 : 1};
  result.sites.reserve(input.at.size());
  result.weight.reserve(input.at.size());
  result.box_of.reserve(input.at.size());
  std::vector<Numbered> scratch;
  for (std::size_t box = 0; box < result.grid.cell_count(); ++box) {
    add_box(input, result.grid.cell(box), scratch, result);
  }
  return result;
}

}  // namespace hotward::cluster
