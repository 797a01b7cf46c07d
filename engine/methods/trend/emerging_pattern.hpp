// Emerging pattern: what has become of a spot that was hot, or cold, in some of n periods?
//
// Each period says of the spot that it was hot (+), cold (-) or neither. The first row that holds
// names the pattern; for cold spots + and - are exchanged, and stronger means colder. A row of hot
// spots and the same row of cold ones cannot both hold.
//
//   pattern       last period  hot in  hot periods           cold before  trend of the strength
//   new           hot          any     the last alone        any          any
//   consecutive   hot          < 90 %  one run of 2 or more  any          any
//   intensifying  hot          90 %    any                   any          stronger
//   persistent    hot          90 %    any                   any          none
//   diminishing   hot          90 %    any                   any          weaker
//   sporadic      hot          < 90 %  any                   never        any
//   oscillating   hot          < 90 %  any                   some         any
//   historical    not hot      90 %    any                   any          any
//   no pattern    otherwise
//
// Of a spot whose last period is hot one of the first seven always holds. "None" is a trend that
// chance makes (mann_kendall.hpp). Where the usual descriptions leave a choice, the order decides:
// a spot that is hot for the first time is new though it was cold before, not oscillating, and one
// that was hot until the last period is historical, not persistent.
//
// Source:
//   Esri, How Emerging Hot Spot Analysis works, ArcGIS Pro documentation. The names and what they
//     mean; it does not say which of two that both hold is taken.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "engine/core/names.hpp"

namespace hotward::trend {

enum class Pattern : std::uint8_t {
  none,
  new_hot,
  consecutive_hot,
  intensifying_hot,
  persistent_hot,
  diminishing_hot,
  sporadic_hot,
  oscillating_hot,
  historical_hot,
  new_cold,
  consecutive_cold,
  intensifying_cold,
  persistent_cold,
  diminishing_cold,
  sporadic_cold,
  oscillating_cold,
  historical_cold,
};

inline constexpr Names<Pattern, 17> pattern_names = {{
    {Pattern::new_hot, "new hot spot"},
    {Pattern::consecutive_hot, "consecutive hot spot"},
    {Pattern::intensifying_hot, "intensifying hot spot"},
    {Pattern::persistent_hot, "persistent hot spot"},
    {Pattern::diminishing_hot, "diminishing hot spot"},
    {Pattern::sporadic_hot, "sporadic hot spot"},
    {Pattern::oscillating_hot, "oscillating hot spot"},
    {Pattern::historical_hot, "historical hot spot"},
    {Pattern::none, "no pattern"},
    {Pattern::new_cold, "new cold spot"},
    {Pattern::consecutive_cold, "consecutive cold spot"},
    {Pattern::intensifying_cold, "intensifying cold spot"},
    {Pattern::persistent_cold, "persistent cold spot"},
    {Pattern::diminishing_cold, "diminishing cold spot"},
    {Pattern::sporadic_cold, "sporadic cold spot"},
    {Pattern::oscillating_cold, "oscillating cold spot"},
    {Pattern::historical_cold, "historical cold spot"},
}};

/// With fewer periods nine tenths of them mean nothing, and a trend neither.
inline constexpr std::size_t least_periods = 10;

/// @param signs  of each period, in order of time: 1 hot, -1 cold, 0 neither; at least one
/// @param trend  of the strength: 1 where it surely rises, towards hot, -1 where it falls, else 0
///
/// Example:
///   const std::vector<std::int8_t> signs = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1};
///   const Pattern found = emerging_pattern(signs, 0);  // consecutive_hot: hot twice, and still
[[nodiscard]] Pattern emerging_pattern(std::span<const std::int8_t> signs, int trend);

/// True for the hot ones; false for cold ones and for none.
[[nodiscard]] bool is_hot(Pattern pattern);

}  // namespace hotward::trend
