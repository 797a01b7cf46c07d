// Plan: which sections a report has, in which order, under which headings, with whose words. So a
// partnership makes the report its own, and the next year's needs new data alone.
//
//   title = "Strategic assessment"
//   author = "Community Safety Partnership"
//
//   [[section]]
//   show = "summary"          # a section of the report, with what stands below it
//
//   [[section]]
//   heading = "Our priorities"
//   text = "We asked residents. This is what they said."
//
//   [[section]]
//   show = "asb.months"
//   heading = "When it happens"
//
// What changes a number, what was left out and how all was made cannot be left out: where the plan
// does not place them, they stand first and last.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/report/document.hpp"

namespace hotward::document {

struct PlannedSection {
  std::string show;     ///< a section's id, or empty for words alone
  std::string heading;  ///< empty: the section's own
  std::string text;     ///< each line a paragraph, above what the section has
  std::size_t line = 0;
};

struct Plan {
  std::string file;  ///< for errors
  std::string title;
  std::string author;
  std::vector<PlannedSection> sections;
};

/// @return errors as read_text and read_toml; wrong_format with the line, for what no plan has
[[nodiscard]] Result<Plan> read_plan(const std::string& file);

/// The sections of the document as planned. One that these data do not allow becomes a sentence.
/// @return bad_value with the line where a section is none or stands twice
[[nodiscard]] Result<void> arrange(report::Document& document, const Plan& plan);

}  // namespace hotward::document
