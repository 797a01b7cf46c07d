#include "tools/place_layer.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/report/style.hpp"

namespace hotward::tools {
namespace {

// How many incidents of each type one place has, by type code.
using TypeCounts = std::map<std::uint16_t, std::int64_t>;

struct PlaceCount {
  std::uint32_t place = 0;
  std::int64_t count = 0;
  TypeCounts types;
};

std::vector<PlaceCount> count_places(const Study& study, const Theme& theme) {
  const table::Incidents& incidents = study.read.incidents;
  std::vector<PlaceCount> counts(incidents.places.size());
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    const std::uint16_t type = incidents.type.empty() ? std::uint16_t{0} : incidents.type[i];
    if (type < theme.types.size() && theme.types[type] == 0) continue;
    if (study.asked && !incidents.minute.empty() && !study.period->holds(incidents.minute[i]))
      continue;
    const std::uint32_t place = incidents.place[i];
    if (study.join.area[place] < 0) continue;
    counts[place].place = place;
    ++counts[place].count;
    ++counts[place].types[type];
  }
  std::erase_if(counts, [](const PlaceCount& p) { return p.count == 0; });
  std::ranges::sort(counts, [&](const PlaceCount& a, const PlaceCount& b) {
    const auto& at = incidents.places.at;
    return std::tuple(-a.count, at[a.place]) < std::tuple(-b.count, at[b.place]);
  });
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

}  // namespace

table::Layer place_layer(const Study& study, const Theme& theme) {
  const table::Incidents& incidents = study.read.incidents;
  const table::Areas& areas = study.areas.areas;
  const auto counts = count_places(study, theme);
  std::int64_t total = 0;
  for (const PlaceCount& place : counts) total += place.count;

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
    main_types.push_back(incidents.types.size() == 0 ? "" : incidents.types.text(type));
    type_counts.push_back(place.types.at(type));
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
