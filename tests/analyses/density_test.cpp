#include "engine/analyses/density/density.hpp"

#include <numbers>

#include "tests/analyses/columns.hpp"

namespace hotward::analyses {
namespace density_test {

DensityOptions fine(density::EdgeCorrection edge) {
  DensityOptions options;
  options.cell_m = 50.0;
  options.edge = edge;
  return options;
}

TEST_CASE("density: of one place, the kernel's height times its incidents", "[oracle]") {
  MadeStudy one;
  one.gather(10, {MadeStudy::in_area(5).x + 25.0, MadeStudy::in_area(5).y + 25.0}, "2020-03");
  const Made made = study_of(one);
  const auto result = density_findings(made.study, made.theme, fine(density::EdgeCorrection::none));
  const Findings& findings = found(result);
  // The quartic kernel is 3 / (pi h^2) at its middle, which is that of a cell.
  const double height = 10.0 * 3.0 / (std::numbers::pi * 0.3 * 0.3);
  CHECK(findings.summary["max_per_km2"].get<double>() == Approx(height));
  REQUIRE(findings.rasters.size() == 1);
  double mass = 0.0;
  for (const double value : findings.rasters[0].values) {
    if (!std::isnan(value)) mass += value * 0.05 * 0.05;
  }
  CHECK(mass == Approx(10.0).epsilon(0.01));
}

TEST_CASE("density: turned by a right angle, the surface holds the same values", "[property]") {
  MadeStudy part;
  for (std::size_t i = 0; i < 40; ++i) {
    const auto share = [&](std::size_t k) {
      return 0.3 + 0.4 * static_cast<double>(k % 10) / 10.0;
    };
    part.gather(1 + i % 3, MadeStudy::in_area(5, share(i * 7), share(i * 3)), "2020-06");
  }
  const Made one = study_of(part);
  const Made other = study_of(turned(part));
  const auto options = fine(density::EdgeCorrection::none);
  const auto a = density_findings(one.study, one.theme, options);
  const auto b = density_findings(other.study, other.theme, options);
  CHECK(found(a).summary["max_per_km2"].get<double>() ==
        Approx(found(b).summary["max_per_km2"].get<double>()));
  const auto& here = reals(a->layers.at(0), "area_km2");
  const auto& there = reals(b->layers.at(0), "area_km2");
  REQUIRE(here.size() == there.size());
  for (std::size_t i = 0; i < here.size(); ++i) CHECK(here[i] == Approx(there[i]).epsilon(0.001));
}

TEST_CASE("density: of nothing it is 0 everywhere, and there is no answer", "[edge]") {
  const Made made = quiet_study();
  const auto result = density_findings(made.study, made.theme, DensityOptions());
  CHECK(found(result).no_answer.find("their density is 0 everywhere") != std::string::npos);
  for (const double value : result->rasters.at(0).values)
    CHECK((std::isnan(value) || value == 0.0));
}

TEST_CASE("density: a bandwidth of nothing and shares that are none are refused", "[error]") {
  const Made made = study_of(MadeStudy::usual());
  DensityOptions narrow;
  narrow.bandwidth.metres = 0.0;
  DensityOptions shares;
  shares.contours = {120.0};
  for (const DensityOptions& options : {narrow, shares}) {
    const auto result = density_findings(made.study, made.theme, options);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::usage);
  }
}

}  // namespace density_test
}  // namespace hotward::analyses
