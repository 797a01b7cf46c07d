#include "engine/analyses/scan/scan.hpp"

#include "tests/analyses/columns.hpp"

namespace hotward::analyses {
namespace scan_test {

// Two in each area, and 40 more in one.
MadeStudy one_hot(std::size_t hot) {
  MadeStudy made;
  for (std::size_t area = 0; area < 12; ++area) {
    made.gather(area == hot ? 42 : 2, MadeStudy::in_area(area), "2020-06");
  }
  return made;
}

TEST_CASE("scan: the hot area is the first group, with its observed and expected", "[oracle]") {
  for (const std::size_t hot : {std::size_t{0}, std::size_t{6}}) {
    const auto [study, theme] = study_of(one_hot(hot));
    const auto result = scan_findings(study, theme, {}, 1);
    const table::Layer& layer = found(result).layers.at(0);
    REQUIRE(layer.size() >= 1);
    CHECK(texts(layer, "areas").front() == fmt::format("Area {}", hot + 1));
    CHECK(integers(layer, "observed").front() == 42);
    // 64 incidents among 18,600 people.
    const double expected = 64.0 * MadeStudy::population(hot) / 18600.0;
    CHECK(reals(layer, "expected").front() == Approx(expected));
    CHECK(reals(layer, "p").front() == Approx(0.001));
    // Kulldorff's statistic by hand.
    const double llr = 42.0 * std::log(42.0 / expected) + 22.0 * std::log(22.0 / (64.0 - expected));
    CHECK(reals(layer, "llr").front() == Approx(llr));
  }
}

TEST_CASE("scan: twice the incidents are twice as strong", "[property]") {
  MadeStudy twice = one_hot(3);
  const auto once = twice.incidents;
  twice.incidents.insert(twice.incidents.end(), once.begin(), once.end());
  const Made one = study_of(one_hot(3));
  const Made other = study_of(twice);
  const auto a = scan_findings(one.study, one.theme, {}, 1);
  const auto b = scan_findings(other.study, other.theme, {}, 1);
  CHECK(reals(found(b).layers.at(0), "llr").front() ==
        Approx(2.0 * reals(found(a).layers.at(0), "llr").front()));
}

TEST_CASE("scan: of nothing there is no answer", "[edge]") {
  const Made made = quiet_study();
  const auto result = scan_findings(made.study, made.theme, {}, 1);
  CHECK(found(result).no_answer.find("there is no group of areas to find") != std::string::npos);
  CHECK(result->layers.at(0).size() == 0);
}

TEST_CASE("scan: options of another model are refused", "[error]") {
  ScanSettings prospective;
  prospective.prospective = true;
  ScanSettings controls;
  controls.controls = {"Burglary"};
  ScanSettings stop;
  stop.early_stop = 999;
  for (const ScanSettings& settings : {prospective, controls, stop}) {
    const auto checked = check(settings);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == ErrorCode::usage);
  }
}

}  // namespace scan_test
}  // namespace hotward::analyses
