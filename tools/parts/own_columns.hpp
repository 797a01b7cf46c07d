// own_columns: the user's own columns as columns of a layer, with the types their source gave them.
#pragma once

#include <string>
#include <vector>

#include "engine/table/column.hpp"
#include "engine/table/incidents.hpp"

namespace hotward::tools {

struct OwnColumns {
  std::vector<table::Column> columns;  ///< one per kept column, one value per incident
  std::vector<std::string> warnings;   ///< which of them are not called as they were, and why
};

/// A name of the user's is folded to [a-z0-9_], "Crime type" to crime_type, whatever its length;
/// where it is taken by then it gets a number.
/// @param incidents  read with io::Keep::as_given
/// @param taken      names of the layer's other columns
[[nodiscard]] OwnColumns own_columns(const table::Incidents& incidents,
                                     const std::vector<std::string>& taken);

}  // namespace hotward::tools
