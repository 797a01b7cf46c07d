// The month table beside a count of every cell on its own.
#include "engine/study/month_table.hpp"

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward {
namespace month_table_test {

using table::Month;
using namespace std::chrono_literals;

constexpr std::size_t areas = 5;

table::Minute noon(Month month, unsigned day) {
  const table::Day first = table::first_day(month);
  return table::minute_of(first + std::chrono::days{day}) + 12 * 60;
}

// Four months of three types; a third of the incidents outside, some without a date.
Study made_study(Random& random, bool typed) {
  Study study;
  for (std::size_t a = 0; a < areas; ++a)
    study.areas_read.areas.codes.push_back("A" + std::to_string(a));
  table::Incidents& incidents = study.incidents_read.incidents;
  incidents.precision = table::TimePrecision::day;
  for (std::uint32_t place = 0; place < 60; ++place) {
    incidents.places.at.push_back({double(place), 0.0});
    study.join.area.push_back(
        random.below(3) == 0 ? -1 : static_cast<std::int32_t>(random.below(areas)));
  }
  if (typed) {
    for (const char* type : {"Burglary", "Anti-social behaviour", "Drugs"})
      static_cast<void>(incidents.types.code(type));
  }
  const Month first = 2020y / 1;
  for (int i = 0; i < 4000; ++i) {
    incidents.place.push_back(random.below(60));
    const Month month = first + std::chrono::months{random.below(4)};
    incidents.minute.push_back(random.below(20) == 0 ? table::no_time
                                                     : noon(month, random.below(28)));
    if (typed) incidents.type.push_back(static_cast<std::uint16_t>(random.below(3)));
  }
  incidents.seen.span =
      table::Period{table::first_day(first), table::last_day(first + std::chrono::months{3})};
  return study;
}

// One pass over all incidents for each cell.
std::uint32_t counted(const Study& study, Month month, std::optional<std::size_t> type,
                      std::size_t area) {
  const table::Incidents& incidents = study.incidents();
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    if (incidents.minute[i] == table::no_time || table::month_of(incidents.minute[i]) != month)
      continue;
    if (type && incidents.type[i] != *type) continue;
    if (study.join.area[incidents.place[i]] == static_cast<std::int32_t>(area)) ++count;
  }
  return count;
}

TEST_CASE("month_table: as each cell counted on its own", "[brute]") {
  Random random(31, Stream::test);
  const Study study = made_study(random, true);
  // Drugs are of another theme, April is of another period.
  const Theme theme{"two", "Two types", "incidents", {1, 1, 0}};
  const table::Period period{table::first_day(2020y / 1), table::last_day(2020y / 3)};
  const MonthTable table = month_table(study, theme, period);
  REQUIRE(table.types == std::vector<std::string>{"Anti-social behaviour", "Burglary"});
  REQUIRE(table.months.size() == 3);
  REQUIRE(table.cells.size() == 3 * 2 * areas);
  const std::vector<std::size_t> codes{1, 0};
  for (std::size_t m = 0; m < 3; ++m) {
    for (std::size_t t = 0; t < 2; ++t) {
      for (std::size_t a = 0; a < areas; ++a) {
        INFO(m << " " << t << " " << a);
        CHECK(table.cells[(m * 2 + t) * areas + a] ==
              counted(study, table.months[m].month, codes[t], a));
      }
    }
  }
  std::uint64_t undated = 0;
  const table::Incidents& incidents = study.incidents();
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    if (incidents.minute[i] == table::no_time && incidents.type[i] != 2 &&
        study.join.area[incidents.place[i]] >= 0)
      ++undated;
  }
  CHECK(undated > 50);
  CHECK(table.undated == undated);
}

TEST_CASE("month_table: incidents without types are of one", "[brute]") {
  Random random(32, Stream::test);
  const Study study = made_study(random, false);
  const table::Period period{table::first_day(2020y / 2), table::last_day(2020y / 4)};
  const MonthTable table = month_table(study, {"all", "All incidents", "incidents", {}}, period);
  REQUIRE(table.types == std::vector<std::string>{"All incidents"});
  for (std::size_t m = 0; m < 3; ++m) {
    for (std::size_t a = 0; a < areas; ++a) {
      CHECK(table.cells[m * areas + a] == counted(study, table.months[m].month, std::nullopt, a));
    }
  }
}

}  // namespace month_table_test
}  // namespace hotward
