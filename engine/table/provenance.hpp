// Provenance: what an output was made from, and how. Written with every output.
#pragma once

#include <cstdint>
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

struct Provenance {
  std::string version;
  std::string command_line;
  std::uint64_t seed = 1;
  std::vector<InputFile> inputs;
  std::vector<PassedOver> passed_over;
  geometry::CrsOperation crs;
};

}  // namespace hotward::table
