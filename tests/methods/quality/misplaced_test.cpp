#include "engine/methods/quality/misplaced.hpp"

#include <map>

#include "tests/support/catch.hpp"

namespace hotward::quality {
namespace misplaced_test {

using geometry::Point;

// Places as rows give them, with a square of areas round Rochester.
struct Data {
  std::vector<double> xs;
  std::vector<double> ys;
  std::vector<Point> at;
  std::vector<std::uint32_t> incidents;
  std::vector<std::uint8_t> system;
  std::vector<geometry::ToNationalGrid> systems;
  geometry::Box areas{{570e3, 164e3}, {580e3, 172e3}};

  explicit Data(const char* crs) {
    auto made = geometry::ToNationalGrid::from(crs);
    REQUIRE(made);
    systems.push_back(std::move(*made));
  }

  void add(double x, double y, std::uint32_t count = 1) {
    xs.push_back(x);
    ys.push_back(y);
    incidents.push_back(count);
    system.push_back(0);
  }

  std::vector<MisplacedPlace> find() {
    at.resize(xs.size());
    systems[0].project(xs, ys, at);
    std::vector<std::int32_t> area;
    for (const Point& p : at) area.push_back(areas.contains(p) ? 0 : -1);
    const auto hold = [&](std::span<const Point> points) {
      std::vector<bool> inside;
      for (const Point& p : points) inside.push_back(areas.contains(p));
      return inside;
    };
    return misplaced({at, incidents, area, xs, ys, system, systems}, {areas, hold});
  }
};

constexpr char degrees[] = "EPSG:4326";
constexpr char grid[] = "EPSG:27700";

// Forty places of a town, a few hundred metres apart.
Data town(const char* crs) {
  Data data(crs);
  for (int i = 0; i < 40; ++i) {
    if (crs == degrees) {
      data.add(0.47 + 0.002 * (i % 8), 51.37 + 0.002 * (i / 8));
    } else {
      data.add(571e3 + 200.0 * (i % 8), 166e3 + 200.0 * (i / 8));
    }
  }
  return data;
}

TEST_CASE("misplaced: sound data have none, and neighbours outside are no fault", "[edge]") {
  Data data = town(grid);
  CHECK(data.find().empty());
  for (int i = 0; i < 30; ++i) data.add(560e3 + 300.0 * i, 160e3);
  CHECK(data.find().empty());
  CHECK(Data(grid).find().empty());
}

TEST_CASE("misplaced: swapped coordinates", "[edge]") {
  for (const char* crs : {degrees, grid}) {
    Data data = town(crs);
    data.add(data.ys[3], data.xs[3], 5);
    const auto found = data.find();
    REQUIRE(found.size() == 1);
    CHECK(found[0].place == 40);
    CHECK(found[0].kind == Misplacement::swapped);
    CHECK(found[0].into_area);
    CHECK(found[0].mended.x == Approx(data.at[3].x));
    CHECK(found[0].mended.y == Approx(data.at[3].y));
  }
}

TEST_CASE("misplaced: a minus that was lost", "[edge]") {
  Data data(degrees);
  for (int i = 0; i < 40; ++i) data.add(-1.47 - 0.002 * (i % 8), 51.37 + 0.002 * (i / 8));
  data.add(1.47, 51.37);
  data.areas = {{430e3, 160e3}, {440e3, 170e3}};
  const auto found = data.find();
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == Misplacement::sign);
  CHECK(found[0].mended.x == Approx(data.at[0].x));
}

TEST_CASE("misplaced: missing digits, of one coordinate or both", "[edge]") {
  Data data = town(grid);
  data.add(71e3, 66e3);
  data.add(571e3, 66e3);
  data.add(71e3, 166e3);
  const auto found = data.find();
  REQUIRE(found.size() == 3);
  for (const MisplacedPlace& place : found) {
    CHECK(place.kind == Misplacement::digits);
    CHECK(place.mended == Point{571e3, 166e3});
  }
}

TEST_CASE("misplaced: outside the areas, mended among the data", "[edge]") {
  Data data = town(grid);
  data.areas = {{574e3, 164e3}, {580e3, 172e3}};
  data.add(71e3, 66e3);
  const auto found = data.find();
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == Misplacement::digits);
  CHECK_FALSE(found[0].into_area);
}

TEST_CASE("misplaced: most of the data may be wrong", "[edge]") {
  Data data = town(grid);
  for (int i = 0; i < 60; ++i) data.add(71e3 + 10.0 * i, 66e3);
  const auto found = data.find();
  REQUIRE(found.size() == 60);
  CHECK(found[0].kind == Misplacement::digits);
}

TEST_CASE("misplaced: off the grid, and far away, without a mending", "[edge]") {
  Data data = town(grid);
  data.add(-3000.0, 1500e3);
  data.add(370e3, 466e3);
  const auto found = data.find();
  REQUIRE(found.size() == 2);
  CHECK(found[0].kind == Misplacement::off_grid);
  CHECK(found[1].kind == Misplacement::far);
}

TEST_CASE("misplaced: a county round a borough at the meridian is no fault", "[property]") {
  // Mirrored at the meridian many of these rows would lie in the areas; they are the county's own.
  Data data(degrees);
  for (int i = 0; i < 4000; ++i) data.add(-0.4 + 0.0125 * (i % 64), 51.35 + 0.004 * (i / 64));
  data.areas = {{510e3, 175e3}, {522e3, 185e3}};
  CHECK(data.find().empty());
}

}  // namespace misplaced_test
}  // namespace hotward::quality
