// Scan input: checks what every scan is given, and puts it into an order that the input's own
// cannot change. Only for this room's files.
#pragma once

#include <cstdint>
#include <span>

#include "engine/core/random.hpp"
#include "engine/core/result.hpp"
#include "engine/methods/scan/scan_problem.hpp"
#include "engine/methods/scan/scan_result.hpp"

namespace hotward::scan {

/// Of the maps that chance makes.
inline constexpr Stream scan_stream{3};

/// Counts of the input, site by site, of each period, and where they stand.
struct CountsInput {
  std::span<const std::int64_t> cases;
  std::size_t periods = 1;
  const char* what = "incidents";  ///< for messages
};

/// A problem with its sites, centres, layouts and cases; measure, weight and likelihood to follow.
/// @return too_few_sites below two; usage for a share outside (0, 0.5] or a minimum below 1;
///         bad_value for a negative count or more than 2^31 - 2 in all; no_data below the smallest
///         number of cases a cluster has.
[[nodiscard]] Result<ScanProblem> begin_problem(const ScanSites& sites, const CountsInput& counts,
                                                const ScanOptions& options);

/// Values of the input, `periods` of them per site, in the problem's order.
[[nodiscard]] std::vector<double> in_order(const ScanProblem& problem,
                                           std::span<const double> values, std::size_t periods);

/// @return bad_value where one is negative or not a number, naming the site; no_data where all are
/// 0.
[[nodiscard]] Result<void> check_at_risk(const ScanSites& sites, std::span<const double> values,
                                         const char* what);

/// Sets what a zone's size is limited by.
void limit_zones(ScanProblem& problem, std::vector<double> weight, double max_share);

/// Cases of all sites and periods.
[[nodiscard]] double total_cases(const ScanProblem& problem);

}  // namespace hotward::scan
