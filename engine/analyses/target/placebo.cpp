#include "engine/analyses/target/placebo.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

#include "engine/core/parallel.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/evaluation/relative_effect.hpp"

namespace hotward::analyses {
namespace {

using Sites = std::vector<std::size_t>;

// A site and those around it, ring by ring, by id within a ring; empty where there are too few.
Sites grown(const PlaceboInput& input, const std::vector<std::uint8_t>& is_candidate,
            std::size_t start) {
  const auto by_id = [&](std::size_t a, std::size_t b) { return input.ids[a] < input.ids[b]; };
  Sites group{start};
  for (std::size_t ring = 0; ring < group.size() && group.size() < input.sites_each;) {
    const std::size_t end = group.size();
    Sites next;
    for (; ring < end; ++ring) {
      for (const weights::Site site : input.links.row(group[ring]).sites()) {
        const bool is_new = std::ranges::find(group, site) == group.end() &&
                            std::ranges::find(next, site) == next.end();
        if (is_new && is_candidate[site] != 0) next.push_back(site);
      }
    }
    std::ranges::sort(next, by_id);
    for (const std::size_t site : next) {
      if (group.size() < input.sites_each) group.push_back(site);
    }
  }
  if (group.size() < input.sites_each) return {};
  std::ranges::sort(group);
  return group;
}

// The busiest sites first: they are most like the target.
std::vector<Sites> groups_to_try(const PlaceboInput& input, const Sites& before) {
  std::vector<std::uint8_t> is_candidate(input.months.sites, 0);
  for (const std::size_t site : input.candidates) is_candidate[site] = 1;
  Sites starts = input.candidates;
  std::ranges::stable_sort(starts, [&](std::size_t a, std::size_t b) {
    return input.months.sum(before, a) > input.months.sum(before, b);
  });
  std::set<Sites> known;
  std::vector<Sites> groups;
  for (const std::size_t start : starts) {
    if (groups.size() == most_placebos || input.months.sum(before, start) == 0) break;
    Sites group = grown(input, is_candidate, start);
    if (!group.empty() && known.insert(group).second) groups.push_back(std::move(group));
  }
  return groups;
}

evaluation::BeforeAfter counts_of(const SiteMonths& months, const MonthPairs& pairs,
                                  const Sites& sites) {
  evaluation::BeforeAfter counts;
  for (const std::size_t site : sites) {
    counts.before += months.sum(pairs.before, site);
    counts.after += months.sum(pairs.after, site);
  }
  return counts;
}

struct Tried {
  bool matched = false;
  evaluation::RelativeEffect effect;
};

Tried try_group(const PlaceboInput& input, const std::vector<evaluation::Feature>& features,
                const MonthPairs& pairs, const Sites& group) {
  const std::vector<std::uint8_t> near = with_neighbours(input.links, group);
  Sites others;
  std::ranges::copy_if(input.candidates, std::back_inserter(others),
                       [&](std::size_t site) { return near[site] == 0; });
  const auto matched = evaluation::matched_controls(features, group, others, input.controls_each);
  if (!matched) return {};
  Sites controls;
  for (const evaluation::Match& match : matched->matches) controls.push_back(match.control);
  return {true, evaluation::relative_effect(counts_of(input.months, pairs, group),
                                            counts_of(input.months, pairs, controls), input.phi)};
}

double quantile(const std::vector<double>& rising, double share) {
  const double at = share * static_cast<double>(rising.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, rising.size() - 1);
  return std::lerp(rising[below], rising[above], at - static_cast<double>(below));
}

}  // namespace

std::vector<std::uint8_t> with_neighbours(const weights::SpatialWeights& links,
                                          const std::vector<std::size_t>& some) {
  std::vector<std::uint8_t> near(links.site_count(), 0);
  for (const std::size_t i : some) {
    near[i] = 1;
    for (const weights::Site j : links.row(i).sites()) near[j] = 1;
  }
  return near;
}

std::vector<evaluation::Feature> timed_features(const SiteMonths& table, std::size_t months) {
  Sites all;
  for (std::size_t m = 0; m < months; ++m) {
    if (table.whole[m] != 0) all.push_back(m);
  }
  const MonthPairs pairs = month_pairs(table, months);
  std::vector<evaluation::Feature> features;
  if (!all.empty()) features.push_back({"count", {}});
  if (pairs.size() > 0) features.push_back({"trend", {}});
  for (std::size_t site = 0; site < table.sites; ++site) {
    for (evaluation::Feature& feature : features) {
      const auto half_more = [&](const Sites& some) {
        return static_cast<double>(table.sum(some, site)) + 0.5;
      };
      feature.values.push_back(feature.name == "count"
                                   ? 12.0 * static_cast<double>(table.sum(all, site)) /
                                         static_cast<double>(all.size())
                                   : std::log(half_more(pairs.after) / half_more(pairs.before)));
    }
  }
  return features;
}

PlaceboTest placebo_test(const PlaceboInput& input) {
  PlaceboTest test;
  test.middle = {undefined, undefined};
  const std::size_t half = std::min<std::size_t>(12, input.months.size() / 2);
  const MonthPairs pairs = month_pairs(input.months, input.months.size());
  std::vector<evaluation::Feature> features =
      timed_features(input.months, input.months.size() - half);
  if (pairs.size() == 0 || features.empty()) {
    test.why_not = "there are too few months";
    return test;
  }
  features.insert(features.end(), input.fixed.begin(), input.fixed.end());
  const std::vector<Sites> groups = groups_to_try(input, pairs.before);
  std::vector<Tried> tried(groups.size());
  parallel_for(groups.size(),
               [&](std::size_t g) { tried[g] = try_group(input, features, pairs, groups[g]); });
  for (const Tried& one : tried) {
    if (!one.matched) continue;
    ++test.groups;
    if (one.effect.p_value <= 0.05) ++test.found;
    test.ratios.push_back(one.effect.ratio);
  }
  std::ranges::sort(test.ratios);
  if (test.groups == 0) test.why_not = "there are too few other groups like it";
  if (test.groups >= 40) test.middle = {quantile(test.ratios, 0.025), quantile(test.ratios, 0.975)};
  return test;
}

}  // namespace hotward::analyses
