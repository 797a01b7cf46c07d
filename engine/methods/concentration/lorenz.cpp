#include "engine/methods/concentration/lorenz.hpp"

#include <algorithm>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::concentration {
namespace {

// y at x on the polyline through the corners, xs rising.
double between(const std::vector<double>& xs, const std::vector<double>& ys, double x) {
  if (xs.empty()) return undefined;
  const auto at = std::ranges::lower_bound(xs, x);
  if (at == xs.end()) return ys.back();
  const auto i = static_cast<std::size_t>(at - xs.begin());
  if (i == 0 || xs[i] == x) return ys[i];
  return ys[i - 1] + (ys[i] - ys[i - 1]) * ((x - xs[i - 1]) / (xs[i] - xs[i - 1]));
}

}  // namespace

Histogram histogram(std::span<const std::int64_t> counts) {
  std::vector<std::int64_t> sorted(counts.begin(), counts.end());
  std::ranges::sort(sorted, std::ranges::greater{});
  HOTWARD_EXPECTS(sorted.empty() || sorted.back() >= 0);
  Histogram classes;
  for (const std::int64_t count : sorted) {
    if (classes.empty() || classes.back().count != count) classes.push_back({count, 0});
    ++classes.back().places;
  }
  return classes;
}

std::int64_t places_in(const Histogram& classes) {
  std::int64_t sum = 0;
  for (const CountClass& one : classes) sum += one.places;
  return sum;
}

std::int64_t incidents_in(const Histogram& classes) {
  std::int64_t sum = 0;
  for (const CountClass& one : classes) sum += one.count * one.places;
  return sum;
}

double gini(const Histogram& classes) {
  const std::int64_t places = places_in(classes);
  const std::int64_t incidents = incidents_in(classes);
  if (incidents == 0) return undefined;
  std::int64_t above = 0;  // places in the classes before
  std::int64_t sum = 0;
  for (const CountClass& one : classes) {
    // The ranks i of the class, from the least place up, add up to p (2 (n - above) - p + 1) / 2.
    sum += one.count * one.places * (places - 2 * above - one.places);
    above += one.places;
  }
  return static_cast<double>(sum) / (static_cast<double>(places) * static_cast<double>(incidents));
}

double gini_generalised(double gini, std::int64_t places, std::int64_t incidents) {
  if (incidents == 0) return undefined;
  const double sparse = static_cast<double>(places) / static_cast<double>(incidents);
  return std::max(1.0, sparse) * (gini - 1.0) + 1.0;
}

double gini_unbiased(double gini, std::int64_t places, std::int64_t incidents) {
  const auto most = static_cast<double>(std::min(places, incidents));
  if (most < 2.0) return undefined;
  return gini_generalised(gini, places, incidents) * most / (most - 1.0);
}

double greatest_gini(std::int64_t places, std::int64_t incidents, Seen seen) {
  if (places == 0 || incidents == 0) return undefined;
  const auto n = static_cast<double>(places);
  const double others = seen == Seen::all_places ? 0.0 : (n - 1.0) / static_cast<double>(incidents);
  return 1.0 - 1.0 / n - others;
}

double gini_adjusted(double gini, double null, double greatest) {
  // Rounding alone must not make a room between the two.
  return greatest - null > 1e-12 ? (gini - null) / (greatest - null) : undefined;
}

std::int64_t places_holding(const Histogram& classes, std::int64_t incidents_pct) {
  HOTWARD_EXPECTS(incidents_pct >= 1 && incidents_pct <= 100);
  // In hundredths of an incident, rounded up: whole numbers throughout.
  std::int64_t missing = (incidents_in(classes) * incidents_pct + 99) / 100;
  std::int64_t places = 0;
  for (const CountClass& one : classes) {
    if (missing <= 0) break;
    const std::int64_t taken = std::min(one.places, (missing + one.count - 1) / one.count);
    places += taken;
    missing -= taken * one.count;
  }
  return places;
}

Curve curve_of(const Histogram& classes) {
  const auto n = static_cast<double>(places_in(classes));
  const std::int64_t incidents = incidents_in(classes);
  if (incidents == 0) return {};
  Curve curve{{0.0}, {0.0}};
  std::int64_t places = 0;
  std::int64_t held = 0;
  for (const CountClass& one : classes) {
    places += one.places;
    held += one.places * one.count;
    curve.places.push_back(static_cast<double>(places) / n);
    curve.incidents.push_back(static_cast<double>(held) / static_cast<double>(incidents));
  }
  return curve;
}

Curve curve_of(const CountLaw& law) {
  Curve curve{{0.0}, {0.0}};
  double places = 0.0;
  double held = 0.0;
  for (std::size_t i = law.chances.size(); i-- > 0;) {
    places += law.chances[i];
    held += static_cast<double>(law.first + static_cast<std::int64_t>(i)) * law.chances[i];
    curve.places.push_back(places);
    curve.incidents.push_back(held);
  }
  for (double& share : curve.places) share /= places;
  for (double& share : curve.incidents) share /= held;
  return curve;
}

double incidents_at(const Curve& curve, double places) {
  return between(curve.places, curve.incidents, places);
}

double places_at(const Curve& curve, double incidents) {
  return between(curve.incidents, curve.places, incidents);
}

}  // namespace hotward::concentration
