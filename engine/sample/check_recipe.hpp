// check_recipe: does a recipe hold together, with itself and with its areas?
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/table/areas.hpp"
#include "engine/table/sample_recipe.hpp"

namespace hotward::sample {

/// @return bad_value, naming the batch and the value, where
///         - there is no batch, no stem, or a stem with characters other than letters,
///           digits, - and _;
///         - a period is not of whole months, or has not one weight per month;
///         - a weight, share, factor or length is negative or not finite, or all of a list are 0;
///         - a type is unknown to the taxonomy, or an area to `areas`;
///         missing_column where not every area has a population.
[[nodiscard]] Result<void> check_recipe(const table::SampleRecipe& recipe,
                                        const table::Areas& areas);

/// How many of a batch's incidents fall to each area. The leading areas share their part by their
/// weights, all others the rest by population times factor.
/// @return bad_value where, after rounding, the leading areas are not strictly decreasing or one of
///         them does not exceed every other area.
[[nodiscard]] Result<std::vector<std::uint32_t>> area_counts(const table::SampleBatch& batch,
                                                             const table::Areas& areas);

/// Months of the period, first to last.
[[nodiscard]] std::vector<table::Month> months_of(const table::Period& period);

}  // namespace hotward::sample
