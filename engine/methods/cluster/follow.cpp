#include "engine/methods/cluster/follow.hpp"

#include <algorithm>
#include <tuple>

#include "engine/geometry/shared_area.hpp"

namespace hotward::cluster {
namespace {

constexpr double least_shared = 0.25;  // of the smaller one's ground
constexpr double grown_from = 1.5;
constexpr double shrunk_to = 2.0 / 3.0;

struct Tie {
  double shared_m2;
  std::size_t last;
  std::size_t today;
};

std::vector<Tie> ties_between(const std::vector<LastCluster>& last,
                              const std::vector<geometry::MultiPolygon>& today) {
  std::vector<Tie> ties;
  for (std::size_t i = 0; i < last.size(); ++i) {
    const double last_m2 = geometry::area_m2(last[i].shape);
    for (std::size_t j = 0; j < today.size(); ++j) {
      const double shared_m2 = geometry::shared_area_m2(last[i].shape, today[j]);
      const double smaller = std::min(last_m2, geometry::area_m2(today[j]));
      if (shared_m2 > 0.0 && shared_m2 >= least_shared * smaller) ties.push_back({shared_m2, i, j});
    }
  }
  return ties;
}

// Raises `highest` as it gives new numbers.
std::vector<std::int64_t> tracks(const std::vector<LastCluster>& last, std::size_t number,
                                 std::vector<Tie> ties, std::int64_t& highest) {
  std::ranges::sort(ties, [&](const Tie& a, const Tie& b) {
    return std::tuple(-a.shared_m2, last[a.last].track, a.today) <
           std::tuple(-b.shared_m2, last[b.last].track, b.today);
  });
  std::vector<std::int64_t> track(number, 0);
  std::vector<std::uint8_t> taken(last.size(), 0);
  std::vector<std::uint8_t> has_one(number, 0);
  for (const Tie& tie : ties) {
    if (taken[tie.last] != 0 || has_one[tie.today] != 0) continue;
    taken[tie.last] = has_one[tie.today] = 1;
    track[tie.today] = last[tie.last].track;
  }
  for (const LastCluster& one : last) highest = std::max(highest, one.track);
  for (std::size_t j = 0; j < number; ++j) {
    if (has_one[j] == 0) track[j] = ++highest;
  }
  return track;
}

Change change_of(const std::vector<LastCluster>& last, const geometry::MultiPolygon& shape,
                 const std::vector<std::size_t>& linked, const std::vector<std::size_t>& links) {
  if (linked.empty()) return Change::created;
  if (linked.size() > 1) return Change::merged;
  if (links[linked.front()] > 1) return Change::split;
  const double times = geometry::area_m2(shape) / geometry::area_m2(last[linked.front()].shape);
  return times >= grown_from  ? Change::grown
         : times <= shrunk_to ? Change::shrunk
                              : Change::continued;
}

}  // namespace

Followed follow(const std::vector<LastCluster>& last,
                const std::vector<geometry::MultiPolygon>& today, std::int64_t highest) {
  const std::vector<Tie> ties = ties_between(last, today);
  std::vector<std::vector<std::size_t>> linked(today.size());
  std::vector<std::size_t> links(last.size(), 0);  // how many of today each has
  for (const Tie& tie : ties) {
    linked[tie.today].push_back(tie.last);
    ++links[tie.last];
  }
  Followed result;
  result.highest = highest;
  result.track = tracks(last, today.size(), ties, result.highest);
  for (std::size_t j = 0; j < today.size(); ++j) {
    result.change.push_back(change_of(last, today[j], linked[j], links));
    std::vector<std::int64_t> from;
    for (const std::size_t i : linked[j]) from.push_back(last[i].track);
    std::ranges::sort(from);
    result.from.push_back(std::move(from));
  }
  for (std::size_t i = 0; i < last.size(); ++i) {
    if (links[i] == 0) result.gone.push_back(last[i].track);
  }
  std::ranges::sort(result.gone);
  return result;
}

}  // namespace hotward::cluster
