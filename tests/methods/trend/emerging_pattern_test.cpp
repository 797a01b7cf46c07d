#include "engine/methods/trend/emerging_pattern.hpp"

#include <algorithm>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/support/catch.hpp"

namespace hotward::trend {
namespace emerging_pattern_test {

std::vector<std::int8_t> signs_of(const std::string& text) {
  std::vector<std::int8_t> signs;
  for (const char c : text) {
    signs.push_back(static_cast<std::int8_t>(c == '+' ? 1 : c == '-' ? -1 : 0));
  }
  return signs;
}

std::string mirrored(std::string text) {
  for (char& c : text) c = c == '+' ? '-' : c == '-' ? '+' : c;
  return text;
}

std::string named(const std::string& text, int trend) {
  return std::string(name_of(pattern_names, emerging_pattern(signs_of(text), trend)));
}

// One row of the table after the other, as a reader would: by regular expressions.
std::string plain_hot(const std::string& s, int trend) {
  const auto like = [&](const char* form) { return std::regex_match(s, std::regex(form)); };
  const auto hot = static_cast<double>(std::ranges::count(s, '+'));
  const bool most = hot / static_cast<double>(s.size()) >= 0.9 - 1e-12;
  if (like("[^+]*\\+")) return "new hot spot";
  if (!most && like("[^+]*\\+\\++")) return "consecutive hot spot";
  if (most && like(".*\\+") && trend > 0) return "intensifying hot spot";
  if (most && like(".*\\+") && trend == 0) return "persistent hot spot";
  if (most && like(".*\\+") && trend < 0) return "diminishing hot spot";
  if (!most && like("[^-]*\\+")) return "sporadic hot spot";
  if (!most && like(".*-.*\\+")) return "oscillating hot spot";
  if (most && like(".*[^+]")) return "historical hot spot";
  return "no pattern";
}

// In which row of the table it stands; behind all where it is none.
std::size_t row_of(std::string name) {
  name = name.substr(0, name.find(' '));
  constexpr const char* rows[] = {"new",         "consecutive", "intensifying", "persistent",
                                  "diminishing", "sporadic",    "oscillating",  "historical"};
  return static_cast<std::size_t>(std::ranges::find(rows, name) - std::begin(rows));
}

std::string plain(const std::string& s, int trend) {
  const std::string hot = plain_hot(s, trend);
  std::string cold = plain_hot(mirrored(s), -trend);
  if (cold != "no pattern") cold.replace(cold.find("hot"), 3, "cold");
  return row_of(cold) < row_of(hot) ? cold : hot;
}

// One of each row, and the same with hot and cold exchanged.
TEST_CASE("emerging_pattern: new", "[oracle]") {
  CHECK(named("000000000+", 0) == "new hot spot");
  CHECK(named("00-000000+", 0) == "new hot spot");  // not oscillating
  CHECK(named("000000000-", 0) == "new cold spot");
}

TEST_CASE("emerging_pattern: consecutive", "[oracle]") {
  CHECK(named("00000000++", 0) == "consecutive hot spot");
  CHECK(named("0-++++++++", 0) == "consecutive hot spot");  // not oscillating
  CHECK(named("00000000--", 0) == "consecutive cold spot");
}

TEST_CASE("emerging_pattern: intensifying", "[oracle]") {
  CHECK(named("0+++++++++", 1) == "intensifying hot spot");
  CHECK(named("0---------", -1) == "intensifying cold spot");
}

TEST_CASE("emerging_pattern: persistent", "[oracle]") {
  CHECK(named("+++++0++++", 0) == "persistent hot spot");
  CHECK(named("0+++++++++", 0) == "persistent hot spot");  // nine of ten are no mere run
  CHECK(named("----------", 0) == "persistent cold spot");
}

TEST_CASE("emerging_pattern: diminishing", "[oracle]") {
  CHECK(named("+++++0++++", -1) == "diminishing hot spot");
  CHECK(named("-----0----", 1) == "diminishing cold spot");
}

TEST_CASE("emerging_pattern: sporadic", "[oracle]") {
  CHECK(named("0+00+0000+", 0) == "sporadic hot spot");
  CHECK(named("0-00-0000-", 0) == "sporadic cold spot");
}

TEST_CASE("emerging_pattern: oscillating", "[oracle]") {
  CHECK(named("0+00-0000+", 0) == "oscillating hot spot");
  CHECK(named("0-00+0000-", 0) == "oscillating cold spot");
}

TEST_CASE("emerging_pattern: historical", "[oracle]") {
  CHECK(named("+++++++++0", 0) == "historical hot spot");
  CHECK(named("+++++++++0", 1) == "historical hot spot");
  CHECK(named("---------0", 0) == "historical cold spot");
}

TEST_CASE("emerging_pattern: none", "[oracle]") {
  CHECK(named("0000000000", 1) == "no pattern");
  CHECK(named("++++++++00", 1) == "no pattern");
}

// A cold period after nine hot ones is both: the row of new spots stands first.
TEST_CASE("emerging_pattern: the first row that holds, hot or cold", "[edge]") {
  CHECK(named("+++++++++-", 0) == "new cold spot");
  CHECK(named("---------+", 0) == "new hot spot");
  CHECK(named("+", 0) == "new hot spot");
}

TEST_CASE("emerging_pattern: any periods, by regular expressions", "[brute]") {
  Random random(11, Stream::test);
  std::set<std::string> seen;
  for (int i = 0; i < 20'000; ++i) {
    std::string text(10 + random.below(27), '0');
    const double hot = random.uniform() * 1.3;
    const double cold = random.uniform() * 0.4;
    for (char& c : text) {
      const double u = random.uniform();
      c = u < hot ? '+' : u < hot + cold ? '-' : '0';
    }
    if (random.below(2) == 1) text = mirrored(text);
    if (random.below(3) == 0) text.replace(0, text.size() / 2, text.size() / 2, '0');
    if (random.below(3) == 0) text.back() = random.below(2) == 1 ? '+' : '-';
    const int trend = static_cast<int>(random.below(3)) - 1;
    INFO(text << " trend " << trend);
    REQUIRE(named(text, trend) == plain(text, trend));
    seen.insert(named(text, trend));
  }
  CHECK(seen.size() == 17);
}

TEST_CASE("emerging_pattern: cold mirrors hot, and a hot end has a pattern", "[property]") {
  Random random(12, Stream::test);
  for (int i = 0; i < 5'000; ++i) {
    std::string text(10 + random.below(5), '0');
    for (char& c : text) c = "+-0"[random.below(3)];
    const int trend = static_cast<int>(random.below(3)) - 1;
    const Pattern pattern = emerging_pattern(signs_of(text), trend);
    const Pattern other = emerging_pattern(signs_of(mirrored(text)), -trend);
    INFO(text);
    REQUIRE((pattern == Pattern::none) == (other == Pattern::none));
    if (pattern != Pattern::none) REQUIRE(is_hot(pattern) != is_hot(other));
    REQUIRE(row_of(std::string(name_of(pattern_names, pattern))) ==
            row_of(std::string(name_of(pattern_names, other))));
    if (text.back() != '0') REQUIRE(pattern != Pattern::none);
  }
}

}  // namespace emerging_pattern_test
}  // namespace hotward::trend
