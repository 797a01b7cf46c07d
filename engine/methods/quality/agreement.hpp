// Agreement: does the area that a row states match the area that its point lies in?
//
// Police files state the LSOA of each incident; the join finds one from the point. They differ
// where a point lies on a border, where boundaries are generalised, and where the codes are of
// another year. Many differences mean that the boundaries are not those of the data.
//
// An empty text is a missing code. Time: O(pairs log pairs) of different codes, not of rows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace hotward::quality {

/// How many rows state one code and lie in the area of another, or of the same.
struct CodePair {
  std::string stated;
  std::string found;
  std::int64_t rows;
};

/// agree + differ + stated_only + found_only + neither = rows.
struct Agreement {
  std::int64_t rows = 0;
  std::int64_t agree = 0;
  std::int64_t differ = 0;
  std::int64_t stated_only = 0;  ///< the point lies in no area
  std::int64_t found_only = 0;   ///< the row states none
  std::int64_t neither = 0;
  double agree_pct = 0.0;           ///< of the rows that have both; NaN where none has
  std::vector<CodePair> commonest;  ///< most rows first, ties by the codes
};

/// @param pairs      a pair may stand here more than once; empty codes where missing
/// @param commonest  how many of the commonest pairs that differ to name
///
/// Example:
///   const std::vector<CodePair> pairs = {{"E01016001", "E01016001", 95},
///                                        {"E01016001", "E01016002", 5}};
///   const double agree_pct = agreement(pairs).agree_pct;  // 95: of the rows with both codes
[[nodiscard]] Agreement agreement(std::span<const CodePair> pairs, std::size_t commonest = 10);

}  // namespace hotward::quality
