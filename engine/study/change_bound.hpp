// Change bound: between what must a change lie, where unlike shares of two periods' rows have
// coordinates?
//
//   lowest   O1 / (O0 + U0) - 1          all that has no place before lay in the areas, none now
//   highest  (O1 + U1) / O0 - 1          the other way round
//
// O1, O0 incidents in the areas, U1, U0 dated rows of the theme without a usable position. It is
// the worst case: rows without a position may as well lie in no area.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"

namespace hotward {

struct ChangeBound {
  std::int64_t count = 0;  ///< O1
  std::int64_t prev = 0;   ///< O0
  double lower_pct = 0.0;
  double upper_pct = 0.0;  ///< NaN where O0 is 0
};

/// Of all areas together. Nothing where the change itself is told, where it is not told for another
/// reason, and in what is for the public.
[[nodiscard]] std::optional<ChangeBound> change_bound(const Study& study, const Theme& theme);

/// A sentence; empty where there is no bound.
[[nodiscard]] std::string change_bound_text(const Study& study, const Theme& theme);

}  // namespace hotward
