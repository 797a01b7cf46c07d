// CsvScanner: the rows of a range of a CSV file, block by block, in bounded memory.
//
// A mapped file is looked at where it lies, anything else through one buffer; either window grows
// only where a row does not fit. The rows of a block come as a batch; a row is its text and the
// positions where its fields end, nothing is copied.
//
// A row is malformed, and cannot be told apart by its fields, where
//   a quote is never closed, or closes only after max_row_lines lines or max_row_bytes bytes:
//     its first line alone is given up, and reading goes on at the line after it;
//   a quote opens a field that swallows rows (csv_quotes.hpp): likewise;
//   a line is longer than max_row_bytes: it is passed over to its end.
// A last line without newline is a row like any other.
//
// Ranges are for parallel reading: the one with `begins_mid_line` drops what stands before its
// first newline, and every range reads the rows that begin before its end, to their own end.
// Whether the guess was right (that newline might stand inside quotes) is seen afterwards:
// first_row() must be where the range before stopped, next_row().
//
// Time: O(bytes). Memory: block_bytes or twice the longest row, at most max_row_bytes; and for
// marks up to eight times that.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/io/csv/csv_marks.hpp"
#include "engine/io/csv/csv_row.hpp"
#include "engine/io/files/byte_reader.hpp"

namespace hotward::io {

struct CsvRules {
  char separator = ',';
  std::size_t max_row_bytes = std::size_t{16} << 20;
  std::size_t max_row_lines = 1000;
  std::size_t columns = 0;  ///< RowShape: of the table; 0: not known
  std::size_t x = 0;
  std::size_t y = 0;
  NumberStyle numbers = NumberStyle::plain;
};

struct CsvRange {
  std::uint64_t begin = 0;
  std::uint64_t end = std::numeric_limits<std::uint64_t>::max();
  bool begins_mid_line = false;
};

class CsvScanner {
 public:
  static constexpr std::uint64_t nowhere = std::numeric_limits<std::uint64_t>::max();

  CsvScanner(std::size_t block_bytes, Simd simd);

  /// Begins a range; `from` must outlive it. Memory is kept from range to range.
  /// @param range  of what is not mapped: from within what was peeked at
  void start(ByteReader& from, const CsvRules& rules, CsvRange range);
  /// Begins the range that follows, which is the only one of what is not mapped.
  void go_on(std::uint64_t end);

  /// Finds the next batch: rows, or one malformed row.
  /// @return false at the end of the range; unreadable where the file cannot be read.
  Result<bool> next();

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] CsvRow row(std::size_t i) const {
    return {text_, marks_.ends(i), marks_.fields(i)};
  }
  /// Whether every row of the batch has so many fields.
  [[nodiscard]] bool all_have(std::size_t fields) const { return marks_.all_have(fields, rows_); }
  /// Where in the file row i begins; for i = 0 the malformed row too.
  [[nodiscard]] std::uint64_t offset(std::size_t i) const { return text_offset_ + marks_.begin(i); }
  /// Why the batch is a malformed row; empty where it is rows.
  [[nodiscard]] std::string_view fault() const { return fault_; }
  /// Lines from the first row of the range to row i of this batch; 0 is the first.
  [[nodiscard]] std::uint64_t line(std::size_t i) const;
  /// Lines that row i spans.
  [[nodiscard]] std::uint64_t lines_of(std::size_t i) const;
  /// Lines from the first row of the range to the end of this batch.
  [[nodiscard]] std::uint64_t lines() const { return lines_; }

  /// Offset of the range's first row; nowhere while none was met.
  [[nodiscard]] std::uint64_t first_row() const { return first_row_; }
  /// Offset of the first row behind this batch; the next range's first once next() returned false.
  [[nodiscard]] std::uint64_t next_row() const { return text_offset_ + consumed_; }
  /// What the buffers hold, or may come to hold. Pages of the marks that no mark reaches stay
  /// untouched.
  [[nodiscard]] std::size_t memory_bytes() const { return capacity_ + marks_.memory_bytes(); }
  /// True once nothing follows.
  [[nodiscard]] bool finished() const { return at_end_ && consumed_ == filled_; }

 private:
  Result<void> fill();
  Result<void> fill_buffer(std::size_t wanted);
  void fill_from_map(std::size_t wanted);
  void end_last_line();
  Result<bool> skip_line();
  bool take_rows();
  void give_up_row(std::string_view reason);
  void reserve(std::size_t bytes);
  [[nodiscard]] std::string_view rest() const { return {text_ + consumed_, filled_ - consumed_}; }

  std::size_t block_bytes_;
  CsvMarks marks_;
  CsvRules rules_;
  ByteReader* from_ = nullptr;
  CsvRange range_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;       // of the buffer
  const char* text_ = nullptr;     // the window: in the map or the buffer
  std::uint64_t text_offset_ = 0;  // where in the file it begins
  std::size_t filled_ = 0;         // its length
  std::size_t consumed_ = 0;       // bytes of it that belong to batches already given out
  bool at_end_ = false;            // nothing follows the window
  bool skipping_ = false;          // everything up to the next newline is dropped
  std::size_t rows_ = 0;
  std::string_view fault_;
  std::uint64_t first_row_ = nowhere;
  std::uint64_t batch_line_ = 0;
  std::uint64_t lines_ = 0;
  std::size_t embedded_newlines_ = 0;
};

}  // namespace hotward::io
