#include "engine/analyses/rebase/rebase.hpp"

#include <cmath>
#include <fstream>

#include "tests/analyses/columns.hpp"

namespace hotward::analyses {
namespace rebase_test {

TEST_CASE("rebase: areas that are made of whole others hold what these hold", "[oracle]") {
  const MadeStudy usual = MadeStudy::usual();
  Made made = study_of(usual);
  const io::TestFolder folder;
  usual.write(folder.path());
  const auto result = rebase_findings(made.study, made.theme,
                                      {.from_areas = (folder.path() / "others.geojson").string()});
  const Findings& findings = found(result);
  const std::vector<std::int64_t> counts = usual.counts("2020");
  CHECK(integers(findings.layers.at(0), "count") == counts);
  const Json& totals = findings.summary["totals"];
  CHECK(totals["here"] == 198);
  CHECK(totals["here_alone"].get<int>() + totals["both"].get<int>() == 198);
  // Each pair's count in equal halves: the two squares are of one size.
  const auto& shared = reals(findings.layers.at(0), "est");
  for (std::size_t area = 0; area < counts.size(); ++area) {
    const std::size_t first = area / 2 * 2;
    CHECK(shared[area] == Approx(0.5 * static_cast<double>(counts[first] + counts[first + 1])));
  }
}

TEST_CASE("rebase: counts by code go by the look-up, and unknown codes are named", "[oracle]") {
  const MadeStudy usual = MadeStudy::usual();
  Made made = study_of(usual);
  const io::TestFolder folder;
  std::ofstream(folder.path() / "counts.csv") << "code,calls\nX1,10\nX2,20\nX3,5\nX9,7\n";
  std::ofstream(folder.path() / "lookup.csv") << "old,new\nX1,A01\nX2,A01\nX3,A02\nX4,A03\n";
  const auto result = rebase_findings(made.study, made.theme,
                                      {.counts = (folder.path() / "counts.csv").string() + ":calls",
                                       .lookup = (folder.path() / "lookup.csv").string()});
  const Findings& findings = found(result);
  const auto& shared = reals(findings.layers.at(0), "est");
  CHECK(shared[0] == 30.0);
  CHECK(shared[1] == 5.0);
  CHECK(std::isnan(shared[2]));  // X4 has no count: not known, and no zero
  CHECK(shared[3] == 0.0);
  CHECK(findings.summary["unknown_codes"] == Json::array({"X9"}));
  CHECK(findings.warnings.size() == 1);
}

}  // namespace rebase_test
}  // namespace hotward::analyses
