#include "engine/weights/contiguity.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/core/check.hpp"

namespace hotward::weights {
namespace {

using Vertex = std::uint32_t;
constexpr Vertex no_vertex = std::numeric_limits<Vertex>::max();

struct Cell {
  std::int64_t x;
  std::int64_t y;
  friend bool operator==(const Cell&, const Cell&) = default;
};

struct CellHash {
  std::size_t operator()(const Cell& cell) const {
    // Two odd 64-bit constants spread neighbouring cells over the table.
    const auto x = static_cast<std::uint64_t>(cell.x) * 0x9E3779B97F4A7C15U;
    const auto y = static_cast<std::uint64_t>(cell.y) * 0xC2B2AE3D27D4EB4FU;
    const std::uint64_t mixed = x ^ (y >> 29U) ^ y;
    return static_cast<std::size_t>(mixed ^ (mixed >> 32U));
  }
};

/// The distinct places of vertices. The table is only looked up, never walked.
class Places {
 public:
  explicit Places(double tolerance_m)
      : tolerance_m_(tolerance_m), cell_m_(std::max(64.0 * tolerance_m, 1e-6)) {}

  Vertex at(const geometry::Point& p) {
    // A cell is 64 tolerances wide: most vertices look into one cell, never into more than four.
    const Cell low = cell(p.x - tolerance_m_, p.y - tolerance_m_);
    const Cell high = cell(p.x + tolerance_m_, p.y + tolerance_m_);
    Vertex best = no_vertex;
    double best_m = tolerance_m_;
    for (std::int64_t x = low.x; x <= high.x; ++x) {
      for (std::int64_t y = low.y; y <= high.y; ++y) look_into({x, y}, p, best, best_m);
    }
    if (best != no_vertex) return best;
    best = static_cast<Vertex>(points_.size());
    points_.push_back(p);
    const auto [first, added] = first_.try_emplace(cell(p.x, p.y), best);
    next_.push_back(added ? no_vertex : first->second);
    first->second = best;
    return best;
  }

  [[nodiscard]] std::size_t size() const { return points_.size(); }

 private:
  [[nodiscard]] Cell cell(double x, double y) const {
    return {static_cast<std::int64_t>(std::floor(x / cell_m_)),
            static_cast<std::int64_t>(std::floor(y / cell_m_))};
  }

  void look_into(const Cell& cell, const geometry::Point& p, Vertex& best, double& best_m) const {
    const auto found = first_.find(cell);
    if (found == first_.end()) return;
    for (Vertex v = found->second; v != no_vertex; v = next_[v]) {
      const double d = geometry::distance(points_[v], p);
      if (d < best_m || (d <= best_m && v < best)) {
        best = v;
        best_m = d;
      }
    }
  }

  double tolerance_m_;
  double cell_m_;
  std::vector<geometry::Point> points_;
  std::vector<Vertex> next_;  // of the same cell, newest first
  std::unordered_map<Cell, Vertex, CellHash> first_;
};

/// What an area touches: a vertex twice for queen, an edge (low, high) for rook.
struct Touch {
  Vertex a;
  Vertex b;
  Site site;
  friend auto operator<=>(const Touch&, const Touch&) = default;
};

void touch_ring(const geometry::Ring& ring, Site site, Contiguity kind, Places& places,
                std::vector<Touch>& touches) {
  if (ring.empty()) return;
  Vertex before = places.at(ring.back());
  for (const auto& p : ring) {
    const Vertex here = places.at(p);
    if (kind == Contiguity::queen) {
      touches.push_back({here, here, site});
    } else if (here != before) {
      touches.push_back({std::min(before, here), std::max(before, here), site});
    }
    before = here;
  }
}

SpatialWeights from_touches(std::vector<Touch> touches, std::size_t site_count) {
  std::ranges::sort(touches);
  touches.erase(std::unique(touches.begin(), touches.end()), touches.end());
  std::vector<std::pair<Site, Site>> links;
  for (std::size_t first = 0; first < touches.size();) {
    std::size_t last = first;
    while (last < touches.size() && touches[last].a == touches[first].a &&
           touches[last].b == touches[first].b) {
      ++last;
    }
    for (std::size_t i = first; i < last; ++i) {
      for (std::size_t j = first; j < last; ++j) {
        if (i != j) links.emplace_back(touches[i].site, touches[j].site);
      }
    }
    first = last;
  }
  std::ranges::sort(links);
  links.erase(std::unique(links.begin(), links.end()), links.end());
  Rows rows;
  rows.starts.assign(site_count + 1, 0);
  for (const auto& [from, to] : links) {
    ++rows.starts[from + 1];
    rows.sites.push_back(to);
  }
  for (std::size_t i = 0; i < site_count; ++i) rows.starts[i + 1] += rows.starts[i];
  return SpatialWeights(std::move(rows));
}

}  // namespace

SpatialWeights contiguity(std::span<const geometry::MultiPolygon> shapes,
                          const ContiguityOptions& options) {
  HOTWARD_EXPECTS(options.tolerance_m >= 0.0);
  Places places(options.tolerance_m);
  std::vector<Touch> touches;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const auto site = static_cast<Site>(i);
    for (const auto& polygon : shapes[i]) {
      touch_ring(polygon.outer, site, options.kind, places, touches);
      for (const auto& hole : polygon.holes) {
        touch_ring(hole, site, options.kind, places, touches);
      }
    }
  }
  return from_touches(std::move(touches), shapes.size());
}

}  // namespace hotward::weights
