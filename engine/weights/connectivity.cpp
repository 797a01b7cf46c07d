#include "engine/weights/connectivity.hpp"

#include <numeric>
#include <utility>

namespace hotward::weights {
namespace {

// Each root is the lowest site of its tree, so labels come out in order of lowest site.
std::size_t root(std::vector<std::size_t>& parent, std::size_t i) {
  while (parent[i] != i) {
    parent[i] = parent[parent[i]];
    i = parent[i];
  }
  return i;
}

}  // namespace

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
  std::vector<std::size_t> parent(weights.site_count());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  for (std::size_t i = 0; i < parent.size(); ++i) {
    for (const Site j : weights.neighbours(i)) {
      std::size_t a = root(parent, i);
      std::size_t b = root(parent, j);
      if (a > b) std::swap(a, b);
      parent[b] = a;
    }
  }
  Components result;
  result.label.resize(parent.size());
  for (std::size_t i = 0; i < parent.size(); ++i) {
    const std::size_t first = root(parent, i);
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
