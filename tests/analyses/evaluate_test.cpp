#include "engine/analyses/evaluate/evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/random.hpp"
#include "engine/geometry/grid_cut.hpp"
#include "tests/analyses/columns.hpp"

namespace hotward::analyses {
namespace evaluate_test {

// One grid of squares that are the areas, and no other.
EvaluateOptions squares_like_areas(double hot_share) {
  EvaluateOptions options;
  options.hot.methods = {HotMethod::grid};
  options.hot.cells_m = {MadeStudy::side_m};
  options.hot.shape = geometry::CellShape::square;
  options.hot.offsets = 1;
  options.hot.hot.top_share = hot_share;
  return options;
}

Result<HotEvaluation> evaluated(const Made& made, const EvaluateOptions& options) {
  const auto periods = evaluated_periods(made.study, options.periods);
  REQUIRE(periods);
  return evaluate_hot_cells(made.study, made.theme, *periods, options.hot, 1);
}

struct AreaCounts {
  std::vector<std::int64_t> before;
  std::vector<std::int64_t> after;
};

AreaCounts counts_of(const MadeStudy& made) {
  AreaCounts counts{made.counts("2019"), made.counts("2020")};
  return counts;
}

TEST_CASE("evaluate: squares that are the areas catch what areas ranked by hand do", "[oracle]") {
  const MadeStudy usual = MadeStudy::usual();
  const Made made = study_of(usual);
  const AreaCounts counts = counts_of(usual);
  std::vector<std::size_t> order(MadeStudy::areas);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return counts.before[a] != counts.before[b] ? counts.before[a] > counts.before[b]
                                                : counts.after[a] < counts.after[b];
  });
  auto most = counts.after;
  std::ranges::sort(most, std::greater<>());
  const auto all = static_cast<double>(std::accumulate(most.begin(), most.end(), std::int64_t{0}));
  for (std::size_t k = 1; k <= 6; ++k) {
    const auto result = evaluated(made, squares_like_areas(static_cast<double>(k) / 12.0));
    const HotRow& row = found(result).rows.at(0);
    std::int64_t hits = 0;
    std::int64_t best = 0;
    for (std::size_t i = 0; i < k; ++i) {
      hits += counts.after[order[i]];
      best += most[i];
    }
    CHECK(row.found.sites == k);
    CHECK(row.found.hits == hits);
    CHECK(row.found.pai == Approx(static_cast<double>(hits) / all * 12.0 / static_cast<double>(k)));
    CHECK(row.found.pei == Approx(static_cast<double>(hits) / static_cast<double>(best)));
    CHECK(row.hit_share.lower <= row.found.hit_share);
    CHECK(row.hit_share.upper >= row.found.hit_share);
  }
}

TEST_CASE("evaluate: a period that repeats itself catches all that is possible", "[property]") {
  MadeStudy same;
  for (MadeIncident incident : MadeStudy::usual().incidents) {
    if (!incident.day.starts_with("2020")) continue;
    same.incidents.push_back(incident);
    incident.day[3] = '9';
    incident.day[2] = '1';
    same.incidents.push_back(incident);
  }
  EvaluateOptions options = squares_like_areas(0.25);
  options.hot.methods = {HotMethod::grid, HotMethod::gi_star, HotMethod::density};
  const auto result = evaluated(study_of(same), options);
  const HotRow& row = found(result).rows.at(0);
  CHECK(row.found.pei == Approx(1.0));
  CHECK(row.rri_recapture == Approx(1.0));
  CHECK(row.found.rri_calibration == Approx(1.0));
  for (const HotRow& one : result->rows) {
    CHECK(one.jaccard == Approx(1.0));
    CHECK(one.rank_overlap > 0.95);  // equal cells stand in an order of chance
  }
  CHECK(result->patterns.at(0).test.s_tested == 1.0);
}

TEST_CASE("evaluate: hot squares are as much of the area as is hot, on average", "[property]") {
  const Made made = study_of(MadeStudy::usual());
  EvaluateOptions options;
  options.hot.methods = {HotMethod::grid};
  options.hot.cells_m = {200.0};
  options.hot.hot.top_share = 0.05;
  const auto result = evaluated(made, options);
  const Stability& stability = found(result).stability;
  CHECK(stability.grids == 48);
  double hot_m2 = 0.0;
  double all_m2 = 0.0;
  for (std::size_t i = 0; i < stability.hot_share.size(); ++i) {
    CHECK(stability.hot_share[i] <= 1.0 + 1e-12);
    CHECK(stability.widths[i] <= 6);
    hot_m2 += stability.hot_share[i] * stability.spots.inside_m2[i];
    all_m2 += stability.spots.inside_m2[i];
  }
  // Every grid makes this share hot; a square belongs to the cell of its centre.
  CHECK(hot_m2 / all_m2 == Approx(0.05).epsilon(0.05));
}

TEST_CASE("placed_grid: wherever it begins, cells fill the study area and hold all places",
          "[property]") {
  const Made made = study_of(MadeStudy::usual());
  const auto area = geometry::united(made.study.areas().shapes);
  REQUIRE(area);
  const table::Places& places = made.study.incidents().places;
  const density::Frame no_spots;
  for (const auto& [shape, name] : geometry::cell_shape_names) {
    std::vector<geometry::Point> shifts;
    for (std::size_t offset = 0; offset < most_offsets; ++offset) {
      const auto grid = PlacedGrid::make(*area, places, no_spots, {shape, 150.0, offset});
      REQUIRE(grid);
      CHECK(std::accumulate(grid->area_m2().begin(), grid->area_m2().end(), 0.0) ==
            Approx(geometry::area_m2(*area)));
      const geometry::Point shift = shift_of(grid->placing());
      CHECK(std::ranges::find(shifts, shift) == shifts.end());
      shifts.push_back(shift);
      for (std::size_t i = 0; i < places.size(); ++i) {
        REQUIRE(grid->cell_of_place()[i] >= 0);
        const auto cell = static_cast<std::size_t>(grid->cell_of_place()[i]);
        CHECK(geometry::distance(grid->centre(cell), places.at[i]) < 150.0 / std::sqrt(2.0) + 1e-6);
      }
    }
    CHECK(shifts.front() == geometry::Point{0.0, 0.0});
  }
}

TEST_CASE("hot_parts: the highest fill the share, and those that tie for the last share it") {
  const std::vector<double> scores = {5, 2, 2, 2, 2, 0, -1, 0, 0, 0};
  const std::vector<double> equal(10, 1.0);
  CHECK(hot_parts(scores, equal, 0.1) == std::vector<double>{1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  CHECK(hot_parts(scores, equal, 0.3) == std::vector<double>{1, 0.5, 0.5, 0.5, 0.5, 0, 0, 0, 0, 0});
  CHECK(hot_parts(scores, equal, 0.9) == std::vector<double>{1, 1, 1, 1, 1, 0, 0, 0, 0, 0});
}

TEST_CASE("evaluate: counts of areas that were acted in, and their difference", "[oracle]") {
  const MadeStudy usual = MadeStudy::usual();
  const Made made = study_of(usual);
  const AreaCounts counts = counts_of(usual);
  EvaluateOptions options;
  options.acted = {{"A01"}, {"area 2", "A03"}, {"A05"}, {}};
  const auto periods = evaluated_periods(made.study, options.periods);
  REQUIRE(periods);
  const auto result = compare_acted_areas(made.study, made.theme, *periods, options.acted);
  const ActedAreas& acted = found(result);
  CHECK(acted.groups.target.before == counts.before[0]);
  CHECK(acted.groups.control.after == counts.after[1] + counts.after[2]);
  CHECK(acted.groups.displacement.before == counts.before[4]);
  const auto change = [&](std::size_t area) {
    return static_cast<double>(counts.after[area] - counts.before[area]);
  };
  CHECK(acted.weight == 1.0);
  CHECK(acted.difference.wdd == Approx(change(0) - change(1) - change(2) + change(4)));
  REQUIRE(acted.months.size() == 12);
  CHECK(acted.months.back().sum.wdd == Approx(acted.difference.wdd));
  CHECK(acted.months.back().sum.standard_error == Approx(acted.difference.standard_error));
}

TEST_CASE("evaluate: areas that cannot be compared are refused", "[error]") {
  const Made made = study_of(MadeStudy::usual());
  const auto periods = evaluated_periods(made.study, {});
  REQUIRE(periods);
  const auto refused = [&](const ActedWords& words) {
    const auto result = compare_acted_areas(made.study, made.theme, *periods, words);
    REQUIRE_FALSE(result);
    return result.error().message;
  };
  CHECK_THAT(refused({{"A01"}, {}, {}, {}}), contains_text("both are needed"));
  CHECK_THAT(refused({{"A01"}, {"A01"}, {}, {}}), contains_text("the area is target already"));
  CHECK_THAT(refused({{"A01"}, {"Atlantis"}, {}, {}}), contains_text("no area of that code"));
  CHECK_THAT(refused({{"A01"}, {"A02"}, {}, {"A03"}}), contains_text("--nearby"));
}

}  // namespace evaluate_test
}  // namespace hotward::analyses
