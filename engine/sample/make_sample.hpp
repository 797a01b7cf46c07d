// make_sample: synthetic incidents whose totals are those of a recipe, to the last incident.
//
// For each batch of N incidents, three lists of N labels are made: months, kinds, areas. Each holds
// every label as often as its share of N says (apportion.hpp). Each list is shuffled by itself, and
// element k of the three makes incident k. So every total by month, by kind and by area is exact,
// and what month, kind and area have to do with one another is chance. The map point within the
// area is drawn by popularity (streets.hpp).
//
// On top of the totals come rows outside every area and rows without coordinates, as real files
// have.
//
// Sources:
//   Fisher, Yates (1948), Statistical tables for biological, agricultural and medical research, 3rd
//     ed., Oliver & Boyd. The shuffle, in the form of Durstenfeld (1964), Algorithm 235: Random
//     permutation, Communications of the ACM 7(7), 420. doi:10.1145/364520.364540
#pragma once

#include "engine/core/result.hpp"
#include "engine/table/areas.hpp"
#include "engine/table/police_records.hpp"
#include "engine/table/sample_recipe.hpp"

namespace hotward::sample {

/// The same recipe and areas give the same records, on any number of threads and whether or not
/// PROJ has the OSTN15 grid: longitudes and latitudes always come from the seven-parameter shift.
/// @param areas  the recipe's areas, in metres, each with a population
/// @return records by month, then by small area, type and place. Errors:
///         bad_value where the recipe does not hold together (check_recipe.hpp), or its leading
///         areas do not come out in the order given and ahead of all others; missing_column without
///         populations; no_data where streets find no room.
/// Time: O(records log records + points x tries x vertices).
[[nodiscard]] Result<table::PoliceRecords> make_sample(const table::SampleRecipe& recipe,
                                                       const table::Areas& areas);

}  // namespace hotward::sample
