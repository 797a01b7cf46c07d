// Look-up: which areas a code of other boundaries leads to, by a table such as LSOA to ward.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/join/crosswalk.hpp"
#include "engine/table/areas.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::analyses {

struct Lookup {
  /// By the other boundaries' code; with join::elsewhere where a row leads to a code that is none
  /// of the areas'.
  std::map<std::string, join::Targets> targets;
  std::vector<table::InputFile> files;
};

/// The column most of whose values are codes of the areas leads to them; of the others the one with
/// most of `from`.
/// @param from  what may be codes of the other boundaries, sorted; a code that the file writes in
///              other capitals is found as it stands here
/// @return errors of read_code_table; missing_column where a column of codes is not found
[[nodiscard]] Result<Lookup> read_lookup(const std::string& file, const table::Areas& to,
                                         const std::vector<std::string>& from);

}  // namespace hotward::analyses
