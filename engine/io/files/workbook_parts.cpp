#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/xml_text.hpp"
#include "engine/io/files/workbook.hpp"

namespace hotward::io {
namespace {

constexpr std::string_view declaration =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

constexpr const char* xlsx_main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr const char* xlsx_office =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* xlsx_package = "http://schemas.openxmlformats.org/package/2006/";
constexpr const char* xlsx_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
constexpr const char* oasis = "urn:oasis:names:tc:opendocument:xmlns:";
constexpr const char* ods_mime = "application/vnd.oasis.opendocument.spreadsheet";

// How cells look, by their number in workbook.cpp.
constexpr std::string_view xlsx_styles =
    R"(<numFmts count="4"><numFmt numFmtId="164" formatCode="0.0"/>)"
    R"(<numFmt numFmtId="165" formatCode="0.000"/><numFmt numFmtId="166" formatCode="yyyy-mm-dd"/>)"
    R"(<numFmt numFmtId="167" formatCode="yyyy-mm-dd hh:mm:ss"/></numFmts>)"
    R"(<fonts count="2"><font><sz val="11"/><name val="Arial"/></font>)"
    R"(<font><b/><sz val="11"/><name val="Arial"/></font></fonts>)"
    R"(<fills count="2"><fill><patternFill patternType="none"/></fill>)"
    R"(<fill><patternFill patternType="gray125"/></fill></fills>)"
    R"(<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>)"
    R"(<cellXfs count="7"><xf fontId="0"/><xf fontId="1" applyFont="1" applyAlignment="1">)"
    R"(<alignment vertical="top" wrapText="1"/></xf><xf numFmtId="164" applyNumberFormat="1"/>)"
    R"(<xf numFmtId="2" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/>)"
    R"(<xf numFmtId="166" applyNumberFormat="1"/><xf numFmtId="167" applyNumberFormat="1"/>)"
    R"(</cellXfs>)";

std::string ods_number_style(int decimals) {
  return fmt::format(
      "<number:number-style style:name=\"n{0}\"><number:number number:decimal-places=\"{0}\" "
      "number:min-integer-digits=\"1\"/></number:number-style>\n",
      decimals);
}

// Two millimetres hold a character.
std::string ods_width_style(std::size_t characters) {
  return fmt::format(
      "<style:style style:name=\"w{}\" style:family=\"table-column\"><style:table-column-"
      "properties style:column-width=\"{}mm\"/></style:style>\n",
      characters, 2 * characters);
}

std::string ods_styles(const std::set<std::size_t>& widths) {
  const std::string_view day =
      "<number:year number:style=\"long\"/><number:text>-</number:text><number:month "
      "number:style=\"long\"/><number:text>-</number:text><number:day number:style=\"long\"/>";
  const std::string_view time =
      "<number:text> </number:text><number:hours "
      "number:style=\"long\"/><number:text>:</number:text>"
      "<number:minutes number:style=\"long\"/><number:text>:</number:text><number:seconds "
      "number:style=\"long\"/>";
  std::string xml = "<office:automatic-styles>\n";
  for (int decimals = 1; decimals <= 3; ++decimals) xml += ods_number_style(decimals);
  xml += fmt::format("<number:date-style style:name=\"day\">{}</number:date-style>\n", day);
  xml +=
      fmt::format("<number:date-style style:name=\"moment\">{}{}</number:date-style>\n", day, time);
  for (const std::size_t width : widths) xml += ods_width_style(width);
  xml +=
      "<style:style style:name=\"c1\" style:family=\"table-cell\"><style:table-cell-properties "
      "fo:wrap-option=\"wrap\"/><style:text-properties fo:font-weight=\"bold\"/></style:style>\n";
  std::size_t style = 2;
  for (const char* shown_as : {"n1", "n2", "n3", "day", "moment"}) {
    xml += fmt::format(
        "<style:style style:name=\"c{}\" style:family=\"table-cell\" "
        "style:data-style-name=\"{}\"/>\n",
        style++, shown_as);
  }
  return xml + "</office:automatic-styles>\n";
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

ArchiveParts xlsx_parts(std::vector<WorkbookSheet>& sheets) {
  std::string types =
      content_type("workbook.xml", "sheet.main") + content_type("styles.xml", "styles");
  std::string names, targets;
  ArchiveParts parts;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string file = fmt::format("worksheets/sheet{}.xml", i + 1);
    types += content_type(file, "worksheet");
    names += fmt::format("<sheet name=\"{0}\" sheetId=\"{1}\" r:id=\"rId{1}\"/>\n",
                         xml_escaped(sheets[i].name()), i + 1);
    targets += relation(i + 1, "worksheet", file);
    parts.emplace_back("xl/" + file, sheets[i].take());
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

ArchiveParts ods_parts(std::vector<WorkbookSheet>& sheets) {
  std::set<std::size_t> widths;
  for (const WorkbookSheet& sheet : sheets) {
    const std::vector<std::size_t> own = sheet.widths();
    widths.insert(own.begin(), own.end());
  }
  std::string content = fmt::format(
      "{0}<office:document-content xmlns:office=\"{1}office:1.0\" xmlns:table=\"{1}table:1.0\" "
      "xmlns:text=\"{1}text:1.0\" xmlns:style=\"{1}style:1.0\" xmlns:number=\"{1}datastyle:1.0\" "
      "xmlns:fo=\"{1}xsl-fo-compatible:1.0\" office:version=\"1.2\">\n{2}<office:body>"
      "<office:spreadsheet>\n",
      declaration, oasis, ods_styles(widths));
  for (WorkbookSheet& sheet : sheets) content += sheet.take();
  content += "</office:spreadsheet></office:body></office:document-content>\n";
  const std::string manifest = fmt::format(
      "{}<manifest:manifest xmlns:manifest=\"{}manifest:1.0\" manifest:version=\"1.2\">\n"
      "<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{}\"/>\n"
      "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\n"
      "</manifest:manifest>\n",
      declaration, oasis, ods_mime);
  return {{"mimetype", ods_mime},
          {"content.xml", std::move(content)},
          {"META-INF/manifest.xml", manifest}};
}

}  // namespace

ArchiveParts workbook_parts(std::vector<WorkbookSheet> sheets) {
  HOTWARD_EXPECTS(!sheets.empty());
  return sheets.front().format() == WorkbookFormat::xlsx ? xlsx_parts(sheets) : ods_parts(sheets);
}

}  // namespace hotward::io
