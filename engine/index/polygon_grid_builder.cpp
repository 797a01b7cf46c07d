#include "engine/index/polygon_grid_builder.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/parallel.hpp"
#include "engine/geometry/orientation.hpp"

namespace hotward::index {
namespace {

using geometry::MultiPolygon;
using geometry::orientation;
using geometry::Point;

bool crosses(const Point& p, const Point& r, const Point& a, const Point& b) {
  if ((orientation(p, r, a) >= 0) == (orientation(p, r, b) >= 0)) return false;
  return (orientation(a, b, p) > 0) != (orientation(a, b, r) > 0);
}

bool on_edge(const Point& p, const Point& a, const Point& b) {
  return p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y) &&
         p.y <= std::max(a.y, b.y) && orientation(a, b, p) == 0;
}

// Even-odd membership of a point, by priority.
void toggle(std::vector<std::uint32_t>& inside, std::uint32_t rank) {
  const auto at = std::ranges::lower_bound(inside, rank);
  if (at != inside.end() && *at == rank) {
    inside.erase(at);
  } else {
    inside.insert(at, rank);
  }
}

}  // namespace

PolygonGridBuilder::PolygonGridBuilder(PolygonGrid& grid, std::span<const MultiPolygon> shapes,
                                       const PolygonGridOptions& options)
    : grid_(grid) {
  lay_out(shapes, options);
  if (grid_.vertices_.empty()) {
    grid_.boundary_cells_.push_back({{}, 0});
    grid_.entries_.push_back({-1, 0, false});
    return;
  }
  choose_cells(options);
  sort_edges_by_row();
  std::vector<Row> rows(grid_.rows_);
  parallel_for(grid_.rows_, [&](std::size_t r) { rows[r] = make_row(r); });
  gather(rows);
}

// The centre of the cell, or where an edge runs through it, the next of a sequence of points that
// fills the cell evenly (Roberts's R2: multiples of the inverse powers of the plastic number).
Point PolygonGridBuilder::reference(std::size_t column, std::size_t row, Edges edges) const {
  for (double k = 0.0;; k += 1.0) {
    const double u = 0.5 + k * 0.7548776662466927;
    const double v = 0.5 + k * 0.5698402909980532;
    const double in_column = 0.1 + 0.8 * (u - std::floor(u));
    const double in_row = 0.1 + 0.8 * (v - std::floor(v));
    const Point p{grid_.low_.x + (static_cast<double>(column) + in_column) / grid_.cells_per_m_,
                  grid_.low_.y + (static_cast<double>(row) + in_row) / grid_.cells_per_m_};
    const auto touches = [&](std::uint32_t e) { return on_edge(p, vertex(e), vertex(e + 1)); };
    if (std::ranges::none_of(edges, touches)) return p;
  }
}

// Walks from one reference point to that of the cell to the east, over the edges of both cells.
void PolygonGridBuilder::step(std::vector<std::uint32_t>& inside, const Point& from,
                              const Point& to, Edges edges, Edges more) const {
  const auto walk = [&](std::uint32_t e) {
    if (crosses(from, to, vertex(e), vertex(e + 1))) toggle(inside, rank_[e]);
  };
  std::size_t i = 0;
  for (const std::uint32_t e : more) {
    while (i < edges.size() && edges[i] < e) walk(edges[i++]);
    if (i < edges.size() && edges[i] == e) ++i;  // in both cells: once
    walk(e);
  }
  while (i < edges.size()) walk(edges[i++]);
}

void PolygonGridBuilder::add_cell(Row& out, const Point& reference,
                                  const std::vector<std::uint32_t>& inside, Edges edges) const {
  out.boundary_cells.push_back({reference, static_cast<std::uint32_t>(out.entries.size())});
  const auto first_run = [&] { return static_cast<std::uint32_t>(out.runs.size()); };
  auto holder = inside.begin();
  for (std::size_t i = 0; i < edges.size();) {
    const std::uint32_t rank = rank_[edges[i]];
    // Whoever holds the whole cell takes all that areas of higher priority leave.
    if (holder != inside.end() && *holder < rank) break;
    const bool holds = holder != inside.end() && *holder == rank;
    if (holds) ++holder;
    out.entries.push_back({area_of_rank_[rank], first_run(), holds});
    for (bool fresh = true; i < edges.size() && rank_[edges[i]] == rank; ++i, fresh = false) {
      if (!fresh && out.runs.back().last == edges[i]) {
        ++out.runs.back().last;
      } else {
        out.runs.push_back({edges[i], edges[i] + 1});
      }
    }
  }
  if (holder != inside.end()) {
    out.entries.push_back({area_of_rank_[*holder], first_run(), true});
  }
}

PolygonGridBuilder::Row PolygonGridBuilder::make_row(std::size_t row) {
  const Edges edges(edges_by_row_.data() + row_begin_[row], row_begin_[row + 1] - row_begin_[row]);
  std::vector<std::uint32_t> begin(grid_.columns_ + 1, 0);
  std::vector<std::pair<std::size_t, std::size_t>> columns;
  for (const std::uint32_t edge : edges) {
    columns.push_back(columns_of(edge, row));
    for (std::size_t c = columns.back().first; c <= columns.back().second; ++c) ++begin[c + 1];
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::uint32_t> by_column(begin.back());
  std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    for (std::size_t c = columns[i].first; c <= columns[i].second; ++c) {
      by_column[next[c]++] = edges[i];
    }
  }
  Row out;
  std::vector<std::uint32_t> inside;
  Edges previous;
  Point from = reference(0, row, previous);
  for (std::size_t c = 0; c < grid_.columns_; ++c) {
    const Edges here(by_column.data() + begin[c], begin[c + 1] - begin[c]);
    std::int32_t& cell = grid_.cells_[row * grid_.columns_ + c];
    if (!here.empty() || !previous.empty()) {
      const Point to = reference(c, row, here);
      step(inside, from, to, previous, here);
      from = to;
    }
    if (here.empty()) {
      cell = inside.empty() ? -1 : area_of_rank_[inside.front()];
    } else {
      cell = -2 - static_cast<std::int32_t>(out.boundary_cells.size());
      add_cell(out, from, inside, here);
    }
    previous = here;
  }
  return out;
}

void PolygonGridBuilder::gather(const std::vector<Row>& rows) {
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto cells_before = static_cast<std::int32_t>(grid_.boundary_cells_.size());
    const auto entries_before = static_cast<std::uint32_t>(grid_.entries_.size());
    const auto runs_before = static_cast<std::uint32_t>(grid_.runs_.size());
    for (std::size_t c = 0; c < grid_.columns_; ++c) {
      std::int32_t& cell = grid_.cells_[r * grid_.columns_ + c];
      if (cell < -1) cell -= cells_before;
    }
    for (auto cell : rows[r].boundary_cells) {
      cell.first_entry += entries_before;
      grid_.boundary_cells_.push_back(cell);
    }
    for (auto entry : rows[r].entries) {
      entry.first_run += runs_before;
      grid_.entries_.push_back(entry);
    }
    grid_.runs_.insert(grid_.runs_.end(), rows[r].runs.begin(), rows[r].runs.end());
  }
  grid_.boundary_cells_.push_back({{}, static_cast<std::uint32_t>(grid_.entries_.size())});
  grid_.entries_.push_back({-1, static_cast<std::uint32_t>(grid_.runs_.size()), false});
}

PolygonGrid::PolygonGrid(std::span<const MultiPolygon> shapes, const PolygonGridOptions& options) {
  const PolygonGridBuilder built(*this, shapes, options);
}

}  // namespace hotward::index
