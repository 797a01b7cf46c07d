#include "engine/weights/contiguity.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/core/check.hpp"
#include "engine/weights/border_contact.hpp"

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

  [[nodiscard]] const geometry::Point& point(Vertex v) const { return points_[v]; }

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

class Touches {
 public:
  Touches(Contiguity kind, double tolerance_m) : kind_(kind), places_(tolerance_m) {}

  void add(const geometry::Ring& ring, Site site) {
    if (ring.empty()) return;
    geometry::Point from = ring.back();
    Vertex before = places_.at(from);
    for (const auto& p : ring) {
      const Vertex here = places_.at(p);
      if (kind_ == Contiguity::queen) vertices_.push_back({here, here, site});
      if (here != before) {
        edges_.push_back({std::min(before, here), std::max(before, here), site});
        if (places_.point(here) != p || places_.point(before) != from) {
          moved_.push_back({{before, here, from, p}, site});
        }
      }
      before = here;
      from = p;
    }
  }

  /// Sorted and distinct, by what their areas share.
  [[nodiscard]] std::vector<SitePair> links() {
    sort(edges_);
    if (kind_ == Contiguity::rook) return links_of(edges_);
    sort(vertices_);
    return links_of(vertices_);
  }

  /// After links(): each edge once with all its areas, but one whose ends are not just where their
  /// places are stands for itself too.
  [[nodiscard]] BorderEdges borders() const {
    BorderEdges result;
    for (std::size_t first = 0; first < edges_.size();) {
      const auto [a, b, site] = edges_[first];
      result.edges.push_back({a, b, places_.point(a), places_.point(b)});
      for (; first < edges_.size() && edges_[first].a == a && edges_[first].b == b; ++first) {
        result.sites.push_back(edges_[first].site);
      }
      result.first_site.push_back(result.sites.size());
    }
    for (const auto& [edge, site] : moved_) {
      result.edges.push_back(edge);
      result.sites.push_back(site);
      result.first_site.push_back(result.sites.size());
    }
    return result;
  }

 private:
  static void sort(std::vector<Touch>& touches) {
    std::ranges::sort(touches);
    touches.erase(std::unique(touches.begin(), touches.end()), touches.end());
  }

  static std::vector<SitePair> links_of(const std::vector<Touch>& touches) {
    std::vector<SitePair> links;
    for (std::size_t first = 0; first < touches.size();) {
      std::size_t last = first;
      while (last < touches.size() && touches[last].a == touches[first].a &&
             touches[last].b == touches[first].b) {
        ++last;
      }
      for (std::size_t i = first; i < last; ++i) {
        for (std::size_t j = i + 1; j < last; ++j) {
          links.emplace_back(touches[i].site, touches[j].site);
        }
      }
      first = last;
    }
    sort_distinct(links);
    return links;
  }

  Contiguity kind_;
  Places places_;
  std::vector<Touch> vertices_;
  std::vector<Touch> edges_;
  std::vector<std::pair<BorderEdge, Site>> moved_;
};

SpatialWeights from_links(const std::vector<SitePair>& pairs, std::size_t site_count) {
  std::vector<SitePair> links;
  links.reserve(2 * pairs.size());
  for (const auto& [a, b] : pairs) {
    links.emplace_back(a, b);
    links.emplace_back(b, a);
  }
  std::ranges::sort(links);
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
  Touches touches(options.kind, options.tolerance_m);
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const auto site = static_cast<Site>(i);
    for (const auto& polygon : shapes[i]) {
      touches.add(polygon.outer, site);
      for (const auto& hole : polygon.holes) touches.add(hole, site);
    }
  }
  std::vector<SitePair> links = touches.links();
  const BorderEdges borders = touches.borders();
  auto more = options.kind == Contiguity::queen
                  ? near_borders(borders, options.tolerance_m)
                  : common_borders(borders, links, options.tolerance_m, options.least_stretch_m);
  links.insert(links.end(), more.begin(), more.end());
  sort_distinct(links);
  return from_links(links, shapes.size());
}

}  // namespace hotward::weights
