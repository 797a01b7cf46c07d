#include "engine/methods/trend/seasonal_line.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::trend {
namespace {

constexpr std::size_t seasons = 12;
constexpr int most_steps = 200;
constexpr double longest_step = 1.0;  // of the logarithm of a year's growth
constexpr double most_growth = 20.0;  // all incidents in one year of two: there is no maximum

std::size_t season_of(int month) { return static_cast<std::size_t>(month % 12); }

/// The series with its time in years from the middle.
class Fit {
 public:
  explicit Fit(const MonthlySeries& series) : series_(series) {
    const double middle = (series.months.front() + series.months.back()) / 2.0;
    for (std::size_t i = 0; i < series.months.size(); ++i) {
      time_.push_back((series.months[i] - middle) / 12.0);
      totals_[season_of(series.months[i])] += static_cast<double>(series.counts[i]);
    }
  }

  [[nodiscard]] double total(std::size_t season) const { return totals_[season]; }
  [[nodiscard]] double exposure(std::size_t i, double growth) const {
    return series_.days[i] * std::exp(growth * time_[i]);
  }

  /// Slope of the log-likelihood in the growth, and its curvature (at most 0).
  struct Slope {
    double first = 0.0;
    double second = 0.0;
  };
  [[nodiscard]] Slope slope(double growth) const {
    std::array<double, seasons> sum{}, by_time{}, by_square{};
    Slope slope;
    for (std::size_t i = 0; i < time_.size(); ++i) {
      const std::size_t s = season_of(series_.months[i]);
      const double d = exposure(i, growth);
      sum[s] += d;
      by_time[s] += d * time_[i];
      by_square[s] += d * time_[i] * time_[i];
      slope.first += static_cast<double>(series_.counts[i]) * time_[i];
    }
    for (std::size_t s = 0; s < seasons; ++s) {
      if (totals_[s] == 0.0) continue;
      const double mean = by_time[s] / sum[s];
      slope.first -= totals_[s] * mean;
      slope.second -= totals_[s] * (by_square[s] / sum[s] - mean * mean);
    }
    return slope;
  }

  [[nodiscard]] double growth() const {
    double growth = 0.0;
    for (int step = 0; step < most_steps; ++step) {
      const Slope at = slope(growth);
      if (!(at.second < -1e-12)) break;
      const double next = std::clamp(-at.first / at.second, -longest_step, longest_step);
      growth = std::clamp(growth + next, -most_growth, most_growth);
      if (std::abs(next) < 1e-13) break;
    }
    return growth;
  }

  [[nodiscard]] bool tells_growth() const { return slope(0.0).second < -1e-12; }

 private:
  const MonthlySeries& series_;
  std::vector<double> time_;
  std::array<double, seasons> totals_{};
};

// Over the mean of the months of the year that have one.
void scale_to_mean(std::array<double, seasons>& season) {
  double sum = 0.0;
  double known = 0.0;
  for (const double level : season) {
    if (std::isnan(level)) continue;
    sum += level;
    known += 1.0;
  }
  for (double& level : season) level *= known / sum;
}

}  // namespace

std::optional<SeasonalLine> seasonal_line(const MonthlySeries& series) {
  const std::size_t n = series.months.size();
  HOTWARD_EXPECTS(series.counts.size() == n && series.days.size() == n);
  HOTWARD_EXPECTS(std::ranges::is_sorted(series.months, std::ranges::less_equal{}));
  if (n < least_months) return {};
  const Fit fit(series);
  const double growth = fit.growth();
  SeasonalLine line{};
  std::array<double, seasons> exposure{};
  for (std::size_t i = 0; i < n; ++i) {
    exposure[season_of(series.months[i])] += fit.exposure(i, growth);
  }
  double degrees = fit.tells_growth() ? -1.0 : 0.0;
  for (std::size_t s = 0; s < seasons; ++s) {
    line.counted[s] = fit.total(s);
    line.season[s] = fit.total(s) > 0.0 ? fit.total(s) / exposure[s] : undefined;
    if (fit.total(s) > 0.0) degrees -= 1.0;
  }
  double chi_square = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double level = line.season[season_of(series.months[i])];
    line.expected.push_back(std::isnan(level) ? 0.0 : level * fit.exposure(i, growth));
    if (std::isnan(level)) continue;
    const double apart = static_cast<double>(series.counts[i]) - line.expected.back();
    if (line.expected.back() > 0.0) chi_square += apart * apart / line.expected.back();
    degrees += 1.0;
  }
  if (degrees <= 0.0) return {};
  scale_to_mean(line.season);
  line.growth_year = std::exp(growth);
  line.degrees = degrees;
  line.phi = std::max(1.0, chi_square / degrees);
  return line;
}

}  // namespace hotward::trend
