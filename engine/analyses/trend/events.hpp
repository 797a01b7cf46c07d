// Events: what happened meanwhile and may have changed what was recorded: a lockdown, an order, a
// new way to record. A file of the user's, since monthly data cannot be freed of single days.
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/table/period.hpp"

namespace hotward::analyses {

struct Event {
  std::string label;
  table::Period period;
  std::string source;  ///< who says so; may be empty
};

/// A CSV file with the columns label, from, to and source; `to` and `source` may be missing or
/// empty, and a month means all of its days.
/// @return by their first day. no_such_file, missing_column; bad_value with file, line and value
///         for a date that is none, or an end before the beginning.
[[nodiscard]] Result<std::vector<Event>> read_events(const std::string& path);

/// The same of text that is at hand. @param name  of the file, for errors
[[nodiscard]] Result<std::vector<Event>> parse_events(std::string text, const std::string& name);

/// "lockdown (2020-03-23 to 2020-07-04; The Health Protection Regulations 2020)"
[[nodiscard]] std::string event_text(const Event& event);

}  // namespace hotward::analyses
