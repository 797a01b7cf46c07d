// incident_input: one table of incidents, opened and understood, ready to be read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/projection.hpp"
#include "engine/io/csv/csv_scanner.hpp"
#include "engine/io/files/byte_reader.hpp"
#include "engine/io/files/file_stamp.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/incidents/incident_merge.hpp"
#include "engine/io/incidents/incident_rows.hpp"
#include "engine/io/incidents/incident_sources.hpp"
#include "engine/io/incidents/read_incidents.hpp"

class OGRLayer;

namespace hotward::io {

/// The coordinate systems that inputs are in, each once.
class InputSystems {
 public:
  /// @return its number; bad_value, unavailable as ToNationalGrid::from says.
  Result<std::uint8_t> number(const std::string& crs, const std::string& source);

  [[nodiscard]] const std::vector<geometry::ToNationalGrid>& all() const { return systems_; }
  /// Gives them away.
  [[nodiscard]] std::vector<geometry::ToNationalGrid> take() { return std::move(systems_); }

 private:
  std::vector<std::string> names_;
  std::vector<geometry::ToNationalGrid> systems_;
};

struct IncidentInput {
  IncidentSource source;
  std::string_view no_incidents;  ///< why it is passed over; nothing else is set then
  RowRules rules;
  std::uint8_t system = 0;
  std::uint32_t number = 0;     ///< among the inputs
  bool word_is_type = false;    ///< IncidentQuery::column_or_type is no column of it
  std::size_t own_columns = 0;  ///< the first of layout.columns; a data set's positions come behind
  std::vector<table::FieldKind> kinds;  ///< of its own columns; empty for CSV: all are texts
  std::uint64_t bytes = 0;              ///< 0 where not known
  std::optional<FileStamp> stamp;       ///< of the file on disk, before any of it was read
  std::uint64_t rows = 0;               ///< read so far
  std::uint64_t lines = 0;              ///< before the next row: the header's and what was read

  std::optional<ByteReader> reader;  ///< of CSV; opened when its turn comes where it is no map
  CsvRules csv;
  std::uint64_t first_row = 0;

  Dataset dataset;  ///< of anything else
  OGRLayer* layer = nullptr;
};

/// What all inputs share while they are read.
struct ReadContext {
  const IncidentQuery& query;
  const ReadTuning& tuning;
  IncidentMerge& merge;
  Progress& progress;
  std::uint64_t bytes_total = 0;
  std::uint64_t bytes_done = 0;

  void advance(std::uint64_t bytes);
};

/// What recognise_layout finds, with query.column_or_type for the column of types where there is
/// such a column; else input.word_is_type is set.
Result<IncidentLayout> layout_of(const std::vector<std::string>& columns,
                                 const IncidentQuery& query, const HeaderQuestion& question,
                                 IncidentInput& input);

/// Opens an input and settles its layout; kept columns are not chosen yet.
/// @return the errors of open_csv, open_vector, recognise_layout and settle_layout; usage for
///         --where with CSV; missing_column where the query needs a column that is not there.
Result<IncidentInput> open_input(const IncidentSource& source, const IncidentQuery& query,
                                 InputSystems& systems, std::vector<std::string>& warnings);

/// The part of it that is about data sets (incident_features.cpp).
Result<void> open_dataset(IncidentInput& input, const IncidentQuery& query,
                          std::vector<std::string>& warnings);

/// Adds a run of an input's rows to all others, and counts its lines and rows.
/// @param share  of the whole input, by bytes; 0 where that is not known
/// @return the errors of IncidentMerge::add.
Result<void> merge_run(IncidentRows& rows, IncidentInput& input, ReadContext& context,
                       double share = 0.0);

/// Reads mapped CSV files, in parallel within and across files.
Result<void> read_mapped(std::vector<IncidentInput*>& inputs, ReadContext& context);

/// Reads CSV that comes one byte after the other.
Result<void> read_stream(IncidentInput& input, ReadContext& context);

/// The same of several, each on one thread: what one holds waits in memory until its turn to be
/// merged.
/// @param at_once  how many may be held, at least 1
Result<void> read_streams(std::vector<IncidentInput*>& inputs, std::size_t at_once,
                          ReadContext& context);

/// Reads a data set that GDAL opened.
Result<void> read_features(IncidentInput& input, ReadContext& context);

}  // namespace hotward::io
