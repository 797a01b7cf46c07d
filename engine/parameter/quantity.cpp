#include "engine/parameter/quantity.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <span>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

namespace hotward::parameter {
namespace {

struct Unit {
  std::string_view name;
  int power_of_ten;  // moves the decimal point, which a factor of 0.01 cannot do without an error
  double factor = 1.0;  // beside it
};

// The number's text, its decimal point moved. @param number  that from_chars reads whole
std::string moved(std::string_view number, int power_of_ten) {
  const auto mark = number.find_first_of("eE");
  std::string_view exponent = mark == std::string_view::npos ? "0" : number.substr(mark + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  int power = 0;
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), power);
  return fmt::format("{}e{}", number.substr(0, mark), power + power_of_ten);
}

double shifted(std::string_view number, int power_of_ten) {
  const std::string text = moved(number, power_of_ten);
  double value = 0.0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() ? value : std::numeric_limits<double>::infinity();
}

// In a unit of 10 to the power of `power_of_ten`: without an exponent where that is exact.
std::string unit_text(double value, int power_of_ten, const char* unit) {
  const std::string exact = moved(fmt::format("{}", value), -power_of_ten);
  const std::string text = fmt::format("{}", shifted(exact, 0));
  return (shifted(text, power_of_ten) == value ? text : exact) + unit;
}

Result<double> parse(const std::string& text, std::span<const Unit> units, const char* example) {
  // Decimal digits alone: strtod would read "0x10m" as 16 m, and skip blanks and line ends.
  const std::string_view digits = std::string_view(text).substr(text.starts_with('+') ? 1 : 0);
  const char* last = digits.data() + digits.size();
  double value = 0.0;
  const auto [end, error] = std::from_chars(digits.data(), last, value);
  const std::string_view unit(end, static_cast<std::size_t>(last - end));
  if (error == std::errc::result_out_of_range) {
    return fail(ErrorCode::usage, fmt::format("'{}' is out of range", text));
  }
  if (error != std::errc() || !std::isfinite(value)) {
    return fail(ErrorCode::usage, fmt::format("'{}' is no quantity: write {}", text, example));
  }
  if (std::signbit(value)) return fail(ErrorCode::usage, fmt::format("'{}' is below zero", text));
  const std::string_view number = digits.substr(0, digits.size() - unit.size());
  for (const Unit& known : units) {
    if (unit != known.name) continue;
    const double read = shifted(number, known.power_of_ten) * known.factor;
    if (std::isfinite(read)) return read;
    return fail(ErrorCode::usage, fmt::format("'{}' is out of range", text));
  }
  if (unit.empty()) {
    return fail(ErrorCode::usage, fmt::format("'{}' has no unit: write {}", text, example));
  }
  return fail(ErrorCode::usage,
              fmt::format("'{}': unknown unit '{}': write {}", text, unit, example));
}

}  // namespace

Result<double> parse_metres(const std::string& text) {
  static constexpr Unit units[] = {{"m", 0}, {"km", 3}};
  return parse(text, units, "50m or 1.5km");
}

std::string metres_text(double metres) {
  return metres >= 1000.0 ? unit_text(metres, 3, "km") : fmt::format("{}m", metres);
}

Result<double> parse_share(const std::string& text) {
  static constexpr Unit units[] = {{"%", -2}};
  return parse(text, units, "50% or 10%");
}

std::string share_text(double share) { return unit_text(share, -2, "%"); }

Result<double> parse_days(const std::string& text) {
  static constexpr Unit units[] = {{"d", 0}, {"w", 0, 7.0}};
  return parse(text, units, "14d or 2w");
}

std::string days_text(double days) { return fmt::format("{}d", days); }

Result<double> parse_decimal(const std::string& text) {
  double value = 0.0;
  const char* first = text.data() + (text.starts_with('+') ? 1 : 0);
  const char* last = text.data() + text.size();
  const auto [end, fault] = std::from_chars(first, last, value);
  if (fault == std::errc() && end == last && std::isfinite(value)) return value;
  return fail(ErrorCode::usage, fmt::format("'{}' is no decimal number", text));
}

std::string decimal_text(double value) { return fmt::format("{}", value); }

}  // namespace hotward::parameter
