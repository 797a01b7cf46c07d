// The units of sample_stream: which random numbers are for what. Areas and batches count upwards.
#pragma once

#include <cstdint>

#include "engine/core/random.hpp"

namespace hotward::sample {

inline constexpr Stream sample_stream{5};

inline constexpr std::uint32_t unit_crime_id = 1;  // replicate = record
inline constexpr std::uint32_t unit_outcome = 2;   // replicate = record
inline constexpr std::uint32_t unit_elsewhere = 3;
inline constexpr std::uint32_t unit_area = 1'000'000;   // + area
inline constexpr std::uint32_t unit_batch = 2'000'000;  // + batch; replicate = what is shuffled

}  // namespace hotward::sample
