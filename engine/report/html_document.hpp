// HTML document: a report as one file that asks for nothing from outside, reads well on a desk, on
// a phone and on A4, and keeps to WCAG 2.2 AA: a language, one first heading, headings in order,
// tables with captions and headers that have a scope, and contrasts of 4.5 or more.
//
// Folded tables open on paper. Wide tables and pictures scroll by themselves, so that the page does
// not. There is no script.
//
// Sources:
//   W3C (2024), Web Content Accessibility Guidelines (WCAG) 2.2. https://www.w3.org/TR/WCAG22/
//   Government Analysis Function, Data visualisation: charts; colours in charts.
//     https://analysisfunction.civilservice.gov.uk/policy-store/data-visualisation-charts/
#pragma once

#include <string>
#include <string_view>

#include "engine/report/document.hpp"

namespace hotward::report {

/// Safe within an element and within a quoted attribute, on one line: what XML needs escaped, and
/// no character that moves or turns the text (printable.hpp).
[[nodiscard]] std::string html_escaped(std::string_view text);

/// The same document gives the same bytes.
[[nodiscard]] std::string html_document(const Document& document);

}  // namespace hotward::report
