#include "engine/table/period.hpp"

#include "tests/support/catch.hpp"

namespace hotward::table {
namespace period_test {

Period period(const char* from, const char* to) {
  return {parse_period(from)->first, parse_period(to)->last};
}

TEST_CASE("parse_period: months and days, nothing else", "[edge]") {
  CHECK(to_string(parse_period("2020-02").value()) == "2020-02");
  CHECK(to_string(parse_period("2020-02-29").value()) == "2020-02-29");
  for (const char* wrong : {"", "2020", "2020-13", "2020-00", "2019-02-29", "2020/02", "20-02-2020",
                            "2020-2", "2020-02-", "-200-02", "2020-02-30", "abcd-ef", "2020-0x"}) {
    INFO(wrong);
    CHECK_FALSE(parse_period(wrong));
  }
}

TEST_CASE("Period: a leap year has 366 days", "[property]") {
  CHECK(period("2019-04", "2020-03").days() == 366);
  CHECK(period("2018-04", "2019-03").days() == 365);
}

TEST_CASE("previous: as many months before whole months, as many days before days", "[property]") {
  CHECK(previous(period("2019-04", "2020-03")) == period("2018-04", "2019-03"));
  CHECK(previous(period("2020-03", "2020-03")) == period("2020-02", "2020-02"));
  CHECK(previous(period("2020-03-05", "2020-03-07")) == period("2020-03-02", "2020-03-04"));
}

TEST_CASE("same_days_before: the fewest whole years back that do not overlap", "[property]") {
  CHECK(same_days_before(period("2020-03", "2020-04")) == period("2019-03", "2019-04"));
  CHECK(same_days_before(period("2019-04", "2020-03")) == period("2018-04", "2019-03"));
  CHECK(same_days_before(period("2018-04", "2020-03")) == period("2016-04", "2018-03"));
  CHECK(same_days_before(period("2019-01", "2020-06")) == period("2017-01", "2018-06"));
  CHECK(same_days_before(period("2019-12", "2020-02")) == period("2018-12", "2019-02"));
  CHECK(same_days_before(period("2020-03-05", "2020-03-07")) == period("2019-03-05", "2019-03-07"));
}

TEST_CASE("same_days_before: February keeps its last day", "[edge]") {
  CHECK(same_days_before(period("2020-02", "2020-02")) == period("2019-02", "2019-02"));
  CHECK(same_days_before(period("2021-02", "2021-02")) == period("2020-02", "2020-02"));
  CHECK(same_days_before(period("2020-02-10", "2020-02-29")) == period("2019-02-10", "2019-02-28"));
}

TEST_CASE("to_string: a single month or day is named once", "[edge]") {
  CHECK(to_string(period("2019-04", "2020-03")) == "2019-04 to 2020-03");
  CHECK(to_string(period("2019-04", "2019-04")) == "2019-04");
  CHECK(to_string(period("2019-04-03", "2019-05-07")) == "2019-04-03 to 2019-05-07");
  CHECK(to_string(period("2020-02-01", "2020-02-01")) == "2020-02-01");
}

TEST_CASE("minutes: day and month of a minute, before 1970 too", "[property]") {
  const Day day = parse_period("1969-12-31")->first;
  CHECK(day_of(minute_of(day)) == day);
  CHECK(day_of(minute_of(day) + minutes_per_day - 1) == day);
  CHECK(to_string(month_of(minute_of(day))) == "1969-12");
}

TEST_CASE("Period: holds its first and its last minute", "[edge]") {
  const Period march = period("2020-03", "2020-03");
  CHECK(march.holds(minute_of(march.first)));
  CHECK(march.holds(minute_of(march.last) + minutes_per_day - 1));
  CHECK_FALSE(march.holds(minute_of(march.last) + minutes_per_day));
}

}  // namespace period_test
}  // namespace hotward::table
