#include "tests/io/incident_reading.hpp"

namespace hotward::io {
namespace type_spellings_test {

using Names = std::vector<std::string>;

std::string rows(const Names& types) {
  std::string text = "lon,lat,Type,ID\n";
  for (const std::string& type : types) text += "0.5,51.4," + type + ",Unknown\n";
  return text;
}

TEST_CASE("read_incidents: spellings of a type nobody knows are one type, the commonest",
          "[property]") {
  const Names types = {"Knife", "KNIFE CRIME", "knife-crime", "Knife crime", "Knife crime", ""};
  auto shuffled = types;
  std::reverse(shuffled.begin(), shuffled.end());
  for (const Names& order : {types, shuffled}) {
    const auto result = read_text(rows(order));
    auto texts = result.incidents.types.texts();
    std::sort(texts.begin(), texts.end());
    CHECK(texts == Names{"", "Knife", "Knife crime"});
    const auto unknown = table::unknown_types(result.incidents);
    REQUIRE(unknown.size() == 3);
    CHECK(unknown[0].name == "Knife crime");
    CHECK(unknown[0].incidents == 4);
  }
}

TEST_CASE("read_incidents: rows that a choice of types leaves out for an unknown type are told",
          "[property]") {
  IncidentQuery query;
  query.types = {"Burglary"};
  const auto result =
      read_text(rows({"burglary", "Knife", "KNIFE", "knife", "Drugs", "", "Gnome theft"}), query);
  CHECK(result.incidents.size() == 1);
  CHECK(result.incidents.row_outcomes.filtered == 6);
  REQUIRE(result.unknown_left_out.size() == 3);
  CHECK(result.unknown_left_out[0].name == "KNIFE");
  CHECK(result.unknown_left_out[0].incidents == 3);
  CHECK(result.unknown_left_out[1].name == "(no type)");
  CHECK(result.unknown_left_out[2].name == "Gnome theft");
}

TEST_CASE("read_incidents: an id that names nobody is no duplicate", "[edge]") {
  IncidentQuery query;
  query.dedupe = true;
  const auto result = read_text(rows({"Burglary", "Burglary", "Burglary"}), query);
  CHECK(result.incidents.size() == 3);
  CHECK(result.duplicate_ids == 0);
}

}  // namespace type_spellings_test
}  // namespace hotward::io
