#include "engine/weights/spatial_weights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/core/check.hpp"

namespace hotward::weights {
namespace {

constexpr Site absent = std::numeric_limits<Site>::max();

void expect_sound(const Rows& rows) {
  HOTWARD_EXPECTS(!rows.starts.empty() && rows.starts.front() == 0);
  HOTWARD_EXPECTS(rows.starts.back() == rows.sites.size());
  HOTWARD_EXPECTS(rows.weights.empty() || rows.weights.size() == rows.sites.size());
  const std::size_t n = rows.starts.size() - 1;
  HOTWARD_EXPECTS(n < absent);
  bool sound = true;
  for (std::size_t i = 0; i < n; ++i) {
    sound = sound && rows.starts[i] <= rows.starts[i + 1];
    for (std::size_t link = rows.starts[i]; sound && link < rows.starts[i + 1]; ++link) {
      sound = rows.sites[link] < n &&
              (link == rows.starts[i] || rows.sites[link - 1] < rows.sites[link]);
    }
  }
  HOTWARD_EXPECTS(sound);
  HOTWARD_EXPECTS(
      std::ranges::all_of(rows.weights, [](double w) { return std::isfinite(w) && w > 0; }));
}

}  // namespace

bool Row::equal_weights() const {
  if (weights_ == nullptr) return true;
  // Exact: weights of one row that should be equal were made by the same division.
  return std::all_of(weights_, weights_ + sites_.size(),
                     [this](double w) { return w == weights_[0]; });
}

SpatialWeights::SpatialWeights(Rows rows, bool standardized)
    : rows_(std::move(rows)), standardized_(standardized) {
  expect_sound(rows_);
}

Row SpatialWeights::row(std::size_t i) const {
  const auto sites = neighbours(i);
  if (!rows_.weights.empty()) return {sites, rows_.weights.data() + rows_.starts[i], 0.0};
  return {sites, nullptr,
          standardized_ && !sites.empty() ? 1.0 / static_cast<double>(sites.size()) : 1.0};
}

double SpatialWeights::weight(std::size_t i, Site j) const {
  const auto sites = neighbours(i);
  const auto found = std::ranges::lower_bound(sites, j);
  if (found == sites.end() || *found != j) return 0.0;
  if (rows_.weights.empty()) {
    return standardized_ ? 1.0 / static_cast<double>(sites.size()) : 1.0;
  }
  return rows_.weights[rows_.starts[i] + static_cast<std::size_t>(found - sites.begin())];
}

SpatialWeights binary(const std::vector<std::vector<Site>>& neighbours) {
  Rows rows;
  for (const auto& row : neighbours) {
    rows.sites.insert(rows.sites.end(), row.begin(), row.end());
    std::sort(rows.sites.end() - static_cast<std::ptrdiff_t>(row.size()), rows.sites.end());
    rows.starts.push_back(rows.sites.size());
  }
  return SpatialWeights(std::move(rows));
}

SpatialWeights weighted(const std::vector<std::vector<Link>>& links) {
  Rows rows;
  for (auto row : links) {
    std::ranges::sort(row, {}, &Link::site);
    for (const Link& link : row) {
      rows.sites.push_back(link.site);
      rows.weights.push_back(link.weight);
    }
    rows.starts.push_back(rows.sites.size());
  }
  return SpatialWeights(std::move(rows));
}

SpatialWeights row_standardized(const SpatialWeights& weights) {
  Rows rows = weights.rows();
  if (!rows.weights.empty()) {
    for (std::size_t i = 0; i < weights.site_count(); ++i) {
      double sum = 0.0;
      for (const Link link : weights.row(i)) sum += link.weight;
      for (std::size_t link = rows.starts[i]; link < rows.starts[i + 1]; ++link) {
        rows.weights[link] /= sum;
      }
    }
  }
  return SpatialWeights(std::move(rows), true);
}

SpatialWeights binary(const SpatialWeights& weights) {
  return SpatialWeights(Rows{weights.rows().starts, weights.rows().sites, {}});
}

SpatialWeights with_self(const SpatialWeights& weights, double self_weight) {
  const Rows& old = weights.rows();
  HOTWARD_EXPECTS(!weights.standardized() || (old.weights.empty() && self_weight == 1.0));
  const bool stored = !old.weights.empty() || self_weight != 1.0;
  const std::size_t n = weights.site_count();
  Rows rows;
  rows.starts.reserve(n + 1);
  rows.sites.reserve(old.sites.size() + n);
  if (stored) rows.weights.reserve(old.sites.size() + n);
  const auto add = [&](Site site, double weight) {
    rows.sites.push_back(site);
    if (stored) rows.weights.push_back(weight);
  };
  for (std::size_t i = 0; i < n; ++i) {
    const auto self = static_cast<Site>(i);
    bool placed = false;
    for (const auto [site, weight] : weights.row(i)) {
      if (!placed && site >= self) {
        placed = true;
        if (site != self) add(self, self_weight);
      }
      add(site, weight);
    }
    if (!placed) add(self, self_weight);
    rows.starts.push_back(rows.sites.size());
  }
  return SpatialWeights(std::move(rows), weights.standardized());
}

SpatialWeights without_self(const SpatialWeights& weights) {
  const bool stored = !weights.rows().weights.empty();
  Rows rows;
  for (std::size_t i = 0; i < weights.site_count(); ++i) {
    for (const auto [site, weight] : weights.row(i)) {
      if (site == i) continue;
      rows.sites.push_back(site);
      if (stored) rows.weights.push_back(weight);
    }
    rows.starts.push_back(rows.sites.size());
  }
  SpatialWeights result(std::move(rows), weights.standardized());
  return weights.standardized() ? row_standardized(result) : result;
}

bool has_self(const SpatialWeights& weights) {
  for (std::size_t i = 0; i < weights.site_count(); ++i) {
    if (!std::ranges::binary_search(weights.neighbours(i), static_cast<Site>(i))) return false;
  }
  return true;
}

bool is_symmetric(const SpatialWeights& weights) {
  for (std::size_t i = 0; i < weights.site_count(); ++i) {
    for (const auto [site, weight] : weights.row(i)) {
      // Exact: 0 means that there is no link back, and equal weights are copies of each other.
      if (weights.weight(site, static_cast<Site>(i)) != weight) return false;
    }
  }
  return true;
}

SpatialWeights symmetrized(const SpatialWeights& weights) {
  std::vector<std::vector<Site>> rows(weights.site_count());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const Site j : weights.neighbours(i)) {
      rows[i].push_back(j);
      if (weights.weight(j, static_cast<Site>(i)) <= 0.0) rows[j].push_back(static_cast<Site>(i));
    }
  }
  return binary(rows);
}

SpatialWeights restricted_to(const SpatialWeights& weights, std::span<const Site> kept) {
  std::vector<Site> renumbered(weights.site_count(), absent);
  for (std::size_t i = 0; i < kept.size(); ++i) renumbered[kept[i]] = static_cast<Site>(i);
  const bool stored = !weights.rows().weights.empty();
  Rows rows;
  for (const Site i : kept) {
    for (const auto [site, weight] : weights.row(i)) {
      if (renumbered[site] == absent) continue;
      rows.sites.push_back(renumbered[site]);
      if (stored) rows.weights.push_back(weight);
    }
    rows.starts.push_back(rows.sites.size());
  }
  SpatialWeights result(std::move(rows), weights.standardized());
  return weights.standardized() ? row_standardized(result) : result;
}

}  // namespace hotward::weights
