// Make document: the findings of a job as one report.
//
//   summary            what is missing or broken; count, rate and change of each theme
//   <theme>            over time, by area, further findings; recorded crime before ASB
//   peers              comparable areas, where their table is given
//   left-out, method   what is not there and why; how the rest was made
#pragma once

#include <string>

#include "engine/document/material.hpp"
#include "engine/report/document.hpp"
#include "engine/study/json.hpp"

namespace hotward::document {

/// What the user says of a report.
struct Cover {
  std::string title{};       ///< empty: the themes and the place
  std::string place{};       ///< where the areas lie, or empty
  std::string edition{};     ///< year of the boundaries, or empty
  std::string author{};      //
  std::string logo{};        ///< a data URI, or empty
  std::string logo_words{};  ///< its text alternative
};

struct Made {
  report::Document document;
  Json figures;  ///< [{"id": "asb.count", "value": 6023}, …]
};

/// @param material  with a theme at least
[[nodiscard]] Made make_document(Material material, const Cover& cover);

}  // namespace hotward::document
