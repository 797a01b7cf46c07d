// The units of Stream::sample: which random numbers are for what. Areas and batches count upwards.
#pragma once

#include <cstdint>

namespace hotward::sample {

inline constexpr std::uint32_t unit_crime_id = 1;  // replicate = record
inline constexpr std::uint32_t unit_outcome = 2;   // replicate = record
inline constexpr std::uint32_t unit_elsewhere = 3;
inline constexpr std::uint32_t unit_area = 1'000'000;   // + area
inline constexpr std::uint32_t unit_batch = 2'000'000;  // + batch; replicate = what is shuffled

}  // namespace hotward::sample
