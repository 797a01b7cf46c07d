// Gi* and local Moran of the made study's twelve areas.
#include "engine/analyses/local/gi_star.hpp"
#include "engine/analyses/local/moran.hpp"
#include "tests/analyses/columns.hpp"

namespace hotward::analyses {
namespace local_test {

struct OnAreas {
  Made made;
  Sites sites;
};

OnAreas on_areas(Made made, const SitesOptions& options = {}) {
  auto sites = make_sites(made.study, made.theme, options);
  INFO((sites ? "" : sites.error().message));
  REQUIRE(sites);
  return {std::move(made), std::move(*sites)};
}

// Areas whose queens are themselves and those that touch them, by hand.
std::int64_t sum_around(const std::vector<std::int64_t>& counts, std::size_t area) {
  std::int64_t sum = 0;
  for (std::size_t other = 0; other < counts.size(); ++other) {
    const auto apart = [](std::size_t a, std::size_t b) { return a > b ? a - b : b - a; };
    const bool near = apart(area % 4, other % 4) <= 1 && apart(area / 4, other / 4) <= 1;
    sum += near ? counts[other] : 0;
  }
  return sum;
}

TEST_CASE("gi-star: z is that of the formula, worked by hand", "[oracle]") {
  const auto [made, sites] = on_areas(study_of(MadeStudy::usual()));
  const auto result = gi_star_findings(made.study, made.theme, sites, {});
  const table::Layer& layer = found(result).layers.at(0);
  const auto counts = MadeStudy::usual().counts("2020");
  CHECK(integers(layer, "count") == counts);
  double mean = 0.0;
  double square = 0.0;
  for (const std::int64_t n : counts) {
    mean += static_cast<double>(n) / 12.0;
    square += static_cast<double>(n * n) / 12.0;
  }
  const double deviation = std::sqrt(square - mean * mean);
  for (std::size_t i = 0; i < 12; ++i) {
    const double wide = i % 4 == 0 || i % 4 == 3 ? 2.0 : 3.0;
    const double high = i / 4 == 1 ? 3.0 : 2.0;
    const double w = wide * high;
    const double z = (static_cast<double>(sum_around(counts, i)) - mean * w) /
                     (deviation * std::sqrt((12.0 * w - w * w) / 11.0));
    INFO(i);
    CHECK(reals(layer, "gi_z").at(i) == Approx(z));
  }
  CHECK(result->summary["sites"] == 12);
}

TEST_CASE("moran: an even spread is no cluster, a knot of high areas is one", "[oracle]") {
  MadeStudy halves;
  for (std::size_t area = 0; area < 12; ++area) {
    halves.gather(area % 4 < 2 ? 40 + area : 2 + area % 3, MadeStudy::in_area(area), "2020-03");
  }
  const auto [made, sites] = on_areas(study_of(halves));
  MoranOptions options;
  options.raw = true;
  const auto result = moran_findings(made.study, made.theme, sites, options);
  const auto& quadrants = texts(found(result).layers.at(0), "quadrant");
  // The western and the eastern column have neighbours of their own kind alone.
  for (const std::size_t west : {std::size_t{0}, std::size_t{4}, std::size_t{8}}) {
    CHECK((quadrants.at(west) == "HH" || quadrants.at(west) == "NS"));
    CHECK(reals(result->layers[0], "moran_i").at(west) > 0.0);
    CHECK(reals(result->layers[0], "moran_i").at(west + 3) > 0.0);
  }
}

TEST_CASE("gi-star, moran: turned by half a turn, areas have each other's values", "[property]") {
  MadeStudy there = MadeStudy::usual();
  for (MadeIncident& incident : there.incidents) {
    incident.at = {2.0 * MadeStudy::south_west.x + 2000.0 - incident.at.x,
                   2.0 * MadeStudy::south_west.y + 1500.0 - incident.at.y};
  }
  // Off the lines between areas.
  MadeStudy here = MadeStudy::usual();
  for (std::size_t i = 0; i < here.incidents.size(); ++i) {
    here.incidents[i].at.x += 0.25;
    here.incidents[i].at.y += 0.25;
    there.incidents[i].at.x -= 0.25;
    there.incidents[i].at.y -= 0.25;
  }
  const auto one = on_areas(study_of(here));
  const auto other = on_areas(study_of(there));
  const auto hot = gi_star_findings(one.made.study, one.made.theme, one.sites, {});
  const auto hot_there = gi_star_findings(other.made.study, other.made.theme, other.sites, {});
  const auto like = moran_findings(one.made.study, one.made.theme, one.sites, {});
  const auto like_there = moran_findings(other.made.study, other.made.theme, other.sites, {});
  for (std::size_t i = 0; i < 12; ++i) {
    // Areas have other populations there, so counts alone are compared.
    CHECK(reals(found(hot).layers[0], "gi_z").at(i) ==
          Approx(reals(found(hot_there).layers[0], "gi_z").at(11 - i)));
    CHECK(reals(hot->layers[0], "gi_p").at(i) ==
          Approx(reals(hot_there->layers[0], "gi_p").at(11 - i)));
  }
  CHECK(found(like).summary["sites"] == found(like_there).summary["sites"]);
}

TEST_CASE("gi-star, moran: of nothing there is no answer", "[edge]") {
  const auto [made, sites] = on_areas(quiet_study());
  const auto hot = gi_star_findings(made.study, made.theme, sites, {});
  CHECK(found(hot).no_answer.find("no hot or cold spots") != std::string::npos);
  CHECK(integers(hot->layers[0], "count") == std::vector<std::int64_t>(12, 0));
  const auto like = moran_findings(made.study, made.theme, sites, {});
  CHECK_FALSE(found(like).no_answer.empty());
}

TEST_CASE("gi-star, moran: weights and columns that cannot be are refused", "[error]") {
  const Made made = study_of(MadeStudy::usual());
  SitesOptions options;
  for (const char* weights : {"knn:12", "knn:0", "band:100", "kings"}) {
    INFO(weights);
    options.weights.weights = weights;
    CHECK_FALSE(make_sites(made.study, made.theme, options));
  }
  options = {};
  options.cell_m = 0.0;
  const auto cells = make_sites(made.study, made.theme, options);
  REQUIRE_FALSE(cells);
  CHECK(cells.error().code == ErrorCode::usage);
  // Rates without a population.
  Made without_people = study_of(MadeStudy::usual());
  without_people.study.areas_read.areas.population.clear();
  const auto sites = make_sites(without_people.study, without_people.theme, {});
  GiStarOptions rates;
  rates.rate = true;
  const auto result =
      gi_star_findings(without_people.study, without_people.theme, found(sites), rates);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::usage);
}

}  // namespace local_test
}  // namespace hotward::analyses
