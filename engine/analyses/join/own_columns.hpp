// own_columns: the user's own columns as columns of a layer, with the types their source gave them.
#pragma once

#include <string>
#include <vector>

#include "engine/table/coded_texts.hpp"
#include "engine/table/column.hpp"
#include "engine/table/incidents.hpp"

namespace hotward::analyses {

struct OwnColumns {
  std::vector<table::Column> columns;  ///< one per column of the input, of its type, without values
  std::vector<std::string> warnings;   ///< which of them are not called as they were, and why
};

/// A name of the user's is folded to [a-z0-9_], "Crime type" to crime_type, whatever its length;
/// where it is taken by then it gets a number.
/// @param kept   of incidents that were read with io::Keep::as_given
/// @param taken  names of the layer's other columns
[[nodiscard]] OwnColumns own_columns(const std::vector<table::TextColumn>& kept,
                                     const std::vector<std::string>& taken);

/// Gives one of these columns the values of some rows, in place of those it has.
/// @param given  left with the memory of the values before
void set_values(table::Column& column, table::CodedTexts& given);

}  // namespace hotward::analyses
