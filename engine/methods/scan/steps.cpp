#include "engine/methods/scan/steps.hpp"

#include <algorithm>
#include <limits>

namespace hotward::scan {
namespace {

constexpr std::int32_t most_in_a_byte = std::numeric_limits<std::int8_t>::max();
constexpr std::int32_t never_low = 1 << 30;  // as low_base: no sum lies as far below

// From the last step to the first. A sum behind a step and the one behind the whole group differ by
// `beyond` at most, the reach of the sites after that step. Thresholds rise with the bin: for high
// rates the first bin's is the lowest of the group, for low rates the last bin's is the highest.
Group group_of(const Steps& steps, std::size_t first, std::span<const std::uint8_t> reach,
               std::uint16_t no_bin) {
  Group group{no_bin, no_bin, 0, never_low, true};
  std::int32_t beyond = 0;
  for (std::size_t k = first + Group::steps; k-- > first; beyond += reach[steps.site[k]]) {
    if (steps.bin[k] == no_bin) continue;
    const bool is_only = group.low_bin == no_bin;
    const std::int32_t high = steps.base[k] + beyond;
    const std::int32_t low = steps.base[k] - beyond;
    if (is_only) group.low_bin = steps.bin[k];
    group.high_bin = steps.bin[k];
    group.high_base = is_only ? high : std::max(group.high_base, high);
    group.low_base = is_only ? low : std::min(group.low_base, low);
  }
  group.fits = beyond <= most_in_a_byte;
  return group;
}

}  // namespace

void add_groups(Steps& steps, std::span<const std::uint8_t> reach, std::uint16_t no_bin) {
  steps.group.clear();
  for (std::size_t k = 0; k + Group::steps <= steps.site.size(); k += Group::steps) {
    steps.group.push_back(group_of(steps, k, reach, no_bin));
  }
}

}  // namespace hotward::scan
