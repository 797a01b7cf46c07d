#include "engine/report/document_parts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/report/number_text.hpp"

namespace hotward::report {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find('\n', from), text.size());
    if (to > from) lines.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return lines;
}

std::vector<const PlainColumn*> shown_columns(const ShownTable& table) {
  std::vector<const PlainColumn*> shown;
  for (const PlainColumn& column : table.columns) {
    const bool empty = std::ranges::all_of(
        column.cells, [](const std::string& cell) { return cell.empty() || cell == no_value; });
    if (column.drop < only_asked && !empty) shown.push_back(&column);
  }
  return shown;
}

std::string heading_of(const PlainColumn& column) {
  return column.heading.empty() ? std::string("Remark") : column.heading;
}

std::string rest_words(const DocumentTable& table, std::size_t shown, std::size_t all) {
  if (shown >= all) return "";
  return fmt::format("The first {} of {}{}.", integer_text(shown), integer_text(all),
                     table.rest.empty() ? "" : "; " + table.rest);
}

}  // namespace hotward::report
