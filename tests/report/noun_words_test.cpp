#include "engine/report/noun_words.hpp"

#include "tests/support/catch.hpp"

namespace hotward::report {
namespace noun_words_test {

TEST_CASE("counted_noun: one of a theme's noun is in the singular", "[oracle]") {
  CHECK(counted_noun(std::int64_t{1}, "crimes") == "1 crime");
  CHECK(counted_noun(std::int64_t{0}, "crimes") == "0 crimes");
  CHECK(counted_noun(std::int64_t{6023}, "ASB incidents") == "6,023 ASB incidents");
  CHECK(counted_noun(std::int64_t{1}, "burglaries") == "1 burglary");
  CHECK(counted_noun(std::int64_t{1}, "thefts from the person") == "1 theft from the person");
  CHECK(counted_noun(std::int64_t{1}, "crimes against society") == "1 crime against society");
  CHECK(counted_noun(std::int64_t{1}, "incidents of criminal damage") ==
        "1 incident of criminal damage");
  CHECK(counted_noun(std::uint64_t{1}, "public order offences") == "1 public order offence");
}

}  // namespace noun_words_test
}  // namespace hotward::report
