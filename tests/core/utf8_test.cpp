#include "engine/core/utf8.hpp"

#include "tests/support/catch.hpp"

namespace hotward {
namespace utf8_test {

std::string utf8(std::string_view text, bool expect_changed) {
  bool changed = false;
  std::string result = as_utf8(text, changed);
  CHECK(changed == expect_changed);
  return result;
}

TEST_CASE("first_character: what is UTF-8 and what is not", "[edge]") {
  CHECK(first_character("–").code_point == 0x2013);
  CHECK(first_character("–").bytes == 3);
  CHECK(first_character("\xF0\x9F\x97\xBA").code_point == 0x1F5FA);
  // A stray continuation, an overlong slash, a surrogate, past U+10FFFF, cut short.
  for (const char* wrong : {"\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x80"}) {
    CHECK_FALSE(first_character(wrong).valid);
    CHECK(first_character(wrong).bytes == 1);
  }
}

TEST_CASE("as_utf8: UTF-8 stays, anything else is Windows-1252", "[edge]") {
  CHECK(utf8("Caf\xC3\xA9", false) == "Caf\xC3\xA9");
  CHECK(utf8("Caf\xE9", true) == "Caf\xC3\xA9");
  CHECK(utf8("\x80 \x99", true) == "\xE2\x82\xAC \xE2\x84\xA2");
  CHECK(utf8("\x81", true) == "\xEF\xBF\xBD");
  // NUL is UTF-8 but no text.
  CHECK(utf8(std::string_view("a\0b", 3), false) ==
        "a\xEF\xBF\xBD"
        "b");
  // Overlong forms, surrogates and what lies above U+10FFFF are no UTF-8 (RFC 3629, section 3).
  CHECK(utf8("\xC0\xAF", true) == "\xC3\x80\xC2\xAF");
  CHECK(utf8("\xED\xA0\x80", true) == "\xC3\xAD\xC2\xA0\xE2\x82\xAC");
  CHECK(utf8("\xF4\x90\x80\x80", true) == "\xC3\xB4\xEF\xBF\xBD\xE2\x82\xAC\xE2\x82\xAC");
  CHECK(utf8("\xF0\x9F\x93\x8D", false) == "\xF0\x9F\x93\x8D");
  CHECK(utf8("\xE2\x82", true) == "\xC3\xA2\xE2\x80\x9A");
}

TEST_CASE("as_utf8: what it returns is UTF-8, whatever goes in", "[property]") {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const char bytes[] = {static_cast<char>(first), static_cast<char>(second), 'x'};
      bool changed = false;
      const std::string once = as_utf8({bytes, sizeof bytes}, changed);
      bool again = false;
      const std::string twice = as_utf8(once, again);
      INFO(first << " " << second);
      REQUIRE_FALSE(again);
      REQUIRE(once == twice);
    }
  }
}

TEST_CASE("cut_utf8: never within a character", "[property]") {
  const std::string text = "aé€\xF0\x9F\x9A\x93z";  // 1, 2, 3, 4 and 1 bytes
  for (const auto& [bytes, kept] : {std::pair<std::size_t, std::size_t>{0, 0},
                                    {1, 1},
                                    {2, 1},
                                    {3, 3},
                                    {5, 3},
                                    {6, 6},
                                    {9, 6},
                                    {10, 10},
                                    {11, 11},
                                    {99, 11}}) {
    INFO(bytes);
    CHECK(cut_utf8(text, bytes).size() == kept);
  }
}

TEST_CASE("end_of_utf8: never within a character", "[property]") {
  const std::string text = "aé€z";  // 1, 2, 3 and 1 bytes
  CHECK(end_of_utf8(text, 0).empty());
  CHECK(end_of_utf8(text, 2) == "z");
  CHECK(end_of_utf8(text, 4) == "€z");
  CHECK(end_of_utf8(text, 5) == "€z");
  CHECK(end_of_utf8(text, 99) == text);
}

}  // namespace utf8_test
}  // namespace hotward
