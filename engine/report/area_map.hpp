// Area map: areas coloured by a number, as one drawing: key above, scale bar, north, ranks in the
// areas, and the lines that a map owes its sources. Where most areas lie close together, that part
// stands beside the whole, larger.
//
// Corners are moved to a grid of half a pixel, the same for every area, so that neighbours still
// share their border and a map of many corners stays small.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/geometry/polygon.hpp"
#include "engine/report/value_classes.hpp"

namespace hotward::report {

struct AreaMap {
  std::string id{};  ///< unique in the page it is drawn into: [a-z0-9-]
  std::string title{};
  std::string description{};  ///< what it shows, in words, from the data
  /// Metres, north up; of each a value (NaN: none), what is drawn in it (nothing where empty) and
  /// what a pointer that rests on it is shown.
  std::span<const geometry::MultiPolygon> shapes{};
  std::vector<double> values{};
  std::vector<std::string> marks{};
  std::vector<std::string> names{};
  ClassOptions classes{};
  std::string key_title{};           ///< "ASB incidents per 1,000 people"
  std::string missing_label{};       ///< of areas without a number
  std::vector<std::string> notes{};  ///< lines below: the caveat of the boundaries, their source
};

/// @param map    with a shape at least
/// @param order  the shapes in the order in which their marks are placed; one that would lie on an
///               earlier one is left out
[[nodiscard]] std::string area_map_svg(const AreaMap& map, std::span<const std::size_t> order);

}  // namespace hotward::report
