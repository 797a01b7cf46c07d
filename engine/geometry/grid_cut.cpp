#include "engine/geometry/grid_cut.hpp"

#include <algorithm>
#include <atomic>
#include <utility>

#include <fmt/format.h>

#include "engine/core/parallel.hpp"
#include "engine/geometry/geos_shapes.hpp"
#include "engine/geometry/shared_edges.hpp"
#include "engine/geometry/validity.hpp"

namespace hotward::geometry {
namespace {

// Cutting a cell out of so few vertices costs less than another halving.
constexpr int few_vertices = 96;

// Pieces are cut this much too large, so that no side of a cell runs along a cut.
constexpr double margin_m = 1.0;

GeosGeometry ring_geometry(const GeosContext& geos, const Ring& ring) {
  return to_geos(geos, {{ring, {}}});
}

// Clipping to a rectangle looks at each vertex once, where an overlay sorts and nodes all edges;
// but GEOS does not promise that what it clips is sound. Where it is not, the overlay does it, as
// it does where there are few vertices.
GeosGeometry piece(const GeosContext& geos, const GEOSGeometry* area, const Box& box) {
  constexpr int clipped_from = 256;
  if (GEOSGetNumCoordinates_r(geos.get(), area) >= clipped_from) {
    GeosGeometry clipped{
        GEOSClipByRect_r(geos.get(), area, box.low.x, box.low.y, box.high.x, box.high.y),
        {geos.get()}};
    if (clipped && GEOSisValid_r(geos.get(), clipped.get()) == 1) return clipped;
  }
  const GeosGeometry frame =
      ring_geometry(geos, {box.low, {box.high.x, box.low.y}, box.high, {box.low.x, box.high.y}});
  return {frame ? GEOSIntersection_r(geos.get(), area, frame.get()) : nullptr, {geos.get()}};
}

// A run of cells, the part of the area around them, and where their shapes go.
struct Task {
  std::size_t first;
  std::size_t last;
  MultiPolygon area;
};

class Cutter {
 public:
  Cutter(const Lattice& lattice, std::span<const Cell> cells) : lattice_(lattice), cells_(cells) {}

  // Halves the run of cells until it is small; false where GEOS gives up.
  [[nodiscard]] bool split(const GeosContext& geos, GeosGeometry area, std::size_t first,
                           std::size_t last, int depth) {
    if (depth == 0 || last - first < 2) {
      tasks_.push_back({first, last, from_geos(geos, area.get())});
      return true;
    }
    const std::size_t middle = (first + last) / 2;
    for (const auto& [from, to] : {std::pair{first, middle}, std::pair{middle, last}}) {
      GeosGeometry half = piece(geos, area.get(), box_of(from, to));
      if (!half || !split(geos, std::move(half), from, to, depth - 1)) return false;
    }
    return true;
  }

  [[nodiscard]] bool cut(const GeosContext& geos, const GEOSGeometry* area, std::size_t first,
                         std::size_t last, std::vector<MultiPolygon>& shapes) const {
    const int vertices = GEOSGetNumCoordinates_r(geos.get(), area);
    if (vertices == 0) return true;
    if (last - first > 1 && vertices > few_vertices) {
      const std::size_t middle = (first + last) / 2;
      for (const auto& [from, to] : {std::pair{first, middle}, std::pair{middle, last}}) {
        const GeosGeometry half = piece(geos, area, box_of(from, to));
        if (!half || !cut(geos, half.get(), from, to, shapes)) return false;
      }
      return true;
    }
    for (std::size_t i = first; i < last; ++i) {
      const GeosGeometry cell = ring_geometry(geos, lattice_.ring(cells_[i]));
      if (!cell) return false;
      const GeosGeometry part{GEOSIntersection_r(geos.get(), area, cell.get()), {geos.get()}};
      if (!part) return false;
      shapes[i] = normalised(from_geos(geos, part.get()));
    }
    return true;
  }

  [[nodiscard]] const std::vector<Task>& tasks() const { return tasks_; }

 private:
  [[nodiscard]] Box box_of(std::size_t first, std::size_t last) const {
    Box box;
    for (std::size_t i = first; i < last; ++i) box.add(lattice_.box(cells_[i]));
    return box.grown(margin_m);
  }

  const Lattice& lattice_;
  std::span<const Cell> cells_;
  std::vector<Task> tasks_;
};

}  // namespace

Result<MultiPolygon> united(std::span<const MultiPolygon> shapes) {
  if (shapes.size() == 1) return shapes[0];
  MultiPolygon all;
  for (const MultiPolygon& shape : shapes) all.insert(all.end(), shape.begin(), shape.end());
  const GeosContext geos;
  const bool many = all.size() > few_polygons;
  const GeosGeometry parts = many ? without_shared_edges(geos, all) : to_geos(geos, all);
  if (!parts) return fail(gave_up(geos, "reading the areas"));
  const GeosGeometry whole{GEOSUnaryUnion_r(geos.get(), parts.get()), {geos.get()}};
  if (!whole) return fail(gave_up(geos, "uniting the areas"));
  return from_geos(geos, whole.get());
}

Result<std::vector<MultiPolygon>> cut_cells(const Lattice& lattice, std::span<const Cell> cells,
                                            const MultiPolygon& area) {
  std::vector<MultiPolygon> shapes(cells.size());
  if (cells.empty()) return shapes;
  const GeosContext geos;
  GeosGeometry whole = to_geos(geos, area);
  if (!whole) return fail(gave_up(geos, "preparing the study area"));
  Cutter cutter(lattice, cells);
  constexpr int depth = 5;  // 32 tasks, whatever the number of threads
  if (!cutter.split(geos, std::move(whole), 0, cells.size(), depth)) {
    return fail(gave_up(geos, "dividing the study area"));
  }
  std::atomic<bool> sound{true};
  parallel_for(cutter.tasks().size(), [&](std::size_t i) {
    const Task& task = cutter.tasks()[i];
    if (task.area.empty()) return;
    const GeosContext own;
    const GeosGeometry part = to_geos(own, task.area);
    if (!part || !cutter.cut(own, part.get(), task.first, task.last, shapes)) sound = false;
  });
  if (!sound)
    return fail(ErrorCode::unreadable, "a cell of the grid could not be cut to the study area");
  return shapes;
}

}  // namespace hotward::geometry
