// Steps: the zones of one centre and layout, as a scan of random maps walks through them. Only for
// this room's files.
#pragma once

#include <cstdint>
#include <vector>

namespace hotward::scan {

struct Steps {
  std::vector<std::uint32_t> site;
  std::vector<std::uint16_t> bin;  ///< of the zone that ends here; no_bin where none does
  std::vector<double> measure;     ///< of the sites so far
  std::vector<std::int32_t> base;  ///< likewise, where maps have one (narrow_maps.hpp)
  double penalty = 1.0;
};

}  // namespace hotward::scan
