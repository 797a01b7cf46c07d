// Area numbers: what stands beside the areas' shapes: their population, the incidents expected in
// each, and a column of numbers to be examined. Only for this room's files.
#pragma once

#include <cstddef>

#include "engine/core/result.hpp"
#include "engine/io/areas/polygon_layer.hpp"
#include "engine/io/areas/read_areas.hpp"

namespace hotward::io {

/// Fills population, expected and value, as far as the source asks for them.
/// @param code    index of the column of codes
/// @param result  holds the areas that stayed, sorted by code
/// @return usage for a label without a population; else the errors of read_areas for a column and
///         of read_population for a table
[[nodiscard]] Result<void> add_numbers(const RawAreas& raw, std::size_t code,
                                       const AreaSource& source, AreasRead& result);

}  // namespace hotward::io
