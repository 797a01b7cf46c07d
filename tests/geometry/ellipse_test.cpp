#include "engine/geometry/ellipse.hpp"

#include <cmath>
#include <numbers>

#include "tests/support/catch.hpp"
#include "tests/support/hard_maps.hpp"
#include "tests/support/shared.hpp"

namespace hotward::geometry {
namespace ellipse_test {

// R on the 1,560 points: mean centre, standard distance (divided by n or n - 1, which differ by
// 3e-4 of it), eigenvalues of the covariance matrix (divided by n - 1).
TEST_CASE("standard_deviation_ellipse: 1,560 points as R has them", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/centrography.json");
  const auto rows = read_rows(shared_path("oracle/programs/pts1560.csv"));
  std::vector<Point> at;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    at.push_back(
        {std::strtod(rows[r][1].c_str(), nullptr), std::strtod(rows[r][2].c_str(), nullptr)});
  }
  const Ellipse e = standard_deviation_ellipse(at);
  CHECK(std::abs(e.centre.x - 576220.497538462) <= 1e-8);
  CHECK(std::abs(e.centre.y - 171444.081282051) <= 1e-8);
  const double n = 1560.0;
  // 2 l / (n - 2) where l is n times their eigenvalue, printed to 7 decimals.
  CHECK(std::abs(e.major_m - std::sqrt(2.0 * 19460366.9268037 * n / (n - 2))) <= 1e-8);
  CHECK(std::abs(e.minor_m - std::sqrt(2.0 * 12633861.2660526 * n / (n - 2))) <= 1e-8);
  const double theirs = std::atan2(0.361212445866894, -0.932483548890197);
  CHECK(std::abs(e.angle_rad - theirs) <= 1e-12);
  CHECK(std::abs(e.standard_distance_m - 5665.17680155318) <= 1e-6);
}

TEST_CASE("standard_deviation_ellipse: weights count as repeated points do", "[property]") {
  for (const HardMap& map : hard_maps(2, 50)) {
    std::vector<double> weights;
    std::vector<Point> repeated;
    for (std::size_t i = 0; i < map.at.size(); ++i) {
      weights.push_back(static_cast<double>(1 + i % 3));
      repeated.insert(repeated.end(), 1 + i % 3, map.at[i]);
    }
    INFO(map.name);
    const Ellipse a = standard_deviation_ellipse(map.at, weights);
    const Ellipse b = standard_deviation_ellipse(repeated);
    CHECK(std::abs(a.major_m - b.major_m) <= 1e-9 * (1.0 + b.major_m));
    CHECK(std::abs(a.minor_m - b.minor_m) <= 1e-6 * (1.0 + b.major_m));
    CHECK(std::abs(a.standard_distance_m - b.standard_distance_m) <= 1e-9 * (1.0 + b.major_m));
  }
}

TEST_CASE("outline: the area is that of the ellipse but for its corners", "[property]") {
  const Ellipse e{
      .centre = {575000.0, 168000.0}, .major_m = 300.0, .minor_m = 100.0, .angle_rad = 1.0};
  const Ring ring = outline(e, 1.5);
  const double whole = std::numbers::pi * 450.0 * 150.0;
  const double share = 32.0 * std::sin(2.0 * std::numbers::pi / 64.0) / std::numbers::pi;
  CHECK(std::abs(signed_area_m2(ring) - whole * share) <= 1e-6);
  CHECK(std::abs(distance(ring[0], e.centre) - 450.0) <= 1e-9);
}

TEST_CASE("standard_deviation_ellipse: a line, one place, two points", "[edge]") {
  const std::vector<Point> line = {{0, 0}, {1, 1}, {2, 2}, {3, 3}};
  const Ellipse e = standard_deviation_ellipse(line);
  CHECK(e.minor_m == 0.0);
  CHECK(std::abs(e.angle_rad - std::numbers::pi / 4.0) <= 1e-15);
  const std::vector<Point> stack(4, Point{5, 5});
  CHECK(standard_deviation_ellipse(stack).major_m == 0.0);
  CHECK(std::isnan(standard_deviation_ellipse(std::vector<Point>{{0, 0}, {1, 0}}).major_m));
}

}  // namespace ellipse_test
}  // namespace hotward::geometry
