// Known effects: by how much incidents fell elsewhere where something was done, by reviews of many
// studies: data, each line with its source.
#pragma once

#include <span>
#include <string_view>

namespace hotward::analyses {

struct KnownEffect {
  std::string_view what;     ///< was done
  double fewer;              ///< share, beside places where it was not done
  std::string_view studies;  ///< how many, and what else a reader must know
  std::string_view source;   ///< with its doi
  std::string_view cited;    ///< key in docs/references.bib
};

[[nodiscard]] std::span<const KnownEffect> known_effects();

}  // namespace hotward::analyses
