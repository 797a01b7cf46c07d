#include "engine/parameter/quantity.hpp"

#include <charconv>
#include <cmath>
#include <span>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

namespace hotward::parameter {
namespace {

struct Unit {
  std::string_view name;
  double factor;
};

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
  for (const Unit& known : units) {
    if (unit != known.name) continue;
    if (std::isfinite(value * known.factor)) return value * known.factor;
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
  static constexpr Unit units[] = {{"m", 1.0}, {"km", 1000.0}};
  return parse(text, units, "50m or 1.5km");
}

std::string metres_text(double metres) {
  return metres >= 1000.0 ? fmt::format("{}km", metres / 1000.0) : fmt::format("{}m", metres);
}

Result<double> parse_share(const std::string& text) {
  static constexpr Unit units[] = {{"%", 0.01}};
  return parse(text, units, "50% or 10%");
}

Result<double> parse_days(const std::string& text) {
  static constexpr Unit units[] = {{"d", 1.0}, {"w", 7.0}};
  return parse(text, units, "14d or 2w");
}

}  // namespace hotward::parameter
