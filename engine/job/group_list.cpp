#include "engine/job/group_list.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::job {
namespace {

using report::ListRow;
using table::Column;

constexpr std::size_t most_rows = 32;

template <class Values>
const Values& values(const table::Layer& layer, const std::string& name) {
  const auto found = std::ranges::find(layer.columns, name, &Column::name);
  HOTWARD_EXPECTS(found != layer.columns.end());
  return std::get<Values>(found->values);
}

// Which rate both layers have, and by what name.
struct Rates {
  std::string of;
  Column::Reals groups;
  Column::Reals areas;
};

bool any_known(const Column::Reals& rates) {
  return std::ranges::any_of(rates, [](double rate) { return std::isfinite(rate); });
}

Rates rates_of(const table::Layer& groups, const table::Layer& areas) {
  Rates rates{"households", values<Column::Reals>(groups, "hh_1k"),
              values<Column::Reals>(areas, "hh_1k")};
  if (any_known(rates.groups)) return rates;
  rates = {"people", {}, values<Column::Reals>(areas, "rate_1k")};
  const auto& counts = values<Column::Integers>(groups, "count");
  const auto& people = values<Column::Reals>(groups, "pop");
  for (std::size_t g = 0; g < counts.size(); ++g) {
    const bool known = people[g] > 0.0;
    rates.groups.push_back(known ? 1000.0 * static_cast<double>(counts[g]) / people[g] : undefined);
  }
  if (!any_known(rates.groups)) rates.of.clear();
  return rates;
}

std::string rate_text(double rate) {
  return std::isfinite(rate) ? report::decimal_text(rate, 1) : std::string();
}

// Of each group the areas that no better one holds, by rank.
std::vector<std::vector<std::size_t>> members_of(const table::Layer& groups,
                                                 const table::Layer& areas) {
  const auto& number = values<Column::Integers>(areas, "group");
  const auto& rank = values<Column::Integers>(areas, "rank");
  std::vector<std::vector<std::size_t>> members(groups.size());
  for (std::size_t i = 0; i < areas.size(); ++i) {
    if (number[i] != table::null_integer) {
      members[static_cast<std::size_t>(number[i]) - 1].push_back(i);
    }
  }
  for (auto& of_one : members) {
    std::ranges::stable_sort(of_one, {}, [&](std::size_t i) { return rank[i]; });
  }
  return members;
}

}  // namespace

GroupList group_list(const table::Layer& groups, const table::Layer& areas,
                     const table::AreaKind& kind) {
  const Rates rates = rates_of(groups, areas);
  const auto& counts = values<Column::Integers>(groups, "count");
  const auto& sizes = values<Column::Integers>(groups, "sites");
  const auto& rank = values<Column::Integers>(areas, "rank");
  const auto& names = values<Column::Texts>(areas, "area_name");
  const auto& of_areas = values<Column::Integers>(areas, "count");
  const auto members = members_of(groups, areas);
  GroupList list{{}, rates.of};
  std::size_t later = groups.size();  // lines that the groups still to come need at least
  for (std::size_t g = 0; g < groups.size(); ++g, --later) {
    const bool fits = list.rows.size() + later + members[g].size() <= most_rows;
    const std::string size = fmt::format("{} {}", sizes[g], sizes[g] == 1 ? kind.one : kind.many);
    const auto above = sizes[g] - static_cast<std::int64_t>(members[g].size());
    const std::string known = !fits        ? ", not listed"
                              : above == 0 ? ""
                                           : fmt::format(" ({} above)", above);
    list.rows.push_back({"", fmt::format("Group {}: {}{}", g + 1, size, known),
                         report::integer_text(counts[g]), rate_text(rates.groups[g])});
    if (!fits) continue;
    for (const std::size_t i : members[g]) {
      list.rows.push_back({rank[i] == table::null_integer ? "" : std::to_string(rank[i]), names[i],
                           report::integer_text(of_areas[i]), rate_text(rates.areas[i])});
    }
  }
  return list;
}

}  // namespace hotward::job
