// Where the files that ship with the program lie: the schematic wards, the profiles, the samples.
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

/// For a caller that brings the files with it, as a wheel of the package for Python does: they lie
/// in this folder. To be called once, before any work begins.
void bring_shipped_files(const std::filesystem::path& folder);

/// @param relative  such as "shapefiles/medway/medway_wards_schematic.shp"
/// @return its full path, or no_such_file with the places looked at: the folder of HOTWARD_DATA
///         alone where that variable is set; else the folder that a caller brought, beside the
///         installed program (<prefix>/share/hotward), and the source tree that it was built from.
[[nodiscard]] Result<std::filesystem::path> shipped_file(const std::string& relative);

}  // namespace hotward
