// Points within areas: even ones, snapped ones on even map points, and snapped ones on map points
// that gather as homes do. The layouts are those that `pattern` and `clusters` take; the formulas
// of large regions, and a rectangle, stand beside them.
#include <vector>

#include <fmt/format.h>

#include "bench/calibration.hpp"
#include "engine/core/random.hpp"
#include "engine/index/polygon_grid.hpp"
#include "engine/methods/cluster/dbscan_chance.hpp"
#include "engine/methods/cluster/nearest_neighbour_hierarchy.hpp"
#include "engine/methods/near_repeat/knox.hpp"
#include "engine/methods/pattern/nearest_neighbour_index.hpp"
#include "engine/methods/pattern/ripley_k.hpp"

namespace hotward::calibration {
namespace {

using geometry::Point;
using geometry::PointLayout;

constexpr std::size_t layouts = 99;
constexpr std::size_t map_points = 5000;

PointLayout even_in(const Region& town, const index::PolygonGrid& grid) {
  return [&town, &grid](Random& random, std::uint64_t n) {
    std::vector<Point> points;
    while (points.size() < n) {
      const double x = town.box.low.x + town.box.width() * random.uniform();
      const Point p{x, town.box.low.y + town.box.height() * random.uniform()};
      if (grid.locate(p) >= 0) points.push_back(p);
    }
    return points;
  };
}

PointLayout on(const std::vector<Point>& places) {
  return [&places](Random& random, std::uint64_t n) {
    std::vector<Point> points;
    for (std::uint64_t i = 0; i < n; ++i) {
      points.push_back(places[random.below(static_cast<std::uint32_t>(places.size()))]);
    }
    return points;
  };
}

// About ten centres, half a kilometre wide, and a third of them anywhere.
std::vector<Point> gathered(const PointLayout& even, const index::PolygonGrid& grid) {
  Random random(1, stream_of("map points that gather"));
  const std::vector<Point> centres = even(random, 10);
  std::vector<Point> points = even(random, map_points / 3);
  while (points.size() < map_points) {
    const Point& c = centres[random.below(10)];
    const double x = c.x + 500.0 * random.normal();
    const Point p{x, c.y + 500.0 * random.normal()};
    if (grid.locate(p) >= 0) points.push_back(p);
  }
  return points;
}

struct Rejected {
  Often ripley_1, ripley_5;  // p <= 0.01, 0.05
  Often neighbours, formula;
  Often hierarchy;
  Often dbscan_number, dbscan_largest;
};

void look_at_clusters(const Region& town, const std::vector<Point>& at, const PointLayout& null,
                      std::uint32_t map, Rejected& result) {
  cluster::NnhOptions nnh;
  nnh.area_m2 = town.area_m2;
  nnh.min_points = 4.0;
  nnh.simulations = layouts;
  nnh.seed = map + 1;
  nnh.layout = null;
  const auto groups = sure(cluster::nearest_neighbour_hierarchy({.at = at}, nnh));
  result.hierarchy.add(groups.chance.p_value <= 0.05);
  const double n = static_cast<double>(at.size());
  // A circle that holds 4 on average, and 8 to make a cluster.
  const cluster::DbscanOptions options{.eps_m = std::sqrt(4.0 * town.area_m2 / n / 3.14159),
                                       .min_points = 8.0};
  const auto found = sure(cluster::dbscan({.at = at}, options));
  const auto chance = sure(cluster::dbscan_chance(found, options, null, layouts, map + 1));
  result.dbscan_number.add(chance.p_number <= 0.05);
  result.dbscan_largest.add(chance.p_largest <= 0.05);
}

Rejected rejected(const Region& town, const PointLayout& truth, const PointLayout& null,
                  std::uint64_t n, std::uint32_t maps) {
  Rejected result;
  for (std::uint32_t map = 0; map < maps; ++map) {
    Random random(1, stream_of("calibration of points"), static_cast<std::uint32_t>(n), map);
    const auto at = truth(random, n);
    const auto k =
        sure(pattern::ripley_k(at, {},
                               {.window = town.box,
                                .radius_m = pattern::radii_m(pattern::usual_radius_m(town.box), 10),
                                .simulations = layouts,
                                .seed = map + 1,
                                .layout = null}));
    result.ripley_1.add(k.p_value <= 0.01);
    result.ripley_5.add(k.p_value <= 0.05);
    const auto index = sure(pattern::nearest_neighbour_index(at, {}, {.area_m2 = town.area_m2}));
    result.formula.add(index.points.p_value <= 0.05);
    if (!null) continue;
    const auto chance =
        sure(pattern::nearest_neighbour_chance(index.points.mean_m, n, null, layouts, map + 1));
    result.neighbours.add(chance.p_value <= 0.05);
    look_at_clusters(town, at, null, map, result);
  }
  return result;
}

// @param fair  the layouts are of the points' own law: levels are due
void print_line(const Region& town, const char* points, const char* null, std::uint64_t n,
                const Rejected& r, bool fair) {
  const auto of = [fair](const Often& often, double p, bool coarse = false) {
    return !fair ? often.text() : coarse ? often.at_most(p) : often.level(p);
  };
  fmt::print("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", town.name, points, null,
             n, of(r.ripley_1, 0.01), of(r.ripley_5, 0.05), of(r.neighbours, 0.05),
             r.formula.text(), of(r.hierarchy, 0.05, true), of(r.dbscan_number, 0.05, true),
             of(r.dbscan_largest, 0.05, true));
}

void print_layouts(const Region& town, const Plan& plan) {
  const index::PolygonGrid grid(town.shapes);
  const PointLayout even = even_in(town, grid);
  Random random(1, stream_of("map points"));
  const std::vector<Point> places = even(random, map_points);
  const std::vector<Point> homes = gathered(even, grid);
  for (const std::uint64_t n : {std::uint64_t{300}, std::uint64_t{1900}, std::uint64_t{5600}}) {
    const std::uint32_t maps = plan.maps(n < 1000 ? 200 : n < 5000 ? 60 : 20);
    const std::uint32_t few = plan.maps(n < 1000 ? 60 : 10);
    const auto line = [&](const char* points, const PointLayout& truth, const char* layouts_are,
                          const PointLayout& null, bool fair) {
      plan.row(fmt::format("points, {}, {}, {}, {}", town.name, points, layouts_are, n), [&] {
        const Rejected r = rejected(town, truth, null, n, fair ? maps : few);
        print_line(town, points, layouts_are, n, r, fair);
      });
    };
    line("even", even, "in the rectangle", {}, false);
    line("even", even, "within the areas", even, true);
    line("snapped", on(places), "within the areas", even, false);
    line("snapped", on(places), "on the map points", on(places), true);
    line("snapped, gathered", on(homes), "on the map points", on(homes), true);
  }
}

// How often, of sets of n incidents whose dates fall by chance.
Often near_repeats(const PointLayout& truth, std::uint64_t n, std::uint32_t sets) {
  Often often;
  for (std::uint32_t set = 0; set < sets; ++set) {
    Random random(1, stream_of("calibration of repeats"), static_cast<std::uint32_t>(n), set);
    const auto at = truth(random, n);
    std::vector<table::Minute> when;
    for (std::uint64_t i = 0; i < n; ++i) {
      when.push_back(static_cast<table::Minute>(1440 * random.below(365)));
    }
    const auto found = sure(near_repeat::knox({.at = at, .when = when}, {.space_ends_m = {200.0},
                                                                         .time_ends_days = {14.0},
                                                                         .permutations = layouts,
                                                                         .seed = set + 1}));
    often.add(found.band(0, 0).p <= 0.05);
  }
  return often;
}

// Near repeats: where places gather, and dates fall independently of them.
void print_near_repeats(const Plan& plan) {
  const Region& town = plan.regions.front();
  const index::PolygonGrid grid(town.shapes);
  const PointLayout even = even_in(town, grid);
  const std::vector<Point> homes = gathered(even, grid);
  const std::uint32_t sets = plan.maps(300);
  fmt::print(
      "\n{} sets a row, dates of a year by chance, 99 permutations; near: the same place to 200 m, "
      "within 14 days.\n\n| points | incidents | near repeats p ≤ 5% |\n|---|---|---|\n",
      sets);
  for (const bool snapped : {false, true}) {
    const PointLayout truth = snapped ? on(homes) : even;
    const char* points = snapped ? "snapped, gathered" : "even";
    for (const std::uint64_t n : {std::uint64_t{300}, std::uint64_t{1900}}) {
      plan.row(fmt::format("near repeats, {}, {}", points, n), [&] {
        fmt::print("| {} | {} | {} |\n", points, n, near_repeats(truth, n, sets).at_most(0.05));
      });
    }
  }
}

}  // namespace

void calibrate_points(const Plan& plan) {
  fmt::print(
      "{}, {} and {} maps a row of 300, 1,900 and 5,600 incidents, fewer where no level is due; "
      "{} random layouts. Map points: 5,000, `gathered` two thirds of them about ten centres.\n\n"
      "| areas | points | random layouts | incidents | Ripley p ≤ 1% | p ≤ 5% | nearest neighbour "
      "p ≤ 5% | by the formula | nnh p ≤ 5% | DBSCAN, how many p ≤ 5% | the largest p ≤ 5% "
      "|\n|---|---|---|---|---|---|---|---|---|---|---|\n",
      plan.maps(200), plan.maps(60), plan.maps(20), layouts);
  // The pieces of one town have its outline: the coarsest and the finest say all.
  print_layouts(plan.regions.front(), plan);
  if (plan.regions.size() > 1) print_layouts(plan.regions.back(), plan);
  print_near_repeats(plan);
}

}  // namespace hotward::calibration
