#include "engine/join/counts.hpp"

#include <numeric>

#include "engine/core/parallel.hpp"
#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/threads.hpp"

namespace hotward::join {
namespace counts_test {

using namespace std::chrono_literals;
using table::Day;
using table::minute_of;

constexpr Day april{2019y / 4 / 1};

// 5 areas, 40 places of which every eighth lies outside; random types and days of two years.
struct Example {
  table::Incidents incidents;
  AreaJoin join;
};

Example example(std::size_t n, std::uint64_t seed) {
  Example e;
  Random random(seed, Stream::test);
  e.incidents.places.at.resize(40);
  e.incidents.places.incidents.assign(40, 0);
  for (std::int32_t p = 0; p < 40; ++p) e.join.area.push_back(p % 8 == 7 ? -1 : p % 5);
  e.join.nearest.assign(40, 0);
  for (const char* type : {"asb", "burglary", "drugs"}) e.incidents.types.code(type);
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t place = random.below(40);
    e.incidents.place.push_back(place);
    ++e.incidents.places.incidents[place];
    e.incidents.type.push_back(static_cast<std::uint16_t>(random.below(3)));
    const Day day = april + std::chrono::days{static_cast<int>(random.below(730)) - 365};
    e.incidents.minute.push_back(random.below(50) == 0
                                     ? table::no_time
                                     : minute_of(day) + static_cast<int>(random.below(1440)));
  }
  return e;
}

std::vector<std::uint16_t> of_all(const table::Incidents& incidents, const Groups& groups) {
  std::vector<std::uint16_t> all;
  for (std::size_t i = 0; i < incidents.size(); ++i) all.push_back(groups.of(incidents, i));
  return all;
}

TEST_CASE("count: equals one incident after the other, on any number of threads", "[brute]") {
  const Example e = example(GENERATE(0U, 1U, 100U, 200000U), 3);
  set_thread_count(GENERATE(1U, 3U));
  const Groups types = groups_by_type(e.incidents);
  const Counts counts = count(e.incidents, e.join, 5, types);
  set_thread_count(0);
  std::vector<std::uint64_t> cells(15);
  std::vector<std::uint64_t> outside(3);
  for (std::size_t i = 0; i < e.incidents.size(); ++i) {
    const std::int32_t area = e.join.area[e.incidents.place[i]];
    const std::size_t g = e.incidents.type[i];
    ++(area < 0 ? outside[g] : cells[static_cast<std::size_t>(area) * 3 + g]);
  }
  CHECK(counts.cells == cells);
  CHECK(counts.outside == outside);
  const Counts plain = count(e.incidents.places, e.join, 5);
  for (std::size_t a = 0; a < 5; ++a) {
    const auto row = counts.of_area(a);
    CHECK(plain.at(a, 0) == std::accumulate(row.begin(), row.end(), std::uint64_t{0}));
  }
}

TEST_CASE("groups_by_period: current and previous, and neither", "[property]") {
  const table::Period current{april, april + std::chrono::days{365}};
  const std::vector<table::Period> periods{current, table::previous(current)};
  const Example e = example(5000, 4);
  const Groups groups = groups_by_period(e.incidents, periods);
  CHECK(groups.count == 2);
  for (std::size_t i = 0; i < e.incidents.size(); ++i) {
    const table::Minute minute = e.incidents.minute[i];
    std::uint16_t expected = no_group;
    if (minute != table::no_time && current.holds(minute)) expected = 0;
    if (minute != table::no_time && periods[1].holds(minute)) expected = 1;
    REQUIRE(groups.of(e.incidents, i) == expected);
  }
}

TEST_CASE("groups_by_month: every month between the first and the last", "[property]") {
  table::Incidents incidents;
  incidents.place = {0, 0, 0, 0};
  incidents.minute = {minute_of(Day{2019y / 12 / 31}) + 1439, minute_of(Day{2020y / 3 / 1}),
                      table::no_time, minute_of(Day{2020y / 2 / 29})};
  const MonthGroups months = groups_by_month(incidents);
  CHECK(months.months == std::vector<table::Month>{2019y / 12, 2020y / 1, 2020y / 2, 2020y / 3});
  CHECK(of_all(incidents, months.groups) == std::vector<std::uint16_t>{0, 3, no_group, 2});
}

TEST_CASE("crossed: every pair of groups has its own", "[property]") {
  const Example e = example(3000, 6);
  const Groups months = groups_by_month(e.incidents).groups;
  const Groups types = groups_by_type(e.incidents);
  const Groups both = crossed(months, types);
  CHECK(both.count == months.count * 3);
  for (std::size_t i = 0; i < e.incidents.size(); ++i) {
    const std::uint16_t month = months.of(e.incidents, i);
    const auto due = static_cast<std::uint16_t>(month * 3 + types.of(e.incidents, i));
    REQUIRE(both.of(e.incidents, i) == (month == no_group ? no_group : due));
  }
}

TEST_CASE("count: groups and outside add up to the incidents that have a group", "[property]") {
  const Example e = example(20000, 5);
  const Groups groups = crossed(groups_by_month(e.incidents).groups, groups_by_type(e.incidents));
  const Counts counts = count(e.incidents, e.join, 5, groups);
  std::uint64_t total = 0;
  for (std::size_t g = 0; g < counts.groups; ++g) {
    const auto column = counts.of_group(g);
    CHECK(std::accumulate(column.begin(), column.end(), std::uint64_t{0}) == counts.group_total(g));
    total += counts.group_total(g) + counts.outside[g];
  }
  const auto with_time = std::ranges::count_if(e.incidents.minute,
                                               [](table::Minute m) { return m != table::no_time; });
  CHECK(total == static_cast<std::uint64_t>(with_time));
}

TEST_CASE("groups: incidents without times or types", "[edge]") {
  table::Incidents incidents;
  incidents.place = {0, 0};
  CHECK(of_all(incidents, groups_by_type(incidents)) == std::vector<std::uint16_t>{0, 0});
  CHECK(groups_by_month(incidents).months.empty());
  CHECK(of_all(incidents, groups_by_month(incidents).groups) ==
        std::vector<std::uint16_t>{no_group, no_group});
  CHECK(groups_by_period(incidents, {}).count == 0);
  incidents.minute = {table::no_time, table::no_time};
  CHECK(groups_by_month(incidents).months.empty());
}

}  // namespace counts_test
}  // namespace hotward::join
