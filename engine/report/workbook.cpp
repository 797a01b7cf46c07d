#include "engine/report/workbook.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/report/document_parts.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/printable.hpp"

namespace hotward::report {
namespace {

using io::WorkbookSheet;

// "6,023", "+9.5", "−5.0"; nothing where it is no number and nothing else.
std::optional<double> number_of(std::string text) {
  constexpr std::string_view sign = "−";
  if (text.starts_with(sign)) text.replace(0, sign.size(), "-");
  if (text.starts_with('+')) text.erase(0, 1);
  std::erase(text, ',');
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

void add_cell(WorkbookSheet& sheet, const std::string& cell, bool may_be_number) {
  if (cell == no_value) return sheet.skip();
  if (const auto number = may_be_number ? number_of(cell) : std::nullopt) {
    return sheet.number(exact_text(*number));
  }
  sheet.text(printable_line(cell));
}

WorkbookSheet sheet_of(io::WorkbookFormat format, const std::string& name,
                       const ShownTable& table) {
  WorkbookSheet sheet(format, name);
  const auto columns = shown_columns(table);
  for (const PlainColumn* column : columns) sheet.head(printable_line(heading_of(*column)));
  sheet.end_row();
  for (std::size_t row = 0; !columns.empty() && row < columns.front()->cells.size(); ++row) {
    for (const PlainColumn* column : columns) add_cell(sheet, column->cells[row], column->right);
    sheet.end_row();
  }
  return sheet;
}

using Rows = std::vector<std::vector<std::string>>;

// The title stands at the head.
WorkbookSheet notes_sheet(io::WorkbookFormat format, const Rows& rows) {
  WorkbookSheet sheet(format, "notes");
  for (const auto& row : rows) {
    for (const std::string& text : row) {
      if (&row == &rows.front()) {
        sheet.head(printable_line(text));
      } else {
        sheet.text(printable_line(text));
      }
    }
    sheet.end_row();
  }
  return sheet;
}

}  // namespace

// Title, what must be known, sentences, and which sheet holds what; then the sheets.
io::ArchiveParts document_workbook(const Document& document, io::WorkbookFormat format) {
  Rows notes, list;
  std::vector<WorkbookSheet> tables;
  const auto note = [&](const std::string& text) { notes.push_back({text}); };
  note(document.title);
  if (!document.author.empty()) note(document.author);
  for (const std::string& line : document.about) note(line);
  for (const Section& section : document.sections) {
    std::size_t number = 0;
    for (const Block& block : section.blocks) {
      if (const auto* notice = std::get_if<Notice>(&block)) {
        for (const std::string& item : notice->items) note(item);
      }
      const auto* table = std::get_if<DocumentTable>(&block);
      if (table == nullptr || shown_columns(table->table).empty()) continue;
      const std::string more = ++number > 1 ? fmt::format(" {}", number) : std::string();
      const std::string name = section.id.substr(0, io::most_sheet_name - more.size()) + more;
      list.push_back({name, table->caption});
      for (const std::string& line : lines_of(table->table.note)) list.push_back({name, line});
      tables.push_back(sheet_of(format, name, table->table));
    }
  }
  notes.push_back({"Numbers are rounded as in the report. Empty: no value. c: hidden."});
  notes.push_back({"Sheet", "Holds"});
  notes.insert(notes.end(), list.begin(), list.end());
  for (const std::string& credit : document.credits) note(credit);
  note("Made by " + document.made_by + ".");
  std::vector<WorkbookSheet> sheets;
  sheets.push_back(notes_sheet(format, notes));
  std::ranges::move(tables, std::back_inserter(sheets));
  return io::workbook_parts(std::move(sheets));
}

}  // namespace hotward::report
