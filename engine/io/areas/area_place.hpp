// Area place: the one place that all areas of a layer lie in, and the year of its boundaries, where
// the layer itself states them: for titles and licence lines.
//
// ONS lays the authority's name beside each ward (LAD22NM), and names an LSOA after its authority:
// "Medway 015A". Nothing is guessed: areas of two authorities have no one place.
#pragma once

#include <string>
#include <vector>

#include "engine/io/areas/read_areas.hpp"

namespace hotward::io {

struct AreaPlace {
  std::string place;    ///< "Medway"; empty where no column has one for all
  std::string edition;  ///< "2022", of WD22CD; empty where the column of codes has no year
};

/// Reads the columns again, and no shape; the values of each until two differ. Where the layer
/// cannot be read a second time nothing is known.
[[nodiscard]] AreaPlace place_of(const AreaSource& source);

/// What all LSOAs or MSOAs are named after; empty where there is no such thing.
[[nodiscard]] std::string place_of_names(const std::vector<std::string>& names);

/// The year in the name that ONS gives a column of codes; else empty.
[[nodiscard]] std::string edition_of(const std::string& code_column);

}  // namespace hotward::io
