// Scan sites: the areas, or the cells of a grid, that a scan puts together to clusters.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/analyses/scan/scan_periods.hpp"
#include "engine/geometry/lattice.hpp"
#include "engine/methods/scan/scan_result.hpp"
#include "engine/study/themes.hpp"

namespace hotward::analyses {

struct ScanSites {
  bool cells = false;               ///< of a grid
  std::vector<geometry::Point> at;  ///< centroids of areas, centres of cells
  std::vector<std::string> codes;   ///< of areas; ids of cells
  /// Of areas; of a cell that of the area with most of its incidents, empty where it has none.
  std::vector<std::string> names;
  std::vector<geometry::MultiPolygon> shapes;
  std::vector<std::int32_t> site_of_place;  ///< -1 in none

  [[nodiscard]] scan::ScanSites engine() const { return {.at = at, .codes = codes}; }
};

/// @param cell_m  width of the cells; none: the study's areas
/// @return errors as count_cells.
[[nodiscard]] Result<ScanSites> scan_sites(const Study& study, const Theme& theme,
                                           std::optional<double> cell_m, geometry::CellShape shape);

struct SiteCounts {
  std::vector<std::int64_t> counts;  ///< site by site, of each period
  std::int64_t total = 0;
  std::int64_t undated = 0;   ///< not counted: no time
  std::int64_t left_out = 0;  ///< not counted: in a month that is left out
};

/// The theme's incidents at each site. @param time  nullptr: all in one period
/// @param bunches  those of one place and month count once
[[nodiscard]] SiteCounts count_at_sites(const Study& study, const Theme& theme,
                                        const ScanSites& sites, const ScanPeriods* time,
                                        bool bunches);

}  // namespace hotward::analyses
