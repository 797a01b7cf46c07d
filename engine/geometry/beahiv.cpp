#include "engine/geometry/beahiv.hpp"

#include <cmath>

namespace hotward::geometry {
namespace {

constexpr int side_bits = 20;
constexpr int q_bits = 21;
constexpr int r_bits = 22;

// Half of n, rounded down, before zero as behind it.
std::int64_t half_down(std::int64_t n) { return n >= 0 ? n / 2 : -((1 - n) / 2); }

// n + half of the range; nothing beyond it.
std::optional<std::uint64_t> in_bits(std::int64_t n, int bits) {
  const std::int64_t shifted = n + (std::int64_t{1} << (bits - 1));
  if (shifted < 0 || shifted >= (std::int64_t{1} << bits)) return {};
  return static_cast<std::uint64_t>(shifted);
}

}  // namespace

bool has_beahiv_ids(const Lattice& lattice) {
  const double side = lattice.declared_side_m();
  return side >= 1.0 && side < std::exp2(side_bits) && side == std::floor(side);
}

std::optional<std::uint64_t> beahiv_id(const Lattice& lattice, const Cell& cell) {
  if (!has_beahiv_ids(lattice)) return {};
  const bool flat = lattice.shape() == CellShape::flat_hexagon;
  const std::int64_t straight = flat ? cell.column : cell.row;
  const std::int64_t slanted = (flat ? cell.row : cell.column) - half_down(straight);
  const auto q = in_bits(flat ? straight : slanted, q_bits);
  const auto r = in_bits(flat ? slanted : straight, r_bits);
  if (!q || !r) return {};
  const auto side = static_cast<std::uint64_t>(lattice.declared_side_m());
  return std::uint64_t{flat ? 1U : 0U} << (side_bits + q_bits + r_bits) |
         side << (q_bits + r_bits) | *q << r_bits | *r;
}

}  // namespace hotward::geometry
