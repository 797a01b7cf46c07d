// Emerging spots: what became of each cell's hot and cold periods.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/methods/autocorrelation/space_time_gi.hpp"
#include "engine/methods/trend/emerging_pattern.hpp"
#include "engine/methods/trend/mann_kendall.hpp"
#include "engine/study/cell_months.hpp"

namespace hotward::analyses {

/// How sure a bin is that counts as hot or cold, and a trend that counts as one.
enum class Confidence : std::uint8_t { of_90, of_95, of_99 };
inline constexpr Names<Confidence, 3> confidence_names = {
    {{Confidence::of_90, "90"}, {Confidence::of_95, "95"}, {Confidence::of_99, "99"}}};

struct EmergingOptions {
  CellOptions cells;
  autocorrelation::TimeWindow window = autocorrelation::TimeWindow::step;
  std::uint32_t months = 1;  ///< that a period is made of
  Confidence confidence = Confidence::of_95;
};

/// Some months that follow each other.
struct TimeStep {
  table::Month first;
  table::Month last;
  double days;
};

struct EmergingSpots {
  CellMonths table;
  std::vector<TimeStep> steps{};         ///< rising; at least ten
  std::vector<table::Month> left_out{};  ///< months that are in none, rising
  autocorrelation::Cube cube{};          ///< of steps and cells
  autocorrelation::SpaceTimeGi gi{};
  // Per cell:
  std::vector<trend::Pattern> pattern{};
  std::vector<std::string> why_none{};  ///< why a cell has no pattern, nor "no pattern"; else empty
  std::vector<trend::MannKendall> mann_kendall{};
  std::vector<std::int64_t> hot_steps{};
  std::vector<std::int64_t> cold_steps{};
  std::vector<std::int64_t> incidents{};

  [[nodiscard]] std::size_t cells() const { return pattern.size(); }
};

/// 0.10, 0.05, 0.01
[[nodiscard]] double level_of(Confidence confidence);

/// @return no_data for fewer than ten periods; errors as cell_months
[[nodiscard]] Result<EmergingSpots> find_emerging(const Study& study, const Theme& theme,
                                                  const EmergingOptions& options,
                                                  std::uint64_t seed);

}  // namespace hotward::analyses
