// Follow: which of today's clusters are those of last time?
//
// A cluster of last time and one of today are linked where they share at least a quarter of the
// ground of the smaller one. What became of a cluster follows from its links; the first line that
// holds:
//
//   new        linked to none of last time
//   merged     linked to two or more of last time
//   split      linked to one of last time that is linked to two or more of today
//   grown      linked to one, and its ground is half as large again, or more
//   shrunk     linked to one, and its ground is two thirds or less
//   continued  linked to one, and neither
//
// A cluster of last time without a link is gone. Each cluster keeps its number over time: the pairs
// of linked clusters are gone through from that which shares most ground to that which shares
// least, and where neither has a partner yet, the one of today takes the other's number. The rest
// get numbers that no cluster had, not one that is gone for long either: the caller hands on the
// highest number that was ever given.
//
// Shapes, not incidents, are compared: those of two periods have no incident in common.
//
// Edges: shapes that only touch share nothing. Equal shares go to the lower numbers.
// Time: O(pairs whose boxes overlap), GEOS's intersection each.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::cluster {

enum class Change { created, continued, grown, shrunk, split, merged };

/// As layers and summaries name them.
inline constexpr Names<Change, 6> change_names = {{{Change::created, "new"},
                                                   {Change::continued, "continued"},
                                                   {Change::grown, "grown"},
                                                   {Change::shrunk, "shrunk"},
                                                   {Change::split, "split"},
                                                   {Change::merged, "merged"}}};

struct LastCluster {
  std::int64_t track;  ///< its number over time, each once
  geometry::MultiPolygon shape;
};

/// Element i of each vector belongs to today's cluster i.
struct Followed {
  std::vector<std::int64_t> track;
  std::vector<Change> change;
  std::vector<std::vector<std::int64_t>> from;  ///< tracks of last time it is linked to, rising
  std::vector<std::int64_t> gone;               ///< tracks of last time, rising
  std::int64_t highest = 0;                     ///< track that was ever given; 0: none was
};

/// Example:
///   const auto followed = follow({{7, square}}, {square, elsewhere});
///   const bool is_same = followed.change[0] == Change::continued;  // and its track is 7
///
/// @param last     sound shapes, in any order. @param today  sound shapes
/// @param highest  track that was given before, to clusters that are gone; 0 where it is not known
[[nodiscard]] Followed follow(const std::vector<LastCluster>& last,
                              const std::vector<geometry::MultiPolygon>& today,
                              std::int64_t highest = 0);

}  // namespace hotward::cluster
