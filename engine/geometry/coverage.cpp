// coverage_report of validity.hpp.
#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/geometry/box_pairs.hpp"
#include "engine/geometry/cover_edges.hpp"
#include "engine/geometry/cover_faces.hpp"
#include "engine/geometry/cover_rest.hpp"
#include "engine/geometry/cover_shape.hpp"
#include "engine/geometry/geos_shapes.hpp"
#include "engine/geometry/shared_area.hpp"
#include "engine/geometry/validity.hpp"

namespace hotward::geometry {
namespace {

using Id = CoverFaces::Id;
using Pair = std::pair<std::int32_t, std::int32_t>;

// What a face can hold of an overlap: its own area, and what laying borders on the grid took off.
double most_m2(const CoverFaces& faces, Id face) {
  double around_m = 0.0;
  for (const Id h : faces.border(face)) {
    around_m += distance(faces.origin_mm(h), faces.origin_mm(CoverFaces::twin(h))) / 1000.0;
  }
  return faces.area_m2(face) + 0.002 * around_m;
}

// Pairs of areas whose boxes meet where faces are covered twice, and enough of such faces that an
// overlap may be listed.
std::vector<Pair> suspects(const LookedAt& shapes, const CoverFaces& faces, double tolerance_m2) {
  std::vector<Box> boxes;  // of faces covered twice, then of pairs
  std::vector<double> held_m2;
  for (Id face = 1; face < faces.size(); ++face) {
    if (faces.cover(face) < 2) continue;
    boxes.push_back(faces.box_m(face).grown(0.002));
    held_m2.push_back(most_m2(faces, face));
  }
  if (boxes.empty()) return {};
  const auto split = static_cast<std::uint32_t>(boxes.size());
  std::vector<Box> areas;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    Box& box = areas.emplace_back();
    for (const Polygon& part : shapes[i]) box.add(bounds(part));
  }
  std::vector<Pair> pairs;
  for_box_pairs(areas, [&](std::uint32_t a, std::uint32_t b) {
    pairs.emplace_back(static_cast<std::int32_t>(a), static_cast<std::int32_t>(b));
  });
  std::ranges::sort(pairs);
  for (const auto& [a, b] : pairs) {
    const Box& p = areas[static_cast<std::size_t>(a)];
    const Box& q = areas[static_cast<std::size_t>(b)];
    boxes.push_back({{std::max(p.low.x, q.low.x), std::max(p.low.y, q.low.y)},
                     {std::min(p.high.x, q.high.x), std::min(p.high.y, q.high.y)}});
  }
  std::vector<double> may_m2(pairs.size(), 0.0);
  for_box_pairs_between(boxes, split, [&](std::uint32_t face, std::uint32_t pair) {
    may_m2[pair - split] += held_m2[face];
  });
  std::vector<Pair> result;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (may_m2[i] > tolerance_m2) result.push_back(pairs[i]);
  }
  return result;
}

std::vector<Overlap> overlaps(std::span<const MultiPolygon> shapes,
                              std::span<const std::uint8_t> which, const CoverFaces& faces,
                              double tolerance_m2) {
  const std::vector<Pair> pairs = suspects(LookedAt(shapes, which), faces, tolerance_m2);
  std::vector<double> common_m2(pairs.size());
  constexpr std::size_t chunk = 32;
  parallel_for((pairs.size() + chunk - 1) / chunk, [&](std::size_t c) {
    if (is_stopped()) throw Interrupted();
    const std::size_t end = std::min(pairs.size(), (c + 1) * chunk);
    for (std::size_t i = c * chunk; i < end; ++i) {
      common_m2[i] = shared_area_m2(shapes[static_cast<std::size_t>(pairs[i].first)],
                                    shapes[static_cast<std::size_t>(pairs[i].second)]);
    }
  });
  std::vector<Overlap> found;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (common_m2[i] > tolerance_m2) {
      found.push_back({pairs[i].first, pairs[i].second, common_m2[i]});
    }
  }
  return found;
}

/// The union of all areas as the faces have it: its parts, and the holes of each.
class Union {
 public:
  Union(std::span<const CoverEdge> edges, const CoverFaces& faces, UnionFind& polygons,
        std::size_t polygon_count)
      : faces_(faces), groups_(polygons), polygon_count_(polygon_count) {
    groups_.grow(faces.size());
    for (std::size_t e = 0; e < edges.size(); ++e) join(edges[e], static_cast<Id>(2 * e));
    part_.resize(faces.size());
    for (Id face = 0; face < faces.size(); ++face) {
      part_[face] = covered(face) ? groups_.find(node(face)) : uncovered;
      if (covered(face)) parts_.push_back(part_[face]);
    }
    std::ranges::sort(parts_);
    parts_.erase(std::unique(parts_.begin(), parts_.end()), parts_.end());
    seen_.assign(faces.size(), 0);
  }

  [[nodiscard]] std::size_t part_count() const { return parts_.size(); }

  [[nodiscard]] double area_m2() const {
    double sum_m2 = 0.0;
    for (Id face = 1; face < faces_.size(); ++face) {
      if (covered(face)) sum_m2 += faces_.area_m2(face);
    }
    return sum_m2;
  }

  /// Parts that some area has polygons in belong together.
  [[nodiscard]] std::size_t component_count(const LookedAt& shapes) {
    UnionFind together(parts_.size());
    std::uint32_t polygon = 0;
    for (std::size_t s = 0; s < shapes.size(); ++s) {
      std::size_t first = parts_.size();
      for (std::size_t i = 0; i < shapes[s].size(); ++i) {
        const std::uint32_t part = groups_.find(polygon++);
        const auto at = std::ranges::lower_bound(parts_, part);
        if (at == parts_.end() || *at != part) continue;  // a speck below the grid
        const auto here = static_cast<std::size_t>(at - parts_.begin());
        if (first == parts_.size()) first = here;
        together.unite(static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(here));
      }
    }
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < parts_.size(); ++i) count += together.find(i) == i ? 1U : 0U;
    return count;
  }

  /// One half-edge of each hole of a part that is larger than the tolerance.
  [[nodiscard]] std::vector<Id> holes(double tolerance_m2) const {
    std::vector<Id> result;
    for_each_border([&](const Border& border) {
      if (border.area_m2 < -tolerance_m2) result.push_back(border.start);
    });
    return result;
  }

  /// The faces in a hole that no area covers: other parts may stand in it.
  [[nodiscard]] std::vector<Id> open_faces(Id hole) {
    const std::uint32_t part = part_[faces_.face(hole)];
    ++walk_;
    std::vector<Id> result;
    std::vector<Id> open{faces_.face(CoverFaces::twin(hole))};
    seen_[open[0]] = walk_;
    while (!open.empty()) {
      const Id here = open.back();
      open.pop_back();
      if (!covered(here)) result.push_back(here);
      for (const Id h : faces_.border(here)) {
        const Id other = faces_.face(CoverFaces::twin(h));
        if (part_[other] == part || seen_[other] == walk_) continue;
        seen_[other] = walk_;
        open.push_back(other);
      }
    }
    std::ranges::sort(result);
    return result;
  }

 private:
  static constexpr std::uint32_t uncovered = 0xFFFFFFFFU;

  // A closed line between what is covered, on its left, and what is not.
  struct Border {
    Id start;
    double area_m2;  // below 0 where it is a hole's
  };

  template <class Visit>
  void for_each_border(Visit visit) const {
    std::vector<bool> walked(faces_.half_edge_count(), false);
    for (Id start = 0; start < walked.size(); ++start) {
      if (walked[start] || !borders(start)) continue;
      const Point at = faces_.origin_mm(start);
      double twice_mm2 = 0.0;
      for (Id h = start; !walked[h]; h = next(h)) {
        walked[h] = true;
        const Point& p = faces_.origin_mm(h);
        const Point& q = faces_.origin_mm(CoverFaces::twin(h));
        twice_mm2 += (p.x - at.x) * (q.y - at.y) - (p.y - at.y) * (q.x - at.x);
      }
      visit(Border{start, 0.5e-6 * twice_mm2});
    }
  }

  [[nodiscard]] bool covered(Id face) const { return faces_.cover(face) > 0; }
  [[nodiscard]] std::uint32_t node(Id face) const {
    return static_cast<std::uint32_t>(polygon_count_) + face;
  }

  void join(const CoverEdge& edge, Id half_edge) {
    const Id left = faces_.face(half_edge);
    const Id right = faces_.face(CoverFaces::twin(half_edge));
    if (covered(left) && covered(right)) groups_.unite(node(left), node(right));
    if (edge.along && covered(left)) groups_.unite(edge.polygon, node(left));
    if (edge.against && covered(right)) groups_.unite(edge.polygon, node(right));
  }

  [[nodiscard]] bool borders(Id h) const {
    return covered(faces_.face(h)) && !covered(faces_.face(CoverFaces::twin(h)));
  }

  // Along the border of one part, round what is open on the right: another part that touches in a
  // point is passed by.
  [[nodiscard]] Id next(Id h) const {
    const std::uint32_t part = part_[faces_.face(h)];
    Id g = faces_.turned(CoverFaces::twin(h));
    while (!borders(g) || part_[faces_.face(g)] != part) g = faces_.turned(g);
    return g;
  }

  const CoverFaces& faces_;
  UnionFind& groups_;
  std::size_t polygon_count_;
  std::vector<std::uint32_t> part_;   // per face: its group
  std::vector<std::uint32_t> parts_;  // groups that cover a face, ascending
  std::vector<std::uint32_t> seen_;
  std::uint32_t walk_ = 0;
};

struct Gaps {
  std::vector<Gap> list;
  std::vector<CoverHole> holes;  // one each
};

Result<Gaps> find_gaps(const CoverFaces& faces, Union& whole, double tolerance_m2) {
  Gaps found;
  for (const Id hole : whole.holes(tolerance_m2)) {
    if (const auto going = check_stop(); !going) return fail(going.error());
    Gap gap;
    MultiPolygon open;
    for (const Id face : whole.open_faces(hole)) {
      gap.area_m2 += faces.area_m2(face);
      open.push_back(faces.polygon(face));
    }
    if (gap.area_m2 <= tolerance_m2) continue;
    const GeosContext geos;
    const GeosGeometry shape = to_geos(geos, open);
    const GeosGeometry point(shape ? GEOSPointOnSurface_r(geos.get(), shape.get()) : nullptr,
                             {geos.get()});
    if (!point) return fail(gave_up(geos, "finding a point in a gap between areas"));
    GEOSGeomGetX_r(geos.get(), point.get(), &gap.inside.x);
    GEOSGeomGetY_r(geos.get(), point.get(), &gap.inside.y);
    found.list.push_back(gap);
    found.holes.push_back({std::move(open), gap.inside});
  }
  return found;
}

/// @param shapes  all of them, those that are not looked at too
Result<std::vector<Gap>> gaps(const CoverFaces& faces, Union& whole,
                              std::span<const MultiPolygon> shapes,
                              const CoverageOptions& options) {
  const auto found = find_gaps(faces, whole, options.tolerance_m2);
  if (!found) return fail(found.error());
  const auto filled = filled_by_rest(found->holes, shapes, options.looked_at);
  std::vector<Gap> result;
  for (std::size_t i = 0; i < filled.size(); ++i) {
    if (filled[i] == 0) result.push_back(found->list[i]);
  }
  std::ranges::sort(result, [](const Gap& a, const Gap& b) {
    return std::tuple(-a.area_m2, a.inside) < std::tuple(-b.area_m2, b.inside);
  });
  return result;
}

Error no_land() {
  return {ErrorCode::unreadable,
          "the borders of the areas enclose no area that can be distinguished"};
}

Result<CoverageReport> report_of(std::span<const MultiPolygon> all,
                                 const CoverageOptions& options) {
  const LookedAt shapes(all, options.looked_at);
  std::size_t polygon_count = 0;
  for (std::size_t i = 0; i < shapes.size(); ++i) polygon_count += shapes[i].size();
  UnionFind polygons(polygon_count);
  const std::vector<CoverEdge> edges = cover_edges(shapes, polygons);
  const CoverFaces faces(edges);
  if (!faces.sound()) {
    return fail(no_land());
  }
  std::vector<Overlap> overlapping = overlaps(all, options.looked_at, faces, options.tolerance_m2);
  Union whole(edges, faces, polygons, polygon_count);
  auto open = gaps(faces, whole, all, options);
  if (!open) return fail(open.error());
  CoverageReport report;
  report.overlaps = std::move(overlapping);
  report.gaps = std::move(*open);
  report.components = whole.component_count(shapes);
  report.parts = whole.part_count();
  report.union_m2 = whole.area_m2();
  return report;
}

}  // namespace

Result<CoveredLand> covered_land(std::span<const MultiPolygon> shapes) {
  return unless_stopped([&]() -> Result<CoveredLand> {
    const auto whole = covered_shape(shapes);
    if (!whole) return fail(whole.error());
    constexpr double slit_m = 0.1;  // narrower: two ways to draw one border
    CoveredLand land{.area_m2 = area_m2(*whole)};
    for (const Polygon& part : *whole) {
      land.perimeter_m += perimeter_m(part.outer);
      for (const Ring& hole : part.holes) {
        if (!is_slit(hole, slit_m)) land.perimeter_m += perimeter_m(hole);
      }
    }
    return land;
  });
}

Result<CoverageReport> coverage_report(std::span<const MultiPolygon> shapes,
                                       const CoverageOptions& options) {
  return unless_stopped([&] { return report_of(shapes, options); });
}

}  // namespace hotward::geometry
