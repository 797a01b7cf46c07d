// Bernoulli scan: where are cases frequent among cases and controls?
//
// Each area holds c_i cases and n_i - c_i controls: burglaries among all crime, for example. So no
// population is needed: what else was recorded there stands for it. The likelihood ratio is the
// Bernoulli one (likelihood.hpp); E_i = C n_i / N. On a random map C of the N individuals are drawn
// to be the cases, each choice equally likely (scan_result.hpp).
//
// Source:
//   Kulldorff (1997), A spatial scan statistic, Communications in Statistics - Theory and Methods
//     26(6), 1481-1496. doi:10.1080/03610929708831995. The Bernoulli model.
#pragma once

#include <cstdint>
#include <span>

#include "engine/core/result.hpp"
#include "engine/methods/scan/scan_result.hpp"

namespace hotward::scan {

struct BernoulliInput {
  ScanSites sites;
  std::span<const std::int64_t> cases;     ///< one per site
  std::span<const std::int64_t> controls;  ///< one per site
};

/// Cluster::population is the number of cases and controls, and what max_population is a share of.
/// @return errors as in poisson_scan; no_data without controls, for then nothing can stand out.
/// Time: O(layouts n^2 (1 + R / 64) + R N).
///
/// Example:
///   const auto found =
///       bernoulli_scan({.sites = {at, codes}, .cases = burglaries, .controls = others});
///   const double p = found->clusters[0].p;  // of the most likely cluster
[[nodiscard]] Result<ScanResult> bernoulli_scan(const BernoulliInput& input,
                                                const ScanOptions& options = {});

}  // namespace hotward::scan
