#include "engine/sample/make_sample.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/geometry/containment.hpp"
#include "engine/geometry/projection.hpp"
#include "engine/sample/check_recipe.hpp"
#include "tests/sample/square_wards.hpp"
#include "tests/support/catch.hpp"

namespace hotward::sample {
namespace make_sample_test {

using table::PoliceRecord;
using table::PoliceRecords;

table::Period months(const char* from, const char* to) {
  return {table::parse_period(from)->first, table::parse_period(to)->last};
}

table::SampleRecipe recipe() {
  table::SampleRecipe made;
  made.title = "Test";
  made.stem = "test";
  made.reported_by = "Nobody";
  made.seed = 5;
  made.streets.points = 300;
  made.elsewhere = {.points = 10, .box = {{566000, 148000}, {590000, 159000}}};
  table::SampleBatch asb;
  asb.title = "ASB";
  asb.period = months("2019-11", "2020-01");
  asb.total = 1001;
  asb.months = {1, 2, 4};
  asb.kinds = {{"Anti-social behaviour", "Noise", 1, 1.0},
               {"anti-social behaviour", "Litter", 2, 0}};
  asb.leading = {{"River", 5}, {"E05002268", 4}};
  asb.leading_share = 0.4;
  asb.factors = {{"Watling", 0.0}};
  asb.elsewhere_share = 0.02;
  asb.unlocated_share = 0.03;
  table::SampleBatch crime;
  crime.title = "Crime";
  crime.period = months("2019-12", "2019-12");
  crime.total = 500;
  crime.months = {1};
  crime.kinds = {{"Burglary", "", 3, 0.5}, {"Drugs", "", 1, 1.0}};
  made.batches = {asb, crime};
  made.outcomes = {{{"drugs"}, {{"Local resolution", 1}}}, {{"crime"}, {{"A", 1}, {"B", 3}}}};
  return made;
}

PoliceRecords made(const table::SampleRecipe& from) {
  auto records = make_sample(from, square_wards());
  REQUIRE(records);
  return std::move(*records);
}

bool is_elsewhere(const PoliceRecords& all, const PoliceRecord& record) {
  return record.place != table::no_place &&
         all.places[record.place].lsoa_code.find("ELSEWHERE") != std::string::npos;
}

bool is_inside(const PoliceRecords& all, const PoliceRecord& record) {
  return record.place != table::no_place && !is_elsewhere(all, record);
}

TEST_CASE("make_sample: every total is exact", "[property]") {
  const auto all = made(recipe());
  std::map<std::string, int> month;
  std::map<std::string, int> context;
  std::map<std::string, int> ward;
  int asb = 0;
  int elsewhere = 0;
  int unlocated = 0;
  for (const PoliceRecord& record : all.records) {
    if (all.words.text(record.type) != "Anti-social behaviour") continue;
    if (record.place == table::no_place) ++unlocated;
    if (is_elsewhere(all, record)) ++elsewhere;
    if (!is_inside(all, record)) continue;
    ++asb;
    ++month[table::to_string(record.month)];
    ++context[all.words.text(record.context)];
    ++ward[all.places[record.place].lsoa_code.substr(7, 9)];
  }
  CHECK(asb == 1001);
  CHECK(elsewhere == 20);  // 0.02 x 1001 = 20.02
  CHECK(unlocated == 30);  // 0.03 x 1001 = 30.03
  CHECK(month == std::map<std::string, int>{{"2019-11", 143}, {"2019-12", 286}, {"2020-01", 572}});
  // 333.67 and 667.33: the larger remainder is rounded up.
  CHECK(context == std::map<std::string, int>{{"Litter", 667}, {"Noise", 334}});
  // round(0.4 x 1001) = 400, as 5 to 4: 222.2 and 177.8.
  CHECK(ward["E05002261"] == 222);
  CHECK(ward["E05002268"] == 178);
  CHECK_FALSE(ward.contains("E05002270"));  // factor 0
  CHECK(all.records.size() == 1001 + 20 + 30 + 500);
}

// Read back as any reader would: with the operation that this installation prefers, OSTN15 or not.
TEST_CASE("make_sample: printed coordinates lie in the ward they were made for", "[property]") {
  const auto areas = square_wards();
  const auto all = made(recipe());
  const auto to_grid = geometry::ToNationalGrid::from("EPSG:4326");
  REQUIRE(to_grid);
  std::vector<double> lon;
  std::vector<double> lat;
  std::set<geometry::LonLat> distinct;
  for (const auto& place : all.places) {
    lon.push_back(place.at.lon);
    lat.push_back(place.at.lat);
    distinct.insert(place.at);
  }
  CHECK(distinct.size() == all.places.size());
  std::vector<geometry::Point> at(lon.size());
  to_grid->project(lon, lat, at);
  for (std::size_t i = 0; i < at.size(); ++i) {
    INFO(all.places[i].lsoa_code << " " << at[i].x << " " << at[i].y);
    for (std::size_t k = 0; k < areas.size(); ++k) {
      const bool own = all.places[i].lsoa_code.find(areas.codes[k]) != std::string::npos;
      CHECK((geometry::locate(at[i], areas.shapes[k]) == geometry::Location::inside) == own);
    }
  }
}

TEST_CASE("make_sample: the same recipe gives the same records, another seed others",
          "[property]") {
  const auto a = made(recipe());
  const auto b = made(recipe());
  auto other = recipe();
  other.seed = 6;
  const auto c = made(other);
  REQUIRE(a.records.size() == b.records.size());
  int same_place = 0;
  for (std::size_t i = 0; i < a.records.size(); ++i) {
    const PoliceRecord& x = a.records[i];
    const PoliceRecord& y = b.records[i];
    REQUIRE(x.crime_id == y.crime_id);
    REQUIRE(x.place == y.place);
    REQUIRE(x.month == y.month);
    REQUIRE(x.outcome == y.outcome);
    same_place += x.place == c.records[i].place ? 1 : 0;
  }
  CHECK(same_place < static_cast<int>(a.records.size()));
  CHECK(a.places[0].at == b.places[0].at);
  CHECK(a.places[0].at != c.places[0].at);
  CHECK(a.about == b.about);
}

TEST_CASE("make_sample: crimes have an ID of their own, ASB has none", "[property]") {
  const auto all = made(recipe());
  std::set<std::string> ids;
  int crimes = 0;
  std::map<std::string, int> outcomes;
  for (const PoliceRecord& record : all.records) {
    const bool asb = all.words.text(record.type) == "Anti-social behaviour";
    CHECK(record.crime_id.size() == (asb ? 0 : 64));
    CHECK(record.crime_id.find_first_not_of("0123456789abcdef") == std::string::npos);
    if (asb) CHECK(all.words.text(record.outcome).empty());
    if (asb) continue;
    ++crimes;
    ids.insert(record.crime_id);
    ++outcomes[all.words.text(record.type) + "/" + all.words.text(record.outcome)];
  }
  CHECK(crimes == 500);
  CHECK(ids.size() == 500);
  CHECK(outcomes["Drugs/Local resolution"] == 125);
  CHECK(outcomes["Burglary/A"] + outcomes["Burglary/B"] == 375);
  // 375 draws at 1/4: mean 93.75, standard deviation 8.4; five of them.
  CHECK(std::abs(outcomes["Burglary/A"] - 93.75) < 42.0);
}

// Spread evenly over about 12 points a ward, or with exponent 1.0 on their ranks.
TEST_CASE("make_sample: gathering piles incidents up", "[statistical]") {
  const auto most_at_one_place = [](double gathering) {
    auto from = recipe();
    from.batches.resize(1);
    from.batches[0].total = 20000;
    for (auto& kind : from.batches[0].kinds) kind.gathering = gathering;
    const auto all = made(from);
    std::map<std::uint32_t, int> at;
    int most = 0;
    for (const auto& record : all.records) {
      if (is_inside(all, record)) most = std::max(most, ++at[record.place]);
    }
    return most;
  };
  CHECK(most_at_one_place(1.0) > 1.3 * most_at_one_place(0.0));
}

// Fixed margins, shuffled: a cell's count is hypergeometric, with mean n r and variance below n r
// (1 - r), where n incidents are in the month and r is the share of the kind or ward. Five
// deviations.
TEST_CASE("make_sample: months have nothing to do with kinds and wards", "[statistical]") {
  auto from = recipe();
  from.batches.resize(1);
  from.batches[0].total = 10000;
  from.seed = GENERATE(1U, 2U, 3U);
  const auto all = made(from);
  std::map<table::Month, double> month;
  std::map<std::string, double> label;
  std::map<std::pair<table::Month, std::string>, double> cell;
  for (const auto& record : all.records) {
    if (!is_inside(all, record)) continue;
    ++month[record.month];
    const auto ward = all.places[record.place].lsoa_code.substr(7, 9);
    for (const auto& name : {all.words.text(record.context), ward}) {
      ++label[name];
      ++cell[{record.month, name}];
    }
  }
  for (const auto& [m, n] : month) {
    for (const auto& [name, count] : label) {
      INFO(table::to_string(m) << " " << name);
      const double share = count / 10000.0;
      const double deviation = std::abs(cell[{m, name}] - n * share);
      CHECK(deviation < 5.0 * std::sqrt(n * share * (1.0 - share)));
    }
  }
}

TEST_CASE("make_sample: records stand by month, small area, type, the unlocated last",
          "[property]") {
  const auto all = made(recipe());
  for (std::size_t i = 1; i < all.records.size(); ++i) {
    const PoliceRecord& a = all.records[i - 1];
    const PoliceRecord& b = all.records[i];
    REQUIRE(a.month <= b.month);
    if (a.month != b.month) continue;
    if (a.place == table::no_place) REQUIRE(b.place == table::no_place);
    if (a.place == table::no_place || b.place == table::no_place) continue;
    REQUIRE(all.places[a.place].lsoa_code <= all.places[b.place].lsoa_code);
  }
}

TEST_CASE("area_counts: refuses leaders that do not lead", "[error]") {
  auto from = recipe();
  auto& batch = from.batches[0];
  batch.leading = {{"River", 4}, {"Twydall", 4}};
  const auto equal = area_counts(batch, square_wards());
  REQUIRE_FALSE(equal);
  CHECK(equal.error().code == ErrorCode::bad_value);
  CHECK(equal.error().message ==
        "recipe, ASB: leading area Twydall has 200 incidents, the one before it 200");
  batch.leading = {{"River", 100}, {"Twydall", 1}};
  const auto beaten = area_counts(batch, square_wards());
  REQUIRE_FALSE(beaten);
  CHECK(beaten.error().message.find(
            "recipe, ASB: the last leading area has 4 incidents, another") == 0);
}

TEST_CASE("check_recipe: says what does not hold together", "[error]") {
  const auto message = [](auto change, auto change_areas) {
    auto from = recipe();
    auto areas = square_wards();
    change(from);
    change_areas(areas);
    const auto done = make_sample(from, areas);
    REQUIRE_FALSE(done);
    return done.error().message;
  };
  const auto leave = [](auto&) {};
  const auto batch = [&](auto change) {
    return message([&](auto& r) { change(r.batches[0]); }, leave);
  };
  CHECK(message([](auto& r) { r.stem = "../x"; }, leave) ==
        "recipe, stem: '../x' cannot be in a file's name");
  CHECK(message([](auto& r) { r.batches.clear(); }, leave) == "recipe, batch: there is none");
  CHECK(batch([](auto& b) { b.months = {1, 2}; }) == "recipe, ASB: 2 weights for 3 months");
  CHECK(batch([](auto& b) { b.months = {1, 2, -1}; }) == "recipe, ASB: months: -1 is no weight");
  CHECK(batch([](auto& b) { b.months = {0, 0, 0}; }) == "recipe, ASB: months: no weight above 0");
  CHECK(batch([](auto& b) { b.kinds[0].type = "Piracy"; }) == "recipe, ASB: unknown type 'Piracy'");
  CHECK(batch([](auto& b) { b.kinds.clear(); }) == "recipe, ASB: kinds: no weight above 0");
  CHECK(batch([](auto& b) { b.kinds[0].gathering = -1; }) ==
        "recipe, ASB: gathering -1 of 'Anti-social behaviour'");
  CHECK(batch([](auto& b) { b.leading[0].name = "Atlantis"; }) ==
        "recipe, ASB: no area has the code or name 'Atlantis'");
  CHECK(batch([](auto& b) { b.leading_share = 1.0; }) ==
        "recipe, ASB: leading areas go with a leading_share above 0 and below 1");
  CHECK(batch([](auto& b) { b.period.first += std::chrono::days{1}; }) ==
        "recipe, ASB: the period is not of whole months");
  CHECK(batch([](auto& b) { b.unlocated_share = -0.1; }) ==
        "recipe, ASB: a share of additional rows is negative");
  CHECK(message([](auto& r) { r.elsewhere.points = 0; }, leave) ==
        "recipe, ASB: elsewhere_share without points in [elsewhere]");
  CHECK(message([](auto& r) { r.streets.margin_m = 0; }, leave) ==
        "recipe, streets: a length or number out of range");
  CHECK(message([](auto& r) { r.outcomes[0].types = {"burglry"}; }, leave)
            .find("recipe, outcomes: --type 'burglry': no such type or group") == 0);
  CHECK(message(leave, [](auto& a) { a.population.clear(); }) ==
        "square wards: not every area has a population");
}

}  // namespace make_sample_test
}  // namespace hotward::sample
