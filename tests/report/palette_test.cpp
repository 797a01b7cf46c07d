#include "engine/report/palette.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "engine/report/style.hpp"
#include "engine/report/value_classes.hpp"
#include "tests/report/seen_colours.hpp"
#include "tests/support/catch.hpp"

namespace hotward::report {
namespace palette_test {

void check_all_differ(const std::vector<Colour>& colours, double least) {
  for (int eyes = 0; eyes < all_eyes; ++eyes) {
    for (std::size_t i = 0; i < colours.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        INFO(colours[i] << ", " << colours[j] << ", eyes " << eyes);
        CHECK(difference(colours[i], colours[j], eyes) > least);
      }
    }
  }
}

TEST_CASE("palette: amounts darken from class to class, and differ for all eyes", "[property]") {
  for (std::size_t classes = 1; classes <= 7; ++classes) {
    const std::vector<Colour> colours = sequential_colours(classes);
    REQUIRE(colours.size() == classes);
    for (std::size_t i = 1; i < classes; ++i) {
      INFO(classes << " classes: " << colours[i - 1] << ", " << colours[i]);
      CHECK(lightness(colours[i - 1]) - lightness(colours[i]) > 6.5);
    }
    check_all_differ(colours, 8.0);
  }
}

TEST_CASE("palette: less is blue and more is red, darker the further, no two alike in grey",
          "[property]") {
  for (const std::size_t classes : {1U, 3U, 5U, 7U, 9U}) {
    const std::vector<Colour> colours = diverging_colours(classes);
    REQUIRE(colours.size() == classes);
    const std::size_t middle = classes / 2;
    CHECK(colours[middle] == "#f7f7f7");
    for (std::size_t i = 0; i < classes; ++i) {
      const auto seen = lab(colours[i], 0);  // b* is below 0 in blue, a* above 0 in red
      INFO(classes << " classes: " << colours[i]);
      if (i < middle) CHECK(seen[2] < -5.0);
      if (i > middle) CHECK(seen[1] > 10.0);
      if (i < middle) CHECK(lightness(colours[i + 1]) - lightness(colours[i]) > 6.5);
      if (i > middle) CHECK(lightness(colours[i - 1]) - lightness(colours[i]) > 6.5);
      for (std::size_t j = 0; j < i; ++j) {
        CHECK(std::abs(lightness(colours[i]) - lightness(colours[j])) > 4.5);
      }
    }
    check_all_differ(colours, 9.0);
  }
}

TEST_CASE("palette: the darkest of amounts is no blue, whatever the map", "[property]") {
  for (std::size_t classes = 1; classes <= 7; ++classes) {
    for (const Colour& colour : sequential_colours(classes)) {
      INFO(colour);
      CHECK(lab(colour, 0)[2] > 0.0);  // yellow to red, and never towards blue
    }
  }
}

TEST_CASE("palette: what is not shown looks like no class", "[property]") {
  for (const auto& colours : {sequential_colours(7), diverging_colours(9)}) {
    for (const Colour& colour : colours) {
      INFO(colour);
      CHECK(difference(colour, missing_colour, 0) > 7.0);
    }
  }
}

TEST_CASE("palette: patterns over time differ for colour-blind eyes, too", "[property]") {
  const std::vector<Category> categories = emerging_categories();
  REQUIRE(categories.size() == 17);
  for (int eyes = 0; eyes < all_eyes; ++eyes) {
    for (const Category& one : categories) {
      for (const Category& other : categories) {
        if (one.value >= other.value || one.nothing || other.nothing) continue;
        INFO(one.value << ", " << other.value << ", eyes " << eyes);
        CHECK(difference(one.colour, other.colour, eyes) > 20.0);
      }
    }
  }
}

}  // namespace palette_test
}  // namespace hotward::report
