// What was found of one universe, for its table, its summary and its words.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/analyses/concentration/concentration.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/concentration/concentration.hpp"

namespace hotward::analyses {

/// Of the incidents, in percent: how many places hold so much is told.
inline constexpr std::array<std::int64_t, 5> told_pct = {25, 50, 75, 80, 100};

struct FoundConcentration {
  UniversePlaces places;
  concentration::Concentration figures;
  double burstiness =
      undefined;            ///< by place and month, or as asked for; NaN where it is not known
  bool is_asked = false;    ///< the burstiness was
  std::uint32_t draws = 0;  ///< that p is made of
  std::string no_bursts;    ///< why there is no null with bursts: a clause
  double half_km2 =
      undefined;  ///< size of the smallest area that holds half; NaN where none has a size
  double all_km2 = undefined;    ///< of all places
  std::int64_t half_places = 0;  ///< the places it is made of
};

/// Fewer than so many are not concentrated, nor spread.
inline constexpr std::int64_t least_incidents = 2;

/// Below least_incidents only the numbers of places and incidents are set. @return as places_of
[[nodiscard]] Result<FoundConcentration> find_concentration(const Task& task,
                                                            const ConcentrationSettings& settings);

/// What is said of it, in sentences that each name the universe.
[[nodiscard]] std::string concentration_text(const FoundConcentration& found, const Theme& theme);

/// "4.1%", "31%", "less than 0.1%"
[[nodiscard]] std::string pct_text(double pct);

/// What the places are: "the 1,234 map points that had any ASB incidents", "the 22 areas".
[[nodiscard]] std::string universe_words(const FoundConcentration& found, const Theme& theme);

}  // namespace hotward::analyses
