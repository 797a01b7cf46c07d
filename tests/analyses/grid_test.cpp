#include "engine/analyses/grid/grid.hpp"

#include <numeric>

#include "tests/analyses/columns.hpp"

namespace hotward::analyses {
namespace grid_test {

const CellOptions squares{500.0, geometry::CellShape::square};

TEST_CASE("grid: squares that are the areas hold what the areas hold", "[oracle]") {
  const MadeStudy usual = MadeStudy::usual();
  const auto [study, theme] = study_of(usual);
  const auto result = grid_findings(study, theme, squares);
  const Findings& findings = found(result);
  const table::Layer& layer = findings.layers.at(0);
  // The made areas lie on the lattice of the National Grid; its rows run as theirs.
  CHECK(integers(layer, "count") == usual.counts("2020"));
  CHECK(texts(layer, "cell_id").front() == "s500_1150_330");
  CHECK(reals(layer, "dens_km2").front() == Approx(70.0 / 0.25));
  CHECK(findings.summary["counted"] == 198);
  CHECK(findings.summary["occupied"] == 10);
  CHECK(findings.summary["max_count"] == 70);
  CHECK_THAT(findings.text, contains_text("counted in 12 squares 500 m wide, over 3.0 km²"));
  CHECK_THAT(findings.text, contains_text("10 of the cells (83%) have at least one"));
}

TEST_CASE("grid: turned by a right angle, squares hold the same", "[property]") {
  const MadeStudy part = usual_square();
  const CellOptions small{100.0, geometry::CellShape::square};
  const Made one = study_of(part);
  const Made other = study_of(turned(part));
  const auto here = grid_findings(one.study, one.theme, small);
  const auto there = grid_findings(other.study, other.theme, small);
  CHECK(sorted(integers(found(here).layers.at(0), "count")) ==
        sorted(integers(found(there).layers.at(0), "count")));
  CHECK(here->summary == there->summary);
}

TEST_CASE("grid: of hexagons, each incident lies in one", "[property]") {
  const Made made = study_of(MadeStudy::usual());
  for (const double cell_m : {75.0, 150.0, 1000.0}) {
    const auto result = grid_findings(made.study, made.theme, {cell_m});
    const auto& counts = integers(found(result).layers.at(0), "count");
    CHECK(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}) == 198);
  }
}

TEST_CASE("grid: of nothing, zeros", "[edge]") {
  const Made made = quiet_study();
  const auto result = grid_findings(made.study, made.theme, squares);
  CHECK(integers(found(result).layers.at(0), "count") == std::vector<std::int64_t>(12, 0));
  CHECK(result->summary["occupied"] == 0);
}

TEST_CASE("grid: cells that cannot be are refused", "[error]") {
  const Made made = study_of(MadeStudy::usual());
  for (const double cell_m : {0.0, 0.5}) {
    const auto result = grid_findings(made.study, made.theme, {cell_m});
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::usage);
  }
}

}  // namespace grid_test
}  // namespace hotward::analyses
