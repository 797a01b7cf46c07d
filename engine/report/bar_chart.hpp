// Bar chart: amounts as bars that lie, one or several for each row, each with its number behind it.
//
// Names stand before the bars and numbers behind them, so there is nothing to read off: no grid.
#pragma once

#include <string>
#include <vector>

#include "engine/report/palette.hpp"

namespace hotward::report {

/// One kind of bar; of several a key stands above.
struct BarSeries {
  std::string name;
  Colour colour;
};

struct Bar {
  double value;      ///< at least 0; NaN has no bar
  std::string text;  ///< "21.6%"
};

struct BarRow {
  std::string name;
  std::vector<Bar> bars;  ///< one per series
};

struct BarChart {
  std::string title;        ///< the text alternative's first line
  std::string description;  ///< what it shows, in words, from the data
  std::vector<BarSeries> series;
  std::vector<BarRow> rows;
};

/// Dark to light; each has a contrast of 4.5 or more on white.
inline constexpr const char* bar_colours[] = {"#12436d", "#2073bc", "#6b6b6b"};

[[nodiscard]] std::string bar_chart_svg(const BarChart& chart);

}  // namespace hotward::report
