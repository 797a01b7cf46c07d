#include "engine/job/joint_plan.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/analyses/clusters/cluster_points.hpp"
#include "engine/analyses/clusters/hidden_clusters.hpp"
#include "engine/job/nested_layers.hpp"

namespace hotward::job {
namespace {

using analyses::HiddenClusters;

std::vector<Spot> spots_of(const Study& study, const Theme& theme,
                           const std::vector<std::int32_t>& cell_of_place) {
  const std::vector<std::uint32_t> counts = incidents_at_places(study, theme);
  std::vector<Spot> spots;
  for (std::uint32_t p = 0; p < counts.size(); ++p) {
    if (counts[p] == 0 || study.join.area[p] < 0) continue;
    Spot spot{{p},     counts[p], static_cast<std::size_t>(study.join.area[p]),
              nowhere, nowhere,   false};
    if (cell_of_place[p] >= 0) spot.cell = static_cast<std::size_t>(cell_of_place[p]);
    spots.push_back(spot);
  }
  std::ranges::sort(spots, {}, [&](const Spot& spot) {
    return study.incidents().places.at[spot.places.front()];
  });
  return spots;
}

// Which cluster holds which place; where `run` finds none, it shows none.
Family clusters_of(const Study& study, const Theme& theme, const analyses::ClusterOptions& options,
                   std::uint64_t seed, std::vector<Spot>& spots, Noise& noise) {
  const auto points = analyses::cluster_points(
      study, theme, {.timed = options.timed(), .weight_column = options.weight});
  if (!points) return Family(0);
  const auto found = analyses::find_clusters(study, *points, options, seed);
  if (!found) return Family(0);
  std::map<geometry::Point, std::size_t> cluster_at;
  for (std::size_t i = 0; i < points->at.size(); ++i) {
    const std::int64_t id = found->clusters.cluster_id[i];
    if (id > 0) cluster_at[points->at[i]] = static_cast<std::size_t>(id - 1);
  }
  Family clusters(found->clusters.count());
  const HiddenClusters hidden = analyses::hidden_clusters(study, *found);
  clusters.hidden = hidden.rows;
  noise = {static_cast<std::int64_t>(found->clusters.noise), hidden.noise};
  for (Spot& spot : spots) {
    const auto at = cluster_at.find(study.incidents().places.at[spot.places.front()]);
    if (at == cluster_at.end()) continue;
    spot.cluster = at->second;
    clusters.counts[at->second] += spot.count;
  }
  return clusters;
}

PublicPlaces surface_of(const CellCounts& cells, const HiddenFlags& hidden) {
  PublicPlaces surface;
  surface.square_m = cells.grid->lattice().cell_m();
  surface.hexagons = geometry::is_hexagon(cells.grid->lattice().shape());
  for (std::size_t c = 0; c < cells.grid->size(); ++c) {
    const auto count = static_cast<std::int64_t>(cells.counts.counts[c]);
    if (count == 0) continue;
    if (hidden[c] != 0) {
      surface.left_out += count;
      continue;
    }
    surface.places.at.push_back(cells.grid->lattice().centre(cells.grid->cells()[c]));
    surface.places.weights.push_back(static_cast<double>(count));
    surface.shown += count;
  }
  return surface;
}

// Those of one area and cell are drawn at one point, whatever cluster holds them: they are one.
std::vector<MergedPlaces> merged_places(const Study& study, const std::vector<Spot>& spots,
                                        const geometry::Grid& grid) {
  std::map<std::pair<std::size_t, std::size_t>, MergedPlaces> merged;
  for (const Spot& spot : spots) {
    if (!spot.shown || !spot.is_merged()) continue;
    std::vector<std::uint32_t>& places = merged[{spot.area, spot.cell}].places;
    places.insert(places.end(), spot.places.begin(), spot.places.end());
  }
  std::vector<MergedPlaces> all;
  for (auto& [of, one] : merged) {
    one.area = of.first;
    one.at = middle_of_cell(grid.lattice(), grid.cells()[of.second], study.areas(), one.area);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

Result<JointPlan> joint_plan(const Study& study, const Theme& theme, const CellOptions& cells,
                             const analyses::ClusterOptions& clusters, std::uint64_t seed) {
  const auto counted = count_cells(study, theme, cells);
  if (!counted) return fail(counted.error());
  std::vector<Spot> spots = spots_of(study, theme, counted->counts.cell);
  Family of_areas(study.areas().size());
  of_areas.counts = incidents_in_areas(study, theme);
  of_areas.hidden = hidden_areas(study, theme).counts;
  Family of_cells(counted->grid->size());
  for (std::size_t c = 0; c < counted->grid->size(); ++c) {
    of_cells.counts[c] = static_cast<std::int64_t>(counted->counts.counts[c]);
  }
  const auto names = counted->grid->lattice().ids(counted->grid->cells());
  of_cells.hidden = hidden_counts(study, names, of_cells.counts);
  NestedLayers layers{std::move(spots), std::move(of_areas), std::move(of_cells), Family(0), {}};
  layers.clusters = clusters_of(study, theme, clusters, seed, layers.spots, layers.noise);
  hide_what_tells(layers);
  JointPlan plan;
  plan.cells = std::move(layers.cells.hidden);
  plan.places.assign(study.incidents().places.size(), 0);
  for (const Spot& spot : layers.spots) {
    if (!spot.is_merged()) plan.places[spot.places.front()] = spot.shown ? 1 : 0;
  }
  plan.merged = merged_places(study, layers.spots, *counted->grid);
  plan.clusters = std::move(layers.clusters.hidden);
  plan.noise = layers.noise.hidden;
  plan.surface = surface_of(*counted, plan.cells);
  return plan;
}

}  // namespace hotward::job
