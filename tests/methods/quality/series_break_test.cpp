#include "engine/methods/quality/series_break.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/shared.hpp"

namespace hotward::quality {
namespace series_break_test {

using Counts = std::vector<std::int64_t>;
using Found = std::vector<std::size_t>;

std::vector<table::Month> months_from(int year, unsigned month, std::size_t count) {
  std::vector<table::Month> months;
  for (std::size_t i = 0; i < count; ++i) {
    months.push_back(table::Month(std::chrono::year(year), std::chrono::month(month)) +
                     std::chrono::months(i));
  }
  return months;
}

std::vector<table::Month> kent_months() {
  auto months = months_from(2018, 10, 5);
  months.push_back(months_from(2021, 6, 1)[0]);
  return months;
}

Found found(const SeriesBreaks& result, std::size_t group) {
  Found months;
  for (const SeriesBreak& b : result.breaks) {
    if (b.group == group) months.push_back(b.month);
  }
  return months;
}

// Rows per month of Kent Police's street files, October 2018 to February 2019 and June 2021. Crime
// of November and December 2018 is known to be under-recorded, anti-social behaviour is not.
TEST_CASE("series_breaks: Kent, November and December 2018", "[oracle]") {
  const std::vector<MonthlyCounts> groups = {{"all", {19396, 13818, 8438, 17792, 16291, 17506}},
                                             {"crime", {17347, 11690, 6132, 15659, 14125, 13965}},
                                             {"asb", {2049, 2128, 2306, 2133, 2166, 3541}}};
  const auto r = series_breaks(kent_months(), groups);
  CHECK(found(r, 0) == Found{1, 2});
  CHECK(found(r, 1) == Found{1, 2});
  CHECK(found(r, 2).empty());
  CHECK(r.not_judged == Found{5});  // no month within half a year of June 2021
  // December's crime: 6,132 where the median of the others' daily counts expects about 15,000.
  REQUIRE(r.breaks.size() == 4);
  CHECK(r.breaks[3].change_pct < -50.0);
  CHECK(r.breaks[2].beside_break);
  CHECK_FALSE(r.breaks[3].beside_break);
}

// The same files, rows with a Medway LSOA.
TEST_CASE("series_breaks: Medway, November and December 2018", "[oracle]") {
  const std::vector<MonthlyCounts> groups = {{"all", {3437, 2401, 1325, 3025, 2828, 3083}},
                                             {"crime", {2964, 2043, 976, 2673, 2458, 2453}},
                                             {"asb", {473, 358, 349, 352, 370, 630}}};
  const auto r = series_breaks(kent_months(), groups);
  CHECK(found(r, 0) == Found{1, 2});
  CHECK(found(r, 1) == Found{1, 2});
  CHECK(found(r, 2).empty());
}

TEST_CASE("series_breaks: Kent's files as they are", "[oracle]") {
  HOTWARD_NEEDS_SHARED("data/incidents/2018-10/2018-10-kent-street.csv");
  std::vector<MonthlyCounts> groups = {{"all", {}}, {"crime", {}}, {"asb", {}}};
  for (const table::Month month : kent_months()) {
    const std::string name = table::to_string(month);
    const auto rows =
        read_rows(shared_path("data/incidents/" + name + "/" + name + "-kent-street.csv"));
    std::int64_t asb = 0;
    for (const auto& row : rows) asb += row[9] == "Anti-social behaviour" ? 1 : 0;
    const auto all = static_cast<std::int64_t>(rows.size()) - 1;
    groups[0].counts.push_back(all);
    groups[1].counts.push_back(all - asb);
    groups[2].counts.push_back(asb);
  }
  const auto r = series_breaks(kent_months(), groups);
  CHECK(found(r, 0) == Found{1, 2});
  CHECK(found(r, 1) == Found{1, 2});
  CHECK(found(r, 2).empty());
}

// Medway's anti-social behaviour, April 2019 to March 2020, read off the chart of the Community
// Safety Partnership's Strategic Assessment 2020: from 350 in December to 650 in August.
const Counts assessment = {450, 500, 580, 620, 650, 500, 480, 450, 350, 450, 480, 550};

// Where most months break it, a series has no level that they could break.
TEST_CASE("too_uneven: most months are breaks", "[edge]") {
  const std::vector<MonthlyCounts> groups = {{"crime", {10, 10, 100, 100, 100, 10}},
                                             {"asb", {2049, 2128, 2306, 2133, 2166, 3541}}};
  const auto r = series_breaks(months_from(2020, 1, 6), groups);
  CHECK(r.count(0) == 6);
  CHECK(too_uneven(r, 0, 6));
  CHECK_FALSE(too_uneven(r, 1, 6));
  CHECK_FALSE(too_uneven(r, 0, 12));  // half of them: the others tell
}

TEST_CASE("few_a_month: the usual month has fewer than 200", "[edge]") {
  CHECK(few_a_month({"asb", {199, 199, 5000}}));
  CHECK_FALSE(few_a_month({"asb", {200, 0, 201}}));
  CHECK_FALSE(few_a_month({"asb", {}}));
}

TEST_CASE("series_breaks: the seasons of a year are no break", "[oracle]") {
  const auto r =
      series_breaks(months_from(2019, 4, 12), std::vector<MonthlyCounts>{{"asb", assessment}});
  CHECK(r.breaks.empty());
  CHECK(r.not_judged.empty());
}

TEST_CASE("series_breaks: a month at a third of itself is, in the same year", "[property]") {
  const auto month = GENERATE(range(std::size_t{0}, std::size_t{12}));
  Counts counts = assessment;
  counts[month] /= 3;
  const auto r =
      series_breaks(months_from(2019, 4, 12), std::vector<MonthlyCounts>{{"asb", counts}});
  INFO("month " << month);
  CHECK(found(r, 0) == Found{month});
}

TEST_CASE("series_breaks: a month counted three times over is a break too", "[property]") {
  Counts counts = assessment;
  counts[5] *= 3;
  const auto r =
      series_breaks(months_from(2019, 4, 12), std::vector<MonthlyCounts>{{"asb", counts}});
  REQUIRE(r.breaks.size() == 1);
  CHECK(r.breaks[0].month == 5);
  CHECK(r.breaks[0].z_score > 3.5);
  CHECK(r.breaks[0].change_pct > 100.0);
}

// Poisson counts around a sine of +-35% over the year, with ordinary months' noise of 5% on top, at
// 500 and 15,000 a month. Stated bound: at most 1 of 100 such series have any month flagged, with
// 5 months as with 36 (seen: 2 to 11 of 2,000).
TEST_CASE("series_breaks: false alarms in seasonal series", "[statistical]") {
  const std::size_t length = GENERATE(std::size_t{5}, std::size_t{12}, std::size_t{36});
  const double mean = GENERATE(500.0, 15'000.0);
  int alarms = 0;
  constexpr int years = 2000;
  for (std::uint32_t year = 0; year < years; ++year) {
    Random random(1, Stream::test, 6, year);
    const double phase = 2.0 * std::numbers::pi * random.uniform();
    Counts counts;
    for (std::size_t t = 0; t < length; ++t) {
      const double angle = phase + 2.0 * std::numbers::pi * static_cast<double>(t) / 12.0;
      const double rate = mean * (1.0 + 0.35 * std::sin(angle)) * std::exp(0.05 * random.normal());
      // The normal law stands for the Poisson: at means above 300 they differ by nothing that
      // counts.
      counts.push_back(std::llround(rate + std::sqrt(rate) * random.normal()));
    }
    const auto r =
        series_breaks(months_from(2015, 1, length), std::vector<MonthlyCounts>{{"x", counts}});
    alarms += r.breaks.empty() ? 0 : 1;
  }
  INFO(length << " months, mean " << mean << ": " << alarms << " of " << years);
  CHECK(alarms <= 0.01 * years);
}

// A year's wave of ±35%, Poisson counts, one month recorded at half: 200 series each. Where the
// season is known, it is found in most of 300 a month; of 40 a month chance does nearly as much.
TEST_CASE("series_breaks: a halved month in spite of the season", "[statistical]") {
  const auto found_in = [](double mean, std::size_t count, double left) {
    const auto months = months_from(2019, 4, count);
    int hits = 0;
    int false_alarms = 0;
    for (std::uint32_t k = 0; k < 200; ++k) {
      Random random(31, Stream::test, static_cast<std::uint32_t>(count), k);
      const std::size_t broken = 1 + random.below(static_cast<std::uint32_t>(count) - 2);
      Counts counts;
      for (std::size_t t = 0; t < count; ++t) {
        const double turn = 2.0 * std::numbers::pi * (static_cast<double>(t) + k) / 12.0;
        const double level = mean * (1.0 + 0.35 * std::sin(turn)) * (t == broken ? left : 1.0);
        counts.push_back(std::llround(level + std::sqrt(level) * random.normal()));
      }
      const Found at = found(series_breaks(months, std::vector<MonthlyCounts>{{"all", counts}}), 0);
      hits += std::ranges::find(at, broken) != at.end() ? 1 : 0;
      false_alarms +=
          static_cast<int>(at.size()) - (std::ranges::find(at, broken) != at.end() ? 1 : 0);
    }
    return std::pair(hits / 200.0, false_alarms / 200.0);
  };
  const auto [found_24, false_24] = found_in(300.0, 24, 0.5);
  const auto [found_36, false_36] = found_in(300.0, 36, 0.5);
  const auto [none_24, alarms_24] = found_in(300.0, 24, 1.0);
  INFO("24 months: " << found_24 << " found, " << false_24 << " others; 36: " << found_36 << ", "
                     << false_36 << "; none broken: " << alarms_24);
  CHECK(found_24 > 0.8);
  CHECK(found_36 > 0.8);
  CHECK(alarms_24 < 0.05);  // months a series
  CHECK(false_24 < 0.1);
}

TEST_CASE("series_breaks: a trend to twice the level in three years is no break", "[property]") {
  Counts counts;
  for (int t = 0; t < 36; ++t) counts.push_back(std::llround(1000.0 * std::exp2(t / 36.0)));
  const auto r = series_breaks(months_from(2015, 1, 36), std::vector<MonthlyCounts>{{"x", counts}});
  CHECK(r.breaks.empty());
}

TEST_CASE("series_breaks: days of the month are allowed for", "[property]") {
  // 100 a day in every month, from 28 to 31 days: z must be 0 but for the half added to each count.
  Counts counts;
  const auto months = months_from(2019, 1, 12);
  for (const table::Month m : months) {
    counts.push_back(100 * ((table::last_day(m) - table::first_day(m)).count() + 1));
  }
  const auto r =
      series_breaks(months, std::vector<MonthlyCounts>{{"x", counts}}, {.threshold = 1e-3});
  CHECK(r.breaks.empty());
}

TEST_CASE("series_breaks: an empty month among full ones, and only empty ones", "[edge]") {
  const auto months = months_from(2019, 1, 6);
  const auto r = series_breaks(months, std::vector<MonthlyCounts>{{"gap", {90, 95, 0, 88, 91, 97}},
                                                                  {"none", {0, 0, 0, 0, 0, 0}},
                                                                  {"few", {1, 0, 2, 0, 1, 3}}});
  CHECK(found(r, 0) == Found{2});
  CHECK(found(r, 1).empty());
  CHECK(found(r, 2).empty());
}

TEST_CASE("series_breaks: too few months to judge", "[edge]") {
  const auto r =
      series_breaks(months_from(2019, 1, 4), std::vector<MonthlyCounts>{{"x", {100, 100, 1, 100}}});
  CHECK(r.breaks.empty());
  CHECK(r.not_judged == Found{0, 1, 2, 3});
  CHECK(series_breaks({}, {}).breaks.empty());
}

// A low month beside a high one: with z near -2.9 and a jump of 0.29 it would pass but for its
// side.
TEST_CASE("series_breaks: what touches a break must lie to the same side", "[edge]") {
  const Counts counts = {10000, 9100, 35000, 7500, 10000, 9900, 10050};
  const auto r = series_breaks(months_from(2019, 1, 7), std::vector<MonthlyCounts>{{"x", counts}});
  CHECK(found(r, 0) == Found{2});
}

// The second of two equal faults does not jump from the first; together they do, on either side,
// and so they do where the month between them is missing.
TEST_CASE("series_breaks: a run of equally bad months", "[edge]") {
  const Counts counts = {10000, 9000, 10000, 3000, 3100, 10000, 9500, 9900};
  const auto joined =
      series_breaks(months_from(2019, 1, 8), std::vector<MonthlyCounts>{{"x", counts}});
  CHECK(found(joined, 0) == Found{3, 4});
  auto months = months_from(2019, 1, 4);
  for (const auto& m : months_from(2019, 6, 4)) months.push_back(m);
  const auto parted = series_breaks(months, std::vector<MonthlyCounts>{{"x", counts}});
  CHECK(found(parted, 0) == Found{3, 4});
  // One up and one down are two runs of their own.
  const Counts opposite = {10000, 9000, 10000, 3000, 31000, 10000, 9500, 9900};
  const auto both =
      series_breaks(months_from(2019, 1, 8), std::vector<MonthlyCounts>{{"x", opposite}});
  CHECK(found(both, 0) == Found{3, 4});
}

// Two months missing between: not beside each other, so the lower threshold does not apply.
TEST_CASE("series_breaks: a missing month parts what it lies between", "[edge]") {
  auto months = months_from(2019, 1, 3);
  for (const auto& m : months_from(2019, 5, 3)) months.push_back(m);
  const Counts counts = {10000, 10000, 3000, 7600, 10000, 10000};
  const auto parted = series_breaks(months, std::vector<MonthlyCounts>{{"x", counts}});
  const auto joined =
      series_breaks(months_from(2019, 1, 6), std::vector<MonthlyCounts>{{"x", counts}});
  CHECK(found(parted, 0) == Found{2});
  CHECK(found(joined, 0) == Found{2, 3});
}

}  // namespace series_break_test
}  // namespace hotward::quality
