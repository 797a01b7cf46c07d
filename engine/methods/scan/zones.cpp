#include "engine/methods/scan/zones.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "engine/core/check.hpp"

namespace hotward::scan {
namespace {

constexpr double equally_far = 1e-9;  // of the squared distance
constexpr double weight_slack =
    1e-12;  // of the largest weight: half the people is half, rounding or not

double exponent(Penalty penalty) {
  if (penalty == Penalty::none) return 0.0;
  return penalty == Penalty::medium ? 0.5 : 1.0;
}

}  // namespace

std::vector<Layout> layouts(Shape shape, Penalty penalty) {
  std::vector<Layout> result{Layout{}};
  if (shape == Shape::circle) return result;
  constexpr std::array<std::pair<double, int>, 5> family{
      {{1.5, 4}, {2.0, 6}, {3.0, 9}, {4.0, 12}, {5.0, 15}}};
  for (const auto& [s, angles] : family) {
    const double compactness = 4.0 * s / ((s + 1.0) * (s + 1.0));
    for (int k = 0; k < angles; ++k) {
      const double angle_deg = 180.0 * k / angles;
      const double angle_rad = angle_deg * std::numbers::pi / 180.0;
      result.push_back({s, angle_deg, std::pow(compactness, exponent(penalty)), std::cos(angle_rad),
                        std::sin(angle_rad)});
    }
  }
  return result;
}

ZoneMaker::ZoneMaker(const ZoneLimits& limits)
    : limits_(limits),
      distance_sq_(limits.at.size()),
      bucket_(limits.at.size()),
      near_(limits.at.size()) {
  HOTWARD_EXPECTS(limits.weight.size() == limits.at.size());
}

// Squared distances of evenly spread sites are evenly spread themselves, so that as many buckets of
// equal width as there are sites sort them nearly, in one pass.
void ZoneMaker::make(const geometry::Point& centre, const Layout& layout, NestedZones& zones) {
  const std::size_t n = limits_.at.size();
  double farthest = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    distance_sq_[i] = scan::distance_sq(layout, centre, limits_.at[i]);
    farthest = std::max(farthest, distance_sq_[i]);
  }
  const double scale = farthest > 1e-200 ? static_cast<double>(n) / farthest : 0.0;
  const std::size_t buckets = needed_buckets(scale);
  std::vector<std::uint32_t>& next = start_;  // moves from a bucket's first to the next one's first
  for (std::uint32_t i = 0; i < n; ++i) {
    if (bucket_[i] < buckets) near_[next[bucket_[i]]++] = {distance_sq_[i], i};
  }
  std::size_t from = 0;
  for (std::size_t b = 0; b < buckets; ++b) {
    sort_bucket(from, next[b]);
    from = next[b];
  }
  keep_what_fits(from, layout, zones);
}

// Counts the buckets and returns how many from the centre hold all sites that can matter: up to and
// with the one in which the weight passes the largest allowed.
std::size_t ZoneMaker::needed_buckets(double scale) {
  const std::size_t n = limits_.at.size();
  start_.assign(n + 1, 0);
  weight_.assign(n + 1, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    const auto b = std::min(n, static_cast<std::size_t>(distance_sq_[i] * scale));
    bucket_[i] = static_cast<std::uint32_t>(b);
    ++start_[b];
    weight_[b] += limits_.weight[i];
  }
  double weight = 0.0;
  std::uint32_t before = 0;
  std::size_t needed = 0;
  while (needed <= n && weight <= limits_.largest * (1.0 + equally_far)) {
    weight += weight_[needed];
    const std::uint32_t count = start_[needed];
    start_[needed++] = before;
    before += count;
  }
  // One more, lest sites equally far as the last ones stand beyond its edge.
  if (needed <= n) start_[needed++] = before;
  return needed;
}

void ZoneMaker::sort_bucket(std::size_t from, std::size_t to) {
  const auto nearer = [](const Near& a, const Near& b) {
    return a.distance_sq != b.distance_sq ? a.distance_sq < b.distance_sq : a.site < b.site;
  };
  if (to - from > 24) {
    std::sort(near_.begin() + static_cast<std::ptrdiff_t>(from),
              near_.begin() + static_cast<std::ptrdiff_t>(to), nearer);
    return;
  }
  for (std::size_t i = from + 1; i < to; ++i) {
    const Near moved = near_[i];
    std::size_t k = i;
    for (; k > from && nearer(moved, near_[k - 1]); --k) near_[k] = near_[k - 1];
    near_[k] = moved;
  }
}

void ZoneMaker::keep_what_fits(std::size_t count, const Layout& layout, NestedZones& zones) const {
  zones.site.clear();
  zones.distance_sq.clear();
  zones.closes.clear();
  const double largest = limits_.largest * (1.0 + weight_slack);
  const double reach = limits_.max_radius_m / layout.shape;
  double weight = 0.0;
  std::size_t whole = 0;  // sites of the last zone that fits
  for (std::size_t k = 0; k < count; ++k) {
    const Near& here = near_[k];
    weight += limits_.weight[here.site];
    if (weight > largest || here.distance_sq > reach * reach * (1.0 + equally_far)) break;
    const bool closes =
        k + 1 == count || near_[k + 1].distance_sq > here.distance_sq * (1.0 + equally_far);
    zones.site.push_back(here.site);
    zones.distance_sq.push_back(here.distance_sq);
    zones.closes.push_back(closes ? 1 : 0);
    if (closes) whole = k + 1;
  }
  zones.site.resize(whole);
  zones.distance_sq.resize(whole);
  zones.closes.resize(whole);
}

}  // namespace hotward::scan
