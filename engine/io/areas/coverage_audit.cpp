#include "engine/io/areas/coverage_audit.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/geometry/validity.hpp"
#include "engine/io/areas/area_words.hpp"

namespace hotward::io {
namespace {

// Overlaps and gaps of less are where two lines were drawn apart; in more, people live.
constexpr double many_m2 = 10000.0;

void add(const std::string& warning, double total_m2, AreasRead& read) {
  if (total_m2 > many_m2) read.weighty.push_back(warning);
  read.warnings.push_back(warning);
}

void tell_overlaps(AreasRead& read) {
  const auto& overlaps = read.coverage.overlaps;
  if (overlaps.empty()) return;
  double total = 0.0;
  for (const geometry::Overlap& overlap : overlaps) total += overlap.area_m2;
  const auto& largest =
      *std::max_element(overlaps.begin(), overlaps.end(),
                        [](const auto& a, const auto& b) { return a.area_m2 < b.area_m2; });
  add(fmt::format("{} that overlap, by {:.0f} m² in all, most {} and {} by {:.0f} m²: incidents "
                  "there count in one of the two",
                  counted(overlaps.size(), "pair of areas", "pairs of areas"), total,
                  called(read.areas, static_cast<std::size_t>(largest.first)),
                  called(read.areas, static_cast<std::size_t>(largest.second)), largest.area_m2),
      total, read);
}

void tell_gaps(AreasRead& read) {
  const auto& gaps = read.coverage.gaps;
  if (gaps.empty()) return;
  double total = 0.0;
  for (const geometry::Gap& gap : gaps) total += gap.area_m2;
  add(fmt::format("{} between areas, {:.0f} m² in all, the largest {:.0f} m² at {:.0f}, {:.0f}: "
                  "incidents there count in none",
                  counted(gaps.size(), "gap"), total, gaps.front().area_m2, gaps.front().inside.x,
                  gaps.front().inside.y),
      total, read);
}

Result<void> audit(AreasRead& read, const geometry::CoverageOptions& options) {
  auto report = geometry::coverage_report(read.areas.shapes, options);
  if (!report) return fail(report.error());
  read.coverage = std::move(*report);
  tell_overlaps(read);
  tell_gaps(read);
  return {};
}

/// How many places lie in the square kilometres of a rectangle of the National Grid, at once.
/// What lies off the grid counts at its edge.
class PlacesBySquare {
 public:
  explicit PlacesBySquare(std::span<const geometry::Point> places)
      : before_((columns + 1) * (rows + 1), 0) {
    for (const geometry::Point& p : places) ++before_[at(square(p.x, columns), square(p.y, rows))];
    for (std::size_t y = 1; y <= rows; ++y) {
      for (std::size_t x = 1; x <= columns; ++x) {
        before_[y * (columns + 1) + x] += before_[y * (columns + 1) + x - 1] +
                                          before_[(y - 1) * (columns + 1) + x] -
                                          before_[(y - 1) * (columns + 1) + x - 1];
      }
    }
  }

  [[nodiscard]] bool any_in(const geometry::Box& box) const {
    if (box.empty()) return false;
    const std::size_t west = square(box.low.x, columns);
    const std::size_t south = square(box.low.y, rows);
    const std::size_t east = square(box.high.x, columns) + 1;
    const std::size_t north = square(box.high.y, rows) + 1;
    const auto sum = [&](std::size_t x, std::size_t y) { return before_[y * (columns + 1) + x]; };
    return sum(east, north) + sum(west, south) != sum(west, north) + sum(east, south);
  }

 private:
  static constexpr std::size_t columns = 700;
  static constexpr std::size_t rows = 1300;

  static std::size_t square(double metres, std::size_t count) {
    // NaN, of places that are none, is 0 here.
    return static_cast<std::size_t>(
        std::fmin(std::fmax(metres / 1000.0, 0.0), static_cast<double>(count - 1)));
  }
  static std::size_t at(std::size_t x, std::size_t y) { return (y + 1) * (columns + 1) + x + 1; }

  std::vector<std::uint64_t> before_;  // to the west and south of a corner of squares
};

}  // namespace

Result<void> audit_coverage(AreasRead& read) { return audit(read, {}); }

Result<void> audit_coverage_near(AreasRead& read, std::span<const geometry::Point> places) {
  const PlacesBySquare squares(places);
  std::vector<std::uint8_t> near(read.areas.size(), 0);
  for (std::size_t i = 0; i < near.size(); ++i) {
    near[i] = squares.any_in(geometry::bounds(read.areas.shapes[i]).grown(1000.0)) ? 1 : 0;
  }
  const auto count = static_cast<std::size_t>(std::ranges::count(near, 1));
  if (count == near.size()) return audit_coverage(read);
  if (const auto done = audit(read, {.looked_at = near}); !done) return done;
  read.warnings.push_back(
      fmt::format("overlaps and gaps were looked for in the {} near incidents, not in the other "
                  "{}: --audit all looks in all",
                  counted(count, "area"), counted(near.size() - count, "area")));
  return {};
}

}  // namespace hotward::io
