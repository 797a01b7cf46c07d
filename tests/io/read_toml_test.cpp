#include "engine/io/files/read_toml.hpp"

#include "tests/support/catch.hpp"

namespace hotward::io {
namespace read_toml_test {

const TomlValue& at(const TomlValue& table, std::string_view key) {
  INFO("key " << key);
  REQUIRE(table.as<TomlTable>() != nullptr);
  const TomlValue* value = find(*table.as<TomlTable>(), key);
  REQUIRE(value != nullptr);
  return *value;
}

TEST_CASE("read_toml: each kind of value, with the line on which it stands", "[oracle]") {
  const auto document = read_toml(
      "# a job\n"
      "whole = 1_000\n"
      "number = 2.5e1\n"
      "flag = true\n"
      "text = \"a\\tb\"\n"
      "raw = 'a\\tb'\n"
      "day = 2019-04-01\n"
      "list = [\n  1,\n  [\"x\"]\n]\n"
      "pair = { b = 1, a = \"z\" }\n"
      "[town]\n"
      "wards.count = 22\n"
      "[[batch]]\nn = 1\n"
      "[[batch]]\nn = 2\n",
      "job.toml");
  REQUIRE(document);
  CHECK(document->line == 1);
  CHECK(*at(*document, "whole").as<std::int64_t>() == 1000);
  CHECK(*at(*document, "number").as<double>() == 25.0);
  CHECK(*at(*document, "flag").as<bool>());
  CHECK(*at(*document, "text").as<std::string>() == "a\tb");
  CHECK(*at(*document, "raw").as<std::string>() == "a\\tb");
  CHECK(at(*document, "day").as<std::monostate>() != nullptr);
  CHECK(at(*document, "day").line == 7);
  CHECK(at(*document, "list").line == 8);
  const TomlList& list = *at(*document, "list").as<TomlList>();
  REQUIRE(list.size() == 2);
  CHECK(list[0].line == 9);
  CHECK(*(*list[1].as<TomlList>())[0].as<std::string>() == "x");
  CHECK(*at(at(at(*document, "town"), "wards"), "count").as<std::int64_t>() == 22);
  const TomlList& batches = *at(*document, "batch").as<TomlList>();
  REQUIRE(batches.size() == 2);
  CHECK(*at(batches[1], "n").as<std::int64_t>() == 2);
  CHECK(at(batches[1], "n").line == 18);

  const TomlTable& pair = *at(*document, "pair").as<TomlTable>();
  REQUIRE(pair.size() == 2);
  CHECK(pair[0].key == "a");
  CHECK(find(pair, "c") == nullptr);
}

TEST_CASE("read_toml: an empty file is an empty table", "[edge]") {
  const auto document = read_toml("", "none.toml");
  REQUIRE(document);
  CHECK(document->as<TomlTable>()->empty());
}

TEST_CASE("read_toml: a fault is told with its place", "[error]") {
  const auto fault = [](const std::string& text) {
    const auto document = read_toml(text, "job.toml");
    REQUIRE_FALSE(document);
    CHECK(document.error().code == ErrorCode::wrong_format);
    return document.error().message;
  };
  using Catch::Matchers::StartsWith;
  CHECK_THAT(fault("a = 1\nb = \n"), StartsWith("job.toml:2:"));
  CHECK_THAT(fault("a = 1\na = 2\n"), StartsWith("job.toml:2:"));
  CHECK_THAT(fault("a = \"x\n"), StartsWith("job.toml:1:"));
  CHECK_THAT(fault("\n\nnonsense\n"), StartsWith("job.toml:3:"));
  CHECK(fault("b = \n").size() > std::string("job.toml:1:1: ").size());
  CHECK(fault("b = \n").find('\n') == std::string::npos);
}

TEST_CASE("read_toml: nesting without end is refused, dots in texts are not", "[error]") {
  const auto repeated = [](const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
  };
  const std::vector<std::string> deep{
      "\na" + repeated(".a", 50'000) + " = 1\n",
      "\n[a" + repeated(".a", 50'000) + "]\n",
      "\na = " + repeated("[", 50'000) + repeated("]", 50'000) + "\n",
      "\na = " + repeated("{a = ", 50'000) + "1" + repeated("}", 50'000) + "\n",
      "\na = {a" + repeated(".a", 50'000) + " = 1}\n",
      "\n" + repeated("[", 50'000),
  };
  for (const std::string& text : deep) {
    const auto document = read_toml(text, "job.toml");
    REQUIRE_FALSE(document);
    CHECK(document.error().message == "job.toml:2:1: nested more than 100 levels deep");
  }
  const std::string dots = repeated("./", 1000);
  const auto plain = read_toml("# " + dots + repeated("[", 500) + "\na = \"" + dots +
                                   "\\\"[[\"\nb = '" + dots + "'\nc = \"\"\"\n\"" + dots +
                                   "\"\"\"\nd = [1.5, 2.5, " + repeated("1.5, ", 500) + "3.5]\n",
                               "job.toml");
  REQUIRE(plain);
  CHECK(*find(*plain->as<TomlTable>(), "b")->as<std::string>() == dots);
  CHECK(find(*plain->as<TomlTable>(), "d")->line == 6);
}

}  // namespace read_toml_test
}  // namespace hotward::io
