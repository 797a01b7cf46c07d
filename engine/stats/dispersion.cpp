#include "engine/stats/dispersion.hpp"

#include <algorithm>
#include <vector>

#include "engine/core/check.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::stats {
namespace {

constexpr double as_if_seen = 4.0;  // degrees of freedom at 1

struct Totals {
  std::vector<double> rows;
  std::vector<double> columns;
  double all = 0.0;
};

Totals totals_of(std::span<const std::int64_t> cells, std::size_t columns) {
  Totals totals{std::vector<double>(cells.size() / columns, 0.0),
                std::vector<double>(columns, 0.0)};
  for (std::size_t k = 0; k < cells.size(); ++k) {
    HOTWARD_EXPECTS(cells[k] >= 0);
    const auto n = static_cast<double>(cells[k]);
    totals.rows[k / columns] += n;
    totals.columns[k % columns] += n;
    totals.all += n;
  }
  return totals;
}

double number_above_0(const std::vector<double>& values) {
  return static_cast<double>(std::ranges::count_if(values, [](double x) { return x > 0.0; }));
}

}  // namespace

std::optional<Dispersion> dispersion(std::span<const std::int64_t> cells, std::size_t columns) {
  HOTWARD_EXPECTS(columns >= 1 && cells.size() % columns == 0);
  const Totals totals = totals_of(cells, columns);
  const double used_rows = number_above_0(totals.rows);
  const double used_columns = number_above_0(totals.columns);
  if (used_rows < 2.0 || used_columns < 2.0) return {};
  const double free = (used_rows - 1.0) * (used_columns - 1.0);
  Sum seen;      // squares of what is left
  Sum expected;  // of them, from independent incidents
  Sum mean;
  Sum spread;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const double row = totals.rows[k / columns] / totals.all;
    const double column = totals.columns[k % columns] / totals.all;
    const double e = totals.all * row * column;
    const double apart = static_cast<double>(cells[k]) - e;
    seen.add(apart * apart);
    expected.add(e * (1.0 - row) * (1.0 - column));
    mean.add(e);
    spread.add(2.0 * e * e + e);
  }
  const double degrees = std::min(free, 2.0 * mean.value() * mean.value() / spread.value());
  const double phi =
      (degrees * seen.value() / expected.value() + as_if_seen) / (degrees + as_if_seen);
  return Dispersion{std::max(1.0, phi), degrees};
}

}  // namespace hotward::stats
