#include "shapefiles/ward_map.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "shapefiles/csv_table.hpp"
#include "shapefiles/voronoi.hpp"
#include <fmt/format.h>

#include "engine/geometry/containment.hpp"

namespace hotward::shapefiles {
namespace {

using geometry::MultiPolygon;
using geometry::Point;

struct Wards {
  table::Column::Texts codes;
  table::Column::Texts names;
  table::Column::Integers population;
  table::Column::Integers households;
};

struct Place {
  std::string name;
  Point at;
  std::size_t ward = 0;  ///< index into Wards; their number for a place outside the borough
};

struct LandPart {
  std::string name;
  MultiPolygon shape;
};

std::optional<std::int64_t> whole_number(const std::string& text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

// Metres in whole numbers: nobody knows where a street lies to a decimal.
Result<Point> point_of(const std::string& easting, const std::string& northing,
                       const std::string& what) {
  const auto x = whole_number(easting);
  const auto y = whole_number(northing);
  if (!x || !y) {
    return fail(ErrorCode::bad_value,
                fmt::format("{}: not a position in metres: {} {}", what, easting, northing));
  }
  return Point{static_cast<double>(*x), static_cast<double>(*y)};
}

Result<Wards> read_wards(const std::filesystem::path& path) {
  const auto rows = read_columns(path, {"area_code", "area_name", "pop_2019", "hh_2011"});
  if (!rows) return fail(rows.error());
  Wards wards;
  for (const CsvRow& row : *rows) {
    const auto population = whole_number(row[2]);
    const auto households = whole_number(row[3]);
    if (!population || !households) {
      return fail(ErrorCode::bad_value, fmt::format("wards.csv: {}: not a number", row[1]));
    }
    wards.codes.push_back(row[0]);
    wards.names.push_back(row[1]);
    wards.population.push_back(*population);
    wards.households.push_back(*households);
  }
  return wards;
}

Result<std::vector<Place>> read_places(const std::filesystem::path& path, const Wards& wards) {
  const auto rows = read_columns(path, {"place", "easting", "northing", "ward"});
  if (!rows) return fail(rows.error());
  std::vector<Place> places;
  for (const CsvRow& row : *rows) {
    const auto at = point_of(row[1], row[2], row[0]);
    if (!at) return fail(at.error());
    const auto ward = std::find(wards.names.begin(), wards.names.end(), row[3]);
    if (ward == wards.names.end() && !row[3].empty()) {
      return fail(ErrorCode::bad_value, fmt::format("{}: no such ward: {}", row[0], row[3]));
    }
    places.push_back({row[0], *at, static_cast<std::size_t>(ward - wards.names.begin())});
  }
  return places;
}

Result<std::vector<LandPart>> read_land(const std::filesystem::path& path) {
  const auto rows = read_columns(path, {"part", "easting", "northing"});
  if (!rows) return fail(rows.error());
  std::vector<LandPart> land;
  for (const CsvRow& row : *rows) {
    const auto at = point_of(row[1], row[2], row[0]);
    if (!at) return fail(at.error());
    if (land.empty() || land.back().name != row[0]) land.push_back({row[0], MultiPolygon(1)});
    land.back().shape.front().outer.push_back(*at);
  }
  return land;
}

Result<void> expect_ashore(const std::vector<Place>& places, const std::vector<LandPart>& land) {
  for (const Place& place : places) {
    const bool ashore = std::any_of(land.begin(), land.end(), [&](const LandPart& part) {
      return geometry::locate(place.at, part.shape) != geometry::Location::outside;
    });
    if (!ashore) {
      return fail(ErrorCode::bad_value,
                  fmt::format("{}: {} {} lies in the water", place.name, place.at.x, place.at.y));
    }
  }
  return {};
}

// The part of every ward on one piece of land.
Result<std::vector<MultiPolygon>> shapes_on(const LandPart& part,
                                            const std::vector<Place>& places) {
  std::vector<Point> sites;
  std::vector<std::size_t> labels;
  for (const Place& place : places) {
    if (geometry::locate(place.at, part.shape) == geometry::Location::outside) continue;
    sites.push_back(place.at);
    labels.push_back(place.ward);
  }
  if (sites.empty()) {
    return fail(ErrorCode::bad_value, fmt::format("{}: no place lies on it", part.name));
  }
  return voronoi_areas(sites, labels, part.shape);
}

Result<std::vector<MultiPolygon>> ward_shapes(const std::vector<Place>& places,
                                              const std::vector<LandPart>& land,
                                              const Wards& wards) {
  std::vector<MultiPolygon> shapes(wards.codes.size());
  for (const LandPart& part : land) {
    auto found = shapes_on(part, places);
    if (!found) return fail(found.error());
    for (std::size_t i = 0; i < std::min(shapes.size(), found->size()); ++i) {
      std::move((*found)[i].begin(), (*found)[i].end(), std::back_inserter(shapes[i]));
    }
  }
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (shapes[i].empty()) {
      return fail(ErrorCode::bad_value, fmt::format("{}: no place lies in it", wards.names[i]));
    }
  }
  return shapes;
}

table::Layer layer_of(Wards wards, std::vector<MultiPolygon> shapes) {
  const table::Column::Texts notes(shapes.size(), schematic_note);
  return {"medway_wards_schematic",
          "Medway wards 2003-2023 (schematic)",
          "The 22 wards of Medway from 2003 to 2023, drawn from named places. Schematic: not the "
          "official boundaries. Names, codes, mid-2019 populations and 2011 households: Office for "
          "National Statistics, Open Government Licence v3.0.",
          std::move(shapes),
          {{"area_code", "", "ward code of the ONS", std::move(wards.codes)},
           {"area_name", "", "ward", std::move(wards.names)},
           {"pop_2019", "people", "usual residents, mid-2019", std::move(wards.population)},
           {"hh_2011", "households", "households, census 2011", std::move(wards.households)},
           {"note", "", "what these shapes are", notes}},
          ""};
}

}  // namespace

Result<table::Layer> draw_wards(const std::filesystem::path& folder) {
  auto wards = read_wards(folder / "wards.csv");
  if (!wards) return fail(wards.error());
  const auto places = read_places(folder / "gazetteer.csv", *wards);
  if (!places) return fail(places.error());
  const auto land = read_land(folder / "shoreline.csv");
  if (!land) return fail(land.error());
  if (const auto ashore = expect_ashore(*places, *land); !ashore) return fail(ashore.error());
  auto shapes = ward_shapes(*places, *land, *wards);
  if (!shapes) return fail(shapes.error());
  return layer_of(std::move(*wards), std::move(*shapes));
}

}  // namespace hotward::shapefiles
