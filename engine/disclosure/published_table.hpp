// Published table: what a reader was shown of one count of incidents by areas: which incidents, in
// which areas, and the number of each that was not hidden.
//
// A publication of many layers (cells, clusters, a surface) is remembered as a whole: which
// incidents, on which ground, and a digest of each part of what was shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/table/period.hpp"

namespace hotward::disclosure {

struct Bounds {
  double west;
  double south;
  double east;
  double north;

  [[nodiscard]] bool meets(const Bounds& other) const {
    return west < other.east && other.west < east && south < other.north && other.south < north;
  }
};

struct PublishedArea {
  std::string code;
  std::string shape;  ///< a digest: the same ground, whatever it is called
  Bounds bounds;
  std::optional<std::int64_t> count;  ///< nothing where it was hidden
};

/// Which incidents were counted.
struct CountedIncidents {
  std::optional<table::Period> period;            ///< nothing: of whatever day
  bool undated = false;                           ///< those without a day, too
  std::optional<std::vector<std::string>> types;  ///< sorted; nothing: all
  std::vector<std::string> filters;  ///< others, of which nobody knows what they leave; sorted

  friend bool operator==(const CountedIncidents&, const CountedIncidents&) = default;
};

struct PublishedTable {
  std::string command;  ///< "rank"
  std::string title;    ///< "ASB incidents, 2019-04 to 2020-03"
  std::string source;   ///< of the areas: "wards.geojson"
  double nearest_m = 0.0;
  CountedIncidents counted;
  std::int64_t total = 0;            ///< in all areas; it is always shown
  std::vector<PublishedArea> areas;  ///< in their file's order; of a whole the ground, as one
  std::vector<std::string> digests;  ///< of a whole's parts, sorted; empty for a table

  [[nodiscard]] bool is_whole() const { return !digests.empty(); }
};

}  // namespace hotward::disclosure
