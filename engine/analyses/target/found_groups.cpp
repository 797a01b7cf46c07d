#include "engine/analyses/target/found_groups.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/undefined.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/lacking.hpp"
#include "engine/weights/connectivity.hpp"

namespace hotward::analyses {
namespace {

// Why people or households cannot be bounded, or nothing.
std::string why_unbounded(const Study& study, const FoundSites& found, bool of_people) {
  const table::Areas& areas = study.areas();
  const bool known = of_people ? found.has_people() : found.has_households();
  if (known) return {};
  if (found.sites.grid) return "of cells neither people nor households are known";
  if (of_people && found.has_households()) {
    return fmt::format(
        "the population counts {} ({}): name the people with --population, or "
        "bound --max-households",
        areas.population_label, areas.population_source);
  }
  return of_people ? no_population_text(areas)
                   : "no households are known: name a column of the areas, or a file, with "
                     "--households";
}

// Ids count beside the name: two areas may have one.
std::string cheapest(const FoundSites& found, const std::vector<double>& costs,
                     const std::string& unit, int decimals) {
  std::size_t least = costs.size();
  for (std::size_t i = 0; i < costs.size(); ++i) {
    if (std::isnan(costs[i])) continue;
    if (least == costs.size() || costs[i] < costs[least]) least = i;
  }
  if (least == costs.size()) return {};
  return fmt::format("the smallest, {}, has {} {}", site_name(found.sites, least),
                     report::decimal_text(costs[least], decimals), unit);
}

struct BoundedCosts {
  std::vector<targeting::Limit> limits;
  std::string why_none;  // each bound's smallest site, for the error
};

Result<BoundedCosts> costs_of(const Study& study, const FoundSites& found,
                              const GroupBounds& bounds) {
  BoundedCosts costs;
  const auto add = [&](const std::vector<double>& cost, double most, const char* option,
                       const char* unit, int decimals) {
    costs.limits.push_back({cost, most});
    const bool met = std::ranges::any_of(cost, [&](double one) { return one <= most; });
    if (!met) {
      costs.why_none +=
          fmt::format("{}--{} {}: {}", costs.why_none.empty() ? "" : "; ", option,
                      report::exact_text(most), cheapest(found, cost, unit, decimals));
    }
  };
  for (const bool of_people : {true, false}) {
    const auto& most = of_people ? bounds.people : bounds.households;
    if (!most) continue;
    const char* option = of_people ? "max-people" : "max-households";
    if (const std::string why = why_unbounded(study, found, of_people); !why.empty()) {
      return fail(Error{ErrorCode::bad_value, why, option});
    }
    add(of_people ? found.people : found.households, *most, option,
        of_people ? "people" : "households", 0);
  }
  if (bounds.km2) add(found.sites.area_km2, *bounds.km2, "max-km2", "km²", 3);
  return costs;
}

double sum_of(const std::vector<double>& numbers, const std::vector<std::size_t>& sites) {
  double sum = 0.0;
  for (const std::size_t i : sites) sum += numbers[i];
  return sum;
}

GroupSums sums_of(const FoundSites& found, std::vector<std::size_t> sites) {
  std::ranges::sort(sites, [&](std::size_t a, std::size_t b) {
    const auto& counts = found.sites.counts;
    return counts[a] != counts[b] ? counts[a] > counts[b] : found.sites.ids[a] < found.sites.ids[b];
  });
  GroupSums sums;
  sums.sites = std::move(sites);
  for (const std::size_t i : sums.sites) sums.count += found.sites.counts[i];
  if (found.harm.known()) sums.harm = sum_of(found.harm.sum, sums.sites);
  // In one order, so that no last digit depends on how the group was found.
  sums.people = sum_of(found.people, sums.sites);
  sums.households = sum_of(found.households, sums.sites);
  sums.km2 = sum_of(found.sites.area_km2, sums.sites);
  std::vector<weights::Site> kept(sums.sites.begin(), sums.sites.end());
  std::ranges::sort(kept);
  sums.parts =
      weights::components(weights::restricted_to(found.sites.neighbours.links, kept)).count;
  return sums;
}

// The sites by what is sought, most first.
std::vector<std::size_t> in_order(const FoundSites& found) {
  std::vector<std::size_t> order = found.ranking.order;
  if (found.harm.known()) {
    std::ranges::stable_sort(order, std::ranges::greater{},
                             [&](std::size_t i) { return found.harm.sum[i]; });
  }
  return order;
}

// The first by count or harm, as long as they fit, each by itself.
std::vector<std::size_t> fitting_by_count(const FoundSites& found, const GroupBounds& bounds,
                                          const std::vector<targeting::Limit>& limits) {
  std::vector<std::size_t> chosen;
  std::vector<double> used(limits.size(), 0.0);
  const std::size_t most = bounds.areas.value_or(std::numeric_limits<std::size_t>::max());
  const std::vector<double> worth = found.worth();
  for (const std::size_t i : in_order(found)) {
    if (chosen.size() == most || worth[i] <= 0.0) break;
    bool fits = true;
    for (std::size_t r = 0; r < limits.size(); ++r) {
      fits = fits && used[r] + limits[r].cost[i] <= limits[r].most;
    }
    if (!fits) continue;
    for (std::size_t r = 0; r < limits.size(); ++r) used[r] += limits[r].cost[i];
    chosen.push_back(i);
  }
  return chosen;
}

void add_gain(FoundGroups& groups) {
  groups.gain_pct = undefined;
  const GroupSums& group = groups.groups.front().sums;
  const auto gain = [](double rate, double other) { return 100.0 * (rate / other - 1.0); };
  if (std::isfinite(group.per_1k_households())) {
    groups.gain_pct = gain(group.per_1k_households(), groups.by_count.per_1k_households());
    groups.gain_of = "household";
  } else if (std::isfinite(group.per_1k_people())) {
    groups.gain_pct = gain(group.per_1k_people(), groups.by_count.per_1k_people());
    groups.gain_of = "person";
  }
}

std::size_t shared_sites(const GroupSums& a, const GroupSums& b) {
  return static_cast<std::size_t>(std::ranges::count_if(a.sites, [&](std::size_t site) {
    return std::ranges::find(b.sites, site) != b.sites.end();
  }));
}

double per_1k(std::int64_t count, double number) {
  return number > 0.0 ? 1000.0 * static_cast<double>(count) / number : undefined;
}

}  // namespace

double GroupSums::per_1k_households() const { return per_1k(count, households); }
double GroupSums::per_1k_people() const { return per_1k(count, people); }

Result<FoundGroups> find_groups(const Study& study, const FoundSites& found,
                                const TargetSettings& settings) {
  const auto costs = costs_of(study, found, settings.bounds);
  if (!costs) return fail(costs.error());
  FoundGroups groups;
  const std::vector<double> value = found.worth();
  const weights::SpatialWeights links = weights::symmetrized(found.sites.neighbours.links);
  const auto best = targeting::small_areas({value, found.sites.ids, links, costs->limits},
                                           1 + settings.alternatives, settings.overlap,
                                           {.most_sites = settings.bounds.areas.value_or(0)});
  if (!best && best.error().code == ErrorCode::no_data) {
    return fail(ErrorCode::no_data, costs->why_none.empty()
                                        ? "no site by itself is within " +
                                              bounds_text(settings.bounds, settings.of_cells())
                                        : costs->why_none);
  }
  if (!best) return fail(best.error());
  if (best->front().captured <= 0.0) return groups;
  for (const targeting::SmallArea& one : *best) {
    FoundGroup group{sums_of(found, {one.sites.begin(), one.sites.end()}), one.bound, one.gap_pct(),
                     one.is_exact()};
    if (!groups.groups.empty()) group.shared = shared_sites(group.sums, groups.groups[0].sums);
    groups.groups.push_back(std::move(group));
  }
  groups.by_count = sums_of(found, fitting_by_count(found, settings.bounds, costs->limits));
  add_gain(groups);
  return groups;
}

std::string bounds_text(const GroupBounds& bounds, bool of_cells) {
  std::vector<std::string> parts;
  if (bounds.areas) parts.push_back(counted(*bounds.areas, of_cells ? "cell" : "area"));
  if (bounds.people) parts.push_back(report::decimal_text(*bounds.people, 0) + " people");
  if (bounds.households) {
    parts.push_back(report::decimal_text(*bounds.households, 0) + " households");
  }
  if (bounds.km2) parts.push_back(report::exact_text(*bounds.km2) + " km²");
  return "at most " + report::list_words(parts, parts.size());
}

}  // namespace hotward::analyses
