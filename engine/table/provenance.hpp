// Provenance: what an output was made from, and how. Written with every output.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/geometry/crs_operation.hpp"

namespace hotward::table {

struct InputFile {
  std::string path;
  std::uint64_t bytes = 0;
  std::string sha256;  ///< lower-case hex, or empty with the reason in `note`
  std::string note;
};

/// A file that was found among the inputs and not read.
struct PassedOver {
  std::string path;
  std::string reason;  ///< "outcomes of street crimes"

  friend bool operator==(const PassedOver&, const PassedOver&) = default;
};

/// The people that rates are taken over. One year's estimates are released more than once, and give
/// another rate each time.
struct PopulationRecord {
  std::string source;    ///< "pop_2019 of wards.shp"
  std::string label;     ///< "people"
  std::string series;    ///< "mid-2019, 2011-based"; empty where nobody states it
  std::string released;  ///< "2020-10"; the same

  /// "people: pop_2019 of wards.shp; mid-2019, 2011-based; released 2020-10"
  [[nodiscard]] std::string text() const {
    return label + ": " + source + "; " + (series.empty() ? "series not stated" : series) + "; " +
           (released.empty() ? "release not stated" : "released " + released);
  }
};

struct Provenance {
  std::string version;
  std::string command_line;
  std::uint64_t seed = 1;
  std::vector<InputFile> inputs;
  std::vector<PassedOver> passed_over;
  geometry::CrsOperation crs;
  std::optional<PopulationRecord> population{};  ///< where there is one
};

}  // namespace hotward::table
