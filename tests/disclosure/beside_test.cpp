// Publications beside older ones: cases of which the answer is known.
#include "engine/disclosure/beside.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "tests/disclosure/months.hpp"
#include "tests/support/catch.hpp"

namespace hotward::disclosure {
namespace beside_test {

PublishedTable months_of(std::size_t last, std::vector<std::int64_t> counts) {
  PublishedTable table;
  table.counted.period = {first_of(0), first_of(last) - std::chrono::days{1}};
  for (std::size_t a = 0; a < counts.size(); ++a) {
    const auto west = 100.0 * static_cast<double>(a);
    table.areas.push_back(
        {std::to_string(a), std::to_string(a), {west, 0.0, west + 100.0, 100.0}, counts[a]});
    table.total += counts[a];
  }
  return table;
}

std::vector<std::uint8_t> hidden_of(const std::vector<PublishedTable>& older,
                                    const PublishedTable& fresh) {
  const Beside found =
      hidden_beside(older, fresh, std::vector<std::uint8_t>(fresh.areas.size(), 0), 1);
  REQUIRE(found.fault == Beside::Fault::none);
  return found.hidden;
}

TEST_CASE("beside: one month more", "[oracle]") {
  const std::vector<PublishedTable> older = {months_of(3, {20, 30, 40, 50, 9})};
  // 8 more, 10 more, none, 5 more, 5 more: nothing is told.
  CHECK(hidden_of(older, months_of(4, {28, 40, 40, 55, 14})) == std::vector<std::uint8_t>(5, 0));
  // 3 more in the first: it is hidden, and another, and together they have at least 5 more.
  const auto hidden = hidden_of(older, months_of(4, {23, 40, 40, 55, 14}));
  CHECK(hidden[0] == 1);
  CHECK(std::ranges::count(hidden, 1) >= 2);
  CHECK(hidden[1] + hidden[3] + hidden[4] >= 1);
  // The same again.
  CHECK(hidden_of(older, months_of(3, {20, 30, 40, 50, 9})) == std::vector<std::uint8_t>(5, 0));
  // Nothing in common.
  PublishedTable later = months_of(4, {23, 40, 40, 55, 14});
  later.counted.period = {first_of(4), first_of(5)};
  CHECK(hidden_of(older, later) == std::vector<std::uint8_t>(5, 0));
}

// Of a year that is published from its first month on, then of months alone: long after twelve
// tables the next is looked at as exactly as the second.
TEST_CASE("beside: two dozen tables of one chain, each as exactly as the first", "[property]") {
  std::vector<PublishedTable> older;
  for (std::int64_t month = 1; month <= 24; ++month) {
    const PublishedTable next = months_of(static_cast<std::size_t>(month),
                                          {20 * month, 30 * month, 40 * month, 50 * month});
    CHECK(hidden_of(older, next) == std::vector<std::uint8_t>(4, 0));
    older.push_back(next);
  }
  // 3 in the first area of the next month.
  const auto hidden = hidden_of(older, months_of(25, {483, 750, 1000, 1250}));
  CHECK(hidden[0] == 1);
  CHECK(std::ranges::count(hidden, 1) == 2);
}

TEST_CASE("beside: years that move on by a month pass, until they are too knotted", "[edge]") {
  std::vector<PublishedTable> older;
  const auto year_from = [](std::size_t month) {
    PublishedTable table = months_of(1, {120, 240, 360});
    table.counted.period = {first_of(month), first_of(month + 12) - std::chrono::days{1}};
    return table;
  };
  const std::vector<std::uint8_t> none(3, 0);
  for (std::size_t month = 0; month < 16; ++month) {
    CHECK(hidden_of(older, year_from(month)) == none);
    older.push_back(year_from(month));
  }
  CHECK(hidden_beside(older, year_from(16), none, 1).fault == Beside::Fault::too_many_tables);
}

TEST_CASE("beside: three tables tell what two do not", "[oracle]") {
  PublishedTable may = months_of(5, {12, 20, 30});
  may.counted.period = {first_of(4), first_of(5) - std::chrono::days{1}};
  // January to April, and January to June: nothing is told. May beside them gives June away.
  const std::vector<PublishedTable> older = {months_of(4, {20, 30, 40}),
                                             months_of(6, {34, 60, 80})};
  const auto hidden = hidden_of(older, may);  // June: 2, 10, 10
  CHECK(hidden[0] == 1);
  CHECK(std::ranges::count(hidden, 1) == 2);
}

TEST_CASE("beside: what cannot be reckoned with is refused", "[error]") {
  const std::vector<std::uint8_t> none(3, 0);
  const PublishedTable older = months_of(3, {20, 30, 40});
  // All in one area more, and every other area would have to be hidden with it.
  const Beside all = hidden_beside(std::vector{older}, months_of(4, {23, 30, 40}), none, 1);
  CHECK(all.fault == Beside::Fault::nothing_left);
  // Other areas on the same ground.
  PublishedTable other = months_of(3, {50, 40});
  other.areas[0].shape = "wide";
  other.areas[0].bounds = {0.0, 0.0, 200.0, 100.0};
  other.areas[1].shape = "another";
  other.areas[1].bounds = {200.0, 0.0, 300.0, 100.0};
  const Beside cut = hidden_beside(std::vector{older}, other, {0, 0}, 1);
  CHECK(cut.fault == Beside::Fault::nothing_left);
  PublishedTable wide = older;
  wide.nearest_m = 50.0;
  CHECK(hidden_beside(std::vector{older}, wide, none, 1).fault == Beside::Fault::nearest);
  std::vector<PublishedTable> many;
  for (std::size_t i = 0; i < 31; ++i) many.push_back(older);
  CHECK(hidden_beside(many, older, none, 1).fault == Beside::Fault::none);
  many.push_back(older);
  CHECK(hidden_beside(many, older, none, 1).fault == Beside::Fault::too_many_tables);
}

TEST_CASE("beside: what was hidden stays hidden where incidents are shared", "[property]") {
  PublishedTable older = months_of(3, {20, 30, 40, 2, 9});
  older.areas[3].count.reset();
  older.areas[4].count.reset();
  const auto hidden = hidden_of({older}, months_of(4, {30, 30, 50, 9, 15}));
  CHECK(hidden == std::vector<std::uint8_t>{0, 0, 0, 1, 1});
}

}  // namespace beside_test
}  // namespace hotward::disclosure
