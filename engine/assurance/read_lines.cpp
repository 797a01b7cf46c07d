#include "engine/assurance/read_lines.hpp"

#include <algorithm>
#include <utility>

namespace hotward::assurance {
namespace {

// Without blanks around it and the marks that set it bold.
std::string trimmed(std::string_view cell) {
  constexpr std::string_view blanks = " \t*_`";
  const std::size_t from = cell.find_first_not_of(blanks);
  if (from == std::string_view::npos) return "";
  return std::string(cell.substr(from, cell.find_last_not_of(blanks) - from + 1));
}

// Parted by tabs, or by the upright strokes of Markdown. A sentence with one tab is no row.
std::vector<std::string> cells_of(std::string_view text) {
  const bool strokes = text.find('|') != std::string_view::npos;
  const char border = strokes ? '|' : '\t';
  if (strokes) {
    const std::size_t from = text.find_first_not_of(" \t");
    if (text[from] == '|') text.remove_prefix(from + 1);
    const std::size_t last = text.find_last_not_of(" \t");
    if (last != std::string_view::npos && text[last] == '|') text = text.substr(0, last);
  }
  std::vector<std::string> cells;
  for (std::size_t at = 0;;) {
    const std::size_t end = text.find(border, at);
    cells.push_back(trimmed(text.substr(at, end - at)));
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  if (cells.size() < 2) cells.clear();
  return cells;
}

// The line below a table's head in Markdown.
bool is_rule(std::string_view text) {
  return text.find("--") != std::string_view::npos &&
         text.find_first_not_of(" \t|:-") == std::string_view::npos;
}

}  // namespace

std::vector<ReadLine> read_lines(std::span<const io::TextLine> lines) {
  std::vector<ReadLine> read;
  for (const io::TextLine& line : lines) {
    std::string text = plain_marks(line.text);
    if (is_rule(text)) continue;
    std::vector<TextNumber> numbers = numbers_in(text);
    std::vector<std::string> cells = cells_of(text);
    const auto filled =
        std::ranges::count_if(cells, [](const auto& cell) { return !cell.empty(); });
    read.push_back(
        {line.number, std::move(text), std::move(numbers), std::move(cells), filled > 2});
  }
  return read;
}

void add_doubt(Assured& result, const ReadLine& line, What what, std::string written,
               std::string instead, std::string sentence) {
  result.doubts.push_back(
      {line.number, what, std::move(written), std::move(instead), std::move(sentence), false});
}

}  // namespace hotward::assurance
