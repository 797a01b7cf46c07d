#include "engine/parameter/parameter.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "tests/support/catch.hpp"

namespace hotward::parameter {
namespace parameter_test {

enum class Shape { hexagon, square };
constexpr Names<Shape, 2> shape_names{{{Shape::hexagon, "hex"}, {Shape::square, "square"}}};

Result<std::pair<int, int>> parse_pair(const std::string& text) {
  const auto colon = text.find(':');
  if (colon == std::string::npos) {
    return fail(ErrorCode::usage, "'" + text + "' is no pair: write 3:4");
  }
  return std::pair{std::stoi(text.substr(0, colon)), std::stoi(text.substr(colon + 1))};
}
std::string pair_text(const std::pair<int, int>& pair) {
  return std::to_string(pair.first) + ":" + std::to_string(pair.second);
}

// One of each kind, and of each type that a kind can have.
struct Options {
  bool raw = false;
  std::string label = "people";
  std::string nothing;
  Words types;
  Words skip;
  std::string column;
  std::string file;
  Words files;
  Shape shape = Shape::square;
  std::optional<Shape> maybe_shape;
  std::uint32_t permutations = 9999;
  std::uint64_t seed = 1;
  std::optional<std::size_t> top;
  double power = 0.25;
  std::optional<double> maybe_power;
  std::vector<double> contours{50.0, 80.0};
  double cell_m = 1500.0;
  std::optional<double> nearest_m;
  double window_days = 14.0;
  double share = 0.57;
  std::pair<int, int> pair{3, 4};
};

List parameters(Options& o) {
  List list("Heading");
  list.flag("raw", o.raw, "A flag");
  list.text("label", o.label, "A text");
  list.text("nothing", o.nothing, "A text without a value");
  list.texts("type", o.types, "Texts");
  list.choices("skip", o.skip, {"grid", "gi-star"}, "Some of some words");
  list.column("column", o.column, "A column");
  list.path("file", o.file, "A path");
  list.paths("files", o.files, "Paths");
  list.choice("shape", o.shape, shape_names, "One of some words");
  list.choice("maybe-shape", o.maybe_shape, shape_names, "One of some words, or none");
  list.whole("permutations", o.permutations, "A number of 32 bits").above(0.0);
  list.whole("seed", o.seed, "A number of 64 bits");
  list.whole("top", o.top, "A whole number, or none");
  list.number("power", o.power, "A number").from_to(-1.0, 1.0);
  list.number("maybe-power", o.maybe_power, "A number, or none");
  list.numbers("contours", o.contours, "Numbers").comma_separated().from_to(0.0, 100.0);
  list.length("cell", o.cell_m, "A length").above(0.0).up_to(20000.0);
  list.length("nearest", o.nearest_m, "A length, or none");
  list.days("window", o.window_days, "Days").from_to(1.0, 365.0);
  list.share("share", o.share, "A share").above(0.0).up_to(0.75);
  list.spec<std::pair<int, int>>("pair", o.pair, parse_pair, pair_text, "A language of its own");
  return list;
}

// What set() says of it; empty where it takes it.
std::string fault(List& list, const std::string& name, const Words& words) {
  const auto taken = set(list, name, words);
  if (taken) return {};
  CHECK(taken.error().code == ErrorCode::usage);
  CHECK(taken.error().parameter == name);
  return taken.error().message;
}

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

TEST_CASE("parameters: a list is written with commas where that is declared", "[property]") {
  Options o;
  List list = parameters(o);
  CHECK(list.find("contours")->commas);
  CHECK_FALSE(list.find("skip")->commas);
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

TEST_CASE("parameters: what is shown as default is the value in the struct", "[oracle]") {
  Options o;
  List list = parameters(o);
  const auto shown = [&](const char* name) { return list.find(name)->shown_default; };
  CHECK(shown("raw") == "");
  CHECK(shown("label") == "people");
  CHECK(shown("nothing") == "");
  CHECK(shown("shape") == "square");
  CHECK(shown("maybe-shape") == "");
  CHECK(shown("permutations") == "9999");
  CHECK(shown("seed") == "1");
  CHECK(shown("top") == "");
  CHECK(shown("power") == "0.25");
  CHECK(shown("maybe-power") == "");
  CHECK(shown("contours") == "50,80");
  CHECK(shown("cell") == "1.5km");
  CHECK(shown("nearest") == "");
  CHECK(shown("window") == "14d");
  CHECK(shown("share") == "57%");
  CHECK(shown("pair") == "3:4");
  list.find("cell")->default_text("by the data");
  CHECK(shown("cell") == "by the data");
  CHECK(list.find("cell")->group == "Heading");
  CHECK(list.find("cell")->shown_as == "LENGTH");
  CHECK(list.find("file")->names_file == PathKind::path);
}

// Values for each kind, as a user could give them.
Words random_words(const Parameter& p, std::mt19937_64& random) {
  const auto whole = [&](std::uint64_t most) { return std::to_string(random() % most + 1); };
  const auto decimal = [&](double least, double most) {
    const double share = static_cast<double>(random() >> 11U) * 0x1p-53;
    return fmt::format("{}", least + share * (most - least));
  };
  switch (p.kind) {
    case Kind::flag:
      return {random() % 2 == 0 ? "true" : "false"};
    case Kind::choice:
      return {p.choices[random() % p.choices.size()]};
    case Kind::whole:
      return {whole(1000000)};
    case Kind::number:
      return {decimal(0.0, 1.0)};
    case Kind::length:
      return {decimal(0.001, 19.999) + (random() % 2 == 0 ? "km" : "m")};
    case Kind::days:
      return {decimal(1.0, 50.0) + (random() % 2 == 0 ? "d" : "w")};
    case Kind::share:
      return {decimal(0.001, 74.0) + "%"};
    case Kind::spec:
      return {whole(99) + ":" + whole(99)};
    default:
      return {"a word " + whole(1000)};
  }
}

TEST_CASE("parameters: what is read is taken, and gives the same value", "[property]") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 500; ++round) {
    Options one;
    Options other;
    List from = parameters(one);
    List to = parameters(other);
    for (Parameter& p : from.all()) {
      Words words = random_words(p, random);
      if (p.repeatable && random() % 2 == 0) words.push_back(random_words(p, random)[0]);
      CAPTURE(p.name, words);
      REQUIRE(set(from, p.name, words));
      const Words read = p.read();
      REQUIRE((p.kind == Kind::flag || !read.empty()));
      REQUIRE(set(to, p.name, read.empty() ? Words{"false"} : read));
      REQUIRE(to.find(p.name)->read() == read);
    }
    CHECK(one.raw == other.raw);
    CHECK(one.types == other.types);
    CHECK(one.maybe_shape == other.maybe_shape);
    CHECK(one.top == other.top);
    CHECK(one.power == other.power);
    CHECK(one.maybe_power == other.maybe_power);
    CHECK(one.contours == other.contours);
    CHECK(one.cell_m == other.cell_m);
    CHECK(one.nearest_m == other.nearest_m);
    CHECK(one.window_days == other.window_days);
    CHECK(one.share == other.share);
    CHECK(one.pair == other.pair);
  }
}

TEST_CASE("parameters: defaults are read as words that give the same defaults", "[property]") {
  Options o;
  List list = parameters(o);
  Options other;
  List again = parameters(other);
  for (const Parameter& p : list.all()) {
    const Words read = p.read();
    if (read.empty()) continue;
    INFO(p.name);
    REQUIRE(set(again, p.name, read));
    CHECK(again.find(p.name)->read() == read);
  }
  CHECK(other.share == o.share);
  CHECK(other.cell_m == o.cell_m);
}

TEST_CASE("parameters: a name that nobody knows is answered with the nearest", "[error]") {
  Options o;
  List list = parameters(o);
  CHECK(fault(list, "permutation", {"9"}) ==
        "no parameter is called 'permutation' (did you mean 'permutations'?)");
  CHECK(fault(list, "qqqqqqqq", {"9"}) == "no parameter is called 'qqqqqqqq'");
  CHECK(list.find("qqqqqqqq") == nullptr);
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

TEST_CASE("parameters: what is required, and what needs another", "[error]") {
  std::string method;
  std::uint32_t simulations = 1000;
  List list;
  list.text("method", method, "A method").must_be_given();
  list.whole("simulations", simulations, "How many").needs("method nnh", [&method] {
    return method == "nnh";
  });
  auto checked = check(list);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().parameter == "method");
  CHECK(checked.error().message == "must be given");
  CHECK(checked.error().code == ErrorCode::usage);
  REQUIRE(set(list, "method", {"dbscan"}));
  CHECK(check(list));
  REQUIRE(set(list, "simulations", {"9"}));
  checked = check(list);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().parameter == "simulations");
  CHECK(checked.error().message == "is for method nnh");
  REQUIRE(set(list, "method", {"nnh"}));
  CHECK(check(list));
}

TEST_CASE("parameters: what answers alone needs nothing that is required", "[edge]") {
  std::string method;
  bool lists = false;
  List list("Test");
  list.text("method", method, "A method").must_be_given();
  list.flag("list-methods", lists, "List the methods").answers_alone();
  CHECK_FALSE(check(list));
  REQUIRE(set(list, "list-methods", {}));
  CHECK(check(list));
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

TEST_CASE("parameters: lists are put behind each other, under their headings", "[property]") {
  Options o;
  bool more = false;
  List list = parameters(o);
  const std::size_t before = list.all().size();
  List other("Another");
  other.flag("more", more, "One more");
  other.heading("").flag("unlisted", more, "Not recorded").unrecorded();
  list.append(std::move(other));
  REQUIRE(list.all().size() == before + 2);
  CHECK(list.find("more")->group == "Another");
  CHECK(list.find("unlisted")->group == "");
  CHECK_FALSE(list.find("unlisted")->recorded);
  CHECK(list.find("more")->recorded);
  REQUIRE(set(list, "more", {}));
  CHECK(more);
}

}  // namespace parameter_test
}  // namespace hotward::parameter
