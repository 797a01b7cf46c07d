// Number style: which sign parts the decimals of a column, a point or a comma?
//
//   plain   1202.5       as programs write numbers
//   point   1,202.5      thousands may be parted by commas, blanks or apostrophes
//   comma   1.202,5      a decimal comma; thousands by points, blanks or apostrophes
//
// One column has one style, settled from its texts: "570403,1" can only be a decimal comma,
// "1,202.5" and "1,234,567" only a decimal point, while "1,202" could be either. What one text
// proves holds for all. Where proofs contradict each other the rarer is taken for a slip if it is
// one in ten or less; that text is then no number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"

namespace hotward::io {

enum class NumberStyle : std::uint8_t { plain, point, comma };

/// parse_number of field_text.hpp, for texts of a style.
[[nodiscard]] std::optional<double> parse_number(std::string_view text, NumberStyle style);

/// What texts of a column say of its style.
class NumberEvidence {
 public:
  /// Texts that are missing or no number in any style say nothing.
  void add(std::string_view text);

  /// Nothing where the texts contradict each other or leave it open.
  [[nodiscard]] std::optional<NumberStyle> style() const;

  /// Neither style is proved, and a comma could part decimals or thousands.
  [[nodiscard]] bool is_open() const;

  /// Points part three digits in every text that has one, in two at least, and no other whole
  /// number has four digits: "1.202" may be meant as 1202. Of weight where numbers are whole.
  [[nodiscard]] bool points_may_part_thousands() const;

  /// The same of a column where other numbers may be written in full: for one that is judged by
  /// what its numbers would mean.
  [[nodiscard]] bool has_grouped_points() const;

  /// Why there is no style: "'1,202' could be 1202 or 1.202".
  [[nodiscard]] std::string doubt() const;

 private:
  std::size_t points_ = 0;  // proofs
  std::size_t commas_ = 0;
  bool parted_ = false;  // thousands are, or may be
  bool long_whole_ = false;
  std::size_t grouped_points_ = 0;  // "1.202"
  std::string point_text_;          // the first of each
  std::string comma_text_;
  std::string open_text_;
  std::string grouped_text_;
};

/// What to do where a style is in doubt; ends an error's sentence.
inline constexpr char number_advice[] =
    "write the numbers with a decimal point and without signs that part thousands";

/// @param what  they are of, begins the error's sentence: "column harm"
/// @return bad_value where the texts leave the style in doubt
[[nodiscard]] Result<NumberStyle> style_of(std::span<const std::string> texts,
                                           const std::string& what);

/// The same for whole numbers, such as people: "1,202" is 1202, and "1.202" in every row is in
/// doubt, but for a column that is of numbers in its file already.
[[nodiscard]] Result<NumberStyle> style_of_people(std::span<const std::string> texts,
                                                  bool are_numbers, const std::string& what);

}  // namespace hotward::io
