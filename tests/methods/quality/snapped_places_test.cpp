#include "engine/methods/quality/snapped_places.hpp"

#include <cmath>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::quality {
namespace snapped_places_test {

table::Places places_with(std::vector<std::uint32_t> incidents) {
  table::Places places;
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    places.at.push_back({575000.0 + static_cast<double>(i), 168000.0});
  }
  places.incidents = std::move(incidents);
  return places;
}

TEST_CASE("snapped_places: a small file by hand", "[oracle]") {
  // Eight places, 40 incidents; 37 of them share their place.
  const auto places = places_with({1, 3, 8, 1, 15, 2, 1, 9});
  const auto s = snapped_places(places, 3);
  CHECK(s.places == 8);
  CHECK(s.incidents == 40);
  CHECK(s.sharing == 37);
  CHECK(std::abs(s.sharing_pct - 92.5) < 1e-12);
  REQUIRE(s.classes.size() == 4);
  CHECK(s.classes[0].from == 1);
  CHECK(s.classes[0].to == 1);
  CHECK(s.classes[0].places == 3);
  CHECK(s.classes[1].to == 3);
  CHECK(s.classes[1].incidents == 5);
  CHECK(s.classes[2].places == 0);
  CHECK(s.classes[3].from == 8);
  CHECK(s.classes[3].to == 15);
  CHECK(s.classes[3].incidents == 32);
  CHECK(std::abs(s.classes[3].incidents_pct - 80.0) < 1e-12);
  CHECK(std::abs(at_places_with(places, 8) - 80.0) < 1e-12);
  CHECK(std::abs(at_places_with(places, 1) - 100.0) < 1e-12);
  REQUIRE(s.busiest.size() == 3);
  CHECK(s.busiest[0].place == 4);
  CHECK(s.busiest[0].at == geometry::Point{575004.0, 168000.0});
  CHECK(s.busiest[0].incidents == 15);
  CHECK(std::abs(s.busiest[0].share_pct - 37.5) < 1e-12);
  CHECK(s.busiest[1].place == 7);
  CHECK(s.busiest[2].place == 2);
}

TEST_CASE("snapped_places: the classes add up", "[property]") {
  Random random(GENERATE(1U, 2U, 3U), Stream::test);
  std::vector<std::uint32_t> incidents(500);
  for (auto& n : incidents) n = 1 + random.below(1U << random.below(12));
  const auto s = snapped_places(places_with(incidents));
  std::int64_t places = 0;
  std::int64_t all = 0;
  double pct = 0.0;
  for (const PlaceClass& c : s.classes) {
    places += c.places;
    all += c.incidents;
    pct += c.incidents_pct;
  }
  CHECK(places == s.places);
  CHECK(all == s.incidents);
  CHECK(std::abs(pct - 100.0) < 1e-9);
  CHECK(s.sharing == s.incidents - s.classes[0].incidents);
  CHECK(s.busiest.size() == 10);
}

TEST_CASE("snapped_places: ties by place, and places that hold none", "[edge]") {
  const auto s = snapped_places(places_with({2, 0, 2, 0}), 3);
  CHECK(s.places == 2);
  REQUIRE(s.busiest.size() == 2);
  CHECK(s.busiest[0].place == 0);
  CHECK(s.busiest[1].place == 2);
}

TEST_CASE("snapped_places: the largest count has a class", "[edge]") {
  const auto s = snapped_places(places_with({UINT32_MAX}));
  REQUIRE(s.classes.size() == 32);
  CHECK(s.classes.back().from == 0x80000000U);
  CHECK(s.classes.back().to == UINT32_MAX);
  CHECK(s.classes.back().places == 1);
}

TEST_CASE("snapped_places: no incidents, no shares", "[edge]") {
  const auto s = snapped_places(places_with({}));
  CHECK(s.places == 0);
  CHECK(std::isnan(s.sharing_pct));
  CHECK(s.classes.empty());
  CHECK(s.busiest.empty());
  CHECK(std::isnan(at_places_with(places_with({}), 2)));
}

}  // namespace snapped_places_test
}  // namespace hotward::quality
