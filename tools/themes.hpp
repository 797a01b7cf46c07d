// Themes: what is counted and mapped on its own. Crime and ASB are never added up unasked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/table/dictionary.hpp"

namespace hotward::tools {

struct Theme {
  std::string name;                 ///< for layers and keys, [a-z0-9_]: "asb"
  std::string title;                ///< "Anti-social behaviour"
  std::string noun;                 ///< in a sentence: "ASB incidents"
  std::vector<std::uint8_t> types;  ///< one element per type of the data, 1 where it belongs
};

/// Everything that was read, as one theme, named after the groups or types asked for.
/// @param asked  what stood behind --type; empty for all
[[nodiscard]] Theme one_theme(const table::Dictionary& types,
                              const std::vector<std::string>& asked);

/// ASB, then crime, each where the data have it. Where types are unknown or missing, or one was
/// asked for by --type, one theme of everything that was read.
[[nodiscard]] std::vector<Theme> themes(const table::Dictionary& types,
                                        const std::vector<std::string>& asked);

/// True where the theme holds both crimes and ASB.
[[nodiscard]] bool mixes_crime_and_asb(const Theme& theme, const table::Dictionary& types);

}  // namespace hotward::tools
