#include "engine/methods/evaluation/capture.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::evaluation {
namespace {

double sum(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

std::int64_t sum(std::span<const std::int64_t> values) {
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

double ratio(double a, double b) { return b > 0.0 ? a / b : undefined; }

std::vector<std::uint32_t> all_sites(std::size_t n) {
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0U);
  return order;
}

}  // namespace

std::vector<std::uint32_t> hottest_first(const Scored& sites) {
  HOTWARD_EXPECTS(sites.score.size() == sites.area.size());
  HOTWARD_EXPECTS(sites.score.size() == sites.later.size());
  auto order = all_sites(sites.score.size());
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    if (sites.score[a] != sites.score[b]) return sites.score[a] > sites.score[b];
    return sites.later[a] != sites.later[b] ? sites.later[a] < sites.later[b] : a < b;
  });
  return order;
}

std::size_t sites_within(const Scored& sites, std::span<const std::uint32_t> order,
                         double area_share) {
  HOTWARD_EXPECTS(!order.empty());
  // Nine digits of slack: 1% of equal cells is to be that many cells.
  const double allowed = sum(sites.area) * area_share * (1.0 + 1e-9);
  double area = 0.0;
  std::size_t k = 0;
  while (k < order.size() && area + sites.area[order[k]] <= allowed) area += sites.area[order[k++]];
  return std::max<std::size_t>(k, 1);
}

BestCapture::BestCapture(const Scored& sites) {
  auto order = all_sites(sites.area.size());
  const auto density = [&](std::uint32_t i) {
    return static_cast<double>(sites.later[i]) / sites.area[i];
  };
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    const double of_a = density(a);
    const double of_b = density(b);
    return of_a != of_b ? of_a > of_b : a < b;
  });
  area_.push_back(0.0);
  held_.push_back(0.0);
  for (const std::uint32_t i : order) {
    area_.push_back(area_.back() + sites.area[i]);
    held_.push_back(held_.back() + static_cast<double>(sites.later[i]));
  }
}

double BestCapture::incidents(double area) const {
  const auto next = std::ranges::upper_bound(area_, area);
  if (next == area_.end()) return held_.back();
  const auto i = static_cast<std::size_t>(next - area_.begin());
  const double part = (area - area_[i - 1]) / (area_[i] - area_[i - 1]);
  return held_[i - 1] + part * (held_[i] - held_[i - 1]);
}

Capture capture(const Scored& sites, std::span<const std::uint32_t> order, const BestCapture& best,
                std::size_t k, double alpha) {
  HOTWARD_EXPECTS(k >= 1 && k <= order.size());
  Capture found{.sites = k};
  double area = 0.0;
  double score = 0.0;
  for (const std::uint32_t i : order.first(k)) {
    found.hits += sites.later[i];
    area += sites.area[i];
    score += sites.score[i];
  }
  const auto all = static_cast<double>(sum(sites.later));
  const auto hits = static_cast<double>(found.hits);
  found.area_share = area / sum(sites.area);
  found.hit_share = ratio(hits, all);
  found.pai = found.hit_share / found.area_share;
  found.ppai = found.hit_share / std::pow(found.area_share, alpha);
  found.best_share = ratio(best.incidents(area), all);
  found.pei = ratio(found.hit_share, found.best_share);
  found.rri_calibration = ratio(ratio(score, sum(sites.score)) * all, hits);
  return found;
}

double curve_at(const Scored& sites, std::span<const std::uint32_t> order, double area_share) {
  const auto all = static_cast<double>(sum(sites.later));
  if (area_share >= 1.0) return ratio(all, all);
  const double wanted = sum(sites.area) * area_share;
  double area = 0.0;
  double hits = 0.0;
  for (const std::uint32_t i : order) {
    if (area + sites.area[i] > wanted) {
      hits += static_cast<double>(sites.later[i]) * (wanted - area) / sites.area[i];
      break;
    }
    area += sites.area[i];
    hits += static_cast<double>(sites.later[i]);
  }
  return ratio(hits, all);
}

double area_under_curve(const Scored& sites, std::span<const std::uint32_t> order) {
  double below = 0.0;
  double hits = 0.0;
  for (const std::uint32_t i : order) {
    const auto more = static_cast<double>(sites.later[i]);
    below += sites.area[i] * (hits + 0.5 * more);
    hits += more;
  }
  return ratio(below, hits * sum(sites.area));
}

double rri_recapture(const Scored& sites, std::span<const std::int64_t> earlier,
                     std::span<const std::uint32_t> chosen) {
  HOTWARD_EXPECTS(earlier.size() == sites.later.size());
  double now = 0.0;
  double then = 0.0;
  for (const std::uint32_t i : chosen) {
    now += static_cast<double>(sites.later[i]);
    then += static_cast<double>(earlier[i]);
  }
  // The share of the area is the same in both and cancels.
  return ratio(ratio(now, static_cast<double>(sum(sites.later))),
               ratio(then, static_cast<double>(sum(earlier))));
}

double jaccard(std::span<const double> area, std::span<const std::uint32_t> a,
               std::span<const std::uint32_t> b) {
  std::vector<std::uint8_t> in_a(area.size(), 0);
  double both = 0.0;
  double either = 0.0;
  for (const std::uint32_t i : a) {
    in_a[i] = 1;
    either += area[i];
  }
  for (const std::uint32_t i : b) (in_a[i] != 0 ? both : either) += area[i];
  return ratio(both, either);
}

}  // namespace hotward::evaluation
