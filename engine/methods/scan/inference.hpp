// Inference: from a map as it was seen to its clusters and their p-values. What every scan ends
// with; the p-values are described in scan_result.hpp.
//
// Only for this room's files.
#pragma once

#include <span>

#include "engine/core/result.hpp"
#include "engine/methods/scan/scan_problem.hpp"
#include "engine/methods/scan/scan_result.hpp"

namespace hotward::scan {

/// mu and beta of the Gumbel law of the maxima, from their mean and standard deviation.
struct Gumbel {
  double mu = 0.0;
  double beta = 0.0;

  [[nodiscard]] double upper_tail(double x) const;  ///< NaN where beta is 0
};

/// @param maxima  at least two, else beta is NaN
[[nodiscard]] Gumbel gumbel_of(std::span<const double> maxima);

/// @return no_data where no zone is small enough; interrupted. A secondary cluster weaker than the
///         strongest zone of every random map (p = 1) is left out: it is no evidence.
[[nodiscard]] Result<ScanResult> scan_map(const ScanProblem& problem, const MakeDraw& make_draw,
                                          const ScanOptions& options);

}  // namespace hotward::scan
