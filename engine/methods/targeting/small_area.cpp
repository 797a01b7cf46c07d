#include "engine/methods/targeting/small_area.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <utility>

#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/methods/targeting/growth_problem.hpp"
#include "engine/methods/targeting/growth_state.hpp"

namespace hotward::targeting {
namespace {

// States that are split at the same time, each by some thread, and then taken in their order: what
// is found cannot depend on how many threads there are.
constexpr std::size_t at_once = 32;
constexpr std::size_t most_steps = 6'000'000;
constexpr int first_rounds = 60;
constexpr int later_rounds = 14;
constexpr double any = std::numeric_limits<double>::infinity();

/// What came of one state that was split.
struct Split {
  std::vector<GrowthStep> steps;
  std::vector<double> prices;        // of each step
  std::vector<std::uint32_t> group;  // the best that was met
  double captured = 0.0;

  void keep_better(const GrowthState& state) {
    if (!group.empty() && state.captured() <= captured) return;
    group = state.group();
    captured = state.captured();
  }
};

class Search {
 public:
  Search(const GrowthProblem& problem, double most_work)
      : problem_(problem), most_work_(most_work) {
    for (std::size_t k = 0; k < at_once; ++k) places_.emplace_back(problem);
  }

  SmallArea run() {
    plant();
    while (!queue_.empty() && is_open(queue_.top().bound) && work() < most_work_ &&
           steps_.size() < most_steps) {
      split_some();
    }
    SmallArea found;
    found.bound = captured_;
    if (!queue_.empty() && is_open(queue_.top().bound)) found.bound = queue_.top().bound;
    trim(problem_, group_);
    for (const std::uint32_t k : group_) found.sites.push_back(problem_.site[k]);
    std::ranges::sort(found.sites);
    found.captured = captured_;
    found.states = steps_.size();
    return found;
  }

 private:
  struct Waiting {
    double bound;
    std::uint32_t step;
    // Among equals the latest first: it is the furthest grown.
    friend bool operator<(const Waiting& a, const Waiting& b) {
      return a.bound != b.bound ? a.bound < b.bound : a.step < b.step;
    }
  };

  [[nodiscard]] bool is_open(double bound) const { return problem_.beats(bound, captured_); }

  [[nodiscard]] double work() const {
    double sum = 0.0;
    for (const GrowthState& place : places_) sum += place.work();
    return sum;
  }

  // Each site as the first of its groups.
  void plant() {
    const std::size_t batch = at_once;
    for (std::size_t first = 0; first < problem_.size(); first += batch) {
      const std::size_t count = std::min(batch, problem_.size() - first);
      std::vector<Split> made(count);
      parallel_for(count, [&](std::size_t k) {
        const auto root = static_cast<std::uint32_t>(first + k);
        made[k] = split(places_[k], {{no_site, root, true, no_site, 0.0, any}},
                        std::vector<double>(problem_.limits, 0.0), first_rounds);
      });
      for (Split& one : made) take(std::move(one));
    }
  }

  // Bounds of steps that follow no other, or the same one; and a group grown from there.
  Split split(GrowthState& place, std::vector<GrowthStep> steps, const std::vector<double>& prices,
              int rounds) const {
    Split made;
    for (GrowthStep& step : steps) {
      const bool is_root = step.before == no_site;
      if (is_root) place.load(steps, 0);
      if (!is_root) place.choose(step.site, step.in);
      std::vector<double> found = prices;
      step.bound = std::min(step.bound, place.bound(found, captured_, rounds));
      step.captured = place.captured();
      step.next = place.next();
      made.prices.insert(made.prices.end(), found.begin(), found.end());
      made.keep_better(place);
      if (!is_root) place.undo(step.site, step.in);
    }
    place.complete();
    made.keep_better(place);
    made.steps = std::move(steps);
    return made;
  }

  void split_some() {
    std::vector<std::uint32_t> chosen;
    while (chosen.size() < at_once && !queue_.empty() && is_open(queue_.top().bound)) {
      chosen.push_back(queue_.top().step);
      queue_.pop();
    }
    std::vector<Split> made(chosen.size());
    parallel_for(chosen.size(), [&](std::size_t k) {
      const std::uint32_t before = chosen[k];
      const std::uint32_t site = steps_[before].next;
      const double bound = steps_[before].bound;
      const auto prices = prices_.begin() + static_cast<std::ptrdiff_t>(before * problem_.limits);
      places_[k].load(steps_, before);
      made[k] = split(
          places_[k],
          {{before, site, true, no_site, 0.0, bound}, {before, site, false, no_site, 0.0, bound}},
          {prices, prices + static_cast<std::ptrdiff_t>(problem_.limits)}, later_rounds);
    });
    for (Split& one : made) take(std::move(one));
  }

  void take(Split made) {
    if (made.captured > captured_ || group_.empty()) {
      captured_ = made.captured;
      group_ = std::move(made.group);
      std::ranges::sort(group_);
    }
    for (std::size_t k = 0; k < made.steps.size(); ++k) {
      const GrowthStep& step = made.steps[k];
      if (step.next == no_site || !is_open(step.bound)) continue;
      const auto from = made.prices.begin() + static_cast<std::ptrdiff_t>(k * problem_.limits);
      queue_.push({problem_.reachable(step.bound), static_cast<std::uint32_t>(steps_.size())});
      steps_.push_back(step);
      prices_.insert(prices_.end(), from, from + static_cast<std::ptrdiff_t>(problem_.limits));
    }
  }

  const GrowthProblem& problem_;
  double most_work_;
  std::vector<GrowthState> places_;
  std::vector<GrowthStep> steps_;
  std::vector<double> prices_;
  std::priority_queue<Waiting> queue_;
  std::vector<std::uint32_t> group_;  // the best one
  double captured_ = 0.0;
};

// Counts how many of these sites are in a group.
Limit shared_with(const std::vector<weights::Site>& group, std::size_t sites, double overlap) {
  Limit limit{std::vector<double>(sites, 0.0),
              std::floor(overlap * static_cast<double>(group.size()) + cost_tolerance)};
  for (const weights::Site i : group) limit.cost[i] = 1.0;
  return limit;
}

}  // namespace

Result<SmallArea> small_area(const GrowthInput& input, const GrowthOptions& options) {
  const GrowthProblem problem = growth_problem(input, options.most_sites);
  if (problem.size() == 0) {
    return fail(ErrorCode::no_data, "not one of the areas is within the limits");
  }
  return unless_stopped(
      [&]() -> Result<SmallArea> { return Search(problem, options.most_work).run(); });
}

Result<std::vector<SmallArea>> small_areas(const GrowthInput& input, std::size_t groups,
                                           double overlap, const GrowthOptions& options) {
  GrowthInput left = input;
  std::vector<SmallArea> all;
  while (all.size() < groups) {
    auto found = small_area(left, options);
    if (!found && (all.empty() || found.error().code == ErrorCode::interrupted)) {
      return fail(found.error());
    }
    if (!found || (found->captured <= 0.0 && !all.empty())) break;
    left.limits.push_back(shared_with(found->sites, input.value.size(), overlap));
    all.push_back(std::move(*found));
  }
  return all;
}

}  // namespace hotward::targeting
