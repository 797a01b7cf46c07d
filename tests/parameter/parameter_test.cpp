#include "engine/parameter/parameter.hpp"

#include <cstdint>
#include <random>
#include <string>

#include "tests/parameter/options.hpp"
#include "tests/support/catch.hpp"

namespace hotward::parameter {
namespace parameter_test {

using namespace options;

TEST_CASE("parameters: a list is written with commas where that is declared", "[property]") {
  Options o;
  List list = parameters(o);
  CHECK(list.find("contours")->commas);
  CHECK_FALSE(list.find("skip")->commas);
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
