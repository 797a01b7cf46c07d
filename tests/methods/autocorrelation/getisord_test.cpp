// The worked example of Getis and Ord (1996): remotely sensed values on 16 x 16 cells, 30 m apart.
//
// Values: the data set getisord of R's package spData 2.2.1 (CC0), column val of go_xyz, which
// takes them from Getis, Ord (1996), Local spatial statistics: an overview, in: Longley, Batty
// (eds), Spatial analysis: modelling in a GIS environment, GeoInformation International, Cambridge,
// 266. The data start at the bottom left and the paper at the top left: its 136th cell is the 120th
// here. Expected: spdep's localG of that cell, six decimals.
#include <vector>

#include "engine/methods/autocorrelation/gi_star.hpp"
#include "engine/weights/distance_band.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/close.hpp"

namespace hotward::autocorrelation {
namespace getisord_test {

// Row by row from y = 0, each from x = 0.
const std::vector<double> values = {
    40,  41, 42,  43,  49,  54,  47, 44, 42, 44,  43,  46,  52,  56, 56,  61, 40,  42,  41,  40,
    43,  49, 46,  42,  42,  43,  43, 49, 59, 62,  53,  62,  43,  42, 40,  42, 42,  42,  41,  42,
    42,  43, 42,  53,  66,  61,  51, 62, 44, 41,  39,  42,  44,  43, 42,  42, 42,  43,  43,  49,
    56,  53, 53,  61,  42,  43,  44, 43, 42, 41,  42,  44,  43,  43, 44,  47, 58,  59,  55,  61,
    52,  59, 61,  56,  41,  40,  43, 44, 46, 48,  50,  52,  68,  69, 60,  61, 62,  62,  86,  85,
    55,  59, 64,  72,  75,  70,  70, 62, 66, 61,  55,  57,  65,  62, 68,  72, 102, 94,  90,  83,
    74,  81, 96,  69,  52,  50,  51, 54, 62, 59,  55,  61,  99,  97, 93,  80, 65,  87,  107, 80,
    59,  60, 67,  66,  62,  55,  56, 56, 80, 90,  99,  88,  64,  91, 112, 94, 76,  91,  100, 85,
    63,  57, 58,  58,  77,  92,  82, 71, 59, 90,  105, 92,  79,  98, 110, 83, 59,  58,  60,  64,
    88,  99, 82,  81,  71,  80,  89, 89, 89, 102, 104, 75,  55,  54, 53,  61, 82,  102, 88,  93,
    96,  94, 110, 114, 109, 103, 92, 68, 55, 55,  56,  60,  91,  95, 86,  98, 115, 105, 110, 107,
    101, 89, 85,  68,  62,  63,  64, 59, 85, 88,  95,  106, 110, 99, 89,  82, 79,  84,  97,  79,
    55,  56, 54,  58,  65,  75,  82, 77, 74, 74,  69,  61,  62,  71, 73,  63,
};

std::vector<geometry::Point> cells() {
  std::vector<geometry::Point> points;
  for (int row = 0; row < 16; ++row) {
    for (int column = 0; column < 16; ++column) points.push_back({30.0 * column, 30.0 * row});
  }
  return points;
}

TEST_CASE("gi_star, gi: Getis and Ord's table of 1996 at five distances", "[oracle]") {
  struct Expected {
    double radius_m;
    double gi_star;
    double gi;
  };
  const auto [radius_m, star, without] =
      GENERATE(Expected{30, 1.450780, 1.221979}, Expected{60, 1.900559, 1.748098},
               Expected{90, 2.096939, 1.986135}, Expected{120, 1.981907, 1.893374},
               Expected{150, 1.306698, 1.237454});
  INFO("band of " << radius_m << " m");
  const auto band = weights::distance_band(cells(), {.radius_m = radius_m});
  REQUIRE(band);
  // Only z is looked at: one permutation is enough.
  const GiOptions only_z = {.null = {.counting = Counting::permutations, .permutations = 1}};
  const auto g_star = gi_star(values, weights::with_self(*band), only_z);
  const auto g = gi(values, *band);
  REQUIRE(g_star);
  REQUIRE(g);
  constexpr std::size_t cell = 120 - 1;
  check_close(std::vector<double>{g_star->z_score[cell]}, std::vector<double>{star}, 5e-7);
  check_close(std::vector<double>{(*g)[cell]}, std::vector<double>{without}, 5e-7);
}

}  // namespace getisord_test
}  // namespace hotward::autocorrelation
