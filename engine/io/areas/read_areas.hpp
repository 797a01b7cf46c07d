// read_areas: any polygon layer becomes areas on the National Grid: sound, named, sorted by code.
//
// Shapes are projected to EPSG:27700 and repaired where they are not sound. Nothing is changed in
// silence: each repair, each area left out and missing populations are reported as warnings.
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/crs_operation.hpp"
#include "engine/geometry/validity.hpp"
#include "engine/io/areas/value_column.hpp"
#include "engine/table/areas.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::io {

struct AreaSource {
  std::string dataset = {};      ///< what GDAL opens; "wards.gpkg:layer" names a layer too
  std::string layer = {};        ///< empty: the only polygon layer there is
  std::string id_column = {};    ///< empty: recognised (area_columns.hpp)
  std::string name_column = {};  ///< empty: recognised; the code where there is none
  /// A column of the layer, or "FILE.csv" or "FILE.csv:COLUMN", joined on the code. Empty:
  /// usual_population.
  std::string population = {};
  /// What the population counts, in the plural; empty: by the name of its column.
  std::string population_label = {};
  /// A column of numbers to read beside; empty: none.
  std::string value = {};
  /// Expected incidents, found as a population is; they may be of parts of one: 4.125 is 4.125.
  std::string expected = {};
  /// Households, found as a population is, where both are asked for.
  std::string households = {};
  /// What the caller knows of a data set that ships: the columns of its population, used where it
  /// is there and no other is named, and of a caveat about its borders.
  std::string usual_population = {};
  std::string caveat_column = {};
};

/// Numbers of each area, beside its people.
struct AreaNumbers {
  std::vector<double> counts;  ///< one per area, NaN where not known; empty: none were asked for
  std::string source;          ///< "expected of wards.csv"
};

struct AreasRead {
  table::Areas areas;      ///< by code: the order of the input cannot matter
  AreaNumbers expected;    ///< incidents
  AreaNumbers households;  ///< beside the people of the areas
  ValueColumn value;
  std::vector<std::string> warnings;
  std::vector<std::string> weighty;   ///< those of the warnings that change a number
  std::vector<std::string> left_out;  ///< areas without a shape, and why: stand in warnings, too
  std::vector<table::InputFile> files;
  geometry::CrsOperation crs;
  geometry::CoverageReport coverage;  ///< filled by audit_coverage (coverage_audit.hpp)
};

/// @return no_such_file; unreadable; wrong_format for a file GDAL does not know, a data set without
///         polygons, a layer without a coordinate system; usage where one of several layers must be
///         named; missing_column for a column that is not there, and where no code is recognised;
///         no_data for no features; bad_value for a code that is there twice or is empty, a
///         population that is no number or negative, a value that is no finite number, and
///         coordinates in degrees that claim to be
///         metres.
/// Time: O(n log n) in the points.
[[nodiscard]] Result<AreasRead> read_areas(const AreaSource& source);

}  // namespace hotward::io
