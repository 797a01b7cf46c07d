#include "engine/weights/contiguity.hpp"

#include <fstream>
#include <set>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/weights/bridges.hpp"
#include "engine/weights/connectivity.hpp"
#include "tests/support/shared.hpp"

namespace hotward::weights {
namespace contiguity_test {

using geometry::MultiPolygon;
using Pairs = std::set<std::pair<Site, Site>>;

MultiPolygon square(double x, double y, double size = 1.0) {
  return {{{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}}, {}}};
}

Pairs pairs(const SpatialWeights& w) {
  Pairs result;
  for (std::size_t i = 0; i < w.site_count(); ++i) {
    for (const Site j : w.neighbours(i)) result.emplace(static_cast<Site>(i), j);
  }
  return result;
}

TEST_CASE("contiguity: queens meet at corners, rooks along edges", "[property]") {
  // 2 x 2 squares; 0 and 3 touch in a corner, as do 1 and 2.
  const std::vector<MultiPolygon> four = {square(0, 0), square(1, 0), square(0, 1), square(1, 1)};
  CHECK(pairs(contiguity(four)).size() == 12);
  const auto rook = pairs(contiguity(four, {.kind = Contiguity::rook}));
  CHECK(rook.size() == 8);
  CHECK_FALSE(rook.contains({0, 3}));
  CHECK(rook.contains({0, 1}));
}

TEST_CASE("contiguity: vertices within the tolerance are one", "[edge]") {
  const std::vector<MultiPolygon> apart = {square(0, 0), square(1.009, 0)};
  CHECK(contiguity(apart).link_count() == 2);
  CHECK(contiguity(apart, {.kind = Contiguity::rook}).link_count() == 2);
  CHECK(contiguity(apart, {.tolerance_m = 0.008}).link_count() == 0);
  // Wherever the pair lies: no rounding grid may part it.
  for (double x = 0.0; x < 3.0; x += 0.0317) {
    INFO("x " << x);
    CHECK(contiguity(std::vector{square(x, -x), square(x + 1.009, -x - 0.003)}).link_count() == 2);
  }
}

TEST_CASE("contiguity: an area in another's hole is its neighbour", "[edge]") {
  MultiPolygon ring = square(0, 0, 3);
  ring[0].holes.push_back({{1, 1}, {1, 2}, {2, 2}, {2, 1}});
  const std::vector<MultiPolygon> shapes = {ring, square(1, 1), square(9, 9), {}};
  CHECK(pairs(contiguity(shapes)) == Pairs{{0, 1}, {1, 0}});
  CHECK(pairs(contiguity(shapes, {.kind = Contiguity::rook})) == Pairs{{0, 1}, {1, 0}});
  CHECK(islands(contiguity(shapes)) == std::vector<Site>{2, 3});
}

// Three kilometres of A lie on B, C and D, where A has no vertex.
TEST_CASE("contiguity: a border with vertices on one side only is a border", "[property]") {
  const std::vector<MultiPolygon> beats = {
      {{{{0, 1000}, {3000, 1000}, {3000, 2000}, {0, 2000}}, {}}},
      square(0, 0, 1000),
      square(1000, 0, 1000),
      square(2000, 0, 1000)};
  const Pairs expected = {{0, 1}, {0, 2}, {0, 3}, {1, 0}, {1, 2},
                          {2, 0}, {2, 1}, {2, 3}, {3, 0}, {3, 2}};
  CHECK(pairs(contiguity(beats)) == expected);
  CHECK(pairs(contiguity(beats, {.kind = Contiguity::rook})) == expected);
}

TEST_CASE("contiguity: how near, and how long, is a border", "[edge]") {
  const auto links = [](const MultiPolygon& other, Contiguity kind) {
    return contiguity(std::vector{square(0, 0, 10), other}, {.kind = kind}).link_count() == 2;
  };
  const auto queen = [&](const MultiPolygon& other) { return links(other, Contiguity::queen); };
  const auto rook = [&](const MultiPolygon& other) { return links(other, Contiguity::rook); };
  CHECK(rook(square(10.009, 3, 4)));
  CHECK_FALSE(queen(square(10.011, 3, 4)));
  CHECK(queen(square(10, 9.95, 4)));
  CHECK_FALSE(rook(square(10, 9.95, 4)));  // five centimetres
  CHECK(rook(square(10, 9.85, 4)));
  // A corner on an edge; borders that cross.
  const MultiPolygon corner = {{{{10, 5}, {14, 1}, {14, 9}}, {}}};
  CHECK(queen(corner));
  CHECK_FALSE(rook(corner));
  CHECK(queen(square(5.5, 5.5, 10)));
  CHECK_FALSE(rook(square(5.5, 5.5, 10)));
  CHECK_FALSE(queen(square(3, 3, 2)));  // on it, and no border met
}

MultiPolygon shape_of(const nlohmann::json& geometry) {
  MultiPolygon shape;
  const bool single = geometry["type"] == "Polygon";
  const auto parts =
      single ? nlohmann::json::array({geometry["coordinates"]}) : geometry["coordinates"];
  for (const auto& part : parts) {
    geometry::Polygon polygon;
    for (std::size_t r = 0; r < part.size(); ++r) {
      geometry::Ring ring;
      for (const auto& p : part[r]) ring.push_back({p[0].get<double>(), p[1].get<double>()});
      ring.pop_back();
      (r == 0 ? polygon.outer : polygon.holes.emplace_back()) = std::move(ring);
    }
    shape.push_back(std::move(polygon));
  }
  return shape;
}

/// Coordinates are degrees here: only which vertices are equal is looked at.
std::vector<MultiPolygon> medway_wards() {
  std::ifstream file(shared_path("data/boundaries/medway_wards_22.geojson"));
  const auto json = nlohmann::json::parse(file);
  std::vector<MultiPolygon> shapes;
  for (const auto& feature : json["features"]) shapes.push_back(shape_of(feature["geometry"]));
  return shapes;
}

// spdep 1.2-7, poly2nb(queen = TRUE) on the 22 wards (oracle/programs/wards22.nb.csv).
TEST_CASE("contiguity: the 22 Medway wards as spdep sees them", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/wards22.nb.csv");
  Pairs expected;
  const auto rows = read_rows(shared_path("oracle/programs/wards22.nb.csv"));
  for (std::size_t r = 1; r < rows.size(); ++r) {
    expected.emplace(static_cast<Site>(std::stoul(rows[r][0]) - 1),
                     static_cast<Site>(std::stoul(rows[r][1]) - 1));
  }
  const auto wards = contiguity(medway_wards(), {.tolerance_m = 1e-9});
  CHECK(pairs(wards) == expected);
  CHECK(is_symmetric(wards));
}

// The river parts five wards of the north-west bank from the other seventeen.
TEST_CASE("bridged: one bridge over the Medway joins its wards", "[oracle]") {
  HOTWARD_NEEDS_SHARED("data/boundaries/medway_wards_22.geojson");
  const auto shapes = medway_wards();
  const auto wards = contiguity(shapes, {.tolerance_m = 1e-9});
  CHECK(components(wards).count == 2);
  const auto joined = bridged(wards, shapes);
  CHECK(joined.bridges.size() == 1);
  CHECK(components(joined.weights).count == 1);
}

}  // namespace contiguity_test
}  // namespace hotward::weights
