// Population: people at risk for each area, from a column of the layer or a table beside it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/io/csv/number_style.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::io {

struct Population {
  std::vector<double> people;  ///< one per code; NaN where not known
  std::string column;          ///< "pop_2019"
  std::string source;          ///< "pop_2019 of wards.shp"
  std::vector<std::string> warnings;
  std::vector<table::InputFile> files;
};

/// @param text  a number in the style of its column: "1692", "1,692", "1692.0"; blanks around it
/// @return NaN for a text that is missing; nothing for anything but 0 and what lies from 1e-9 to
///         1e15.
[[nodiscard]] std::optional<double> people(std::string_view text, NumberStyle style);

/// Reads a table and joins it on the codes. Its column of codes is the one with most of them.
/// @param codes   of the areas, sorted
/// @param subset  an SQL condition on its rows; empty: all
/// @param is_of_parts  numbers may be of parts of one, so that 4.125 leaves nothing open
/// @param column  empty: the only column whose name begins with "pop"; where there is none, the
///                only one that counts households or dwellings
/// @return no_such_file; unreadable; missing_column where the column is not there or not plain, and
///         where no column holds a code; bad_value for a code that is there twice, or for what is
///         no number, or leaves open whether "1.202" is 1202. Codes of the table that are no area's
///         are passed over.
[[nodiscard]] Result<Population> read_population(const std::string& file, const std::string& column,
                                                 const std::vector<std::string>& codes,
                                                 bool is_of_parts = false,
                                                 const std::string& subset = {});

/// What a column counts, by its name: "households" of households_2021 or "No. of households",
/// "dwellings" likewise; else "people", also for the people who live in households.
[[nodiscard]] std::string population_label(const std::string& column);

/// Warnings about areas without people and areas without a number, at most one of each.
[[nodiscard]] std::vector<std::string> population_warnings(const std::vector<double>& people,
                                                           const std::vector<std::string>& codes,
                                                           const std::string& source);

}  // namespace hotward::io
