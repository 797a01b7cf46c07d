#include "engine/io/csv/field_text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <system_error>

#include "engine/core/spelling.hpp"
#include "engine/io/files/layer_values.hpp"

#if __has_include(<fast_float/fast_float.h>)
#include <fast_float/fast_float.h>
namespace number_parser = fast_float;
#else
#include <charconv>
namespace number_parser = std;
#endif

namespace hotward::io {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view unquoted(std::string_view field, std::string& scratch) {
  if (field.empty() || field.front() != '"') return field;
  const auto close = field.find('"', 1);
  if (close == field.size() - 1) return field.substr(1, close - 1);
  scratch.clear();
  bool inside = true;
  for (std::size_t i = 1; i < field.size(); ++i) {
    const bool quote = field[i] == '"';
    if (inside && quote && i + 1 < field.size() && field[i + 1] == '"') {
      scratch += field[i++];
    } else if (inside && quote) {
      inside = false;
    } else {
      scratch += field[i];
    }
  }
  return scratch;
}

namespace {

constexpr std::array<double, 16> ten_to = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                           1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

// A one in each byte of a word: times a character, it is that character eight times.
constexpr std::uint64_t each = 0x0101010101010101U;

std::uint64_t word_at(const char* text) {
  std::uint64_t word;
  std::memcpy(&word, text, sizeof word);
  return word;
}

bool all_digits(std::uint64_t text) {
  // '0' to '9' have a high half of 3, and still with 6 added. A byte that hands one on is none.
  constexpr std::uint64_t high_halves = 0xF0 * each;
  const std::uint64_t unlike = (text ^ ('0' * each)) | ((text + 6 * each) ^ ('0' * each));
  return (unlike & high_halves) == 0;
}

// Eight digits, the first in the lowest byte: made into pairs, fours and one number.
std::uint64_t number_of(std::uint64_t text) {
  text -= '0' * each;
  text = (10 * text + (text >> 8U)) & 0x00FF00FF00FF00FFU;
  text = (100 * text + (text >> 16U)) & 0x0000FFFF0000FFFFU;
  return (10000 * text + (text >> 32U)) & 0xFFFFFFFFU;
}

// A decimal of at most 15 digits and no exponent, as coordinates are; else nothing. Its digits as a
// whole number and the power of ten are exact, so their quotient is correctly rounded. Clinger
// (1990), How to read floating point numbers accurately, PLDI '90, 92-101.
// doi:10.1145/93542.93557.
std::optional<double> plain_decimal(std::string_view text) {
  const char* at = text.data();
  const char* end = at + text.size();
  const bool negative = at != end && *at == '-';
  if (negative) ++at;
  std::uint64_t digits = 0;
  const auto take_digits = [&] {
    const char* first = at;
    for (; at != end && static_cast<unsigned char>(*at - '0') < 10; ++at) {
      digits = 10 * digits + static_cast<std::uint64_t>(*at - '0');
    }
    return static_cast<std::size_t>(at - first);
  };
  const std::size_t whole = take_digits();
  std::size_t decimals = 0;
  if (at != end && *at == '.') {
    ++at;
    decimals = take_digits();
  }
  // Beyond 15 digits they may have overflowed; nobody looks.
  if (at != end || whole + decimals == 0 || whole + decimals > 15) return {};
  const double value = static_cast<double>(digits) / ten_to[decimals];
  return negative ? -value : value;
}

// What plain_decimal() gives, of 8 to 16 bytes behind the sign and at most seven decimals, as
// degrees are written: no loop, whose end no predictor foresees. Not a number for any other text:
// g++ 12 hands an optional on through memory, which took two fifths of the time.
// Lemire (2021), Number parsing at a gigabyte per second, Software: Practice and Experience 51,
// 1700-1727. doi:10.1002/spe.2984: eight digits in one word.
double short_decimal(std::string_view text) {
  constexpr double not_short = std::numeric_limits<double>::quiet_NaN();
  if constexpr (std::endian::native != std::endian::little) return not_short;
  constexpr std::size_t word = sizeof(std::uint64_t);
  if (text.size() < word) return not_short;
  const bool negative = text.front() == '-';
  const char* at = text.data() + (negative ? 1 : 0);
  const std::size_t length = text.size() - (negative ? 1 : 0);
  if (length < word || length > 2 * word) return not_short;
  // The last eight bytes, and those before them with noughts in front. Shifts by halves: one by 64
  // bits would be none.
  const std::uint64_t last = word_at(at + length - word);
  const std::size_t half_shift = 4 * (2 * word - length);
  const std::size_t half_rest = 32 - half_shift;
  const std::uint64_t first =
      (word_at(at) << half_shift << half_shift) | ('0' * each >> half_rest >> half_rest);
  const std::uint64_t unlike_point = last ^ ('.' * each);
  const std::uint64_t point_bits = (unlike_point - each) & ~unlike_point & (0x80 * each);
  if (point_bits == 0) return not_short;
  // The point goes, and what stands before it moves into its place.
  const auto point = static_cast<std::size_t>(std::countr_zero(point_bits)) - 7;  // its lowest bit
  const std::uint64_t before = (std::uint64_t{1} << point) - 1;
  const std::uint64_t through = (std::uint64_t{0x100} << point) - 1;
  const std::uint64_t low = (last & ~through) | ((last & before) << 8U) | (first >> 56U);
  const std::uint64_t high = (first << 8U) | '0';
  if (!all_digits(low) || !all_digits(high)) return not_short;
  const auto digits = static_cast<std::int64_t>(number_of(high) * 100'000'000 + number_of(low));
  const double value = static_cast<double>(digits) / ten_to[word - 1 - point / 8];
  return negative ? -value : value;
}

__attribute__((noinline)) std::optional<double> any_number(std::string_view text) {
  if (const auto number = plain_decimal(text)) return number;
  double value = 0.0;
  const auto read = [&] {
    const auto result = number_parser::from_chars(text.data(), text.data() + text.size(), value);
    return result.ec == std::errc{} && result.ptr == text.data() + text.size();
  };
  if (read()) return value;
  // Rarely needed, so only now: most fields of a file are bare numbers.
  text = trimmed(text);
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  if (read()) return value;
  return {};
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  if (const double number = short_decimal(text); !std::isnan(number)) return number;
  return any_number(text);
}

bool is_unknown(std::string_view text) {
  if (is_missing(text)) return true;
  text = trimmed(text);
  constexpr std::size_t longest = 24;
  // Most texts that are asked about are numbers and dates.
  if (text.size() > longest || (text[0] >= '0' && text[0] <= '9')) return false;
  constexpr std::array unknown = {
      "unknown",       "not known",      "n/k",           "nk",           "unk",
      "not recorded",  "not provided",   "not available", "not supplied", "not specified",
      "not stated",    "not applicable", "tbc",           "tba",          "to be confirmed",
      "to be advised", "missing",        "undefined",     "unspecified",  "nan",
      "no type",       "(no type)",      "no value",      "no data",      "blank",
      "not entered"};
  return std::find(unknown.begin(), unknown.end(), folded(text)) != unknown.end();
}

bool names_nobody(std::string_view id) {
  if (is_unknown(id)) return true;
  id = trimmed(id);
  if (id == "-1" || id == "-1.0" || id.find_first_not_of("0.") == std::string_view::npos)
    return true;
  constexpr std::size_t longest = 24;
  constexpr std::array nobody = {"no id", "no reference", "x", "xx", "xxx"};
  return id.size() <= longest &&
         std::find(nobody.begin(), nobody.end(), folded(id)) != nobody.end();
}

bool is_missing(std::string_view text) {
  text = trimmed(text);
  constexpr std::size_t longest = 8;
  if (text.empty()) return true;
  if (text.size() > longest) return false;
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  constexpr std::array none = {"null",    "(null)", "n/a",   "na",     "#n/a",    "none", "nil",
                               "#null!",  "#ref!",  "#num!", "#name?", "#value!", "-",    "--",
                               "#div/0!", ".",      "?",     "<na>",   "(blank)", "\\n"};
  return std::find(none.begin(), none.end(), small) != none.end();
}

}  // namespace hotward::io
