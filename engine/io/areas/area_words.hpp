// Area words: how messages call an area. For engine/io only.
#pragma once

#include <cstddef>
#include <string>

#include <fmt/format.h>

#include "engine/table/areas.hpp"

namespace hotward::io {

/// "E05002261 (River)"; the code alone where the name says no more.
inline std::string called(const table::Areas& areas, std::size_t i) {
  if (areas.names[i] == areas.codes[i]) return areas.codes[i];
  return fmt::format("{} ({})", areas.codes[i], areas.names[i]);
}

}  // namespace hotward::io
