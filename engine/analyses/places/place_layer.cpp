#include "engine/analyses/places/place_layer.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "engine/disclosure/suppression.hpp"
#include "engine/report/style.hpp"
#include "engine/study/place_names.hpp"
#include "engine/study/publication.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

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
  const auto key = [&](std::size_t i) { return std::pair(places[i].area, types[i].type); };
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
                         const std::vector<PlaceCount>& counts) {
  const table::Incidents& incidents = study.incidents();
  const table::Areas& areas = study.areas();
  const std::vector<MainType> types = main_types_of(study, theme, counts);
  const auto in_areas = incidents_in_areas(study, theme);
  const std::int64_t total = std::accumulate(in_areas.begin(), in_areas.end(), std::int64_t{0});

  table::Layer::Points points;
  table::Column::Integers ids, numbers, type_counts, merged;
  table::Column::Reals shares;
  table::Column::Texts main_type_names, codes, names;
  std::vector<std::uint32_t> shown;
  for (const PlaceCount& place : counts) {
    shown.push_back(place.places.front());
    const MainType& type = types[points.size()];
    points.push_back(place.at);
    merged.push_back(place.is_merged() ? 1 : 0);
    ids.push_back(static_cast<std::int64_t>(points.size()));
    numbers.push_back(place.count);
    shares.push_back(100.0 * static_cast<double>(place.count) / static_cast<double>(total));
    const bool unnamed =
        incidents.types.size() == 0 || (study.is_public && type.count < disclosure::least_shown);
    main_type_names.push_back(unnamed ? "" : incidents.types.text(type.type));
    type_counts.push_back(type.hidden ? table::null_integer : type.count);
    codes.push_back(areas.codes[place.area]);
    names.push_back(areas.names[place.area]);
  }
  const auto streets = place_names(study, shown);
  table::Layer layer;
  layer.name = "places_" + theme.name;
  layer.title = "Map points by " + theme.noun;
  layer.description =
      "Distinct coordinates with their incidents. data.police.uk moves every incident to a nearby "
      "map "
      "point, so a point stands for its surroundings, not for an address.";
  if (study.is_public) {
    layer.description += fmt::format(
        " Points with fewer than {} are put together with others of their cell and area (merged = "
        "1), and left out where they still have fewer.",
        disclosure::least_shown);
  }
  layer.geometry = std::move(points);
  layer.columns = {{"place_id", "1", "number of the place, 1 the busiest", ids},
                   {"street", "", "what most of its rows call it", streets},
                   {"count", "incidents", theme.noun, numbers},
                   {"share_pct", "%", "share of all in areas", shares},
                   {"main_type", "", "most frequent type", main_type_names},
                   {"type_count", "incidents", "of that type", type_counts},
                   {"area_code", "", "area code", codes},
                   {"area_name", "", "area", names}};
  if (study.is_public) {
    layer.columns.push_back(
        {"merged", "", "1: several map points, drawn in the middle of their cell", merged});
  }
  std::vector<std::string> tip = {"count", "main_type", "area_name"};
  if (any_named(streets)) tip.insert(tip.begin(), "street");
  layer.style_qml =
      report::points_by_count(layer.columns, {.column = "count", .tip_columns = std::move(tip)});
  return layer;
}

}  // namespace hotward::analyses
