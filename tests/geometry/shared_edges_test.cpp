#include "engine/geometry/shared_edges.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/geometry/grid_cut.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/patchwork.hpp"

namespace hotward::geometry {
namespace shared_edges_test {

double area_of(const GeosContext& geos, const GEOSGeometry* shape) {
  double m2 = 0.0;
  GEOSArea_r(geos.get(), shape, &m2);
  return m2;
}

int vertices_of(const GeosContext& geos, const GEOSGeometry* shape) {
  return GEOSGetNumCoordinates_r(geos.get(), shape);
}

/// Areas side by side, of which some are moved onto their neighbours and one is lost; on whole
/// millimetres, which is the grid that many areas are laid on.
MultiPolygon country(std::uint32_t columns, std::uint32_t rows, std::size_t moved) {
  auto shapes = Patchwork({.columns = columns, .rows = rows, .points_per_side = 8}).areas();
  for (std::size_t i = 0; i < moved; ++i) {
    for (Point& p : shapes[(i + 1) * 97 % shapes.size()][0].outer) p.x += 150.0;
  }
  shapes.erase(shapes.begin() + static_cast<std::ptrdiff_t>(shapes.size() / 2));
  MultiPolygon parts;
  for (const MultiPolygon& shape : shapes) parts.insert(parts.end(), shape.begin(), shape.end());
  for (Polygon& part : parts) {
    for (Point& p : part.outer) {
      p = {std::round(1000.0 * p.x) / 1000.0, std::round(1000.0 * p.y) / 1000.0};
    }
  }
  return parts;
}

/// What the overlay of all makes of them is the judge. Where borders cross, the crossing moves to
/// the grid and bends an edge of some hundred metres: a few hundredths of a square metre each.
void check_same_union(const MultiPolygon& parts, double most_m2) {
  const GeosContext geos;
  const GeosGeometry all = to_geos(geos, parts);
  const GeosGeometry expected(GEOSUnaryUnion_r(geos.get(), all.get()), {geos.get()});
  const GeosGeometry fewer = without_shared_edges(geos, parts);
  REQUIRE(fewer);
  const GeosGeometry made(GEOSUnaryUnion_r(geos.get(), fewer.get()), {geos.get()});
  REQUIRE(made);
  const GeosGeometry differs(GEOSSymDifference_r(geos.get(), expected.get(), made.get()),
                             {geos.get()});
  REQUIRE(differs);
  CHECK(area_of(geos, differs.get()) < most_m2);
}

TEST_CASE("without_shared_edges: the union of many areas stays, with a fraction of the edges",
          "[oracle]") {
  for (const std::size_t moved : {std::size_t{0}, std::size_t{1}, std::size_t{5}}) {
    INFO(moved << " areas lie on others");
    const MultiPolygon parts = country(50, 45, moved);
    REQUIRE(parts.size() > few_polygons);
    check_same_union(parts, 1e-3 + 0.5 * static_cast<double>(moved));
    const GeosContext geos;
    const GeosGeometry all = to_geos(geos, parts);
    const GeosGeometry fewer = without_shared_edges(geos, parts);
    CHECK(10 * vertices_of(geos, fewer.get()) < vertices_of(geos, all.get()));
  }
}

TEST_CASE("without_shared_edges: of few areas that overlap all stay", "[edge]") {
  const MultiPolygon parts = country(6, 5, 2);
  check_same_union(parts, 1e-3);
  const GeosContext geos;
  const GeosGeometry fewer = without_shared_edges(geos, parts);
  REQUIRE(fewer);
  CHECK(GEOSGetNumGeometries_r(geos.get(), fewer.get()) == static_cast<int>(parts.size()));
}

TEST_CASE("united: many areas that overlap, as the overlay of all has them", "[oracle]") {
  const MultiPolygon parts = country(50, 45, 5);
  std::vector<MultiPolygon> shapes;
  for (const Polygon& part : parts) shapes.push_back({part});
  const auto whole = united(shapes);
  REQUIRE(whole);
  const GeosContext geos;
  const GeosGeometry all = to_geos(geos, parts);
  const GeosGeometry expected(GEOSUnaryUnion_r(geos.get(), all.get()), {geos.get()});
  CHECK(std::abs(area_m2(*whole) - area_of(geos, expected.get())) < 2.5);
}

}  // namespace shared_edges_test
}  // namespace hotward::geometry
