// Weighted places: a theme's incidents by the place they lie at.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/methods/density/kde.hpp"
#include "engine/study/selection.hpp"
#include "engine/study/study.hpp"

namespace hotward {

/// Places with the number of incidents on each. Both vectors are of one size.
struct WeightedPlaces {
  std::vector<geometry::Point> at;
  std::vector<double> weights;

  [[nodiscard]] density::Places places() const { return {at, weights}; }
  [[nodiscard]] double incidents() const;
};

/// Per area of the study: 1 where it is no part of what a surface is made over. Empty: all are.
using LeftOut = std::vector<std::uint8_t>;

/// The theme's places within the areas that have an incident in the period.
[[nodiscard]] WeightedPlaces weighted_places(const Study& study, const Theme& theme,
                                             When when = When::period,
                                             const LeftOut& left_out = {});

}  // namespace hotward
