// The shipped recipe against the published assessment: Medway Community Safety Partnership,
// Strategic Assessment (2020), pages "All Recorded Crime" and "ASB". "Printed" below means printed
// there.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <string>

#include "engine/io/sample/read_recipe.hpp"
#include "engine/sample/make_sample.hpp"
#include "engine/table/taxonomy.hpp"
#include "tests/sample/square_wards.hpp"
#include "tests/support/catch.hpp"

namespace hotward::sample {
namespace medway_recipe_test {

using Counts = std::map<std::string, int>;

/// Incidents inside the wards, counted every way a test asks for.
struct Year {
  int incidents = 0;
  Counts months;
  Counts types;
  Counts contexts;
  Counts wards;
};

struct Medway {
  std::map<std::string, Year> years;  // "asb 2019", "crime 2018": the year that April lies in
  int elsewhere = 0;
  int unlocated = 0;
};

Medway count(const table::PoliceRecords& all) {
  Medway medway;
  for (const table::PoliceRecord& record : all.records) {
    if (record.place == table::no_place) ++medway.unlocated;
    if (record.place == table::no_place) continue;
    const table::PolicePlace& place = all.places[record.place];
    if (place.lsoa_code.find("ELSEWHERE") != std::string::npos) {
      ++medway.elsewhere;
      continue;
    }
    const int april =
        static_cast<int>(record.month.year()) - (record.month.month() < std::chrono::April ? 1 : 0);
    const std::string& type = all.words.text(record.type);
    Year& year = medway.years[(table::is_asb(type) ? "asb " : "crime ") + std::to_string(april)];
    ++year.incidents;
    ++year.months[table::to_string(record.month)];
    ++year.types[type];
    ++year.contexts[all.words.text(record.context)];
    ++year.wards[place.lsoa_name.substr(0, place.lsoa_name.find(" sample "))];
  }
  return medway;
}

const Medway& medway() {
  static const Medway counted = [] {
    const auto recipe = io::read_recipe(std::filesystem::path(HOTWARD_SOURCE_DIR) /
                                        "samples/medway-assessment-2020/recipe.toml");
    INFO((recipe ? "" : recipe.error().message));
    REQUIRE(recipe);
    const auto all = make_sample(*recipe, square_wards());
    INFO((all ? "" : all.error().message));
    REQUIRE(all);
    return count(*all);
  }();
  return counted;
}

// Printed: 6,023, 5,502 and 33,334. 35,088 is the number of which 33,334 is 5 % less.
TEST_CASE("medway recipe: the printed totals", "[oracle]") {
  const auto& years = medway().years;
  REQUIRE(years.size() == 4);
  CHECK(years.at("asb 2019").incidents == 6023);
  CHECK(years.at("asb 2018").incidents == 5502);
  CHECK(years.at("crime 2019").incidents == 33334);
  CHECK(years.at("crime 2018").incidents == 35088);
  CHECK(std::lround(33334 / 0.95) == 35088);
}

// The population is ONS's mid-2019 estimate, 278,556 (the assessment prints 278,566).
TEST_CASE("medway recipe: the printed rates and change", "[oracle]") {
  double population = 0.0;
  for (const Ward& ward : medway_wards) population += ward.population;
  REQUIRE(population == 278556.0);
  const auto& years = medway().years;
  CHECK(std::abs(years.at("asb 2019").incidents / population * 1000 - 21.62) < 0.005);
  CHECK(std::abs(years.at("crime 2019").incidents / population * 1000 - 119.67) < 0.005);
  const double change = 1.0 * years.at("asb 2019").incidents / years.at("asb 2018").incidents - 1;
  CHECK(std::abs(change - 0.0947) < 0.00005);  // printed as 10 %
}

// The chart's months, which add up to 6,060, scaled to 6,023: each is within one of its share.
TEST_CASE("medway recipe: the chart's months", "[oracle]") {
  const std::vector<std::pair<std::string, double>> chart = {
      {"2019-04", 450}, {"2019-05", 500}, {"2019-06", 580}, {"2019-07", 620},
      {"2019-08", 650}, {"2019-09", 500}, {"2019-10", 480}, {"2019-11", 450},
      {"2019-12", 350}, {"2020-01", 450}, {"2020-02", 480}, {"2020-03", 550}};
  const auto& months = medway().years.at("asb 2019").months;
  CHECK(months.size() == 12);
  for (const auto& [month, read_off] : chart) {
    INFO(month);
    CHECK(std::abs(months.at(month) - read_off * 6023 / 6060) < 1.0);
  }
  for (const auto& [name, year] : medway().years) {
    INFO(name);
    CHECK(year.months.size() == 12);
  }
}

TEST_CASE("medway recipe: the printed types of ASB", "[oracle]") {
  const std::vector<std::pair<std::string, int>> printed_percent = {
      {"Rowdy or Nuisance Gathering", 29},
      {"Drunken or Rowdy Behaviour", 22},
      {"Neighbours - Disputes/Nuisance", 17},
      {"Motor Vehicle Nuisance on Road", 16},
      {"Riding/Driving on Land other than a Road", 4},
      {"Rubbish/Drug Paraphernalia", 7},
      {"Other ASB", 5}};
  const Year& year = medway().years.at("asb 2019");
  CHECK(year.contexts.size() == printed_percent.size());
  for (const auto& [type, percent] : printed_percent) {
    INFO(type);
    CHECK(std::lround(100.0 * year.contexts.at(type) / year.incidents) == percent);
  }
}

// Printed: the five names in this order, and 48 %.
TEST_CASE("medway recipe: five wards lead in the printed order and hold 48 %", "[oracle]") {
  const Counts& wards = medway().years.at("asb 2019").wards;
  CHECK(wards.size() == 22);
  std::vector<std::pair<int, std::string>> ranked;
  for (const auto& [ward, n] : wards) ranked.emplace_back(-n, ward);
  std::ranges::sort(ranked);
  const std::vector<std::string> printed = {"River", "Gillingham North", "Gillingham South",
                                            "Strood South", "Luton and Wayfield"};
  int top = 0;
  for (std::size_t i = 0; i < printed.size(); ++i) {
    CHECK(ranked[i].second == printed[i]);
    CHECK(ranked[i].first < ranked[i + 1].first);
    top -= ranked[i].first;
  }
  CHECK(top == 2891);  // round(0.48 x 6,023)
}

// The text: violence against the person fell by about 3 %, crimes against society by 14 %.
TEST_CASE("medway recipe: the changes that the text gives", "[oracle]") {
  const auto change_percent = [](const std::vector<std::string>& group) {
    const auto names = table::expand(group);
    REQUIRE(names);
    int before = 0;
    int after = 0;
    for (const std::string& name : *names) {
      const auto& years = medway().years;
      if (years.at("crime 2019").types.contains(name))
        after += years.at("crime 2019").types.at(name);
      if (years.at("crime 2018").types.contains(name))
        before += years.at("crime 2018").types.at(name);
    }
    return std::lround(100.0 * (after - before) / before);
  };
  CHECK(change_percent({"crime"}) == -5);
  CHECK(change_percent({"Violence and sexual offences"}) == -3);
  CHECK(change_percent({"society"}) == -14);
}

// 1 % and 1.5 % of each batch, on top: 60 + 55 + 333 + 351 and 90 + 83 + 500 + 526.
TEST_CASE("medway recipe: rows elsewhere and without coordinates come on top", "[property]") {
  CHECK(medway().elsewhere == 799);
  CHECK(medway().unlocated == 1199);
}

}  // namespace medway_recipe_test
}  // namespace hotward::sample
