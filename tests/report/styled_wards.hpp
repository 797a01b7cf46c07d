// Styled wards: how the tests style the small wards, and look for parts of a style.
#pragma once

#include <cstddef>
#include <string>

#include "engine/report/style.hpp"

namespace hotward::report {

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline std::size_t times(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

inline const StyleOptions by_rate{.column = "rate_1k",
                                  .rank_column = "rank",
                                  .name_column = "area_name",
                                  .tip_columns = {"rank", "count", "rate_1k"}};

}  // namespace hotward::report
