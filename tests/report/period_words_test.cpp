#include "engine/report/period_words.hpp"

#include "tests/support/catch.hpp"

namespace hotward::report {
namespace period_words_test {

std::string words(const char* first, const char* last) {
  return period_words({table::parse_period(first)->first, table::parse_period(last)->last});
}

TEST_CASE("period_words: as a title has it", "[edge]") {
  CHECK(words("2021-04", "2022-03") == "April 2021 to March 2022");
  CHECK(words("2021-06", "2021-06") == "June 2021");
  CHECK(words("2019-04-03", "2019-05-07") == "3 April 2019 to 7 May 2019");
  CHECK(words("2019-12-31", "2019-12-31") == "31 December 2019");
}

}  // namespace period_words_test
}  // namespace hotward::report
