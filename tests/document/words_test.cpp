#include "engine/document/words.hpp"

#include "tests/support/catch.hpp"

namespace hotward::document {
namespace words_test {

TEST_CASE("dates_in_words: months and days, not what only looks like one", "[edge]") {
  CHECK(dates_in_words("2019-04 to 2020-03: 5") == "April 2019 to March 2020: 5");
  CHECK(dates_in_words("(from 2020-03-23).") == "(from 23 March 2020).");
  CHECK(dates_in_words("Most a day in 2019-08.") == "Most a day in August 2019.");
  for (const char* text :
       {"2019-04-kent-street.csv", "police/2019-04", "2019-13", "2019-1", "12019-04", "2019-045",
        "2019/20", "", "2019-02-30 x", "a2019-04", "−2019"}) {
    CHECK(dates_in_words(text) == text);
  }
}

}  // namespace words_test
}  // namespace hotward::document
