#include "engine/core/spelling.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "engine/core/utf8.hpp"

namespace hotward {
namespace {

// U+00C0 … U+00FF and U+0100 … U+017F without their accents; '*' stands for itself.
constexpr std::string_view latin_1 =
    "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty";
constexpr std::string_view latin_a =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooo"
    "rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin_1.size() == 64 && latin_a.size() == 128);

struct Sign {
  char letter;          // what it is compared by; ' ' between words, 0 for nothing at all
  std::size_t length;   // bytes it takes
  bool stands = false;  // it is compared by its bytes
};

Sign sign_of(std::uint32_t code) {                    // of two bytes
  if (code == 0xA0) return {' ', 2};                  // a blank that breaks no line
  if (code >= 0x300 && code <= 0x36F) return {0, 2};  // combining accents
  char base = '*';
  if (code >= 0xC0 && code <= 0xFF) base = latin_1[code - 0xC0];
  if (code >= 0x100 && code <= 0x17F) base = latin_a[code - 0x100];
  return {base, 2, base == '*'};
}

Sign sign_at(std::string_view text) {
  const Utf8Character c = first_character(text);
  if (c.valid && c.bytes == 1) {
    const char letter = text[0];
    if (std::string_view(" -_\t\r\n").find(letter) != std::string_view::npos) return {' ', 1};
    const bool capital = letter >= 'A' && letter <= 'Z';
    return {capital ? static_cast<char>(letter - 'A' + 'a') : letter, 1};
  }
  if (c.bytes == 2) return sign_of(c.code_point);
  const bool dash = c.code_point >= 0x2010 && c.code_point <= 0x2015;
  const bool thin_blank = c.code_point == 0x2009 || c.code_point == 0x202F;
  if (dash || thin_blank) return {' ', c.bytes};
  return {0, c.bytes, true};
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         (static_cast<unsigned char>(c) & 0x80U);
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::string folded(std::string_view name) {
  std::string key;
  bool gap = false;
  while (!name.empty()) {
    const Sign sign = sign_at(name);
    if (sign.letter == ' ') {
      gap = !key.empty();
    } else if (sign.letter != 0 || sign.stands) {
      if (gap) key += ' ';
      gap = false;
      if (sign.stands) {
        key += name.substr(0, sign.length);
      } else {
        key += sign.letter;
      }
    }
    name.remove_prefix(sign.length);
  }
  return key;
}

std::string letters(std::string_view name) {
  std::string key = folded(name);
  std::erase_if(key, [](char c) { return !is_letter_or_digit(c); });
  return key;
}

std::vector<std::size_t> same_names(std::span<const std::string> names, std::string_view name) {
  const auto those = [&](const auto& key_of) {
    std::vector<std::size_t> found;
    const auto key = key_of(name);
    for (std::size_t i = 0; !key.empty() && i < names.size(); ++i) {
      if (key_of(names[i]) == key) found.push_back(i);
    }
    return found;
  };
  const auto bare = [](std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
  };
  auto found = those(bare);
  if (found.empty()) found = those(folded);
  if (found.empty()) found = those(letters);
  return found;
}

std::size_t edits(std::string_view a, std::string_view b) {
  // Rows of the table of edits that make the first j letters of b of the first i of a.
  std::vector<std::size_t> before;
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before = std::move(last);
    last = row;
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({changed, last[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

bool is_near(std::string_view word, std::string_view name) {
  const std::string wrong = folded(word);
  const std::string known = folded(name);
  if (wrong.size() >= 3 && known.find(wrong) != std::string::npos) return true;
  return edits(wrong, known) <= std::max<std::size_t>(1, wrong.size() / 3);
}

std::vector<std::string> nearest_names(std::string_view word, std::span<const std::string> names) {
  constexpr std::size_t most = 3;
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  std::vector<std::string> near;
  for (const std::string& name : names) {
    if (!is_near(word, name)) continue;
    const std::size_t count = edits(folded(word), folded(name));
    if (count < fewest) near.clear();
    fewest = std::min(fewest, count);
    if (count == fewest && near.size() < most) near.push_back(name);
  }
  return near;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> names) {
  std::string text;
  for (const std::string& name : nearest_names(word, names)) {
    text.append(text.empty() ? " (did you mean '" : " or '").append(name) += '\'';
  }
  return text.empty() ? text : text + "?)";
}

}  // namespace hotward
