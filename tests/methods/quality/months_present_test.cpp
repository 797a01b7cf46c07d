#include "engine/methods/quality/months_present.hpp"

#include "tests/support/catch.hpp"

namespace hotward::quality {
namespace months_present_test {

using std::chrono::December;
using std::chrono::January;
using std::chrono::June;
using std::chrono::May;
using std::chrono::November;
using std::chrono::October;
using std::chrono::year;

table::Minute at(table::Month month, int day = 0) {
  return table::minute_of(table::first_day(month)) + day * table::minutes_per_day;
}

TEST_CASE("months_present: months, counts and what is missing between", "[oracle]") {
  const auto october = year(2018) / October;
  const auto january = year(2019) / January;
  const table::CodedColumn<table::Minute> minutes = {at(january), at(october, 30), at(october),
                                                     at(january, 30) + 1439, at(january, 4)};
  const auto m = months_present(minutes);
  CHECK(m.present == std::vector<table::Month>{october, january});
  CHECK(m.counts == std::vector<std::int64_t>{2, 3});
  CHECK(m.missing == std::vector<table::Month>{year(2018) / November, year(2018) / December});
  CHECK(m.without_time == 0);
}

TEST_CASE("months_present: the last minute before 1970 is of December", "[edge]") {
  const table::CodedColumn<table::Minute> minutes = {-1, 0, -table::minutes_per_day};
  const auto m = months_present(minutes);
  CHECK(m.present == std::vector<table::Month>{year(1969) / December, year(1970) / January});
  CHECK(m.counts == std::vector<std::int64_t>{2, 1});
}

TEST_CASE("months_present: every incident is counted once", "[property]") {
  const table::CodedColumn<table::Minute> minutes = {at(year(2019) / May), table::no_time,
                                                     at(year(2019) / June), table::no_time};
  const auto m = months_present(minutes);
  CHECK(m.counts == std::vector<std::int64_t>{1, 1});
  CHECK(m.without_time == 2);
  CHECK(m.missing.empty());
}

TEST_CASE("months_present: no incident, no time, one month", "[edge]") {
  CHECK(months_present({}).present.empty());
  const auto none = months_present(table::CodedColumn<table::Minute>{table::no_time});
  CHECK(none.present.empty());
  CHECK(none.missing.empty());
  CHECK(months_present(table::CodedColumn<table::Minute>{0}).present ==
        std::vector<table::Month>{year(1970) / January});
}

}  // namespace months_present_test
}  // namespace hotward::quality
