#include "engine/methods/trend/mann_kendall.hpp"

#include <cmath>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

namespace hotward::trend {
namespace mann_kendall_test {

using Values = std::vector<double>;

// Anti-social behaviour in Medway by month, as printed in the strategic assessment of 2020.
const Values asb{450, 500, 580, 620, 650, 500, 480, 450, 350, 450, 480, 550};

TEST_CASE("mann_kendall: anti-social behaviour by month, with ties", "[oracle]") {
  const MannKendall found = mann_kendall(asb);
  CHECK(found.s == -11);
  CHECK(found.variance == 207.0);
  CHECK(std::abs(found.z_score - -0.6950480469) <= 1e-10);
  CHECK(std::abs(found.p_value - 0.4870251916) <= 1e-10);
}

// R's Kendall 2.2: S 989, Var 74398.33, p 0.00029206.
TEST_CASE("mann_kendall: rain at the Great Lakes", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/kendall/PrecipGL.csv");
  Values rain;
  const auto rows = read_rows(shared_path("oracle/kendall/PrecipGL.csv"));
  for (std::size_t r = 1; r < rows.size(); ++r) rain.push_back(std::stod(rows[r][1]));
  const MannKendall found = mann_kendall(rain);
  CHECK(rain.size() == 87);
  CHECK(found.s == 989);
  CHECK(std::abs(found.variance - 74398.3333333) <= 1e-6);
  CHECK(std::abs(found.z_score - 3.62222431276) <= 1e-10);
  CHECK(std::abs(found.p_value - 0.000292080673912) <= 1e-14);
}

TEST_CASE("theil_sen: median of all slopes", "[oracle]") {
  Values months;
  for (std::size_t i = 0; i < asb.size(); ++i) months.push_back(static_cast<double>(i));
  CHECK(theil_sen(months, asb) == -4.0);
  // One value far off moves no median.
  CHECK(theil_sen(Values{0, 1, 2, 3, 4}, Values{0, 2, 4, 6, 1000}) == 2.0);
  // Months that are missing part their neighbours by as much time.
  CHECK(theil_sen(Values{0, 1, 5}, Values{0, 3, 15}) == 3.0);
}

TEST_CASE("mann_kendall: backwards in time the sign turns, and any rising scale is alike",
          "[property]") {
  Random random(3, Stream::test);
  for (int round = 0; round < 50; ++round) {
    Values values, scaled;
    for (int i = 0; i < 15; ++i) values.push_back(random.below(8));
    for (const double v : values) scaled.push_back(std::exp(v) - 5.0);
    const Values backwards(values.rbegin(), values.rend());
    CHECK(mann_kendall(backwards).s == -mann_kendall(values).s);
    CHECK(mann_kendall(backwards).p_value == mann_kendall(values).p_value);
    CHECK(mann_kendall(scaled).s == mann_kendall(values).s);
    CHECK(mann_kendall(scaled).variance == mann_kendall(values).variance);
  }
}

TEST_CASE("mann_kendall: nothing, one value, all equal", "[edge]") {
  CHECK(std::isnan(mann_kendall({}).p_value));
  CHECK(std::isnan(mann_kendall(Values{4}).p_value));
  CHECK(std::isnan(theil_sen(Values{1}, Values{4})));
  const MannKendall flat = mann_kendall(Values{2, 2, 2, 2});
  CHECK(flat.s == 0);
  CHECK(flat.variance == 0.0);
  CHECK(flat.z_score == 0.0);
  CHECK(flat.p_value == 1.0);
  CHECK(mann_kendall(Values{1, 2}).p_value == 1.0);
}

}  // namespace mann_kendall_test
}  // namespace hotward::trend
