#include "engine/analyses/clusters/clusters.hpp"

#include "tests/analyses/columns.hpp"

namespace hotward::analyses {
namespace clusters_test {

using Method = ClusterOptions::Method;

// Two knots of 30 and 20, and one incident on its own.
MadeStudy two_knots() {
  MadeStudy made;
  for (std::size_t i = 0; i < 30; ++i) {
    const geometry::Point p = MadeStudy::in_area(0);
    made.gather(1,
                {p.x + static_cast<double>(i % 6) * 10.0, p.y + static_cast<double>(i / 6) * 10.0},
                "2020-03");
  }
  made.gather(20, MadeStudy::in_area(6), "2020-04", "Robbery");
  made.gather(1, MadeStudy::in_area(11), "2020-05");
  return made;
}

TEST_CASE("clusters: two knots are two clusters, the larger first", "[oracle]") {
  const auto [study, theme] = study_of(two_knots());
  const auto result = clusters_findings(study, theme, {}, 1);
  const Findings& findings = found(result);
  CHECK(findings.summary["count"] == 2);
  CHECK(findings.summary["sizes"] == Json({30, 20}));
  CHECK(findings.summary["noise"] == 1);
  REQUIRE(findings.layers.size() == 2);
  CHECK(integers(findings.layers[0], "count") == std::vector<std::int64_t>{30, 20});
  CHECK(texts(findings.layers[0], "main_type") == std::vector<std::string>{"Burglary", "Robbery"});
  CHECK(texts(findings.layers[0], "area_name") == std::vector<std::string>{"Area 1", "Area 7"});
  ClusterOptions options;
  options.method = Method::hdbscan;
  options.min_cluster_size = 10;
  const auto other = clusters_findings(study, theme, options, 1);
  CHECK(found(other).summary["count"] == 2);
}

TEST_CASE("clusters: turned by a right angle, they are the same", "[property]") {
  const Made one = study_of(two_knots());
  MadeStudy there = turned(two_knots());
  const Made other = study_of(there);
  const auto a = clusters_findings(one.study, one.theme, {}, 1);
  const auto b = clusters_findings(other.study, other.theme, {}, 1);
  CHECK(found(a).summary["sizes"] == found(b).summary["sizes"]);
  const auto& here = reals(a->layers[0], "area_m2");
  const auto& turned_ones = reals(b->layers[0], "area_m2");
  for (std::size_t i = 0; i < here.size(); ++i) CHECK(turned_ones[i] == Approx(here[i]));
}

TEST_CASE("clusters: of nothing there is no answer", "[edge]") {
  const Made made = quiet_study();
  const auto result = clusters_findings(made.study, made.theme, {}, 1);
  CHECK(found(result).no_answer.find("there are no clusters to find") != std::string::npos);
  CHECK(result->layers.at(0).size() == 0);
}

TEST_CASE("clusters: settings that cannot be are refused", "[error]") {
  const Made made = study_of(two_knots());
  ClusterOptions none;
  none.min_points = 0.0;
  ClusterOptions weighted;
  weighted.method = Method::hdbscan;
  weighted.weight = "harm";
  for (const ClusterOptions& options : {none, weighted}) {
    const auto result = clusters_findings(made.study, made.theme, options, 1);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::usage);
  }
}

}  // namespace clusters_test
}  // namespace hotward::analyses
