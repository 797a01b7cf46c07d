// Workbook: the tables of a report as a spreadsheet (XLSX, ODS): a sheet of notes, then one for
// each table, named after its section, with all its rows in the order of the report.
//
// What reads as a number is one, so that a sheet can reckon with it; all else is text and never a
// formula, whatever it begins with. The same document gives the same bytes.
//
// Sources:
//   ISO/IEC 29500-1:2016, Office Open XML file formats, part 1, sections 12.3 and 18.3 (XLSX).
//   ISO/IEC 26300-1:2015, Open Document Format for Office Applications 1.2, part 1, section 9.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/report/document.hpp"

namespace hotward::report {

/// The files of an archive, by their names, in the order in which they stand in it.
using ArchiveParts = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] ArchiveParts xlsx_parts(const Document& document);
[[nodiscard]] ArchiveParts ods_parts(const Document& document);

}  // namespace hotward::report
