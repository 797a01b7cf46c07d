#include "engine/study/weighted_places.hpp"

#include <algorithm>
#include <numeric>

namespace hotward {

double WeightedPlaces::incidents() const {
  return std::accumulate(weights.begin(), weights.end(), 0.0);
}

WeightedPlaces weighted_places(const Study& study, const Theme& theme, When when,
                               const LeftOut& left_out) {
  const std::vector<std::uint32_t> counts = incidents_at_places(study, theme, when);
  const auto is_out = [&](std::int32_t area) {
    return !left_out.empty() && left_out[static_cast<std::size_t>(area)] != 0;
  };
  WeightedPlaces result;
  const auto most =
      static_cast<std::size_t>(std::ranges::count_if(counts, [](auto n) { return n > 0; }));
  result.at.reserve(most);
  result.weights.reserve(most);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0 || is_out(study.join.area[i])) continue;
    result.at.push_back(study.incidents().places.at[i]);
    result.weights.push_back(counts[i]);
  }
  return result;
}

}  // namespace hotward
