// Points within areas: even ones, and snapped ones on 5,000 even map points. p of the layouts that
// `pattern` takes, beside those of a rectangle and of the formulas for large regions.
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

#include "bench/calibration.hpp"
#include "engine/index/polygon_grid.hpp"
#include "engine/io/areas/read_areas.hpp"
#include "engine/methods/pattern/nearest_neighbour_index.hpp"
#include "engine/methods/pattern/ripley_k.hpp"

namespace hotward {
namespace {

using geometry::Point;
using geometry::PointLayout;

constexpr std::size_t layouts = 99;

struct Rejected {
  double ripley_1 = 0.0;  // p <= 0.01
  double ripley_5 = 0.0;
  double neighbours = 0.0;  // p <= 0.05
  double formula = 0.0;
};

struct Town {
  std::vector<geometry::MultiPolygon> shapes;
  geometry::Box box;
  double area_m2 = 0.0;
};

PointLayout even_in(const Town& town, const index::PolygonGrid& grid) {
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

Rejected rejected(const Town& town, const PointLayout& truth, const PointLayout& null,
                  std::uint64_t n, std::uint32_t maps) {
  Rejected result;
  for (std::uint32_t map = 0; map < maps; ++map) {
    Random random(1, stream_of("calibration of points"), static_cast<std::uint32_t>(n), map);
    const auto at = truth(random, n);
    const auto k =
        pattern::ripley_k(at, {},
                          {.window = town.box,
                           .radius_m = pattern::radii_m(pattern::usual_radius_m(town.box)),
                           .simulations = layouts,
                           .seed = map + 1,
                           .layout = null});
    const auto index = pattern::nearest_neighbour_index(at, {}, {.area_m2 = town.area_m2});
    if (!k || !index) continue;
    result.ripley_1 += (k->p_value <= 0.01 ? 100.0 : 0.0) / maps;
    result.ripley_5 += (k->p_value <= 0.05 ? 100.0 : 0.0) / maps;
    result.formula += (index->points.p_value <= 0.05 ? 100.0 : 0.0) / maps;
    if (!null) continue;
    const auto chance =
        pattern::nearest_neighbour_chance(index->points.mean_m, n, null, layouts, map + 1);
    result.neighbours += (chance && chance->p_value <= 0.05 ? 100.0 : 0.0) / maps;
  }
  return result;
}

}  // namespace

void calibrate_points(std::uint32_t maps, const std::string& areas) {
  io::AreaSource source;
  source.dataset = areas;
  const auto read = io::read_areas(source);
  if (!read) {
    std::fprintf(stderr, "null_calibration: %s\n", read.error().message.c_str());
    std::exit(1);
  }
  Town town{read->areas.shapes, {}, 0.0};
  for (const auto& shape : town.shapes) {
    town.box.add(geometry::bounds(shape));
    town.area_m2 += geometry::area_m2(shape);
  }
  const index::PolygonGrid grid(town.shapes);
  const PointLayout even = even_in(town, grid);
  Random random(1, stream_of("map points"));
  const std::vector<Point> places = even(random, 5000);
  fmt::print(
      "{} maps a row, 99 random layouts.\n\n| points | random layouts | incidents | Ripley p ≤ 1% "
      "| p ≤ "
      "5% | nearest neighbour p ≤ 5% | by the formula |\n|---|---|---|---|---|---|---|\n",
      maps);
  for (const std::uint64_t n : {std::uint64_t{300}, std::uint64_t{1500}}) {
    const auto line = [&](const char* points, const char* null, const Rejected& r, bool known) {
      fmt::print("| {} | {} | {} | {:.0f}% | {:.0f}% | {} | {:.0f}% |\n", points, null, n,
                 r.ripley_1, r.ripley_5, known ? fmt::format("{:.0f}%", r.neighbours) : "–",
                 r.formula);
    };
    line("even", "in the rectangle", rejected(town, even, {}, n, maps), false);
    line("even", "within the areas", rejected(town, even, even, n, maps), true);
    line("snapped", "within the areas", rejected(town, on(places), even, n, maps), true);
    line("snapped", "on the map points", rejected(town, on(places), on(places), n, maps), true);
  }
}

}  // namespace hotward
