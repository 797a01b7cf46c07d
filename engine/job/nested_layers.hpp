// Nested layers: what areas, cells, places and clusters of the same incidents may show together.
// Knows counts alone; joint_plan.hpp states what is hidden, and why.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/study/publication.hpp"

namespace hotward::job {

/// In no area, cell or cluster.
inline constexpr std::size_t nowhere = SIZE_MAX;

/// A place with incidents of the theme, or several of one area, cell and cluster that are merged:
/// shown as one.
struct Spot {
  std::vector<std::uint32_t> places;  ///< of the study
  std::int64_t count = 0;
  std::size_t area = nowhere;
  std::size_t cell = nowhere;
  std::size_t cluster = nowhere;
  bool shown = false;

  [[nodiscard]] bool is_merged() const { return places.size() > 1; }
};

/// Areas, cells or clusters: each with a count that is shown or not.
struct Family {
  std::vector<std::int64_t> counts;
  HiddenFlags hidden;

  explicit Family(std::size_t size) : counts(size, 0), hidden(size, 0) {}
  [[nodiscard]] std::size_t size() const { return counts.size(); }
  [[nodiscard]] bool shows(std::size_t i) const {
    return i < size() && hidden[i] == 0 && counts[i] > 0;
  }
};

/// How many incidents lie in no cluster.
struct Noise {
  std::int64_t count = 0;
  bool hidden = false;
};

struct NestedLayers {
  std::vector<Spot> spots;  ///< by coordinates
  Family areas;
  Family cells;
  Family clusters;
  Noise noise;
};

/// Hides more, the least first, until nothing that is subtracted leaves one to four. Areas stay as
/// they are. Then places that are not shown are merged, where nothing else has to be hidden for it.
/// The spots end in an order of their own, and hold the merged ones in place of their members.
void hide_what_tells(NestedLayers& layers);

}  // namespace hotward::job
