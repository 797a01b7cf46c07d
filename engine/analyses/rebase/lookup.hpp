// Look-up: which areas a code of other boundaries leads to, by a table such as LSOA to ward.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/join/crosswalk.hpp"
#include "engine/table/areas.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::analyses {

struct Lookup {
  std::map<std::string, join::Targets> targets;  ///< by the other boundaries' code
  std::vector<table::InputFile> files;
};

/// The column most of whose values are codes of the areas leads to them; of the others the one with
/// most of `from`.
/// @param from  what may be codes of the other boundaries, sorted
/// @return errors of read_code_table; missing_column where a column of codes is not found
[[nodiscard]] Result<Lookup> read_lookup(const std::string& file, const table::Areas& to,
                                         const std::vector<std::string>& from);

}  // namespace hotward::analyses
