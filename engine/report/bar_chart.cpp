#include "engine/report/bar_chart.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/check.hpp"
#include "engine/report/svg.hpp"

namespace hotward::report {
namespace {

constexpr double most_name_width = 250.0;
constexpr double key_height = 30.0;

double bar_height(const BarChart& chart) { return chart.series.size() > 1 ? 16.0 : 20.0; }

double name_width(const BarChart& chart) {
  double widest = 0.0;
  for (const BarRow& row : chart.rows) widest = std::max(widest, svg_text_width(row.name));
  return std::min(widest, most_name_width) + 10.0;
}

// Numbers stand whole, however long.
double number_width(const BarChart& chart) {
  double widest = 0.0;
  for (const BarRow& row : chart.rows) {
    for (const Bar& bar : row.bars) widest = std::max(widest, svg_text_width(bar.text));
  }
  return widest + 10.0;
}

double greatest(const BarChart& chart) {
  double most = 0.0;
  for (const BarRow& row : chart.rows) {
    for (const Bar& bar : row.bars) {
      if (std::isfinite(bar.value)) most = std::max(most, bar.value);
    }
  }
  return most > 0.0 ? most : 1.0;
}

std::string key(const BarChart& chart) {
  std::string svg;
  double x = 0.0;
  for (const BarSeries& series : chart.series) {
    svg += svg_box(x, 4.0, 16.0, 16.0, series.colour) + svg_text(x + 22.0, 17.0, series.name);
    x += 44.0 + svg_text_width(series.name);
  }
  return svg;
}

}  // namespace

std::string bar_chart_svg(const BarChart& chart) {
  const double left = name_width(chart);
  const double scale = (drawing_width - left - number_width(chart)) / greatest(chart);
  const double bar = bar_height(chart);
  const double row_height = bar * static_cast<double>(chart.series.size()) + 10.0;
  const double top = chart.series.size() > 1 ? key_height : 0.0;
  const double bottom = top + row_height * static_cast<double>(chart.rows.size());
  std::string svg = svg_open(bottom + 4.0, chart.title, chart.description);
  if (chart.series.size() > 1) svg += key(chart);
  double y = top;
  for (const BarRow& row : chart.rows) {
    HOTWARD_EXPECTS(row.bars.size() == chart.series.size());
    const double middle = y + row_height / 2.0;
    svg += svg_text(left - 8.0, middle + 5.0, svg_fitted(row.name, left - 10.0),
                    "text-anchor=\"end\"");
    for (std::size_t s = 0; s < row.bars.size(); ++s) {
      const double from = y + 5.0 + bar * static_cast<double>(s);
      const double length =
          std::isfinite(row.bars[s].value) ? std::max(0.0, row.bars[s].value) * scale : 0.0;
      svg += svg_box(left, from, length, bar - 2.0, chart.series[s].colour);
      svg += svg_text(left + length + 6.0, from + bar / 2.0 + 4.0, row.bars[s].text);
    }
    y += row_height;
  }
  svg += svg_box(left - 1.0, top, 1.0, bottom - top, axis_colour);
  return svg + "</svg>\n";
}

}  // namespace hotward::report
