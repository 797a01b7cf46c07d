#include "engine/io/csv/text_table.hpp"

#include <algorithm>
#include <array>
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
      const auto found = table.number(std::string_view(text).substr(0, length));
      REQUIRE(found.is_new == is_new);
      REQUIRE(found.number == entry->second);
    }
    CHECK(table.size() == expected.size());
    table.clear();
    CHECK(table.size() == 0);
  }
}

// Rows of three fields, the second and third of which are looked up; ended by a newline or CRLF.
struct Batch {
  std::string text;
  std::vector<std::uint32_t> ends{UINT32_MAX};
  std::vector<std::array<std::string, 2>> fields;

  void add(const std::string& second, const std::string& third, bool crlf) {
    for (const std::string& field : {std::string("x"), second, third}) {
      text += field;
      ends.push_back(static_cast<std::uint32_t>(text.size()));
      text += ',';
    }
    fields.push_back({second, third});
    if (crlf) {
      text.back() = '\r';
      ++ends.back();
      text += '\n';
    } else {
      text.back() = '\n';
    }
  }
  [[nodiscard]] CsvRow first() const { return {text.data(), ends.data() + 1, 3}; }
};

// Without the characters that end fields, and those that a CRLF would swallow.
std::string field_like_others(Random& random) {
  std::string text = text_like_others(random);
  std::ranges::replace(text, '\0', 'c');
  return text;
}

TEST_CASE("TextTable: a column's numbers are those of its texts one by one", "[brute]") {
  const Simd simd = std::min(GENERATE(Simd::scalar, Simd::avx512), best_simd());
  const std::uint32_t seed = GENERATE(range(1U, 6U));
  INFO("seed " << seed);
  Random random(seed, Stream::test);
  const bool crlf = seed % 2 == 0;
  // Of fields 1, 2, and both with the comma between them.
  std::array<TextTable, 3> columns;
  std::array<TextTable, 3> one_by_one;
  for (int batches = 0; batches < 40; ++batches) {
    Batch batch;
    // At first one text alone, as in a police file's column of months.
    const bool alike = batches < 4;
    for (std::uint32_t row = 0; row < 1 + random.below(400); ++row) {
      batch.add(alike ? "2023-05" : field_like_others(random), field_like_others(random), crlf);
    }
    const std::size_t rows = batch.fields.size();
    batch.text.append(text_padding, ',');
    const auto check = [&](std::size_t which, std::size_t first, std::size_t last,
                           const auto& text_of) {
      std::vector<std::uint32_t> numbers(rows + 1, 42);
      columns[which].number({batch.first(), first, last}, simd, std::span(numbers).first(rows));
      for (std::size_t i = 0; i < rows; ++i) {
        std::string text = text_of(batch.fields[i]);
        const std::size_t length = text.size();
        text.append(text_padding, 'z');
        REQUIRE(numbers[i] ==
                one_by_one[which].number(std::string_view(text).substr(0, length)).number);
      }
      REQUIRE(numbers[rows] == 42);
      REQUIRE(columns[which].size() == one_by_one[which].size());
      // The same table asked for one text, and for a new one.
      std::string text = text_of(batch.fields[0]) + (batches % 2 == 0 ? "" : "!");
      const std::size_t length = text.size();
      text.append(text_padding, 'z');
      const std::string_view view = std::string_view(text).substr(0, length);
      REQUIRE(columns[which].number(view).number == one_by_one[which].number(view).number);
    };
    check(0, 1, 1, [](const auto& fields) { return fields[0]; });
    check(1, 2, 2, [](const auto& fields) { return fields[1]; });
    check(2, 1, 2, [](const auto& fields) { return fields[0] + "," + fields[1]; });
    if (batches % 16 == 15) {
      for (TextTable& table : columns) table.clear();
      for (TextTable& table : one_by_one) table.clear();
    }
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
