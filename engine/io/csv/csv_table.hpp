// csv_table: a CSV file opened: is it one, what separates its fields, what are its columns, and how
// do its first rows look?
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/io/csv/csv_scanner.hpp"
#include "engine/io/files/byte_reader.hpp"

namespace hotward::io {

/// How much of a file is looked at before it is read.
inline constexpr std::size_t csv_sample_bytes = 256 * 1024;
inline constexpr std::size_t csv_sample_rows = 1000;

using SampleRow = std::vector<std::string>;

struct CsvHead {
  CsvRules rules;
  std::vector<std::string> columns;  ///< as UTF-8, blanks cut off
  std::uint64_t first_row = 0;       ///< offset behind the header
  std::uint64_t header_lines = 0;    ///< lines before the first row
  bool says_separator = false;       ///< by a line "sep=;"
  std::vector<SampleRow> sample;     ///< the first rows with as many fields as the header, unquoted
};

/// The header is the first line that is not blank. The separator is what it has most of, outside
/// quotes: commas, semicolons, tabs or bars; commas where it has none. A line "sep=;" before it, as
/// Excel writes and reads one, says what it is.
/// @param text   the beginning of a file
/// @param whole  the text is all of the file
/// @param name   what to call it in messages
/// @return wrong_format for what is no CSV in UTF-8 or an 8-bit encoding: nothing at all, a PDF, an
///         archive, HTML, UTF-16, binary data, lines that end with CR alone, a header without end.
[[nodiscard]] Result<CsvHead> read_csv_head(std::string_view text, bool whole,
                                            const std::string& name);

struct CsvTable {
  ByteReader reader;
  CsvHead head;
};

/// @param path  what to open @param name  what to call it in messages
/// @return no_such_file, unreadable, or the error of read_csv_head.
[[nodiscard]] Result<CsvTable> open_csv(const std::string& path, const std::string& name);

/// Of a table that a reader with other rules takes whole: looks for what it would misread, a quote
/// that swallows rows and Excel's own line "sep=;".
/// @return wrong_format with the line; nothing is said of what is no CSV at all.
[[nodiscard]] Result<void> check_read_elsewhere(const std::string& path, const std::string& name);

}  // namespace hotward::io
