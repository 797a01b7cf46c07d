#include "engine/io/files/workbook.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/xml_text.hpp"

namespace hotward::io {
namespace {

// How a cell looks, by its number in the lists of workbook_parts.cpp; from 2 to 4 with 1 to 3
// decimals.
constexpr std::size_t plain = 0;
constexpr std::size_t bold = 1;
constexpr std::size_t as_day = 5;
constexpr std::size_t as_moment = 6;

// Of a column, in characters: a date fits the narrowest, and three columns of the widest a screen.
constexpr std::size_t narrowest = 10;
constexpr std::size_t widest = 44;
constexpr std::size_t margin = 2;
constexpr std::size_t head_lines = 3;
constexpr std::size_t line_points = 15;
constexpr std::size_t shown_digits = 12;  // of a number; a spreadsheet rounds those that do not fit

// The head stays in sight.
constexpr std::string_view xlsx_opening =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
    "\n"
    R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">)"
    R"(<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" )"
    R"(activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>)"
    R"(<sheetFormatPr defaultRowHeight="15"/>)";
constexpr std::string_view xlsx_rows = "<sheetData>\n";

// "A", "Z", "AA": how a spreadsheet calls its columns.
std::string column_name(std::size_t column) {
  std::string name;
  for (++column; column > 0; column = (column - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return name;
}

// Days since the last of 1899, as both formats count them from March 1900 on.
double serial_of(std::chrono::sys_time<std::chrono::milliseconds> time) {
  using namespace std::chrono;
  const milliseconds since = time - sys_days{1899y / 12 / 30};
  return static_cast<double>(since.count()) / 86'400'000.0;
}

constexpr double first_serial = 61.0;  // 1900-03-01: before it Excel counts a day that never was

// A paragraph for each line; of several blanks one would be kept.
std::string ods_paragraphs(std::string_view text) {
  std::string xml = "<text:p>";
  bool after_blank = true;
  for (const char c : xml_escaped(text)) {
    if (c == '\n') {
      xml += "</text:p><text:p>";
    } else if (c == '\t') {
      xml += "<text:tab/>";
    } else if (c == ' ' && after_blank) {
      xml += "<text:s/>";
    } else {
      xml += c;
    }
    after_blank = c == ' ' || c == '\n';
  }
  return xml + "</text:p>";
}

std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::vector<std::size_t> word_lengths(std::string_view text) {
  std::vector<std::size_t> lengths;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    lengths.push_back(characters_of(word));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return lengths;
}

// Into how many lines words break where each holds so many characters.
std::size_t lines_of(const std::vector<std::size_t>& words, std::size_t characters) {
  std::size_t lines = 1;
  std::size_t used = 0;
  for (const std::size_t word : words) {
    if (used > 0 && used + 1 + word > characters) {
      ++lines;
      used = 0;
    }
    used += word + (used > 0 ? 1 : 0);
  }
  return lines;
}

std::string ods_style(std::size_t style) {
  return style == plain ? std::string() : fmt::format(" table:style-name=\"c{}\"", style);
}

}  // namespace

WorkbookSheet::WorkbookSheet(WorkbookFormat format, std::string name)
    : format_(format), name_(std::move(name)) {
  HOTWARD_EXPECTS(!name_.empty() && name_.size() <= most_sheet_name);
  if (format_ == WorkbookFormat::xlsx) (xml_ = xlsx_opening) += xlsx_rows;
}

// Where a cell of XLSX stands is said by itself; one of ODS stands behind the others of its row.
void WorkbookSheet::begin_cell(std::size_t characters) {
  HOTWARD_EXPECTS(row_ < most_rows && column_ < most_columns);
  if (longest_.size() <= column_) longest_.resize(column_ + 1, 0);
  longest_[column_] = std::max(longest_[column_], characters);
  const bool ods = format_ == WorkbookFormat::ods;
  if (!in_row_) xml_ += ods ? "<table:table-row>" : fmt::format("<row r=\"{}\">", row_ + 1);
  in_row_ = true;
  if (ods) {
    for (; written_ < column_; ++written_) xml_ += "<table:table-cell/>";
  } else {
    xml_ += fmt::format("<c r=\"{}{}\"", column_name(column_), row_ + 1);
  }
  written_ = ++column_;
}

void WorkbookSheet::inline_text(std::string_view text, std::size_t style) {
  const bool is_head = style == bold && row_ == 0;
  if (is_head) {
    heads_.resize(column_ + 1);
    heads_[column_] = text;
  }
  begin_cell(is_head ? 0 : characters_of(text));
  if (format_ == WorkbookFormat::xlsx) {
    fmt::format_to(std::back_inserter(xml_),
                   "{} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                   style == plain ? std::string() : fmt::format(" s=\"{}\"", style),
                   xml_escaped(text));
  } else {
    fmt::format_to(std::back_inserter(xml_),
                   "<table:table-cell{} office:value-type=\"string\">{}</table:table-cell>",
                   ods_style(style), ods_paragraphs(text));
  }
}

void WorkbookSheet::value(std::string_view digits, std::size_t style) {
  begin_cell(std::min(digits.size(), shown_digits));
  if (format_ == WorkbookFormat::xlsx) {
    fmt::format_to(std::back_inserter(xml_), "{}><v>{}</v></c>",
                   style == plain ? std::string() : fmt::format(" s=\"{}\"", style), digits);
  } else {
    fmt::format_to(std::back_inserter(xml_),
                   "<table:table-cell{0} office:value-type=\"float\" office:value=\"{1}\">"
                   "<text:p>{1}</text:p></table:table-cell>",
                   ods_style(style), digits);
  }
}

void WorkbookSheet::date(std::string_view text, double serial, std::size_t style) {
  if (serial < first_serial) return inline_text(text, plain);
  if (format_ == WorkbookFormat::xlsx) {
    value(fmt::format("{}", serial), style);
    longest_[column_ - 1] = std::max(longest_[column_ - 1], text.size());
    return;
  }
  begin_cell(text.size());
  std::string in_value(text);
  std::ranges::replace(in_value, ' ', 'T');
  fmt::format_to(std::back_inserter(xml_),
                 "<table:table-cell{} office:value-type=\"date\" office:date-value=\"{}\">"
                 "<text:p>{}</text:p></table:table-cell>",
                 ods_style(style), in_value, text);
}

void WorkbookSheet::head(std::string_view text) { inline_text(text, bold); }

void WorkbookSheet::text(std::string_view text) {
  if (text.empty()) return skip();
  inline_text(text, plain);
}

void WorkbookSheet::number(std::string_view digits, int decimals) {
  HOTWARD_EXPECTS(decimals <= 3);
  value(digits, decimals < 1 ? plain : 1 + static_cast<std::size_t>(decimals));
}

void WorkbookSheet::day(table::Day day) { date(table::to_string(day), serial_of(day), as_day); }

void WorkbookSheet::moment(const table::Moment& moment) {
  const std::string text = table::to_string(moment);
  if (moment.offset_minutes != table::no_offset) return inline_text(text, plain);
  using namespace std::chrono;
  date(text, serial_of(sys_time<milliseconds>{milliseconds{moment.milliseconds}}), as_moment);
}

void WorkbookSheet::end_row() {
  const bool ods = format_ == WorkbookFormat::ods;
  if (written_ < column_) {  // GDAL knows a head by a second row that is as long
    --column_;
    begin_cell(0);
    xml_ += ods ? "<table:table-cell/>" : "/>";
  }
  if (in_row_) {
    xml_ += ods ? "</table:table-row>\n" : "</row>\n";
  } else if (ods) {
    xml_ += "<table:table-row><table:table-cell/></table:table-row>\n";
  }
  width_ = std::max(width_, column_);
  ++row_;
  column_ = 0;
  written_ = 0;
  in_row_ = false;
}

std::vector<std::size_t> WorkbookSheet::widths() const {
  std::vector<std::size_t> widths(std::max<std::size_t>(width_, 1), narrowest);
  for (std::size_t c = 0; c < widths.size(); ++c) {
    const auto words = word_lengths(c < heads_.size() ? heads_[c] : std::string());
    std::size_t least = c < longest_.size() ? longest_[c] : 0;
    for (const std::size_t word : words) least = std::max(least, word);
    widths[c] = std::clamp(least + margin, narrowest, widest);
    while (widths[c] < widest && lines_of(words, widths[c] - margin) > head_lines) ++widths[c];
  }
  return widths;
}

// Before the rows stand the columns, and in the first row's tag how high it is.
void WorkbookSheet::add_xlsx_columns(const std::vector<std::size_t>& widths) {
  std::string columns = "<cols>";
  std::size_t lines = 1;
  for (std::size_t c = 0; c < widths.size(); ++c) {
    columns += fmt::format("<col min=\"{0}\" max=\"{0}\" width=\"{1}\" customWidth=\"1\"/>", c + 1,
                           widths[c]);
    if (c < heads_.size()) {
      lines = std::max(lines, lines_of(word_lengths(heads_[c]), widths[c] - margin));
    }
  }
  const std::string_view first_row = "<row r=\"1\"";
  const std::size_t rows = xlsx_opening.size() + xlsx_rows.size();
  if (lines > 1 && xml_.compare(rows, first_row.size(), first_row) == 0) {
    xml_.insert(rows + first_row.size(),
                fmt::format(" ht=\"{}\" customHeight=\"1\"", lines * line_points));
  }
  xml_.insert(xlsx_opening.size(), columns + "</cols>");
}

std::string WorkbookSheet::take() {
  const std::vector<std::size_t> widths = this->widths();
  if (format_ == WorkbookFormat::xlsx) {
    add_xlsx_columns(widths);
    xml_ += "</sheetData></worksheet>\n";
    return std::move(xml_);
  }
  std::string columns;
  for (const std::size_t width : widths) {
    columns += fmt::format("<table:table-column table:style-name=\"w{}\"/>", width);
  }
  return fmt::format("<table:table table:name=\"{}\">\n{}\n{}</table:table>\n", xml_escaped(name_),
                     columns, std::exchange(xml_, {}));
}

}  // namespace hotward::io
