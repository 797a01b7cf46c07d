// SiteTree: counting and searching among the sites of crowded boxes.
//
// A box with few sites is looked through one by one. For a box with many, that would make the work
// grow with the square of its sites where a large min_points, or two dense bands just out of each
// other's reach, let nothing end early. Such a box gets a tree of halves, each with its extent and
// its weight.
//
// Only for this room's files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/methods/cluster/density_sites.hpp"

namespace hotward::cluster {

/// The nearest core site found so far, by distance, then time between, then place and time.
struct NearestCore {
  static constexpr std::uint32_t none = UINT32_MAX;

  double distance_sq_m2 = 0.0;
  std::int64_t minutes = 0;
  std::uint32_t site = none;
};

class SiteTree {
 public:
  /// Reorders the sites of crowded boxes, and what hangs on them.
  explicit SiteTree(DensitySites& sites);

  /// The weight near `of` in box `box`; counting may stop once it reaches `enough`.
  [[nodiscard]] Micro weight_near(const Site& of, std::uint32_t box, Micro enough) const;

  /// To be called before the two searches below. @param core  one per site, 0 or 1
  void set_core(std::span<const std::uint8_t> core);

  /// Whether a core site of the box lies near `of`.
  [[nodiscard]] bool core_near(const Site& of, std::uint32_t box) const;

  /// Makes `best` the nearest core site near `of`, if the box has a nearer one.
  void nearest_core(const Site& of, std::uint32_t box, NearestCore& best) const;

  [[nodiscard]] bool crowded(std::uint32_t box) const { return root_[box] != plain; }

 private:
  struct Node {
    Extent extent;
    Micro weight = 0;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t right = 0;  // 0 for a leaf; the left child follows
    bool has_core = false;
  };
  static constexpr std::uint32_t plain = UINT32_MAX;

  void build(std::uint32_t first, std::uint32_t last, std::vector<std::uint32_t>& moved);
  void reorder(std::uint32_t first, std::uint32_t last, const std::vector<std::uint32_t>& moved);
  void improve(const Site& of, std::uint32_t site, NearestCore& best) const;

  DensitySites& sites_;
  std::span<const std::uint8_t> core_;
  std::vector<std::uint32_t> root_;  // of each box; plain where it has no tree
  std::vector<Node> nodes_;
};

}  // namespace hotward::cluster
