#include "engine/io/layers/field_names.hpp"

#include "tests/support/catch.hpp"

namespace hotward::io {
namespace field_names_test {

using Names = std::vector<std::string>;

std::vector<table::Column> called(const Names& names) {
  std::vector<table::Column> columns;
  for (const std::string& name : names) {
    columns.push_back({name, "", "", table::Column::Texts{}});
  }
  return columns;
}

TEST_CASE("field_names: a reserved name gets a number that is free", "[example]") {
  const FieldRules rules{"a box", {"fid", "geom"}, longest_name};
  const auto plain = field_names(called({"a", "b"}), rules);
  CHECK(plain.names == Names{"a", "b"});
  CHECK(plain.warnings.empty());
  const auto some = field_names(called({"geom", "geom2", "fid"}), rules);
  CHECK(some.names == Names{"geom3", "geom2", "fid2"});
  CHECK(some.warnings ==
        Names{"a box keeps some column names for itself: geom is now geom3, fid is "
              "now fid2"});
  CHECK(field_names(called({"Geom", "FID"}), rules).names == Names{"Geom2", "FID2"});
}

TEST_CASE("field_names: long names are cut, and stay apart", "[edge]") {
  const FieldRules rules{"a box", {}, 10};
  const auto cut = field_names(
      called({"last_outcome_category", "last_outco", "last_outcome_day", "LAST_OUTCOME"}), rules);
  CHECK(cut.names == Names{"last_outc2", "last_outco", "last_outc3", "LAST_OUTC4"});
  CHECK(cut.warnings.size() == 1);
  Names many;
  for (int i = 0; i < 120; ++i) many.push_back("the_same_beginning_" + std::to_string(i));
  const auto all = field_names(called(many), rules);
  CHECK(all.names[0] == "the_same_b");
  CHECK(all.names[8] == "the_same_9");
  CHECK(all.names[9] == "the_same10");
  CHECK(all.names[119] == "the_sam120");
  CHECK(all.warnings.front().ends_with(" and 108 more"));
}

}  // namespace field_names_test
}  // namespace hotward::io
