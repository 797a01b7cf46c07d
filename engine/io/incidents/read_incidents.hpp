// read_incidents: what happened, where and when, from whatever holds it.
//
// CSV files, plain, zipped or piped, go through a reader of our own: some twenty times as fast as
// GDAL's, on any number of threads, in bounded memory (csv_scanner.hpp). Everything else goes
// through GDAL. docs/reading-incidents.md says which inputs, layouts and dates are understood.
//
// Nothing disappears: every row has one outcome (incident_rows.hpp), and
//   read = no_coordinates + bad_coordinates + malformed_row + bad_date + filtered + located.
// Rows are never dropped for being equal: an anti-social behaviour row has no id, and two that look
// the same are two incidents. A duplicate has an earlier row's id, place, time and type, and only
// `dedupe` drops it (the first stays).
//
// The same input gives the same table whatever the number of threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/progress.hpp"
#include "engine/core/result.hpp"
#include "engine/geometry/crs_operation.hpp"
#include "engine/geometry/projection.hpp"
#include "engine/io/csv/csv_marks.hpp"
#include "engine/io/files/file_stamp.hpp"
#include "engine/io/incidents/force_name.hpp"
#include "engine/io/incidents/incident_header.hpp"
#include "engine/io/incidents/incident_rows.hpp"
#include "engine/io/incidents/text_spool.hpp"
#include "engine/table/incidents.hpp"
#include "engine/table/provenance.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward::io {

/// Which texts of the input stay with the incidents, as Incidents::kept.
enum class Keep {
  nothing,
  descriptions,  ///< the description of the place, where there is one
  checks,      ///< the LSOA code and the description of the place, where there are such; and where
               ///< each row stands, its position as given, and which rows repeat an id
  everything,  ///< every column, by its name
  as_given,    ///< the same with its type, and table::null_text where a source of types has no
               ///< value, which it tells from an empty text
};

/// A type that the taxonomy does not know.
struct OwnType {
  std::string word;
  std::string named_by = "type";  ///< the parameter that it stands behind
};

struct IncidentQuery {
  std::vector<std::string> inputs;      ///< see incident_sources.hpp
  IncidentColumns columns;              ///< empty names: recognise them
  std::optional<table::Period> period;  ///< by when an incident began
  std::vector<std::string> types;       ///< compared by table::type_key; empty: all
  /// Of `types` those that the taxonomy does not know: some row must have each.
  std::vector<OwnType> own_types;
  /// A word of which the first input decides: the name of its column of types, else one of its
  /// types (docs/decisions/0004-the-type-option.md). Empty: none.
  std::string column_or_type;
  std::string where;    ///< SQL condition, for data sets that GDAL opens
  bool dedupe = false;  ///< of rows of one id, place, time and type keep the first
  Keep keep = Keep::nothing;
  TextSpool* spool = nullptr;  ///< takes the kept texts: Incidents::kept has no codes then
};

struct IncidentFile {
  std::string path;
  std::uint64_t rows = 0;
  std::string layout;                ///< how it was understood: "data.police.uk"
  std::uint64_t bytes = 0;           ///< 0 where that is not known: standard input, a database
  bool on_disk = true;               ///< the path is a file that can be read again
  PoliceFileName named = {};         ///< after a month and a force, or neither
  std::optional<FileStamp> stamp{};  ///< of that file, before it was read
};

/// Positions of the places as the input gives them, and the systems they are in.
struct GivenPositions {
  std::vector<double> xs;
  std::vector<double> ys;
  std::vector<std::uint8_t> system;  ///< index into systems
  std::vector<geometry::ToNationalGrid> systems;
};

struct IncidentsRead {
  table::Incidents incidents;
  std::vector<IncidentFile> files;
  std::vector<table::PassedOver> passed_over;  ///< files that were found but not read
  geometry::CrsOperation crs;       ///< the least accurate, where inputs are in several systems
  std::uint64_t duplicate_ids = 0;  ///< located rows that repeat an earlier one; counted where ids
                                    ///< are read: with dedupe, Keep::checks or Keep::everything
  std::vector<RowFault>
      first_faults;  ///< the first ten rows that are at fault, but for empty positions
  std::vector<std::string> warnings;
  std::vector<std::string> weighty;    ///< those of the warnings that change a number
  std::vector<RowOrigin> origin;       ///< per incident; with Keep::checks alone
  GivenPositions given;                ///< per place; likewise
  std::vector<std::uint32_t> repeats;  ///< incidents that duplicate_ids counts, where they stay
  std::string lsoa_column;         ///< name in incidents.text_columns; empty where there is none
  std::string description_column;  ///< likewise: "On or near High Street", or an address
  /// Of rows left out by `types`: those of types that the taxonomy does not know, most first.
  std::vector<table::UnknownType> unknown_left_out;
};

/// How the work is cut; of no consequence for the result.
struct ReadTuning {
  std::size_t block_bytes = std::size_t{64}
                            << 10;  ///< text looked at at once: fits the second cache
  std::size_t chunk_bytes = std::size_t{4}
                            << 20;  ///< text decoded by one thread before it is merged
  std::uint64_t side_by_side_bytes =
      std::uint64_t{512} << 20U;  ///< of an archive's entries that are read at once, unpacked
  Simd simd = best_simd();
  std::size_t max_row_bytes = CsvRules{}.max_row_bytes;
  std::size_t max_row_lines = CsvRules{}.max_row_lines;
};

/// @return usage where --where is asked of CSV, or a period, type or id of an input without such a
///         column (missing_column); no_data where all inputs together have no row, or none holds
///         incidents; bad_value where dates contradict each other on which comes first, day or
///         month; else the errors of finding, opening and recognising an input; interrupted.
/// Time: O(bytes + places), on all threads.
[[nodiscard]] Result<IncidentsRead> read_incidents(const IncidentQuery& query, Progress& progress,
                                                   const ReadTuning& tuning = {});

}  // namespace hotward::io
