#include "engine/methods/density/bandwidth.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/names.hpp"

namespace hotward::density {
namespace {

struct Value {
  double x;
  double weight;
};

// One axis of the places, by rising coordinate.
std::vector<Value> axis(const Places& places, double geometry::Point::*coordinate) {
  std::vector<Value> values;
  for (std::size_t i = 0; i < places.at.size(); ++i) {
    if (places.weights[i] > 0.0) values.push_back({places.at[i].*coordinate, places.weights[i]});
  }
  std::ranges::sort(values, [](const Value& a, const Value& b) {
    return std::pair(a.x, a.weight) < std::pair(b.x, b.weight);
  });
  return values;
}

double total(const std::vector<Value>& values) {
  double n = 0.0;
  for (const Value& v : values) n += v.weight;
  return n;
}

// With n - 1 below the sum, centred first.
double standard_deviation(const std::vector<Value>& values, double n) {
  double shift = 0.0;
  for (const Value& v : values) shift += v.weight * (v.x - values[0].x);
  const double mean = values[0].x + shift / n;
  double sum = 0.0;
  for (const Value& v : values) sum += v.weight * (v.x - mean) * (v.x - mean);
  return std::sqrt(sum / (n - 1.0));
}

// Between the order statistics around (n - 1) p, as in most programs (type 7 of Hyndman and Fan),
// each value standing `weight` times.
double quantile(const std::vector<Value>& values, double n, double p) {
  const double position = (n - 1.0) * p;
  const double below = std::floor(position);
  const auto order_statistic = [&](double rank) {
    double passed = 0.0;
    for (const Value& v : values) {
      passed += v.weight;
      if (passed > rank) return v.x;
    }
    return values.back().x;
  };
  const double low = order_statistic(below);
  return low + (position - below) * (order_statistic(std::min(below + 1.0, n - 1.0)) - low);
}

Result<AxisBandwidths> by_axis(const Places& places, const char* rule,
                               double (*one)(const std::vector<Value>&, double)) {
  AxisBandwidths result;
  for (const auto& [coordinate, out] :
       {std::pair{&geometry::Point::x, &result.x_m}, std::pair{&geometry::Point::y, &result.y_m}}) {
    const std::vector<Value> values = axis(places, coordinate);
    const double n = total(values);
    if (n < 2.0) {
      return fail(ErrorCode::too_few_sites,
                  fmt::format("bandwidth {}: needs 2 incidents, got {}", rule, n));
    }
    *out = one(values, n);
    if (*out > 0.0) continue;
    return fail(ErrorCode::constant_values,
                fmt::format("bandwidth {}: all incidents have the same {}", rule,
                            coordinate == &geometry::Point::x ? "easting" : "northing"));
  }
  return result;
}

double nrd(const std::vector<Value>& values, double n) {
  const double deviation = standard_deviation(values, n);
  const double range = quantile(values, n, 0.75) - quantile(values, n, 0.25);
  const double spread = range > 0.0 ? std::min(deviation, range / 1.34) : deviation;
  return 4.0 * 1.06 * spread * std::pow(n, -0.2);
}

double scott(const std::vector<Value>& values, double n) {
  return standard_deviation(values, n) * std::pow(n, -1.0 / 6.0);
}

Result<Bandwidth> validated(const Result<CrossValidation>& validation, BandwidthRule rule,
                            Kernel kernel) {
  if (!validation) return fail(validation.error());
  const double sigma_m = validation->sigma_m[validation->best];
  Bandwidth result{bandwidth_of_sigma(kernel, sigma_m), {sigma_m, sigma_m}, {}};
  if (validation->at_end) {
    result.cautions.push_back(fmt::format(
        "bandwidth {}: the best that was tried is the {}, {:.1f} m; a {} one may be better",
        rule_name(rule), validation->best == 0 ? "shortest" : "longest", sigma_m,
        validation->best == 0 ? "shorter" : "longer"));
  }
  return result;
}

}  // namespace

std::string rule_name(BandwidthRule rule) { return std::string(name_of(rule_names, rule)); }

std::optional<BandwidthRule> rule_named(std::string_view name) {
  return value_of(rule_names, name);
}

Result<AxisBandwidths> nrd_bandwidths(const Places& places) { return by_axis(places, "nrd", nrd); }

Result<AxisBandwidths> scott_sigmas(const Places& places) {
  return by_axis(places, "scott", scott);
}

Result<Bandwidth> bandwidth_by_rule(BandwidthRule rule, const Places& places,
                                    const geometry::Box& window, Kernel kernel) {
  HOTWARD_EXPECTS(places.at.size() == places.weights.size());
  if (rule == BandwidthRule::nrd) {
    const auto axes = nrd_bandwidths(places);
    if (!axes) return fail(axes.error());
    const double h = 0.5 * (axes->x_m + axes->y_m);
    return Bandwidth{kernel == Kernel::gaussian ? 0.25 * h : h, *axes, {}};
  }
  if (rule == BandwidthRule::scott) {
    const auto axes = scott_sigmas(places);
    if (!axes) return fail(axes.error());
    const double sigma_m = std::sqrt(0.5 * (axes->x_m * axes->x_m + axes->y_m * axes->y_m));
    return Bandwidth{bandwidth_of_sigma(kernel, sigma_m), *axes, {}};
  }
  std::vector<geometry::Point> distinct;
  for (std::size_t i = 0; i < places.at.size(); ++i) {
    if (places.weights[i] > 0.0) distinct.push_back(places.at[i]);
  }
  return rule == BandwidthRule::diggle
             ? validated(diggle_validation(distinct, window), rule, kernel)
             : validated(likelihood_validation(distinct, window), rule, kernel);
}

}  // namespace hotward::density
