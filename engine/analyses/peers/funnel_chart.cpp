#include "engine/analyses/peers/funnel_chart.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include <fmt/format.h>

#include "engine/analyses/peers/peers_words.hpp"
#include "engine/core/counted.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/palette.hpp"
#include "engine/report/svg.hpp"

namespace hotward::analyses {
namespace {

using report::svg_number;

constexpr double width = 960.0, height = 560.0;
constexpr double left = 72.0, right = 44.0, top = 84.0, bottom = 64.0;

constexpr const char* line_colour = "#08519c";
constexpr const char* grid_colour = "#e3e3e3";
constexpr const char* within_colour = "#6b6b6b";
constexpr const char* above_colour = "#b2182b";
constexpr const char* below_colour = "#2166ac";

struct Box {
  double x, y, w, h;
  [[nodiscard]] bool meets(const Box& other) const {
    return x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h;
  }
};

class FunnelChart {
 public:
  explicit FunnelChart(const Compared& found)
      : found_(found), names_(table::distinct_names(found.peers.areas)) {
    double most_people = 1.0;
    double most_rate = found.funnel.target;
    for (std::size_t i = 0; i < found.peers.size(); ++i) {
      if (!found.peers.is_compared(i)) continue;
      most_people = std::max(most_people, found.people[i]);
      most_rate = std::max(most_rate, found.rate.rate[i]);
      least_people_ = std::min(least_people_, found.people[i]);
    }
    x_step_ = report::nice_step(most_people, 6);
    x_top_ = x_step_ * std::ceil(most_people / x_step_ - 1e-9);
    y_step_ = report::nice_step(most_rate > 0.0 ? 1.05 * most_rate : 1.0, 7);
    y_top_ = y_step_ * std::ceil(1.05 * most_rate / y_step_ - 1e-9);
    if (y_top_ <= 0.0) y_top_ = y_step_;
  }

  [[nodiscard]] std::string draw() {
    const std::string title = fmt::format("{} per 1,000 {}, {}{}", capitalised(found_.noun),
                                          label(), counted(found_.areas, "area"), when());
    out_ = report::svg_head(width, height, title, peers_headline(found_));
    out_ += report::svg_heading(left, 28, title, width - left - right);
    key();
    grid();
    curves();
    dots();
    labels();
    return out_ + "</svg>\n";
  }

 private:
  using Curve = std::function<double(const rates::FunnelLimits&)>;

  [[nodiscard]] const std::string& label() const { return found_.peers.areas.population_label; }
  // A title has no room for the months that the data lack: the description has them.
  [[nodiscard]] std::string when() const {
    if (found_.period.empty()) return "";
    return ", " + found_.period.substr(0, found_.period.find(" without "));
  }
  [[nodiscard]] double x(double people) const {
    return left + people / x_top_ * (width - left - right);
  }
  [[nodiscard]] double y(double rate) const {
    return height - bottom - rate / y_top_ * (height - top - bottom);
  }

  void text(double px, double py, const std::string& words, const std::string& style) {
    out_ += report::svg_text(px, py, words, style);
  }
  void path(const std::string& d, const char* colour, const std::string& style) {
    out_ += fmt::format("<path d=\"{}\" stroke=\"{}\" fill=\"none\" {}/>\n", d, colour, style);
  }
  void dot(double px, double py, double r, const char* fill, const char* stroke) {
    out_ += fmt::format(
        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.5\"/>\n",
        svg_number(px), svg_number(py), svg_number(r), fill, stroke);
  }

  static constexpr const char* style_998 = "stroke-width=\"1.8\"";
  static constexpr const char* style_95 = "stroke-width=\"1.5\" stroke-dasharray=\"5 4\"";
  static constexpr const char* style_target = "stroke-width=\"1.2\"";

  // Above the plot, so that nothing lies on the dots.
  void key() {
    double px = left;
    const auto entry = [&](const std::string& words, const std::function<void(double)>& sign) {
      sign(px);
      text(px + 30, 56, words, "font-size=\"13\"");
      px += 48 + report::svg_text_width(words, 13.0);
    };
    const auto stroke = [&](const char* colour, const char* style) {
      return [this, colour, style](double from) {
        path(fmt::format("M{} 52h24", svg_number(from)), colour, style);
      };
    };
    if (found_.focus) {
      const std::size_t area = *found_.focus;
      entry(report::svg_fitted(names_[area], 200.0, 13.0),
            [this, area](double from) { dot(from + 12, 52, 6.5, fill_of(area), report::ink); });
    }
    entry("all together", stroke(report::ink, style_target));
    if (!(found_.funnel.target > 0.0)) return;
    entry("95% limits", stroke(line_colour, style_95));
    entry("99.8% limits", stroke(line_colour, style_998));
    for (const bool above : {true, false}) {
      if (far_outside(found_, above).empty()) continue;
      const char* const colour = above ? above_colour : below_colour;
      entry(above ? "above 99.8%" : "below 99.8%",
            [this, colour](double from) { dot(from + 12, 52, 4.5, colour, "#ffffff"); });
    }
  }

  void grid() {
    const int decimals = y_step_ >= 1.0 ? 0 : y_step_ >= 0.1 ? 1 : 2;
    for (int i = 0; i * y_step_ <= y_top_ * (1.0 + 1e-9); ++i) {
      const double at = y(i * y_step_);
      path(fmt::format("M{} {}H{}", svg_number(left), svg_number(at), svg_number(width - right)),
           i == 0 ? report::ink : grid_colour,
           i == 0 ? "stroke-width=\"1\"" : "stroke-width=\"0.8\"");
      text(left - 8, at + 5, report::decimal_text(i * y_step_, decimals), "text-anchor=\"end\"");
    }
    for (int i = 0; i * x_step_ <= x_top_ * (1.0 + 1e-9); ++i) {
      text(x(i * x_step_), height - bottom + 20, report::decimal_text(i * x_step_, 0),
           "text-anchor=\"middle\"");
    }
    text(left + (width - left - right) / 2.0, height - bottom + 44,
         capitalised(label()) + " in the area", "text-anchor=\"middle\"");
  }

  // From the largest area to the smallest, as far as it lies within the plot.
  void curve(const Curve& limit, const char* colour, const char* style) {
    constexpr int steps = 160;
    std::string d;
    const double least = std::max(0.6 * least_people_, x_top_ * 1e-4);
    for (int i = steps; i >= 0; --i) {
      // Closer together where areas are small: there the limits bend.
      const double share = static_cast<double>(i) / steps;
      const double people = least + (x_top_ - least) * share * share;
      const double rate = limit(found_.funnel.limits_at(people));
      if (rate > y_top_ || rate <= 0.0) break;
      d +=
          fmt::format("{}{} {}", d.empty() ? "M" : "L", svg_number(x(people)), svg_number(y(rate)));
    }
    if (!d.empty()) path(d, colour, style);
  }

  void curves() {
    const double target = y(found_.funnel.target);
    path(fmt::format("M{} {}H{}", svg_number(left), svg_number(target), svg_number(width - right)),
         report::ink, style_target);
    if (!(found_.funnel.target > 0.0)) return;
    curve([](const auto& l) { return l.lower_998; }, line_colour, style_998);
    curve([](const auto& l) { return l.upper_998; }, line_colour, style_998);
    curve([](const auto& l) { return l.lower_95; }, line_colour, style_95);
    curve([](const auto& l) { return l.upper_95; }, line_colour, style_95);
  }

  [[nodiscard]] const char* fill_of(std::size_t area) const {
    const std::int64_t side = found_.funnel.side[area];
    return side == 2 ? above_colour : side == -2 ? below_colour : within_colour;
  }
  [[nodiscard]] bool is_focus(std::size_t area) const {
    return found_.focus && *found_.focus == area;
  }

  void dots() {
    for (const std::size_t i : found_.ranking.order) {
      if (!found_.peers.is_compared(i) || is_focus(i)) continue;
      dot(x(found_.people[i]), y(found_.rate.rate[i]), 4.5, fill_of(i), "#ffffff");
    }
    if (!found_.focus) return;
    const std::size_t focus = *found_.focus;
    dot(x(found_.people[focus]), y(found_.rate.rate[focus]), 6.5, fill_of(focus), report::ink);
  }

  // To the right of its dot, else to the left, above or below; nowhere where none is free.
  bool label_area(std::size_t area, std::vector<Box>& taken) {
    const double w =
        report::svg_text_width(names_[area], is_focus(area) ? 13.0 : 12.0, is_focus(area)) + 4.0;
    const double px = x(found_.people[area]);
    const double py = y(found_.rate.rate[area]);
    const Box places[] = {{px + 9, py - 8, w, 15},
                          {px - 9 - w, py - 8, w, 15},
                          {px - w / 2, py - 24, w, 15},
                          {px - w / 2, py + 9, w, 15}};
    for (const Box& box : places) {
      const bool inside = box.x >= left && box.x + box.w <= width - 2 && box.y >= top - 14 &&
                          box.y + box.h <= height - bottom;
      if (!inside || std::ranges::any_of(taken, [&](const Box& b) { return b.meets(box); })) {
        continue;
      }
      taken.push_back(box);
      text(box.x + 2, box.y + 12, names_[area],
           is_focus(area) ? "font-size=\"13\" font-weight=\"bold\"" : "font-size=\"12\"");
      return true;
    }
    return false;
  }

  void labels() {
    std::vector<Box> taken;
    for (std::size_t i = 0; i < found_.peers.size(); ++i) {
      if (!found_.peers.is_compared(i)) continue;
      taken.push_back({x(found_.people[i]) - 5, y(found_.rate.rate[i]) - 5, 10, 10});
    }
    if (found_.focus) label_area(*found_.focus, taken);
    for (const bool above : {true, false}) {
      for (const std::size_t area : far_outside(found_, above)) {
        if (!is_focus(area)) label_area(area, taken);
      }
    }
  }

  const Compared& found_;
  std::vector<std::string> names_;
  double least_people_ = 1e300;
  double x_step_ = 1.0, x_top_ = 1.0;
  double y_step_ = 1.0, y_top_ = 1.0;
  std::string out_;
};

}  // namespace

std::string funnel_chart(const Compared& found) { return FunnelChart(found).draw(); }

}  // namespace hotward::analyses
