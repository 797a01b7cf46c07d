// Column: one named value per feature of a layer, with what a reader needs to understand it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/table/coded_texts.hpp"
#include "engine/table/moment.hpp"
#include "engine/table/period.hpp"

namespace hotward::table {

/// "Undefined here". Written as null; a NaN among doubles means the same.
inline constexpr std::int64_t null_integer = INT64_MIN;
inline constexpr Day null_day = Day::min();
/// A text that is not there, where an empty one means another thing: no text holds a NUL.
inline constexpr std::string_view null_text{"\0", 1};

struct Column {
  using Integers = std::vector<std::int64_t>;
  using Reals = std::vector<double>;
  using Texts = std::vector<std::string>;
  using Coded = CodedTexts;  ///< texts as well, of a column that goes from file to file
  using Days = std::vector<Day>;
  using Moments = std::vector<Moment>;

  /// [a-z0-9_], a letter first. One that hotward makes has at most 10, which a .dbf keeps whole
  /// (is_column_name); the user's own keep their length.
  std::string name;
  std::string unit;     ///< "incidents", "per 1,000", "km²", "1" for a pure number, "" for text
  std::string meaning;  ///< a few words; the layer's alias and the manual's line
  std::variant<Integers, Reals, Texts, Coded, Days, Moments> values;
  /// The user's own values, which are handed on with every digit.
  bool as_given = false;

  [[nodiscard]] std::size_t size() const {
    return std::visit([](const auto& v) { return v.size(); }, values);
  }
};

[[nodiscard]] inline bool holds_texts(const Column& column) {
  return std::holds_alternative<Column::Texts>(column.values) ||
         std::holds_alternative<Column::Coded>(column.values);
}

/// @param column  of texts, held in whichever way
[[nodiscard]] inline std::string_view text_at(const Column& column, std::size_t row) {
  if (const auto* coded = std::get_if<Column::Coded>(&column.values)) return (*coded)[row];
  return std::get<Column::Texts>(column.values)[row];
}

/// Columns as a vector, moved: a vector's own list of values would copy each.
///
///   return columns_of({{"rank", "", "1 is the highest", std::move(ranks)}, ...});
template <std::size_t count>
[[nodiscard]] std::vector<Column> columns_of(Column (&&columns)[count]) {
  return {std::make_move_iterator(columns), std::make_move_iterator(columns + count)};
}

/// At most 10 of [a-z0-9_], beginning with a letter.
[[nodiscard]] bool is_column_name(const std::string& name);

/// The same at any length.
[[nodiscard]] bool is_own_column_name(const std::string& name);

}  // namespace hotward::table
