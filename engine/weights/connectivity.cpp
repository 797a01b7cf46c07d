#include "engine/weights/connectivity.hpp"

#include "engine/core/union_find.hpp"

namespace hotward::weights {

std::vector<Site> islands(const SpatialWeights& weights) {
  std::vector<Site> result;
  for (std::size_t i = 0; i < weights.site_count(); ++i) {
    const auto sites = weights.neighbours(i);
    if (sites.empty() || (sites.size() == 1 && sites[0] == i)) {
      result.push_back(static_cast<Site>(i));
    }
  }
  return result;
}

Components components(const SpatialWeights& weights) {
  // The root of a set is its lowest site, so labels come out in order of lowest site.
  UnionFind sets(weights.site_count());
  for (Site i = 0; i < weights.site_count(); ++i) {
    for (const Site j : weights.neighbours(i)) sets.unite(i, j);
  }
  Components result;
  result.label.resize(weights.site_count());
  for (Site i = 0; i < weights.site_count(); ++i) {
    const Site first = sets.find(i);
    if (first == i) {
      result.label[i] = result.count++;
      result.sizes.push_back(0);
    } else {
      result.label[i] = result.label[first];
    }
    ++result.sizes[result.label[i]];
  }
  return result;
}

}  // namespace hotward::weights
