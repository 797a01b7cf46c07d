#include "engine/methods/cluster/follow.hpp"

#include <algorithm>
#include <set>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/names.hpp"

namespace hotward::cluster {
namespace follow_test {

using geometry::MultiPolygon;
using Tracks = std::vector<std::int64_t>;

MultiPolygon box(double x0, double y0, double x1, double y1) {
  return {{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}}};
}

TEST_CASE("follow: continued, grown, shrunk, new and gone", "[oracle]") {
  const std::vector<LastCluster> last = {{7, box(0, 0, 100, 100)},
                                         {3, box(1000, 0, 1100, 100)},
                                         {9, box(2000, 0, 2100, 100)},
                                         {4, box(3000, 0, 3100, 100)}};
  const Followed found = follow(last, {box(10, 0, 110, 100), box(1000, 0, 1100, 150),
                                       box(2000, 0, 2100, 60), box(5000, 0, 5100, 100)});
  CHECK(found.change ==
        std::vector{Change::continued, Change::grown, Change::shrunk, Change::created});
  CHECK(found.track == Tracks{7, 3, 9, 10});
  CHECK(found.from[1] == Tracks{3});
  CHECK(found.from[3].empty());
  CHECK(found.gone == Tracks{4});
}

TEST_CASE("follow: one that splits gives its number to the larger part", "[oracle]") {
  const Followed found =
      follow({{5, box(0, 0, 300, 100)}}, {box(0, 0, 100, 100), box(120, 0, 300, 100)});
  CHECK(found.change == std::vector{Change::split, Change::split});
  CHECK(found.track == Tracks{6, 5});
  CHECK(found.from[0] == Tracks{5});
  CHECK(found.gone.empty());
}

TEST_CASE("follow: two that merge keep the number of the larger", "[oracle]") {
  const Followed found =
      follow({{2, box(0, 0, 100, 100)}, {8, box(120, 0, 300, 100)}}, {box(0, 0, 300, 100)});
  CHECK(found.change == std::vector{Change::merged});
  CHECK(found.track == Tracks{8});
  CHECK(found.from[0] == Tracks{2, 8});
  CHECK(found.gone.empty());
}

TEST_CASE("follow: a quarter of the smaller one's ground, or nothing", "[edge]") {
  const std::vector<LastCluster> last = {{1, box(0, 0, 100, 100)}};
  CHECK(follow(last, {box(75, 0, 175, 100)}).change[0] == Change::continued);
  CHECK(follow(last, {box(76, 0, 176, 100)}).change[0] == Change::created);
  CHECK(follow(last, {box(100, 0, 200, 100)}).gone == Tracks{1});
  CHECK(follow({}, {box(0, 0, 1, 1)}).track == Tracks{1});
  CHECK(follow(last, {}).gone == Tracks{1});
}

TEST_CASE("follow: a cluster that is gone takes its number with it", "[property]") {
  // The third is gone the first time; the new one of the second time must not be taken for it.
  const MultiPolygon one = box(0, 0, 100, 100);
  const MultiPolygon two = box(1000, 0, 1100, 100);
  const auto first = follow({{1, one}, {2, two}, {3, box(2000, 0, 2100, 100)}}, {one, two});
  CHECK(first.gone == Tracks{3});
  CHECK(first.highest == 3);
  const auto second = follow({{1, one}, {2, two}}, {one, box(5000, 0, 5100, 100)}, first.highest);
  CHECK(second.track == Tracks{1, 4});
  CHECK(second.highest == 4);
}

// Rectangles at random: no number twice, each number of last time kept once or lost by a merger.
TEST_CASE("follow: numbers stay each once, and every cluster of last time is accounted for",
          "[property]") {
  Random random(3, Stream::test, 5);
  for (int i = 0; i < 200; ++i) {
    const auto any = [&] {
      const double x = 400.0 * random.uniform();
      const double y = 400.0 * random.uniform();
      return box(x, y, x + 30 + 120 * random.uniform(), y + 30 + 120 * random.uniform());
    };
    std::vector<LastCluster> last;
    std::vector<MultiPolygon> today;
    for (std::uint32_t k = random.below(6); k > 0; --k) last.push_back({10 * k, any()});
    for (std::uint32_t k = random.below(6); k > 0; --k) today.push_back(any());
    const Followed found = follow(last, today);
    CHECK(std::set(found.track.begin(), found.track.end()).size() == today.size());
    std::set<std::int64_t> accounted(found.gone.begin(), found.gone.end());
    for (std::size_t j = 0; j < today.size(); ++j) {
      accounted.insert(found.from[j].begin(), found.from[j].end());
      CHECK((found.change[j] == Change::created) == found.from[j].empty());
      CHECK((found.change[j] == Change::merged) == (found.from[j].size() > 1));
      const bool kept = std::ranges::count(found.from[j], found.track[j]) == 1;
      CHECK((kept || found.track[j] > (last.empty() ? 0 : 10 * static_cast<int>(last.size()))));
    }
    CHECK(accounted.size() == last.size());
    // The other way round the new are the gone.
    std::vector<LastCluster> turned;
    std::vector<MultiPolygon> before;
    for (std::size_t j = 0; j < today.size(); ++j) {
      turned.push_back({static_cast<std::int64_t>(j) + 1, today[j]});
    }
    for (const LastCluster& one : last) before.push_back(one.shape);
    const auto fresh = std::ranges::count(found.change, Change::created);
    CHECK(static_cast<std::ptrdiff_t>(follow(turned, before).gone.size()) == fresh);
  }
}

TEST_CASE("follow: names", "[property]") { check_names(change_names); }

}  // namespace follow_test
}  // namespace hotward::cluster
