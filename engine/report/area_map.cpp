#include "engine/report/area_map.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/geometry/interior_point.hpp"
#include "engine/report/dense_part.hpp"
#include "engine/report/html_document.hpp"
#include "engine/report/layout_items.hpp"
#include "engine/report/palette.hpp"
#include "engine/report/svg.hpp"

namespace hotward::report {
namespace {

constexpr double most_height = 560.0;
constexpr double half_width = 330.0;  // of the whole and of an inset beside it
constexpr double least_inset_height = 220.0;
constexpr double mark_height = 16.0;
constexpr std::size_t many_areas = 40;  // above it borders are hairlines, or they hide the colours

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

// A part of the drawing onto which land is drawn.
struct Window {
  geometry::Box land{};  // metres
  double left = 0.0;     // pixels, as what follows
  double top = 0.0;
  double scale = 1.0;  // pixels a metre

  [[nodiscard]] double width() const { return scale * land.width(); }
  [[nodiscard]] double height() const { return scale * land.height(); }
  [[nodiscard]] geometry::Point place(const geometry::Point& at) const {
    return {left + scale * (at.x - land.low.x), top + scale * (land.high.y - at.y)};
  }
  [[nodiscard]] std::string frame(const geometry::Box& part, const char* fill) const {
    const geometry::Point corner = place({part.low.x, part.high.y});
    return svg_box(corner.x, corner.y, scale * part.width(), scale * part.height(), fill,
                   fmt::format("stroke=\"{}\" stroke-width=\"1.5\"", ink));
  }
};

Window window_on(const geometry::Box& land, double width, double height) {
  return {land, 0.0, 0.0, std::min(width / land.width(), height / land.height())};
}

class Map {
 public:
  Map(const AreaMap& map, std::span<const std::size_t> order) : map_(map), order_(order) {
    bounds_ = geometry::bounds(map.shapes);
    bounds_.add(geometry::Point{bounds_.low.x + 1.0, bounds_.low.y + 1.0});  // of no empty width
    classes_ = value_classes(map.values, map.classes);
    colours_ = classes_.empty() ? std::vector<Colour>{} : sequential_colours(classes_.size());
  }

  std::string draw() {
    std::string key = draw_key();
    lay_out();
    std::string foot = draw_foot(top_ + std::max(whole_.height(), inset_.height()) + 8.0);
    std::string svg = svg_open(end_, map_.title, map_.description);
    svg += fmt::format(
        "<defs><pattern id=\"{}-none\" width=\"6\" height=\"6\" "
        "patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" "
        "fill=\"{}\"/><path d=\"M0 6L6 0\" stroke=\"{}\"/></pattern></defs>\n",
        map_.id, missing_colour, hatching_colour);
    return svg + key + draw_areas(whole_) + draw_marks(whole_) + draw_inset() + foot + "</svg>\n";
  }

 private:
  // The whole across the drawing; where most areas lie close together, at the left, and that part
  // larger at the right.
  void lay_out() {
    whole_ = window_on(bounds_, drawing_width - 4.0, most_height);
    whole_.left = (drawing_width - whole_.width()) / 2.0;
    whole_.top = top_;
    const geometry::Box dense = dense_part(map_.shapes);
    if (dense.empty()) return;
    Window half = window_on(bounds_, half_width, most_height);
    half.left = 1.0;
    half.top = top_;
    const double height = std::max(half.height(), least_inset_height);
    Window inset = window_on(fitted(dense, {0.0, 0.0, half_width, height}), half_width, height);
    inset.left = drawing_width - half_width - 1.0;
    inset.top = top_;
    if (inset.scale < least_enlargement * half.scale) return;
    whole_ = half;
    inset_ = inset;
  }

  [[nodiscard]] bool has_inset() const { return !inset_.land.empty(); }

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
    std::vector<std::pair<std::string, std::string>> swatches;  // fill and words
    for (std::size_t c = 0; c < classes_.size(); ++c) {
      swatches.emplace_back(colours_[c], classes_[c].label);
    }
    if (std::ranges::any_of(map_.values, [](double v) { return std::isnan(v); })) {
      swatches.emplace_back(hatched(), map_.missing_label);
    }
    std::vector<double> entries;
    for (const auto& [fill, words] : swatches) entries.push_back(42.0 + svg_text_width(words));
    const std::vector<KeyPlace> places = key_places(entries, 1.0, drawing_width);
    std::string svg = svg_text(0.0, 16.0, svg_fitted(map_.key_title, 0.9 * drawing_width),
                               "font-weight=\"bold\"");
    double y = 28.0;
    for (std::size_t i = 0; i < swatches.size(); ++i) {
      y = 28.0 + key_row * static_cast<double>(places[i].row);
      svg += svg_box(places[i].x, y, 18.0, 16.0, swatches[i].first,
                     fmt::format("stroke=\"{}\"", axis_colour));
      svg += svg_text(places[i].x + 26.0, y + 13.0,
                      svg_fitted(swatches[i].second, drawing_width - 30.0));
    }
    top_ = y + key_row + 8.0;
    return svg;
  }

  // In halves of a pixel from the corner before; nothing where all corners fall on one or two.
  [[nodiscard]] std::string ring_path(const Window& window, const geometry::Ring& ring) const {
    std::string path;
    long last_x = 0, last_y = 0;
    std::size_t corners = 0;
    for (const geometry::Point& at : ring) {
      const geometry::Point p = window.place(at);
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

  [[nodiscard]] std::string draw_areas(const Window& window) const {
    std::string svg = fmt::format(
        "<g transform=\"scale(0.5)\" stroke=\"{}\" stroke-width=\"{}\" "
        "stroke-linejoin=\"round\" fill-rule=\"evenodd\">\n",
        axis_colour, map_.shapes.size() > many_areas ? "0.8" : "1.6");
    for (std::size_t area = 0; area < map_.shapes.size(); ++area) {
      if (!window.land.overlaps(geometry::bounds(map_.shapes[area]))) continue;
      std::string path;
      for (const geometry::Polygon& polygon : map_.shapes[area]) {
        path += ring_path(window, polygon.outer);
        for (const geometry::Ring& hole : polygon.holes) path += ring_path(window, hole);
      }
      if (path.empty()) continue;
      svg += fmt::format("<path d=\"{}\" fill=\"{}\"><title>{}</title></path>\n", path,
                         fill_of(area), html_escaped(map_.names[area]));
    }
    return svg + "</g>\n";
  }

  // On the whole none within the part that is drawn larger: it has them.
  [[nodiscard]] std::string draw_marks(const Window& window) const {
    const bool is_whole = &window == &whole_;
    std::string svg;
    std::vector<geometry::Box> taken;
    for (const std::size_t area : order_) {
      const std::string& mark = map_.marks[area];
      if (mark.empty() || map_.shapes[area].empty()) continue;
      const geometry::Point inside = geometry::interior_point(map_.shapes[area]);
      if (!window.land.contains(inside) || (is_whole && inset_.land.contains(inside))) continue;
      const double half = svg_text_width(mark, 14.0, true) / 2.0 + 1.0;
      geometry::Point at = window.place(inside);
      const double right = std::max(window.left + half, window.left + window.width() - half);
      at.x = std::clamp(at.x, window.left + half, right);
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

  // A frame on the whole, and what is in it, larger.
  [[nodiscard]] std::string draw_inset() const {
    if (!has_inset()) return "";
    const std::string clip = map_.id + "-dense";
    return whole_.frame(inset_.land, "none") +
           fmt::format("<clipPath id=\"{}\">{}</clipPath>\n<g clip-path=\"url(#{})\">\n", clip,
                       inset_.frame(inset_.land, "none"), clip) +
           draw_areas(inset_) + "</g>\n" + inset_.frame(inset_.land, "none") + draw_marks(inset_);
  }

  // A scale bar below its map. @return where it ends
  static double draw_scale_bar(std::string& svg, const Window& window, double y) {
    const double length = scale_bar_m(window.land.width());
    const double wide = length * window.scale;
    const double from = window.left;
    svg += fmt::format(
        "<path d=\"M{0} {1}v8h{2}v-8\" fill=\"none\" stroke=\"{3}\" stroke-width=\"1.5\"/>\n",
        svg_number(from), svg_number(y + 6.0), svg_number(wide), ink);
    svg += svg_text(from + wide + 9.0, y + 16.0, length_words(length));
    return from + wide + 9.0 + svg_text_width(length_words(length));
  }

  // Scale bars and north side by side, then the notes.
  std::string draw_foot(double from) {
    std::string svg;
    double end = draw_scale_bar(svg, whole_, from);
    if (has_inset()) end = draw_scale_bar(svg, inset_, from);
    const double north = end + 26.0;
    svg += fmt::format("<path d=\"M{0} {1}l6 16l-6 -4l-6 4z\" fill=\"{2}\"/>\n", svg_number(north),
                       svg_number(from + 2.0), ink);
    svg += svg_text(north + 12.0, from + 16.0, "Grid north");
    end_ = from + 26.0;
    std::vector<std::string> notes = map_.notes;
    if (has_inset()) notes.insert(notes.begin(), "The framed part is drawn larger on the right.");
    for (const std::string& note : notes) {
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
  Window whole_;
  Window inset_;      // no land: there is none
  double top_ = 0.0;  // of the maps
  double end_ = 0.0;  // of the drawing
};

}  // namespace

std::string area_map_svg(const AreaMap& map, std::span<const std::size_t> order) {
  HOTWARD_EXPECTS(!map.shapes.empty() && map.values.size() == map.shapes.size() &&
                  map.marks.size() == map.shapes.size() && map.names.size() == map.shapes.size());
  return Map(map, order).draw();
}

}  // namespace hotward::report
