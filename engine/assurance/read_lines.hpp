// Read lines: a document's lines with their numbers, as the checks of this room are handed them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/assurance/assure.hpp"
#include "engine/assurance/text_numbers.hpp"

namespace hotward::assurance {

struct ReadLine {
  std::size_t number = 0;  ///< of the document
  std::string text;        ///< with plain marks
  std::vector<TextNumber> numbers;
  std::vector<std::string> cells;  ///< of a row of a table; empty: it is none
  bool is_row = false;  ///< three cells or more hold something: figures of different things
};

[[nodiscard]] std::vector<ReadLine> read_lines(std::span<const io::TextLine> lines);

/// Adds a doubt of a figure that does not follow from others of the document.
void add_doubt(Assured& result, const ReadLine& line, What what, std::string written,
               std::string instead, std::string sentence);

// The checks, each of figures of one kind.
void check_rates(std::span<const ReadLine> lines, Assured& result);
void check_changes(std::span<const ReadLine> lines, Assured& result);
void check_shares(std::span<const ReadLine> lines, Assured& result);
void check_months(std::span<const ReadLine> lines, Assured& result);
void check_tables(std::span<const ReadLine> lines, Assured& result);

}  // namespace hotward::assurance
