#include "engine/methods/near_repeat/chains.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "engine/core/union_find.hpp"
#include "engine/methods/near_repeat/timed_points.hpp"
#include "engine/stats/multiple_testing.hpp"

namespace hotward::near_repeat {
namespace {

// Logarithms of factorials, for the law of a local count.
class Factorials {
 public:
  explicit Factorials(std::size_t n) : log_(n + 1, 0.0) {
    for (std::size_t k = 2; k <= n; ++k) log_[k] = log_[k - 1] + std::log(static_cast<double>(k));
  }
  [[nodiscard]] double log_choose(std::size_t n, std::size_t k) const {
    return log_[n] - log_[k] - log_[n - k];
  }

 private:
  std::vector<double> log_;
};

// P(at least `seen`) of `drawn` out of `all`, of which `marked` are marked.
double at_least(const Factorials& f, std::size_t seen, std::size_t all, std::size_t marked,
                std::size_t drawn) {
  const std::size_t least = marked + drawn > all ? marked + drawn - all : 0;
  if (seen <= least) return 1.0;
  double sum = 0.0;
  for (std::size_t k = std::min(marked, drawn); k >= seen; --k) {  // small terms first
    sum += std::exp(f.log_choose(marked, k) + f.log_choose(all - marked, drawn - k) -
                    f.log_choose(all, drawn));
  }
  return std::min(sum, 1.0);
}

// What a link is chosen by: the least is drawn.
using Preference = std::tuple<int, std::int32_t, double, std::uint32_t>;

// In the numbers of the timed points, but for what has the input's.
struct Building {
  const TimedPoints& points;
  const ChainOptions& options;
  std::vector<std::uint32_t> order;       // by time, x, y
  std::vector<std::uint32_t> rank;        // in that order
  std::vector<std::uint32_t> near_space;  // how many others, whenever
  std::vector<std::uint32_t> near;        // in space and time
  std::vector<std::uint8_t> has_later;
  std::vector<std::uint32_t> before;
  std::vector<Preference> by;
  UnionFind sets;

  Building(const TimedPoints& of, const ChainOptions& asked)
      : points(of),
        options(asked),
        order(of.size()),
        rank(of.size()),
        near_space(of.size(), 0),
        near(of.size(), 0),
        has_later(of.size(), 0),
        before(of.size(), Chains::nobody),
        by(of.size()),
        sets(of.size()) {
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return points.minute[i]; });
    for (std::uint32_t k = 0; k < order.size(); ++k) rank[order[k]] = k;
  }

  void add(ClosePair pair, std::int32_t end) {
    ++near_space[pair.a];
    ++near_space[pair.b];
    if (rank[pair.b] < rank[pair.a]) std::swap(pair.a, pair.b);
    const std::int32_t lag = points.minute[pair.b] - points.minute[pair.a];
    if (lag >= end) return;
    ++near[pair.a];
    ++near[pair.b];
    has_later[pair.a] = 1;
    sets.unite(rank[pair.a], rank[pair.b]);
    const double d = distance_m(points.at[pair.a], points.at[pair.b], options.metric);
    const Preference preference{d < options.same_place_m ? 0 : 1, lag, d, rank[pair.a]};
    if (before[pair.b] == Chains::nobody || preference < by[pair.b]) {
      before[pair.b] = pair.a;
      by[pair.b] = preference;
    }
  }

  [[nodiscard]] Role role(std::uint32_t i) const {
    if (before[i] == Chains::nobody) return has_later[i] != 0 ? Role::originator : Role::none;
    return std::get<0>(by[i]) == 0 ? Role::repeat : Role::near_repeat;
  }
};

void add_local(const Building& made, std::int32_t end, Chains& found) {
  const std::size_t n = made.points.size();
  const Factorials factorials(n);
  std::vector<std::int32_t> sorted = made.points.minute;
  std::ranges::sort(sorted);
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::int64_t minute = made.points.minute[i];
    const auto first = std::upper_bound(sorted.begin(), sorted.end(), minute - end);
    const auto last = std::lower_bound(sorted.begin(), sorted.end(), minute + end);
    const auto near_time = static_cast<std::size_t>(last - first - 1);
    const std::uint32_t to = made.points.input[i];
    found.near[to] = made.near[i];
    if (n < 2) continue;
    found.expected[to] = static_cast<double>(made.near_space[i]) * static_cast<double>(near_time) /
                         static_cast<double>(n - 1);
    found.p[to] = at_least(factorials, made.near[i], n - 1, near_time, made.near_space[i]);
  }
  found.q = stats::benjamini_hochberg(found.p);
}

void add_chains(Building& made, Chains& found) {
  std::vector<std::uint32_t> number(made.points.size(), 0);  // by the rank of its first incident
  for (std::uint32_t k = 0; k < made.order.size(); ++k) {
    const std::uint32_t i = made.order[k];
    const std::uint32_t to = made.points.input[i];
    found.order.push_back(to);
    found.role[to] = made.role(i);
    if (found.role[to] == Role::none) continue;
    const std::uint32_t root = made.sets.find(k);
    if (number[root] == 0) {
      found.sizes.push_back(0);
      number[root] = static_cast<std::uint32_t>(found.sizes.size());
    }
    found.chain[to] = number[root];
    ++found.sizes[number[root] - 1];
    if (made.before[i] != Chains::nobody) found.follows[to] = made.points.input[made.before[i]];
  }
}

}  // namespace

std::size_t Chains::count(Role what) const {
  return static_cast<std::size_t>(std::ranges::count(role, what));
}

Result<Chains> chains(const KnoxInput& input, const ChainOptions& options) {
  if (!(options.space_m > 0.0) || !(options.time_days > 0.0) || !std::isfinite(options.space_m)) {
    return fail(ErrorCode::usage, "what is near must be a length and a time above 0");
  }
  const std::size_t n = input.at.size();
  Chains found{.role = std::vector<Role>(n, Role::none),
               .chain = std::vector<std::uint32_t>(n, 0),
               .follows = std::vector<std::uint32_t>(n, Chains::nobody),
               .near = std::vector<std::uint32_t>(n, 0),
               .expected = std::vector<double>(n, 0.0),
               .p = std::vector<double>(n, 1.0),
               .q = std::vector<double>(n, 1.0)};
  const auto points = timed_points(input.at, input.when);
  if (!points) return fail(points.error());
  if (n == 0) return found;
  const double ends_m[] = {options.space_m};
  const auto near = close_pairs(points->at, ends_m, options.metric);
  if (!near) return fail(near.error());
  const std::int32_t end = end_minute(options.time_days);
  Building made(*points, options);
  for (const ClosePair& pair : near->front()) made.add(pair, end);
  add_chains(made, found);
  add_local(made, end, found);
  return found;
}

}  // namespace hotward::near_repeat
