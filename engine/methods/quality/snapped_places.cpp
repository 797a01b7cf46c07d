#include "engine/methods/quality/snapped_places.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <tuple>

#include "engine/core/undefined.hpp"

namespace hotward::quality {
namespace {

double percent(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return undefined;
  return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

std::int64_t all_incidents(const table::Places& places) {
  return std::accumulate(places.incidents.begin(), places.incidents.end(), std::int64_t{0});
}

// Class k holds 2^k to 2^(k+1) - 1 incidents. A place without an incident (all filtered out) is in
// none.
std::vector<PlaceClass> classes(const table::Places& places, std::int64_t all) {
  std::vector<PlaceClass> result;
  for (const std::uint32_t n : places.incidents) {
    if (n == 0) continue;
    const auto k = static_cast<std::size_t>(std::bit_width(n)) - 1;
    while (result.size() <= k) {
      const std::uint32_t from = 1U << result.size();
      result.push_back({from, from + (from - 1U), 0, 0, 0.0});
    }
    ++result[k].places;
    result[k].incidents += n;
  }
  for (PlaceClass& c : result) c.incidents_pct = percent(c.incidents, all);
  return result;
}

std::vector<BusyPlace> busiest_places(const table::Places& places, std::size_t count,
                                      std::int64_t all) {
  std::vector<std::uint32_t> order(places.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto first = std::min(count, order.size());
  std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(first),
                            [&](std::uint32_t a, std::uint32_t b) {
                              const auto x = places.incidents[a];
                              const auto y = places.incidents[b];
                              if (x != y) return x > y;
                              // By where they are: the order of the rows must not tell.
                              const geometry::Point& p = places.at[a];
                              const geometry::Point& q = places.at[b];
                              return std::tie(p.x, p.y, a) < std::tie(q.x, q.y, b);
                            });
  std::vector<BusyPlace> result;
  for (std::size_t k = 0; k < first; ++k) {
    const std::uint32_t place = order[k];
    const std::int64_t incidents = places.incidents[place];
    if (incidents == 0) break;
    result.push_back({place, places.at[place], incidents, percent(incidents, all)});
  }
  return result;
}

}  // namespace

SnappedPlaces snapped_places(const table::Places& places, std::size_t busiest) {
  SnappedPlaces result;
  result.incidents = all_incidents(places);
  for (const std::uint32_t n : places.incidents) {
    result.places += n > 0 ? 1 : 0;
    result.sharing += n > 1 ? n : 0;
  }
  result.sharing_pct = percent(result.sharing, result.incidents);
  result.classes = classes(places, result.incidents);
  result.busiest = busiest_places(places, busiest, result.incidents);
  return result;
}

double at_places_with(const table::Places& places, std::uint32_t least) {
  std::int64_t there = 0;
  for (const std::uint32_t n : places.incidents) there += n >= least ? n : 0;
  return percent(there, all_incidents(places));
}

}  // namespace hotward::quality
