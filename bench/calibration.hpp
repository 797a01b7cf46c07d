// The parts of null_calibration, each a table on stdout: how often does what is printed hold, where
// nothing is to be found?
#pragma once

#include <cstdint>
#include <string>

namespace hotward {

/// Rate and rank intervals, P(top 5), the share of the top five, the change test.
void calibrate_counts(std::uint32_t maps);

/// Scans: false alarms, and planted groups found.
void calibrate_scans(std::uint32_t maps);

/// Tolerance of relative risk, by samples of like and unlike size.
void calibrate_tolerance(std::uint32_t maps);

/// Ripley's K and nearest neighbours of even and of snapped points within areas.
/// @param areas  a polygon layer
void calibrate_points(std::uint32_t maps, const std::string& areas);

}  // namespace hotward
