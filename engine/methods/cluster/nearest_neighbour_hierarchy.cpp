#include "engine/methods/cluster/nearest_neighbour_hierarchy.hpp"

#include <algorithm>
#include <cmath>
#include <queue>
#include <span>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/random.hpp"
#include "engine/index/kd_tree.hpp"
#include "engine/index/point_grid.hpp"
#include "engine/index/polygon_grid.hpp"
#include "engine/methods/cluster/distinct_places.hpp"
#include "engine/stats/distributions.hpp"

namespace hotward::cluster {
namespace {

constexpr std::uint32_t untaken = UINT32_MAX;
// The numbers that Ripley's K draws from, whose units count from 0.
constexpr Stream envelope_stream{4};
constexpr std::uint32_t draws_of_nnh = 1;

// One order of clusters over places that are all different.
class Greedy {
 public:
  Greedy(std::span<const geometry::Point> at, std::span<const double> weight,
         const index::PointGrid& grid, double reach_m)
      : at_(at), weight_(weight), grid_(grid), reach_m_(reach_m), cluster_(at.size(), untaken) {}

  // @return the cluster of each place, 0, 1 … in the order found; untaken for none.
  std::vector<std::uint32_t> run(double least) {
    std::priority_queue<Seed> seeds;
    for (std::uint32_t p = 0; p < at_.size(); ++p) {
      const double gathered = weight_around(p);
      if (gathered >= least) seeds.push({gathered, p});
    }
    std::uint32_t found = 0;
    while (!seeds.empty()) {
      const Seed seed = seeds.top();
      seeds.pop();
      if (cluster_[seed.place] != untaken) continue;
      // Others may have been taken since it was weighed; weights only fall, so the top is right
      // once it has been weighed again.
      const double now = weight_around(seed.place);
      if (now < least) continue;
      if (now < seed.weight) {
        seeds.push({now, seed.place});
        continue;
      }
      around(seed.place, [&](std::uint32_t q) { cluster_[q] = found; });
      ++found;
    }
    return std::move(cluster_);
  }

 private:
  struct Seed {
    double weight;
    std::uint32_t place;
    // Places stand in the order of x, then y: of equal weights the lower place is on top.
    bool operator<(const Seed& other) const {
      return weight != other.weight ? weight < other.weight : place > other.place;
    }
  };

  template <class Visit>
  void around(std::uint32_t p, const Visit& visit) const {
    grid_.candidates(at_[p], reach_m_, [&](std::uint32_t q) {
      if (cluster_[q] == untaken && index::distance_sq(at_[p], at_[q]) <= reach_m_ * reach_m_) {
        visit(q);
      }
    });
  }

  [[nodiscard]] double weight_around(std::uint32_t p) const {
    double total = 0.0;  // of whole numbers: exact in any order
    around(p, [&](std::uint32_t q) { total += weight_[q]; });
    return total;
  }

  std::span<const geometry::Point> at_;
  std::span<const double> weight_;
  const index::PointGrid& grid_;
  double reach_m_;
  std::vector<std::uint32_t> cluster_;
};

// Places farther apart than the map is wide are not distinguished from those at the threshold.
Result<std::vector<std::uint32_t>> one_order(const DistinctPlaces& places, double threshold_m,
                                             double least) {
  const double reach = std::max(0.0, threshold_m);
  geometry::Box box;
  for (const geometry::Point& p : places.at) box.add(p);
  // A threshold of 0 still joins what lies at one place; any cell will do for that.
  const double widest = std::max({box.width(), box.height(), 1.0});
  const auto grid = index::PointGrid::over(places.at, std::max(reach, widest * 1e-6));
  if (!grid) return fail(grid.error());
  return Greedy(places.at, places.incidents, *grid, reach).run(least);
}

Result<void> check(const NnhOptions& options) {
  if (!(options.area_m2 > 0.0) || !std::isfinite(options.area_m2)) {
    return fail(ErrorCode::usage,
                fmt::format("the study area must be above 0 m², got {}", options.area_m2));
  }
  if (!(options.p > 0.0 && options.p < 1.0)) {
    return fail(ErrorCode::usage, fmt::format("p must lie between 0 and 1, got {}", options.p));
  }
  if (!(options.min_points >= 2.0) || options.min_clusters < 2) {
    return fail(ErrorCode::usage,
                fmt::format("min-points must be 2 or more, got {}", options.min_points));
  }
  return {};
}

NnhOrder order_of(const DensityInput& input, double threshold_m, const Clusters& clusters) {
  NnhOrder order{threshold_m, clusters.cluster_id, {}, clusters.sizes};
  // Sums over points sorted by place, so that no order of the input moves a centre.
  std::vector<std::vector<std::uint32_t>> members(clusters.count());
  for (std::uint32_t p = 0; p < input.at.size(); ++p) {
    if (clusters.cluster_id[p] > 0) {
      members[static_cast<std::size_t>(clusters.cluster_id[p]) - 1].push_back(p);
    }
  }
  for (std::vector<std::uint32_t>& cluster : members) {
    std::ranges::sort(cluster, [&](std::uint32_t a, std::uint32_t b) {
      return input.at[a] != input.at[b] ? input.at[a] < input.at[b]
                                        : incidents_at(input, a) < incidents_at(input, b);
    });
    std::vector<geometry::Point> at;
    std::vector<double> weight;
    for (const std::uint32_t p : cluster) {
      at.push_back(input.at[p]);
      weight.push_back(incidents_at(input, p));
    }
    order.centre.push_back(geometry::standard_deviation_ellipse(at, weight).centre);
  }
  return order;
}

Result<Clusters> cluster_once(const DensityInput& input, double threshold_m, double least) {
  const DistinctPlaces places = distinct_places(input.at, input.incidents);
  const auto found = one_order(places, threshold_m, least);
  if (!found) return fail(found.error());
  const auto groups = static_cast<std::uint32_t>(places.size());
  std::vector<std::uint32_t> group;
  for (const std::uint32_t place : places.place_of) {
    group.push_back(std::min((*found)[place], groups));
  }
  Clusters clusters = numbered(input, group, groups);
  for (const std::int64_t id : clusters.cluster_id) {
    clusters.role.push_back(id == 0 ? Role::noise : Role::core);
  }
  return clusters;
}

std::vector<geometry::Point> even_points(std::size_t count, const NnhOptions& options,
                                         const geometry::MultiPolygon& window,
                                         const index::PolygonGrid& grid, std::uint32_t replicate) {
  Random random(options.seed, envelope_stream, draws_of_nnh, replicate);
  if (options.layout) return options.layout(random, count);
  const double side = std::sqrt(options.area_m2);
  const geometry::Box box =
      window.empty() ? geometry::Box{{0.0, 0.0}, {side, side}} : geometry::bounds(window);
  std::vector<geometry::Point> points;
  points.reserve(count);
  while (points.size() < count) {
    const double x = box.low.x + box.width() * random.uniform();
    const double y = box.low.y + box.height() * random.uniform();
    if (window.empty() || grid.locate({x, y}) == 0) points.push_back({x, y});
  }
  return points;
}

NnhChance chance_of(std::uint64_t incidents, std::size_t seen, double threshold_m,
                    const NnhOptions& options, const geometry::MultiPolygon& window) {
  NnhChance chance;
  if (options.simulations == 0) return chance;
  const std::vector<geometry::MultiPolygon> shapes{window};
  const index::PolygonGrid grid(shapes);
  chance.clusters.assign(options.simulations, 0);
  parallel_for(options.simulations, random_maps, [&](std::size_t r) {
    const auto points =
        even_points(incidents, options, window, grid, static_cast<std::uint32_t>(r));
    const auto found = one_order(distinct_places(points, {}), threshold_m, options.min_points);
    if (!found) return;  // even points over an area are never too wide for a grid
    for (const std::uint32_t c : *found) {
      if (c != untaken) chance.clusters[r] = std::max(chance.clusters[r], std::uint64_t{c} + 1);
    }
  });
  std::ranges::sort(chance.clusters);
  std::uint64_t total = 0;
  std::size_t as_many = 0;
  for (const std::uint64_t c : chance.clusters) {
    total += c;
    if (c >= seen) ++as_many;
  }
  const auto runs = static_cast<double>(options.simulations);
  chance.mean = static_cast<double>(total) / runs;
  chance.upper_95 = chance.clusters[static_cast<std::size_t>(std::ceil(0.95 * runs)) - 1];
  chance.p_value = (static_cast<double>(as_many) + 1.0) / (runs + 1.0);
  return chance;
}

}  // namespace

double nnh_threshold_m(double incidents, double area_m2, double p) {
  const double mean = 0.5 * std::sqrt(area_m2 / incidents);
  const double error = 0.26136 / std::sqrt(incidents * incidents / area_m2);
  return mean + stats::normal_quantile(p) * error;
}

Result<Nnh> nearest_neighbour_hierarchy(const DensityInput& input, const NnhOptions& asked,
                                        const geometry::MultiPolygon& window) {
  HOTWARD_EXPECTS(input.when.empty() && input.weight.empty());
  NnhOptions options = asked;
  if (options.area_m2 == 0.0) options.area_m2 = geometry::area_m2(window);
  if (const auto ok = check(options); !ok) return fail(ok.error());
  if (const auto ok = check_input(input); !ok) return fail(ok.error());

  std::uint64_t incidents = 0;
  for (std::size_t p = 0; p < input.at.size(); ++p) incidents += incidents_at(input, p);
  const double threshold =
      nnh_threshold_m(static_cast<double>(incidents), options.area_m2, options.p);
  auto first = cluster_once(input, threshold, options.min_points);
  if (!first) return fail(first.error());
  Nnh result{std::move(*first), {}, {}};
  result.orders.push_back(order_of(input, threshold, result.clusters));
  while (result.orders.size() < options.orders) {
    const std::vector<geometry::Point> centres = result.orders.back().centre;
    if (centres.size() < options.min_clusters) break;
    const double next =
        nnh_threshold_m(static_cast<double>(centres.size()), options.area_m2, options.p);
    const auto gathered =
        cluster_once({.at = centres}, next, static_cast<double>(options.min_clusters));
    if (!gathered) return fail(gathered.error());
    if (gathered->count() == 0) break;
    result.orders.push_back(order_of({.at = centres}, next, *gathered));
  }
  result.chance = chance_of(incidents, result.clusters.count(), threshold, options, window);
  return result;
}

}  // namespace hotward::cluster
