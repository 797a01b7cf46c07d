#include "engine/io/sample/read_recipe.hpp"

#include <filesystem>
#include <string>

#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace read_recipe_test {

namespace fs = std::filesystem;

const std::string least = R"(title = "T"
stem = "s"
reported_by = "R"
seed = 3
[[batch]]
title = "B"
from = "2019-04"
to = "2019-05"
total = 10
months = [1, 2.5]
kinds = [{ type = "Drugs", weight = 2 }]
)";

Result<table::SampleRecipe> recipe_of(const std::string& text) {
  const TestFolder folder;
  put_bytes(folder / "r.toml", text);
  return read_recipe(folder / "r.toml");
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST_CASE("read_recipe: every key of the shipped recipe arrives", "[oracle]") {
  const auto path = fs::path(HOTWARD_SOURCE_DIR) / "samples/medway-assessment-2020/recipe.toml";
  const auto recipe = read_recipe(path);
  REQUIRE(recipe);
  CHECK(recipe->stem == "medway-sample");
  CHECK(recipe->seed == 2020);
  CHECK(recipe->streets.points == 2500);
  CHECK(recipe->streets.spacing_low_m == 30.0);
  CHECK(recipe->elsewhere.points == 60);
  CHECK(recipe->elsewhere.box.high == geometry::Point{590000, 159000});
  CHECK(recipe->outcomes.size() == 4);
  CHECK(recipe->outcomes[0].outcomes[0].name == "Investigation complete; no suspect identified");
  REQUIRE(recipe->batches.size() == 4);
  const table::SampleBatch& asb = recipe->batches[0];
  CHECK(asb.total == 6023);
  CHECK(asb.period.days() == 366);
  // Read off the assessment's chart; the assessment's year is 6,023.
  double months = 0.0;
  for (const double n : asb.months) months += n;
  CHECK(months == 6060.0);
  CHECK(asb.kinds.size() == 7);
  CHECK(asb.kinds[1].context == "Drunken or Rowdy Behaviour");
  CHECK(asb.kinds[1].gathering == 1.2);
  CHECK(asb.leading[0].name == "River");
  CHECK(asb.leading[0].weight == 705.0);
  CHECK(asb.factors.size() == 11);
  CHECK(recipe->text == bytes_of(path));
}

TEST_CASE("read_recipe: what is left out has its default", "[edge]") {
  const auto recipe = recipe_of(least);
  REQUIRE(recipe);
  CHECK(recipe->streets.points == table::SampleStreets{}.points);
  CHECK(recipe->batches[0].months == std::vector<double>{1.0, 2.5});
  CHECK(recipe->batches[0].kinds[0].gathering == 1.0);
  CHECK(recipe->batches[0].leading.empty());
  CHECK(recipe->areas.empty());
}

TEST_CASE("read_recipe: names the file, the line and the key", "[error]") {
  const auto fault = [](const std::string& from, const std::string& to) {
    const auto recipe = recipe_of(replaced(least, from, to));
    REQUIRE_FALSE(recipe);
    CHECK(recipe.error().code == ErrorCode::wrong_format);
    const std::string& message = recipe.error().message;
    return message.substr(message.find("r.toml") + 6);
  };
  CHECK(fault("seed", "sede") == ":1: no key 'seed'");
  CHECK(fault("seed = 3", "seed = 3\nsede = 4") == ":5: unknown key 'sede'");
  CHECK(fault("seed = 3", "seed = -3") == ":4: seed: not the kind of value that belongs here");
  CHECK(fault("total = 10", "total = 5000000000") ==
        ":9: total: not the kind of value that belongs here");
  CHECK(fault("total = 10", "total = 10.5") ==
        ":9: total: not the kind of value that belongs here");
  CHECK(fault("2.5", "\"x\"") == ":10: months: not the kind of value that belongs here");
  CHECK(fault("2019-05", "2019-13") == ":8: to: '2019-13' is no month");
  CHECK(fault("weight = 2", "wieght = 2") == ":11: no key 'weight'");
  CHECK(fault("[[batch]]", "batch = 3\n[x]") == ":5: batch: not a table");
  CHECK(fault("total = 10", "total = 10\nleading = [[\"River\"]]") ==
        ":10: leading: not the kind of value that belongs here");
  CHECK(fault("stem = \"s\"", "stem = \"s").find(":2:") == 0);

  const auto none = read_recipe("/nowhere/r.toml");
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::no_such_file);
  const auto folder = read_recipe(fs::temp_directory_path());
  REQUIRE_FALSE(folder);
  CHECK(folder.error().code == ErrorCode::unreadable);
}

}  // namespace read_recipe_test
}  // namespace hotward::io
