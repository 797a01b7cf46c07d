// PackedIndex: the R-tree of a GeoPackage's table, packed at once. For engine/io only.
//
// Put into SQLite's R-tree one by one, the boxes of 270,000 cells take 0.9 s of the 1.3 that the
// whole file takes. Sorted by place and packed into full nodes they take a tenth of that, and a
// reader looks into fewer nodes. The nodes are rows of plain tables that SQLite keeps behind the
// R-tree, and whose layout it describes:
//
//   node    2 bytes depth (of the root; 0 is a leaf), 2 bytes number of entries, then the entries,
//           zeros behind them up to the size of all nodes; numbers big-endian
//   entry   8 bytes number of the row (in a leaf) or of the node below, then as float
//           least x, most x, least y, most y, rounded outwards
//
// GDAL makes the empty index and the triggers that keep it true to the table; without them, but for
// that time, the rows are written.
//
// Sources:
//   OGC 12-128r14 (2015), GeoPackage Encoding Standard 1.2. Annex F.3: the R-tree extension.
//   SQLite contributors, The SQLite R*Tree Module, SQLite documentation. Section 5: shadow tables.
//   Leutenegger, Lopez, Edgington (1997), STR: A simple and efficient algorithm for R-tree packing,
//     Proceedings of the 13th International Conference on Data Engineering, 497-506.
//     doi:10.1109/ICDE.1997.582015.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/io/files/gdal_handles.hpp"

class OGREnvelope;

namespace hotward::io {

class PackedIndex {
 public:
  /// Rows that are packed at most: 24 bytes each wait in memory. GDAL indexes larger tables.
  static constexpr std::size_t most_rows = 4'000'000;

  /// @param table, geometry  as they stand in the file
  PackedIndex(std::string table, std::string geometry)
      : table_(std::move(table)), name_("rtree_" + table_ + "_" + geometry), geometry_(geometry) {}

  /// Makes the empty index of a table that has no row yet, and takes its triggers away.
  /// @return cannot_write.
  [[nodiscard]] Result<void> begin(GDALDataset& dataset, const GdalMessages& messages);
  void add(std::int64_t row, const OGREnvelope& box);
  /// Fills the indexes, and puts their triggers back, in a file that GDAL has closed.
  /// @return cannot_write, naming the file; interrupted.
  [[nodiscard]] static Result<void> finish(const std::filesystem::path& path,
                                           std::span<PackedIndex> indexes);

  struct Entry {
    std::int64_t number = 0;
    float least_x = 0.0F;
    float most_x = 0.0F;
    float least_y = 0.0F;
    float most_y = 0.0F;
  };

 private:
  friend class IndexWriter;

  std::string table_;
  std::string name_;
  std::string geometry_;
  std::vector<std::string> triggers_;  // statements that make them
  std::vector<Entry> entries_;
};

}  // namespace hotward::io
