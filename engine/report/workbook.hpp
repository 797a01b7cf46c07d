// Workbook: the tables of a report as a spreadsheet (XLSX, ODS): a sheet of notes, then one for
// each table, named after its section, with all its rows in the order of the report.
//
// What reads as a number is one, so that a sheet can reckon with it; all else is text.
#pragma once

#include "engine/io/files/workbook.hpp"
#include "engine/report/document.hpp"

namespace hotward::report {

[[nodiscard]] io::ArchiveParts document_workbook(const Document& document,
                                                 io::WorkbookFormat format);

}  // namespace hotward::report
