// Manifest: the provenance of an output as JSON, so that it can be made again and checked.
#pragma once

#include <string>

#include "engine/table/provenance.hpp"

namespace hotward::io {

/// @return {"program", "version", "command_line", "seed", "inputs": [{"path", "bytes", "sha256",
///         "note"}], "crs": {"source", "operation", "accuracy_m", "definition", "grid_missing"}},
///         indented by two, keys in this order. An unknown sha256 or accuracy is null.
[[nodiscard]] std::string manifest_json(const table::Provenance& provenance);

}  // namespace hotward::io
