// Steps: the zones of one centre and layout, as a scan of random maps walks through them. Only for
// this room's files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hotward::scan {

/// Four steps that follow one another, which a scan looks at together. A map's sum of counts above
/// their base (narrow_maps.hpp) behind the four, and that behind any one of them, differ by no more
/// than the reach of the sites between.
struct Group {
  static constexpr std::size_t steps = 4;

  /// What the sums after all four must be above for a high rate after any of them to be possible:
  /// T of this bin, less this number.
  std::uint16_t high_bin = 0;
  /// What they must be below for a low rate: U of this bin, less this number.
  std::uint16_t low_bin = 0;
  std::int32_t high_base = 0;
  std::int32_t low_base = 0;
  /// Whether the four counts of a map add up in a byte.
  bool fits = false;
};

struct Steps {
  std::vector<std::uint32_t> site;
  std::vector<std::uint16_t> bin;  ///< of the zone that ends here; no_bin where none does
  std::vector<double> measure;     ///< of the sites so far
  std::vector<std::int32_t> base;  ///< likewise, where maps have one (narrow_maps.hpp)
  std::vector<Group> group;        ///< likewise, of whole groups only: steps 0 … 3, 4 … 7, …
  double penalty = 1.0;
};

/// Makes the groups of steps whose other members stand.
/// @param reach  by site: how far any map's count is from its base
void add_groups(Steps& steps, std::span<const std::uint8_t> reach, std::uint16_t no_bin);

}  // namespace hotward::scan
