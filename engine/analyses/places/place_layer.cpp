#include "engine/analyses/places/place_layer.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "engine/disclosure/suppression.hpp"
#include "engine/report/style.hpp"
#include "engine/study/place_names.hpp"
#include "engine/study/publication.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
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
    if (rest(*place) == 0 || rest(*place) >= disclosure::least_shown) continue;
    rest(*place) += place->count;
    place->count = 0;
  }
  std::erase_if(counts, [](const PlaceCount& place) { return place.count == 0; });
}

std::vector<PlaceCount> count_places(const Study& study, const Theme& theme,
                                     const std::vector<std::uint8_t>* may_be_shown) {
  const table::Incidents& incidents = study.incidents();
  std::vector<PlaceCount> counts(incidents.places.size());
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    if (!is_selected(study, theme, i)) continue;
    const std::uint16_t type = incidents.type.empty() ? std::uint16_t{0} : incidents.type[i];
    const std::uint32_t place = incidents.place[i];
    counts[place].place = place;
    ++counts[place].count;
    ++counts[place].types[type];
  }
  const std::int64_t least = study.is_public ? disclosure::least_shown : 1;
  std::erase_if(counts, [&](const PlaceCount& p) {
    return p.count < least || (may_be_shown != nullptr && (*may_be_shown)[p.place] == 0);
  });
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
bool discloses_small_count(const PlaceCount& place, std::int64_t of_type) {
  const std::int64_t others = place.count - of_type;
  return of_type < disclosure::least_shown || (others > 0 && others < disclosure::least_shown);
}

struct MainType {
  std::uint16_t type = 0;
  std::int64_t count = 0;
  bool hidden = false;  // the count
};

// Where an area's incidents of a type less those that its places show are a small count, or are
// hidden, neither does the least of these places show a type, or none does.
void hide_small_rests_of_types(const Study& study, const Theme& theme,
                               const std::vector<PlaceCount>& places,
                               std::vector<MainType>& types) {
  const HiddenAreas hidden = hidden_areas(study, theme);
  std::map<std::pair<std::size_t, std::uint16_t>, std::int64_t> rest;
  const auto key = [&](std::size_t i) {
    return std::pair(static_cast<std::size_t>(study.join.area[places[i].place]), types[i].type);
  };
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto [area, type] = key(i);
    if (hidden.types[area * study.types + type] != 0) types[i].hidden = true;
    auto& left = rest.try_emplace({area, type}, study.count(area, type, 0)).first->second;
    if (!types[i].hidden) left -= types[i].count;
  }
  for (std::size_t i = places.size(); i-- > 0;) {
    std::int64_t& left = rest.at(key(i));
    if (types[i].hidden || left == 0 || left >= disclosure::least_shown) continue;
    left += types[i].count;
    types[i].hidden = true;
  }
}

std::vector<MainType> main_types_of(const Study& study, const Theme& theme,
                                    const std::vector<PlaceCount>& places) {
  std::vector<MainType> types;
  for (const PlaceCount& place : places) {
    const std::uint16_t type = main_type(place.types, study.incidents().types);
    const std::int64_t count = place.types.at(type);
    types.push_back({type, count, study.is_public && discloses_small_count(place, count)});
  }
  if (study.is_public) hide_small_rests_of_types(study, theme, places, types);
  return types;
}

}  // namespace

table::Layer place_layer(const Study& study, const Theme& theme,
                         const std::vector<std::uint8_t>* may_be_shown) {
  const table::Incidents& incidents = study.incidents();
  const table::Areas& areas = study.areas();
  const auto counts = count_places(study, theme, may_be_shown);
  const std::vector<MainType> types = main_types_of(study, theme, counts);
  const auto in_areas = incidents_in_areas(study, theme);
  const std::int64_t total = std::accumulate(in_areas.begin(), in_areas.end(), std::int64_t{0});

  table::Layer::Points points;
  table::Column::Integers ids, numbers, type_counts;
  table::Column::Reals shares;
  table::Column::Texts main_type_names, codes, names;
  std::vector<std::uint32_t> shown;
  for (const PlaceCount& place : counts) {
    const auto area = static_cast<std::size_t>(study.join.area[place.place]);
    shown.push_back(place.place);
    const MainType& type = types[points.size()];
    points.push_back(incidents.places.at[place.place]);
    ids.push_back(static_cast<std::int64_t>(points.size()));
    numbers.push_back(place.count);
    shares.push_back(100.0 * static_cast<double>(place.count) / static_cast<double>(total));
    const bool unnamed =
        incidents.types.size() == 0 || (study.is_public && type.count < disclosure::least_shown);
    main_type_names.push_back(unnamed ? "" : incidents.types.text(type.type));
    type_counts.push_back(type.hidden ? table::null_integer : type.count);
    codes.push_back(areas.codes[area]);
    names.push_back(areas.names[area]);
  }
  const auto streets = place_names(study, shown);
  table::Layer layer;
  layer.name = "places_" + theme.name;
  layer.title = "Map points by " + theme.noun;
  layer.description =
      "Distinct coordinates with their incidents. data.police.uk moves every incident to a nearby "
      "map "
      "point, so a point stands for its surroundings, not for an address.";
  layer.geometry = std::move(points);
  layer.columns = {{"place_id", "1", "number of the place, 1 the busiest", ids},
                   {"street", "", "what most of its rows call it", streets},
                   {"count", "incidents", theme.noun, numbers},
                   {"share_pct", "%", "share of all in areas", shares},
                   {"main_type", "", "most frequent type", main_type_names},
                   {"type_count", "incidents", "of that type", type_counts},
                   {"area_code", "", "area code", codes},
                   {"area_name", "", "area", names}};
  std::vector<std::string> tip = {"count", "main_type", "area_name"};
  if (any_named(streets)) tip.insert(tip.begin(), "street");
  layer.style_qml =
      report::points_by_count(layer.columns, {.column = "count", .tip_columns = std::move(tip)});
  return layer;
}

}  // namespace hotward::analyses
