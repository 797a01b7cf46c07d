// Scan models: from a theme's incidents to the scan that was asked for, with what it rests on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/analyses/scan/scan_settings.hpp"
#include "engine/analyses/scan/scan_sites.hpp"
#include "engine/methods/scan/scan_result.hpp"

namespace hotward::analyses {

struct FoundScan {
  scan::ScanResult result;
  scan::ScanOptions options;
  ScanSettings::Model model = ScanSettings::Model::poisson;
  ScanSites sites;
  ScanPeriods time;                ///< without periods where the model knows no time
  std::uint32_t longest = 0;       ///< periods that a window may have
  std::string basis;               ///< "people (pop_2019 of wards.shp)"
  std::string at_risk = "people";  ///< what zones hold a share of, where the model knows people
  std::int64_t controls = 0;       ///< Bernoulli
  bool bunches = false;            ///< incidents of one place and month count once
  std::optional<CountDispersion> dispersion;  ///< of models whose random maps know it
  std::vector<std::string> warnings;
  std::string no_answer;  ///< why nothing was scanned, where there was too little to scan

  [[nodiscard]] bool timed() const { return !time.periods.empty(); }
};

/// @return usage for a model that the sites cannot answer (people on a grid), for cases without
///         controls, and as check; no_data where no population is known, or no dates, or no types
///         to compare; errors of scan_sites, scan_periods and the scan.
[[nodiscard]] Result<FoundScan> find_scan(const Study& study, const Theme& theme,
                                          const ScanSettings& settings, std::uint64_t seed);

/// What the theme's incidents are compared with: the types named, or all; never the theme's own.
/// @param named  types or groups, as --type takes them; empty: all
/// @return usage for a word that is no type.
[[nodiscard]] Result<Theme> control_theme(const table::Dictionary& types, const Theme& cases,
                                          const std::vector<std::string>& named);

}  // namespace hotward::analyses
