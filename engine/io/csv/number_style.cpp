#include "engine/io/csv/number_style.hpp"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "engine/io/csv/field_text.hpp"

namespace hotward::io {
namespace {

// Blanks that no line breaks at (in UTF-8 and in Windows-1252), thin ones, apostrophes.
constexpr std::array<std::string_view, 7> other_signs = {
    " ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "'", "\xE2\x80\x99", "\xA0"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_at(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return count;
}

// The sign between thousands that the text begins with; empty where it is none.
std::string_view sign_at(std::string_view text, char group) {
  if (!text.empty() && text.front() == group) return text.substr(0, 1);
  for (const std::string_view sign : other_signs) {
    if (text.starts_with(sign)) return text.substr(0, sign.size());
  }
  return {};
}

struct Digits {
  std::string text;  // as parse_number takes it
  bool parted = false;
};

// The text with a point for its decimal sign and no signs between thousands. Nothing where those
// stand anywhere but between groups of three.
std::optional<Digits> without_signs(std::string_view text, NumberStyle style) {
  const char decimal = style == NumberStyle::comma ? ',' : '.';
  const char group = style == NumberStyle::comma ? '.' : ',';
  text = trimmed(text);
  Digits digits;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    if (text.front() == '-') digits.text += '-';
    text.remove_prefix(1);
  }
  const std::size_t first = digits_at(text);
  digits.text += text.substr(0, first);
  const bool may_part = first >= 1 && first <= 3 && text.front() != '0';
  text.remove_prefix(first);
  const std::string_view sign = sign_at(text, group);
  while (!sign.empty() && text.starts_with(sign)) {
    text.remove_prefix(sign.size());
    if (!may_part || digits_at(text) != 3) return {};
    digits.text += text.substr(0, 3);
    digits.parted = true;
    text.remove_prefix(3);
  }
  if (text.empty()) return digits;
  if (text.front() == decimal) {
    text.remove_prefix(1);
    const std::size_t decimals = digits_at(text);
    // "5." is a number as programs write them, and "5," a slip rather than one.
    if (decimals == 0 && (style == NumberStyle::comma || digits.parted)) return {};
    digits.text.append(".").append(text.substr(0, decimals));
    text.remove_prefix(decimals);
  }
  // "E+3" may follow; anything else is for parse_number to refuse.
  if (!text.empty() && text.front() != 'e' && text.front() != 'E') return {};
  digits.text += text;
  return digits;
}

void keep_first(std::string& kept, std::string_view text) {
  if (kept.empty()) kept = text;
}

}  // namespace

std::optional<double> parse_number(std::string_view text, NumberStyle style) {
  if (style == NumberStyle::plain) return parse_number(text);
  if (const auto digits = without_signs(text, style)) return parse_number(digits->text);
  return {};
}

void NumberEvidence::add(std::string_view text) {
  text = trimmed(text);
  if (is_unknown(text)) return;
  if (text.find_first_of(",.") == std::string_view::npos) {
    if (digits_at(text) == text.size()) {
      if (text.size() > 3) long_whole_ = true;
    } else if (const auto digits = without_signs(text, NumberStyle::point)) {
      parted_ = parted_ || digits->parted;
    }
    return;
  }
  const bool point = parse_number(text, NumberStyle::point).has_value();
  const bool comma = parse_number(text, NumberStyle::comma).has_value();
  const bool has_comma = text.find(',') != std::string_view::npos;
  if (point && has_comma) parted_ = true;
  if (point && comma) {
    keep_first(has_comma ? open_text_ : grouped_text_, text);
    if (!has_comma) ++grouped_points_;
  } else if (point) {
    ++points_;
    keep_first(point_text_, text);
    if (const auto digits = without_signs(text, NumberStyle::point)) parted_ |= digits->parted;
  } else if (comma) {
    ++commas_;
    keep_first(comma_text_, text);
  }
}

std::optional<NumberStyle> NumberEvidence::style() const {
  constexpr std::size_t slips = 9;
  if (commas_ > 0 && commas_ >= slips * points_) return NumberStyle::comma;
  if (points_ > 0 && points_ < slips * commas_) return {};
  if (points_ == 0 && !open_text_.empty()) return {};
  return parted_ ? NumberStyle::point : NumberStyle::plain;
}

bool NumberEvidence::is_open() const { return points_ + commas_ == 0 && !open_text_.empty(); }

bool NumberEvidence::has_grouped_points() const {
  return points_ + commas_ == 0 && grouped_points_ >= 2;
}

bool NumberEvidence::points_may_part_thousands() const {
  return has_grouped_points() && !long_whole_;
}

std::string NumberEvidence::doubt() const {
  if (points_ > 0 && commas_ > 0) {
    return fmt::format("'{}' has a decimal comma and '{}' a decimal point", comma_text_,
                       point_text_);
  }
  const std::string& text = open_text_.empty() ? grouped_text_ : open_text_;
  return fmt::format("'{}' could be {} or {}", text,
                     parse_number(text, NumberStyle::point).value_or(NAN),
                     parse_number(text, NumberStyle::comma).value_or(NAN));
}

Result<NumberStyle> style_of(std::span<const std::string> texts, const std::string& what) {
  NumberEvidence evidence;
  for (const std::string& text : texts) evidence.add(text);
  if (const auto style = evidence.style()) return *style;
  return fail(ErrorCode::bad_value,
              fmt::format("{}: {}; {}", what, evidence.doubt(), number_advice));
}

Result<NumberStyle> style_of_people(std::span<const std::string> texts, bool are_numbers,
                                    const std::string& what) {
  if (are_numbers) return NumberStyle::plain;
  NumberEvidence evidence;
  for (const std::string& text : texts) evidence.add(text);
  const bool in_doubt = evidence.points_may_part_thousands();
  if (evidence.is_open() && !in_doubt) return NumberStyle::point;
  if (const auto style = evidence.style(); style && !in_doubt) return *style;
  return fail(ErrorCode::bad_value,
              fmt::format("{}: {}; {}", what, evidence.doubt(), number_advice));
}

}  // namespace hotward::io
