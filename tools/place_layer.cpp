#include "tools/place_layer.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "engine/rank/suppression.hpp"
#include "engine/report/style.hpp"
#include "tools/parts/selection.hpp"

namespace hotward::tools {
namespace {

// How many incidents of each type one place has, by type code.
using TypeCounts = std::map<std::uint16_t, std::int64_t>;

struct PlaceCount {
  std::uint32_t place = 0;
  std::int64_t count = 0;
  TypeCounts types;
};

// Where an area's incidents less those at the places shown are a small count, its least place is
// not shown either. @param counts  busiest first
void hide_small_rests(const Study& study, std::vector<std::int64_t> rest_of_area,
                      std::vector<PlaceCount>& counts) {
  const auto rest = [&](const PlaceCount& place) -> std::int64_t& {
    return rest_of_area[static_cast<std::size_t>(study.join.area[place.place])];
  };
  for (const PlaceCount& place : counts) rest(place) -= place.count;
  for (auto place = counts.rbegin(); place != counts.rend(); ++place) {
    if (rest(*place) == 0 || rest(*place) >= rank::least_shown) continue;
    rest(*place) += place->count;
    place->count = 0;
  }
  std::erase_if(counts, [](const PlaceCount& place) { return place.count == 0; });
}

std::vector<PlaceCount> count_places(const Study& study, const Theme& theme) {
  const table::Incidents& incidents = study.read.incidents;
  std::vector<PlaceCount> counts(incidents.places.size());
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    if (!is_selected(study, theme, i)) continue;
    const std::uint16_t type = incidents.type.empty() ? std::uint16_t{0} : incidents.type[i];
    const std::uint32_t place = incidents.place[i];
    counts[place].place = place;
    ++counts[place].count;
    ++counts[place].types[type];
  }
  const std::int64_t least = study.is_public ? rank::least_shown : 1;
  std::erase_if(counts, [&](const PlaceCount& p) { return p.count < least; });
  std::ranges::sort(counts, [&](const PlaceCount& a, const PlaceCount& b) {
    const auto& at = incidents.places.at;
    return std::tuple(-a.count, at[a.place]) < std::tuple(-b.count, at[b.place]);
  });
  if (study.is_public) hide_small_rests(study, incidents_in_areas(study, theme), counts);
  return counts;
}

// The type with most incidents; of several such, the first by name.
std::uint16_t main_type(const TypeCounts& counts, const table::Dictionary& types) {
  return std::ranges::min_element(counts, {},
                                  [&](const auto& entry) {
                                    const std::string name =
                                        types.size() == 0 ? "" : types.text(entry.first);
                                    return std::tuple(-entry.second, name);
                                  })
      ->first;
}

// Neither the type's count nor what is left of the place's may be small.
bool tells_a_small_count(const PlaceCount& place, std::int64_t of_type) {
  const std::int64_t others = place.count - of_type;
  return of_type < rank::least_shown || (others > 0 && others < rank::least_shown);
}

}  // namespace

table::Layer place_layer(const Study& study, const Theme& theme) {
  const table::Incidents& incidents = study.read.incidents;
  const table::Areas& areas = study.areas.areas;
  const auto counts = count_places(study, theme);
  const auto in_areas = incidents_in_areas(study, theme);
  const std::int64_t total = std::accumulate(in_areas.begin(), in_areas.end(), std::int64_t{0});

  table::Layer::Points points;
  table::Column::Integers ids, numbers, type_counts;
  table::Column::Reals shares;
  table::Column::Texts main_types, codes, names;
  for (const PlaceCount& place : counts) {
    const auto area = static_cast<std::size_t>(study.join.area[place.place]);
    const std::uint16_t type = main_type(place.types, incidents.types);
    points.push_back(incidents.places.at[place.place]);
    ids.push_back(static_cast<std::int64_t>(points.size()));
    numbers.push_back(place.count);
    shares.push_back(100.0 * static_cast<double>(place.count) / static_cast<double>(total));
    const std::int64_t of_type = place.types.at(type);
    const bool hide = study.is_public && tells_a_small_count(place, of_type);
    const bool unnamed =
        incidents.types.size() == 0 || (study.is_public && of_type < rank::least_shown);
    main_types.push_back(unnamed ? "" : incidents.types.text(type));
    type_counts.push_back(hide ? table::null_integer : of_type);
    codes.push_back(areas.codes[area]);
    names.push_back(areas.names[area]);
  }
  table::Layer layer;
  layer.name = "places_" + theme.name;
  layer.title = "Map points by " + theme.noun;
  layer.description =
      "Distinct coordinates with their incidents. data.police.uk moves every incident to a nearby "
      "map "
      "point, so a point stands for its surroundings, not for an address.";
  layer.geometry = std::move(points);
  layer.columns = {{"place_id", "1", "number of the place, 1 the busiest", ids},
                   {"count", "incidents", theme.noun, numbers},
                   {"share_pct", "%", "share of all in areas", shares},
                   {"main_type", "", "most frequent type", main_types},
                   {"type_count", "incidents", "of that type", type_counts},
                   {"area_code", "", "area code", codes},
                   {"area_name", "", "area", names}};
  layer.style_qml = report::points_by_count(
      layer.columns, {.column = "count", .tip_columns = {"count", "main_type", "area_name"}});
  return layer;
}

}  // namespace hotward::tools
