#include "engine/methods/autocorrelation/defined_sites.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include <fmt/format.h>

#include "engine/core/check.hpp"

namespace hotward::autocorrelation {
namespace {

double largest_size(std::span<const double> values) {
  double largest = 0.0;
  for (const double x : values) largest = std::max(largest, std::abs(x));
  return largest;
}

}  // namespace

Result<std::optional<DefinedSites>> defined_sites(std::span<const double> values,
                                                  const weights::SpatialWeights& weights) {
  HOTWARD_EXPECTS(values.size() == weights.site_count());
  DefinedSites defined;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isinf(values[i])) {
      return fail(ErrorCode::bad_value, fmt::format("the value of site {} is infinite", i));
    }
    if (!std::isnan(values[i])) defined.sites.push_back(static_cast<weights::Site>(i));
  }
  if (defined.sites.size() == values.size()) return std::optional<DefinedSites>{};
  defined.values = values_at(values, defined.sites);
  defined.weights = weights::restricted_to(weights, defined.sites);
  return std::optional(std::move(defined));
}

std::vector<double> values_at(std::span<const double> values,
                              std::span<const weights::Site> sites) {
  std::vector<double> result;
  if (values.empty()) return result;
  result.reserve(sites.size());
  for (const weights::Site i : sites) result.push_back(values[i]);
  return result;
}

Result<void> check_values(std::span<const double> values, std::size_t least, const char* name) {
  if (values.size() < least) {
    return fail(ErrorCode::too_few_sites,
                fmt::format("{} needs {} areas or cells, got {}", name, least, values.size()));
  }
  if (std::ranges::all_of(values, [&](double x) { return x == values[0]; })) {
    return fail(ErrorCode::constant_values, fmt::format("{}: every value is {}", name, values[0]));
  }
  return {};
}

std::vector<double> of_usual_size(std::span<const double> values) {
  std::vector<double> result(values.begin(), values.end());
  const int exponent = std::ilogb(largest_size(values));
  // The fourth power of 2^200 times a thousand million sites is below the largest double.
  if (std::abs(exponent) <= 200) return result;
  for (double& x : result) x = std::ldexp(x, -exponent);
  return result;
}

double value_rounding(std::span<const double> values) {
  return 4.0 * std::numeric_limits<double>::epsilon() * largest_size(values);
}

}  // namespace hotward::autocorrelation
