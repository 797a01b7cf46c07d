#include "engine/weights/grid_contiguity.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>
#include <vector>

#include "engine/core/check.hpp"

namespace hotward::weights {
namespace {

constexpr Site no_site = std::numeric_limits<Site>::max();

struct Step {
  int row;
  int column;
};

using Steps = std::span<const Step>;

constexpr std::array<Step, 8> queen = {
    {{-1, -1}, {-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, -1}, {1, 0}, {1, 1}}};
constexpr std::array<Step, 4> rook = {{{-1, 0}, {0, -1}, {0, 1}, {1, 0}}};
// An odd row lies half a cell further right: its upper and lower neighbours are columns c and c +
// 1, an even row's c - 1 and c. The same with rows and columns exchanged.
constexpr std::array<Step, 6> even_row = {{{-1, -1}, {-1, 0}, {0, -1}, {0, 1}, {1, -1}, {1, 0}}};
constexpr std::array<Step, 6> odd_row = {{{-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, 0}, {1, 1}}};
constexpr std::array<Step, 6> even_column = {{{-1, -1}, {-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, 0}}};
constexpr std::array<Step, 6> odd_column = {{{-1, 0}, {0, -1}, {0, 1}, {1, -1}, {1, 0}, {1, 1}}};

Steps steps(GridKind kind, const GridCell& cell) {
  const auto odd = [](std::int32_t i) { return i % 2 != 0; };
  switch (kind) {
    case GridKind::square_queen:
      return queen;
    case GridKind::square_rook:
      return rook;
    case GridKind::hexagon_rows:
      return odd(cell.row) ? Steps(odd_row) : Steps(even_row);
    case GridKind::hexagon_columns:
      return odd(cell.column) ? Steps(odd_column) : Steps(even_column);
  }
  return {};
}

/// Finds a cell's site: by a table of the bounding rectangle where cells fill it, else by search.
class Lookup {
 public:
  explicit Lookup(std::span<const GridCell> cells) : cells_(cells) {
    if (cells.empty()) return;
    GridCell high = low_ = cells[0];
    for (const GridCell& cell : cells) {
      low_ = {std::min(low_.row, cell.row), std::min(low_.column, cell.column)};
      high = {std::max(high.row, cell.row), std::max(high.column, cell.column)};
    }
    height_ = std::int64_t{high.row} - low_.row + 1;
    width_ = std::int64_t{high.column} - low_.column + 1;
    const auto n = static_cast<std::int64_t>(cells.size());
    if (height_ <= 16 * n + 1024 && width_ <= (16 * n + 1024) / height_) {
      fill_table();
    } else {
      sort_cells();
    }
  }

  [[nodiscard]] Site at(std::int64_t row, std::int64_t column) const {
    const std::int64_t r = row - low_.row;
    const std::int64_t c = column - low_.column;
    if (r < 0 || c < 0 || r >= height_ || c >= width_) return no_site;
    if (!table_.empty()) return table_[static_cast<std::size_t>(r * width_ + c)];
    const GridCell wanted{static_cast<std::int32_t>(row), static_cast<std::int32_t>(column)};
    const auto found =
        std::ranges::lower_bound(sorted_, wanted, {}, [this](Site i) { return cells_[i]; });
    return found != sorted_.end() && cells_[*found] == wanted ? *found : no_site;
  }

 private:
  void fill_table() {
    table_.assign(static_cast<std::size_t>(height_ * width_), no_site);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const std::int64_t r = std::int64_t{cells_[i].row} - low_.row;
      const std::int64_t c = std::int64_t{cells_[i].column} - low_.column;
      Site& entry = table_[static_cast<std::size_t>(r * width_ + c)];
      HOTWARD_EXPECTS(entry == no_site);
      entry = static_cast<Site>(i);
    }
  }

  void sort_cells() {
    for (std::size_t i = 0; i < cells_.size(); ++i) sorted_.push_back(static_cast<Site>(i));
    std::ranges::sort(sorted_, {}, [this](Site i) { return cells_[i]; });
    HOTWARD_EXPECTS(std::ranges::adjacent_find(sorted_, [this](Site a, Site b) {
                      return cells_[a] == cells_[b];
                    }) == sorted_.end());
  }

  std::span<const GridCell> cells_;
  GridCell low_;
  std::int64_t height_ = 0;
  std::int64_t width_ = 0;
  std::vector<Site> table_;
  std::vector<Site> sorted_;
};

}  // namespace

SpatialWeights grid_contiguity(std::span<const GridCell> cells, GridKind kind) {
  const Lookup lookup(cells);
  Rows rows;
  rows.starts.reserve(cells.size() + 1);
  rows.sites.reserve(cells.size() * (kind == GridKind::square_rook ? 4 : 8));
  for (const GridCell& cell : cells) {
    const std::size_t first = rows.sites.size();
    for (const Step& step : steps(kind, cell)) {
      const Site site =
          lookup.at(std::int64_t{cell.row} + step.row, std::int64_t{cell.column} + step.column);
      if (site != no_site) rows.sites.push_back(site);
    }
    std::sort(rows.sites.begin() + static_cast<std::ptrdiff_t>(first), rows.sites.end());
    rows.starts.push_back(rows.sites.size());
  }
  return SpatialWeights(std::move(rows));
}

}  // namespace hotward::weights
