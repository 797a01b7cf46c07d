// Contiguity beside GEOS, which measures every pair of areas.
#include <algorithm>
#include <cmath>
#include <vector>

#include <geos_c.h>

#include "engine/core/random.hpp"
#include "engine/weights/contiguity.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/patchwork.hpp"

namespace hotward::weights {
namespace contiguity_judge_test {

using geometry::MultiPolygon;
using geometry::Point;
using geometry::Ring;

class Judge {
 public:
  explicit Judge(const std::vector<MultiPolygon>& shapes) {
    for (const MultiPolygon& shape : shapes) {
      std::vector<GEOSGeometry*> lines;
      for (const auto& polygon : shape) {
        lines.push_back(line(polygon.outer));
        for (const Ring& hole : polygon.holes) lines.push_back(line(hole));
      }
      borders_.push_back(GEOSGeom_createCollection_r(c_, GEOS_MULTILINESTRING, lines.data(),
                                                     static_cast<unsigned>(lines.size())));
    }
  }
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;
  ~Judge() {
    for (GEOSGeometry* border : borders_) GEOSGeom_destroy_r(c_, border);
    GEOS_finish_r(c_);
  }

  double distance_m(std::size_t i, std::size_t j) const {
    double result = 0.0;
    GEOSDistance_r(c_, borders_[i], borders_[j], &result);
    return result;
  }

  /// How much of border i lies within the tolerance of border j.
  double common_m(std::size_t i, std::size_t j, double tolerance_m) const {
    GEOSGeometry* wide = GEOSBuffer_r(c_, borders_[j], tolerance_m, 16);
    GEOSGeometry* both = GEOSIntersection_r(c_, borders_[i], wide);
    double result = 0.0;
    GEOSLength_r(c_, both, &result);
    GEOSGeom_destroy_r(c_, both);
    GEOSGeom_destroy_r(c_, wide);
    return result;
  }

 private:
  GEOSGeometry* line(const Ring& ring) const {
    std::vector<double> xy;
    for (const Point& p : ring) xy.insert(xy.end(), {p.x, p.y});
    xy.insert(xy.end(), {ring[0].x, ring[0].y});
    return GEOSGeom_createLineString_r(
        c_,
        GEOSCoordSeq_copyFromBuffer_r(c_, xy.data(), static_cast<unsigned>(ring.size() + 1), 0, 0));
  }

  GEOSContextHandle_t c_ = GEOS_init_r();
  std::vector<GEOSGeometry*> borders_;
};

bool linked(const SpatialWeights& w, std::size_t i, std::size_t j) {
  const auto row = w.neighbours(i);
  return std::ranges::binary_search(row, static_cast<Site>(j));
}

// Between a touch and a metre, what counts as along is a matter of definition: not judged.
void check_against_geos(const std::vector<MultiPolygon>& shapes) {
  const Judge judge(shapes);
  const auto queen = contiguity(shapes);
  const auto rook = contiguity(shapes, {.kind = Contiguity::rook});
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    for (std::size_t j = 0; j < shapes.size(); ++j) {
      if (i == j) continue;
      INFO(i << " and " << j);
      const double distance_m = judge.distance_m(i, j);
      if (std::abs(distance_m - 0.01) > 1e-9) CHECK(linked(queen, i, j) == (distance_m <= 0.01));
      CHECK((linked(queen, i, j) || !linked(rook, i, j)));
      if (distance_m > 1.0) continue;
      const double common_m = judge.common_m(i, j, 0.01);
      if (common_m < 0.05) CHECK_FALSE(linked(rook, i, j));
      if (common_m > 1.0) CHECK(linked(rook, i, j));
    }
  }
}

Point turned(const Point& p, double angle) {
  return {5e5 + p.x * std::cos(angle) - p.y * std::sin(angle),
          2e5 + p.x * std::sin(angle) + p.y * std::cos(angle)};
}

/// A square cut into four, some of the four again, turned: corners lie on edges without a vertex.
void quarter(double x, double y, double side, double angle, Random& random,
             std::vector<MultiPolygon>& out) {
  if (side > 100.0 && random.uniform() < (side > 700.0 ? 1.0 : 0.5)) {
    for (const double dx : {0.0, 0.5}) {
      for (const double dy : {0.0, 0.5}) {
        quarter(x + dx * side, y + dy * side, 0.5 * side, angle, random, out);
      }
    }
    return;
  }
  Ring ring;
  for (const Point& p :
       {Point{x, y}, Point{x + side, y}, Point{x + side, y + side}, Point{x, y + side}}) {
    ring.push_back(turned(p, angle));
  }
  out.push_back({{ring, {}}});
}

TEST_CASE("contiguity: GEOS agrees on squares of many sizes, turned", "[oracle]") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    Random random(seed, Stream::test, 0, 0);
    std::vector<MultiPolygon> shapes;
    quarter(0.0, 0.0, 1000.0, random.uniform(), random, shapes);
    check_against_geos(shapes);
  }
}

TEST_CASE("contiguity: GEOS agrees where borders lost vertices or strayed", "[oracle]") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    Random random(seed, Stream::test, 1, 0);
    auto shapes = Patchwork({.columns = 4, .rows = 4, .points_per_side = 8}, seed).areas();
    for (MultiPolygon& shape : shapes) {
      Ring& ring = shape[0].outer;
      std::erase_if(ring, [&](const Point&) { return random.uniform() < 0.15; });
      for (Point& p : ring) {
        const double u = random.uniform();
        if (u < 0.2) p.x += 0.004;
        if (u > 0.8) p.y += 3.0;
      }
    }
    check_against_geos(shapes);
  }
}

// As the shared border of one topology is: all that vertices tell, and nothing more.
TEST_CASE("contiguity: of a clean map is what its vertices say", "[property]") {
  const auto shapes = Patchwork({.columns = 12, .rows = 9}).areas();
  const auto queen = contiguity(shapes);
  const auto rook = contiguity(shapes, {.kind = Contiguity::rook});
  CHECK(queen.link_count() == 2 * (11 * 9 + 12 * 8 + 2 * 11 * 8));
  CHECK(rook.link_count() == 2 * (11 * 9 + 12 * 8));
}

}  // namespace contiguity_judge_test
}  // namespace hotward::weights
