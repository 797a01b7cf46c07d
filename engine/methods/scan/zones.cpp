#include "engine/methods/scan/zones.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

#include "engine/core/check.hpp"

namespace hotward::scan {
namespace {

constexpr double equally_far = 1e-9;  // of the squared distance
constexpr double weight_slack =
    1e-12;  // of the largest weight: half the people is half, rounding or not
constexpr double guessed_reach = 1.1;     // of the area that the last centre's zones needed
constexpr std::size_t most_rings = 1024;  // their weights stay in the nearest cache

constexpr std::size_t digits = 2048;  // a key has two of them
constexpr double largest_key = digits * digits - 1;
constexpr std::size_t worth_keys = 256;  // sites

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
      near_(limits.at.size()),
      moved_(limits.at.size()) {
  HOTWARD_EXPECTS(limits.weight.size() == limits.at.size());
  for (const geometry::Point& p : limits.at) box_.add(p);
}

void ZoneMaker::make(const geometry::Point& centre, const Layout& layout, NestedZones& zones) {
  for (std::size_t i = 0; i < limits_.at.size(); ++i) {
    distance_sq_[i] = scan::distance_sq(layout, centre, limits_.at[i]);
  }
  const double farthest = farthest_sq(centre, layout);
  const double guess = guessed_reach * needed_area_ / layout.shape;
  if (guess > 0.0 && guess < std::min(farthest, in_reach_sq(layout.shape))) {
    sort_within(guess);
    if (keep_what_fits(layout, zones)) return;
  }
  sort_within(std::min(farthest, enough_sq(farthest, layout.shape)));
  keep_what_fits(layout, zones);
}

void ZoneMaker::sort_within(double limit_sq) {
  gather(limit_sq);
  if (count_ < worth_keys) {
    sort_by_distance(0, count_);
  } else {
    sort_by_key();
  }
}

// No site is farther than a corner of the box that holds all of them.
double ZoneMaker::farthest_sq(const geometry::Point& centre, const Layout& layout) const {
  double farthest = 0.0;
  for (const double x : {box_.low.x, box_.high.x}) {
    for (const double y : {box_.low.y, box_.high.y}) {
      farthest = std::max(farthest, scan::distance_sq(layout, centre, {x, y}));
    }
  }
  return farthest;
}

// Somewhat beyond the largest radius allowed.
double ZoneMaker::in_reach_sq(double shape) const {
  const double reach = limits_.max_radius_m / shape;
  return reach * reach * (1.0 + 4.0 * equally_far);
}

// A squared distance below which all sites lie that can matter: in rings of equal area about the
// centre, up to the one in which the weight passes the largest allowed.
double ZoneMaker::enough_sq(double farthest_sq, double shape) {
  const std::size_t n = limits_.at.size();
  const double in_reach = in_reach_sq(shape);
  if (!(farthest_sq > 1e-200)) return in_reach;
  const std::size_t rings = std::min(n, most_rings);
  const double scale = static_cast<double>(rings) / farthest_sq;
  ring_weight_.assign(rings + 1, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    const auto ring = static_cast<std::size_t>(distance_sq_[i] * scale);
    ring_weight_[std::min(rings, ring)] += limits_.weight[i];
  }
  double weight = 0.0;
  std::size_t needed = 0;
  while (weight <= limits_.largest * (1.0 + equally_far)) {
    if (needed > rings) return in_reach;
    weight += ring_weight_[needed++];
  }
  // One ring more, lest sites equally far as the last ones stand beyond its edge.
  return std::min(in_reach, static_cast<double>(needed + 1) / scale);
}

void ZoneMaker::gather(double limit_sq) {
  const double scale = limit_sq > 1e-200 ? largest_key / limit_sq : 0.0;
  count_ = 0;
  for (std::uint32_t i = 0; i < distance_sq_.size(); ++i) {
    const double d = distance_sq_[i];
    near_[count_] = {static_cast<std::uint32_t>(std::min(d, limit_sq) * scale), i};
    count_ += d <= limit_sq ? 1U : 0U;
  }
}

// Two passes from the lower digit to the upper one, each of which leaves equal digits in the order
// it finds.
void ZoneMaker::sort_by_key() {
  std::array<std::uint32_t, digits> low{};  // how many begin before each digit
  std::array<std::uint32_t, digits> high{};
  for (std::size_t k = 0; k < count_; ++k) {
    ++low[near_[k].key % digits];
    ++high[near_[k].key / digits];
  }
  std::exclusive_scan(low.begin(), low.end(), low.begin(), 0U);
  std::exclusive_scan(high.begin(), high.end(), high.begin(), 0U);
  for (std::size_t k = 0; k < count_; ++k) moved_[low[near_[k].key % digits]++] = near_[k];
  for (std::size_t k = 0; k < count_; ++k) near_[high[moved_[k].key / digits]++] = moved_[k];
  for (std::size_t k = 0; k < count_;) {
    std::size_t end = k + 1;
    while (end < count_ && near_[end].key == near_[k].key) ++end;
    if (end - k > 1) sort_by_distance(k, end);
    k = end;
  }
}

void ZoneMaker::sort_by_distance(std::size_t from, std::size_t to) {
  const auto nearer = [this](const Near& a, const Near& b) {
    const double da = distance_sq_[a.site];
    const double db = distance_sq_[b.site];
    return da != db ? da < db : a.site < b.site;
  };
  std::sort(near_.begin() + static_cast<std::ptrdiff_t>(from),
            near_.begin() + static_cast<std::ptrdiff_t>(to), nearer);
}

bool ZoneMaker::keep_what_fits(const Layout& layout, NestedZones& zones) {
  zones.site.resize(count_);
  zones.distance_sq.resize(count_);
  zones.closes.resize(count_);
  const double largest = limits_.largest * (1.0 + weight_slack);
  const double reach = limits_.max_radius_m / layout.shape;
  const double farthest = reach * reach * (1.0 + equally_far);
  double weight = 0.0;
  bool is_enough = false;
  std::size_t whole = 0;  // sites of the last zone that fits
  for (std::size_t k = 0; k < count_; ++k) {
    const std::uint32_t site = near_[k].site;
    const double here = distance_sq_[site];
    weight += limits_.weight[site];
    if (weight > largest || here > farthest) {
      is_enough = true;
      needed_area_ = here * layout.shape;
      break;
    }
    const bool closes =
        k + 1 == count_ || distance_sq_[near_[k + 1].site] > here * (1.0 + equally_far);
    zones.site[k] = site;
    zones.distance_sq[k] = here;
    zones.closes[k] = closes ? 1 : 0;
    if (closes) whole = k + 1;
  }
  zones.site.resize(whole);
  zones.distance_sq.resize(whole);
  zones.closes.resize(whole);
  return is_enough;
}

}  // namespace hotward::scan
