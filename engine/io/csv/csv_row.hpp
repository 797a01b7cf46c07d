// CsvRow, CsvColumn: the fields of a batch of rows where they stand in its text, row by row or
// column by column. They are views, good until the scanner moves on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hotward::io {

/// One row.
struct CsvRow {
  const char* text;
  const std::uint32_t* ends;  ///< of the fields; ends[-1] is one before the first byte
  std::uint32_t fields;

  /// Position in the text of the first byte of field i.
  [[nodiscard]] std::uint32_t begin(std::size_t i) const { return (ends + i)[-1] + 1; }
  /// The field as it stands, quotes included; the last one without the CR of a CRLF.
  [[nodiscard]] std::string_view field(std::size_t i) const {
    const std::uint32_t from = begin(i);
    std::uint32_t to = ends[i];
    if (i + 1 == fields && to > from && text[to - 1] == '\r') --to;
    return {text + from, to - from};
  }
  /// Fields i and i + 1 with what stands between them.
  [[nodiscard]] std::string_view pair(std::size_t i) const {
    const std::string_view second = field(i + 1);
    const char* from = text + begin(i);
    return {from, static_cast<std::size_t>(second.data() + second.size() - from)};
  }
  /// A line on which nothing stands is no row.
  [[nodiscard]] bool blank() const { return fields == 1 && field(0).empty(); }
};

/// One field, or several neighbours with what stands between them, of every row of a batch whose
/// rows all have as many fields.
///
/// Example:
///   const CsvColumn types(batch.row(0), type, type);
///   for (std::size_t i = 0; i < batch.rows(); ++i) count(types.field(i));
class CsvColumn {
 public:
  /// @param first_row  of the batch
  /// @param first, last  of the neighbours; the same for one field
  CsvColumn(const CsvRow& first_row, std::size_t first, std::size_t last)
      : text_(first_row.text),
        ends_before_(first_row.ends + first - 1),
        ends_(first_row.ends + last),
        stride_(first_row.fields),
        ends_rows_(last + 1 == first_row.fields) {}

  /// What CsvRow::field or pair gives of row i.
  [[nodiscard]] std::string_view field(std::size_t i) const {
    const std::uint32_t from = ends_before_[i * stride_] + 1;
    std::uint32_t to = ends_[i * stride_];
    if (ends_rows_ && to > from && text_[to - 1] == '\r') --to;
    return {text_ + from, to - from};
  }

 private:
  const char* text_;
  const std::uint32_t* ends_before_;
  const std::uint32_t* ends_;
  std::size_t stride_;
  bool ends_rows_;
};

}  // namespace hotward::io
