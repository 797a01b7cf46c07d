#include "engine/io/files/text_file.hpp"

#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace text_file_test {

TEST_CASE("read_text, write_text: there and back, every byte", "[property]") {
  const TestFolder folder;
  const std::string text("a\r\nb\0c\n\n", 8);
  REQUIRE(write_text(folder / "a.gal", text, false));
  const auto back = read_text(folder / "a.gal");
  REQUIRE(back);
  CHECK(*back == text);
}

TEST_CASE("read_text, write_text: say why they cannot", "[error]") {
  const TestFolder folder;
  const auto missing = read_text(folder / "none.gal");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::no_such_file);
  const auto directory = read_text(folder / ".");
  REQUIRE_FALSE(directory);
  CHECK(directory.error().code == ErrorCode::unreadable);
  REQUIRE(write_text(folder / "a.gal", "one", false));
  const auto again = write_text(folder / "a.gal", "two", false);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::already_exists);
  CHECK(*read_text(folder / "a.gal") == "one");
  REQUIRE(write_text(folder / "a.gal", "two", true));
  CHECK(*read_text(folder / "a.gal") == "two");
  const auto nowhere = write_text(folder / "no" / "a.gal", "one", false);
  REQUIRE_FALSE(nowhere);
  CHECK(nowhere.error().code == ErrorCode::cannot_write);
}

}  // namespace text_file_test
}  // namespace hotward::io
