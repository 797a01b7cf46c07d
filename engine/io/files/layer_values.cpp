#include "engine/io/files/layer_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#include <fmt/format.h>

#include "engine/core/check.hpp"

namespace hotward::io {

double rounded(double x) {
  if (!std::isfinite(x)) return std::numeric_limits<double>::quiet_NaN();
  // Whole numbers below 10^10 are what they are; most counts and identifiers end here.
  if (std::abs(x) < 1e10 && x == std::trunc(x)) return x + 0.0;
  std::array<char, 32> text;
  const auto printed = std::to_chars(text.data(), text.data() + text.size(), x,
                                     std::chars_format::scientific, significant_digits - 1);
  double value = 0.0;
  const auto read = std::from_chars(text.data(), printed.ptr, value);
  // Rounding up may leave the range of doubles only at its very end, where x itself is as good.
  return read.ec == std::errc{} ? value + 0.0 : x;
}

double written_real(const table::Column& column, double x) {
  if (!column.as_given) return rounded(x);
  return std::isfinite(x) ? x : std::numeric_limits<double>::quiet_NaN();
}

namespace {

char* put_text(char* at, std::string_view text) {
  std::memcpy(at, text.data(), text.size());
  return at + text.size();
}

char* put_shortest(char* at, double value) {
  return std::isnan(value) ? at : std::to_chars(at, at + longest_number, value).ptr;
}

constexpr double smallest_plain = 1e-4;

// Of |x| from smallest_plain to below 10^9: how many decimals ten digits have.
std::size_t decimals_of(double size) {
  constexpr std::array<double, 10> powers = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  if (size < 1.0) {
    return size >= 1e-1 ? 10 : size >= 1e-2 ? 11 : size >= 1e-3 ? 12 : 13;
  }
  std::size_t decimals = 9;
  while (size >= powers[10 - decimals]) --decimals;
  return decimals;
}

// As put_number for numbers with decimals that are not small, in a tenth of the time: ten digits as
// a whole number, less their trailing zeros. @return null where that is not sure to be the same
char* put_plain(char* at, double x) {
  static_assert(significant_digits == 10);
  constexpr std::array<double, 14> powers = {1e0, 1e1, 1e2, 1e3,  1e4,  1e5,  1e6,
                                             1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13};
  const double size = std::abs(x);
  if (!(size >= smallest_plain && size < 1e9)) return nullptr;
  std::size_t decimals = decimals_of(size);
  // Off by less than 10^-8 of a unit; closer to a tie than that only the exact way can tell.
  const long double scaled = static_cast<long double>(size) * powers[decimals];
  auto digits = static_cast<std::uint64_t>(scaled);
  const long double rest = scaled - static_cast<long double>(digits);
  if (std::abs(rest - 0.5L) < 1e-6L) return nullptr;
  if (rest > 0.5L) ++digits;
  while (decimals > 0 && digits % 10 == 0) {
    digits /= 10;
    --decimals;
  }
  // A whole number, or one digit behind zeros, may be shorter with an exponent.
  if (decimals == 0 || (digits < 10 && decimals > 3)) return nullptr;
  const fmt::format_int text(digits);
  if (x < 0.0) *at++ = '-';
  if (text.size() <= decimals) {
    at = put_text(at, "0.");
    at = std::fill_n(at, decimals - text.size(), '0');
    return put_text(at, {text.data(), text.size()});
  }
  const std::string_view all(text.data(), text.size());
  at = put_text(at, all.substr(0, all.size() - decimals));
  *at++ = '.';
  return put_text(at, all.substr(all.size() - decimals));
}

// As put_number for numbers so small that an exponent is always the shorter way. @return as
// put_plain
char* put_small(char* at, double x) {
  constexpr double least_whole = 1e-290;  // smaller doubles have fewer digits than ten
  const double size = std::abs(x);
  if (!(size >= least_whole && size < smallest_plain)) return nullptr;
  std::array<char, longest_number> text;
  const auto printed = std::to_chars(text.data(), text.data() + text.size(), x,
                                     std::chars_format::scientific, significant_digits - 1);
  const std::string_view whole(text.data(), static_cast<std::size_t>(printed.ptr - text.data()));
  const std::size_t exponent = whole.find('e');
  std::size_t end = whole.find_last_not_of('0', exponent - 1);
  if (whole[end] == '.') --end;
  if (whole.substr(exponent) == "e-04") return nullptr;  // rounded up to 0.0001
  at = put_text(at, whole.substr(0, end + 1));
  return put_text(at, whole.substr(exponent));
}

}  // namespace

char* put_number(char* at, double x) {
  if (char* const end = put_plain(at, x)) return end;
  if (char* const end = put_small(at, x)) return end;
  return put_shortest(at, rounded(x));
}

char* put_real(char* at, const table::Column& column, double x) {
  return column.as_given ? put_shortest(at, written_real(column, x)) : put_number(at, x);
}

char* put_integer(char* at, std::int64_t value) {
  return std::to_chars(at, at + longest_number, value).ptr;
}

void add_integer(std::string& out, std::int64_t value) {
  const fmt::format_int text(value);
  out.append(text.data(), text.size());
}

std::string number_text(double x) {
  std::array<char, longest_number> text;
  return {text.data(), put_number(text.data(), x)};
}

std::string real_text(const table::Column& column, double x) {
  std::array<char, longest_number> text;
  return {text.data(), put_real(text.data(), column, x)};
}

namespace {

// Digits with at most one point; an exponent may follow.
bool is_decimal(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  // from_chars reads "inf" and a second sign too
  if (text.empty() || !(is_digit(text.front()) || text.front() == '.')) return false;
  // Most are a coordinate.
  const auto rest = std::ranges::find_if_not(text, is_digit);
  if (is_digit(text.front()) && rest != text.end() && *rest == '.' &&
      std::all_of(rest + 1, text.end(), is_digit)) {
    return true;
  }
  double value = 0.0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size();
}

}  // namespace

bool is_formula(std::string_view text) {
  const bool is_signed = text.front() == '-' || text.front() == '+';
  return !is_signed || !is_decimal(text.substr(1));
}

void expect_sound(const table::Layer& layer) {
  HOTWARD_EXPECTS(!layer.name.empty());
  HOTWARD_EXPECTS(!layer.columns.empty());
  for (const table::Column& column : layer.columns) {
    HOTWARD_EXPECTS(table::is_own_column_name(column.name));
    HOTWARD_EXPECTS(column.size() == layer.size());
    HOTWARD_EXPECTS(std::count_if(layer.columns.begin(), layer.columns.end(),
                                  [&](const auto& other) { return other.name == column.name; }) ==
                    1);
  }
  if (const auto* points = std::get_if<table::Layer::Points>(&layer.geometry)) {
    HOTWARD_EXPECTS(points->size() == layer.size());
  } else if (const auto* lines = std::get_if<table::Layer::Lines>(&layer.geometry)) {
    HOTWARD_EXPECTS(lines->size() == layer.size());
  } else if (const auto* shapes = std::get_if<table::Layer::Shapes>(&layer.geometry)) {
    HOTWARD_EXPECTS(shapes->size() == layer.size());
  }
}

}  // namespace hotward::io
