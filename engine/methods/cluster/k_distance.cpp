#include "engine/methods/cluster/k_distance.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/parallel.hpp"
#include "engine/core/undefined.hpp"
#include "engine/index/kd_tree.hpp"
#include "engine/methods/cluster/dbscan.hpp"
#include "engine/methods/cluster/distinct_places.hpp"

namespace hotward::cluster {
namespace {

constexpr std::size_t places_per_task = 1024;

double knee(const KDistance& curve) {
  const auto& d = curve.distance_m;
  if (d.size() < 3 || !(d.front() > d.back())) return undefined;
  const auto all = static_cast<double>(curve.incidents.back());
  const auto before = static_cast<double>(curve.incidents.front());
  double deepest = 0.0;
  double found = undefined;
  for (std::size_t i = 0; i < d.size(); ++i) {
    const double along = (static_cast<double>(curve.incidents[i]) - before) / (all - before);
    const double height = (d[i] - d.back()) / (d.front() - d.back());
    const double below = 1.0 - along - height;
    if (below > deepest) {
      deepest = below;
      found = d[i];
    }
  }
  if (found != 0.0) return found;
  const auto zero = std::ranges::find(d, 0.0);
  return zero == d.begin() ? undefined : *(zero - 1);
}

}  // namespace

Result<KDistance> k_distance(const DensityInput& input, double min_points) {
  if (const auto ok = check_options({.eps_m = 1.0, .min_points = min_points}); !ok) {
    return fail(ok.error());
  }
  if (const auto ok = check_input(input); !ok) return fail(ok.error());
  const DistinctPlaces places = distinct_places(input.at, input.incidents);
  // Whole millionths add up without rounding, so k-distance and dbscan agree on what is core.
  std::vector<double> weight(places.size(), 0.0);
  for (std::size_t p = 0; p < input.at.size(); ++p) {
    weight[places.place_of[p]] += static_cast<double>(micro(weight_at(input, p)));
  }
  const index::KdTree tree(places.at);
  std::vector<double> tree_weight(places.size());
  for (std::size_t i = 0; i < tree_weight.size(); ++i) tree_weight[i] = weight[tree.order()[i]];

  std::vector<double> reach(places.size());
  const auto needed = static_cast<double>(std::max<Micro>(1, micro(min_points)));
  parallel_for((places.size() + places_per_task - 1) / places_per_task, [&](std::size_t task) {
    const std::size_t last = std::min(places.size(), (task + 1) * places_per_task);
    for (std::size_t i = task * places_per_task; i < last; ++i) {
      reach[i] = std::sqrt(tree.reach_sq(tree.points()[i], needed, tree_weight));
    }
  });
  std::vector<std::size_t> order(places.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t i) { return !std::isfinite(reach[i]); });
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return reach[a] != reach[b] ? reach[a] > reach[b] : tree.points()[a] < tree.points()[b];
  });
  KDistance result;
  std::uint64_t gathered = 0;
  for (const std::size_t i : order) {
    gathered += static_cast<std::uint64_t>(places.incidents[tree.order()[i]]);
    result.distance_m.push_back(reach[i]);
    result.incidents.push_back(gathered);
  }
  result.knee_m = knee(result);
  return result;
}

}  // namespace hotward::cluster
