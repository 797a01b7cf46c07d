#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>

#include "engine/methods/cluster/dbscan.hpp"
#include "tests/methods/cluster/dbscan_judge.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shared.hpp"

namespace hotward::cluster {
namespace dbscan_oracle_test {

using geometry::Point;

struct Table {
  std::vector<Point> at;
  std::map<std::string, std::vector<std::int64_t>> column;
};

Table read_table(const std::string& relative, const std::string& x, const std::string& y) {
  const auto rows = read_rows(shared_path(relative));
  Table table;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    Point p;
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      const std::string& name = rows[0][c];
      const std::string& text = rows[r][c];
      const double value = text == "TRUE"    ? 1.0
                           : text == "FALSE" ? 0.0
                                             : std::strtod(text.c_str(), nullptr);
      if (name == x) p.x = value;
      if (name == y) p.y = value;
      table.column[name].push_back(static_cast<std::int64_t>(value));
    }
    table.at.push_back(p);
  }
  return table;
}

std::vector<std::int64_t> core_labels(const Clusters& c) {
  std::vector<std::int64_t> label;
  for (std::size_t i = 0; i < c.role.size(); ++i) {
    label.push_back(c.role[i] == Role::core ? c.cluster_id[i] : 0);
  }
  return label;
}

// R's dbscan 1.1-11 on its own data, eps 12, minPts 5: 21 noise, clusters of 28 and 31.
TEST_CASE("dbscan: the sizes of db_pts", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/points/db_pts.csv");
  const Table table = read_table("oracle/points/db_pts.csv", "V1", "V2");
  const auto c = dbscan({.at = table.at}, {.eps_m = 12.0, .min_points = 5.0});
  REQUIRE(c);
  CHECK(c->noise == 21);
  CHECK(c->sizes == std::vector<std::uint64_t>{31, 28});
}

// R's dbscan on 100 points: core points and their partition are determined; borders may go to any
// cluster in reach there, so only ours are asked of the verifier.
TEST_CASE("dbscan: two moons as R has them", "[oracle]") {
  const std::string eps = GENERATE("0.3", "0.5");
  const std::string file = "oracle/cluster/expected_dbscan_moons_eps" + eps + "_m5.csv";
  HOTWARD_NEEDS_SHARED(file);
  const Table table = read_table(file, "X", "Y");
  const double eps_m = std::strtod(eps.c_str(), nullptr);
  const auto c = dbscan({.at = table.at}, {.eps_m = eps_m, .min_points = 5.0});
  REQUIRE(c);
  CHECK(same_partition(core_labels(*c), table.column.at("cluster_dbscanstar")));
  const auto& theirs = table.column.at("cluster");
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    INFO("point " << i);
    CHECK((c->cluster_id[i] == 0) == (theirs[i] == 0));
  }
  CHECK(fault(*c, table.at, plain(table.at, eps_m, 5.0)).empty());
}

// R's dbscan and dbscan* on 1,560 points, 60 of them exact repeats.
TEST_CASE("dbscan: 1,560 points as R has them", "[oracle]") {
  HOTWARD_NEEDS_SHARED("oracle/programs/dbscan_R.csv");
  const Table points = read_table("oracle/programs/pts1560.csv", "x", "y");
  const Table labels = read_table("oracle/programs/dbscan_R.csv", "", "");
  for (const int eps : {150, 300}) {
    for (const int min_points : {5, 10}) {
      const std::string name = "_e" + std::to_string(eps) + "_m" + std::to_string(min_points);
      INFO(name);
      const auto c =
          dbscan({.at = points.at}, {.eps_m = double(eps), .min_points = double(min_points)});
      REQUIRE(c);
      CHECK(same_partition(core_labels(*c), labels.column.at("dbstar" + name)));
      const auto& theirs = labels.column.at("db" + name);
      bool same_noise = true;
      for (std::size_t i = 0; i < theirs.size(); ++i) {
        same_noise = same_noise && (theirs[i] == 0) == (c->cluster_id[i] == 0);
      }
      CHECK(same_noise);
      CHECK(fault(*c, points.at, plain(points.at, eps, min_points)).empty());
    }
  }
}

// R's dbscan, eps 1: the edge of the circle belongs to it and a point counts itself.
TEST_CASE("dbscan: the circle is closed and a point counts itself", "[oracle]") {
  const std::vector<Point> at = {{0, 0},  {1, 0},  {2, 0},  {3, 0},  {10, 0}, {11, 0},
                                 {12, 0}, {20, 0}, {21, 0}, {22, 0}, {23, 0}};
  const std::map<double, std::size_t> clusters = {{2.0, 3}, {3.0, 3}, {4.0, 0}};
  for (const auto& [min_points, count] : clusters) {
    INFO("min_points " << min_points);
    const auto c = dbscan({.at = at}, {.eps_m = 1.0, .min_points = min_points});
    REQUIRE(c);
    CHECK(c->count() == count);
    CHECK(c->noise == (count == 0 ? at.size() : 0));
  }
}

// The point (2, 0) is 1 from a core point of either cluster. R gives it to the cluster that comes
// first, so to another one when the input is reversed; here the core point with the lower x has it.
TEST_CASE("dbscan: a border point between two clusters does not depend on the order", "[oracle]") {
  std::vector<Point> at = {{0, 0}, {0.5, 0},   {1, 0},      {2, 0},     {3, 0},     {3.5, 0},
                           {4, 0}, {0.5, 0.5}, {0.5, -0.5}, {3.5, 0.5}, {3.5, -0.5}};
  for (int turn = 0; turn < 2; ++turn) {
    const auto c = dbscan({.at = at}, {.eps_m = 1.0, .min_points = 4.0});
    REQUIRE(c);
    CHECK(c->sizes == std::vector<std::uint64_t>{6, 5});
    for (std::size_t i = 0; i < at.size(); ++i) {
      INFO("x " << at[i].x);
      CHECK(c->cluster_id[i] == (at[i].x <= 2.0 ? 1 : 2));
      CHECK((c->role[i] == Role::border) == (at[i].x == 2.0));
    }
    std::ranges::reverse(at);
  }
}

// Iris has four columns, so it judges the judge: R gives 4 clusters, 25 noise, 104 core points.
TEST_CASE("plain_dbscan: iris as R has it, in four dimensions", "[oracle]") {
  const std::string file = "oracle/cluster/expected_dbscan_iris_eps0.4_m4.csv";
  HOTWARD_NEEDS_SHARED(file);
  const auto rows = read_rows(shared_path(file));
  std::vector<std::array<double, 4>> at;
  std::vector<std::int64_t> theirs, stars;
  std::vector<bool> core;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    at.push_back({});
    for (std::size_t d = 0; d < 4; ++d) at.back()[d] = std::strtod(rows[r][d].c_str(), nullptr);
    theirs.push_back(std::stol(rows[r][4]));
    core.push_back(rows[r][5] == "TRUE");
    stars.push_back(std::stol(rows[r][6]));
  }
  const PlainSettings s{.points = at.size(),
                        .near =
                            [&at](std::size_t a, std::size_t b) {
                              double sum = 0.0;
                              for (std::size_t d = 0; d < 4; ++d) {
                                sum += (at[a][d] - at[b][d]) * (at[a][d] - at[b][d]);
                              }
                              return std::sqrt(sum) <= 0.4;
                            },
                        .min_points = 4.0};
  const auto mine = plain_core_clusters(s);
  CHECK(same_partition({mine.begin(), mine.end()}, stars));
  CHECK(std::ranges::count(core, true) == 104);
  CHECK(dbscan_fault(s, theirs, core, nullptr).empty());
}

TEST_CASE("dbscan_fault: finds what is wrong with labels", "[verifier]") {
  const std::vector<Point> at = {{0, 0},  {1, 0},  {2, 0},  {3.1, 0},
                                 {10, 0}, {11, 0}, {12, 0}, {99, 0}};
  const PlainSettings s = plain(at, 1.2, 3.0);
  const std::vector<bool> core = {false, true, true, false, false, true, false, false};
  const auto gap = [&at](std::size_t a, std::size_t b) { return index::distance_sq(at[a], at[b]); };
  const auto said = [&](std::vector<std::int64_t> label, const std::vector<bool>& marks) {
    return dbscan_fault(s, label, marks, gap);
  };
  CHECK(said({1, 1, 1, 1, 2, 2, 2, 0}, core).empty());
  CHECK(said({7, 7, 7, 7, 5, 5, 5, 0}, core).empty());
  CHECK(said({1, 1, 2, 2, 3, 3, 3, 0}, core) == "point 1 and point 2 are parted");
  CHECK(said({1, 1, 1, 1, 1, 1, 1, 0}, core) == "point 1 and point 5 are wrongly together");
  CHECK(said({1, 1, 1, 0, 2, 2, 2, 0}, core) == "point 3 is in reach of a core point, yet noise");
  CHECK(said({1, 1, 1, 1, 2, 2, 2, 2}, core) == "point 7 is out of reach of its cluster");
  CHECK(said({2, 1, 1, 1, 2, 2, 2, 0}, core) == "point 0 is not in its nearest cluster");
  CHECK(said({0, 0, 1, 1, 2, 2, 2, 0}, core) == "point 0 is in reach of a core point, yet noise");
  CHECK(said({1, 0, 1, 1, 2, 2, 2, 0}, core) != "");
  std::vector<bool> wrong = core;
  wrong[0] = true;
  CHECK(said({1, 1, 1, 1, 2, 2, 2, 0}, wrong) == "point 0 is no core point");
  wrong = core;
  wrong[5] = false;
  CHECK(said({1, 1, 1, 1, 2, 2, 2, 0}, wrong) == "point 5 is a core point");
}

}  // namespace dbscan_oracle_test
}  // namespace hotward::cluster
