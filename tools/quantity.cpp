#include "tools/quantity.hpp"

#include <cmath>
#include <cstdlib>
#include <span>
#include <string_view>

#include <fmt/format.h>

namespace hotward::tools {
namespace {

struct Unit {
  std::string_view name;
  double factor;
};

Result<double> parse(const std::string& text, std::span<const Unit> units, const char* example) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  const std::string_view unit(end);
  if (end == text.c_str() || !std::isfinite(value)) {
    return fail(ErrorCode::usage, fmt::format("'{}' is no quantity: write {}", text, example));
  }
  if (value < 0) return fail(ErrorCode::usage, fmt::format("'{}' is below zero", text));
  for (const Unit& known : units) {
    if (unit == known.name) return value * known.factor;
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

Result<double> parse_share(const std::string& text) {
  static constexpr Unit units[] = {{"%", 0.01}};
  return parse(text, units, "50% or 10%");
}

Result<double> parse_days(const std::string& text) {
  static constexpr Unit units[] = {{"d", 1.0}, {"w", 7.0}};
  return parse(text, units, "14d or 2w");
}

}  // namespace hotward::tools
