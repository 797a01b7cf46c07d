#include "engine/geometry/grid_cut.hpp"

#include <algorithm>
#include <atomic>
#include <utility>

#include <fmt/format.h>

#include "engine/core/parallel.hpp"
#include "engine/geometry/cover_shape.hpp"
#include "engine/geometry/geos_shapes.hpp"
#include "engine/geometry/shared_edges.hpp"
#include "engine/geometry/validity.hpp"

namespace hotward::geometry {
namespace {

// Cutting a cell out of so few vertices costs less than another halving.
constexpr int few_vertices = 64;

// Pieces are cut this much too large, so that no side of a cell runs along a cut.
constexpr double margin_m = 1.0;

GeosGeometry ring_geometry(const GeosContext& geos, const Ring& ring) {
  return to_geos(geos, {{ring, {}}});
}

GeosGeometry overlaid(const GeosContext& geos, const GEOSGeometry* area, const Box& box) {
  const GeosGeometry frame =
      ring_geometry(geos, {box.low, {box.high.x, box.low.y}, box.high, {box.low.x, box.high.y}});
  return {frame ? GEOSIntersection_r(geos.get(), area, frame.get()) : nullptr, {geos.get()}};
}

// Clipping to a rectangle looks at each vertex once, where an overlay sorts and nodes all edges.
// But GEOS does not promise that what it clips is sound: `soundness` says who looks.
GeosGeometry clipped(const GeosContext& geos, const GEOSGeometry* area, const Box& box,
                     Soundness soundness) {
  GeosGeometry part{
      GEOSClipByRect_r(geos.get(), area, box.low.x, box.low.y, box.high.x, box.high.y),
      {geos.get()}};
  const bool is_good = part && (soundness == Soundness::of_small_pieces ||
                                GEOSisValid_r(geos.get(), part.get()) == 1);
  return is_good ? std::move(part) : overlaid(geos, area, box);
}

// A run of cells, the part of the area around them, and where their shapes go.
struct Task {
  std::size_t first;
  std::size_t last;
  MultiPolygon area;
};

class Cutter {
 public:
  Cutter(const Lattice& lattice, std::span<const Cell> cells, const MultiPolygon& area,
         Soundness soundness)
      : lattice_(lattice), cells_(cells), area_(area), soundness_(soundness) {}

  // Halves the run of cells until it is small; false where GEOS gives up.
  [[nodiscard]] bool split(const GeosContext& geos, GeosGeometry area, std::size_t first,
                           std::size_t last, int depth) {
    if (depth == 0 || last - first < 2) {
      tasks_.push_back({first, last, from_geos(geos, area.get())});
      return true;
    }
    const std::size_t middle = (first + last) / 2;
    for (const auto& [from, to] : {std::pair{first, middle}, std::pair{middle, last}}) {
      GeosGeometry half = clipped(geos, area.get(), box_of(from, to), soundness_);
      if (!half || !split(geos, std::move(half), from, to, depth - 1)) return false;
    }
    return true;
  }

  // @param is_sound  the area comes from an overlay, and so do its pieces
  [[nodiscard]] bool cut(const GeosContext& geos, const GEOSGeometry* area, std::size_t first,
                         std::size_t last, bool is_sound, std::vector<MultiPolygon>& shapes) const {
    const int vertices = GEOSGetNumCoordinates_r(geos.get(), area);
    if (vertices == 0) return true;
    if (last - first > 1 && vertices > few_vertices) {
      const std::size_t middle = (first + last) / 2;
      for (const auto& [from, to] : {std::pair{first, middle}, std::pair{middle, last}}) {
        const Box box = box_of(from, to);
        const GeosGeometry half =
            is_sound ? overlaid(geos, area, box) : clipped(geos, area, box, soundness_);
        if (!half || !cut(geos, half.get(), from, to, is_sound, shapes)) return false;
      }
      return true;
    }
    if (!is_sound && GEOSisValid_r(geos.get(), area) != 1) {
      return cut_again(geos, first, last, shapes);
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
  // Straight from the whole area: seldom, and slow.
  [[nodiscard]] bool cut_again(const GeosContext& geos, std::size_t first, std::size_t last,
                               std::vector<MultiPolygon>& shapes) const {
    const GeosGeometry whole = to_geos(geos, area_);
    const GeosGeometry part = whole ? overlaid(geos, whole.get(), box_of(first, last))
                                    : GeosGeometry(nullptr, {geos.get()});
    return part && cut(geos, part.get(), first, last, true, shapes);
  }

  [[nodiscard]] Box box_of(std::size_t first, std::size_t last) const {
    Box box;
    for (std::size_t i = first; i < last; ++i) box.add(lattice_.box(cells_[i]));
    return box.grown(margin_m);
  }

  const Lattice& lattice_;
  std::span<const Cell> cells_;
  const MultiPolygon& area_;
  Soundness soundness_;
  std::vector<Task> tasks_;
};

}  // namespace

Result<MultiPolygon> united(std::span<const MultiPolygon> shapes) {
  if (shapes.size() == 1) return shapes[0];
  MultiPolygon all;
  for (const MultiPolygon& shape : shapes) all.insert(all.end(), shape.begin(), shape.end());
  if (all.size() > few_polygons) {
    if (auto whole = covered_shape(shapes)) return whole;
  }
  const GeosContext geos;
  const GeosGeometry parts = to_geos(geos, all);
  if (!parts) return fail(gave_up(geos, "reading the areas"));
  const GeosGeometry whole{GEOSUnaryUnion_r(geos.get(), parts.get()), {geos.get()}};
  if (!whole) return fail(gave_up(geos, "uniting the areas"));
  return from_geos(geos, whole.get());
}

Result<std::vector<MultiPolygon>> cut_cells(const Lattice& lattice, std::span<const Cell> cells,
                                            const MultiPolygon& area, Soundness soundness) {
  std::vector<MultiPolygon> shapes(cells.size());
  if (cells.empty()) return shapes;
  const GeosContext geos;
  GeosGeometry whole = to_geos(geos, area);
  if (!whole) return fail(gave_up(geos, "preparing the study area"));
  Cutter cutter(lattice, cells, area, soundness);
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
    if (!part || !cutter.cut(own, part.get(), task.first, task.last, false, shapes)) {
      sound = false;
    }
  });
  if (!sound)
    return fail(ErrorCode::unreadable, "a cell of the grid could not be cut to the study area");
  return shapes;
}

}  // namespace hotward::geometry
