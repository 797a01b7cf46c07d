// The schematic wards that ship: drawn by our own program, sound, and how near the official ones.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <string>

#include "shapefiles/csv_table.hpp"
#include "shapefiles/ward_map.hpp"
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/geometry/containment.hpp"
#include "engine/geometry/projection.hpp"
#include "engine/geometry/validity.hpp"
#include "engine/io/layers/write_layer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

namespace hotward::shapefiles {
namespace medway_wards_test {

namespace fs = std::filesystem;
using geometry::MultiPolygon;
using geometry::Point;

const fs::path folder = fs::path(HOTWARD_SOURCE_DIR) / "shapefiles" / "medway";

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& name) : path_(fs::temp_directory_path() / name) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { fs::remove_all(path_); }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

template <class Values>
const Values& column(const table::Layer& layer, std::string_view name) {
  const auto it = std::find_if(layer.columns.begin(), layer.columns.end(),
                               [&](const table::Column& c) { return c.name == name; });
  REQUIRE(it != layer.columns.end());
  return std::get<Values>(it->values);
}

const std::vector<MultiPolygon>& shapes_of(const table::Layer& layer) {
  return std::get<table::Layer::Shapes>(layer.geometry).kept();
}

// The .prj is left out: its wording is PROJ's, and changes with its version.
TEST_CASE("draw_wards: drawing again gives the bytes that ship", "[property]") {
  const auto layer = draw_wards(folder);
  REQUIRE(layer);
  const TemporaryFolder again("hotward_draw_wards_again");
  REQUIRE(io::write_layer(again.path() / "medway_wards_schematic.shp", *layer, {}));
  for (const char* extension : {".shp", ".shx", ".dbf", ".cpg"}) {
    const std::string name = std::string("medway_wards_schematic") + extension;
    INFO(name);
    const std::string shipped = bytes_of(folder / name);
    CHECK_FALSE(shipped.empty());
    CHECK((bytes_of(again.path() / name) == shipped));
  }
}

// 22 wards from E05002249 to E05002270; 278,556 people: ONS mid-2019 estimates for Medway.
TEST_CASE("draw_wards: 22 wards, their codes, people and caveat", "[oracle]") {
  const auto layer = draw_wards(folder);
  REQUIRE(layer);
  const auto& codes = column<table::Column::Texts>(*layer, "area_code");
  REQUIRE(codes.size() == 22);
  CHECK(shapes_of(*layer).size() == 22);
  for (std::size_t i = 0; i < codes.size(); ++i)
    CHECK(codes[i] == fmt::format("E0500{}", 2249 + i));
  const auto& people = column<table::Column::Integers>(*layer, "pop_2019");
  CHECK(std::accumulate(people.begin(), people.end(), std::int64_t{0}) == 278556);
  for (const std::string& note : column<table::Column::Texts>(*layer, "note")) {
    CHECK(note == "schematic: not the official boundary");
  }
}

TEST_CASE("draw_wards: sound shapes, no overlaps, no gaps", "[property]") {
  const auto layer = draw_wards(folder);
  REQUIRE(layer);
  for (const MultiPolygon& shape : shapes_of(*layer)) {
    const auto same = geometry::repair(shape);
    REQUIRE(same);
    CHECK(same->reason.empty());
  }
  // Below a thousandth of a square metre nothing but rounding is left: the vertices are equal.
  const auto report = geometry::coverage_report(shapes_of(*layer), {.tolerance_m2 = 1e-3});
  REQUIRE(report);
  CHECK(report->overlaps.empty());
  CHECK(report->gaps.empty());
}

TEST_CASE("draw_wards: every place of the gazetteer lies in its own ward", "[verifier]") {
  const auto layer = draw_wards(folder);
  REQUIRE(layer);
  const auto& names = column<table::Column::Texts>(*layer, "area_name");
  const auto places =
      read_columns(folder / "gazetteer.csv", {"place", "easting", "northing", "ward"});
  REQUIRE(places);
  CHECK(places->size() >= 500);
  std::set<std::string> met;
  for (const CsvRow& place : *places) {
    INFO(place[0]);
    CHECK(met.insert(place[0]).second);
    const Point at{std::stod(place[1]), std::stod(place[2])};
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool within = geometry::locate(at, shapes_of(*layer)[i]) == geometry::Location::inside;
      CHECK(within == (names[i] == place[3]));
    }
  }
}

// A toy borough: two places on the near bank of a river and one on the far bank, nearer to the
// first.
void write_toy(const fs::path& at, const std::string& gazetteer) {
  std::ofstream(at / "gazetteer.csv") << "place,easting,northing,ward,kind\n" << gazetteer;
  std::ofstream(at / "wards.csv")
      << "area_code,area_name,pop_2019,hh_2011\nW1,\"East, near\",10,4\n"
         "W2,Far,20,8\n";
  std::ofstream(at / "shoreline.csv") << "part,vertex,easting,northing\nnear,1,0,0\nnear,2,1000,0\n"
                                         "near,3,1000,400\nnear,4,0,400\nfar,1,0,500\n"
                                         "far,2,1000,500\nfar,3,1000,900\nfar,4,0,900\n";
}

TEST_CASE("draw_wards: no ward leaps over the water, the borough ends at its neighbours",
          "[edge]") {
  const TemporaryFolder toy("hotward_draw_wards_toy");
  write_toy(toy.path(),
            "a,700,390,\"East, near\",street\nb,100,200,,village\nc,100,800,Far,street\n");
  const auto layer = draw_wards(toy.path());
  REQUIRE(layer);
  const auto& shapes = shapes_of(*layer);
  REQUIRE(shapes.size() == 2);
  CHECK(geometry::bounds(shapes[0]).high.y == 400.0);
  CHECK(geometry::area_m2(shapes[1]) == 400000.0);
  CHECK(geometry::locate({90, 190}, shapes[0]) == geometry::Location::outside);
  CHECK(column<table::Column::Texts>(*layer, "area_name")[0] == "East, near");
}

TEST_CASE("draw_wards: says which row is at fault", "[error]") {
  const TemporaryFolder toy("hotward_draw_wards_faults");
  const std::map<std::string, std::string> faults{
      {"a,700,390,Nowhere,street\n", "a: no such ward: Nowhere"},
      {"a,700,450,Far,street\n", "a: 700 450 lies in the water"},
      {"a,7x0,390,Far,street\n", "a: not a position in metres: 7x0 390"},
      {"a,700,390\n", "gazetteer.csv: line 2: 3 fields, the header has 5"},
      {"a,700,390,Far,street\n", "far: no place lies on it"},
      {"a,700,390,Far,x\nb,700,800,Far,x\n", "East, near: no place lies in it"}};
  for (const auto& [rows, message] : faults) {
    write_toy(toy.path(), rows);
    const auto layer = draw_wards(toy.path());
    REQUIRE_FALSE(layer);
    CHECK(layer.error().message == message);
    CHECK(layer.error().code == ErrorCode::bad_value);
  }
  fs::remove(toy.path() / "wards.csv");
  CHECK(draw_wards(toy.path()).error().code == ErrorCode::no_such_file);
}

std::vector<Point> projected(const std::vector<double>& lon, const std::vector<double>& lat) {
  const auto grid = geometry::ToNationalGrid::from("EPSG:4326");
  REQUIRE(grid);
  std::vector<Point> points(lon.size());
  grid->project(lon, lat, points);
  return points;
}

geometry::Ring ring_of(const nlohmann::json& coordinates) {
  std::vector<double> lon;
  std::vector<double> lat;
  for (const auto& position : coordinates) {
    lon.push_back(position[0]);
    lat.push_back(position[1]);
  }
  return projected(lon, lat);
}

geometry::Polygon polygon_of(const nlohmann::json& rings) {
  geometry::Polygon polygon{ring_of(rings[0]), {}};
  for (std::size_t i = 1; i < rings.size(); ++i) polygon.holes.push_back(ring_of(rings[i]));
  return polygon;
}

std::map<std::string, MultiPolygon> official_wards() {
  std::ifstream file(shared_path("data/boundaries/medway_wards_22.geojson"));
  std::map<std::string, MultiPolygon> wards;
  const auto layer = nlohmann::json::parse(file);
  for (const auto& feature : layer["features"]) {
    MultiPolygon& shape = wards[feature["properties"]["WD13NM"]];
    const auto& geometry = feature["geometry"];
    if (geometry["type"] == "Polygon") {
      shape.push_back(polygon_of(geometry["coordinates"]));
    } else {
      for (const auto& rings : geometry["coordinates"]) shape.push_back(polygon_of(rings));
    }
  }
  return wards;
}

// Distinct places of the police files, with their incidents.
std::map<Point, int> incident_places() {
  std::vector<double> lon;
  std::vector<double> lat;
  for (const auto& entry : fs::recursive_directory_iterator(shared_path("data/incidents"))) {
    if (entry.path().extension() != ".csv") continue;
    const auto rows = read_columns(entry.path(), {"Longitude", "Latitude"});
    REQUIRE(rows);
    for (const CsvRow& row : *rows) {
      if (row[0].empty()) continue;
      lon.push_back(std::stod(row[0]));
      lat.push_back(std::stod(row[1]));
    }
  }
  std::map<Point, int> places;
  for (const Point& p : projected(lon, lat)) ++places[p];
  return places;
}

std::string ward_at(const Point& p, const std::map<std::string, MultiPolygon>& wards) {
  for (const auto& [name, shape] : wards) {
    if (!geometry::bounds(shape).contains(p)) continue;
    if (geometry::locate(p, shape) != geometry::Location::outside) return name;
  }
  return "";
}

struct Agreement {
  int incidents = 0;  ///< that the official ward holds
  int same = 0;
  int outside = 0;  ///< in no schematic ward
};

double percent(int part, int whole) { return 100.0 * part / whole; }

// The figure that the README prints: "Agreement: 83.4 %".
double printed_percent() {
  const std::string text = bytes_of(folder / "README.md");
  const std::string mark = "Agreement: ";
  const auto at = text.find(mark);
  REQUIRE(at != std::string::npos);
  return std::stod(text.substr(at + mark.size()));
}

// Half a point of slack: PROJ with and without the OSTN15 grid differ by up to 2 m.
TEST_CASE("medway wards: agree with the official ones as far as their README says", "[oracle]") {
  HOTWARD_NEEDS_SHARED("data/boundaries/medway_wards_22.geojson");
  HOTWARD_NEEDS_SHARED("data/incidents");
  const auto layer = draw_wards(folder);
  REQUIRE(layer);
  std::map<std::string, MultiPolygon> ours;
  const auto& names = column<table::Column::Texts>(*layer, "area_name");
  for (std::size_t i = 0; i < names.size(); ++i) ours[names[i]] = shapes_of(*layer)[i];
  const auto official = official_wards();
  REQUIRE(official.size() == 22);

  std::map<std::string, Agreement> by_ward;
  Agreement all;
  for (const auto& [p, count] : incident_places()) {
    const std::string truth = ward_at(p, official);
    if (truth.empty()) continue;
    const std::string drawn = ward_at(p, ours);
    for (Agreement* sum : {&all, &by_ward[truth]}) {
      sum->incidents += count;
      if (drawn == truth) sum->same += count;
      if (drawn.empty()) sum->outside += count;
    }
  }
  for (const auto& [name, sum] : by_ward) {
    fmt::print("| {} | {} | {:.1f} |\n", name, sum.incidents, percent(sum.same, sum.incidents));
  }
  fmt::print("all: {} incidents, {} in the same ward ({:.2f} %), {} outside\n", all.incidents,
             all.same, percent(all.same, all.incidents), all.outside);
  CHECK(percent(all.same, all.incidents) > printed_percent() - 0.5);
  CHECK(percent(all.same, all.incidents) < printed_percent() + 0.5);
}

}  // namespace medway_wards_test
}  // namespace hotward::shapefiles
