// Universe: the places among which incidents are concentrated, or not. Every figure depends on it,
// so every sentence names it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/methods/concentration/count_law.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

struct Universe {
  enum class Kind : std::uint8_t {
    occupied,  ///< the places of the incidents themselves
    points,    ///< the points of a data set
    cells,     ///< hexagons over the areas
    areas,     ///< the study's areas
  };
  Kind kind = Kind::occupied;
  std::string dataset;    ///< of points
  double cell_m = 150.0;  ///< width of a cell
};

/// "occupied", "points:FILE", "cells:150m", "areas". @return usage for anything else
[[nodiscard]] Result<Universe> parse_universe(const std::string& text);
[[nodiscard]] std::string universe_text(const Universe& universe);

/// The places of a universe, with what lies at each. Element i of each vector is place i.
struct UniversePlaces {
  std::vector<std::int64_t> counts;
  std::vector<double> area_km2;        ///< empty where places have no size
  std::vector<std::int64_t> place_of;  ///< per place of the study; -1 where it is in none
  std::int64_t left_out = 0;           ///< incidents in the areas that are at none of the places
  concentration::Seen seen = concentration::Seen::all_places;
  std::string at = "at";  ///< or "in": where incidents are
  std::string one;        ///< "map point"
  std::string which;      ///< after their number: "map points that had any", "areas"
};

/// @param within_m  how far from a point of a data set an incident may lie
/// @return errors of count_cells; for a data set those of make_study, and no_data where none of its
///         points lies in an area. Its files join the study's record, its warnings the study's.
[[nodiscard]] Result<UniversePlaces> places_of(const Universe& universe, double within_m,
                                               const Task& task);

}  // namespace hotward::analyses
