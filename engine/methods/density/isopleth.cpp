#include "engine/methods/density/isopleth.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/methods/density/contour.hpp"

namespace hotward::density {
namespace {

// A cell that holds less than this of what is asked for is not added: the sum of the cells before
// it falls short by rounding alone.
constexpr double share_rounding = 1e-12;

// Cells with mass, the densest first; equals by number, so that the order is total.
std::vector<std::size_t> densest_first(const Surface& surface, const Frame& frame) {
  std::vector<std::size_t> cells;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (frame.inside_m2[i] > 0.0 && surface.per_km2[i] > 0.0) cells.push_back(i);
  }
  std::ranges::sort(cells, [&](std::size_t a, std::size_t b) {
    if (surface.per_km2[a] != surface.per_km2[b]) return surface.per_km2[a] > surface.per_km2[b];
    return a < b;
  });
  return cells;
}

Isopleth isopleth(const Surface& surface, const Frame& frame, const std::vector<std::size_t>& cells,
                  double share_pct) {
  Isopleth result;
  result.share_pct = share_pct;
  const auto mass = [&](std::size_t cell) {
    return surface.per_km2[cell] * frame.inside_m2[cell] * 1e-6;
  };
  const double wanted = surface.mass * (share_pct / 100.0 - share_rounding);
  double held = 0.0;
  double inside_m2 = 0.0;
  std::size_t i = 0;
  for (; i < cells.size(); ++i) {
    const double density = surface.per_km2[cells[i]];
    // Equal on purpose: cells tie where they hold the very same number.
    if (held >= wanted && density != result.lowest_km2) break;
    result.lowest_km2 = density;
    held += mass(cells[i]);
    inside_m2 += frame.inside_m2[cells[i]];
  }
  const double next = i < cells.size() ? surface.per_km2[cells[i]] : 0.0;
  result.held_pct = 100.0 * held / surface.mass;
  result.area_km2 = inside_m2 * 1e-6;
  // Neighbouring doubles have no number between them: then the set's own lowest value is the line.
  const double middle = next + 0.5 * (result.lowest_km2 - next);
  result.shape = contour(frame, surface.per_km2, middle > next ? middle : result.lowest_km2);
  return result;
}

}  // namespace

Result<std::vector<Isopleth>> isopleths(const Surface& surface, const Frame& frame,
                                        std::span<const double> shares_pct) {
  HOTWARD_EXPECTS(surface.per_km2.size() == frame.size());
  if (shares_pct.empty())
    return fail(ErrorCode::usage, "isopleths: no share of incidents is given");
  std::vector<double> shares(shares_pct.begin(), shares_pct.end());
  std::ranges::sort(shares, std::greater<>());
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (!(shares[i] > 0.0) || shares[i] > 100.0) {
      return fail(ErrorCode::usage,
                  fmt::format("isopleths: {} % is no share of the incidents", shares[i]));
    }
    if (i > 0 && shares[i] == shares[i - 1]) {
      return fail(ErrorCode::usage, fmt::format("isopleths: {} % is given twice", shares[i]));
    }
  }
  if (!(surface.mass > 0.0)) return fail(ErrorCode::no_data, "isopleths: the surface is empty");
  const std::vector<std::size_t> cells = densest_first(surface, frame);
  std::vector<Isopleth> result;
  for (const double share : shares) result.push_back(isopleth(surface, frame, cells, share));
  return result;
}

std::vector<table::Column> columns(const std::vector<Isopleth>& isopleths) {
  table::Column::Integers level;
  table::Column::Reals pct;
  table::Column::Reals lowest;
  table::Column::Reals held;
  table::Column::Reals area;
  for (std::size_t i = 0; i < isopleths.size(); ++i) {
    level.push_back(static_cast<std::int64_t>(isopleths.size() - i));
    pct.push_back(isopleths[i].share_pct);
    lowest.push_back(isopleths[i].lowest_km2);
    held.push_back(isopleths[i].held_pct);
    area.push_back(isopleths[i].area_km2);
  }
  return {{"level", "1", "1 is the hottest", level},
          {"pct", "%", "share of the incidents asked for", pct},
          {"dens_min", "incidents per km²", "lowest density within", lowest},
          {"held_pct", "%", "share of the incidents held", held},
          {"area_km2", "km²", "part of the study area within", area}};
}

}  // namespace hotward::density
