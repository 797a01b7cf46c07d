#include "engine/job/merge_spots.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "engine/disclosure/suppression.hpp"

namespace hotward::job {
namespace {

using Members = std::vector<std::size_t>;  // indices of spots

std::vector<Members> groups_of(const NestedLayers& layers) {
  std::map<std::tuple<std::size_t, std::size_t, std::size_t>, Members> groups;
  for (std::size_t i = 0; i < layers.spots.size(); ++i) {
    const Spot& spot = layers.spots[i];
    if (spot.shown || !layers.areas.shows(spot.area) || !layers.cells.shows(spot.cell)) continue;
    groups[{spot.area, spot.cell, spot.cluster}].push_back(i);
  }
  std::vector<Members> all;
  for (auto& [of, members] : groups) all.push_back(std::move(members));
  return all;
}

}  // namespace

void merge_spots(NestedLayers& layers) {
  std::vector<Spot>& spots = layers.spots;
  std::vector<std::pair<std::size_t, Spot>> merged;  // with the first of its members
  for (const Members& members : groups_of(layers)) {
    Spot one = spots[members.front()];
    for (std::size_t k = 1; k < members.size(); ++k) {
      one.places.push_back(spots[members[k]].places.front());
      one.count += spots[members[k]].count;
    }
    if (!one.is_merged() || one.count < disclosure::least_shown) continue;
    one.shown = true;
    for (const std::size_t i : members) spots[i].places.clear();
    merged.emplace_back(members.front(), std::move(one));
  }
  // Members are numbered by count and coordinates, and so the same for any order of the areas.
  std::ranges::sort(merged, {},
                    [](const auto& entry) { return std::pair(entry.second.count, entry.first); });
  std::vector<Spot> all;
  for (auto& [first, one] : merged) all.push_back(std::move(one));
  std::ranges::copy_if(spots, std::back_inserter(all),
                       [](const Spot& spot) { return !spot.places.empty(); });
  spots = std::move(all);
}

}  // namespace hotward::job
