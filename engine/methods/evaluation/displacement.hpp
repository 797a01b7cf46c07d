// Displacement: did incidents fall more where something was done than elsewhere, and did they move
// next door?
//
//   T, C   incidents in the target and in the control areas        D, E   in the displacement
//   0, 1   before and after                                        areas and in their own control
//   w      days after / days before: what was counted before, over as many days as after
//
//   WDD       (T1 - w T0) - (C1 - w C0) + (D1 - w D0) - (E1 - w E0)       below 0: fewer
//   variance  T1 + C1 + D1 + E1 + w^2 (T0 + C0 + D0 + E0)                 of Poisson counts
//   gross effect  w T0 - T1                                 incidents fewer in the target alone
//   WDQ       (D1/C1 - D0/C0) / (T1/C1 - T0/C0)             above 0: the benefit spread;
//             below 0: some moved; below -1: more moved than were saved. Only where the target
//             fell by a larger share than the control; else there is no success to weigh, and it is
//             undefined
//   net       (T0 C1/C0 - T1) + (D0 C1/C0 - D1)             incidents fewer, had all moved as C did
//
// Sources:
//   Wheeler, Ratcliffe (2018), A simple weighted displacement difference test to evaluate place
//     based crime interventions, Crime Science 7, 11. doi:10.1186/s40163-018-0085-5. WDD.
//   Bowers, Johnson (2003), Measuring the geographical displacement and diffusion of benefit
//     effects of crime prevention activity, Journal of Quantitative Criminology 19(3), 275-301.
//     doi:10.1023/A:1024909009240. WDQ.
//   Guerette (2009), Analyzing crime displacement and diffusion, Problem-Oriented Guides for
//     Police, Tool Guide 10. Gross and net effects.
//
// Edges: without any incident the test has no variance: z and p are undefined. Time: O(1).
#pragma once

#include <cstdint>

#include "engine/stats/intervals.hpp"

namespace hotward::evaluation {

struct BeforeAfter {
  std::int64_t before = 0;
  std::int64_t after = 0;
};

struct Groups {
  BeforeAfter target;
  BeforeAfter control;
  BeforeAfter displacement{};          ///< zeros: none was looked at
  BeforeAfter displacement_control{};  ///< zeros: none
};

struct WeightedDifference {
  double wdd = 0.0;
  double standard_error = 0.0;
  double z = 0.0;
  double p_value = 0.0;  ///< two-sided, of no effect
  stats::Interval interval{};
};

/// @param weight  w, above 0
/// @param level   the interval's coverage, inside (0, 1)
///
/// Example:
///   const Groups groups{.target = {20, 10}, .control = {20, 20}};
///   const double fewer = weighted_difference(groups, 1.0, 0.90).wdd;  // -10: not sure, z is -1.2
[[nodiscard]] WeightedDifference weighted_difference(const Groups& groups, double weight,
                                                     double level);

/// Undefined where the target did not fall by a larger share than the control, and where the
/// control had no incidents before or none after.
[[nodiscard]] double displacement_quotient(const Groups& groups);

[[nodiscard]] double gross_effect(const Groups& groups, double weight);
/// Undefined without incidents in the control before.
[[nodiscard]] double net_effect(const Groups& groups);

}  // namespace hotward::evaluation
