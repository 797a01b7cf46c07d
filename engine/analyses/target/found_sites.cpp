#include "engine/analyses/target/found_sites.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "engine/analyses/target/given_features.hpp"
#include "engine/analyses/target/hidden_sites.hpp"
#include "engine/core/undefined.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

bool is_known(const std::vector<double>& numbers) {
  return std::ranges::any_of(numbers, [](double number) { return number > 0.0; });
}

// The latest months of the study's period.
void choose_period(const Study& study, std::size_t months, CountedIncidents& counted) {
  if (!study.period || study.incidents().minute.empty()) return;
  table::Period period = *study.period;
  const table::Month last = table::month_of(period.last);
  const table::Month first = last - std::chrono::months(static_cast<int>(months) - 1);
  period.first = std::max(period.first, table::first_day(first));
  counted.period = period;
  counted.months = static_cast<std::size_t>((last - table::month_of(period.first)).count()) + 1;
}

std::vector<std::uint32_t> incidents_of(const Study& study, const Theme& theme,
                                        const CountedIncidents& counted) {
  const table::Incidents& incidents = study.incidents();
  std::vector<std::uint32_t> chosen;
  const Selection selection(study, theme);
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    if (counted.site_of_place[incidents.place[i]] < 0 || !selection.holds(i)) continue;
    if (counted.period && !counted.period->holds(incidents.minute[i])) continue;
    chosen.push_back(i);
  }
  return chosen;
}

std::vector<std::int64_t> counts_of(const Study& study, const CountedIncidents& counted,
                                    const std::vector<std::uint32_t>& incidents,
                                    std::size_t sites) {
  std::vector<std::int64_t> counts(sites, 0);
  for (const std::uint32_t i : incidents) {
    ++counts[static_cast<std::size_t>(counted.site_of_place[study.incidents().place[i]])];
  }
  return counts;
}

// Of a cell the area with most of its incidents, the first by code of several.
std::vector<std::string> areas_of(const Study& study, const FoundSites& found) {
  if (!found.sites.grid) return found.sites.labels;
  std::vector<std::map<std::int32_t, std::int64_t>> within(found.sites.size());
  for (const std::uint32_t i : found.counted.incidents) {
    const std::uint32_t place = study.incidents().place[i];
    ++within[static_cast<std::size_t>(found.counted.site_of_place[place])][study.join.area[place]];
  }
  const std::vector<std::string> labels = table::distinct_names(study.areas());
  std::vector<std::string> names;
  for (const auto& areas : within) {
    const auto most =
        std::ranges::max_element(areas, {}, [](const auto& one) { return one.second; });
    names.push_back(most == areas.end() ? std::string()
                                        : labels[static_cast<std::size_t>(most->first)]);
  }
  return names;
}

// Who lives there: people, households, or both. A population that counts households is no people.
Result<void> add_residents(const Study& study, FoundSites& found) {
  const std::size_t n = found.sites.size();
  found.people.assign(n, undefined);
  found.households.assign(n, undefined);
  if (found.sites.grid) return {};
  const table::Areas& areas = study.areas();
  const std::vector<double>& beside = study.areas_read.households.counts;
  const std::string& label = areas.population_label;
  const bool counts_homes = label == "households" || label == "dwellings";
  if (counts_homes && !beside.empty() && !areas.population.empty()) {
    return fail(ErrorCode::bad_value,
                fmt::format("the population counts {} ({}), and --households names others: give "
                            "the people as --population, or leave --households out",
                            label, areas.population_source));
  }
  if (!areas.population.empty()) {
    (counts_homes ? found.households : found.people) = areas.population;
  }
  if (!beside.empty()) found.households = beside;
  return {};
}

Result<void> add_features(const Task& task, const TargetSettings& settings, FoundSites& found) {
  if (settings.features.empty()) return {};
  if (found.sites.grid) {
    return fail(
        Error{ErrorCode::usage, "it is of areas, and cells have no such numbers", "features"});
  }
  auto features = given_features(task.study, task.request.areas, settings.features);
  if (!features) return fail(features.error());
  found.features = std::move(*features);
  return {};
}

Result<void> leave_out_excluded(Study& study, const TargetSettings& settings, FoundSites& found) {
  if (settings.exclude.empty()) return {};
  auto exclusion = read_exclusion(study, settings.exclude);
  if (!exclusion) return fail(exclusion.error());
  found.excluded = std::move(*exclusion);
  const std::vector<std::uint8_t> places =
      excluded_places(found.excluded, study.incidents().places);
  const std::size_t before = found.counted.incidents.size();
  std::erase_if(found.counted.incidents,
                [&](std::uint32_t i) { return places[study.incidents().place[i]] != 0; });
  found.excluded.incidents = before - found.counted.incidents.size();
  for (std::size_t p = 0; p < places.size(); ++p) {
    if (places[p] != 0) found.counted.site_of_place[p] = -1;
  }
  return {};
}

// Which are among the hottest only because of one incident.
void mark_by_one(FoundSites& found) {
  const std::vector<double> counts(found.sites.counts.begin(), found.sites.counts.end());
  std::vector<std::uint8_t> hot(counts.size(), 0);
  for (std::size_t k = 0; k < found.hot; ++k) hot[found.ranking.order[k]] = 1;
  found.by_one = only_by_part(counts, std::vector<double>(counts.size(), 1.0), hot);
}

Result<void> weigh(const Task& task, const TargetSettings& settings, FoundSites& found) {
  if (settings.harm.empty()) return {};
  auto read = read_harm(task.study, task.theme, settings.harm, settings.harm_approximate);
  if (!read) return fail(read.error());
  found.weights = std::move(*read);
  const table::Incidents& incidents = task.study.incidents();
  std::vector<double> weights;
  std::vector<std::size_t> site;
  for (const std::uint32_t i : found.counted.incidents) {
    weights.push_back(found.weights.of_type[incidents.type[i]]);
    site.push_back(static_cast<std::size_t>(found.counted.site_of_place[incidents.place[i]]));
  }
  found.harm = site_harm(weights, site, found.sites.size(), found.hot);
  return {};
}

void rank_sites(const Study& study, const Theme& theme, const TargetSettings& settings,
                FoundSites& found) {
  const Sites& sites = found.sites;
  // Counts of cells are too small for a dispersion of their own.
  if (!sites.grid) found.dispersion = count_dispersion(study, theme, {});
  found.per_people = rates::crude_rate(sites.counts, found.people, 1000.0, found.dispersion.phi);
  found.per_households =
      rates::crude_rate(sites.counts, found.households, 1000.0, found.dispersion.phi);
  const std::vector<double> values(sites.counts.begin(), sites.counts.end());
  found.ranking = ranking::rank_by(values, sites.counts, sites.ids);
  found.hot = hot_sites(settings, sites.size());
  while (found.hot > 0 && sites.counts[found.ranking.order[found.hot - 1]] == 0) --found.hot;
}

}  // namespace

std::vector<double> FoundSites::worth() const {
  return harm.known() ? harm.sum : std::vector<double>(sites.counts.begin(), sites.counts.end());
}

bool FoundSites::has_people() const { return is_known(people); }
bool FoundSites::has_households() const { return is_known(households); }

std::vector<std::int32_t> sites_of_places(const table::Places& places,
                                          std::vector<std::int32_t> area, const Sites& sites) {
  if (!sites.grid) return area;
  for (std::size_t p = 0; p < places.size(); ++p) {
    if (area[p] >= 0) area[p] = sites.grid->find(sites.grid->lattice().at(places.at[p]));
  }
  return area;
}

Result<FoundSites> find_sites(const Task& task, const TargetSettings& settings) {
  Study& study = task.study;
  const Theme& theme = task.theme;
  auto sites = make_sites(study, theme, settings.sites);
  if (!sites) return fail(sites.error());
  FoundSites found;
  found.sites = std::move(*sites);
  const std::size_t n = found.sites.size();
  choose_period(study, settings.months, found.counted);
  found.counted.site_of_place =
      sites_of_places(study.incidents().places, study.join.area, found.sites);
  found.counted.incidents = incidents_of(study, theme, found.counted);
  if (const auto done = leave_out_excluded(study, settings, found); !done) {
    return fail(done.error());
  }
  found.sites.counts = counts_of(study, found.counted, found.counted.incidents, n);
  found.total = static_cast<std::int64_t>(found.counted.incidents.size());
  if (const auto done =
          study.is_public ? hide_small_counts(study, theme, found) : add_asb(task, found);
      !done) {
    return fail(done.error());
  }
  found.areas = areas_of(study, found);
  if (const auto added = add_residents(study, found); !added) return fail(added.error());
  if (const auto added = add_features(task, settings, found); !added) return fail(added.error());
  rank_sites(study, theme, settings, found);
  auto interval = ranking::rank_interval({found.sites.ids, found.sites.counts, {}},
                                         {.seed = task.context.seed, .phi = found.dispersion.phi});
  if (!interval) return fail(interval.error());
  found.interval = std::move(*interval);
  mark_by_one(found);
  if (study.is_public) return found;
  if (const auto done = weigh(task, settings, found); !done) return fail(done.error());
  found.months = site_months(task, found);
  found.persistence = persistence_of(study, theme, settings, found);
  found.streets = streets_of(study, found.counted, n);
  add_near_repeats(study, found);
  add_seasons(found);
  add_hours(study, found);
  add_repeats(study, found);
  return found;
}

}  // namespace hotward::analyses
