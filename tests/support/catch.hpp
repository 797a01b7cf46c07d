// Catch2, version 2 or 3, by one include.
#pragma once

#include <string>

#ifdef HOTWARD_CATCH2_V3
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

namespace hotward {

/// Matches a text that has `part` in it.
inline auto contains_text(const std::string& part) {
#ifdef HOTWARD_CATCH2_V3
  return Catch::Matchers::ContainsSubstring(part);
#else
  return Catch::Matchers::Contains(part);
#endif
}

}  // namespace hotward
