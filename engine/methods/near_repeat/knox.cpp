#include "engine/methods/near_repeat/knox.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "engine/core/parallel.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/near_repeat/knox_chance.hpp"
#include "engine/methods/near_repeat/timed_points.hpp"
#include "engine/stats/permutation.hpp"

namespace hotward::near_repeat {
namespace {

using Degrees = std::vector<std::uint32_t>;

bool ascend(const std::vector<double>& ends) {
  return !ends.empty() && ends.front() > 0.0 && std::isfinite(ends.back()) &&
         std::ranges::adjacent_find(ends, std::greater_equal<>()) == ends.end();
}

Result<void> check(const KnoxInput& input, const KnoxOptions& options) {
  if (!ascend(options.space_ends_m) || !ascend(options.time_ends_days)) {
    return fail(ErrorCode::usage, "bands of distance and of lag must ascend from above 0");
  }
  if (input.at.size() < 2) {
    return fail(ErrorCode::too_few_sites, "the Knox test needs at least two incidents");
  }
  return {};
}

// How many others each incident has within each lag; and pairs, half their sum.
std::vector<Degrees> within_lag(const TimedPoints& points, std::span<const std::int32_t> ends) {
  std::vector<std::int32_t> sorted = points.minute;
  std::ranges::sort(sorted);
  std::vector<Degrees> result;
  for (const std::int32_t end : ends) {
    Degrees& degree = result.emplace_back();
    for (const std::int32_t minute : points.minute) {
      const auto first = std::upper_bound(sorted.begin(), sorted.end(), std::int64_t{minute} - end);
      const auto last = std::lower_bound(sorted.begin(), sorted.end(), std::int64_t{minute} + end);
      degree.push_back(static_cast<std::uint32_t>(last - first - 1));
    }
  }
  return result;
}

std::vector<Degrees> within_distance(std::size_t n, const ClosePairs& near) {
  std::vector<Degrees> result;
  Degrees degree(n, 0);
  for (const auto& pairs : near) {
    for (const ClosePair& pair : pairs) {
      ++degree[pair.a];
      ++degree[pair.b];
    }
    result.push_back(degree);
  }
  return result;
}

Degrees difference(Degrees more, const Degrees& less) {
  for (std::size_t i = 0; i < more.size(); ++i) more[i] -= less[i];
  return more;
}

// Of bands, from what lies within their ends.
std::vector<Links> links_of(const std::vector<Degrees>& within, bool cumulative) {
  std::vector<Links> links;
  for (std::size_t k = 0; k < within.size(); ++k) {
    links.push_back(
        Links::of(cumulative || k == 0 ? within[k] : difference(within[k], within[k - 1])));
  }
  return links;
}

// Counts of pairs by band of distance and within each lag: those within both ends, or in both
// bands. In place.
template <class Count>
void add_up_distances(std::span<Count> counts, std::size_t lags) {
  for (std::size_t c = lags; c < counts.size(); ++c) counts[c] += counts[c - lags];
}
template <class Count>
void part_lags(std::span<Count> counts, std::size_t lags) {
  for (std::size_t c = counts.size(); c-- > 0;) {
    if (c % lags != 0) counts[c] -= counts[c - 1];
  }
}

KnoxCell cell_of(std::uint64_t observed, const ChanceMoments& chance,
                 std::vector<std::uint32_t> permuted) {
  KnoxCell cell{.observed = observed, .expected = chance.mean, .sd = std::sqrt(chance.variance)};
  const auto seen = static_cast<double>(observed);
  cell.z = cell.sd > 0.0 ? (seen - chance.mean) / cell.sd : undefined;
  cell.ratio = chance.mean > 0.0 ? seen / chance.mean : undefined;
  cell.mean = cell.median = cell.p = undefined;
  if (permuted.empty()) return cell;
  std::ranges::sort(permuted);
  const std::size_t r = permuted.size();
  std::uint64_t sum = 0;
  for (const std::uint32_t count : permuted) sum += count;
  cell.mean = static_cast<double>(sum) / static_cast<double>(r);
  cell.median =
      0.5 * (static_cast<double>(permuted[(r - 1) / 2]) + static_cast<double>(permuted[r / 2]));
  const auto as_many = permuted.end() - std::ranges::lower_bound(permuted, observed);
  cell.p =
      stats::pseudo_p_value(static_cast<std::uint32_t>(as_many), static_cast<std::uint32_t>(r));
  cell.flagged = cell.ratio >= least_ratio && cell.p <= most_p;
  return cell;
}

struct Counted {
  std::vector<std::uint64_t> observed;
  std::vector<std::uint32_t> permuted;  // one after another
  std::vector<Links> space;
  std::vector<Links> time;
};

std::vector<KnoxCell> cells_of(std::size_t n, const Counted& counted) {
  const std::size_t cells = counted.observed.size();
  std::vector<KnoxCell> result;
  for (std::size_t c = 0; c < cells; ++c) {
    std::vector<std::uint32_t> permuted;
    for (std::size_t r = c; r < counted.permuted.size(); r += cells) {
      permuted.push_back(counted.permuted[r]);
    }
    const std::size_t lags = counted.time.size();
    result.push_back(cell_of(counted.observed[c],
                             chance_moments(n, counted.space[c / lags], counted.time[c % lags]),
                             std::move(permuted)));
  }
  return result;
}

// With what lies beyond: rows and columns add up to the pairs of a distance and of a lag.
std::vector<std::uint64_t> whole_table(const Knox& found, const Counted& bands) {
  std::vector<std::uint64_t> table;
  std::vector<std::uint64_t> beyond;  // the last row
  for (const Links& lag : bands.time) beyond.push_back(static_cast<std::uint64_t>(lag.pairs));
  std::uint64_t rest = found.pairs;
  for (const std::uint64_t lag : beyond) rest -= lag;
  for (std::size_t s = 0; s < found.space_bands; ++s) {
    auto later = static_cast<std::uint64_t>(bands.space[s].pairs);
    for (std::size_t t = 0; t < found.time_bands; ++t) {
      const std::uint64_t observed = bands.observed[s * found.time_bands + t];
      table.push_back(observed);
      beyond[t] -= observed;
      later -= observed;
    }
    table.push_back(later);
    rest -= later;
  }
  table.insert(table.end(), beyond.begin(), beyond.end());
  table.push_back(rest);
  return table;
}

std::vector<std::uint64_t> observed_within(const TimedPoints& points, const ClosePairs& near,
                                           std::span<const std::int32_t> ends) {
  std::vector<std::uint64_t> counts(near.size() * ends.size(), 0);
  for (std::size_t s = 0; s < near.size(); ++s) {
    for (const ClosePair& pair : near[s]) {
      const std::int32_t lag = std::abs(points.minute[pair.a] - points.minute[pair.b]);
      for (std::size_t e = 0; e < ends.size(); ++e) {
        counts[s * ends.size() + e] += lag < ends[e] ? 1U : 0U;
      }
    }
  }
  return counts;
}

}  // namespace

Result<Knox> knox(const KnoxInput& input, const KnoxOptions& options) {
  if (const auto ok = check(input, options); !ok) return fail(ok.error());
  const auto points = timed_points(input.at, input.when);
  if (!points) return fail(points.error());
  const auto near = close_pairs(points->at, options.space_ends_m, options.metric);
  if (!near) return fail(near.error());
  std::vector<std::int32_t> ends;
  for (const double days : options.time_ends_days) ends.push_back(end_minute(days));
  const std::size_t n = points->size();
  Knox found{.incidents = n,
             .pairs = std::uint64_t{n} * (n - 1) / 2,
             .space_bands = near->size(),
             .time_bands = ends.size()};
  const auto permuted = unless_stopped([&]() -> Result<std::vector<std::uint32_t>> {
    return permuted_counts(*points, *near, ends, options.permutations, options.seed);
  });
  if (!permuted) return fail(permuted.error());
  const auto space = within_distance(n, *near);
  const auto time = within_lag(*points, ends);
  const std::size_t cells = near->size() * ends.size();

  Counted bands{observed_within(*points, *near, ends), *permuted, links_of(space, false),
                links_of(time, false)};
  Counted within{bands.observed, *permuted, links_of(space, true), links_of(time, true)};
  part_lags(std::span(bands.observed), ends.size());
  add_up_distances(std::span(within.observed), ends.size());
  for (std::size_t r = 0; r < permuted->size(); r += cells) {
    part_lags(std::span(bands.permuted).subspan(r, cells), ends.size());
    add_up_distances(std::span(within.permuted).subspan(r, cells), ends.size());
  }
  found.bands = cells_of(n, bands);
  found.within = cells_of(n, within);
  found.table = whole_table(found, bands);
  return found;
}

}  // namespace hotward::near_repeat
