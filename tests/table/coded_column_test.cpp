#include "engine/table/coded_column.hpp"

#include <algorithm>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::table {
namespace coded_column_test {

using Column = CodedColumn<std::int32_t>;

// Values of which at most `differ` differ, some of them negative.
std::vector<std::int32_t> values(std::size_t n, std::uint32_t differ, std::uint64_t seed) {
  std::vector<std::int32_t> made(n);
  Random random(seed, Stream::test);
  for (std::int32_t& value : made) {
    value = static_cast<std::int32_t>(random.below(differ)) * 1440 - 70000;
  }
  return made;
}

TEST_CASE("coded_column: holds what a vector holds, however it was filled", "[brute]") {
  // One value, a byte's, one more, a word's, and more than a word tells apart.
  const std::uint32_t differ = GENERATE(1U, 256U, 257U, 5000U, 90000U);
  const auto due = values(200000, differ, differ);
  Column at_once{std::span(due)};
  CHECK(at_once == due);

  Column one_by_one;
  for (const std::int32_t value : due) one_by_one.push_back(value);
  CHECK(one_by_one == due);
  CHECK(one_by_one == at_once);

  Column in_runs;
  in_runs.reserve(due.size());
  for (std::size_t begin = 0; begin < due.size(); begin += 7919) {
    in_runs.append(std::span(due).subspan(begin, std::min<std::size_t>(7919, due.size() - begin)));
  }
  CHECK(in_runs == due);
  CHECK(std::equal(in_runs.begin(), in_runs.end(), due.begin(), due.end()));
}

TEST_CASE("coded_column: values named by their numbers in a list", "[brute]") {
  const std::uint32_t differ = GENERATE(3U, 300U, 70000U);
  Random random(differ, Stream::test);
  Column column;
  std::vector<std::int32_t> due;
  for (int run = 0; run < 40; ++run) {
    const auto list = values(3000, differ, static_cast<std::uint64_t>(run));
    std::vector<std::uint32_t> which(2000);
    for (std::uint32_t& w : which) w = random.below(3000);
    column.append(list, which);
    for (const std::uint32_t w : which) due.push_back(list[w]);
  }
  CHECK(column == due);
}

TEST_CASE("coded_column: cut, longer, sieved and changed", "[brute]") {
  const std::uint32_t differ = GENERATE(10U, 1000U, 80000U);
  auto due = values(100000, differ, 5);
  Column column{std::span(due)};

  column.resize(90000, 0);
  due.resize(90000, 0);
  CHECK(column == due);
  column.resize(95000, -1);
  due.resize(95000, -1);
  CHECK(column == due);
  CHECK(column.back() == -1);

  std::vector<bool> stays(due.size());
  for (std::size_t i = 0; i < stays.size(); ++i) stays[i] = i % 3 != 0;
  column.keep(stays);
  std::vector<std::int32_t> left;
  for (std::size_t i = 0; i < due.size(); ++i) {
    if (stays[i]) left.push_back(due[i]);
  }
  CHECK(column == left);

  const auto halves = column.answers([](std::int32_t value) { return value / 2; });
  bool alike = true;
  for (std::size_t i = 0; i < left.size(); ++i) alike = alike && halves[i] == left[i] / 2;
  CHECK(alike);

  // Two values become one, and what is added afterwards is that one.
  const auto halved = [](std::int32_t value) { return value / 2880; };
  column.change(halved);
  std::ranges::transform(left, left.begin(), halved);
  column.push_back(left.front());
  left.push_back(left.front());
  CHECK(column == left);
}

TEST_CASE("coded_column: nothing in it", "[edge]") {
  Column column;
  CHECK(column.empty());
  CHECK(column.begin() == column.end());
  column.append({});
  column.keep({});
  column.change([](std::int32_t value) { return value; });
  CHECK(column.empty());
  column.push_back(7);
  CHECK(column == std::vector<std::int32_t>{7});
}

}  // namespace coded_column_test
}  // namespace hotward::table
