#include "engine/job/nested_layers.hpp"

#include <map>
#include <numeric>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::job {
namespace nested_layers_test {

bool is_few(std::int64_t n) { return n > 0 && n < 5; }

// Places at random: areas and cells cut each other, and some places lie in a cluster, each cluster
// in one area or wherever it likes.
NestedLayers town(Random& random, bool clusters_in_areas = false) {
  constexpr std::size_t areas = 6;
  constexpr std::size_t cells = 14;
  constexpr std::size_t clusters = 3;
  NestedLayers layers{{}, Family(areas), Family(cells), Family(clusters), {}};
  for (std::uint32_t p = 0; p < 60; ++p) {
    Spot spot;
    spot.places = {p};
    spot.count = static_cast<std::int64_t>(1 + random.below(random.below(5) == 0 ? 20 : 4));
    spot.cell = random.below(cells);
    // Most cells lie in one area.
    spot.area = spot.cell % 4 == 0 ? random.below(areas) : spot.cell % areas;
    const std::size_t cluster = clusters_in_areas ? spot.area : spot.cell % clusters;
    if (random.below(clusters_in_areas ? 2 : 4) == 0 && cluster < clusters) spot.cluster = cluster;
    layers.areas.counts[spot.area] += spot.count;
    layers.cells.counts[spot.cell] += spot.count;
    if (spot.cluster == nowhere) {
      layers.noise.count += spot.count;
    } else {
      layers.clusters.counts[spot.cluster] += spot.count;
    }
    layers.spots.push_back(spot);
  }
  for (std::size_t c = 0; c < cells; ++c) layers.cells.hidden[c] = is_few(layers.cells.counts[c]);
  for (std::size_t a = 0; a < areas; ++a) layers.areas.hidden[a] = is_few(layers.areas.counts[a]);
  return layers;
}

std::int64_t sum(const NestedLayers& layers) {
  return std::accumulate(layers.spots.begin(), layers.spots.end(), std::int64_t{0},
                         [](std::int64_t all, const Spot& spot) { return all + spot.count; });
}

// Each element less the spots in it that are shown, where there are such.
void no_small_rest(const NestedLayers& layers, const Family& family, std::size_t Spot::*of) {
  std::vector<std::int64_t> rest = family.counts;
  for (const Spot& spot : layers.spots) {
    if (spot.shown && spot.*of < family.size()) rest[spot.*of] -= spot.count;
  }
  for (std::size_t i = 0; i < family.size(); ++i) {
    if (family.shows(i) && rest[i] < family.counts[i]) CHECK_FALSE(is_few(rest[i]));
  }
}

TEST_CASE("hide_what_tells: what is merged is five or more of one corner, and tells nothing",
          "[property]") {
  Random random(11, Stream::test);
  std::size_t merged = 0;
  std::size_t single = 0;
  for (int round = 0; round < 200; ++round) {
    NestedLayers layers = town(random);
    const std::vector<Spot> before = layers.spots;
    const std::int64_t all = sum(layers);
    hide_what_tells(layers);
    INFO("round " << round);
    CHECK(sum(layers) == all);
    std::map<std::uint32_t, const Spot*> where;
    for (const Spot& spot : layers.spots) {
      for (const std::uint32_t place : spot.places) CHECK(where.emplace(place, &spot).second);
      if (!spot.shown) continue;
      CHECK(spot.count >= 5);
      CHECK(layers.areas.shows(spot.area));
      CHECK(layers.cells.shows(spot.cell));
      (spot.is_merged() ? merged : single) += 1;
    }
    CHECK(where.size() == before.size());
    for (const Spot& spot : before) {
      const Spot& now = *where.at(spot.places.front());
      CHECK(std::tuple(now.area, now.cell, now.cluster) ==
            std::tuple(spot.area, spot.cell, spot.cluster));
    }
    no_small_rest(layers, layers.areas, &Spot::area);
    no_small_rest(layers, layers.cells, &Spot::cell);
    Family drawn = layers.clusters;  // an ellipse stays, whether its count is shown or not
    drawn.hidden.assign(drawn.size(), 0);
    no_small_rest(layers, drawn, &Spot::cluster);
  }
  CHECK(merged > 200);
  CHECK(single > 200);
}

// Each element less the clusters that lie in it alone and are shown, and less the spots shown that
// are none of theirs: what a reader finds who knows of each point which cluster it is of.
void no_small_rest_beside_clusters(const NestedLayers& layers, const Family& family,
                                   std::size_t Spot::*of) {
  std::vector<std::int64_t> rest = family.counts;
  std::vector<std::size_t> holder(layers.clusters.size(), nowhere);
  std::vector<std::uint8_t> apart(layers.clusters.size(), 0);
  for (const Spot& spot : layers.spots) {
    if (spot.cluster == nowhere) continue;
    if (holder[spot.cluster] == nowhere) holder[spot.cluster] = spot.*of;
    if (holder[spot.cluster] != spot.*of) apart[spot.cluster] = 1;
  }
  for (std::size_t k = 0; k < holder.size(); ++k) {
    if (holder[k] == nowhere || apart[k] != 0 || !layers.clusters.shows(k)) holder[k] = nowhere;
    if (holder[k] != nowhere) rest[holder[k]] -= layers.clusters.counts[k];
  }
  for (const Spot& spot : layers.spots) {
    const bool taken = spot.cluster != nowhere && holder[spot.cluster] == spot.*of;
    if (spot.shown && !taken) rest[spot.*of] -= spot.count;
  }
  for (std::size_t i = 0; i < family.size(); ++i) {
    if (family.shows(i)) CHECK_FALSE(is_few(rest[i]));
  }
}

TEST_CASE("hide_what_tells: clusters and points beside each other tell nothing of an area or cell",
          "[property]") {
  Random random(12, Stream::test);
  std::size_t shown = 0;
  for (int round = 0; round < 400; ++round) {
    NestedLayers layers = town(random, round % 2 == 0);
    hide_what_tells(layers);
    INFO("round " << round);
    no_small_rest_beside_clusters(layers, layers.areas, &Spot::area);
    no_small_rest_beside_clusters(layers, layers.cells, &Spot::cell);
    for (std::size_t k = 0; k < layers.clusters.size(); ++k) shown += layers.clusters.shows(k);
  }
  CHECK(shown > 100);
}

// Two cells in one area: in the first four single incidents and two, in the second one of nine.
TEST_CASE("hide_what_tells: few are shown as one, and taken back where a few are left",
          "[oracle]") {
  const auto shown = [](std::vector<std::pair<std::int64_t, std::size_t>> places) {
    NestedLayers layers{{}, Family(1), Family(2), Family(0), {}};
    for (std::uint32_t p = 0; p < places.size(); ++p) {
      const auto [count, cell] = places[p];
      layers.spots.push_back({{p}, count, 0, cell, nowhere, false});
      layers.areas.counts[0] += count;
      layers.cells.counts[cell] += count;
    }
    hide_what_tells(layers);
    std::map<std::int64_t, std::size_t> counts;  // and of how many places each
    for (const Spot& spot : layers.spots) {
      if (spot.shown) counts[spot.count] = spot.places.size();
    }
    return counts;
  };
  using Counts = std::map<std::int64_t, std::size_t>;
  CHECK(shown({{1, 0}, {1, 0}, {1, 0}, {1, 0}, {2, 0}, {9, 1}}) == Counts{{6, 5}, {9, 1}});
  // A place of eight beside three: it would leave the three, so both are one.
  CHECK(shown({{8, 0}, {3, 0}, {9, 1}}) == Counts{{11, 2}, {9, 1}});
  CHECK(shown({{8, 0}, {9, 1}}) == Counts{{8, 1}, {9, 1}});
}

}  // namespace nested_layers_test
}  // namespace hotward::job
