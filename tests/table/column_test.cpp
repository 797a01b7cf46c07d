#include "engine/table/column.hpp"

#include "engine/table/dictionary.hpp"
#include "tests/support/catch.hpp"

namespace hotward::table {
namespace column_test {

TEST_CASE("is_column_name: what a .dbf keeps whole", "[edge]") {
  CHECK(is_column_name("area_code"));
  CHECK(is_column_name("rate_1k"));
  for (const char* wrong : {"", "eleven_char", "Rank", "1st", "chg pct", "_x"}) {
    INFO(wrong);
    CHECK_FALSE(is_column_name(wrong));
  }
}

TEST_CASE("Dictionary: codes in the order of first sight", "[property]") {
  Dictionary words;
  CHECK(words.code("b") == 0);
  CHECK(words.code("a") == 1);
  CHECK(words.code("b") == 0);
  CHECK(words.text(1) == "a");
  CHECK(words.size() == 2);
}

}  // namespace column_test
}  // namespace hotward::table
