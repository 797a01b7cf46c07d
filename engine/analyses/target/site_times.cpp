// When a site is busiest, and how much of it comes from the same places again.
#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <span>

#include <fmt/format.h>

#include "engine/analyses/target/found_sites.hpp"
#include "engine/core/undefined.hpp"
#include "engine/report/number_text.hpp"
#include "engine/stats/distributions.hpp"

namespace hotward::analyses {
namespace {

// Fewer say nothing of a season or an hour.
constexpr double least_incidents = 20.0;

constexpr std::array<const char*, 4> season_names = {"winter", "spring", "summer", "autumn"};

// December, January and February are winter.
std::size_t season_of(table::Month month) { return static_cast<unsigned>(month.month()) % 12 / 3; }

struct Busiest {
  std::size_t part = 0;
  double share = 0.0;  ///< of the incidents, were all parts as long
  bool stands_out = false;
};

// @param length  of each part, above 0. @param phi  how much more than by chance counts vary
Busiest busiest_of(std::span<const double> counts, std::span<const double> length, double phi) {
  double total = 0.0;
  double whole = 0.0;
  double rates = 0.0;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    total += counts[k];
    whole += length[k];
    rates += counts[k] / length[k];
  }
  Busiest found;
  double uneven = 0.0;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    const double share = counts[k] / length[k] / rates;
    if (share > found.share) found = {k, share};
    const double expected = total * length[k] / whole;
    uneven += (counts[k] - expected) * (counts[k] - expected) / expected;
  }
  const auto degrees = static_cast<double>(counts.size() - 1);
  found.stands_out = uneven / phi > stats::chi_square_quantile(0.95, degrees);
  return found;
}

std::string share_text(const std::string& name, double share) {
  return fmt::format("{} ({}%)", name, report::decimal_text(100.0 * share, 0));
}

}  // namespace

void add_seasons(FoundSites& found) {
  const SiteMonths& table = found.months;
  found.seasons.assign(found.sites.size(), {});
  std::array<double, 4> months{};
  for (std::size_t m = 0; m < table.size(); ++m) {
    if (table.whole[m] != 0) months[season_of(table.months[m])] += 1.0;
  }
  if (std::ranges::any_of(months, [](double count) { return count < 3.0; })) {
    found.no_seasons = "it takes a whole year of whole months";
    return;
  }
  for (std::size_t site = 0; site < found.sites.size(); ++site) {
    std::array<double, 4> counts{};
    double total = 0.0;
    for (std::size_t m = 0; m < table.size(); ++m) {
      if (table.whole[m] == 0) continue;
      const auto count = static_cast<double>(table.counts[m * table.sites + site]);
      counts[season_of(table.months[m])] += count;
      total += count;
    }
    if (total < least_incidents) continue;
    const Busiest busiest = busiest_of(counts, months, found.dispersion.phi);
    found.seasons[site] =
        busiest.stands_out ? share_text(season_names[busiest.part], busiest.share) : "none";
  }
}

void add_hours(const Study& study, FoundSites& found) {
  const table::Incidents& incidents = study.incidents();
  found.hours.assign(found.sites.size(), {});
  if (incidents.precision != table::TimePrecision::minute) {
    found.no_hours = "the incidents have no times of day";
    return;
  }
  constexpr std::size_t parts = 8;
  std::vector<std::array<double, parts>> counts(found.sites.size());
  for (const std::uint32_t i : found.counted.incidents) {
    const table::Minute minute = incidents.minute[i];
    if (minute == table::no_time) continue;
    const auto of_day = static_cast<std::size_t>(minute - table::minute_of(table::day_of(minute)));
    const auto site = static_cast<std::size_t>(found.counted.site_of_place[incidents.place[i]]);
    counts[site][of_day * parts / table::minutes_per_day] += 1.0;
  }
  std::array<double, parts> lengths{};
  lengths.fill(1.0);
  for (std::size_t site = 0; site < counts.size(); ++site) {
    double total = 0.0;
    for (const double count : counts[site]) total += count;
    if (total < least_incidents) continue;
    const Busiest busiest = busiest_of(counts[site], lengths, found.dispersion.phi);
    const std::string name = fmt::format("{}:00 to {}:00", 3 * busiest.part, 3 * busiest.part + 3);
    found.hours[site] = busiest.stands_out ? share_text(name, busiest.share) : "none";
  }
}

void add_repeats(const Study& study, FoundSites& found) {
  std::map<std::uint32_t, std::int64_t> at_place;
  for (const std::uint32_t i : found.counted.incidents) ++at_place[study.incidents().place[i]];
  found.repeat_places.assign(found.sites.size(), 0);
  std::vector<double> repeated(found.sites.size(), 0.0);
  for (const auto& [place, count] : at_place) {
    if (count < 2) continue;
    const auto site = static_cast<std::size_t>(found.counted.site_of_place[place]);
    ++found.repeat_places[site];
    repeated[site] += static_cast<double>(count);
  }
  for (std::size_t i = 0; i < repeated.size(); ++i) {
    const auto count = static_cast<double>(found.sites.counts[i]);
    found.repeat_pct.push_back(count > 0.0 ? 100.0 * repeated[i] / count : undefined);
  }
}

}  // namespace hotward::analyses
