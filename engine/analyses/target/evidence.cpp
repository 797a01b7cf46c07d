#include "engine/analyses/target/evidence.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/spelling.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/autocorrelation/eb_rates.hpp"
#include "engine/methods/evaluation/power.hpp"
#include "engine/study/dispersion.hpp"

namespace hotward::analyses {
namespace {

using Places = std::vector<std::size_t>;

bool all_known(const std::vector<double>& values, const Places& sites) {
  return std::ranges::all_of(sites, [&](std::size_t i) { return std::isfinite(values[i]); });
}

// Those of every time: who lives there, and what was given.
std::vector<evaluation::Feature> fixed_features(const FoundSites& found,
                                                const std::vector<evaluation::Feature>& given,
                                                Evidence& evidence) {
  std::vector<evaluation::Feature> all;
  if (found.has_people()) {
    all.push_back({"people", found.people});
  } else if (found.has_households()) {
    all.push_back({"households", found.households});
  }
  all.insert(all.end(), given.begin(), given.end());
  std::vector<evaluation::Feature> fixed;
  for (evaluation::Feature& feature : all) {
    if (all_known(feature.values, evidence.target)) {
      fixed.push_back(std::move(feature));
    } else {
      evidence.left_out.push_back(feature.name);
    }
  }
  return fixed;
}

Result<std::size_t> named_site(const Sites& sites, const std::string& word) {
  auto same = same_names(sites.ids, word);
  if (same.empty()) same = same_names(sites.names, word);
  if (same.size() == 1) return same.front();
  return fail(
      Error{ErrorCode::usage,
            same.empty()
                ? fmt::format("{}: there is no {} of that {}{}", word, sites.grid ? "cell" : "area",
                              sites.grid ? "id" : "code or name", did_you_mean(word, sites.names))
                : fmt::format("{}: several areas have that name; give the code", word),
            "control"});
}

// Neither of the group nor touching it: what is done there may reach next door.
Result<Places> candidates_of(const FoundSites& found, const TargetSettings& settings,
                             const Evidence& evidence) {
  Places candidates;
  if (settings.controls.empty()) {
    for (std::size_t i = 0; i < found.sites.size(); ++i) {
      const bool is_empty = found.sites.grid && found.sites.counts[i] == 0;  // most of a grid
      if (evidence.touching[i] == 0 && !is_empty) candidates.push_back(i);
    }
    return candidates;
  }
  for (const std::string& word : settings.controls) {
    const auto site = named_site(found.sites, word);
    if (!site) return fail(site.error());
    if (std::ranges::find(evidence.target, *site) != evidence.target.end()) {
      return fail(
          Error{ErrorCode::usage,
                fmt::format("{}: it belongs to the group that controls are sought for", word),
                "control"});
    }
    candidates.push_back(*site);
  }
  std::ranges::sort(candidates);
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  return candidates;
}

Result<void> match(const FoundSites& found, const TargetSettings& settings,
                   const Places& candidates, Evidence& evidence) {
  const std::size_t wanted = evidence.target.size() * settings.controls_each;
  auto matched = evaluation::matched_controls(evidence.features, evidence.target, candidates,
                                              settings.controls_each);
  if (matched) {
    evidence.matched = std::move(*matched);
    return {};
  }
  const char* noun = found.sites.grid ? "cell" : "area";
  if (!settings.controls.empty()) {
    return fail(
        Error{ErrorCode::no_data,
              fmt::format("it takes {}, one for each of the group, and {} named",
                          counted(wanted, "control"),
                          candidates.size() == 1 ? std::string("1 is")
                                                 : fmt::format("{} are", candidates.size())),
              "control"});
  }
  evidence.no_controls = fmt::format(
      "it takes {}, and only {} the group", counted(wanted, noun),
      candidates.size() == 1 ? fmt::format("1 {} does not touch", noun)
                             : fmt::format("{} {}s do not touch", candidates.size(), noun));
  return {};
}

// The group's incidents in 12 months, with each site's drawn towards the others': the first of a
// list is there half by luck.
double expected_share(const FoundSites& found, const Places& target) {
  const std::vector<double> counts(found.sites.counts.begin(), found.sites.counts.end());
  std::vector<double> exposure = found.has_people()       ? found.people
                                 : found.has_households() ? found.households
                                                          : std::vector<double>();
  if (exposure.empty() || !all_known(exposure, target)) exposure.assign(counts.size(), 1.0);
  const auto rates = autocorrelation::eb_rates(counts, exposure);
  double seen = 0.0;
  double expected = 0.0;
  for (const std::size_t i : target) {
    seen += counts[i];
    expected +=
        rates && std::isfinite(rates->smoothed[i]) ? rates->smoothed[i] * exposure[i] : counts[i];
  }
  return seen > 0.0 ? expected / seen : 1.0;
}

double a_year(const evaluation::Feature& count, const Places& sites) {
  double sum = 0.0;
  for (const std::size_t i : sites) sum += count.values[i];
  return sum;
}

std::vector<ExpectedEffect> asked_effects(const TargetSettings& settings) {
  std::vector<ExpectedEffect> effects;
  if (settings.effect) {
    effects.push_back(
        {.what = "the effect that was given", .fewer = *settings.effect, .source = "--effect"});
  }
  for (const KnownEffect& known : known_effects()) {
    effects.push_back({.what = std::string(known.what),
                       .fewer = known.fewer,
                       .source = fmt::format("{}: {}", known.source, known.studies)});
  }
  return effects;
}

void add_power(std::uint64_t seed, const TargetSettings& settings, Evidence& evidence) {
  evidence.effects = asked_effects(settings);
  evidence.least_effect = undefined;
  const bool can = evidence.matched && evidence.expected_year > 0.0 && evidence.control_year > 0.0;
  const evaluation::PowerDesign design{
      .target = evidence.expected_year, .control = evidence.control_year, .phi = evidence.phi};
  const evaluation::PowerDraws draws{.seed = seed};
  for (ExpectedEffect& effect : evidence.effects) {
    effect.prevented = effect.fewer * evidence.expected_year;
    effect.power = can ? evaluation::power_drawn(design, effect.fewer, draws) : undefined;
  }
  if (!can) return;
  evidence.false_alarms = evaluation::power_drawn(design, 0.0, draws);
  evidence.least_effect = evaluation::least_detectable(design, 0.8, draws);
}

}  // namespace

Result<Evidence> find_evidence(const Task& task, const FoundSites& found, const FoundGroups& groups,
                               const TargetSettings& settings,
                               const std::vector<evaluation::Feature>& given) {
  Evidence evidence;
  if (groups.groups.empty()) {
    evidence.why_not = "there is no group";
    return evidence;
  }
  evidence.target = groups.groups.front().sums.sites;
  std::ranges::sort(evidence.target);
  evidence.pairs = month_pairs(found.months, found.months.size());
  const weights::SpatialWeights links = weights::symmetrized(found.sites.neighbours.links);
  evidence.touching = with_neighbours(links, evidence.target);
  const auto candidates = candidates_of(found, settings, evidence);
  if (!candidates) return fail(candidates.error());
  if (evidence.pairs.size() == 0) {
    evidence.why_not = found.counted.period ? "it takes two whole months that are missing nowhere"
                                            : "the incidents have no dates";
    return evidence;
  }
  evidence.phi = found.dispersion.phi;
  const std::vector<evaluation::Feature> fixed = fixed_features(found, given, evidence);
  evidence.features = timed_features(found.months, found.months.size());
  evidence.features.insert(evidence.features.end(), fixed.begin(), fixed.end());
  if (const auto done = match(found, settings, *candidates, evidence); !done) {
    return fail(done.error());
  }
  const evaluation::Feature& count = evidence.features.front();
  evidence.seen_year = a_year(count, evidence.target);
  evidence.expected_year = evidence.seen_year * expected_share(found, evidence.target);
  if (evidence.matched) {
    Places controls;
    for (const evaluation::Match& one : evidence.matched->matches) controls.push_back(one.control);
    evidence.control_year = a_year(count, controls);
    evidence.placebo = placebo_test({found.months, links, found.sites.ids, fixed, *candidates,
                                     evidence.target.size(), settings.controls_each, evidence.phi});
  } else {
    evidence.placebo.why_not = "there are no controls";
  }
  add_power(task.context.seed, settings, evidence);
  return evidence;
}

}  // namespace hotward::analyses
