#include "engine/methods/density/ordered_places.hpp"

#include <algorithm>
#include <numeric>

#include "engine/geometry/point_order.hpp"

namespace hotward::density {

OrderedPlaces ordered_places(const std::vector<Places>& samples) {
  std::vector<geometry::Point> at;
  std::vector<double> weights;
  for (const Places& sample : samples) {
    at.insert(at.end(), sample.at.begin(), sample.at.end());
    weights.insert(weights.end(), sample.weights.begin(), sample.weights.end());
  }
  const auto order = geometry::ascending_order(at);
  OrderedPlaces result;
  std::vector<double> here;
  for (std::size_t k = 0; k < order.size(); k += here.size()) {
    const geometry::Point& point = at[order[k]];
    here.clear();
    for (std::size_t m = k; m < order.size() && at[order[m]] == point; ++m) {
      here.push_back(weights[order[m]]);
    }
    std::ranges::sort(here);  // a sum of fractions depends on their order
    result.at.push_back(point);
    result.weights.push_back(std::accumulate(here.begin(), here.end(), 0.0));
  }
  return result;
}

}  // namespace hotward::density
