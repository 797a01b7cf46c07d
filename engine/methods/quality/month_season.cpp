#include "engine/methods/quality/month_season.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/stats/robust.hpp"

namespace hotward::quality {
namespace {

constexpr std::size_t terms = 6;
constexpr double least_scale = 0.05;
constexpr int huber_steps = 20;
constexpr int biweight_steps = 20;

using Row = std::array<double, terms>;

std::vector<Row> design(std::span<const table::Month> months) {
  const double middle = static_cast<double>((months.back() - months.front()).count()) / 2.0;
  std::vector<Row> rows;
  for (const table::Month month : months) {
    const auto since = static_cast<double>((month - months.front()).count());
    const double turn = std::numbers::pi * since / 6.0;
    rows.push_back({1.0, (since - middle) / 12.0, std::cos(turn), std::sin(turn),
                    std::cos(2.0 * turn), std::sin(2.0 * turn)});
  }
  return rows;
}

/// Weighted least squares by elimination; a hair of a ridge where months are all but one thing.
Row solve(const std::vector<Row>& rows, std::span<const double> levels,
          const std::vector<double>& weights) {
  std::array<std::array<double, terms + 1>, terms> m{};
  for (std::size_t t = 0; t < rows.size(); ++t) {
    for (std::size_t i = 0; i < terms; ++i) {
      for (std::size_t j = 0; j < terms; ++j) m[i][j] += weights[t] * rows[t][i] * rows[t][j];
      m[i][terms] += weights[t] * rows[t][i] * levels[t];
    }
  }
  for (std::size_t i = 0; i < terms; ++i) m[i][i] += 1e-9;
  for (std::size_t i = 0; i < terms; ++i) {
    std::size_t best = i;
    for (std::size_t k = i + 1; k < terms; ++k) {
      if (std::abs(m[k][i]) > std::abs(m[best][i])) best = k;
    }
    std::swap(m[i], m[best]);
    for (std::size_t k = i + 1; k < terms; ++k) {
      const double factor = m[k][i] / m[i][i];
      for (std::size_t j = i; j <= terms; ++j) m[k][j] -= factor * m[i][j];
    }
  }
  Row answer{};
  for (std::size_t i = terms; i-- > 0;) {
    double rest = m[i][terms];
    for (std::size_t j = i + 1; j < terms; ++j) rest -= m[i][j] * answer[j];
    answer[i] = rest / m[i][i];
  }
  return answer;
}

double fitted(const Row& row, const Row& answer, std::size_t from) {
  double sum = 0.0;
  for (std::size_t i = from; i < terms; ++i) sum += row[i] * answer[i];
  return sum;
}

double weight_of(double residual, double scale, bool biweight) {
  const double away = std::abs(residual) / scale;
  if (!biweight) return away <= 1.345 ? 1.0 : 1.345 / away;
  if (away >= 4.685) return 0.0;
  const double u = 1.0 - (away / 4.685) * (away / 4.685);
  return u * u;
}

}  // namespace

std::vector<double> month_season(std::span<const table::Month> months,
                                 std::span<const double> levels) {
  HOTWARD_EXPECTS(months.size() == levels.size());
  if (months.size() < least_season_months) return {};
  const std::vector<Row> rows = design(months);
  std::vector<double> weights(rows.size(), 1.0);
  Row answer{};
  for (int step = 0; step < huber_steps + biweight_steps; ++step) {
    answer = solve(rows, levels, weights);
    std::vector<double> residuals;
    std::vector<double> sizes;
    for (std::size_t t = 0; t < rows.size(); ++t) {
      residuals.push_back(levels[t] - fitted(rows[t], answer, 0));
      sizes.push_back(std::abs(residuals.back()));
    }
    const double scale = std::max(least_scale, stats::median(sizes) / 0.6745);
    for (std::size_t t = 0; t < rows.size(); ++t) {
      weights[t] = weight_of(residuals[t], scale, step >= huber_steps);
    }
  }
  std::vector<double> season;
  for (const Row& row : rows) season.push_back(fitted(row, answer, 2));
  return season;
}

}  // namespace hotward::quality
