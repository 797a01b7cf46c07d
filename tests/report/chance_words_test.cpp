#include "engine/report/chance_words.hpp"

#include <limits>

#include "tests/support/catch.hpp"

namespace hotward::report {
namespace chance_words_test {

TEST_CASE("chance_words: how often, and never surer than p", "[oracle]") {
  CHECK(chance_words(0.0) == "less than once in 1,000");
  CHECK(chance_words(0.00099) == "less than once in 1,000");
  // None of 999 random maps reached what was seen.
  CHECK(chance_words(1.0 / 1000.0) == "about once in 1,000");
  CHECK(chance_words(0.002) == "about 2 times in 1,000");
  CHECK(chance_words(0.0094) == "about 9 times in 1,000");
  CHECK(chance_words(0.0096) == "about once in 100");
  CHECK(chance_words(0.028) == "about 3 times in 100");
  CHECK(chance_words(0.5) == "about half the time");
  CHECK(chance_words(0.97) == "about 97 times in 100");
  CHECK(chance_words(1.0) == "nearly always");
  CHECK(chance_words(std::numeric_limits<double>::quiet_NaN()) == "–");
  CHECK(p_words(0.0009) == "p < 0.001");
  CHECK(p_words(0.001) == "p = 0.001");
  CHECK(p_words(0.0284) == "p = 0.028");
}

TEST_CASE("times_words: a ratio as people say it", "[oracle]") {
  CHECK(times_words(2.04) == "twice");
  CHECK(times_words(2.514) == "2.5 times");
  CHECK(times_words(3.0) == "3 times");
  CHECK(times_words(0.5) == "half");
  CHECK(times_words(0.71) == "0.71 times");
  CHECK(times_words(std::numeric_limits<double>::infinity()) == "–");
}

TEST_CASE("list_words: names in a sentence", "[oracle][edge]") {
  CHECK(list_words({}, 3).empty());
  CHECK(list_words({"River"}, 3) == "River");
  CHECK(list_words({"River", "Luton"}, 3) == "River and Luton");
  CHECK(list_words({"River", "Luton", "Twydall"}, 3) == "River, Luton and Twydall");
  CHECK(list_words({"River", "Luton", "Twydall"}, 2) == "River, Luton and 1 more");
}

}  // namespace chance_words_test
}  // namespace hotward::report
