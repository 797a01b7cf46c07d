#include "engine/table/coded_texts.hpp"

#include <string>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/table/column.hpp"
#include "tests/support/catch.hpp"

namespace hotward::table {
namespace coded_texts_test {

// With every byte, NUL and those beyond ASCII among them, the empty text too.
std::string random_text(Random& random) {
  std::string text(random.below(4) == 0 ? 0 : random.below(40), 'x');
  for (char& c : text) c = static_cast<char>(random.below(256));
  return text;
}

TEST_CASE("TextList: holds what a vector of strings holds", "[brute]") {
  Random random(11, Stream::test);
  std::vector<std::string> expected;
  TextList texts;
  for (int i = 0; i < 500; ++i) {
    expected.push_back(random_text(random));
    if (random.below(2) == 0) {
      texts.push_back(expected.back());
    } else {
      expected.back().copy(texts.add_room(expected.back().size()), expected.back().size());
    }
  }
  std::string bytes;
  REQUIRE(texts.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(texts[i] == expected[i]);
    bytes += expected[i];
  }
  CHECK(texts.bytes() == bytes);
  const TextList again(expected);
  CHECK(again.bytes() == bytes);
  CHECK(again[499] == expected[499]);
  texts.clear();
  CHECK(texts.empty());
  CHECK(texts.bytes().empty());
  texts.push_back("a");
  CHECK(texts[0] == "a");
}

TEST_CASE("CodedTexts: a row's text, by its code or its own", "[edge]") {
  CodedTexts types{{"Burglary", "Drugs", ""}, {0, 1, 0, 2}};
  CHECK(types.size() == 4);
  CHECK(types[2] == "Burglary");
  CHECK(types[3].empty());
  types.push_back("Robbery");
  types.clear_at(0);
  CHECK(types[4] == "Robbery");
  CHECK(types[0].empty());
  CHECK(types[2] == "Burglary");  // of the same code
  types.clear();
  CHECK(types.size() == 0);
}

TEST_CASE("Column: texts are read in one way, held in either", "[edge]") {
  const Column plain{"type", "", "", Column::Texts{"Drugs", "Burglary"}};
  const Column coded{"type", "", "", Column::Coded{{"Burglary", "Drugs"}, {1, 0}}};
  for (const Column& column : {plain, coded}) {
    CHECK(holds_texts(column));
    CHECK(column.size() == 2);
    CHECK(text_at(column, 0) == "Drugs");
    CHECK(text_at(column, 1) == "Burglary");
  }
  CHECK_FALSE(holds_texts({"count", "", "", Column::Integers{1, 2}}));
}

}  // namespace coded_texts_test
}  // namespace hotward::table
