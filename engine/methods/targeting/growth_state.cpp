#include "engine/methods/targeting/growth_state.hpp"

#include <algorithm>
#include <cmath>

namespace hotward::targeting {

GrowthState::GrowthState(const GrowthProblem& problem)
    : problem_(&problem),
      mark_(problem.size(), open),
      left_(problem.limits, 1.0),
      met_(problem.size(), 0),
      slope_(problem.limits),
      used_(problem.limits),
      trial_(problem.limits) {}

void GrowthState::begin(std::uint32_t root) {
  for (const std::uint32_t site : touched_) mark_[site] = open;
  touched_.clear();
  group_.clear();
  left_.assign(problem_->limits, 1.0);
  captured_ = 0.0;
  root_ = root;
  choose(root, true);
}

void GrowthState::load(const std::vector<GrowthStep>& steps, std::uint32_t step) {
  path_.clear();
  for (; steps[step].before != no_site; step = steps[step].before) path_.push_back(step);
  work_ += static_cast<double>(path_.size());
  begin(steps[step].site);
  for (auto at = path_.rbegin(); at != path_.rend(); ++at) choose(steps[*at].site, steps[*at].in);
}

void GrowthState::choose(std::uint32_t site, bool in) {
  mark_[site] = in ? inside : outside;
  touched_.push_back(site);
  if (!in) return;
  group_.push_back(site);
  captured_ += problem_->value[site];
  const double* costs = problem_->costs_of(site);
  for (std::size_t r = 0; r < left_.size(); ++r) left_[r] -= costs[r];
}

void GrowthState::undo(std::uint32_t site, bool in) {
  mark_[site] = open;
  touched_.pop_back();
  if (!in) return;
  group_.pop_back();
  captured_ -= problem_->value[site];
  const double* costs = problem_->costs_of(site);
  for (std::size_t r = 0; r < left_.size(); ++r) left_[r] += costs[r];
}

bool GrowthState::fits(std::uint32_t site) const {
  // Groups belong to the first of their sites.
  if (site < root_ || mark_[site] != open) return false;
  const double* costs = problem_->costs_of(site);
  for (std::size_t r = 0; r < left_.size(); ++r) {
    if (costs[r] > left_[r] + cost_tolerance) return false;
  }
  return true;
}

// All sites that may be added at some time, by how many links away they are.
void GrowthState::find_reach() {
  for (const std::uint32_t site : reach_) met_[site] = 0;
  reach_.clear();
  level_ends_.clear();
  const auto visit = [&](std::uint32_t from) {
    for (const std::uint32_t site : problem_->neighbours[from]) {
      if (met_[site] != 0 || !fits(site)) continue;
      met_[site] = 1;
      reach_.push_back(site);
    }
  };
  for (const std::uint32_t site : group_) visit(site);
  const std::size_t furthest = problem_->most_sites - group_.size();
  std::size_t begin = 0;
  while (begin < reach_.size() && level_ends_.size() < furthest) {
    const std::size_t end = reach_.size();
    level_ends_.push_back(end);
    if (level_ends_.size() < furthest) {
      for (std::size_t k = begin; k < end; ++k) visit(reach_[k]);
    }
    begin = end;
  }
  // Nothing more can be added at all.
  if (furthest == 0) {
    for (const std::uint32_t site : reach_) met_[site] = 0;
    reach_.clear();
  }
}

// U of the header, for these prices; slope_ becomes a subgradient of it.
double GrowthState::relaxed(const std::vector<double>& prices) {
  const std::size_t limits = left_.size();
  double base = captured_;
  for (std::size_t r = 0; r < limits; ++r) base += prices[r] * left_[r];
  slope_ = left_;
  used_.assign(limits, 0.0);
  double so_far = 0.0;
  double highest = 0.0;
  std::size_t begin = 0;
  for (const std::size_t end : level_ends_) {
    double level = 0.0;
    double least_bad = -std::numeric_limits<double>::infinity();
    std::uint32_t least_bad_site = no_site;
    for (std::size_t k = begin; k < end; ++k) {
      const double* costs = problem_->costs_of(reach_[k]);
      double worth = problem_->value[reach_[k]];
      for (std::size_t r = 0; r < limits; ++r) worth -= prices[r] * costs[r];
      if (worth > 0.0) {
        level += worth;
        for (std::size_t r = 0; r < limits; ++r) used_[r] += costs[r];
      } else if (worth > least_bad) {
        least_bad = worth;
        least_bad_site = reach_[k];
      }
    }
    if (level == 0.0) {
      level = least_bad;
      const double* costs = problem_->costs_of(least_bad_site);
      for (std::size_t r = 0; r < limits; ++r) used_[r] += costs[r];
    }
    so_far += level;
    if (so_far > highest) {
      highest = so_far;
      for (std::size_t r = 0; r < limits; ++r) slope_[r] = left_[r] - used_[r];
    }
    begin = end;
  }
  return base + highest;
}

double GrowthState::bound(std::vector<double>& prices, double best, int rounds) {
  find_reach();
  work_ += static_cast<double>(group_.size()) + 8.0;
  if (reach_.empty()) return captured_;
  double lowest = std::numeric_limits<double>::infinity();
  trial_ = prices;
  double step = 1.0;
  for (int round = 0; round < rounds; ++round) {
    work_ += static_cast<double>(reach_.size());
    const double found = relaxed(trial_);
    if (found < lowest) {
      lowest = found;
      prices = trial_;
    } else {
      step *= 0.6;
    }
    // No need to know how far below.
    if (!problem_->beats(lowest, best)) return lowest;
    double length = 0.0;
    for (std::size_t r = 0; r < trial_.size(); ++r) {
      const bool stays = trial_[r] <= 0.0 && slope_[r] > 0.0;
      length += stays ? 0.0 : slope_[r] * slope_[r];
    }
    if (length < 1e-18) return lowest;  // nothing lower can be found
    const double far = step * (found - 0.999 * best) / length;
    for (std::size_t r = 0; r < trial_.size(); ++r) {
      trial_[r] = std::max(0.0, trial_[r] - far * slope_[r]);
    }
  }
  return lowest;
}

std::uint32_t GrowthState::next() const {
  if (reach_.empty()) return no_site;
  // The first number is that of the highest value.
  return *std::min_element(reach_.begin(),
                           reach_.begin() + static_cast<std::ptrdiff_t>(level_ends_.front()));
}

void GrowthState::complete() {
  while (group_.size() < problem_->most_sites) {
    std::uint32_t chosen = no_site;
    double most = -1.0;
    for (const std::uint32_t member : group_) {
      for (const std::uint32_t site : problem_->neighbours[member]) {
        if (!fits(site)) continue;
        // What it holds beside the best of those that it opens the way to.
        double worth = problem_->value[site];
        double ahead = 0.0;
        for (const std::uint32_t behind : problem_->neighbours[site]) {
          if (fits(behind)) ahead = std::max(ahead, problem_->value[behind]);
        }
        worth += group_.size() + 1 < problem_->most_sites ? 0.5 * ahead : 0.0;
        double part = 0.0;
        const double* costs = problem_->costs_of(site);
        for (std::size_t r = 0; r < left_.size(); ++r) part = std::max(part, costs[r]);
        worth /= std::max(part, 1e-6);
        if (worth > most || (worth == most && site < chosen)) {
          most = worth;
          chosen = site;
        }
      }
    }
    if (chosen == no_site) return;
    choose(chosen, true);
  }
}

}  // namespace hotward::targeting
