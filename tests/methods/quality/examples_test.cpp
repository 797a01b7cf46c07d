// The examples of the headers, line by line as they stand there (the test `examples` compares),
// and the names of the options, there and back.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <vector>

#include "engine/methods/quality/agreement.hpp"
#include "engine/methods/quality/coverage.hpp"
#include "engine/methods/quality/misplaced.hpp"
#include "engine/methods/quality/months_present.hpp"
#include "engine/methods/quality/series_break.hpp"
#include "engine/methods/quality/snapped_places.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/names.hpp"

namespace hotward::quality {
namespace examples_test {

TEST_CASE("agreement: the example", "[example]") {
  const std::vector<CodePair> pairs = {{"E01016001", "E01016001", 95},
                                       {"E01016001", "E01016002", 5}};
  const double agree_pct = agreement(pairs).agree_pct;  // 95: of the rows with both codes
  CHECK(agree_pct == 95.0);
}

TEST_CASE("misplaced: the example", "[example]") {
  // Forty places of a town, the last with its coordinates the other way round.
  std::vector<double> xs, ys;
  for (int i = 0; i < 39; ++i) {
    xs.push_back(571e3 + 200.0 * (i % 8));
    ys.push_back(166e3 + 200.0 * (i / 8));
  }
  xs.push_back(166e3);
  ys.push_back(571e3);
  std::vector<geometry::Point> at;
  for (std::size_t i = 0; i < xs.size(); ++i) at.push_back({xs[i], ys[i]});
  std::vector<std::int32_t> area(at.size(), 0);
  area.back() = -1;
  const std::vector<std::uint32_t> incidents(at.size(), 1);
  const std::vector<std::uint8_t> system(at.size(), 0);
  std::vector<geometry::ToNationalGrid> systems;
  systems.push_back(std::move(geometry::ToNationalGrid::from("EPSG:27700").value()));
  const geometry::Box box{{570e3, 164e3}, {580e3, 172e3}};
  const auto hold = [&](std::span<const geometry::Point> points) {
    std::vector<bool> inside;
    for (const geometry::Point& p : points) inside.push_back(box.contains(p));
    return inside;
  };
  std::vector<std::uint32_t> wrong;
  const PlacesAsGiven places{.at = at,
                             .incidents = incidents,
                             .area = area,
                             .xs = xs,
                             .ys = ys,
                             .system = system,
                             .systems = systems};
  for (const MisplacedPlace& m : misplaced(places, {.box = box, .hold = hold})) {
    wrong.push_back(m.place);  // m.kind and m.mended say what would mend it
  }
  CHECK(wrong == std::vector<std::uint32_t>{39});
}

TEST_CASE("months_present: the example", "[example]") {
  const auto minute = [](int year, unsigned month) {
    return table::minute_of(table::first_day(std::chrono::year(year) / std::chrono::month(month)));
  };
  const table::CodedColumn<table::Minute> minutes = {minute(2019, 1), minute(2019, 3)};
  const MonthsPresent found = months_present(minutes);
  const bool complete = found.missing.empty();
  CHECK_FALSE(complete);
  CHECK(found.missing.size() == 1);
}

TEST_CASE("series_break: the example", "[example]") {
  std::vector<table::Month> months;
  for (unsigned m = 1; m <= 6; ++m)
    months.push_back(std::chrono::year(2019) / std::chrono::month(m));
  std::vector<table::Month> broken;
  const std::vector<MonthlyCounts> groups = {{"crime", {980, 1010, 310, 990, 1000, 1020}}};
  for (const SeriesBreak& b : series_breaks(months, groups).breaks) {
    broken.push_back(months[b.month]);
  }
  CHECK(broken == std::vector<table::Month>{months[2]});
}

TEST_CASE("snapped_places: the example", "[example]") {
  table::Places places;
  places.at = {{575000, 168000}, {575010, 168000}};
  places.incidents = {1, 9};
  const double sharing_pct = snapped_places(places).sharing_pct;  // not alone on their spot
  CHECK(sharing_pct == 90.0);
}

TEST_CASE("names: every option by its name, and back", "[property]") {
  check_names(misplacement_names);
}

TEST_CASE("coverage: the example", "[example]") {
  const std::vector<std::optional<std::int64_t>> months = {40, {}, 45, 3, 50};
  const auto found = coverage(months);
  const bool is_cut = found[3] == Coverage::partial;  // true: 3 where 42 are usual
  CHECK(is_cut);
}

}  // namespace examples_test
}  // namespace hotward::quality
