// csv_marks: where do the fields and rows of a piece of CSV text end?
//
// The text is looked at 64 bytes at a time. For each such block three bit masks say which bytes are
// quotes, ends (separators and newlines) and newlines; bits of the ends are then written out as
// positions ("marks"). Only blocks that hold a quote, or lie inside one, are walked bit by bit:
//
//   a quote opens only as the first byte of a field; anywhere else outside quotes it is plain text;
//   inside quotes "" is one quote; a separator or newline there is plain text;
//   a quoted field of several lines that swallows rows (csv_quotes.hpp) is where the search ends.
//
// So text like 5" pipe harms nothing, and a file without quotes costs no state machine at all.
//
// Sources:
//   Shafranovich (2005), Common format and MIME type for CSV files, RFC 4180. doi:10.17487/RFC4180.
//     Differences: rows end with LF or CRLF; a quote inside an unquoted field is taken as it
//     stands.
//   Langdale, Lemire (2019), Parsing gigabytes of JSON per second, The VLDB Journal 28, 941-960.
//     doi:10.1007/s00778-019-00578-5. Positions from bit masks, several at a time.
//
// Time: O(bytes).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "engine/io/csv/csv_masks.hpp"
#include "engine/io/csv/csv_quotes.hpp"

namespace hotward::io {

/// Bytes that may be read (and ignored) behind the text given to CsvMarks::find.
inline constexpr std::size_t csv_padding = 64;

/// The marks of one piece of text; their memory is reused from call to call.
class CsvMarks {
 public:
  explicit CsvMarks(Simd simd);

  /// What separates fields and how a row looks, and how many lines it may span, from now on.
  void set_rules(const RowShape& shape, std::size_t max_row_lines);

  /// Finds the marks of `text`, which begins where a row does and is followed by csv_padding
  /// readable bytes; less than 4 GiB.
  void find(std::string_view text);

  /// How many rows end within the text. An unfinished last one has no marks that count.
  [[nodiscard]] std::size_t rows() const { return row_count_; }
  /// Positions of the bytes that end the fields of a row; the last of them is its newline. The one
  /// before the first, ends(row)[-1], is where the row before ended: UINT32_MAX for row 0, so that
  /// one more is 0.
  [[nodiscard]] const std::uint32_t* ends(std::size_t row) const {
    return marks_ + row_marks_[row];
  }
  [[nodiscard]] std::uint32_t fields(std::size_t row) const {
    return row_marks_[row + 1] - row_marks_[row];
  }
  /// Whether each of the first `rows` rows has so many fields.
  [[nodiscard]] bool all_have(std::size_t fields, std::size_t rows) const;
  /// Position of the first byte of a row; of the unfinished rest for row == rows().
  [[nodiscard]] std::uint32_t begin(std::size_t row) const { return ends(row)[-1] + 1; }
  /// Newlines inside quotes, those of an unfinished row too.
  [[nodiscard]] std::size_t embedded_newlines() const { return embedded_newlines_; }
  /// True where the text ends inside quotes.
  [[nodiscard]] bool inside_quotes() const { return inside_; }
  /// True where the row that begins at begin(rows()) spans more lines than allowed. What follows it
  /// was not looked at.
  [[nodiscard]] bool too_many_lines() const { return too_many_lines_; }
  /// True where a quote in that row swallows rows; likewise.
  [[nodiscard]] bool swallows_rows() const { return swallows_rows_; }

  [[nodiscard]] std::size_t memory_bytes() const { return 2 * sizeof(std::uint32_t) * capacity_; }

 private:
  void reserve(std::size_t bytes);
  bool find_avx512(std::size_t blocks);
  bool take(const CsvMasks* blocks, std::size_t count, std::size_t position);
  bool take_blocks(const CsvMasks* blocks, std::size_t count, std::size_t position);
  bool take_blocks_popcnt(const CsvMasks* blocks, std::size_t count, std::size_t position);
  bool take_blocks_inlined(const CsvMasks* blocks, std::size_t count, std::size_t position);
  void take_row_ends(const CsvMasks& block);
  bool walk(const CsvMasks& block, std::uint32_t position);
  bool close_quote(std::uint32_t at);
  bool end_field(std::uint32_t at, bool newline);

  Simd simd_;
  std::string_view text_;
  RowShape shape_;
  std::size_t max_row_lines_ = SIZE_MAX;
  std::size_t capacity_ = 0;
  std::unique_ptr<std::uint32_t[]> mark_memory_;  // begins with what ends(0)[-1] is
  std::uint32_t* marks_ = nullptr;
  std::unique_ptr<std::uint32_t[]> row_marks_;  // index into marks_ of each row's first end
  std::size_t mark_count_ = 0;
  std::size_t row_count_ = 0;
  std::size_t embedded_newlines_ = 0;
  std::size_t row_newlines_ = 0;  // inside quotes, in row walked_row_
  std::size_t walked_row_ = 0;
  bool inside_ = false;
  bool too_many_lines_ = false;
  bool swallows_rows_ = false;
  std::size_t newlines_before_field_ = 0;  // embedded ones, when the quoted field was opened
  std::uint32_t field_begin_ = 0;
  std::uint32_t reopens_at_ = 0;  // a quote exactly here is the second of a pair
};

}  // namespace hotward::io
