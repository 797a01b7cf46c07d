// Hot layers: what `evaluate` writes of hot cells: squares by how surely they are hot, the table of
// methods, the capture curve.
#pragma once

#include "engine/analyses/evaluate/hot_evaluation.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

/// How surely a square is hot, over the grids it was looked at in.
struct Surety {
  const char* word;   ///< "always"
  double least;       ///< share of the grids
  const char* label;  ///< in a legend
};
inline constexpr Surety sureties[] = {{"always", 0.95, "in nearly every grid"},
                                      {"mostly", 0.50, "in most grids"},
                                      {"at times", 0.10, "in some grids"},
                                      {"rarely", 0.00, "in few: the grid's doing"}};

[[nodiscard]] const Surety& surety_of(double hot_share);

/// stability_<theme>: squares that are hot in any grid, by row and column.
[[nodiscard]] table::Layer stability_layer(const HotEvaluation& found, const Theme& theme,
                                           const std::string& caveat);

/// A row per method and width.
[[nodiscard]] table::Layer rows_layer(const HotEvaluation& found, const Theme& theme);

/// A row per method, width and share of the area.
[[nodiscard]] table::Layer curve_layer(const HotEvaluation& found, const Theme& theme);

}  // namespace hotward::analyses
