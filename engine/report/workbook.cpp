#include "engine/report/workbook.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "engine/report/document_parts.hpp"
#include "engine/report/html_document.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::report {
namespace {

constexpr std::string_view declaration =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

constexpr const char* xlsx_main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr const char* xlsx_office =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* xlsx_package = "http://schemas.openxmlformats.org/package/2006/";
constexpr const char* xlsx_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
constexpr std::size_t most_name = 31;  // what Excel takes as a sheet's name

// The second style is for heads: bold.
constexpr const char* xlsx_styles =
    R"(<fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/>)"
    R"(<name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/>)"
    R"(</fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/>)"
    R"(</borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf fontId="0"/>)"
    R"(<xf fontId="1" applyFont="1"/></cellXfs>)";

struct Sheet {
  std::string name;
  std::vector<std::vector<std::string>> rows;  ///< the first is the head, but of the notes
  std::vector<std::uint8_t> numbers;           ///< by column, 1 where cells may be numbers
};

// "6,023", "+9.5", "−5.0"; nothing where it is no number and nothing else.
std::optional<double> number_of(std::string text) {
  constexpr std::string_view sign = "−";
  if (text.starts_with(sign)) text.replace(0, sign.size(), "-");
  if (text.starts_with('+')) text.erase(0, 1);
  std::erase(text, ',');
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

Sheet sheet_of(const std::string& name, const ShownTable& table) {
  Sheet sheet{name, {{}}, {}};
  const auto columns = shown_columns(table);
  for (const PlainColumn* column : columns) {
    sheet.rows.front().push_back(heading_of(*column));
    sheet.numbers.push_back(column->right ? 1 : 0);
  }
  for (std::size_t row = 0; !columns.empty() && row < columns.front()->cells.size(); ++row) {
    auto& cells = sheet.rows.emplace_back();
    for (const PlainColumn* column : columns) {
      const std::string& cell = column->cells[row];
      cells.push_back(cell == no_value ? std::string() : cell);
    }
  }
  return sheet;
}

// Title, what must be known, sentences, and which sheet holds what.
std::vector<Sheet> sheets_of(const Document& document) {
  std::vector<Sheet> sheets{{"notes", {}, {0, 0}}};
  std::vector<std::vector<std::string>> list;
  auto& notes = sheets.front().rows;
  std::vector<Sheet> tables;
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
      const std::string name = section.id.substr(0, most_name - more.size()) + more;
      list.push_back({name, table->caption});
      for (const std::string& line : lines_of(table->table.note)) list.push_back({name, line});
      tables.push_back(sheet_of(name, table->table));
    }
  }
  notes.push_back({"Numbers are rounded as in the report. Empty: no value. c: hidden."});
  notes.push_back({"Sheet", "Holds"});
  notes.insert(notes.end(), list.begin(), list.end());
  for (const std::string& credit : document.credits) note(credit);
  note("Made by " + document.made_by + ".");
  std::ranges::move(tables, std::back_inserter(sheets));
  return sheets;
}

// "A", "Z", "AA": how a spreadsheet calls its columns.
std::string column_name(std::size_t column) {
  std::string name;
  for (++column; column > 0; column = (column - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return name;
}

// What a cell of the row holds as a number; the head is text.
std::optional<double> number_in(const Sheet& sheet, std::size_t row, std::size_t column) {
  if (row == 0 || sheet.numbers[column] == 0) return {};
  return number_of(sheet.rows[row][column]);
}

std::string xlsx_cell(const Sheet& sheet, std::size_t row, std::size_t column) {
  const std::string at = column_name(column) + std::to_string(row + 1);
  if (const auto number = number_in(sheet, row, column)) {
    return fmt::format("<c r=\"{}\"><v>{}</v></c>", at, exact_text(*number));
  }
  return fmt::format("<c r=\"{}\"{} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                     at, row == 0 ? " s=\"1\"" : "", html_escaped(sheet.rows[row][column]));
}

std::string xlsx_sheet(const Sheet& sheet) {
  std::string xml = fmt::format("{}<worksheet xmlns=\"{}\"><sheetData>\n", declaration, xlsx_main);
  for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
    xml += fmt::format("<row r=\"{}\">", row + 1);
    for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
      if (!sheet.rows[row][column].empty()) xml += xlsx_cell(sheet, row, column);
    }
    xml += "</row>\n";
  }
  return xml + "</sheetData></worksheet>\n";
}

std::string ods_cell(const Sheet& sheet, std::size_t row, std::size_t column) {
  const std::string& cell = sheet.rows[row][column];
  if (cell.empty()) return "<table:table-cell/>";
  const auto number = number_in(sheet, row, column);
  return fmt::format(
      "<table:table-cell office:value-type=\"{}\"{}><text:p>{}</text:p></table:table-cell>",
      number ? "float" : "string",
      number ? fmt::format(" office:value=\"{}\"", exact_text(*number)) : std::string(),
      html_escaped(cell));
}

std::string ods_sheet(const Sheet& sheet) {
  std::string xml = fmt::format("<table:table table:name=\"{}\">\n", html_escaped(sheet.name));
  for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
    xml += "<table:table-row>";
    for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
      xml += ods_cell(sheet, row, column);
    }
    xml += "</table:table-row>\n";
  }
  return xml + "</table:table>\n";
}

std::string relations(const std::string& list) {
  return fmt::format("{}<Relationships xmlns=\"{}relationships\">\n{}</Relationships>\n",
                     declaration, xlsx_package, list);
}

std::string relation(std::size_t id, const char* kind, const std::string& target) {
  return fmt::format("<Relationship Id=\"rId{}\" Type=\"{}/{}\" Target=\"{}\"/>\n", id, xlsx_office,
                     kind, target);
}

std::string content_type(const std::string& part, const char* kind) {
  return fmt::format("<Override PartName=\"/xl/{}\" ContentType=\"{}{}+xml\"/>\n", part, xlsx_type,
                     kind);
}

}  // namespace

ArchiveParts xlsx_parts(const Document& document) {
  const std::vector<Sheet> sheets = sheets_of(document);
  std::string types =
      content_type("workbook.xml", "sheet.main") + content_type("styles.xml", "styles");
  std::string names, targets;
  ArchiveParts parts;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string file = fmt::format("worksheets/sheet{}.xml", i + 1);
    types += content_type(file, "worksheet");
    names += fmt::format("<sheet name=\"{0}\" sheetId=\"{1}\" r:id=\"rId{1}\"/>\n",
                         html_escaped(sheets[i].name), i + 1);
    targets += relation(i + 1, "worksheet", file);
    parts.emplace_back("xl/" + file, xlsx_sheet(sheets[i]));
  }
  targets += relation(sheets.size() + 1, "styles", "styles.xml");
  const std::string rels =
      "<Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\n";
  ArchiveParts all = {
      {"[Content_Types].xml", fmt::format("{}<Types xmlns=\"{}content-types\">\n{}{}</Types>\n",
                                          declaration, xlsx_package, rels, types)},
      {"_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml"))},
      {"xl/workbook.xml",
       fmt::format("{}<workbook xmlns=\"{}\" xmlns:r=\"{}\"><sheets>\n{}</sheets></workbook>\n",
                   declaration, xlsx_main, xlsx_office, names)},
      {"xl/_rels/workbook.xml.rels", relations(targets)},
      {"xl/styles.xml", fmt::format("{}<styleSheet xmlns=\"{}\">{}</styleSheet>\n", declaration,
                                    xlsx_main, xlsx_styles)}};
  std::ranges::move(parts, std::back_inserter(all));
  return all;
}

ArchiveParts ods_parts(const Document& document) {
  const std::string oasis = "urn:oasis:names:tc:opendocument:xmlns:";
  const std::string mime = "application/vnd.oasis.opendocument.spreadsheet";
  std::string content = fmt::format(
      "{0}<office:document-content xmlns:office=\"{1}office:1.0\" xmlns:table=\"{1}table:1.0\" "
      "xmlns:text=\"{1}text:1.0\" office:version=\"1.2\"><office:body><office:spreadsheet>\n",
      declaration, oasis);
  for (const Sheet& sheet : sheets_of(document)) content += ods_sheet(sheet);
  content += "</office:spreadsheet></office:body></office:document-content>\n";
  const std::string manifest = fmt::format(
      "{}<manifest:manifest xmlns:manifest=\"{}manifest:1.0\" manifest:version=\"1.2\">\n"
      "<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{}\"/>\n"
      "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\n"
      "</manifest:manifest>\n",
      declaration, oasis, mime);
  return {{"mimetype", mime}, {"content.xml", content}, {"META-INF/manifest.xml", manifest}};
}

}  // namespace hotward::report
