// Themes: what is counted and mapped on its own. Crime and ASB are never added up unasked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/table/dictionary.hpp"

namespace hotward {

struct Theme {
  std::string name;                 ///< for layers and keys, [a-z0-9_]: "asb"
  std::string title;                ///< "Anti-social behaviour"
  std::string noun;                 ///< in a sentence: "ASB incidents"
  std::vector<std::uint8_t> types;  ///< one element per type of the data, 1 where it belongs
};

/// The types asked for as one theme, named after them.
/// @param asked  what stood behind --type; empty for all. All, too, where a word is no type: it
///               names the column of types then (docs/decisions/0004).
[[nodiscard]] Theme one_theme(const table::Dictionary& types,
                              const std::vector<std::string>& asked);

/// The same, where words are types and nothing else. @return usage where a word is no type.
[[nodiscard]] Result<Theme> theme_of_types(const table::Dictionary& types,
                                           const std::vector<std::string>& asked,
                                           std::string_view named_by = "type");

/// ASB, then crime, each where the data have it. Where types are unknown or missing, or one was
/// asked for by --type, one theme of everything that was read.
[[nodiscard]] std::vector<Theme> themes(const table::Dictionary& types,
                                        const std::vector<std::string>& asked);

/// "Crimes" of "crimes"
[[nodiscard]] std::string capitalised(std::string words);

/// True where the theme holds both crimes and ASB.
[[nodiscard]] bool mixes_crime_and_asb(const Theme& theme, const table::Dictionary& types);

}  // namespace hotward
