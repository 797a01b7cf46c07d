#include "engine/analyses/trend/trend_chart.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/svg.hpp"

namespace hotward::analyses {
namespace {

using report::decimal_text;
using trend::Signal;

constexpr double width = 760.0, height = 420.0;
constexpr double left = 64.0, right = 20.0, bottom = 56.0;
// Below the key; names of what is marked stand there, in at most so many rows.
constexpr double labels_from = 80.0, label_row = 16.0, key_row = 20.0;
constexpr std::size_t most_label_rows = 3;

// Colours that differ in grey too, and to most people who see fewer colours.
constexpr const char* ink = "#1f1f1f";
constexpr const char* line_colour = "#08519c";
constexpr const char* before_colour = "#8c8c8c";
constexpr const char* grid_colour = "#e3e3e3";
constexpr const char* range_colour = "#deebf7";
constexpr const char* outside_colour = "#b2182b";
constexpr const char* event_colour = "#fee391";
constexpr const char* missing_colour = "#e8e8e8";
constexpr const char* redefined_style = "stroke-width=\"1.5\" stroke-dasharray=\"2 3\"";

std::string at(double value) { return report::svg_number(value); }

class Chart {
 public:
  Chart(const TrendSeries& series, const Theme& theme) : series_(series), theme_(theme) {
    double most = 0.0;
    for (std::size_t i = 0; i < series.months.size(); ++i) {
      for (const double value : {rate(i), rate_before(i), series.months[i].chart.limits.upper}) {
        if (std::isfinite(value)) most = std::max(most, value);
      }
    }
    step_ = report::nice_step(most > 0.0 ? most : 1.0, 6);
    top_value_ = step_ * std::max(1.0, std::ceil(most / step_ - 1e-9));
    const std::size_t labels = series.events.size() + series.redefined.size();
    top_ = labels_from + label_row * static_cast<double>(std::min(labels, most_label_rows));
  }

  [[nodiscard]] std::string draw() {
    const std::string title = capitalised(theme_.noun) + " a day, by month";
    out_ = report::svg_head(width, height, title, description());
    out_ += report::svg_heading(left, 28, title, width - left - right);
    key();
    shades();
    marks();
    grid();
    months();
    line([this](std::size_t i) { return rate_before(i); }, before_colour,
         "stroke-width=\"1.5\" stroke-dasharray=\"5 4\"");
    line([this](std::size_t i) { return rate(i); }, line_colour, "stroke-width=\"2.5\"");
    dots();
    return out_ + "</svg>\n";
  }

 private:
  [[nodiscard]] std::size_t size() const { return series_.months.size(); }
  [[nodiscard]] double rate(std::size_t i) const { return series_.months[i].chart.per_day; }
  [[nodiscard]] double rate_before(std::size_t i) const {
    const TrendMonth& month = series_.months[i];
    if (month.last_year == table::null_integer) return undefined;
    // Its own days differ by the 29th of February alone.
    const table::Month before = month.at.month - std::chrono::months{12};
    const auto days = (table::last_day(before) - table::first_day(before)).count() + 1;
    return static_cast<double>(month.last_year) / static_cast<double>(days);
  }
  [[nodiscard]] double slot() const {
    return (width - left - right) / static_cast<double>(std::max<std::size_t>(size(), 1));
  }
  [[nodiscard]] double x(double i) const { return left + (i + 0.5) * slot(); }
  [[nodiscard]] double plot_height() const { return height - top_ - bottom; }
  [[nodiscard]] double y(double value) const {
    return height - bottom - value / top_value_ * plot_height();
  }

  // For those who do not see the lines.
  [[nodiscard]] std::string description() const {
    std::vector<std::size_t> counted;
    for (std::size_t i = 0; i < size(); ++i) {
      if (std::isfinite(rate(i))) counted.push_back(i);
    }
    if (counted.empty()) return "No month.";
    const auto [least, most] =
        std::ranges::minmax_element(counted, {}, [this](std::size_t i) { return rate(i); });
    const auto about = [this](std::size_t i) {
      return fmt::format("{} ({})", table::to_string(series_.months[i].at.month),
                         decimal_text(rate(i), 1));
    };
    return fmt::format(
        "{} to {}: most a day in {}, fewest in {}; the numbers are in the table of months.",
        table::to_string(series_.months.front().at.month),
        table::to_string(series_.months.back().at.month), about(*most), about(*least));
  }

  void text(double px, double py, const std::string& words, const std::string& style) {
    out_ += report::svg_text(px, py, words, style);
  }
  void box(double px, double py, double w, double h, const char* colour) {
    // Side by side without a seam.
    out_ += fmt::format(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" "
        "shape-rendering=\"crispEdges\"/>\n",
        at(px), at(py), at(w), at(h), colour);
  }

  // Above the plot, so that nothing lies on the lines; only what the plot has.
  struct KeyEntry {
    std::string words;
    std::function<void(double x, double y)> sign;
  };

  [[nodiscard]] std::vector<KeyEntry> key_entries() {
    std::vector<KeyEntry> entries;
    const auto stroke = [&](const char* colour, const char* style) {
      return [this, colour, style](double from, double y) {
        out_ += fmt::format("<path d=\"M{} {}h24\" stroke=\"{}\" fill=\"none\" {}/>\n", at(from),
                            at(y), colour, style);
      };
    };
    const auto patch = [&](const char* colour) {
      return [this, colour](double from, double y) { box(from, y - 7, 24, 14, colour); };
    };
    const auto spot = [&](const char* fill, const char* edge) {
      return [this, fill, edge](double from, double y) { dot(from + 12, y, fill, edge); };
    };
    entries.push_back({"count a day", stroke(line_colour, "stroke-width=\"2.5\"")});
    if (any([](const TrendMonth& m) { return m.last_year != table::null_integer; })) {
      entries.push_back({"a year before",
                         stroke(before_colour, "stroke-width=\"1.5\" stroke-dasharray=\"5 4\"")});
    }
    if (any([](const TrendMonth& m) { return std::isfinite(m.chart.limits.upper); })) {
      entries.push_back({"range of ordinary months", patch(range_colour)});
    }
    if (any([](const TrendMonth& m) { return m.chart.signal != Signal::none; })) {
      entries.push_back({"outside that range", spot(outside_colour, outside_colour)});
    }
    if (any([](const TrendMonth& m) { return m.broken; })) {
      entries.push_back({"unlike the others", spot("#ffffff", ink)});
    }
    if (any([](const TrendMonth& m) { return m.at.missing; })) {
      entries.push_back({"no data", patch(missing_colour)});
    }
    if (!series_.events.empty()) entries.push_back({"events", patch(event_colour)});
    if (!series_.redefined.empty()) {
      entries.push_back({"new definition", stroke(ink, redefined_style)});
    }
    return entries;
  }

  // What stands below it moves down where it needs more than a row.
  void key() {
    const std::vector<KeyEntry> entries = key_entries();
    std::vector<double> widths;
    for (const KeyEntry& entry : entries) {
      widths.push_back(48.0 + report::svg_text_width(entry.words, 13.0));
    }
    const auto places = report::key_places(widths, left, width);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const double y = 50.0 + key_row * static_cast<double>(places[i].row);
      entries[i].sign(places[i].x, y);
      text(places[i].x + 30, y + 4, entries[i].words, "font-size=\"13\"");
    }
    const double more = key_row * static_cast<double>(places.back().row);
    labels_from_ += more;
    top_ += more;
  }

  template <class Holds>
  [[nodiscard]] bool any(const Holds& holds) const {
    return std::ranges::any_of(series_.months, holds);
  }

  // Behind the lines: the range of ordinary months, and missing months.
  void shades() {
    std::size_t missing = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      const TrendMonth& month = series_.months[i];
      const double from = x(static_cast<double>(i)) - slot() / 2.0;
      missing = month.at.missing ? missing + 1 : 0;
      if (month.at.missing) {
        const bool is_last = i + 1 == size() || !series_.months[i + 1].at.missing;
        const double wide = slot() * static_cast<double>(missing);
        if (is_last) box(from + slot() - wide, top_, wide, plot_height(), missing_colour);
        if (is_last && wide >= 70.0) {
          text(from + slot() - wide / 2.0, top_ + plot_height() / 2.0, "no data",
               "font-size=\"13\" text-anchor=\"middle\"");
        }
      } else if (std::isfinite(month.chart.limits.upper)) {
        const double high = y(month.chart.limits.upper);
        box(from, high, slot(), y(month.chart.limits.lower) - high, range_colour);
      }
    }
  }

  // Events and new definitions with their names, in a few rows, so that names side by side can be
  // read; near the right edge to the left.
  void marks() {
    std::size_t row = 0;
    const auto name = [&](double from, const std::string& label) {
      const bool at_end = from > width - 220;
      const double room = at_end ? width - right - left : width - right - from;
      text(at_end ? width - right : from, labels_from_ + label_row * static_cast<double>(row),
           report::svg_fitted(label, room, 12.0),
           at_end ? "font-size=\"12\" text-anchor=\"end\"" : "font-size=\"12\"");
      row = (row + 1) % most_label_rows;
    };
    for (const Event& event : series_.events) {
      const double from = std::clamp(place(event.period.first), left, width - right);
      const double to =
          std::clamp(place(event.period.last + std::chrono::days{1}), from, width - right);
      out_ += fmt::format(
          "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" fill-opacity=\"0.5\"/>\n",
          at(from), at(top_ - 8), at(std::max(2.0, to - from)), at(plot_height() + 8),
          event_colour);
      name(from, event.label);
    }
    for (const Redefined& change : series_.redefined) {
      const double from = place(table::first_day(change.from));
      out_ += fmt::format("<path d=\"M{} {}V{}\" stroke=\"{}\" fill=\"none\" {}/>\n", at(from),
                          at(top_ - 8), at(height - bottom), ink, redefined_style);
      name(from, change.type.empty() ? "new definition" : change.type + ": new definition");
    }
  }

  // Where a day lies along the months.
  [[nodiscard]] double place(table::Day day) const {
    if (size() == 0) return left;
    const table::Month month = table::month_of(day);
    const auto index = static_cast<double>((month - series_.months.front().at.month).count());
    const double days =
        static_cast<double>((table::last_day(month) - table::first_day(month)).count()) + 1.0;
    const auto within = static_cast<double>((day - table::first_day(month)).count());
    return left + (index + within / days) * slot();
  }

  void grid() {
    const int decimals = step_ >= 1.0 ? 0 : step_ >= 0.1 ? 1 : 2;
    for (int i = 0; i * step_ <= top_value_ * (1.0 + 1e-9); ++i) {
      const double value = i * step_;
      out_ += fmt::format("<path d=\"M{} {}H{}\" stroke=\"{}\" stroke-width=\"{}\"/>\n", at(left),
                          at(y(value)), at(width - right), i == 0 ? ink : grid_colour,
                          i == 0 ? "1" : "0.8");
      text(left - 8, y(value) + 5, decimal_text(value, decimals), "text-anchor=\"end\"");
    }
  }

  // Month names as far as they have room, all of them horizontal; years below.
  void months() {
    constexpr const char* names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const unsigned every = slot() >= 32.0 ? 1 : slot() >= 11.0 ? 3 : slot() >= 3.0 ? 12 : 60;
    for (std::size_t i = 0; i < size(); ++i) {
      const table::Month month = series_.months[i].at.month;
      const unsigned number = static_cast<unsigned>(month.month());
      const bool year_shown = every < 60 || static_cast<int>(month.year()) % 5 == 0;
      if (every < 12 && (number - 1) % every == 0) {
        text(x(static_cast<double>(i)), height - bottom + 20, names[number - 1],
             "text-anchor=\"middle\"");
      }
      if ((number == 1 && year_shown) || (i == 0 && every < 12 && number < 11)) {
        text(x(static_cast<double>(i)), height - bottom + (every < 12 ? 40 : 20),
             std::to_string(static_cast<int>(month.year())), "text-anchor=\"middle\"");
      }
    }
  }

  // Broken where a month has no value: nobody knows what lies between.
  void line(const std::function<double(std::size_t)>& value, const char* colour,
            const std::string& style) {
    std::string path;
    bool drawing = false;
    for (std::size_t i = 0; i < size(); ++i) {
      const double v = value(i);
      if (!std::isfinite(v)) {
        drawing = false;
        continue;
      }
      path += fmt::format("{}{} {}", drawing ? "L" : "M", at(x(static_cast<double>(i))), at(y(v)));
      drawing = true;
    }
    if (path.empty()) return;
    out_ +=
        fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-linejoin=\"round\" {}/>\n",
                    path, colour, style);
  }

  void dot(double px, double py, const char* fill, const char* stroke) {
    out_ += fmt::format(
        "<circle cx=\"{}\" cy=\"{}\" r=\"4.5\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.5\"/>\n",
        at(px), at(py), fill, stroke);
  }

  void dots() {
    for (std::size_t i = 0; i < size(); ++i) {
      const TrendMonth& month = series_.months[i];
      if (!std::isfinite(rate(i))) continue;
      const double px = x(static_cast<double>(i));
      if (month.broken) {
        dot(px, y(rate(i)), "#ffffff", ink);
      } else if (month.chart.signal != Signal::none) {
        dot(px, y(rate(i)), outside_colour, outside_colour);
      } else if (size() <= 36) {
        out_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"3\" fill=\"{}\"/>\n", at(px),
                            at(y(rate(i))), line_colour);
      }
    }
  }

  const TrendSeries& series_;
  const Theme& theme_;
  double step_ = 1.0;
  double top_value_ = 1.0;
  double labels_from_ = labels_from;
  double top_ = labels_from;  // of the plot
  std::string out_;
};

}  // namespace

std::string trend_chart(const TrendSeries& series, const Theme& theme) {
  return Chart(series, theme).draw();
}

}  // namespace hotward::analyses
