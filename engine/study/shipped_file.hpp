// Where the files that ship with the program lie: the schematic wards, the samples.
#pragma once

#include <filesystem>
#include <string>

#include "engine/core/result.hpp"

namespace hotward {

/// The areas used where none are named.
inline constexpr const char* shipped_areas = "shapefiles/medway/medway_wards_schematic.shp";
/// Their columns: usual residents, and what to know of their borders.
inline constexpr const char* shipped_population = "pop_2019";
inline constexpr const char* shipped_population_series =
    "ONS mid-2019 estimates, 2011-based (withdrawn in 2024)";
inline constexpr const char* shipped_caveat = "note";
/// And where they lie.
inline constexpr const char* shipped_place = "Medway";

/// @param relative  such as "shapefiles/medway/medway_wards_schematic.shp"
/// @return its full path: below HOTWARD_DATA where that variable is set, else beside the installed
///         program (<prefix>/share/hotward), else in the source tree the program was built from.
///         no_such_file, with the places looked at, where it is in none of them.
[[nodiscard]] Result<std::filesystem::path> shipped_file(const std::string& relative);

}  // namespace hotward
