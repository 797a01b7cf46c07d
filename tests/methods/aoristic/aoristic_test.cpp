#include "engine/methods/aoristic/aoristic.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::aoristic {
namespace aoristic_test {

using table::Minute;

Minute at(const char* day, int hour, int minute = 0) {
  return table::minute_of(table::parse_period(day)->first) + 60 * hour + minute;
}

Hours of(std::vector<Minute> begin, std::vector<Minute> end, LongSpans how = LongSpans::spread) {
  return aoristic({.begin = begin, .end = end}, how);
}

double sum(const Hours& hours) {
  return std::accumulate(hours.weight.begin(), hours.weight.end(), 0.0);
}

// 2024-01-05 was a Friday.
TEST_CASE("aoristic: a span is shared out by its time, a moment is not", "[edge]") {
  const Hours moment = of({at("2024-01-05", 22, 59)}, {table::no_time});
  CHECK(moment.weight[hour_of_week(4, 22)] == 1.0);
  CHECK(moment.known[hour_of_week(4, 22)] == 1);
  CHECK(moment.spans == 0);
  const Hours night = of({at("2024-01-05", 22, 30)}, {at("2024-01-06", 0, 30)});
  CHECK(night.weight[hour_of_week(4, 22)] == 0.25);
  CHECK(night.weight[hour_of_week(4, 23)] == 0.5);
  CHECK(night.weight[hour_of_week(5, 0)] == 0.25);
  CHECK(night.spans == 1);
  // An end on the hour is not in that hour; Sunday ends where Monday begins.
  const Hours last = of({at("2024-01-07", 23)}, {at("2024-01-08", 0)});
  CHECK(last.weight[hour_of_week(6, 23)] == 1.0);
}

TEST_CASE("aoristic: the clocks go forward and back", "[edge]") {
  // 2024-03-31: from 1 to 2 there is nothing; two hours by the clock are one.
  const Hours spring = of({at("2024-03-31", 0)}, {at("2024-03-31", 3)});
  CHECK(spring.weight[hour_of_week(6, 0)] == 0.5);
  CHECK(spring.weight[hour_of_week(6, 1)] == 0.0);
  CHECK(spring.weight[hour_of_week(6, 2)] == 0.5);
  const Hours before = of({at("2024-03-31", 0)}, {at("2024-03-31", 1)});
  CHECK(before.weight[hour_of_week(6, 0)] == 1.0);
  CHECK(before.spans == 1);
  // 2024-10-27: from 1 to 2 comes twice.
  const Hours autumn = of({at("2024-10-27", 0)}, {at("2024-10-27", 3)});
  CHECK(autumn.weight[hour_of_week(6, 0)] == 0.25);
  CHECK(autumn.weight[hour_of_week(6, 1)] == 0.5);
  CHECK(autumn.weight[hour_of_week(6, 2)] == 0.25);
  const Hours twice = of({at("2024-10-27", 1)}, {at("2024-10-27", 2)});
  CHECK(twice.weight[hour_of_week(6, 1)] == 1.0);
  const Hours summer = of({at("2024-07-01", 9)}, {at("2024-07-01", 11)});
  CHECK(summer.weight[hour_of_week(0, 9)] == 0.5);
  CHECK(summer.weight[hour_of_week(0, 10)] == 0.5);
}

TEST_CASE("aoristic: a whole week is even, longer is spread or left out", "[edge]") {
  const Hours week = of({at("2024-01-05", 22, 30)}, {at("2024-01-12", 22, 30)});
  CHECK(week.long_spans == 0);
  for (const double weight : week.weight) CHECK(std::abs(weight - 1.0 / 168.0) <= 1e-12);
  const std::vector<Minute> begin{at("2024-01-05", 22, 30), at("2024-01-05", 9)};
  const std::vector<Minute> end{at("2024-02-12", 4), table::no_time};
  const Hours spread = of(begin, end);
  CHECK(spread.long_spans == 1);
  CHECK(spread.counted == 2);
  CHECK(std::abs(spread.weight[0] - 1.0 / 168.0) <= 1e-15);
  const Hours without = of(begin, end, LongSpans::exclude);
  CHECK(without.long_spans == 1);
  CHECK(without.counted == 1);
  CHECK(sum(without) == 1.0);
}

TEST_CASE("aoristic: swapped times are put in order and counted, unknown ones left out", "[edge]") {
  const Hours swapped = of({at("2024-01-06", 0, 30)}, {at("2024-01-05", 22, 30)});
  CHECK(swapped.swapped == 1);
  CHECK(swapped.weight == of({at("2024-01-05", 22, 30)}, {at("2024-01-06", 0, 30)}).weight);
  const Hours none = of({table::no_time}, {at("2024-01-06", 0)});
  CHECK(none.undated == 1);
  CHECK(none.counted == 0);
  CHECK(sum(of({}, {})) == 0.0);
  CHECK(of({at("1969-12-31", 23)}, {}).weight[hour_of_week(2, 23)] == 1.0);
}

// Minute by minute, in winter, where no clock is moved.
TEST_CASE("aoristic: equal to counting every minute, whatever the order", "[brute]") {
  Random random(5, Stream::test);
  std::vector<Minute> begin;
  std::vector<Minute> end;
  std::vector<double> expected(hours_of_week, 0.0);
  for (int i = 0; i < 60; ++i) {
    begin.push_back(at("2024-01-01", 0) + static_cast<Minute>(random.below(40'000)));
    end.push_back(begin.back() + 1 + static_cast<Minute>(random.below(9'000)));
    const int length = end.back() - begin.back();
    for (Minute m = begin.back(); m < end.back(); ++m) {
      const auto hour = static_cast<std::size_t>((m - at("2024-01-01", 0)) / 60 % 168);
      expected[hour] += 1.0 / length;
    }
  }
  const Hours hours = of(begin, end);
  for (std::size_t h = 0; h < hours_of_week; ++h) {
    CHECK(std::abs(hours.weight[h] - expected[h]) <= 1e-9);
  }
  CHECK(std::abs(sum(hours) - 60.0) <= 1e-9);
  std::reverse(begin.begin(), begin.end());
  std::reverse(end.begin(), end.end());
  CHECK(of(begin, end).weight == hours.weight);
}

}  // namespace aoristic_test
}  // namespace hotward::aoristic
