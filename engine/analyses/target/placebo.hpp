// Placebo: how often does the comparison with controls find an effect where nothing was done?
//
// Each of the busiest sites that neither belong to the group nor touch it is taken as if it were
// the target, with as many neighbours as the group has. Controls are matched on the months before
// the latest ones only, as they would have been then; then the latest months are compared. Nothing
// was done in between, so a test at 5% should find an effect in 5 of 100.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/analyses/target/site_months.hpp"
#include "engine/methods/evaluation/matched_controls.hpp"
#include "engine/stats/intervals.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::analyses {

struct PlaceboTest {
  std::string why_not;           ///< there is none; else empty
  std::size_t groups = 0;        ///< that were tried
  std::size_t found = 0;         ///< with p of at most 0.05
  std::vector<double> ratios{};  ///< of each, rising
  stats::Interval middle{};      ///< that 95 of 100 ratios lie in; NaN of fewer than 40
};

struct PlaceboInput {
  const SiteMonths& months;
  const weights::SpatialWeights& links;           ///< symmetric
  const std::vector<std::string>& ids;            ///< of the sites
  const std::vector<evaluation::Feature>& fixed;  ///< features that do not change with time
  const std::vector<std::size_t>& candidates;     ///< sites, rising
  std::size_t sites_each = 1;                     ///< of a group
  std::size_t controls_each = 1;
  double phi = 1.0;
};

/// How many groups are tried at most.
inline constexpr std::size_t most_placebos = 100;

[[nodiscard]] PlaceboTest placebo_test(const PlaceboInput& input);

/// Count a year, and the trend between the halves of the first `months` months.
[[nodiscard]] std::vector<evaluation::Feature> timed_features(const SiteMonths& table,
                                                              std::size_t months);

/// Sites next to some, those themselves among them: 1 each.
[[nodiscard]] std::vector<std::uint8_t> with_neighbours(const weights::SpatialWeights& links,
                                                        const std::vector<std::size_t>& some);

}  // namespace hotward::analyses
