#include "engine/methods/targeting/growth_problem.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/core/check.hpp"

namespace hotward::targeting {
namespace {

constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

// In parts of the most; infinite where it cannot be in a group.
double part_of(double cost, double most) {
  if (std::isnan(cost)) return std::numeric_limits<double>::infinity();
  if (cost == 0.0) return 0.0;
  return most > 0.0 ? cost / most : std::numeric_limits<double>::infinity();
}

bool is_able(const GrowthInput& input, std::size_t site) {
  return std::ranges::all_of(input.limits, [&](const Limit& limit) {
    return part_of(limit.cost[site], limit.most) <= 1.0 + cost_tolerance;
  });
}

std::vector<weights::Site> able_in_order(const GrowthInput& input) {
  std::vector<weights::Site> order;
  for (weights::Site i = 0; i < input.value.size(); ++i) {
    if (is_able(input, i)) order.push_back(i);
  }
  std::ranges::sort(order, [&](weights::Site a, weights::Site b) {
    if (input.value[a] != input.value[b]) return input.value[a] > input.value[b];
    return input.codes[a] < input.codes[b];
  });
  return order;
}

// How many sites at most fit into the limits, the cheapest first.
std::size_t most_that_fit(const GrowthInput& input, const std::vector<weights::Site>& sites) {
  std::size_t most = sites.size();
  for (const Limit& limit : input.limits) {
    std::vector<double> parts;
    for (const weights::Site i : sites) parts.push_back(part_of(limit.cost[i], limit.most));
    std::ranges::sort(parts);
    std::size_t fit = 0;
    for (double sum = 0.0; fit < parts.size(); ++fit) {
      sum += parts[fit];
      if (sum > 1.0 + cost_tolerance) break;
    }
    most = std::min(most, fit);
  }
  return most;
}

void add_neighbours(const GrowthInput& input, GrowthProblem& problem) {
  std::vector<std::uint32_t> number(input.value.size(), nobody);
  for (std::uint32_t k = 0; k < problem.size(); ++k) number[problem.site[k]] = k;
  for (std::uint32_t k = 0; k < problem.size(); ++k) {
    auto& near = problem.neighbours.emplace_back();
    for (const weights::Site j : input.links.neighbours(problem.site[k])) {
      if (number[j] != nobody && number[j] != k) near.push_back(number[j]);
    }
    std::ranges::sort(near);
  }
}

bool is_connected(const GrowthProblem& problem, const std::vector<std::uint32_t>& group) {
  std::vector<std::uint32_t> met = {group.front()};
  for (std::size_t at = 0; at < met.size(); ++at) {
    for (const std::uint32_t j : problem.neighbours[met[at]]) {
      const bool is_new = std::ranges::find(met, j) == met.end();
      if (is_new && std::ranges::find(group, j) != group.end()) met.push_back(j);
    }
  }
  return met.size() == group.size();
}

}  // namespace

double GrowthProblem::reachable(double bound) const {
  return whole ? std::floor(bound + 1e-6) : bound;
}

GrowthProblem growth_problem(const GrowthInput& input, std::size_t most_sites) {
  HOTWARD_EXPECTS(input.links.site_count() == input.value.size());
  HOTWARD_EXPECTS(input.codes.size() == input.value.size());
  GrowthProblem problem;
  problem.site = able_in_order(input);
  const std::size_t fit = most_that_fit(input, problem.site);
  problem.most_sites = most_sites == 0 ? fit : std::min(fit, most_sites);
  problem.limits = 1 + input.limits.size();
  for (const weights::Site i : problem.site) {
    problem.value.push_back(input.value[i]);
    problem.whole = problem.whole && input.value[i] == std::floor(input.value[i]);
    problem.cost.push_back(1.0 / static_cast<double>(problem.most_sites));
    for (const Limit& limit : input.limits) {
      problem.cost.push_back(part_of(limit.cost[i], limit.most));
    }
  }
  add_neighbours(input, problem);
  return problem;
}

void trim(const GrowthProblem& problem, std::vector<std::uint32_t>& group) {
  // Numbers rise as values fall: those of no value stand last.
  for (std::size_t k = group.size(); k-- > 1;) {
    if (problem.value[group[k]] > 0.0) return;
    std::vector<std::uint32_t> rest = group;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(k));
    if (!is_connected(problem, rest)) continue;
    group = std::move(rest);
    k = group.size();  // another may be free to go now
  }
}

}  // namespace hotward::targeting
