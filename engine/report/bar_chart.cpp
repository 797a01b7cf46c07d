#include "engine/report/bar_chart.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/check.hpp"
#include "engine/report/svg.hpp"

namespace hotward::report {
namespace {

constexpr double most_name_width = 250.0;

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

struct ChartKey {
  std::string svg;
  double height = 0.0;
};

// Where there are several series.
ChartKey key_of(const BarChart& chart) {
  if (chart.series.size() < 2) return {};
  std::vector<double> entries;
  for (const BarSeries& series : chart.series) {
    entries.push_back(44.0 + svg_text_width(series.name));
  }
  const std::vector<KeyPlace> places = key_places(entries, 0.0, drawing_width);
  ChartKey key;
  for (std::size_t s = 0; s < places.size(); ++s) {
    const double y = key_row * static_cast<double>(places[s].row);
    key.svg += svg_box(places[s].x, y + 4.0, 16.0, 16.0, chart.series[s].colour);
    key.svg += svg_text(places[s].x + 22.0, y + 17.0,
                        svg_fitted(chart.series[s].name, drawing_width - 30.0));
    key.height = y + key_row + 6.0;
  }
  return key;
}

}  // namespace

std::string bar_chart_svg(const BarChart& chart) {
  const double left = name_width(chart);
  const double scale = (drawing_width - left - number_width(chart)) / greatest(chart);
  const double bar = bar_height(chart);
  const double row_height = bar * static_cast<double>(chart.series.size()) + 10.0;
  const ChartKey key = key_of(chart);
  const double top = key.height;
  const double bottom = top + row_height * static_cast<double>(chart.rows.size());
  std::string svg = svg_open(bottom + 4.0, chart.title, chart.description);
  svg += key.svg;
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
