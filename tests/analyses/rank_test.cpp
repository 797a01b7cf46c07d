#include "engine/analyses/rank/rank.hpp"

#include "tests/analyses/columns.hpp"

namespace hotward::analyses {
namespace rank_test {

using Integers = std::vector<std::int64_t>;

TEST_CASE("rank: counts, places and change of the made study", "[oracle]") {
  const MadeStudy usual = MadeStudy::usual();
  const auto [study, theme] = study_of(usual);
  const auto result = ranking_findings(study, theme, RankBy::count, 1);
  const table::Layer& layer = found(result).layers.at(0);
  CHECK(integers(layer, "count") == Integers{70, 40, 31, 20, 12, 9, 9, 3, 3, 1, 0, 0});
  CHECK(integers(layer, "prev") == Integers{70, 40, 31, 20, 12, 9, 9, 12, 14, 13, 4, 3});
  CHECK(integers(layer, "rank") == Integers{1, 2, 3, 4, 5, 6, 6, 8, 8, 10, 11, 11});
  CHECK(reals(layer, "rate_1k").at(1) == Approx(40.0 / 1.1));
  CHECK(reals(layer, "chg_pct").at(7) == -75.0);
  CHECK(result->summary.size() == 12);
  CHECK(result->summary[0]["types"]["Burglary"] == 50);
  CHECK(result->also["total"]["count"] == 198);
}

TEST_CASE("rank: by rate, the order is that of counts over people", "[oracle]") {
  const Made made = study_of(MadeStudy::usual());
  const auto result = ranking_findings(made.study, made.theme, RankBy::rate, 1);
  const auto& ranks = integers(found(result).layers.at(0), "rank");
  std::vector<double> rates;
  const auto counts = MadeStudy::usual().counts("2020");
  for (std::size_t i = 0; i < counts.size(); ++i) {
    rates.push_back(static_cast<double>(counts[i]) / MadeStudy::population(i));
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto above = std::ranges::count_if(rates, [&](double rate) { return rate > rates[i]; });
    CHECK(ranks[i] == above + 1);
  }
}

TEST_CASE("rank: areas turned about have their counts turned about", "[property]") {
  const MadeStudy part = usual_square();
  const Made one = study_of(part);
  const Made other = study_of(turned(part));
  const auto here = ranking_findings(one.study, one.theme, RankBy::count, 1);
  const auto there = ranking_findings(other.study, other.theme, RankBy::count, 1);
  for (const char* name : {"rank", "count", "prev"}) {
    INFO(name);
    CHECK(sorted(integers(found(here).layers.at(0), name)) ==
          sorted(integers(found(there).layers.at(0), name)));
  }
  CHECK(here->also["total"]["count"] == there->also["total"]["count"]);
  CHECK(here->also["total"]["top_5"]["share_pct"] == there->also["total"]["top_5"]["share_pct"]);
}

TEST_CASE("rank: where nothing was counted, zeros and no shares", "[edge]") {
  const Made made = quiet_study();
  const auto result = ranking_findings(made.study, made.theme, RankBy::count, 1);
  CHECK(integers(found(result).layers.at(0), "count") == Integers(12, 0));
  for (const double share : reals(result->layers.at(0), "share_pct")) CHECK(std::isnan(share));
}

TEST_CASE("rank: by rate without a population is refused", "[error]") {
  const io::TestFolder folder;
  MadeStudy::usual().write(folder.path());
  StudyRequest request = made_request(folder.path());
  request.areas.population.clear();
  Study study = read_study(request);
  // "people" is found by its name.
  study.areas_read.areas.population.clear();
  const auto result = ranking_findings(study, theme_of_all(study, request), RankBy::rate, 1);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::bad_value);
}

}  // namespace rank_test
}  // namespace hotward::analyses
