// Findings digest: are these findings the same as those that were published before? Of all that a
// reader is shown: figures, the columns and shapes of layers, rasters. Not of styles and files, so
// that the same answer in another format, or with another title, is the same.
#pragma once

#include <string>

#include "engine/study/publication.hpp"

namespace hotward {

/// @return 64 hexadecimal digits
[[nodiscard]] std::string findings_digest(const Published& findings);

}  // namespace hotward
