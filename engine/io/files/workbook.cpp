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

// The head stays in sight; columns are wide enough for the name of a ward.
constexpr std::string_view xlsx_opening =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
    "\n"
    R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">)"
    R"(<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" )"
    R"(activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>)"
    R"(<sheetFormatPr defaultColWidth="16" defaultRowHeight="15"/><sheetData>)"
    "\n";

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

std::string ods_style(std::size_t style) {
  return style == plain ? std::string() : fmt::format(" table:style-name=\"c{}\"", style);
}

}  // namespace

WorkbookSheet::WorkbookSheet(WorkbookFormat format, std::string name)
    : format_(format), name_(std::move(name)) {
  HOTWARD_EXPECTS(!name_.empty() && name_.size() <= most_sheet_name);
  if (format_ == WorkbookFormat::xlsx) xml_ = xlsx_opening;
}

// Where a cell of XLSX stands is said by itself; one of ODS stands behind the others of its row.
void WorkbookSheet::begin_cell() {
  HOTWARD_EXPECTS(row_ < most_rows && column_ < most_columns);
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
  begin_cell();
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
  begin_cell();
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
  if (format_ == WorkbookFormat::xlsx) return value(fmt::format("{}", serial), style);
  begin_cell();
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
    begin_cell();
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

std::string WorkbookSheet::take() {
  if (format_ == WorkbookFormat::xlsx) {
    xml_ += "</sheetData></worksheet>\n";
    return std::move(xml_);
  }
  return fmt::format(
      "<table:table table:name=\"{}\">\n<table:table-column table:style-name=\"column\" "
      "table:number-columns-repeated=\"{}\"/>\n{}</table:table>\n",
      xml_escaped(name_), std::max<std::size_t>(width_, 1), std::exchange(xml_, {}));
}

}  // namespace hotward::io
