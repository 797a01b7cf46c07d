// plain_hdbscan: HDBSCAN by its definition: at every length of a link, from the longest down, the
// groups are looked for anew over all pairs. No spanning tree, no places.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/geometry/point.hpp"

namespace hotward {

struct PlainHdbscanOptions {
  std::size_t min_size = 5;
  std::size_t min_points = 5;
  bool leaf = false;
  double least_m = 0.0;
};

struct PlainHdbscan {
  std::vector<std::int64_t> label;
  std::vector<double> strength;
};

class PlainHierarchy {
 public:
  PlainHierarchy(const std::vector<geometry::Point>& at, const PlainHdbscanOptions& options)
      : n_(at.size()), options_(options), reach_(n_ * n_) {
    // Squares throughout: equal lengths are equal squares, whatever a root would make of them.
    const auto square = [&](std::size_t i, std::size_t j) {
      const double dx = at[i].x - at[j].x;
      const double dy = at[i].y - at[j].y;
      return std::max(dx * dx + dy * dy, options.least_m * options.least_m);
    };
    std::vector<double> core(n_);
    for (std::size_t i = 0; i < n_; ++i) {
      std::vector<double> d(n_);
      for (std::size_t j = 0; j < n_; ++j) d[j] = square(i, j);
      std::sort(d.begin(), d.end());
      core[i] = options.min_points <= n_ ? d[options.min_points - 1]
                                         : std::numeric_limits<double>::infinity();
    }
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t j = 0; j < n_; ++j) {
        reach_[i * n_ + j] = i == j ? core[i] : std::max({core[i], core[j], square(i, j)});
      }
    }
  }

  PlainHdbscan run() {
    PlainHdbscan result{std::vector<std::int64_t>(n_, 0), std::vector<double>(n_, 0.0)};
    if (n_ < options_.min_points) return result;
    std::vector<double> levels = reach_;
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    std::vector<std::size_t> all(n_);
    for (std::size_t i = 0; i < n_; ++i) all[i] = i;
    groups_.push_back({.members = all, .alive = all});
    left_.assign(n_, {0, 0.0});
    for (std::size_t l = levels.size(); l-- > 0;) {
      const std::size_t now = groups_.size();
      for (std::size_t g = 0; g < now; ++g) shrink(g, levels[l]);
    }
    select(result);
    return result;
  }

 private:
  struct Group {
    std::vector<std::size_t> members = {};
    std::vector<std::size_t> alive = {};
    std::vector<std::size_t> parts = {};
    double birth = 0.0;
    double longest = 0.0;
    double stability = 0.0;
  };

  // Who of a group hangs together by links shorter than the level.
  std::vector<std::vector<std::size_t>> components(const std::vector<std::size_t>& alive,
                                                   double level) const {
    std::vector<std::vector<std::size_t>> found;
    std::vector<bool> seen(n_, false);
    for (const std::size_t i : alive) {
      if (seen[i]) continue;
      seen[i] = true;
      found.push_back({i});
      for (std::size_t k = 0; k < found.back().size(); ++k) {
        for (const std::size_t j : alive) {
          if (seen[j] || !(reach_[found.back()[k] * n_ + j] < level)) continue;
          seen[j] = true;
          found.back().push_back(j);
        }
      }
    }
    return found;
  }

  void shrink(std::size_t g, double level) {
    if (groups_[g].alive.empty()) return;
    const double lambda = 1.0 / std::sqrt(level);
    const auto parts = components(groups_[g].alive, level);
    if (parts.size() == 1 && parts[0].size() > 1) return;
    std::vector<std::vector<std::size_t>> big;
    for (const auto& part : parts) {
      if (part.size() >= options_.min_size) big.push_back(part);
    }
    const auto stays = [&](std::size_t i) {
      return big.size() == 1 && std::find(big[0].begin(), big[0].end(), i) != big[0].end();
    };
    // A lone point leaves with its core distance, which is a level of its own.
    if (parts.size() == 1 && reach_[parts[0][0] * n_ + parts[0][0]] < level) return;
    for (const std::size_t i : groups_[g].alive) {
      if (stays(i)) continue;
      groups_[g].stability += lambda - groups_[g].birth;
      groups_[g].longest = std::max(groups_[g].longest, lambda);
      left_[i] = {g, lambda};
    }
    groups_[g].alive = big.size() == 1 ? big[0] : std::vector<std::size_t>{};
    for (std::size_t b = 0; big.size() > 1 && b < big.size(); ++b) {
      groups_[g].parts.push_back(groups_.size());
      groups_.push_back({.members = big[b], .alive = big[b], .birth = lambda, .longest = lambda});
    }
  }

  double worth(std::size_t g, std::vector<bool>& chosen) const {
    double parts = 0.0;
    for (const std::size_t p : groups_[g].parts) parts += worth(p, chosen);
    // Sums of some dozen terms differ in the last digits by their order; ties are ties all the
    // same.
    const bool keeps = groups_[g].parts.empty() ||
                       (!options_.leaf && groups_[g].stability >= parts * (1.0 - 1e-12));
    chosen[g] = keeps && g != 0;
    return keeps ? groups_[g].stability : parts;
  }

  void select(PlainHdbscan& result) const {
    std::vector<bool> chosen(groups_.size(), false);
    worth(0, chosen);
    // Parents stand before their parts, so the outermost comes first.
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      if (!chosen[g]) continue;
      for (const std::size_t i : groups_[g].members) {
        if (result.label[i] != 0) continue;
        result.label[i] = static_cast<std::int64_t>(g);
        const double top = groups_[g].longest;
        const double mine = left_[i].lambda;
        result.strength[i] =
            std::isinf(top) ? (std::isinf(mine) ? 1.0 : 0.0) : std::min(mine, top) / top;
      }
    }
  }

  struct Left {
    std::size_t group;
    double lambda;
  };

  std::size_t n_;
  PlainHdbscanOptions options_;
  std::vector<double> reach_;
  std::vector<Group> groups_;
  std::vector<Left> left_;
};

inline PlainHdbscan plain_hdbscan(const std::vector<geometry::Point>& at,
                                  const PlainHdbscanOptions& options) {
  return PlainHierarchy(at, options).run();
}

}  // namespace hotward
