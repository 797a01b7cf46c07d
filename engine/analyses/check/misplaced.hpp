// Misplaced rows: which rows hardly lie where it happened, named, and what to do about them.
#pragma once

#include <string>
#include <vector>

#include "engine/methods/quality/misplaced.hpp"
#include "engine/study/json.hpp"
#include "engine/study/study.hpp"

namespace hotward::analyses {

struct MisplacedRow {
  std::string file;
  std::uint64_t line = 0;
  geometry::Point at;      ///< as read
  geometry::Point mended;  ///< the same where there is no mending
};

/// All rows that share one fault.
struct MisplacedRows {
  quality::Misplacement kind;
  bool into_area = false;
  std::uint64_t rows = 0;
  std::vector<MisplacedRow> first;  ///< the first five of them
};

/// @param study  made with io::Keep::checks. @return by kind; those that an area takes come first
[[nodiscard]] std::vector<MisplacedRows> misplaced_rows(const Study& study);

/// "12 rows … : a.csv:2, 7, 12; …": what is wrong, where, and what to do.
[[nodiscard]] std::string misplaced_text(const MisplacedRows& rows);

/// The text for data of which not one row lies in the areas; empty where one does.
[[nodiscard]] std::string none_in_areas_text(const Study& study);

[[nodiscard]] Json misplaced_json(const std::vector<MisplacedRows>& kinds);

}  // namespace hotward::analyses
