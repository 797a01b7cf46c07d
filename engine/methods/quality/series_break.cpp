#include "engine/methods/quality/series_break.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "engine/core/check.hpp"
#include "engine/methods/quality/month_season.hpp"
#include "engine/stats/robust.hpp"

namespace hotward::quality {
namespace {

double days_of(table::Month month) {
  return static_cast<double>((table::last_day(month) - table::first_day(month)).count() + 1);
}

/// The months of one group, judged against each other.
class Series {
 public:
  Series(std::span<const table::Month> months, std::span<const std::int64_t> counts,
         const SeriesBreakOptions& options)
      : months_(months), options_(options), jump_(options.jump), broken_(months.size(), 0) {
    for (std::size_t t = 0; t < months.size(); ++t) {
      HOTWARD_EXPECTS(counts[t] >= 0);
      counts_.push_back(static_cast<double>(counts[t]));
      level_.push_back(std::log((counts_[t] + 0.5) / days_of(months[t])));
    }
    season_.assign(months.size(), 0.0);
  }

  /// Takes the season off, for a second look. False where it is not known.
  [[nodiscard]] bool take_season_off() {
    const auto season = month_season(months_, level_);
    if (season.empty()) return false;
    season_ = season;
    for (std::size_t t = 0; t < level_.size(); ++t) level_[t] -= season_[t];
    std::ranges::fill(broken_, 0);
    jump_ = options_.jump_in_season;
    return true;
  }

  struct Verdict {
    double expected;
    double z_score;
  };

  /// Month t against the unbroken months around it; nothing where they are fewer than `least`.
  [[nodiscard]] std::optional<Verdict> judge(std::size_t t, int least) const {
    std::vector<double> others;
    for (std::size_t u = 0; u < months_.size(); ++u) {
      const auto apart = std::abs((months_[u] - months_[t]).count());
      if (u != t && broken_[u] == 0 && apart <= options_.window_months) others.push_back(level_[u]);
    }
    if (others.size() < static_cast<std::size_t>(least)) return std::nullopt;
    const double centre = stats::median(others);
    const double spread = std::max(stats::mad(others), options_.least_spread);
    const double expected = days_of(months_[t]) * std::exp(centre + season_[t]);
    const double poisson = 1.0 / (expected + 0.5);
    return Verdict{expected, (level_[t] - centre) / std::sqrt(spread * spread + poisson)};
  }

  /// Rules 1 to 3. The breaks come in no particular order.
  [[nodiscard]] std::vector<SeriesBreak> find(std::size_t group) {
    std::vector<SeriesBreak> found;
    const auto suspects = suspect_months();
    for (std::size_t t = 0; t < months_.size();) {
      std::size_t end = t + 1;
      while (end < months_.size() && follows(end) && side(suspects[end]) == side(suspects[t]))
        ++end;
      if (suspects[t] && jumps(t, end)) {
        for (std::size_t u = t; u < end; ++u)
          found.push_back(describe(group, u, *suspects[u], false));
      }
      t = end;
    }
    for (const SeriesBreak& b : found) mark(b);
    spread(group, found);
    return found;
  }

 private:
  void mark(const SeriesBreak& b) { broken_[b.month] = 1; }

  /// Month t comes after the one listed before it, near enough to be compared with it.
  [[nodiscard]] bool follows(std::size_t t) const {
    return (months_[t] - months_[t - 1]).count() <= options_.window_months;
  }

  [[nodiscard]] static int side(const std::optional<Verdict>& verdict) {
    if (!verdict) return 0;
    return verdict->z_score > 0.0 ? 1 : -1;
  }

  /// Rule 1: one element per month, empty where it is not suspect.
  [[nodiscard]] std::vector<std::optional<Verdict>> suspect_months() const {
    std::vector<std::optional<Verdict>> result;
    for (std::size_t t = 0; t < months_.size(); ++t) {
      result.push_back(judge(t, options_.least_others));
      if (result[t] && std::abs(result[t]->z_score) < options_.threshold) result[t].reset();
    }
    return result;
  }

  /// x changes by more than `least` and the counts' own errors. Months too far apart to be compared
  /// do not count against it.
  [[nodiscard]] bool jump(std::size_t inside, std::size_t outside, double least) const {
    const auto apart = std::abs((months_[inside] - months_[outside]).count());
    if (apart > options_.window_months) return true;
    const double error = std::sqrt(1.0 / (counts_[inside] + 0.5) + 1.0 / (counts_[outside] + 0.5));
    return std::abs(level_[inside] - level_[outside]) >= least + 2.0 * error;
  }

  /// Rule 2 for the run of months first ... end - 1.
  [[nodiscard]] bool jumps(std::size_t first, std::size_t end) const {
    return (first == 0 || jump(first, first - 1, jump_)) &&
           (end == months_.size() || jump(end - 1, end, jump_));
  }

  /// Rule 3: adds to the list what lies beside its months.
  void spread(std::size_t group, std::vector<SeriesBreak>& found) {
    for (std::size_t i = 0; i < found.size(); ++i) {
      // A copy: adding to the list may move it.
      const SeriesBreak source = found[i];
      for (const std::size_t t : beside(source.month)) {
        const auto verdict = judge(t, options_.least_others - 1);
        const double sign = source.z_score > 0.0 ? 1.0 : -1.0;
        if (!verdict || sign * verdict->z_score < options_.next_to_break) continue;
        // Beyond the first month this wraps round, and lies behind the last.
        const std::size_t beyond = t < source.month ? t - 1 : t + 1;
        if (beyond < months_.size() && !jump(t, beyond, jump_ / 2.0)) continue;
        found.push_back(describe(group, t, *verdict, true));
        mark(found.back());
      }
    }
  }

  /// The unbroken months right before and right after month t, where they are there.
  [[nodiscard]] std::vector<std::size_t> beside(std::size_t t) const {
    std::vector<std::size_t> result;
    for (const std::size_t u : {t - 1, t + 1}) {
      // t - 1 of the first month wraps round and is beyond the end.
      if (u >= months_.size() || broken_[u] != 0) continue;
      if (std::abs((months_[u] - months_[t]).count()) == 1) result.push_back(u);
    }
    return result;
  }

  [[nodiscard]] SeriesBreak describe(std::size_t group, std::size_t t, const Verdict& verdict,
                                     bool beside_break) const {
    return {group,
            t,
            verdict.expected,
            100.0 * (counts_[t] / verdict.expected - 1.0),
            verdict.z_score,
            beside_break};
  }

  std::span<const table::Month> months_;
  const SeriesBreakOptions& options_;
  double jump_;
  std::vector<double> counts_;
  std::vector<double> level_;
  std::vector<double> season_;  // that was taken off
  std::vector<char> broken_;
};

}  // namespace

std::size_t SeriesBreaks::count(std::size_t group) const {
  return static_cast<std::size_t>(std::ranges::count(breaks, group, &SeriesBreak::group));
}

bool too_uneven(const SeriesBreaks& found, std::size_t group, std::size_t months) {
  return 2 * found.count(group) > months;
}

bool few_a_month(const MonthlyCounts& series) {
  constexpr double enough = 200.0;
  const std::vector<double> counts(series.counts.begin(), series.counts.end());
  return !counts.empty() && stats::median(counts) < enough;
}

SeriesBreaks series_breaks(std::span<const table::Month> months,
                           std::span<const MonthlyCounts> groups,
                           const SeriesBreakOptions& options) {
  HOTWARD_EXPECTS(std::ranges::is_sorted(months, std::ranges::less_equal{}));
  SeriesBreaks result;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    HOTWARD_EXPECTS(groups[g].counts.size() == months.size());
    Series series(months, groups[g].counts, options);
    if (g == 0) {
      for (std::size_t t = 0; t < months.size(); ++t) {
        if (!series.judge(t, options.least_others)) result.not_judged.push_back(t);
      }
    }
    auto found = series.find(g);
    if (series.take_season_off()) {
      for (const SeriesBreak& b : series.find(g)) {
        if (std::ranges::find(found, b.month, &SeriesBreak::month) == found.end()) {
          found.push_back(b);
        }
      }
    }
    std::ranges::sort(found, {}, &SeriesBreak::month);
    result.breaks.insert(result.breaks.end(), found.begin(), found.end());
  }
  return result;
}

}  // namespace hotward::quality
