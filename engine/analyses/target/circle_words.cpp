// Placed circles, squares or hexagons as a layer, as rows, in sentences and as JSON.
#include <algorithm>
#include <numbers>

#include <fmt/format.h>

#include "engine/analyses/target/found_circles.hpp"
#include "engine/geometry/ellipse.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/printable.hpp"
#include "engine/report/style.hpp"

namespace hotward::analyses {
namespace {

using report::decimal_text;
using report::integer_text;

std::string metres(double length) { return decimal_text(length, 0) + " m"; }

// "circle with a radius of 150 m", "squares of 150 m"
std::string form_text(const CircleSettings& asked, std::size_t number) {
  const std::string noun = std::string(name_of(form_names, asked.form)) + (number == 1 ? "" : "s");
  return asked.form == Form::circle ? noun + " with a radius of " + metres(asked.radius_m)
                                    : noun + " of " + metres(asked.width_m);
}

// null for a circle.
Json angle_of(const CircleSettings& asked, const FoundCircle& one) {
  return asked.form == Form::circle ? Json() : Json(one.angle_rad * 180.0 / std::numbers::pi);
}

geometry::Ring outline_of(const CircleSettings& asked, const FoundCircle& one) {
  if (asked.form != Form::circle) {
    return targeting::outline({one.centre, one.angle_rad}, asked.turned(), asked.width_m);
  }
  const double r = asked.radius_m;
  return geometry::outline({.centre = one.centre, .major_m = r, .minor_m = r, .angle_rad = 0.0},
                           1.0, 64);
}

std::string least_text(const TargetSettings& settings, const FoundSites& sites) {
  const auto& least = settings.circles->least_year;
  if (!least) return {};
  return fmt::format(", at least {} a year in each ({} in these months),", decimal_text(*least, 0),
                     decimal_text(in_months(*least, sites), 1));
}

}  // namespace

table::Layer circles_layer(const Theme& theme, const FoundCircles& found, const FoundSites& sites,
                           const TargetSettings& settings) {
  table::Column::Integers rank, count, around, over;
  table::Column::Reals share, east, north;
  table::Column::Texts areas, streets, label;
  table::Shapes::List shapes;
  for (std::size_t c = 0; c < found.circles.size(); ++c) {
    const FoundCircle& one = found.circles[c];
    rank.push_back(static_cast<std::int64_t>(c) + 1);
    count.push_back(one.count);
    share.push_back(100.0 * static_cast<double>(one.count) / static_cast<double>(sites.total));
    around.push_back(settings.circles->buffer_m > 0.0 ? one.around : table::null_integer);
    over.push_back(one.over ? 1 : 0);
    east.push_back(one.centre.x);
    north.push_back(one.centre.y);
    areas.push_back(one.area);
    streets.push_back(one.streets);
    label.push_back(fmt::format("{}: {}", c + 1, one.count));
    shapes.push_back({geometry::Polygon{outline_of(*settings.circles, one), {}}});
  }
  table::Layer layer;
  layer.name = "target_circles_" + theme.name;
  const CircleSettings& asked = *settings.circles;
  layer.title = fmt::format("{}s that hold most: {}",
                            capitalised(std::string(name_of(form_names, asked.form))), theme.noun);
  layer.description = fmt::format("{}, their centres {} apart or more.",
                                  capitalised(form_text(asked, 2)), metres(asked.apart_m));
  layer.columns = {{"rank", "", "1 the one that holds most", rank},
                   {"count", "incidents", theme.noun, count},
                   {"share_pct", "%", "share of all", share},
                   {"around", "incidents", "in the ring of the buffer around it", around},
                   {"over", "1", "1 where it holds more than is asked for at most", over},
                   {"area_name", "", "area of most of its incidents", areas},
                   {"east", "m", "easting of the centre", east},
                   {"north", "m", "northing of the centre", north},
                   {"streets", "", "where most of them are, with how many", streets},
                   {"label", "", "number of the circle and its incidents", label}};
  layer.geometry = std::move(shapes);
  if (layer.size() > 0) layer.style_qml = report::single_outline(layer.columns, "label");
  return layer;
}

report::ShownTable circles_table(const FoundCircles& found) {
  report::ShownTable table{{{"Circle", {}, true, "rank"},
                            {"Area", {}, false, "area_name"},
                            {"Count", {}, true, "count"},
                            {"Around", {}, true, "around", 2},
                            {"East", {}, true, "east", 3},
                            {"North", {}, true, "north", 3},
                            {"Streets", {}, false, "streets", 1}},
                           "circle"};
  for (std::size_t c = 0; c < found.circles.size(); ++c) {
    const FoundCircle& one = found.circles[c];
    const std::string cells[] = {std::to_string(c + 1),
                                 report::printable_line(one.area),
                                 integer_text(one.count) + (one.over ? " (over)" : ""),
                                 integer_text(one.around),
                                 fmt::format("{:.0f}", one.centre.x),
                                 fmt::format("{:.0f}", one.centre.y),
                                 report::printable_line(one.streets)};
    for (std::size_t k = 0; k < table.columns.size(); ++k) {
      table.columns[k].cells.push_back(cells[k]);
    }
  }
  return table;
}

std::string circles_text(const Theme& theme, const FoundCircles& found, const FoundSites& sites,
                         const TargetSettings& settings) {
  const CircleSettings& asked = *settings.circles;
  if (found.circles.empty()) {
    return fmt::format("No {} holds enough{}.\n", form_text(asked, 1), least_text(settings, sites));
  }
  std::string text = fmt::format(
      "{} {}{} {} {} ({}% of all)", found.circles.size(), form_text(asked, found.circles.size()),
      least_text(settings, sites), found.circles.size() == 1 ? "holds" : "hold",
      report::counted_noun(found.captured, theme.noun),
      decimal_text(100.0 * static_cast<double>(found.captured) / static_cast<double>(sites.total),
                   1));
  text += found.circles.size() == 1
              ? (found.gap_pct > 0.0
                     ? fmt::format("; no other holds more than {}.\n", decimal_text(found.bound, 0))
                     : std::string("; no other holds more.\n"))
              : fmt::format(
                    ", their centres {} apart or more. No {} {}s so far apart hold more than {} "
                    "together: these are at most {}% below the best there can be.\n",
                    metres(asked.apart_m), found.circles.size(), name_of(form_names, asked.form),
                    decimal_text(found.bound, 0), decimal_text(found.gap_pct, 0));
  const auto over = std::ranges::count_if(found.circles, &FoundCircle::over);
  if (over > 0) {
    text += fmt::format("{} more than {} a year, which is the most that is asked for.\n",
                        over == 1 ? "One holds" : fmt::format("{} hold", over),
                        decimal_text(*asked.most_year, 0));
  }
  return text;
}

Json circles_json(const FoundCircles& found, const TargetSettings& settings) {
  const CircleSettings& asked = *settings.circles;
  Json rows = Json::array();
  for (std::size_t c = 0; c < found.circles.size(); ++c) {
    const FoundCircle& one = found.circles[c];
    rows.push_back({{"rank", c + 1},
                    {"east", one.centre.x},
                    {"north", one.centre.y},
                    {"angle_deg", angle_of(asked, one)},
                    {"count", one.count},
                    {"around", one.around},
                    {"over", one.over},
                    {"area_name", one.area},
                    {"streets", one.streets}});
  }
  const bool round = asked.form == Form::circle;
  return {{"form", std::string(name_of(form_names, asked.form))},
          {"radius_m", round ? Json(asked.radius_m) : Json()},
          {"width_m", round ? Json() : Json(asked.width_m)},
          {"apart_m", asked.apart_m},
          {"captured", found.captured},
          {"bound", found.bound},
          {"gap_pct", found.gap_pct},
          {"circles", std::move(rows)}};
}

}  // namespace hotward::analyses
