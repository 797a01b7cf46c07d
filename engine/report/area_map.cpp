#include "engine/report/area_map.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/geometry/interior_point.hpp"
#include "engine/report/html_document.hpp"
#include "engine/report/palette.hpp"
#include "engine/report/svg.hpp"

namespace hotward::report {
namespace {

constexpr double most_height = 560.0;
constexpr double key_row = 24.0;
constexpr double mark_height = 16.0;

// The longest of 1, 2 or 5 × 10^k metres that takes at most a fifth of the width.
double scale_bar_m(double width_m) {
  const double room = width_m / 5.0;
  const double power = std::pow(10.0, std::floor(std::log10(room)));
  for (const double step : {5.0, 2.0}) {
    if (step * power <= room) return step * power;
  }
  return power;
}

std::string length_words(double metres) {
  return metres >= 1000.0 ? fmt::format("{:g} km", metres / 1000.0) : fmt::format("{:g} m", metres);
}

class Map {
 public:
  Map(const AreaMap& map, std::span<const std::size_t> order) : map_(map), order_(order) {
    for (const auto& shape : map.shapes) bounds_.add(geometry::bounds(shape));
    const double width_m = std::max(bounds_.width(), 1.0);
    const double height_m = std::max(bounds_.height(), 1.0);
    scale_ = std::min((drawing_width - 4.0) / width_m, most_height / height_m);
    left_ = (drawing_width - scale_ * width_m) / 2.0;
    classes_ = value_classes(map.values, map.classes);
    colours_ = classes_.empty() ? std::vector<Colour>{} : sequential_colours(classes_.size());
  }

  std::string draw() {
    std::string key = draw_key();
    const double bottom = top_ + scale_ * std::max(bounds_.height(), 1.0) + 8.0;
    std::string foot = draw_foot(bottom);
    std::string svg = svg_open(end_, map_.title, map_.description);
    svg += fmt::format(
        "<defs><pattern id=\"{}-none\" width=\"6\" height=\"6\" "
        "patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" "
        "fill=\"{}\"/><path d=\"M0 6L6 0\" stroke=\"{}\"/></pattern></defs>\n",
        map_.id, missing_colour, hatching_colour);
    return svg + key + draw_areas() + draw_marks() + foot + "</svg>\n";
  }

 private:
  [[nodiscard]] geometry::Point place(const geometry::Point& at) const {
    return {left_ + scale_ * (at.x - bounds_.low.x), top_ + scale_ * (bounds_.high.y - at.y)};
  }

  [[nodiscard]] std::string fill_of(std::size_t area) const {
    const double value = map_.values[area];
    for (std::size_t c = 0; c < classes_.size(); ++c) {
      if (value >= classes_[c].lower && value <= classes_[c].upper) return colours_[c];
    }
    return hatched();
  }

  [[nodiscard]] std::string hatched() const { return "url(#" + map_.id + "-none)"; }

  // Its title, then a swatch for each class, in as many rows as they need.
  std::string draw_key() {
    std::string svg = svg_text(0.0, 16.0, map_.key_title, "font-weight=\"bold\"");
    double x = 0.0;
    double y = 28.0;
    const auto entry = [&](const std::string& fill, const std::string& words) {
      const double width = 26.0 + svg_text_width(words) + 16.0;
      if (x > 0.0 && x + width > drawing_width) {
        x = 0.0;
        y += key_row;
      }
      svg += svg_box(x, y, 18.0, 16.0, fill, fmt::format("stroke=\"{}\"", axis_colour));
      svg += svg_text(x + 26.0, y + 13.0, words);
      x += width;
    };
    for (std::size_t c = 0; c < classes_.size(); ++c) entry(colours_[c], classes_[c].label);
    if (std::ranges::any_of(map_.values, [](double v) { return std::isnan(v); })) {
      entry(hatched(), map_.missing_label);
    }
    top_ = y + key_row + 8.0;
    return svg;
  }

  // In halves of a pixel from the corner before; nothing where all corners fall on one or two.
  [[nodiscard]] std::string ring_path(const geometry::Ring& ring) const {
    std::string path;
    long last_x = 0, last_y = 0;
    std::size_t corners = 0;
    for (const geometry::Point& at : ring) {
      const geometry::Point p = place(at);
      const long x = std::lround(2.0 * p.x);
      const long y = std::lround(2.0 * p.y);
      if (corners > 0 && x == last_x && y == last_y) continue;
      path += corners == 0 ? fmt::format("M{} {}l", x, y)
                           : fmt::format("{} {} ", x - last_x, y - last_y);
      last_x = x;
      last_y = y;
      ++corners;
    }
    if (corners < 3) return "";
    path.pop_back();
    return path + "z";
  }

  [[nodiscard]] std::string draw_areas() const {
    std::string svg = fmt::format(
        "<g transform=\"scale(0.5)\" stroke=\"{}\" stroke-width=\"1.6\" "
        "stroke-linejoin=\"round\" fill-rule=\"evenodd\">\n",
        axis_colour);
    for (std::size_t area = 0; area < map_.shapes.size(); ++area) {
      std::string path;
      for (const geometry::Polygon& polygon : map_.shapes[area]) {
        path += ring_path(polygon.outer);
        for (const geometry::Ring& hole : polygon.holes) path += ring_path(hole);
      }
      if (path.empty()) continue;
      svg += fmt::format("<path d=\"{}\" fill=\"{}\"><title>{}</title></path>\n", path,
                         fill_of(area), html_escaped(map_.names[area]));
    }
    return svg + "</g>\n";
  }

  [[nodiscard]] std::string draw_marks() const {
    std::string svg;
    std::vector<geometry::Box> taken;
    for (const std::size_t area : order_) {
      const std::string& mark = map_.marks[area];
      if (mark.empty() || map_.shapes[area].empty()) continue;
      const geometry::Point at = place(geometry::interior_point(map_.shapes[area]));
      const double half = svg_text_width(mark) / 2.0 + 1.0;
      const geometry::Box box{{at.x - half, at.y - mark_height / 2.0},
                              {at.x + half, at.y + mark_height / 2.0}};
      if (std::ranges::any_of(taken, [&](const auto& other) { return other.overlaps(box); })) {
        continue;
      }
      taken.push_back(box);
      const std::string fill = fill_of(area);
      const Colour ground = fill.front() == '#' ? fill : Colour(missing_colour);
      svg += svg_text(at.x, at.y + 5.0, mark,
                      fmt::format("text-anchor=\"middle\" font-weight=\"bold\" fill=\"{}\"",
                                  text_colour_on(ground)));
    }
    return svg;
  }

  // Scale bar and north side by side, then the notes.
  std::string draw_foot(double from) {
    const double length = scale_bar_m(std::max(bounds_.width(), 1.0));
    const double wide = length * scale_;
    std::string svg = fmt::format(
        "<path d=\"M1 {0}v8h{1}v-8\" fill=\"none\" stroke=\"{2}\" stroke-width=\"1.5\"/>\n",
        svg_number(from + 6.0), svg_number(wide), ink);
    svg += svg_text(wide + 10.0, from + 16.0, length_words(length));
    const double north = wide + 30.0 + svg_text_width(length_words(length)) + 20.0;
    svg += fmt::format("<path d=\"M{0} {1}l6 16l-6 -4l-6 4z\" fill=\"{2}\"/>\n", svg_number(north),
                       svg_number(from + 2.0), ink);
    svg += svg_text(north + 12.0, from + 16.0, "North (of the national grid)");
    end_ = from + 26.0;
    for (const std::string& note : map_.notes) {
      for (const std::string& line : svg_lines(note, drawing_width)) {
        svg += svg_text(0.0, end_ + 14.0, line);
        end_ += 18.0;
      }
    }
    end_ += 4.0;
    return svg;
  }

  const AreaMap& map_;
  std::span<const std::size_t> order_;
  geometry::Box bounds_;
  std::vector<ValueClass> classes_;
  std::vector<Colour> colours_;
  double scale_ = 1.0;
  double left_ = 0.0;
  double top_ = 0.0;  // of the map
  double end_ = 0.0;  // of the drawing
};

}  // namespace

std::string area_map_svg(const AreaMap& map, std::span<const std::size_t> order) {
  HOTWARD_EXPECTS(!map.shapes.empty() && map.values.size() == map.shapes.size() &&
                  map.marks.size() == map.shapes.size() && map.names.size() == map.shapes.size());
  return Map(map, order).draw();
}

}  // namespace hotward::report
