#include "engine/methods/scan/zones.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "tests/methods/scan/scan_maps.hpp"
#include "tests/support/catch.hpp"

namespace hotward::scan {
namespace zones_test {

TEST_CASE("layouts: 47 ellipses with their penalties", "[oracle]") {
  CHECK(layouts(Shape::circle, Penalty::strong).size() == 1);
  const auto strong = layouts(Shape::ellipse, Penalty::strong);
  CHECK(strong.size() == 47);
  // SaTScan 9.6 on New York: 14.181797 = 14.772705 x penalty of shape 1.5, 3.938613 = 6.154083 x
  // that of shape 4.
  for (const Layout& layout : strong) {
    if (layout.shape == 1.5) CHECK(std::abs(layout.penalty - 14.181797 / 14.772705) < 1e-6);
    if (layout.shape == 4.0) CHECK(std::abs(layout.penalty - 3.938613 / 6.154083) < 1e-6);
  }
  CHECK(std::abs(layouts(Shape::ellipse, Penalty::medium)[1].penalty - std::sqrt(0.96)) < 1e-12);
  CHECK(layouts(Shape::ellipse, Penalty::none)[40].penalty == 1.0);
}

TEST_CASE("distance_sq: a long axis reaches farther", "[property]") {
  for (const Layout& layout : layouts(Shape::ellipse, Penalty::none)) {
    const double a = layout.angle_deg * 3.14159265358979324 / 180.0;
    const geometry::Point along{5 + 100 * std::cos(a), 7 + 100 * std::sin(a)};
    const geometry::Point across{5 - 100 * std::sin(a), 7 + 100 * std::cos(a)};
    INFO("shape " << layout.shape << " angle " << layout.angle_deg);
    // Coordinates near 100 and one rotation: a few units in the last place of 10,000.
    CHECK(std::abs(std::sqrt(distance_sq(layout, {5, 7}, along)) * layout.shape - 100.0) < 1e-10);
    CHECK(std::abs(std::sqrt(distance_sq(layout, {5, 7}, across)) - 100.0) < 1e-10);
  }
}

// A zone of the definition is all sites within some distance; its weight must fit.
TEST_CASE("zones: nested closed circles up to the limit", "[brute]") {
  const auto how =
      GENERATE(Arrangement::random, Arrangement::line, Arrangement::circle, Arrangement::grid,
               Arrangement::one_far, Arrangement::pairs, Arrangement::all_equal);
  const auto share = GENERATE(0.1, 0.3, 0.5);
  const std::uint32_t sites = GENERATE(60U, 400U);  // few are put in order by another step
  const ScanMap map = arranged_map(how, sites, 3);
  double total = 0.0;
  for (const double p : map.population) total += p;
  ZoneMaker maker({map.at, map.population, share * total});
  NestedZones zones;
  for (const Layout& layout : layouts(Shape::ellipse, Penalty::none)) {
    maker.make(map.at[17], layout, zones);
    std::vector<double> d;
    for (const auto& p : map.at) d.push_back(distance_sq(layout, map.at[17], p));
    std::set<std::size_t> sizes;  // of the zones by definition
    for (const double reach : d) {
      double weight = 0.0;
      std::size_t size = 0;
      for (std::size_t i = 0; i < d.size(); ++i) {
        if (d[i] > reach * (1 + 1e-9)) continue;
        weight += map.population[i];
        ++size;
      }
      if (weight <= share * total * (1 + 1e-12)) sizes.insert(size);
    }
    std::set<std::size_t> made;
    for (std::size_t k = 0; k < zones.site.size(); ++k) {
      CHECK(zones.distance_sq[k] == d[zones.site[k]]);
      if (k > 0) CHECK(zones.distance_sq[k] >= zones.distance_sq[k - 1]);
      if (zones.closes[k] != 0) made.insert(k + 1);
    }
    CHECK(made == sizes);
    CHECK(std::set<std::uint32_t>(zones.site.begin(), zones.site.end()).size() ==
          zones.site.size());
  }
}

// The reach of one centre is the first guess of the next one's.
TEST_CASE("zones: what was made before changes nothing", "[property]") {
  const auto how = GENERATE(Arrangement::random, Arrangement::line, Arrangement::one_far,
                            Arrangement::pairs, Arrangement::all_equal);
  const auto share = GENERATE(0.02, 0.5, 1.0);
  const auto max_radius_m = GENERATE(std::numeric_limits<double>::infinity(), 20'000.0);
  const ScanMap map = arranged_map(how, 400, 3);
  double total = 0.0;
  for (const double p : map.population) total += p;
  const ZoneLimits limits{map.at, map.population, share * total, max_radius_m};
  const std::vector<Layout> forms = layouts(Shape::ellipse, Penalty::none);
  ZoneMaker maker(limits);
  NestedZones after_others;
  NestedZones alone;
  for (std::size_t k = 0; k < 300; ++k) {
    const geometry::Point& centre = map.at[k % 3 == 0 ? map.at.size() - 1 - k : k];
    const Layout& form = forms[k % 5 == 0 ? k % forms.size() : 0];
    maker.make(centre, form, after_others);
    ZoneMaker(limits).make(centre, form, alone);
    REQUIRE(after_others.site == alone.site);
    REQUIRE(after_others.distance_sq == alone.distance_sq);
    REQUIRE(after_others.closes == alone.closes);
  }
}

TEST_CASE("zones: sites equally far come in together", "[edge]") {
  const std::vector<geometry::Point> cross{{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}, {9, 9}};
  const std::vector<double> weight(6, 1.0);
  ZoneMaker maker({cross, weight, 5.0});
  NestedZones zones;
  maker.make({0, 0}, Layout{}, zones);
  CHECK(zones.closes == std::vector<std::uint8_t>{1, 0, 0, 0, 1});
  ZoneMaker smaller({cross, weight, 4.0});  // the four do not fit, so none of them does
  smaller.make({0, 0}, Layout{}, zones);
  CHECK(zones.site == std::vector<std::uint32_t>{0});
  ZoneMaker none({cross, weight, 0.5});
  none.make({0, 0}, Layout{}, zones);
  CHECK(zones.site.empty());
}

}  // namespace zones_test
}  // namespace hotward::scan
