// incident_sample: do the first rows bear out what the header promises?
//
// A file whose coordinates are swapped, or in another system than its columns' names say, gives
// sound numbers and a wrong map. So where most positions of the sample speak against the layout the
// file is refused, with a sentence that names the columns.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/io/csv/csv_table.hpp"
#include "engine/io/incidents/incident_header.hpp"

namespace hotward::io {

struct SampleQuestion {
  std::string source;         ///< of the table; begins an error's sentence
  bool time_is_told = false;  ///< the column of times was named by the user, or a period was
};

/// Settles what only values can tell: the system of columns named x and y (degrees where most pairs
/// lie in Great Britain as longitude and latitude, the National Grid where they do so as metres),
/// whether commas part decimals or thousands, which of day and month comes first in its dates,
/// and whether a column recognised as times holds times (else it is not used, with a warning).
/// @return wrong_format where most positions are swapped or in another system, or where a column of
///         times that was asked for holds none; missing_column where the system stays unknown.
[[nodiscard]] Result<void> settle_layout(IncidentLayout& layout,
                                         const std::vector<SampleRow>& sample,
                                         const SampleQuestion& question,
                                         std::vector<std::string>& warnings);

/// The warning that a column called like times is not used. @param refused  why
[[nodiscard]] std::string not_used(const std::string& refused);

/// @return why, of the first such warning; empty where none of them is one
[[nodiscard]] std::string why_not_used(std::span<const std::string> warnings);

}  // namespace hotward::io
