#include "engine/study/findings_digest.hpp"

#include <cmath>
#include <functional>
#include <set>

#include "tests/support/catch.hpp"

namespace hotward {
namespace findings_digest_test {

Findings made() {
  Findings findings;
  findings.key = "made";
  findings.summary = {{"count", 20}};
  table::Layer layer;
  layer.name = "made";
  layer.columns = {{"count", "incidents", "incidents", table::Column::Integers{20, 7}},
                   {"share_pct", "%", "share", table::Column::Reals{0.5, std::nan("")}},
                   {"name", "", "name", table::Column::Texts{"a", "bc"}},
                   {"day", "", "day", table::Column::Days{table::null_day, table::Day{}}}};
  layer.geometry = table::Layer::Points{{1.0, 2.0}, {3.0, 4.0}};
  findings.layers.push_back(std::move(layer));
  findings.rasters.push_back({"surface", "", "", "", {0.0, 0.0}, 10.0, 2, 1, {1.0, 2.0}, ""});
  return findings;
}

std::string digest_of(Findings findings) {
  return findings_digest(*publish(std::move(findings), false));
}

TEST_CASE("findings_digest: whatever a reader is shown makes another", "[property]") {
  using Change = std::function<void(Findings&)>;
  const std::vector<Change> changes = {
      [](Findings&) {},
      [](Findings& f) { f.summary["count"] = 21; },
      [](Findings& f) { f.also["more"] = 1; },
      [](Findings& f) { std::get<0>(f.layers[0].columns[0].values)[1] = table::null_integer; },
      [](Findings& f) { std::get<1>(f.layers[0].columns[1].values)[0] = 0.25; },
      [](Findings& f) {
        f.layers[0].columns[2].values = table::Column::Texts{"ab", "c"};
      },
      [](Findings& f) { f.layers[0].columns.pop_back(); },
      [](Findings& f) { std::get<table::Layer::Points>(f.layers[0].geometry)[0].x = 1.3; },
      [](Findings& f) { f.rasters[0].values[1] = std::nan(""); }};
  std::set<std::string> digests;
  for (const Change& change : changes) {
    Findings findings = made();
    change(findings);
    digests.insert(digest_of(std::move(findings)));
  }
  CHECK(digests.size() == changes.size());
}

TEST_CASE("findings_digest: styles and titles are not looked at", "[property]") {
  Findings findings = made();
  findings.text = "other words";
  findings.layers[0].style_qml = "<qgis/>";
  findings.layers[0].title = "another";
  CHECK(digest_of(std::move(findings)) == digest_of(made()));
}

}  // namespace findings_digest_test
}  // namespace hotward
