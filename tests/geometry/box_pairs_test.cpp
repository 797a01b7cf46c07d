#include "engine/geometry/box_pairs.hpp"

#include <cmath>
#include <set>
#include <utility>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::geometry {
namespace box_pairs_test {

using Pairs = std::multiset<std::pair<std::uint32_t, std::uint32_t>>;

// Small boxes in towns, some long ones across all, points, boxes that share a side, none.
std::vector<Box> boxes_of(std::size_t count, std::uint64_t seed) {
  Random random(seed, Stream::test);
  std::vector<Box> boxes;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t kind = random.below(20);
    const double town = random.below(3);
    const double x = 1000.0 * town + 100.0 * random.uniform();
    const double y = 500.0 * town * random.uniform();
    if (kind == 0) {
      boxes.emplace_back();
    } else if (kind == 1) {
      boxes.push_back({{0, y}, {2500, y + 1}});
    } else if (kind == 2) {
      boxes.push_back({{x, y}, {x, y}});
    } else if (kind < 8) {
      boxes.push_back({{std::floor(x), std::floor(y)}, {std::floor(x) + 3, std::floor(y) + 2}});
    } else {
      boxes.push_back({{x, y}, {x + 5.0 * random.uniform(), y + 5.0 * random.uniform()}});
    }
  }
  return boxes;
}

Pairs plainly(const std::vector<Box>& boxes, std::uint32_t split) {
  Pairs pairs;
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    for (std::uint32_t j = i + 1; j < boxes.size(); ++j) {
      if (split != 0 && (i >= split || j < split)) continue;
      if (boxes[i].overlaps(boxes[j])) pairs.emplace(i, j);
    }
  }
  return pairs;
}

TEST_CASE("for_box_pairs: every two that meet, once", "[brute]") {
  for (const std::size_t count : {0U, 1U, 2U, 17U, 100U, 1000U}) {
    const std::vector<Box> boxes = boxes_of(count, count + 1);
    Pairs pairs;
    for_box_pairs(boxes, [&](std::uint32_t i, std::uint32_t j) { pairs.emplace(i, j); });
    INFO(count << " boxes");
    CHECK(pairs == plainly(boxes, 0));
  }
}

TEST_CASE("for_box_pairs_between: of two lists, a few against many among them", "[brute]") {
  for (const std::uint32_t split : {0U, 1U, 3U, 50U, 999U, 1000U}) {
    const std::vector<Box> boxes = boxes_of(1000, split);
    Pairs pairs;
    for_box_pairs_between(boxes, split,
                          [&](std::uint32_t i, std::uint32_t j) { pairs.emplace(i, j); });
    INFO(split << " of 1000");
    CHECK(pairs == (split == 0 ? Pairs{} : plainly(boxes, split)));
  }
}

// Millimetres of a country: a float there is 32 mm wide or 64, and these lie 1 mm apart.
TEST_CASE("for_box_pairs: boxes that no float tells apart", "[brute]") {
  Random random(5, Stream::test);
  std::vector<Box> boxes{{{0, 0}, {1, 1}}, {{1.3e9, 1.3e9}, {1.3e9 + 1, 1.3e9 + 1}}};
  for (std::size_t i = 0; i < 800; ++i) {
    const double x = 4e8 + random.below(200);
    const double y = 1e9 + random.below(200);
    boxes.push_back({{x, y}, {x + random.below(10), y + random.below(10)}});
  }
  for (const std::uint32_t split : {0U, 100U}) {
    Pairs pairs;
    const auto add = [&](std::uint32_t i, std::uint32_t j) { pairs.emplace(i, j); };
    if (split == 0) {
      for_box_pairs(boxes, add);
    } else {
      for_box_pairs_between(boxes, split, add);
    }
    CHECK(pairs == plainly(boxes, split));
  }
}

TEST_CASE("for_box_pairs: ends when it is told to, and takes boxes that all lie on one another") {
  const std::vector<Box> alike(300, Box{{1, 1}, {2, 2}});
  std::size_t pairs = 0;
  for_box_pairs(alike, [&](std::uint32_t, std::uint32_t) { ++pairs; });
  CHECK(pairs == 300 * 299 / 2);
  pairs = 0;
  for_box_pairs(alike, [&](std::uint32_t, std::uint32_t) { return ++pairs < 10; });
  CHECK(pairs == 10);
}

}  // namespace box_pairs_test
}  // namespace hotward::geometry
