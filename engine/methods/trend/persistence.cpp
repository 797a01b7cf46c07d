#include "engine/methods/trend/persistence.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>

#include "engine/core/check.hpp"
#include "engine/core/random.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/ranking_overlap.hpp"

namespace hotward::trend {
namespace {

constexpr Stream stream = stream_of("persistence");

double total(std::span<const std::int64_t> counts) {
  return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
}

// The first window that begins when this one has ended.
std::optional<std::size_t> later_than(const WindowCounts& windows, std::size_t w) {
  const int end = windows.starts[w] + windows.months;
  const auto next = std::ranges::lower_bound(windows.starts, end);
  if (next == windows.starts.end()) return {};
  return static_cast<std::size_t>(next - windows.starts.begin());
}

// The same where no month lies between.
std::optional<std::size_t> next_of(const WindowCounts& windows, std::size_t w) {
  const auto next = later_than(windows, w);
  const int end = windows.starts[w] + windows.months;
  return next && windows.starts[*next] == end ? next : std::nullopt;
}

// As many as possible without a month in common.
std::size_t disjoint_windows(const WindowCounts& windows) {
  std::size_t number = 0;
  for (std::optional<std::size_t> w = 0; w; w = later_than(windows, *w)) ++number;
  return number;
}

class Mean {
 public:
  void add(double value) {
    if (std::isnan(value)) return;
    sum_ += value;
    number_ += 1.0;
  }
  [[nodiscard]] double value() const { return number_ > 0.0 ? sum_ / number_ : undefined; }

 private:
  double sum_ = 0.0;
  double number_ = 0.0;
};

// The share of the incidents that lie in the hot cells; NaN where there are none.
double held(std::span<const double> hot, std::span<const std::int64_t> counts) {
  const double all = total(counts);
  double in_hot = 0.0;
  for (std::size_t i = 0; i < hot.size(); ++i) in_hot += hot[i] * static_cast<double>(counts[i]);
  return all > 0.0 ? in_hot / all : undefined;
}

}  // namespace

std::vector<double> hot_cells(std::span<const std::int64_t> counts, double places) {
  HOTWARD_EXPECTS(places > 0.0);
  std::vector<std::int64_t> falling(counts.begin(), counts.end());
  std::ranges::sort(falling, std::greater{});
  double left = places;
  std::int64_t cut = 0;  // the count at which places run out; above it all are hot
  double at_cut = 0.0;
  for (std::size_t i = 0; i < falling.size() && falling[i] > 0;) {
    std::size_t end = i;
    while (end < falling.size() && falling[end] == falling[i]) ++end;
    const auto tied = static_cast<double>(end - i);
    if (tied > left) {
      cut = falling[i];
      at_cut = left / tied;
      break;
    }
    left -= tied;
    i = end;
  }
  std::vector<double> hot;
  hot.reserve(counts.size());
  for (const std::int64_t count : counts) {
    hot.push_back(count == 0 ? 0.0 : count > cut ? 1.0 : count == cut ? at_cut : 0.0);
  }
  return hot;
}

std::vector<std::uint64_t> ranked_cells(std::span<const std::int64_t> counts, std::uint64_t seed,
                                        std::uint32_t draw) {
  std::vector<std::uint64_t> cells;
  std::vector<std::uint64_t> lot(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    cells.push_back(i);
    lot[i] = Random(seed, stream, static_cast<std::uint32_t>(i), draw).bits64();
  }
  std::ranges::sort(cells, [&](std::uint64_t a, std::uint64_t b) {
    if (counts[a] != counts[b]) return counts[a] > counts[b];
    return lot[a] != lot[b] ? lot[a] < lot[b] : a < b;
  });
  return cells;
}

Persistence persistence(const WindowCounts& windows, double share) {
  HOTWARD_EXPECTS(windows.windows() > 0 && share > 0.0 && share <= 1.0);
  const auto cells = static_cast<double>(windows.cells);
  Persistence result;
  result.places = std::max(1.0, share * cells);
  result.hot_share.assign(windows.cells, 0.0);
  result.disjoint = disjoint_windows(windows);
  const auto number = static_cast<double>(windows.windows());
  Mean captured;
  Mean predicted;
  for (std::size_t w = 0; w < windows.windows(); ++w) {
    const std::vector<double> hot = hot_cells(windows.of(w), result.places);
    for (std::size_t i = 0; i < hot.size(); ++i) {
      result.hot_share[i] += hot[i] / number;
      result.chance += hot[i] / (number * cells);
    }
    captured.add(held(hot, windows.of(w)));
    if (const auto next = next_of(windows, w)) predicted.add(held(hot, windows.of(*next)));
  }
  result.captured = captured.value();
  result.predicted = predicted.value();
  const auto trials = static_cast<double>(result.disjoint);
  for (double& one : result.hot_share) {
    one = std::min(one, 1.0);  // sums of parts can end a rounding above
    result.interval.push_back(stats::wilson(one * trials, trials, 0.95));
  }
  return result;
}

WindowAgreement window_agreement(const WindowCounts& windows, std::uint64_t seed) {
  std::vector<std::vector<std::uint64_t>> ranked;
  for (std::size_t w = 0; w < windows.windows(); ++w) {
    ranked.push_back(ranked_cells(windows.of(w), seed, static_cast<std::uint32_t>(w)));
  }
  std::array<Mean, overlap_patience.size()> rbo;
  std::array<Mean, overlap_depths.size()> f1;
  WindowAgreement result{};
  for (std::size_t w = 0; w < windows.windows(); ++w) {
    const auto next = next_of(windows, w);
    if (!next || ranked[w].empty() || ranked[*next].empty()) continue;
    ++result.pairs;
    for (std::size_t i = 0; i < rbo.size(); ++i) {
      rbo[i].add(stats::rank_biased_overlap(ranked[w], ranked[*next], overlap_patience[i]));
    }
    for (std::size_t i = 0; i < f1.size(); ++i) {
      f1[i].add(stats::f1_at(ranked[w], ranked[*next], overlap_depths[i]));
    }
  }
  for (std::size_t i = 0; i < rbo.size(); ++i) result.rbo[i] = rbo[i].value();
  for (std::size_t i = 0; i < f1.size(); ++i) result.f1[i] = f1[i].value();
  return result;
}

}  // namespace hotward::trend
