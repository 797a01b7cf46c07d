// What stands beside a site's count: how often it was hot, its streets, how many incidents followed
// another.
#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "engine/analyses/target/found_sites.hpp"
#include "engine/core/counted.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/near_repeat/chains.hpp"
#include "engine/study/cell_months.hpp"
#include "engine/study/month_table.hpp"
#include "engine/study/month_windows.hpp"
#include "engine/study/place_names.hpp"

namespace hotward::analyses {
namespace {

// Counts by month of every site, months × sites.
struct Months {
  std::vector<table::Month> months;
  std::vector<std::uint8_t> whole;
  std::vector<std::int64_t> counts;
  std::size_t sites = 0;
};

Months months_of_areas(const Study& study, const Theme& theme, const table::Period& period) {
  const MonthTable table = month_table(study, theme, period);
  Months made;
  made.sites = table.areas;
  for (std::size_t m = 0; m < table.months.size(); ++m) {
    made.months.push_back(table.months[m].month);
    made.whole.push_back(table.months[m].whole ? 1 : 0);
    for (std::size_t area = 0; area < table.areas; ++area) {
      made.counts.push_back(table.of_area(m, area));
    }
  }
  return made;
}

Result<Months> months_of_cells(const Study& study, const Theme& theme,
                               const SitesOptions& options) {
  auto table =
      cell_months(study, theme, {options.cell_m.value_or(0.0), options.shape, options.side_m});
  if (!table) return fail(table.error());
  const std::size_t cells = table->cells();
  return Months{std::move(table->months), std::move(table->whole), std::move(table->counts), cells};
}

// Those of the period that is counted.
void leave_out_earlier(const table::Period& period, Months& table) {
  std::size_t earlier = 0;
  while (earlier < table.months.size() && table.months[earlier] < table::month_of(period.first)) {
    ++earlier;
  }
  const auto count = static_cast<std::ptrdiff_t>(earlier);
  table.months.erase(table.months.begin(), table.months.begin() + count);
  table.whole.erase(table.whole.begin(), table.whole.begin() + count);
  table.counts.erase(table.counts.begin(),
                     table.counts.begin() + count * static_cast<std::ptrdiff_t>(table.sites));
}

// Where some incidents do not count: as they were counted. A month that is missing stays so.
void count_again(const SiteMonths& counted, Months& table) {
  for (std::size_t m = 0; m < table.months.size(); ++m) {
    const auto at = std::ranges::find(counted.months, table.months[m]) - counted.months.begin();
    if (static_cast<std::size_t>(at) == counted.size()) continue;
    for (std::size_t site = 0; site < table.sites; ++site) {
      std::int64_t& count = table.counts[m * table.sites + site];
      if (count == table::null_integer) continue;
      count = counted.counts[static_cast<std::size_t>(at) * table.sites + site];
    }
  }
}

// As long as leaves several windows: a year where there are two, a quarter where there are two.
int window_length(std::size_t months) { return months >= 24 ? 12 : months >= 6 ? 3 : 1; }

// "High Street" of "On or near High Street"
std::string_view street_of(std::string_view name) {
  constexpr std::string_view near = "On or near ";
  if (name.starts_with(near)) name.remove_prefix(near.size());
  return name;
}

}  // namespace

SitePersistence persistence_of(const Study& study, const Theme& theme,
                               const TargetSettings& settings, const FoundSites& of) {
  const CountedIncidents& counted = of.counted;
  const std::size_t hot = of.hot;
  SitePersistence found;
  if (!counted.period) {
    found.why_not = "the incidents have no dates";
    return found;
  }
  auto table = settings.of_cells() ? months_of_cells(study, theme, settings.sites)
                                   : Result<Months>(months_of_areas(study, theme, *counted.period));
  if (!table) {
    found.why_not = table.error().message;
    return found;
  }
  leave_out_earlier(*counted.period, *table);
  if (of.excluded.known()) count_again(of.months, *table);
  found.window_months = window_length(table->months.size());
  const trend::WindowCounts windows =
      rolled({table->sites, table->counts, table->whole}, found.window_months);
  found.windows = windows.windows();
  if (found.windows < 2 || hot == 0) {
    found.why_not = fmt::format(
        "it takes two windows of {} or more, and there are {}",
        hotward::counted(static_cast<std::uint64_t>(found.window_months), "month"), found.windows);
    return found;
  }
  const double share = static_cast<double>(hot) / static_cast<double>(table->sites);
  trend::Persistence one = trend::persistence(windows, share);
  found.hot_share = std::move(one.hot_share);
  for (const stats::Interval& interval : one.interval) {
    found.lower.push_back(interval.lower);
    found.upper.push_back(interval.upper);
  }
  return found;
}

std::vector<std::string> streets_of(const Study& study, const CountedIncidents& counted,
                                    std::size_t sites) {
  constexpr std::size_t most = 3;
  const table::Incidents& incidents = study.incidents();
  std::vector<std::uint32_t> places;
  for (const std::uint32_t i : counted.incidents) places.push_back(incidents.place[i]);
  const std::vector<std::string> names = place_names(study, places);
  std::vector<std::map<std::string, std::int64_t, std::less<>>> by_name(sites);
  for (std::size_t k = 0; k < places.size(); ++k) {
    const std::string_view name = street_of(names[k]);
    if (name.empty()) continue;
    auto& of_site = by_name[static_cast<std::size_t>(counted.site_of_place[places[k]])];
    ++of_site.emplace(name, 0).first->second;
  }
  std::vector<std::string> texts;
  for (const auto& streets : by_name) {
    std::vector<std::pair<std::string, std::int64_t>> order(streets.begin(), streets.end());
    std::ranges::stable_sort(order, std::ranges::greater{},
                             [](const auto& street) { return street.second; });
    std::string text;
    for (std::size_t k = 0; k < std::min(most, order.size()); ++k) {
      text += fmt::format("{}{} ({})", k == 0 ? "" : ", ", order[k].first, order[k].second);
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

void add_near_repeats(const Study& study, FoundSites& found) {
  const table::Incidents& incidents = study.incidents();
  if (incidents.precision == table::TimePrecision::month) {
    found.no_near_repeats = "the incidents are dated by month only";
    return;
  }
  if (incidents.minute.empty()) {
    found.no_near_repeats = "the incidents have no dates";
    return;
  }
  std::vector<geometry::Point> at;
  std::vector<table::Minute> when;
  std::vector<std::size_t> site;
  for (const std::uint32_t i : found.counted.incidents) {
    if (incidents.minute[i] == table::no_time) continue;
    at.push_back(incidents.places.at[incidents.place[i]]);
    when.push_back(incidents.minute[i]);
    site.push_back(static_cast<std::size_t>(found.counted.site_of_place[incidents.place[i]]));
  }
  const auto chains = near_repeat::chains({.at = at, .when = when}, {});
  if (!chains) {
    found.no_near_repeats = chains.error().message;
    return;
  }
  std::vector<double> dated(found.sites.size(), 0.0);
  std::vector<double> following(found.sites.size(), 0.0);
  for (std::size_t k = 0; k < site.size(); ++k) {
    const near_repeat::Role role = chains->role[k];
    const bool follows =
        role == near_repeat::Role::repeat || role == near_repeat::Role::near_repeat;
    dated[site[k]] += 1.0;
    following[site[k]] += follows ? 1.0 : 0.0;
  }
  for (std::size_t i = 0; i < dated.size(); ++i) {
    found.near_repeats.push_back(dated[i] > 0.0 ? 100.0 * following[i] / dated[i] : undefined);
  }
}

}  // namespace hotward::analyses
