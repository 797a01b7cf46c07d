#include "engine/analyses/target/found_circles.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/geometry/ellipse.hpp"
#include "engine/methods/targeting/circle_placement.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/printable.hpp"
#include "engine/report/style.hpp"

namespace hotward::analyses {
namespace {

using report::decimal_text;
using report::integer_text;

std::string metres(double length) { return decimal_text(length, 0) + " m"; }

// Of so many in a year, how many in the months that are counted.
double in_months(double a_year, const FoundSites& sites) {
  const double months = sites.counted.months > 0 ? static_cast<double>(sites.counted.months) : 12.0;
  return a_year * months / 12.0;
}

// Which circle each place lies in; the number of circles where it lies in none.
std::vector<std::int32_t> circle_of_place(const table::Places& places,
                                          const std::vector<FoundCircle>& circles, double from_m,
                                          double to_m) {
  std::vector<std::int32_t> of(places.size(), -1);
  for (std::size_t p = 0; p < places.size(); ++p) {
    for (std::size_t c = 0; c < circles.size() && of[p] < 0; ++c) {
      const double d = geometry::distance(places.at[p], circles[c].centre);
      const bool within = (from_m == 0.0 || d > from_m + 1e-6) && d <= to_m + 1e-6;
      if (within) of[p] = static_cast<std::int32_t>(c);
    }
  }
  return of;
}

// The area with most of its incidents, the first by code of several.
void name_areas(const Study& study, const CountedIncidents& counted, FoundCircles& found) {
  std::vector<std::map<std::int32_t, std::int64_t>> within(found.circles.size());
  for (const std::uint32_t i : counted.incidents) {
    const std::uint32_t place = study.incidents().place[i];
    const std::int32_t circle = counted.site_of_place[place];
    if (circle >= 0) ++within[static_cast<std::size_t>(circle)][study.join.area[place]];
  }
  const std::vector<std::string> labels = table::distinct_names(study.areas());
  for (std::size_t c = 0; c < within.size(); ++c) {
    const auto most =
        std::ranges::max_element(within[c], {}, [](const auto& one) { return one.second; });
    if (most != within[c].end()) {
      found.circles[c].area = labels[static_cast<std::size_t>(most->first)];
    }
  }
}

// Those of the incidents that lie in a circle, or in the ring around it.
CountedIncidents within(const Study& study, const FoundSites& sites, const FoundCircles& found,
                        double from_m, double to_m) {
  CountedIncidents counted = sites.counted;
  counted.site_of_place = circle_of_place(study.incidents().places, found.circles, from_m, to_m);
  std::erase_if(counted.incidents, [&](std::uint32_t i) {
    return counted.site_of_place[study.incidents().place[i]] < 0;
  });
  return counted;
}

void describe(const Study& study, const FoundSites& sites, const TargetSettings& settings,
              FoundCircles& found) {
  const CircleSettings& asked = *settings.circles;
  const CountedIncidents inside = within(study, sites, found, 0.0, asked.radius_m);
  name_areas(study, inside, found);
  const std::vector<std::string> streets = streets_of(study, inside, found.circles.size());
  const double most = asked.most_year ? in_months(*asked.most_year, sites)
                                      : std::numeric_limits<double>::infinity();
  for (std::size_t c = 0; c < found.circles.size(); ++c) {
    found.circles[c].streets = streets[c];
    found.circles[c].over = static_cast<double>(found.circles[c].count) > most;
  }
  if (asked.buffer_m <= 0.0) return;
  const CountedIncidents ring =
      within(study, sites, found, asked.radius_m, asked.radius_m + asked.buffer_m);
  for (const std::uint32_t i : ring.incidents) {
    const std::int32_t circle = ring.site_of_place[study.incidents().place[i]];
    ++found.circles[static_cast<std::size_t>(circle)].around;
  }
}

std::string least_text(const TargetSettings& settings, const FoundSites& sites) {
  const auto& least = settings.circles->least_year;
  if (!least) return {};
  return fmt::format(", at least {} a year in each ({} in these months),", decimal_text(*least, 0),
                     decimal_text(in_months(*least, sites), 1));
}

}  // namespace

Result<FoundCircles> find_circles(const Study& study, const FoundSites& found,
                                  const TargetSettings& settings) {
  const CircleSettings& asked = *settings.circles;
  std::map<std::uint32_t, double> held;
  for (const std::uint32_t i : found.counted.incidents) held[study.incidents().place[i]] += 1.0;
  std::vector<geometry::Point> at;
  std::vector<double> weight;
  for (const auto& [place, count] : held) {
    at.push_back(study.incidents().places.at[place]);
    weight.push_back(count);
  }
  const auto placed = targeting::place_circles(
      at, weight,
      {.radius_m = asked.radius_m,
       .circles = asked.circles,
       .apart_m = asked.apart_m,
       .least = asked.least_year ? in_months(*asked.least_year, found) : 0.0});
  if (!placed) return fail(placed.error());
  FoundCircles circles;
  for (const targeting::PlacedCircle& one : placed->circles) {
    FoundCircle& made = circles.circles.emplace_back();
    made.centre = one.centre;
    made.count = std::llround(one.captured);
  }
  circles.captured = std::llround(placed->captured);
  circles.bound = placed->bound;
  circles.gap_pct = placed->gap_pct();
  describe(study, found, settings, circles);
  return circles;
}

table::Layer circles_layer(const Theme& theme, const FoundCircles& found, const FoundSites& sites,
                           const TargetSettings& settings) {
  table::Column::Integers rank, count, around, over;
  table::Column::Reals share, east, north;
  table::Column::Texts areas, streets, label;
  table::Layer::Shapes shapes;
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
    const double r = settings.circles->radius_m;
    shapes.push_back({geometry::Polygon{
        geometry::outline({.centre = one.centre, .major_m = r, .minor_m = r, .angle_rad = 0.0}, 1.0,
                          64),
        {}}});
  }
  table::Layer layer;
  layer.name = "target_circles_" + theme.name;
  layer.title = "Circles that hold most: " + theme.noun;
  layer.description =
      fmt::format("Circles with a radius of {}, their centres {} apart or more.",
                  metres(settings.circles->radius_m), metres(settings.circles->apart_m));
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
    return fmt::format("No circle with a radius of {} holds enough{}.\n", metres(asked.radius_m),
                       least_text(settings, sites));
  }
  std::string text = fmt::format(
      "{} with a radius of {}{} {} {} ({}% of all)", counted(found.circles.size(), "circle"),
      metres(asked.radius_m), least_text(settings, sites),
      found.circles.size() == 1 ? "holds" : "hold",
      report::counted_noun(found.captured, theme.noun),
      decimal_text(100.0 * static_cast<double>(found.captured) / static_cast<double>(sites.total),
                   1));
  text +=
      found.circles.size() == 1
          ? std::string("; no other holds more.\n")
          : fmt::format(
                ", their centres {} apart or more. No {} circles so far apart hold more than {} "
                "together: these are at most {}% below the best there can be.\n",
                metres(asked.apart_m), found.circles.size(), decimal_text(found.bound, 0),
                decimal_text(found.gap_pct, 0));
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
                    {"count", one.count},
                    {"around", one.around},
                    {"over", one.over},
                    {"area_name", one.area},
                    {"streets", one.streets}});
  }
  return {{"radius_m", asked.radius_m}, {"apart_m", asked.apart_m}, {"captured", found.captured},
          {"bound", found.bound},       {"gap_pct", found.gap_pct}, {"circles", std::move(rows)}};
}

}  // namespace hotward::analyses
