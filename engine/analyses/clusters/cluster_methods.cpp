#include "engine/analyses/clusters/cluster_methods.hpp"

#include <cmath>

#include <fmt/format.h>

#include "engine/geometry/polygon.hpp"
#include "engine/methods/cluster/dbscan.hpp"
#include "engine/methods/cluster/dbscan_chance.hpp"
#include "engine/methods/cluster/hdbscan.hpp"
#include "engine/methods/cluster/nearest_neighbour_hierarchy.hpp"
#include "engine/methods/cluster/st_dbscan.hpp"

namespace hotward::analyses {
namespace {

using Method = ClusterOptions::Method;

Result<FoundClusters> by_density(const ClusterPoints& points, const ClusterOptions& options,
                                 std::uint64_t seed, const ChanceLayouts* chance) {
  const cluster::DbscanOptions asked{.eps_m = options.eps_m, .min_points = options.least_points()};
  auto clusters = cluster::dbscan(points.input(), asked);
  if (!clusters) return fail(clusters.error());
  FoundClusters found{
      std::move(*clusters), {}, {{"eps_m", options.eps_m}, {"min_points", options.least_points()}}};
  if (chance == nullptr || options.layouts() == 0) return found;
  if (!chance->is_known()) {
    found.figures["chance"] = {{"p", nullptr}, {"why_unknown", chance->why_unknown}};
    return found;
  }
  const auto made =
      cluster::dbscan_chance(found.clusters, asked, chance->of_incidents, options.layouts(), seed);
  if (!made) return fail(made.error());
  found.figures["chance"] = {{"simulations", options.layouts()},
                             {"on", layouts_name(chance->kind)},
                             {"mean", made->mean},
                             {"p", made->p_number},
                             {"largest_median", made->largest[made->largest.size() / 2]},
                             {"p_largest", made->p_largest}};
  return found;
}

Result<FoundClusters> by_density_and_time(const ClusterPoints& points,
                                          const ClusterOptions& options) {
  auto clusters = cluster::st_dbscan(points.input(), {.eps_m = options.eps_m,
                                                      .window_days = options.window_days,
                                                      .min_points = options.least_points()});
  if (!clusters) return fail(clusters.error());
  return FoundClusters{std::move(*clusters),
                       {},
                       {{"eps_m", options.eps_m},
                        {"min_points", options.least_points()},
                        {"window_days", options.window_days}}};
}

Result<FoundClusters> by_hierarchy(const ClusterPoints& points, const ClusterOptions& options) {
  using Selection = cluster::HdbscanOptions::Selection;
  auto h = cluster::hdbscan(
      points.input(), {.min_cluster_size = options.min_cluster_size,
                       .min_points = static_cast<std::uint32_t>(options.min_points.value_or(0.0)),
                       .selection = options.leaf ? Selection::leaf : Selection::excess_of_mass,
                       .least_m = options.least_m});
  if (!h) return fail(h.error());
  FoundClusters found;
  found.figures["min_cluster_size"] = options.min_cluster_size;
  found.figures["min_points"] = options.min_points.value_or(options.min_cluster_size);
  found.figures["least_m"] = options.least_m;
  found.more.push_back(cluster::columns(*h).back());
  found.clusters = std::move(h->clusters);
  return found;
}

// Points belong to a cluster of an order through the cluster of the order below.
std::vector<ClusterOrder> orders_of(const cluster::Nnh& nnh) {
  std::vector<ClusterOrder> orders;
  for (std::size_t k = 0; k < nnh.orders.size(); ++k) {
    if (k > 0 && nnh.orders[k].centre.empty()) break;
    ClusterOrder order;
    if (k == 0) {
      order.cluster_id = nnh.orders[0].member_of;
    } else {
      orders.back().parent = nnh.orders[k].member_of;
      for (const std::int64_t below : orders.back().cluster_id) {
        order.cluster_id.push_back(
            below == 0 ? 0 : nnh.orders[k].member_of[static_cast<std::size_t>(below) - 1]);
      }
    }
    order.parent.assign(nnh.orders[k].centre.size(), 0);
    orders.push_back(std::move(order));
  }
  return orders;
}

Result<FoundClusters> by_neighbours(const Study& study, const ClusterPoints& points,
                                    const ClusterOptions& options, std::uint64_t seed,
                                    const ChanceLayouts* chance) {
  const bool known = chance == nullptr || chance->is_known();
  geometry::MultiPolygon window;
  for (const auto& shape : study.areas().shapes) {
    window.insert(window.end(), shape.begin(), shape.end());
  }
  cluster::NnhOptions asked{.p = options.p,
                            .min_points = options.least_points(),
                            .simulations = known ? options.layouts() : 0,
                            .seed = seed};
  if (chance != nullptr && chance->kind == ChanceLayouts::Kind::places) {
    asked.layout = chance->of_incidents;
  }
  auto nnh = cluster::nearest_neighbour_hierarchy(points.input(), asked, window);
  if (!nnh) return fail(nnh.error());
  FoundClusters found;
  found.figures["min_points"] = options.least_points();
  found.figures["p"] = options.p;
  found.figures["orders"] = Json::array();
  for (const auto& order : nnh->orders) {
    found.figures["orders"].push_back(
        {{"threshold_m", order.threshold_m}, {"count", order.centre.size()}});
  }
  if (!known && options.layouts() > 0) {
    found.figures["chance"] = {{"p", nullptr}, {"why_unknown", chance->why_unknown}};
  } else if (options.layouts() > 0) {
    found.figures["chance"] = {{"simulations", options.layouts()},
                               {"on", chance == nullptr ? "areas" : layouts_name(chance->kind)},
                               {"mean", nnh->chance.mean},
                               {"upper_95", nnh->chance.upper_95},
                               {"p", nnh->chance.p_value}};
  }
  found.orders = orders_of(*nnh);
  found.clusters = std::move(nnh->clusters);
  return found;
}

}  // namespace

double ClusterOptions::least_points() const {
  if (min_points) return *min_points;
  if (method == Method::nnh) return 10.0;
  return method == Method::st_dbscan ? 5.0 : 20.0;
}

Result<void> check(const ClusterOptions& options) {
  if (!options.weight.empty() &&
      (options.method == Method::hdbscan || options.method == Method::nnh)) {
    return fail(ErrorCode::usage, fmt::format("--weight: {} counts incidents; weights are for "
                                              "dbscan and st-dbscan",
                                              name_of(cluster_method_names, options.method)));
  }
  if (options.method == Method::hdbscan && options.min_points &&
      !(*options.min_points >= 1.0 && *options.min_points == std::floor(*options.min_points))) {
    return fail(ErrorCode::usage,
                fmt::format("--min-points {}: hdbscan counts neighbours, a whole number of at "
                            "least 1",
                            *options.min_points));
  }
  // The largest is that of a 32-bit count, which hdbscan takes.
  if (options.min_points && !(*options.min_points >= 1e-6 && *options.min_points < 4e9)) {
    return fail(ErrorCode::usage, fmt::format("--min-points must be above 0 and below 4e9, got {}",
                                              *options.min_points));
  }
  return {};
}

Result<FoundClusters> find_clusters(const Study& study, const ClusterPoints& points,
                                    const ClusterOptions& options, std::uint64_t seed,
                                    const ChanceLayouts* chance) {
  switch (options.method) {
    case Method::hdbscan:
      return by_hierarchy(points, options);
    case Method::st_dbscan:
      return by_density_and_time(points, options);
    case Method::nnh:
      return by_neighbours(study, points, options, seed, chance);
    case Method::dbscan:
      break;
  }
  return by_density(points, options, seed, chance);
}

}  // namespace hotward::analyses
