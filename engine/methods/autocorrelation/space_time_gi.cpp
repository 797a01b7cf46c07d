#include "engine/methods/autocorrelation/space_time_gi.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/autocorrelation/gi_star.hpp"
#include "engine/stats/moments.hpp"
#include "engine/table/column.hpp"

namespace hotward::autocorrelation {
namespace {

// Whole tenths of incidents in 30 days.
constexpr double tenths_days = 300.0;

std::vector<double> values_of(const Cube& cube, bool of_rates) {
  std::vector<double> values;
  values.reserve(cube.counts.size());
  for (std::size_t b = 0; b < cube.counts.size(); ++b) {
    const double days = cube.days[b / cube.sites];
    const auto count = static_cast<double>(cube.counts[b]);
    values.push_back(cube.counts[b] == table::null_integer ? undefined
                     : of_rates                            ? std::round(count * tenths_days / days)
                                                           : count);
  }
  return values;
}

// Periods first … last - 1 are compared; those from `tested` on are asked about.
struct Window {
  std::size_t first;
  std::size_t last;
  std::size_t tested;
  bool looks_back;  // a bin's surroundings reach into the period before
};

std::vector<Window> windows_of(const Cube& cube, TimeWindow kind) {
  const std::size_t n = cube.periods();
  if (kind == TimeWindow::cube) return {{0, n, 0, true}};
  std::vector<Window> windows;
  for (std::size_t t = 0; t < n; ++t) {
    const bool back = kind == TimeWindow::neighbourhood && t > 0;
    windows.push_back({back ? t - 1 : t, t + 1, t, back});
  }
  return windows;
}

// Links of the window's bins; a bin that is not asked about has itself alone.
weights::SpatialWeights links_of(const Window& window, std::size_t sites,
                                 const weights::SpatialWeights& with_self) {
  weights::Rows rows;
  for (std::size_t t = window.first; t < window.last; ++t) {
    for (std::size_t i = 0; i < sites; ++i) {
      const std::size_t period = t - window.first;
      if (t < window.tested) {
        rows.sites.push_back(static_cast<weights::Site>(period * sites + i));
      } else {
        const std::size_t earliest = window.looks_back && period > 0 ? period - 1 : period;
        for (std::size_t at = earliest; at <= period; ++at) {
          for (const weights::Site j : with_self.neighbours(i)) {
            rows.sites.push_back(static_cast<weights::Site>(at * sites) + j);
          }
        }
      }
      rows.starts.push_back(rows.sites.size());
    }
  }
  return weights::SpatialWeights(std::move(rows));
}

class Counter {
 public:
  Counter(const Cube& cube, const weights::SpatialWeights& neighbours,
          const SpaceTimeOptions& options, SpaceTimeGi& result)
      : cube_(cube),
        with_self_(weights::with_self(neighbours)),
        options_(options),
        values_(values_of(cube, result.of_rates)),
        result_(result) {}

  // Fills in the bins that the window asks about.
  Result<std::optional<Evidence>> count(const Window& window) const {
    const std::span<const double> values(values_.data() + window.first * cube_.sites,
                                         (window.last - window.first) * cube_.sites);
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    for (const double x : values) {
      low = std::fmin(low, x);
      high = std::fmax(high, x);
    }
    if (low == high) {
      nothing_stands_out(window);
      return std::optional<Evidence>();
    }
    const auto links = links_of(window, cube_.sites, with_self_);
    const auto gi = gi_star(
        values, links,
        {.null = {.draws = Draws::shared, .seed = options_.seed}, .adjustment = Adjustment::none});
    if (!gi) return fail(gi.error());
    for (std::size_t t = window.tested; t < window.last; ++t) put(window, t, *gi);
    put_own(window, values);
    return std::optional(gi->evidence);
  }

 private:
  void put(const Window& window, std::size_t t, const GiStar& gi) const {
    const std::size_t from = (t - window.first) * cube_.sites;
    const auto q =
        adjusted(std::span(gi.p_value).subspan(from, cube_.sites), Adjustment::benjamini_hochberg);
    for (std::size_t i = 0; i < cube_.sites; ++i) {
      const std::size_t b = cube_.bin(t, i);
      result_.z_score[b] = gi.z_score[from + i];
      result_.q_value[b] = q[i];
      result_.bin[b] = gi_class(q[i], gi.p_upper[from + i] < gi.p_lower[from + i]);
    }
  }

  // z of the period's bins alone, beside the window's mean and spread.
  void put_own(const Window& window, std::span<const double> values) const {
    std::vector<double> known;
    std::ranges::copy_if(values, std::back_inserter(known), [](double x) { return x == x; });
    std::ranges::sort(known);  // the same values in another order have the same moments
    const auto [mean, variance] = stats::moments(known);
    const auto n = static_cast<double>(known.size());
    for (std::size_t t = window.tested; t < window.last; ++t) {
      const double* const of_period = values.data() + (t - window.first) * cube_.sites;
      for (std::size_t i = 0; i < cube_.sites; ++i) {
        double sum = 0.0;
        double k = 0.0;
        for (const weights::Site j : with_self_.neighbours(i)) {
          if (std::isnan(of_period[j])) continue;
          sum += of_period[j];  // whole numbers: equal sums stay ties
          k += 1.0;
        }
        const bool has_z = !std::isnan(of_period[i]) && k < n;
        result_.own_z[cube_.bin(t, i)] =
            has_z ? (sum - k * mean) / std::sqrt(variance * k * (n - k) / (n - 1.0)) : undefined;
      }
    }
  }

  void nothing_stands_out(const Window& window) const {
    for (std::size_t b = cube_.bin(window.tested, 0); b < cube_.bin(window.last, 0); ++b) {
      if (std::isnan(values_[b])) continue;
      result_.z_score[b] = result_.own_z[b] = 0.0;
      result_.q_value[b] = 1.0;
      result_.bin[b] = 0;
    }
  }

  const Cube& cube_;
  weights::SpatialWeights with_self_;
  SpaceTimeOptions options_;
  std::vector<double> values_;
  SpaceTimeGi& result_;
};

}  // namespace

Result<SpaceTimeGi> space_time_gi(const Cube& cube, const weights::SpatialWeights& neighbours,
                                  const SpaceTimeOptions& options) {
  HOTWARD_EXPECTS(neighbours.site_count() == cube.sites && neighbours.rows().weights.empty());
  HOTWARD_EXPECTS(cube.counts.size() == cube.sites * cube.periods());
  SpaceTimeGi result;
  result.z_score.assign(cube.counts.size(), undefined);
  result.q_value = result.own_z = result.z_score;
  result.bin.assign(cube.counts.size(), table::null_integer);
  result.evidence.exact = true;
  const auto differs = [&](double days) { return days != cube.days.front(); };
  result.of_rates = options.window != TimeWindow::step && std::ranges::any_of(cube.days, differs);
  const Counter counter(cube, neighbours, options, result);
  const std::vector<Window> windows = windows_of(cube, options.window);
  std::vector<Result<std::optional<Evidence>>> done(windows.size(), std::optional<Evidence>());
  parallel_for(windows.size(), [&](std::size_t w) { done[w] = counter.count(windows[w]); });
  for (const auto& one : done) {
    if (!one) return fail(one.error());
    if (*one && !(*one)->exact) result.evidence = **one;
  }
  return result;
}

}  // namespace hotward::autocorrelation
