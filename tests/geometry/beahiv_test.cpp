#include "engine/geometry/beahiv.hpp"

#include <cmath>
#include <numbers>
#include <set>
#include <utility>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::geometry {
namespace beahiv_test {

// Axial coordinates by cube rounding, and the number put together bit by bit: nothing of ours.
std::pair<std::int64_t, std::int64_t> cube_rounded(const Point& p, double side, bool flat) {
  const double along = 2.0 / 3.0 * (flat ? p.x : p.y) / side;
  const double across =
      (-(flat ? p.x : p.y) / 3.0 + std::numbers::sqrt3 / 3.0 * (flat ? p.y : p.x)) / side;
  double a = std::floor(along + 0.5);
  double b = std::floor(-along - across + 0.5);
  double c = std::floor(across + 0.5);
  const double off_a = std::abs(a - along);
  const double off_b = std::abs(b + along + across);
  const double off_c = std::abs(c - across);
  if (off_a > off_b && off_a > off_c) {
    a = -b - c;
  } else if (off_b <= off_c) {
    c = -a - b;
  }
  const auto straight = static_cast<std::int64_t>(a);
  const auto slanted = static_cast<std::int64_t>(c);
  return flat ? std::pair{straight, slanted} : std::pair{slanted, straight};
}

std::uint64_t by_digits(bool flat, std::uint64_t side, std::int64_t q, std::int64_t r) {
  // 2^63, 2^43 and 2^22 as multiples, not shifts.
  return (flat ? 9223372036854775808ULL : 0ULL) + side * 8796093022208ULL +
         static_cast<std::uint64_t>(q + 1048576) * 4194304ULL +
         static_cast<std::uint64_t>(r + 2097152);
}

// The worked example of the source's README: 51.5074 N, 0.1278 W, side 500 m, lying on a side.
TEST_CASE("beahiv_id: Trafalgar Square", "[oracle]") {
  const Lattice lattice = Lattice::of_side(CellShape::flat_hexagon, 500.0);
  const Cell cell = lattice.at({530'034.0, 180'381.0});
  const Point centre = lattice.centre(cell);
  CHECK(centre.x == 530'250.0);
  CHECK(std::abs(centre.y - 180'566.3) < 0.05);
  CHECK(beahiv_id(lattice, cell) == by_digits(true, 500, 707, -145));
  CHECK(beahiv_id(lattice, cell) == 9227774484379860847ULL);
}

TEST_CASE("beahiv_id: cube rounding finds the same cell", "[brute]") {
  Random random(8, Stream::test);
  for (const bool flat : {false, true}) {
    for (const std::uint64_t side : {1U, 25U, 202U, 500U}) {
      const auto shape = flat ? CellShape::flat_hexagon : CellShape::hexagon;
      const auto lattice = Lattice::of_side(shape, static_cast<double>(side));
      for (int i = 0; i < 3000; ++i) {
        const Point p{700'000.0 * random.uniform(), 1'300'000.0 * random.uniform()};
        const auto [q, r] = cube_rounded(p, static_cast<double>(side), flat);
        INFO(p.x << " " << p.y << " side " << side << " flat " << flat);
        REQUIRE(beahiv_id(lattice, lattice.at(p)) == by_digits(flat, side, q, r));
      }
    }
  }
}

TEST_CASE("beahiv_id: west and south of the origin, each cell its own", "[property]") {
  for (const CellShape shape : {CellShape::hexagon, CellShape::flat_hexagon}) {
    const auto lattice = Lattice::of_side(shape, 10.0);
    std::set<std::uint64_t> seen;
    for (std::int32_t row = -5; row <= 5; ++row) {
      for (std::int32_t column = -5; column <= 5; ++column) {
        const Cell cell{row, column};
        const auto [q, r] = cube_rounded(lattice.centre(cell), 10.0, shape != CellShape::hexagon);
        const auto id = beahiv_id(lattice, cell);
        REQUIRE(id == by_digits(shape != CellShape::hexagon, 10, q, r));
        seen.insert(*id);
      }
    }
    CHECK(seen.size() == 121);
  }
}

TEST_CASE("beahiv_id: none of squares, widths, parts of metres and far away", "[edge]") {
  CHECK_FALSE(beahiv_id(Lattice(CellShape::square, 100.0), {}));
  CHECK_FALSE(beahiv_id(Lattice(CellShape::hexagon, 350.0), {}));
  CHECK_FALSE(beahiv_id(Lattice::of_side(CellShape::flat_hexagon, 202.5), {}));
  CHECK_FALSE(beahiv_id(Lattice::of_side(CellShape::flat_hexagon, 1.0), {0, 1 << 20}));
  CHECK(beahiv_id(Lattice::of_side(CellShape::flat_hexagon, 1.0), {0, (1 << 20) - 1}));
}

}  // namespace beahiv_test
}  // namespace hotward::geometry
