// Ward map: where do a borough's wards lie, as far as a list of named places tells?
//
// Every point of the land belongs to the ward of the nearest named place on the same piece of land:
// no ward leaps over the river. Places of the neighbouring boroughs stand in the list too, without
// a ward, so that the borough ends halfway between its own outermost places and theirs. The map is
// a sketch: it is called schematic in its attributes, and must be wherever it is shown.
//
// A folder holds three files, UTF-8, comma-separated, a header first, texts with commas in quotes:
//   gazetteer.csv  place,easting,northing,ward,kind     EPSG:27700; ward empty outside the borough
//   shoreline.csv  part,vertex,easting,northing         one ring per part, in order, not closed
//   wards.csv      area_code,area_name,pop_2019,hh_2011
#pragma once

#include <filesystem>

#include "engine/core/result.hpp"
#include "engine/table/layer.hpp"

namespace hotward::shapefiles {

/// What the attribute `note` says of every area.
inline constexpr const char* schematic_note = "schematic: not the official boundary";

/// @return one multipolygon per ward, in the order of wards.csv, on a grid of 0.1 m: sound, without
///         overlaps, neighbours with equal vertices. Columns: area_code area_name pop_2019 hh_2011
///         note.
///         no_such_file; missing_column; bad_value naming the place or row: a number that is none,
///         a ward not in wards.csv, a place in the water, land without a place, a ward without
///         land.
/// Time: O(n log n) in places and vertices.
[[nodiscard]] Result<table::Layer> draw_wards(const std::filesystem::path& folder);

}  // namespace hotward::shapefiles
