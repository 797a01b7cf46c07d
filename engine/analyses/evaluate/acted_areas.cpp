#include "engine/analyses/evaluate/acted_areas.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "engine/core/spelling.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/autocorrelation/eb_rates.hpp"

namespace hotward::analyses {
namespace {

using evaluation::BeforeAfter;
using evaluation::Groups;

constexpr double level = 0.95;

Result<void> give_role(const table::Areas& areas, const std::vector<std::string>& words,
                       const char* option, Role role, std::vector<Role>& roles) {
  for (const std::string& word : words) {
    auto found = same_names(areas.codes, word);
    if (found.empty()) found = same_names(areas.names, word);
    if (found.size() != 1) {
      return fail(ErrorCode::usage,
                  fmt::format("--{} {}: {}", option, word,
                              found.empty() ? "there is no area of that code or name" +
                                                  did_you_mean(word, areas.names)
                                            : "several areas have that name; give the code"));
    }
    Role& of_area = roles[found.front()];
    if (of_area != Role::none && of_area != role) {
      return fail(ErrorCode::usage, fmt::format("--{} {}: the area is {} already", option, word,
                                                name_of(role_names, of_area)));
    }
    of_area = role;
  }
  return {};
}

Result<std::vector<Role>> roles_of(const table::Areas& areas, const ActedWords& words) {
  if (words.target.empty() || words.control.empty()) {
    return fail(ErrorCode::usage,
                "--target names the areas where something was done and --control areas like them "
                "where nothing was: both are needed");
  }
  if (!words.nearby_control.empty() && words.nearby.empty()) {
    return fail(ErrorCode::usage, "--nearby-control is for --nearby, which names no area");
  }
  std::vector<Role> roles(areas.size(), Role::none);
  const std::tuple<const std::vector<std::string>&, const char*, Role> groups[] = {
      {words.target, "target", Role::target},
      {words.control, "control", Role::control},
      {words.nearby, "nearby", Role::nearby},
      {words.nearby_control, "nearby-control", Role::nearby_control}};
  for (const auto& [names, option, role] : groups) {
    if (const auto given = give_role(areas, names, option, role, roles); !given) {
      return fail(given.error());
    }
  }
  return roles;
}

// Incidents of each area in each month of a period, areas within months.
using ByMonth = std::vector<std::vector<std::int64_t>>;

struct MonthCounts {
  ByMonth before;
  ByMonth after;
};

std::size_t months_in(const table::Period& period) {
  const auto months = table::month_of(period.last) - table::month_of(period.first);
  return static_cast<std::size_t>(months.count()) + 1;
}

MonthCounts count_months(const Study& study, const Theme& theme, const EvaluatedPeriods& periods) {
  const std::size_t areas = study.areas().size();
  MonthCounts counts{ByMonth(months_in(periods.before), std::vector<std::int64_t>(areas, 0)),
                     ByMonth(months_in(periods.after), std::vector<std::int64_t>(areas, 0))};
  const table::Incidents& incidents = study.incidents();
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    const std::size_t type = incidents.type.empty() ? 0 : incidents.type[i];
    const std::int32_t area = study.join.area[incidents.place[i]];
    const table::Minute minute = incidents.minute[i];
    if (area < 0 || minute == table::no_time) continue;
    if (type < theme.types.size() && theme.types[type] == 0) continue;
    const auto add = [&](const table::Period& period, ByMonth& to) {
      if (!period.holds(minute)) return;
      const auto month = table::month_of(minute) - table::month_of(period.first);
      ++to[static_cast<std::size_t>(month.count())][static_cast<std::size_t>(area)];
    };
    add(periods.before, counts.before);
    add(periods.after, counts.after);
  }
  return counts;
}

void add(BeforeAfter& to, const BeforeAfter& more) {
  to.before += more.before;
  to.after += more.after;
}

Groups grouped(const std::vector<Role>& roles, const std::vector<BeforeAfter>& counts) {
  Groups groups;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    switch (roles[i]) {
      case Role::none:
        break;
      case Role::target:
        add(groups.target, counts[i]);
        break;
      case Role::control:
        add(groups.control, counts[i]);
        break;
      case Role::nearby:
        add(groups.displacement, counts[i]);
        break;
      case Role::nearby_control:
        add(groups.displacement_control, counts[i]);
        break;
    }
  }
  return groups;
}

// Month by month where both periods have as many whole ones: the first with the first.
std::vector<ActedMonth> month_by_month(const ActedAreas& found, const MonthCounts& counts) {
  std::vector<ActedMonth> months;
  const EvaluatedPeriods& periods = found.periods;
  if (!periods.before.whole_months() || !periods.after.whole_months()) return months;
  if (counts.before.size() != counts.after.size()) return months;
  std::vector<BeforeAfter> so_far(found.roles.size());
  table::Month month = table::month_of(periods.after.first);
  for (std::size_t m = 0; m < counts.after.size(); ++m, month = table::next(month)) {
    for (std::size_t i = 0; i < so_far.size(); ++i) {
      add(so_far[i], {counts.before[m][i], counts.after[m][i]});
    }
    months.push_back(
        {month, evaluation::weighted_difference(grouped(found.roles, so_far), 1.0, level)});
  }
  return months;
}

// By the spread of all areas' rates; of counts where no population is known.
double expected_before(const table::Areas& areas, const ActedAreas& found) {
  std::vector<double> counts;
  std::vector<double> people = areas.population;
  for (const BeforeAfter& one : found.counts) counts.push_back(static_cast<double>(one.before));
  if (people.empty()) people.assign(counts.size(), 1.0);
  const auto rates = autocorrelation::eb_rates(counts, people);
  if (!rates) return undefined;
  double sum = 0.0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (found.roles[i] == Role::target) sum += rates->smoothed[i] * people[i];
  }
  return sum;
}

}  // namespace

Result<ActedAreas> compare_acted_areas(const Study& study, const Theme& theme,
                                       const EvaluatedPeriods& periods, const ActedWords& words) {
  auto roles = roles_of(study.areas(), words);
  if (!roles) return fail(roles.error());
  ActedAreas found{.periods = periods, .roles = std::move(*roles)};
  // A leap day is no longer period: whole months are compared as they are.
  const MonthCounts months = count_months(study, theme, periods);
  const bool alike = periods.before.whole_months() && periods.after.whole_months() &&
                     months.before.size() == months.after.size();
  found.weight = alike ? 1.0
                       : static_cast<double>(periods.after.days()) /
                             static_cast<double>(periods.before.days());
  found.counts.resize(study.areas().size());
  for (std::size_t i = 0; i < found.counts.size(); ++i) {
    for (const auto& month : months.before) found.counts[i].before += month[i];
    for (const auto& month : months.after) found.counts[i].after += month[i];
  }
  found.groups = grouped(found.roles, found.counts);
  found.difference = evaluation::weighted_difference(found.groups, found.weight, level);
  found.target_alone = evaluation::weighted_difference(
      {.target = found.groups.target, .control = found.groups.control}, found.weight, level);
  found.quotient =
      words.nearby.empty() ? undefined : evaluation::displacement_quotient(found.groups);
  found.gross = evaluation::gross_effect(found.groups, found.weight);
  found.net = evaluation::net_effect(found.groups);
  found.expected_before = expected_before(study.areas(), found);
  found.months = month_by_month(found, months);
  return found;
}

}  // namespace hotward::analyses
