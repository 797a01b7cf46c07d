// Which hotward this is, and on which libraries it stands.
#pragma once

#include <string>

namespace hotward {

[[nodiscard]] std::string version();  ///< "0.1.0"

/// "hotward 0.1.0" and one line a library.
[[nodiscard]] std::string version_text();

}  // namespace hotward
