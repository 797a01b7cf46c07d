#include "engine/report/value_classes.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/check.hpp"
#include "engine/report/natural_breaks.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::report {
namespace {

int decimals_of(double value) {
  const std::string text = exact_text(value);
  const std::size_t point = text.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
}

/// The multiple of 10^-decimals next to the value on its far side from zero or at it.
double rounded_outwards(double value, int decimals, bool upwards) {
  const double scale = std::pow(10.0, decimals);
  double steps = upwards ? std::ceil(value * scale) : std::floor(value * scale);
  // value * scale rounds; one step more where that brought the bound to the wrong side.
  if (upwards && steps / scale < value) steps += 1.0;
  if (!upwards && steps / scale > value) steps -= 1.0;
  return steps / scale;
}

std::string with_unit(const std::string& text, const ClassOptions& options, bool one) {
  const std::string& unit = options.unit;
  if (unit.empty() || unit == "1") return text;
  if (unit == "%") return text + "%";
  const bool plural = unit.back() == 's';
  return text + " " + (one && plural ? unit.substr(0, unit.size() - 1) : unit);
}

std::string label(double lower, double upper, int decimals, const ClassOptions& options) {
  const std::string low = decimal_text(lower, decimals);
  const std::string high = decimal_text(upper, decimals);
  if (low == high) return with_unit(low, options, low == "1");
  const std::string dash = lower < 0.0 || upper < 0.0 ? " to " : "–";
  return with_unit(low + dash + high, options, false);
}

std::vector<double> finite_only(std::span<const double> values) {
  std::vector<double> finite;
  for (const double x : values) {
    if (std::isfinite(x)) finite.push_back(x);
  }
  std::ranges::sort(finite);
  return finite;
}

/// The least value above the bound; the values are sorted, and there is one.
double next_above(const std::vector<double>& sorted, double bound) {
  return *std::ranges::upper_bound(sorted, bound);
}

/// Where one class ends and the next begins: as round as the values allow.
std::vector<double> inner_bounds(const std::vector<double>& sorted, std::size_t classes) {
  std::vector<double> bounds = natural_breaks(sorted, classes);
  bounds.pop_back();
  for (double& bound : bounds) {
    const double next = next_above(sorted, bound);
    if (bound < next) bound = roundest(bound, next);
  }
  return bounds;
}

/// How many digits after the point the legend needs: as its finest inner bound, or two digits of
/// the greatest value where there is none. Never more than nine digits in all: files hold ten, and
/// an outer bound as fine as that would not hold the value that was written.
int legend_decimals(const std::vector<double>& bounds, double greatest) {
  if (greatest == 0.0) return 0;
  const int first = static_cast<int>(std::floor(std::log10(greatest)));
  int decimals = bounds.empty() ? 1 - first : 0;
  for (const double bound : bounds) decimals = std::max(decimals, decimals_of(bound));
  return std::clamp(decimals, 0, std::max(0, 8 - first));
}

}  // namespace

double roundest(double low, double high) {
  HOTWARD_EXPECTS(std::isfinite(low) && low < high);
  if (low <= 0.0 && high > 0.0) return 0.0;
  const int first = static_cast<int>(std::floor(std::log10(std::abs(low))));
  for (int place = first; place > first - 15; --place) {
    // 10^-k is no double, so a multiple of it is made by one division, which rounds correctly.
    const double power = std::pow(10.0, std::abs(place));
    const double candidate =
        place >= 0 ? std::ceil(low / power) * power : std::ceil(low * power) / power;
    if (candidate >= low && candidate < high) return candidate;
  }
  return low;
}

std::vector<ValueClass> value_classes(std::span<const double> values, const ClassOptions& options) {
  const std::vector<double> sorted = finite_only(values);
  if (sorted.empty()) return {};
  std::vector<double> bounds = inner_bounds(sorted, options.classes);
  const double greatest = std::max(std::abs(sorted.front()), std::abs(sorted.back()));
  const int decimals = options.whole_numbers ? 0 : legend_decimals(bounds, greatest);
  bounds.push_back(rounded_outwards(sorted.back(), decimals, true));

  std::vector<ValueClass> classes;
  double lower = rounded_outwards(sorted.front(), decimals, false);
  for (const double upper : bounds) {
    const bool first = classes.empty();
    const double shown_lower = options.whole_numbers && !first ? lower + 1.0 : lower;
    classes.push_back({lower, upper, label(shown_lower, upper, decimals, options)});
    lower = upper;
  }
  return classes;
}

std::vector<ValueClass> change_classes(std::span<const double> values) {
  // A value belongs to the class listed first, and below zero that is the outer one: its bound
  // stands one step further out, so that -5% and 5% are both within 5%.
  const auto below = [](double bound) { return std::nextafter(-bound, -1e9); };
  double least = -100.0;
  double most = 100.0;
  for (const double x : finite_only(values)) {
    least = std::min(least, std::floor(x));
    most = std::max(most, std::ceil(x));
  }
  return {{least, below(40.0), "down by more than 40%"},
          {-40.0, below(20.0), "down 20–40%"},
          {-20.0, below(10.0), "down 10–20%"},
          {-10.0, below(5.0), "down 5–10%"},
          {-5.0, 5.0, "within 5% up or down"},
          {5.0, 10.0, "up 5–10%"},
          {10.0, 20.0, "up 10–20%"},
          {20.0, 40.0, "up 20–40%"},
          {40.0, most, "up by more than 40%"}};
}

}  // namespace hotward::report
