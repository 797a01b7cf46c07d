// Known changes: what is known to be missing from data.police.uk, and when a type came to mean
// another thing: a dated register, each entry with who says so.
//
// Files cannot tell these by themselves: a month that a force never published looks like a month
// without crime to whoever was not told, and a new definition looks like a change of crime.
// docs/methods/data-quality.md lists them with their sources.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/table/period.hpp"

namespace hotward::table {

struct KnownChange {
  enum class Kind : std::uint8_t {
    missing,     ///< months that were never published, or type that no longer is
    definition,  ///< from the first month on a type means another thing
  };

  Kind kind;
  std::string_view force;  ///< as data.police.uk names its files: "btp"; empty: all forces
  std::string_view type;   ///< a data.police.uk type of today; empty: every type
  std::string_view from;   ///< first month, "2019-07"
  std::string_view to;     ///< last month; empty where it goes on
  std::string_view what;   ///< a clause without stop
  std::string_view source;

  [[nodiscard]] Month first() const;
  [[nodiscard]] bool holds(Month month) const;  ///< month lies within it
};

/// By first month.
[[nodiscard]] std::span<const KnownChange> known_changes();

/// "Gwent published nothing for 2025-09 to 2025-12 (source)"
[[nodiscard]] std::string to_string(const KnownChange& change);

}  // namespace hotward::table
