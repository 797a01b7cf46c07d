#include "engine/analyses/evaluate/hot_methods.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/check.hpp"
#include "engine/methods/autocorrelation/gi_star.hpp"
#include "engine/methods/cluster/dbscan.hpp"
#include "engine/methods/density/kde.hpp"
#include "engine/weights/grid_contiguity.hpp"

namespace hotward::analyses {
namespace {

bool asks_for(const std::vector<HotMethod>& methods, HotMethod method) {
  return std::ranges::find(methods, method) != methods.end();
}

std::vector<double> as_reals(std::span<const std::int64_t> counts) {
  return {counts.begin(), counts.end()};
}

std::uint64_t sum(const AtPlaces& at_places) {
  return std::accumulate(at_places.begin(), at_places.end(), std::uint64_t{0});
}

Result<std::vector<double>> surface(const HotOptions& options, const table::Places& places,
                                    const AtPlaces& at_places, const density::Frame& spots) {
  const std::vector<double> weights(at_places.begin(), at_places.end());
  const auto found = density::kernel_density_surface({places.at, weights}, spots,
                                                     {.bandwidth_m = options.bandwidth_m});
  if (!found) return fail(found.error());
  std::vector<double> incidents(spots.size(), 0.0);
  for (std::size_t i = 0; i < spots.size(); ++i) {
    if (spots.inside_m2[i] > 0.0) incidents[i] = found->per_km2[i] * spots.inside_m2[i] * 1e-6;
  }
  return incidents;
}

Result<AtPlaces> in_clusters(const HotOptions& options, const table::Places& places,
                             const AtPlaces& at_places) {
  std::vector<geometry::Point> at;
  std::vector<std::uint32_t> incidents;
  std::vector<std::size_t> place;
  for (std::size_t i = 0; i < at_places.size(); ++i) {
    if (at_places[i] == 0) continue;
    at.push_back(places.at[i]);
    incidents.push_back(at_places[i]);
    place.push_back(i);
  }
  const auto found =
      cluster::dbscan({.at = at, .incidents = incidents}, {options.eps_m, options.min_points});
  if (!found) return fail(found.error());
  AtPlaces clustered(at_places.size(), 0);
  for (std::size_t i = 0; i < place.size(); ++i) {
    if (found->cluster_id[i] > 0) clustered[place[i]] = incidents[i];
  }
  return clustered;
}

weights::GridKind kind_of(geometry::CellShape shape) {
  switch (shape) {
    case geometry::CellShape::hexagon:
      return weights::GridKind::hexagon_rows;
    case geometry::CellShape::flat_hexagon:
      return weights::GridKind::hexagon_columns;
    default:
      return weights::GridKind::square_queen;
  }
}

Result<std::vector<double>> gi_scores(const std::vector<std::int64_t>& counts,
                                      const PlacedGrid& grid) {
  std::vector<weights::GridCell> cells;
  for (const geometry::Cell& cell : grid.cells()) cells.push_back({cell.row, cell.column});
  const auto neighbours = weights::grid_contiguity(cells, kind_of(grid.placing().shape));
  auto z = autocorrelation::gi_star_z(as_reals(counts), weights::with_self(neighbours));
  if (!z) return fail(z.error());
  for (double& one : *z) one = std::isnan(one) ? 0.0 : one;
  return z;
}

std::vector<double> persistence_scores(const HotOptions& options, const HotSource& source,
                                       const PlacedGrid& grid) {
  std::vector<double> scores(grid.size(), 0.0);
  for (const AtPlaces& month : source.months) {
    const auto parts =
        hot_parts(as_reals(in_cells(grid, month)), grid.area_m2(), options.top_share);
    for (std::size_t i = 0; i < scores.size(); ++i) scores[i] += parts[i];
  }
  const auto counts = in_cells(grid, source.at_places);
  const auto all = static_cast<double>(sum(source.at_places));
  for (std::size_t i = 0; i < scores.size(); ++i) {
    scores[i] += 1e-6 * static_cast<double>(counts[i]) / all;
  }
  return scores;
}

std::vector<double> surface_scores(const HotSource& source, const PlacedGrid& grid) {
  std::vector<double> scores(grid.size(), 0.0);
  for (std::size_t i = 0; i < source.surface_per_spot.size(); ++i) {
    if (const std::int32_t cell = grid.cell_of_spot()[i]; cell >= 0) {
      scores[static_cast<std::size_t>(cell)] += source.surface_per_spot[i];
    }
  }
  return scores;
}

}  // namespace

bool is_amount(HotMethod method) {
  return method != HotMethod::gi_star && method != HotMethod::persistence;
}

Result<HotSource> hot_source(const std::vector<HotMethod>& methods, const HotOptions& options,
                             const table::Places& places, AtPlaces at_places,
                             std::vector<AtPlaces> months, const density::Frame& spots) {
  HotSource source{.at_places = std::move(at_places), .months = std::move(months)};
  if (sum(source.at_places) == 0) return source;
  if (asks_for(methods, HotMethod::density)) {
    auto found = surface(options, places, source.at_places, spots);
    if (!found) return fail(found.error());
    source.surface_per_spot = std::move(*found);
  }
  if (asks_for(methods, HotMethod::clusters)) {
    auto found = in_clusters(options, places, source.at_places);
    if (!found) return fail(found.error());
    source.clustered = std::move(*found);
  }
  return source;
}

Result<std::vector<double>> hot_scores(HotMethod method, const HotOptions& options,
                                       const HotSource& source, const PlacedGrid& grid) {
  switch (method) {
    case HotMethod::grid:
      return as_reals(in_cells(grid, source.at_places));
    case HotMethod::density:
      return surface_scores(source, grid);
    case HotMethod::gi_star:
      return gi_scores(in_cells(grid, source.at_places), grid);
    case HotMethod::clusters:
      if (sum(source.clustered) == 0) {
        return fail(ErrorCode::no_data, "there is no cluster: incidents lie too far apart for it");
      }
      return as_reals(in_cells(grid, source.clustered));
    case HotMethod::persistence:
      if (source.months.size() < 2) {
        return fail(ErrorCode::no_data, "the earlier period is one month, and nothing can last");
      }
      return persistence_scores(options, source, grid);
  }
  HOTWARD_EXPECTS(false);
  return std::vector<double>{};
}

std::vector<double> hot_parts(std::span<const double> scores, std::span<const double> area_m2,
                              double top_share) {
  HOTWARD_EXPECTS(scores.size() == area_m2.size());
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < scores.size(); ++i) {
    if (scores[i] > 0.0) order.push_back(i);
  }
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
  });
  std::vector<double> parts(scores.size(), 0.0);
  double left_m2 = top_share * std::accumulate(area_m2.begin(), area_m2.end(), 0.0);
  for (std::size_t first = 0; first < order.size() && left_m2 > 0.0;) {
    std::size_t end = first;
    double tied_m2 = 0.0;
    while (end < order.size() && scores[order[end]] == scores[order[first]]) {
      tied_m2 += area_m2[order[end++]];
    }
    const double part = std::min(1.0, left_m2 / tied_m2);
    for (std::size_t i = first; i < end; ++i) parts[order[i]] = part;
    left_m2 -= tied_m2;
    first = end;
  }
  return parts;
}

}  // namespace hotward::analyses
