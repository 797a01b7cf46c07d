// Cell month rows: how many of a theme's incidents are there in each cell, month and type?
//
//   cell_id, month, type, count: a row for each that is not 0, by cell, then month, then type
//
// The counts of a cell add up to its count in the layer, which is of the same incidents. Those
// without a date have no month, those without a type no type.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/parameter/parameter.hpp"
#include "engine/study/cells.hpp"
#include "engine/study/findings.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/layer_rows.hpp"

namespace hotward {

/// Millions of rows for a country, so they are made as they are written.
/// Time: O(incidents × log(incidents of a cell)); memory: 4 bytes an incident and 8 a cell, thrice
/// as much to begin with.
class CellMonthRows : public table::LayerRows {
 public:
  /// Throws Interrupted.
  /// @param study          must outlive this
  /// @param cell_of_place  of each place of the study's incidents; -1 in no cell
  CellMonthRows(const Study& study, const Theme& theme, KeptGrids::Shared grid,
                std::span<const std::int32_t> cell_of_place);

  [[nodiscard]] const table::Layer& head() const override { return layer_; }
  [[nodiscard]] std::size_t size() const override { return first_row_.back(); }
  [[nodiscard]] Result<void> restart() override;
  [[nodiscard]] Result<const table::Layer*> next() override;

 private:
  void name_codes(const Study& study, const Theme& theme);
  void deal(const Study& study, const Theme& theme, std::span<const std::int32_t> cell_of_place);
  void sort_cells();
  [[nodiscard]] std::span<std::uint32_t> codes_of(std::size_t cell);
  // @param row  of the run, where the part begins
  void write_part(std::size_t part, std::size_t row);

  KeptGrids::Shared grid_;
  table::Layer layer_;
  std::vector<std::string> months_;       // of each code: "2023-01", or none
  std::vector<std::string> types_;        // by name
  std::vector<std::uint32_t> type_rank_;  // by the incidents' code of it: place in types_
  std::vector<std::uint32_t> codes_;      // by cell, rising: month × types + type
  std::vector<std::uint64_t> end_;        // of each cell, in codes_
  std::vector<std::size_t> first_row_;    // of each part of the cells, and the end
  std::size_t part_ = 0;                  // the next run's first
};

/// The parameter `by-month`.
/// @param path       empty where it is not asked for
/// @param has_cells  whether a grid is asked for, where the areas could be looked at instead
[[nodiscard]] parameter::List by_month_parameter(std::string& path,
                                                 std::function<bool()> has_cells = {});

/// @param places  the cell of each, as count_cells gives them
[[nodiscard]] MakeOutputs by_month_output(std::string path, const Study& study, const Theme& theme,
                                          KeptGrids::Shared grid, std::vector<std::int32_t> places);

}  // namespace hotward
