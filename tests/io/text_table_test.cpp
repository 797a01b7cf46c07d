#include "engine/io/csv/text_table.hpp"

#include <cmath>
#include <map>

#include "engine/core/random.hpp"
#include "engine/io/incidents/id_set.hpp"
#include "engine/io/incidents/place_table.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace text_table_test {

// Texts that share beginnings, ends and lengths, so that only what is in between tells them apart.
std::string text_like_others(Random& random) {
  std::string text(random.below(2) == 0 ? random.below(12) : random.below(80), 'a');
  for (std::uint32_t changes = random.below(3); changes != 0 && !text.empty(); --changes) {
    text[random.below(static_cast<std::uint32_t>(text.size()))] = random.below(4) == 0 ? '\0' : 'b';
  }
  return text;
}

// In one of the three ways, which are the same but for their speed.
TextTable::Found number_in(TextTable& table, std::string_view text, std::uint32_t way) {
  if (way == 0) return table.number_of_short(text);
  if (way == 1) return table.number_as_before(text);
  return table.number(text);
}

TEST_CASE("TextTable: numbers as a map would give them", "[brute]") {
  const std::uint32_t seed = GENERATE(range(1U, 6U));
  INFO("seed " << seed);
  Random random(seed, Stream::test);
  TextTable table;
  for (int round = 0; round < 3; ++round) {
    std::map<std::string, std::uint32_t> expected;
    std::string before;
    for (int i = 0; i < 20000; ++i) {
      std::string text = random.below(3) == 0 ? before : text_like_others(random);
      before = text;
      const std::size_t length = text.size();
      const auto [entry, is_new] =
          expected.emplace(text, static_cast<std::uint32_t>(expected.size()));
      // What stands behind a text is of no weight.
      text.append(text_padding, static_cast<char>('0' + random.below(10)));
      const std::string_view view = std::string_view(text).substr(0, length);
      const auto found = number_in(table, view, random.below(3));
      REQUIRE(found.is_new == is_new);
      REQUIRE(found.number == entry->second);
    }
    CHECK(table.size() == expected.size());
    table.clear();
    CHECK(table.size() == 0);
  }
}

TEST_CASE("PlaceTable: numbers as a map would give them", "[brute]") {
  Random random(7, Stream::test);
  PlaceTable table;
  std::map<std::pair<double, double>, std::uint32_t> expected;
  for (int batch = 0; batch < 50; ++batch) {
    std::vector<double> xs(random.below(500));
    std::vector<double> ys(xs.size());
    for (std::size_t i = 0; i < xs.size(); ++i) {
      xs[i] = 0.001 * random.below(60) - 0.03;
      ys[i] = random.below(2) == 0 ? 0.0 : 51.0 + 0.001 * random.below(60);
      if (ys[i] == 0.0 && random.below(2) == 0) ys[i] = -0.0;
    }
    std::vector<std::uint32_t> numbers(xs.size());
    table.number(xs, ys, 0, numbers);
    for (std::size_t i = 0; i < xs.size(); ++i) {
      const std::pair key(xs[i] + 0.0, ys[i] + 0.0);
      const auto number = static_cast<std::uint32_t>(expected.size());
      REQUIRE(numbers[i] == expected.emplace(key, number).first->second);
    }
  }
  REQUIRE(table.size() == expected.size());
  // The same numbers in another system are other places.
  const double x[] = {expected.begin()->first.first};
  const double y[] = {expected.begin()->first.second};
  std::uint32_t number[] = {0};
  table.number(x, y, 1, number);
  CHECK(number[0] == expected.size());
  CHECK(table.system(number[0]) == 1);
  CHECK(table.system(0) == 0);
}

TEST_CASE("PlaceTable: many places, more than were expected, keep their numbers", "[property]") {
  constexpr std::size_t places = 300000;
  std::vector<double> xs(places);
  std::vector<double> ys(places);
  for (std::size_t i = 0; i < places; ++i) {
    xs[i] = 0.25 * static_cast<double>(i % 641) - 80.0;
    ys[i] = 0.125 * static_cast<double>(i / 641);
  }
  PlaceTable table;
  table.expect(GENERATE(0U, 100U, 300000U));
  std::vector<std::uint32_t> numbers(places);
  for (int round = 0; round < 2; ++round) {
    constexpr std::size_t run = 10000;
    for (std::size_t begin = 0; begin < places; begin += run) {
      table.number(std::span(xs).subspan(begin, run), std::span(ys).subspan(begin, run), 0,
                   std::span(numbers).subspan(begin, run));
    }
    for (std::size_t i = 0; i < places; ++i) REQUIRE(numbers[i] == i);
  }
  const auto given = table.take();
  REQUIRE(given.size() == places);
  CHECK(given[700].x == xs[700]);
  CHECK(given[700].y == ys[700]);
}

TEST_CASE("IdSet: an id is new once", "[brute]") {
  IdSet set;
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 5000; ++i) {
      REQUIRE(set.add(hash_id("crime " + std::to_string(i))) == (round == 0));
    }
  }
  CHECK(hash_id("") != no_id);
  CHECK(hash_id(std::string("a\0", 2)) != hash_id("a"));
}

TEST_CASE("IdSet: whatever number of ids was expected, an id is new once", "[brute]") {
  for (const std::size_t expected : {0U, 1U, 100U, 20000U, 100000U}) {
    IdSet set;
    set.expect(expected);
    for (int round = 0; round < 2; ++round) {
      for (int i = 0; i < 20000; ++i) {
        REQUIRE(set.add(hash_id("crime " + std::to_string(i))) == (round == 0));
      }
      set.expect(expected / 2);
    }
  }
}

TEST_CASE("IdHash: equal where both halves are", "[edge]") {
  CHECK(IdHash{1, 2} == IdHash{1, 2});
  CHECK(IdHash{1, 2} != IdHash{1, 4});
  CHECK(IdHash{1, 2} != IdHash{4, 2});
  CHECK(IdHash{1, 2} != IdHash{2, 1});
}

TEST_CASE("hash_id: every byte counts, and what is added", "[brute]") {
  for (std::size_t length = 1; length < 40; ++length) {
    const std::string id(length, 'a');
    for (std::size_t at = 0; at < length; ++at) {
      std::string other = id;
      other[at] = 'b';
      INFO(length << " " << at);
      REQUIRE(hash_id(other).first != hash_id(id).first);
      REQUIRE(hash_id(other).second != hash_id(id).second);
    }
    IdHash here = hash_id(id);
    IdHash there = here;
    here.add(1.0);
    there.add(2.0);
    REQUIRE(here != there);
  }
}

}  // namespace text_table_test
}  // namespace hotward::io
