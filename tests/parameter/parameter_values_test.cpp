// What set() takes and what it refuses, kind by kind.
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "engine/parameter/parameter.hpp"
#include "tests/parameter/options.hpp"
#include "tests/support/catch.hpp"

namespace hotward::parameter {
namespace parameter_values_test {

using namespace options;

TEST_CASE("parameters: each kind sets its value", "[oracle]") {
  Options o;
  List list = parameters(o);
  const auto take = [&](const char* name, const Words& words) {
    INFO(name);
    CHECK_FALSE(list.find(name)->given);
    CHECK(fault(list, name, words) == "");
    CHECK(list.find(name)->given);
  };
  take("raw", {});
  CHECK(o.raw);
  take("label", {"dwellings"});
  CHECK(o.label == "dwellings");
  take("type", {"asb", "Drugs"});
  CHECK(o.types == Words{"asb", "Drugs"});
  take("skip", {"GI-Star", "grid"});
  CHECK(o.skip == Words{"gi-star", "grid"});
  take("column", {"pop 2019"});
  CHECK(o.column == "pop 2019");
  take("file", {"a b.csv"});
  CHECK(o.file == "a b.csv");
  take("files", {"a", "b"});
  CHECK(o.files == Words{"a", "b"});
  take("shape", {"HEX"});
  CHECK(o.shape == Shape::hexagon);
  take("maybe-shape", {"Square"});
  CHECK(o.maybe_shape == Shape::square);
  take("permutations", {"4294967295"});
  CHECK(o.permutations == 4294967295U);
  take("seed", {"18446744073709551615"});
  CHECK(o.seed == UINT64_MAX);
  take("top", {"0"});
  CHECK(o.top == 0U);
  take("power", {"-0.5"});
  CHECK(o.power == -0.5);
  take("maybe-power", {"+1e-3"});
  CHECK(o.maybe_power == 0.001);
  take("contours", {"99.9", "5"});
  CHECK(o.contours == std::vector<double>{99.9, 5.0});
  take("cell", {"20km"});
  CHECK(o.cell_m == 20000.0);
  take("nearest", {"50m"});
  CHECK(o.nearest_m == 50.0);
  take("window", {"2w"});
  CHECK(o.window_days == 14.0);
  take("share", {"75%"});
  CHECK(o.share == 0.75);
  take("pair", {"7:8"});
  CHECK(o.pair == std::pair{7, 8});
  // A flag can be taken back, by a file of a job.
  CHECK(fault(list, "raw", {"False"}) == "");
  CHECK_FALSE(o.raw);
}

TEST_CASE("parameters: bounds are told in the parameter's unit", "[error]") {
  Options o;
  List list = parameters(o);
  struct Refused {
    const char* name;
    const char* word;
    const char* why;
  };
  for (const Refused& r : {
           Refused{"permutations", "0", "'0' is not above 0"},
           Refused{"permutations", "4294967296",
                   "'4294967296' is no whole number from 0 to 4294967295"},
           Refused{"permutations", "-1", "'-1' is no whole number from 0 to 4294967295"},
           Refused{"permutations", "1.5", "'1.5' is no whole number from 0 to 4294967295"},
           Refused{"seed", "18446744073709551616",
                   "'18446744073709551616' is no whole number from 0 to 18446744073709551615"},
           Refused{"seed", "", "'' is no whole number from 0 to 18446744073709551615"},
           Refused{"power", "1.5", "'1.5' is not at least -1 and at most 1"},
           Refused{"power", "-1.5", "'-1.5' is not at least -1 and at most 1"},
           Refused{"power", "nan", "'nan' is no decimal number"},
           Refused{"power", "0x1", "'0x1' is no decimal number"},
           Refused{"power", " 1", "' 1' is no decimal number"},
           Refused{"power", "1,5", "'1,5' is no decimal number"},
           Refused{"power", "1e999", "'1e999' is no decimal number"},
           Refused{"contours", "100.5", "'100.5' is not at least 0 and at most 100"},
           Refused{"cell", "0m", "'0m' is not above 0m and at most 20km"},
           Refused{"cell", "21km", "'21km' is not above 0m and at most 20km"},
           Refused{"cell", "150", "'150' has no unit: write 50m or 1.5km"},
           Refused{"window", "0d", "'0d' is not at least 1d and at most 365d"},
           Refused{"window", "53w", "'53w' is not at least 1d and at most 365d"},
           Refused{"share", "0%", "'0%' is not above 0% and at most 75%"},
           Refused{"share", "76%", "'76%' is not above 0% and at most 75%"},
           Refused{"raw", "yes", "'yes' is neither true nor false"},
           Refused{"shape", "hexx", "'hexx' is none of hex, square (did you mean 'hex'?)"},
           Refused{"maybe-shape", "", "'' is none of hex, square"},
           Refused{"skip", "moran", "'moran' is none of grid, gi-star"},
           Refused{"pair", "3", "'3' is no pair: write 3:4"},
       }) {
    INFO(r.name);
    CHECK(fault(list, r.name, {r.word}) == r.why);
    CHECK_FALSE(list.find(r.name)->given);
  }
  // Nothing was changed by what was refused, nor by the sound ones before a faulty one.
  CHECK(fault(list, "contours", {"10", "x"}) == "'x' is no decimal number");
  CHECK(fault(list, "skip", {"grid", "x"}) == "'x' is none of grid, gi-star");
  Options fresh;
  CHECK(o.contours == fresh.contours);
  CHECK(o.skip.empty());
  CHECK(o.cell_m == fresh.cell_m);
  CHECK(o.permutations == fresh.permutations);
}

TEST_CASE("parameters: the bounds themselves are taken, where they are not above", "[edge]") {
  Options o;
  List list = parameters(o);
  for (const auto& [name, word] : {std::pair{"power", "-1"},
                                   {"power", "1"},
                                   {"contours", "0"},
                                   {"contours", "100"},
                                   {"window", "1d"},
                                   {"window", "365d"},
                                   {"cell", "20km"},
                                   {"share", "75%"}}) {
    INFO(name << " " << word);
    CHECK(fault(list, name, {word}) == "");
  }
}

TEST_CASE("parameters: a whole number keeps both its bounds", "[edge]") {
  std::uint32_t n = 7;
  std::optional<std::size_t> m;
  List list;
  list.whole("n", n, "Bounded").from_to(5.0, 9.0);
  list.whole("m", m, "Bounded").above(1.0).up_to(3.0);
  CHECK(fault(list, "n", {"4"}) == "'4' is no whole number from 5 to 9");
  CHECK(fault(list, "n", {"10"}) == "'10' is no whole number from 5 to 9");
  CHECK(fault(list, "n", {"x"}) == "'x' is no whole number from 5 to 9");
  CHECK(fault(list, "m", {"1"}) == "'1' is not above 1");
  CHECK(fault(list, "m", {"4"}) == "'4' is no whole number from 0 to 3");
  CHECK(fault(list, "n", {"5"}) == "");
  CHECK(fault(list, "n", {"9"}) == "");
  CHECK(fault(list, "m", {"2"}) == "");
}

TEST_CASE("parameters: one value, or several where they are repeatable", "[error]") {
  Options o;
  List list = parameters(o);
  for (const Parameter& p : list.all()) {
    INFO(p.name);
    std::mt19937_64 random(3);
    const std::string word = random_words(p, random)[0];
    CHECK(fault(list, p.name, {word, word}) == (p.repeatable ? "" : "takes one value"));
    CHECK(fault(list, p.name, {}) == (p.kind == Kind::flag ? "" : "needs a value"));
  }
}

TEST_CASE("parameters: a name that nobody knows is answered with the nearest", "[error]") {
  Options o;
  List list = parameters(o);
  CHECK(fault(list, "permutation", {"9"}) ==
        "no parameter is called 'permutation' (did you mean 'permutations'?)");
  CHECK(fault(list, "qqqqqqqq", {"9"}) == "no parameter is called 'qqqqqqqq'");
  CHECK(list.find("qqqqqqqq") == nullptr);
}

TEST_CASE("parameters: an error of an own language keeps the name it gives", "[error]") {
  std::pair<int, int> pair;
  List list;
  list.spec<std::pair<int, int>>(
      "pair", pair,
      [](const std::string&) -> Result<std::pair<int, int>> {
        return fail(Error{ErrorCode::usage, "is at fault", "other"});
      },
      pair_text, "A language of its own");
  CHECK(set(list, "pair", {"x"}).error().parameter == "other");
}

}  // namespace parameter_values_test
}  // namespace hotward::parameter
