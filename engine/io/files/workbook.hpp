// Workbook: sheets of cells as a spreadsheet's file (XLSX, ODS).
//
// A text is a text and never a formula, whatever it begins with. Numbers and dates keep their
// value; how many digits of it are shown is another matter. The same cells give the same bytes.
//
// Sources:
//   ISO/IEC 29500-1:2016, Office Open XML file formats, part 1, sections 12.3 and 18.3 (XLSX).
//   ISO/IEC 26300-1:2015, Open Document Format for Office Applications 1.2, part 1, sections 9
//     (tables), 6.1.2 (blanks) and 16.27 (how numbers are shown).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/table/moment.hpp"
#include "engine/table/period.hpp"

namespace hotward::io {

enum class WorkbookFormat : std::uint8_t { xlsx, ods };

/// What Excel takes; LibreOffice takes as much.
inline constexpr std::size_t most_rows = 1'048'576;
inline constexpr std::size_t most_columns = 16'384;
inline constexpr std::size_t most_cell_characters = 32'767;
inline constexpr std::size_t most_sheet_name = 31;

/// One sheet, written cell by cell and row by row. Its first row stays in sight. A column is as
/// wide as its longest value, within limits, and wide enough for a head of at most three lines.
class WorkbookSheet {
 public:
  /// @param name  of letters, digits, blanks, dots, dashes and underscores, most_sheet_name at most
  WorkbookSheet(WorkbookFormat format, std::string name);

  void skip() { ++column_; }  ///< a cell without a value
  void head(std::string_view text);
  void text(std::string_view text);  ///< nothing but skip() where it is empty
  /// @param digits    "6023.5", "-1e-05"
  /// @param decimals  how many are shown, 1 to 3; below: as many as the number has
  void number(std::string_view digits, int decimals = 0);
  /// As a text where it is before March 1900, of which spreadsheets disagree.
  void day(table::Day day);
  /// As a text, too, where its offset is known, for which a spreadsheet has no room.
  void moment(const table::Moment& moment);
  void end_row();

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] WorkbookFormat format() const { return format_; }
  /// So far; a file holds less than 4 GiB of it.
  [[nodiscard]] std::size_t bytes() const { return xml_.size(); }
  /// Of each column, in characters.
  [[nodiscard]] std::vector<std::size_t> widths() const;
  /// The sheet's XML; the sheet is empty afterwards.
  [[nodiscard]] std::string take();

 private:
  void begin_cell(std::size_t characters);
  void add_xlsx_columns(const std::vector<std::size_t>& widths);
  void value(std::string_view digits, std::size_t style);
  void date(std::string_view text, double serial, std::size_t style);
  void inline_text(std::string_view text, std::size_t style);

  WorkbookFormat format_;
  std::string name_;
  std::string xml_;
  std::size_t row_ = 0;               // of the next cell
  std::size_t column_ = 0;            // of the next cell
  std::size_t written_ = 0;           // cells of this row, empty ones among them
  std::size_t width_ = 0;             // of the widest row
  std::vector<std::size_t> longest_;  // value of each column, in characters
  std::vector<std::string> heads_;    // those of the first row
  bool in_row_ = false;
};

/// The files of an archive, by their names, in the order in which they stand in it.
using ArchiveParts = std::vector<std::pair<std::string, std::string>>;

/// @param sheets  all of one format, one at least
[[nodiscard]] ArchiveParts workbook_parts(std::vector<WorkbookSheet> sheets);

}  // namespace hotward::io
