// Code table: a small table of texts that names areas by their codes: populations, counts, look-ups
// from one vintage of boundaries to another.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/table/provenance.hpp"

class OGRLayer;

namespace hotward::io {

struct TextRows {
  std::vector<std::string> columns;
  std::vector<bool> are_numbers;  ///< by column: the file says so
  std::vector<std::vector<std::string>> rows;
};

[[nodiscard]] TextRows text_rows(OGRLayer& layer);

/// The names alone.
[[nodiscard]] std::vector<std::string> column_names(OGRLayer& layer);

/// What a table is to be opened with. Without it, GDAL takes a first row for data where a column is
/// named by a number.
[[nodiscard]] std::vector<std::string> header_options(const std::string& file);

/// The area of a code as the file writes it: exactly, else in capitals, as codes are issued.
/// @param codes  sorted
[[nodiscard]] std::optional<std::size_t> area_of_code(const std::vector<std::string>& codes,
                                                      std::string text);

/// The column most of whose values are codes of the areas; the first of equals.
[[nodiscard]] std::optional<std::size_t> joining_column(const TextRows& table,
                                                        const std::vector<std::string>& codes);

struct CodeTable {
  TextRows text;
  std::vector<table::InputFile> files;
};

/// A file with one table. @return no_such_file; unreadable; wrong_format without a table, or with
///         several
[[nodiscard]] Result<CodeTable> read_code_table(const std::string& file);

}  // namespace hotward::io
