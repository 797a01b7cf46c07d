// Error: why a request cannot be answered, in one sentence a user can act on.
#pragma once

#include <string>
#include <utility>

namespace hotward {

/// What kind of thing is at fault.
enum class ErrorCode {
  usage,            // the request itself: an option, a quantity without a unit
  no_such_file,     // a file, folder or layer that is not there
  unreadable,       // there, but it cannot be opened or read to its end
  wrong_format,     // readable, but not what it must be: a PDF named .csv, points as areas
  missing_column,   // a table without a column that is needed
  bad_value,        // a value that makes the whole request meaningless: a duplicate area code
  no_data,          // nothing left to work on: no rows, no areas, no overlap
  already_exists,   // an output that stands and was not to be overwritten
  cannot_write,     // a folder that is read-only or full
  too_few_sites,    // a statistic that needs more sites than there are
  constant_values,  // a statistic that is undefined where nothing varies
  unavailable,      // something this installation lacks, or a service that does not answer
  interrupted,      // the user stopped the program
};

struct Error {
  ErrorCode code;
  std::string message;      ///< one line, no full stop; names the thing and its value
  std::string parameter{};  ///< the one at fault, "min-points"; the message then begins after it
};

}  // namespace hotward
